//! A bar across the page, only for what must be known now; it stays until it is solved.

use leptos::prelude::*;

use super::icon::{Icon, IconView};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    Warn,
    Bad,
}

/// A heading, a sentence, and buttons as children.
#[component]
pub fn NoticeBar(
    urgency: Urgency,
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let (class, icon) = match urgency {
        Urgency::Warn => ("notice-bar warn", Icon::Warn),
        Urgency::Bad => ("notice-bar bad", Icon::Bad),
    };
    view! {
        <div class=class role="alert">
            <IconView icon />
            <p>
                <b>{title}</b>
                {text}
            </p>
            <div class="actions">{children.map(|children| children())}</div>
        </div>
    }
}
