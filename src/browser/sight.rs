//! Tells when something comes into view, so that a long page need not be made at once.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// How much sooner than it can be seen.
const MARGIN: &str = "800px 0px";

/// Waits for an element to come into view; dropping it ends that.
pub struct Sight {
    observer: IntersectionObserver,
    _listener: Closure<dyn Fn(js_sys::Array)>,
}

impl Drop for Sight {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

impl Sight {
    /// Calls `act` when the element comes near what can be seen of the frame around it, a selector, or
    /// else of the window. What is not displayed never does.
    pub fn of(element: &Element, frame: Option<&str>, act: impl Fn() + 'static) -> Option<Self> {
        let listener = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let mut entries = entries.iter().filter_map(|entry| entry.dyn_into().ok());
            if entries.any(|entry: IntersectionObserverEntry| entry.is_intersecting()) {
                act();
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(MARGIN);
        let frame = frame.and_then(|frame| element.closest(frame).ok().flatten());
        options.set_root(frame.as_ref());
        let observer =
            IntersectionObserver::new_with_options(listener.as_ref().unchecked_ref(), &options);
        let observer = observer.ok()?;
        observer.observe(element);
        Some(Self { observer, _listener: listener })
    }
}
