//! One window writes. A Web Lock tells the second window so; where there are no locks, the check
//! in the database's transaction still refuses it.

use futures::channel::oneshot;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

const NAME: &str = "training-ledger";

/// Asks for the lock. `Some(true)`: it is ours for as long as the page lives, or until another
/// window takes it over, which calls `lost`. `None`: this browser has no locks.
pub async fn acquire(take_over: bool, lost: impl FnOnce() + 'static) -> Option<bool> {
    let navigator = JsValue::from(web_sys::window()?.navigator());
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    let option = if take_over { "steal" } else { "ifAvailable" };
    Reflect::set(&options, &option.into(), &JsValue::TRUE).ok()?;

    let (answer, answered) = oneshot::channel();
    let mut answer = Some(answer);
    let granted = Closure::<dyn FnMut(JsValue) -> JsValue>::new(move |lock: JsValue| {
        let ours = !lock.is_null();
        if let Some(answer) = answer.take() {
            // The asker waits for this answer until the page goes.
            let _ = answer.send(ours);
        }
        if ours {
            // Held until the page goes: a promise that is never kept.
            Promise::new(&mut |_, _| {}).into()
        } else {
            JsValue::UNDEFINED
        }
    });
    let held = request.call3(&locks, &NAME.into(), &options, granted.as_ref()).ok()?;
    granted.forget();
    if let Ok(held) = held.dyn_into::<Promise>() {
        // A lock that is taken over rejects the promise of its holder.
        let mut lost = Some(lost);
        let rejected = Closure::<dyn FnMut(JsValue)>::new(move |_| {
            if let Some(lost) = lost.take() {
                lost();
            }
        });
        let _ = held.catch(&rejected);
        rejected.forget();
    }
    answered.await.ok()
}
