//! Parts that are made when they come into view.

use leptos::html::ElementType;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::browser::sight::Sight;

/// Has the element ever come near what can be seen of the frame around it? The frame is a selector;
/// none is the window.
pub fn seen<E>(element: NodeRef<E>, frame: Option<&'static str>) -> ReadSignal<bool>
where
    E: ElementType,
    E::Output: JsCast + Clone + 'static,
{
    let (is_seen, set_seen) = signal(false);
    let sight = StoredValue::new_local(None);
    Effect::new(move |_| {
        let Some(element) = element.get().and_then(|element| element.dyn_into().ok()) else {
            return;
        };
        let found = Sight::of(&element, frame, move || {
            let _ = set_seen.try_set(true);
        });
        // Where nothing tells, everything is made at once.
        if found.is_none() {
            set_seen.set(true);
        }
        sight.set_value(found);
    });
    Effect::new(move |_| {
        if is_seen.get() {
            sight.set_value(None);
        }
    });
    is_seen
}
