//! Long work in a worker: the same program in its second role, thrown away after one job, which
//! is also how its memory comes back and how a job is cancelled.
//!
//! The start-up script puts `trainingLedgerWorker()` on the window: it makes a worker that posts
//! `{ready: true}` once it listens, or `{failed}`. Then go there `[name, job]`, the bytes in any
//! number of parts, and `true`; and come back any number of `[permille, word]` and one `[answer,
//! bytes]`. `null` to the worker asks a job for what it has. Where no worker can be had, the job runs
//! on the page.

use std::cell::{Cell, RefCell};
use std::pin::pin;
use std::rc::Rc;

use futures::channel::{mpsc, oneshot};
use futures::future::LocalBoxFuture;
use futures::stream::{LocalBoxStream, Stream, StreamExt as _};
use js_sys::{Array, Function, Reflect, Uint8Array};
use serde::{Serialize, de::DeserializeOwned};
use thiserror::Error;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, Worker};

use super::clock;

/// One kind of long work. `src/jobs.rs` lists them all.
pub trait Job: Serialize + DeserializeOwned {
    /// Tells the kinds apart.
    const NAME: &'static str;
    /// What comes back beside the bytes.
    type Answer: Serialize + DeserializeOwned;

    /// Does it. The bytes returned are a file that was made, or none. Work of more than a moment
    /// sleeps in between: it may be stopped, and where no worker can be had it runs on the page.
    fn run(self, parts: Parts, progress: Progress)
    -> impl Future<Output = (Self::Answer, Vec<u8>)>;
}

/// What goes along with a job, in parts as they come.
pub type Parts = LocalBoxStream<'static, Vec<u8>>;

/// Why a job has no answer.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Failure {
    /// The worker died of it: a file that asks for more memory than there is.
    #[error("the worker died")]
    Died,
    /// Page and worker do not understand each other.
    #[error("the answer cannot be read: {0}")]
    Unreadable(String),
}

/// The text of an answer and the file that was made.
type Reply = (String, Vec<u8>);

/// What a job tells while it works, and whether it should end with what it has.
#[derive(Clone)]
pub struct Progress {
    tell: Rc<dyn Fn(u32, String)>,
    stopped: Rc<Cell<bool>>,
}

impl Progress {
    fn new(tell: impl Fn(u32, String) + 'static) -> Self {
        Self { tell: Rc::new(tell), stopped: Rc::default() }
    }

    /// Tells how far it is, in permille, and a word on it.
    pub fn tell(&self, permille: u32, word: String) {
        (self.tell)(permille, word);
    }

    /// Should it end early? Known once the job has slept.
    pub fn is_stopped(&self) -> bool {
        self.stopped.get()
    }
}

/// Lets a running job end early.
#[derive(Clone, Default)]
pub struct Stop {
    worker: Rc<RefCell<Option<Worker>>>,
    on_page: Rc<RefCell<Option<Progress>>>,
}

impl Stop {
    /// Asks the job for what it has.
    pub fn now(&self) {
        if let Some(worker) = &*self.worker.borrow() {
            let _ = worker.post_message(&JsValue::NULL);
        }
        if let Some(progress) = &*self.on_page.borrow() {
            progress.stopped.set(true);
        }
    }
}

/// A kind of job by its name, for the list in `src/jobs.rs`.
pub struct Listed {
    name: &'static str,
    answer: fn(String, Parts, Progress) -> LocalBoxFuture<'static, Option<Reply>>,
}

/// The entry of one kind.
pub const fn listed<J: Job>() -> Listed {
    Listed { name: J::NAME, answer: answer::<J> }
}

fn answer<J: Job>(
    job: String,
    parts: Parts,
    progress: Progress,
) -> LocalBoxFuture<'static, Option<Reply>> {
    Box::pin(async move {
        let job: J = serde_json::from_str(&job).ok()?;
        let (answer, bytes) = job.run(parts, progress).await;
        serde_json::to_string(&answer).ok().map(|answer| (answer, bytes))
    })
}

/// Runs a job in a worker of its own, else on the page. The parts are made one by one, and none is
/// kept. Dropping the future cancels it.
///
/// # Errors
/// The worker died, or its answer cannot be read.
pub async fn run<J: Job>(
    job: J,
    parts: impl Stream<Item = Vec<u8>> + 'static,
    progress: impl Fn(u32, String) + 'static,
    stop: &Stop,
) -> Result<(J::Answer, Vec<u8>), Failure> {
    let unreadable = |error: serde_json::Error| Failure::Unreadable(error.to_string());
    let progress = Progress::new(progress);
    let Some(worker) = Running::start(progress.clone()).await else {
        // Lets the page paint what it says about the work.
        clock::sleep(30).await;
        stop.on_page.replace(Some(progress.clone()));
        return Ok(job.run(parts.boxed_local(), progress).await);
    };
    stop.worker.replace(Some(worker.worker.clone()));
    let text = serde_json::to_string(&job).map_err(unreadable)?;
    let (answer, bytes) = worker.ask(J::NAME, &text, parts).await?;
    serde_json::from_str(&answer).map(|answer| (answer, bytes)).map_err(unreadable)
}

