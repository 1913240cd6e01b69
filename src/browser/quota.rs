//! How much the browser keeps for this page, and for how long. Hints only: a browser has been seen
//! to promise a gigabyte on a full disk.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Usage {
    pub used: f64,
    pub quota: f64,
}

/// What all pages of this origin use; `None` where the browser does not say.
pub async fn usage() -> Option<Usage> {
    let estimate = JsFuture::from(call("estimate")?).await.ok()?;
    let number = |name: &str| Reflect::get(&estimate, &name.into()).ok()?.as_f64();
    Some(Usage { used: number("usage")?, quota: number("quota")? })
}

/// Asks the browser not to clear the data by itself. Nobody waits: Firefox answers only when the
/// person does.
pub fn ask_to_persist() {
    let _ = call("persist");
}

/// Has the browser promised to keep the data?
pub async fn is_persistent() -> bool {
    match call("persisted") {
        Some(answer) => JsFuture::from(answer).await.is_ok_and(|answer| answer.is_truthy()),
        None => false,
    }
}

/// Reached by name, for it is missing in insecure contexts.
fn call(name: &str) -> Option<Promise> {
    let navigator = JsValue::from(web_sys::window()?.navigator());
    let storage = Reflect::get(&navigator, &"storage".into()).ok()?;
    let method: Function = Reflect::get(&storage, &name.into()).ok()?.dyn_into().ok()?;
    method.call0(&storage).ok()?.dyn_into().ok()
}
