//! The empty state: says what belongs here and how to fill it.

use leptos::prelude::*;

use super::icon::{Icon, IconView};

/// A heading, a sentence, and buttons as children.
#[component]
pub fn Empty(
    #[prop(optional)] icon: Option<Icon>,
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            {icon.map(|icon| view! { <IconView icon /> })} <h2>{title}</h2> <p>{text}</p>
            {children.map(|children| children())}
        </div>
    }
}
