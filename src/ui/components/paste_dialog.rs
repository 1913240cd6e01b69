//! The dialog in which cells of a spreadsheet are pasted, and what was understood of them.

use leptos::prelude::*;

use super::dialog::Dialog;
use crate::ui::texts::texts;

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
    let foot = move || {
        view! {
            <button type="button" class="button push" on:click=move |_| on_close.run(())>
                {texts().shell.cancel}
            </button>
            <button
                type="button"
                class="button primary"
                disabled=move || !can_apply.get()
                on:click=move |_| on_apply.run(())
            >
                {apply}
            </button>
        }
    };
    view! {
        <Dialog title on_close foot=ViewFn::from(foot)>
            <p class="note">{hint}</p>
            <textarea
                class="field paste-area"
                rows="8"
                aria-label=title
                prop:value=text
                on:input:target=move |event| text.set(event.target().value())
            ></textarea>
            {children()}
        </Dialog>
    }
}
