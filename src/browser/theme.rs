//! Light or dark, as chosen or as the system says.

use super::local_storage;
use super::location::set_root_attribute;

fn is_dark() -> bool {
    local_storage::theme().map_or_else(
        || {
            web_sys::window()
                .and_then(|window| {
                    window.match_media("(prefers-color-scheme: dark)").ok().flatten()
                })
                .is_some_and(|query| query.matches())
        },
        |theme| theme == "dark",
    )
}

fn show(dark: bool) {
    set_root_attribute("data-theme", if dark { "dark" } else { "light" });
}

/// Shows the theme that was chosen last.
pub fn restore() {
    show(is_dark());
}

/// Changes over and remembers it.
pub fn toggle() {
    let dark = !is_dark();
    local_storage::set_theme(if dark { "dark" } else { "light" });
    show(dark);
}
