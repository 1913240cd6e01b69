//! What this browser can do, for the check of the browser.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// The name and version the browser gives itself.
pub fn user_agent() -> String {
    web_sys::window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default()
}

/// Is it a secure context (a file, localhost or https)?
pub fn is_secure() -> bool {
    web_sys::window().is_some_and(|window| window.is_secure_context())
}

/// Can workers be started?
pub fn has_worker() -> bool {
    web_sys::window().is_some_and(|window| {
        Reflect::has(&JsValue::from(window), &"Worker".into()).unwrap_or(false)
    })
}

/// The address of the page without its hash, decoded.
pub fn place() -> String {
    let href =
        web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    let place = href.split('#').next().unwrap_or_default();
    js_sys::decode_uri_component(place).map(String::from).unwrap_or_else(|_| place.to_owned())
}
