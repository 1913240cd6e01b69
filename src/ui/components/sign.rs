//! Sign and word of a state: colour never stands alone.

use leptos::prelude::*;

use super::icon::{Icon, IconView};

/// The states there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    Bad,
    Minus,
    Warn,
    Good,
    Idle,
    NotApplicable,
}

impl State {
    /// The class and the icon of the sign.
    pub fn look(self) -> (&'static str, Icon) {
        match self {
            Self::Bad => ("sign bad", Icon::Bad),
            Self::Minus => ("sign bad", Icon::Minused),
            Self::Warn => ("sign warn", Icon::Warn),
            Self::Good => ("sign good", Icon::Good),
            Self::Idle => ("sign idle", Icon::Idle),
            Self::NotApplicable => ("sign idle", Icon::Na),
        }
    }
}

/// A sign with its word.
#[component]
pub fn Sign(state: State, #[prop(into)] word: String) -> impl IntoView {
    let (class, icon) = state.look();
    view! {
        <span class=class>
            <IconView icon />
            {word}
        </span>
    }
}
