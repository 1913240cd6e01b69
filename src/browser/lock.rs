//! One window writes, the others show. A Web Lock says who; on a plain http intranet, where there
//! are none, the windows ask each other. Whatever they say, the check in the database's
//! transaction decides.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::channel::oneshot;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

use super::clock;

const NAME: &str = "training-ledger";
/// "Is anybody there who writes?"
const ASK: &str = "ask";
/// "Yes, here."
const HERE: &str = "here";
/// "I take over."
const MINE: &str = "mine";
/// Another window answers within so many milliseconds.
const PATIENCE: u32 = 300;

/// Asks to be the window that writes; with `take_over` whoever else is. True where it is, for as
/// long as the page lives or until another window takes over, which calls `lost`.
pub async fn acquire(take_over: bool, lost: impl FnOnce() + 'static) -> bool {
    let mut lost = Some(lost);
    let lost: Rc<RefCell<dyn FnMut()>> = Rc::new(RefCell::new(move || {
        if let Some(lost) = lost.take() {
            lost();
        }
    }));
    match lock(take_over, lost.clone()) {
        Some(answered) => answered.await.unwrap_or(true),
        None => ask_others(take_over, lost).await,
    }
}

/// Requests the Web Lock; `None` where there are no locks.
fn lock(take_over: bool, lost: Rc<RefCell<dyn FnMut()>>) -> Option<oneshot::Receiver<bool>> {
    let navigator = JsValue::from(web_sys::window()?.navigator());
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    let option = if take_over { "steal" } else { "ifAvailable" };
    Reflect::set(&options, &option.into(), &JsValue::TRUE).ok()?;

    let (answer, answered) = oneshot::channel();
    let answer = Rc::new(Cell::new(Some(answer)));
    let say = move |ours: bool| {
        let asked = answer.take();
        let is_first = asked.is_some();
        if let Some(answer) = asked {
            // The asker waits for this answer until the page goes.
            let _ = answer.send(ours);
        }
        is_first
    };
    let granted = {
        let say = say.clone();
        Closure::<dyn FnMut(JsValue) -> JsValue>::new(move |lock: JsValue| {
            say(!lock.is_null());
            if lock.is_null() {
                return JsValue::UNDEFINED;
            }
            // Held until the page goes: a promise that is never kept.
            Promise::new(&mut |_, _| {}).into()
        })
    };
    let rejected = Closure::<dyn FnMut(JsValue)>::new(move |_| {
        // Refused from the start, as where site data is blocked: then nothing is shared either.
        // Later it means that another window took the lock over.
        if !say(true) {
            lost.borrow_mut()();
        }
    });
    let held = request.call3(&locks, &NAME.into(), &options, granted.as_ref()).ok()?;
    if let Ok(held) = held.dyn_into::<Promise>() {
        let _ = held.catch(&rejected);
    }
    granted.forget();
    rejected.forget();
    Some(answered)
}

/// Asks the other windows, and answers them from then on.
async fn ask_others(take_over: bool, lost: Rc<RefCell<dyn FnMut()>>) -> bool {
    let Ok(channel) = BroadcastChannel::new(NAME) else { return true };
    let ours = Rc::new(Cell::new(take_over));
    let taken = Rc::new(Cell::new(false));
    let heard = {
        let (ours, taken, channel) = (ours.clone(), taken.clone(), channel.clone());
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            match event.data().as_string().as_deref() {
                Some(ASK) if ours.get() => {
                    let _ = channel.post_message(&HERE.into());
                }
                Some(HERE) => taken.set(true),
                Some(MINE) if ours.replace(false) => lost.borrow_mut()(),
                _ => {}
            }
        })
    };
    channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
    let _ = channel.post_message(&(if take_over { MINE } else { ASK }).into());
    if !take_over {
        clock::sleep(PATIENCE).await;
        ours.set(!taken.get());
    }
    ours.get()
}