type Answered = Result<Reply, Failure>;

/// A worker that listens. It ends with this value.
struct Running {
    worker: Worker,
    answer: Rc<RefCell<Option<oneshot::Sender<Answered>>>>,
    /// The listeners live as long as the worker.
    _listeners: [Closure<dyn Fn(MessageEvent)>; 2],
}

impl Drop for Running {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl Running {
    async fn start(progress: Progress) -> Option<Self> {
        let window = JsValue::from(web_sys::window()?);
        let make: Function =
            Reflect::get(&window, &"trainingLedgerWorker".into()).ok()?.dyn_into().ok()?;
        let worker: Worker = make.call0(&window).ok()?.dyn_into().ok()?;
        let (ready, started) = oneshot::channel();
        let ready = Rc::new(RefCell::new(Some(ready)));
        let answer = Rc::new(RefCell::new(None::<oneshot::Sender<Answered>>));
        let say_ready = {
            let ready = ready.clone();
            move |is_ready: bool| {
                if let Some(ready) = ready.borrow_mut().take() {
                    // The asker may have been dropped.
                    let _ = ready.send(is_ready);
                }
            }
        };
        let heard = {
            let (answer, say_ready) = (answer.clone(), say_ready.clone());
            Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                let data = event.data();
                let Some(list) = data.dyn_ref::<Array>() else {
                    say_ready(Reflect::has(&data, &"ready".into()).unwrap_or_default());
                    return;
                };
                if let Some(permille) = list.get(0).as_f64() {
                    progress.tell(permille as u32, list.get(1).as_string().unwrap_or_default());
                } else if let Some(answer) = answer.borrow_mut().take() {
                    let text = list.get(0).as_string();
                    let text = text.ok_or_else(|| Failure::Unreadable("unknown job".to_owned()));
                    let _ = answer
                        .send(text.map(|text| (text, Uint8Array::new(&list.get(1)).to_vec())));
                }
            })
        };
        let died = {
            let answer = answer.clone();
            Closure::<dyn Fn(MessageEvent)>::new(move |_| {
                say_ready(false);
                if let Some(answer) = answer.borrow_mut().take() {
                    let _ = answer.send(Err(Failure::Died));
                }
            })
        };
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        worker.set_onerror(Some(died.as_ref().unchecked_ref()));
        let running = Self { worker, answer, _listeners: [heard, died] };
        started.await.unwrap_or_default().then_some(running)
    }

    async fn ask(&self, name: &str, job: &str, parts: impl Stream<Item = Vec<u8>>) -> Answered {
        let (answer, answered) = oneshot::channel();
        self.answer.replace(Some(answer));
        let unsent = |_| Failure::Unreadable("the job cannot be sent".to_owned());
        let job = Array::of2(&name.into(), &job.into());
        self.worker.post_message(&job).map_err(unsent)?;
        let mut parts = pin!(parts);
        while let Some(part) = parts.next().await {
            let part = Uint8Array::from(part.as_slice());
            let transfer = Array::of1(&part.buffer());
            self.worker.post_message_with_transfer(&part, &transfer).map_err(unsent)?;
        }
        self.worker.post_message(&JsValue::TRUE).map_err(unsent)?;
        answered.await.unwrap_or(Err(Failure::Died))
    }
}

/// The role of the worker: waits for its one job.
pub fn serve(jobs: &'static [Listed]) {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let listening = scope.clone();
    let stopped = Rc::new(Cell::new(false));
    let sending = RefCell::new(None::<mpsc::UnboundedSender<Vec<u8>>>);
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let data = event.data();
        let Some(message) = data.dyn_ref::<Array>() else {
            if let Some(part) = data.dyn_ref::<Uint8Array>() {
                if let Some(sending) = &*sending.borrow() {
                    // A job that has failed takes no more.
                    let _ = sending.unbounded_send(part.to_vec());
                }
            } else if data.is_null() {
                stopped.set(true);
            } else {
                sending.replace(None);
            }
            return;
        };
        let text = |index| message.get(index).as_string().unwrap_or_default();
        let (sender, parts) = mpsc::unbounded();
        sending.replace(Some(sender));
        let telling = listening.clone();
        let tell = Rc::new(move |permille: u32, word: String| {
            let _ = telling.post_message(&Array::of2(&permille.into(), &word.into()));
        });
        let progress = Progress { tell, stopped: stopped.clone() };
        let known = jobs.iter().find(|job| text(0) == job.name);
        let answer = known.map(|job| (job.answer)(text(1), parts.boxed_local(), progress));
        let listening = listening.clone();
        spawn_local(async move {
            let reply = match answer {
                Some(answer) => answer.await,
                None => None,
            };
            let reply = match reply {
                Some((answer, bytes)) => {
                    Array::of2(&answer.into(), &Uint8Array::from(bytes.as_slice()))
                }
                None => Array::of2(&JsValue::NULL, &JsValue::NULL),
            };
            let _ = listening.post_message(&reply);
        });
    });
    scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
}
