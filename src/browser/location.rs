//! The address, the title and the language of the page.

use wasm_bindgen::{JsCast, closure::Closure};

/// The part of the address behind `#`, decoded.
pub fn hash() -> String {
    let hash =
        web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    js_sys::decode_uri_component(&hash).map(String::from).unwrap_or(hash)
}

/// Goes to an address of this page.
pub fn set_hash(hash: &str) {
    if let Some(window) = web_sys::window() {
        // The hash can always be set; there is nothing to do if it cannot.
        let _ = window.location().set_hash(hash);
    }
}

/// Calls `act` with the new address whenever it changes, for as long as the page lives; what is
/// being typed was handed on before.
pub fn on_hash_change(act: impl Fn(String) + 'static) {
    let listener = Closure::<dyn Fn()>::new(move || {
        super::events::hand_on_typed();
        act(hash());
    });
    if let Some(window) = web_sys::window() {
        let listen = listener.as_ref().unchecked_ref();
        if window.add_event_listener_with_callback("hashchange", listen).is_ok() {
            listener.forget();
        }
    }
}

/// Opens the page again from the start.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// Sets the title of the window.
pub fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// Sets the language of the document, a BCP 47 tag.
pub fn set_language(tag: &str) {
    set_root_attribute("lang", tag);
}

/// Sets an attribute of the root element.
pub(super) fn set_root_attribute(name: &str, value: &str) {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    if let Some(root) = root {
        let _ = root.set_attribute(name, value);
    }
}

/// Takes the static first paint away and says that the page is ready.
pub fn mark_ready() {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(paint) = document.and_then(|document| document.get_element_by_id("first-paint")) {
        paint.remove();
    }
    set_root_attribute("data-ready", "true");
}

/// Prints the page as it stands.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// Does this run in a page, and not in a worker?
pub fn is_page() -> bool {
    web_sys::window().is_some()
}
