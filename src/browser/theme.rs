//! Light or dark, as chosen or as the system says.

use wasm_bindgen::{JsCast, closure::Closure};

use super::local_storage;
use super::location::set_root_attribute;

/// What the system says, and says again when it changes.
fn system() -> Option<web_sys::MediaQueryList> {
    web_sys::window()?.match_media("(prefers-color-scheme: dark)").ok().flatten()
}

fn system_is_dark() -> bool {
    system().is_some_and(|query| query.matches())
}

fn is_dark() -> bool {
    local_storage::theme().map_or_else(system_is_dark, |theme| theme == "dark")
}

fn show(dark: bool) {
    set_root_attribute("data-theme", if dark { "dark" } else { "light" });
}

/// Shows the theme that was chosen last, and follows the system while none is.
pub fn restore() {
    show(is_dark());
    let Some(query) = system() else { return };
    let listener = Closure::<dyn Fn()>::new(|| show(is_dark()));
    let listen = listener.as_ref().unchecked_ref();
    if query.add_event_listener_with_callback("change", listen).is_ok() {
        // The list must live for as long as it is to be told of changes.
        std::mem::forget(query);
        listener.forget();
    }
}

/// Changes over. What the system says anyway is no choice, so that it is followed again.
pub fn toggle() {
    let dark = !is_dark();
    if dark == system_is_dark() {
        local_storage::forget_theme();
    } else {
        local_storage::set_theme(if dark { "dark" } else { "light" });
    }
    show(dark);
}
