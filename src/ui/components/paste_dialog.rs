//! The dialog in which cells of a spreadsheet are pasted, and what was understood of them.

use leptos::prelude::*;

use super::dialog::AskDialog;

/// `children` say what was understood, `apply` what is done with it.
#[component]
pub fn PasteDialog(
    title: &'static str,
    /// How the cells are to be laid out.
    hint: &'static str,
    /// What was pasted or typed.
    text: RwSignal<String>,
    #[prop(into)] apply: Signal<String>,
    #[prop(into)] can_apply: Signal<bool>,
    on_apply: Callback<()>,
    on_close: Callback<()>,
    children: Children,
) -> impl IntoView {
    view! {
        <AskDialog title on_close ok=apply on_ok=on_apply disabled=move || !can_apply.get()>
            <p class="note">{hint}</p>
            <textarea
                class="field paste-area"
                rows="8"
                aria-label=title
                prop:value=text
                on:input:target=move |event| text.set(event.target().value())
            ></textarea>
            {children()}
        </AskDialog>
    }
}
