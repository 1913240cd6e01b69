//! The search field of a toolbar.

use leptos::prelude::*;

use super::icon::{Icon, IconView};

#[component]
pub fn FindField(label: &'static str, text: RwSignal<String>) -> impl IntoView {
    view! {
        <label class="field find">
            <IconView icon=Icon::Search />
            <input
                type="search"
                placeholder=label
                aria-label=label
                prop:value=text
                on:input:target=move |event| text.set(event.target().value())
            />
        </label>
    }
}
