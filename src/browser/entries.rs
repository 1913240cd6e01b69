//! What stood in a control before it was changed, to be put back where the change is refused.

use std::cell::RefCell;

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

thread_local! {
    /// The control that was entered last, and its value then.
    static BEFORE: RefCell<Option<(web_sys::EventTarget, JsValue)>> = const { RefCell::new(None) };
}

/// Remembers from now on what stands in each control when it is entered and when it was changed.
pub fn remember() {
    let Some(window) = web_sys::window() else { return };
    let listener = Closure::<dyn Fn(web_sys::Event)>::new(|event: web_sys::Event| {
        let Some(target) = event.target() else { return };
        let value = Reflect::get(&target, &"value".into()).unwrap_or_default();
        BEFORE.set(Some((target, value)));
    });
    let listen = listener.as_ref().unchecked_ref();
    for name in ["focusin", "change"] {
        let _ = window.add_event_listener_with_callback(name, listen);
    }
    listener.forget();
}

/// Puts back what the control said that is just being changed.
pub fn put_back() {
    let event = web_sys::window().and_then(|window| window.event().dyn_into().ok());
    let changed = event.filter(|event: &web_sys::Event| event.type_() == "change");
    let Some(target) = changed.and_then(|event| event.target()) else { return };
    if let Some(input) = target.dyn_ref::<web_sys::HtmlInputElement>()
        && input.type_() == "checkbox"
    {
        input.set_checked(!input.checked());
    }
    BEFORE.with_borrow(|before| {
        if let Some((entered, value)) = before
            && *entered == target
        {
            let _ = Reflect::set(&target, &"value".into(), value);
        }
    });
}
