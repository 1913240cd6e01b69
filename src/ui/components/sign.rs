//! Sign and word of a state: colour never stands alone.

use leptos::prelude::*;

use super::icon::{Icon, IconView};

/// The states there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Bad,
    Minus,
    Warn,
    Good,
    Idle,
    NotApplicable,
}

/// A sign with its word.
#[component]
pub fn Sign(state: State, #[prop(into)] word: String) -> impl IntoView {
    let (class, icon) = match state {
        State::Bad => ("sign bad", Icon::Bad),
        State::Minus => ("sign bad", Icon::Minused),
        State::Warn => ("sign warn", Icon::Warn),
        State::Good => ("sign good", Icon::Good),
        State::Idle => ("sign idle", Icon::Idle),
        State::NotApplicable => ("sign idle", Icon::Na),
    };
    view! {
        <span class=class>
            <IconView icon />
            {word}
        </span>
    }
}
