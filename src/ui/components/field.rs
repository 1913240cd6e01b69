//! A labelled line of a form: the label above, the control below, what is wrong under it.

use leptos::prelude::*;

/// A line of a form.
#[component]
pub fn FormLine(
    #[prop(into)] label: String,
    /// A short explanation under the control.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with the entry; empty while nothing is.
    #[prop(optional, into)]
    fault: Signal<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <label class="form-line">
            <span class="form-label">{label}</span>
            {children()}
            {hint.map(|hint| view! { <span class="note">{hint}</span> })}
            <Show when=move || !fault.with(String::is_empty)>
                <span class="note is-bad" role="alert">
                    {fault}
                </span>
            </Show>
        </label>
    }
}
