//! Where a list hangs that must not be cut off by what scrolls around it.

use wasm_bindgen::{JsCast, closure::Closure};

/// Between a list and its frame, and to the edge of the window, in pixels.
const GAP: f64 = 2.0;
const EDGE: f64 = 8.0;

/// A list is no longer than this part of the window.
const MOST: f64 = 0.6;

/// Below the frame there has to be room for so much of a list, or it hangs above.
const ENOUGH: f64 = 240.0;

/// Hangs a list of fixed position below its frame, the element around it, or above where there is
/// more room; and again whenever something scrolls. What comes back ends that.
pub fn hang(list: &web_sys::HtmlElement) -> impl FnOnce() + use<> {
    place(list);
    let again = list.clone();
    let listener = Closure::<dyn Fn()>::new(move || place(&again));
    let window = web_sys::window();
    if let Some(window) = &window {
        let listen = listener.as_ref().unchecked_ref();
        // Regions scroll without telling the window but while the event goes down.
        let _ = window.add_event_listener_with_callback_and_bool("scroll", listen, true);
        let _ = window.add_event_listener_with_callback("resize", listen);
    }
    move || {
        if let Some(window) = window {
            let listen = listener.as_ref().unchecked_ref();
            let _ = window.remove_event_listener_with_callback_and_bool("scroll", listen, true);
            let _ = window.remove_event_listener_with_callback("resize", listen);
        }
    }
}

fn place(list: &web_sys::HtmlElement) {
    let root = web_sys::window().and_then(|window| window.document()?.document_element());
    let (Some(frame), Some(root)) = (list.parent_element(), root) else { return };
    let frame = frame.get_bounding_client_rect();
    let (width, height) = (f64::from(root.client_width()), f64::from(root.client_height()));
    let (above, below) = (frame.top() - GAP - EDGE, height - frame.bottom() - GAP - EDGE);
    let goes_up = below < ENOUGH && above > below;
    let set = |name: &str, pixels: Option<f64>| {
        let value = pixels.map_or("auto".to_owned(), |pixels| format!("{pixels}px"));
        let _ = list.style().set_property(name, &value);
    };
    set("top", (!goes_up).then_some(frame.bottom() + GAP));
    set("bottom", goes_up.then_some(height - frame.top() + GAP));
    set("max-height", Some(if goes_up { above } else { below }.min(height * MOST)));
    set("min-width", Some(frame.width()));
    set("max-width", Some(width - 2.0 * EDGE));
    let rightmost = width - EDGE - f64::from(list.offset_width());
    set("left", Some(frame.left().min(rightmost).max(EDGE)));
}
