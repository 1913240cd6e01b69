//! The texts of the chosen language. Choosing another one builds the page anew, so that pages can
//! read texts plainly.

use leptos::prelude::*;

use crate::i18n::locale::Locale;
use crate::i18n::messages::Messages;

/// The language of the page.
#[derive(Clone, Copy)]
pub struct Language(pub RwSignal<Locale>);

/// The texts of the language that the page was built in.
pub fn texts() -> &'static Messages {
    use_context::<Language>()
        .map_or(Locale::default(), |language| language.0.get_untracked())
        .messages()
}
