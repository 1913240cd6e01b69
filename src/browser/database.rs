//! The ledger's database: IndexedDB with strict durability. Every write is one transaction that
//! first checks what the database is at; only its `complete` counts as saved.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use futures::channel::oneshot;
use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction};

use crate::storage::{Base, Commit, Manifest, Records, SaveError};

const NAME: &str = "training-ledger";
/// Frozen: the format of the records has versions of its own.
const VERSION: u32 = 1;
const CHUNKS: &str = "chunks";
const MANIFESTS: &str = "manifests";
const HEAD: &str = "head";
const CURRENT: &str = "current";
/// An open that answers nothing for so long counts as refused, in milliseconds.
const PATIENCE: u32 = 5_000;

#[wasm_bindgen]
extern "C" {
    /// `transaction` with options: web-sys has them behind an unstable flag only.
    #[wasm_bindgen(extends = IdbDatabase)]
    type Durable;

    #[wasm_bindgen(method, catch, js_name = transaction)]
    fn begin(
        this: &Durable,
        stores: &JsValue,
        mode: &str,
        options: &JsValue,
    ) -> Result<IdbTransaction, JsValue>;
}

/// An open database.
#[derive(Clone)]
pub struct Database {
    database: Rc<RefCell<Option<IdbDatabase>>>,
    on_close: Rc<dyn Fn()>,
}

impl Database {
    /// Opens it, and makes it where there is none. `on_close` is called when the browser closes
    /// it by itself, as it does when the person clears the browser's data.
    ///
    /// # Errors
    /// [`SaveError::Unusable`] where the browser refuses or does not answer.
    pub async fn open(on_close: impl Fn() + 'static) -> Result<Self, SaveError> {
        let on_close: Rc<dyn Fn()> = Rc::new(on_close);
        let database = connect(&on_close).await?;
        Ok(Self { database: Rc::new(RefCell::new(Some(database))), on_close })
    }

    async fn begin(&self, mode: &str) -> Result<IdbTransaction, SaveError> {
        let open = self.database.borrow().clone();
        if let Some(open) = open
            && let Ok(transaction) = start(&open, mode)
        {
            return Ok(transaction);
        }
        // The connection was lost, or closed for a newer window: once more.
        let database = connect(&self.on_close).await?;
        let transaction = start(&database, mode).map_err(|error| failure(&error))?;
        self.database.replace(Some(database));
        Ok(transaction)
    }

    async fn text(&self, name: &str, key: JsValue) -> Result<Option<String>, SaveError> {
        let store = store(&self.begin("readonly").await?, name)?;
        let found = answer(&store.get(&key).map_err(|error| failure(&error))?).await?;
        Ok(found.as_string())
    }

    /// What the database is at.
    ///
    /// # Errors
    /// Where it does not answer.
    pub async fn base(&self) -> Result<Base, SaveError> {
        Ok(Base::of(self.head().await?.as_deref()))
    }

    /// Writes a commit: all of it or nothing.
    ///
    /// # Errors
    /// [`SaveError::Conflict`] where the database is not at what the commit is based on.
    pub async fn write(&self, commit: &Commit) -> Result<(), SaveError> {
        let transaction = self.begin("readwrite").await?;
        let conflict = Rc::new(Cell::new(false));
        let head = store(&transaction, HEAD)?;
        let request = head.get(&CURRENT.into()).map_err(|error| failure(&error))?;
        let puts = {
            let (commit, transaction) = (commit.clone(), transaction.clone());
            let (request, conflict) = (request.clone(), conflict.clone());
            Closure::once(move || {
                let found = request.result().ok().and_then(|found| found.as_string());
                let is_expected = Base::of(found.as_deref()) == commit.expected;
                conflict.replace(!is_expected);
                if !is_expected || put(&transaction, &commit).is_err() {
                    // It is not finished yet, so it can be aborted.
                    let _ = transaction.abort();
                }
            })
        };
        request.set_onsuccess(Some(puts.as_ref().unchecked_ref()));
        let result = finished(&transaction).await;
        if conflict.get() { Err(SaveError::Conflict) } else { result }
    }

    /// Deletes the chunks that no manifest names any more.
    ///
    /// # Errors
    /// Where the database does not answer; then nothing was deleted.
    pub async fn sweep(&self) -> Result<(), SaveError> {
        let transaction = self.begin("readwrite").await?;
        let manifests = store(&transaction, MANIFESTS)?;
        let chunks = store(&transaction, CHUNKS)?;
        let request = manifests.get_all().map_err(|error| failure(&error))?;
        let listed = request.clone();
        let collect = Closure::once(move || {
            let Some(found) = listed.result().ok().and_then(|found| found.dyn_into::<Array>().ok())
            else {
                return;
            };
            let mut named = std::collections::BTreeSet::new();
            for text in found.iter().filter_map(|text| text.as_string()) {
                let Ok(manifest) = serde_json::from_str::<Manifest>(&text) else { return };
                named.extend(manifest.chunks.into_values());
            }
            let Ok(keys) = chunks.get_all_keys() else { return };
            let stored = keys.clone();
            let delete = Closure::once(move || {
                let Some(stored) =
                    stored.result().ok().and_then(|stored| stored.dyn_into::<Array>().ok())
                else {
                    return;
                };
                for key in stored.iter() {
                    if key.as_string().is_some_and(|name| !named.contains(&name)) {
                        let _ = chunks.delete(&key);
                    }
                }
            });
            keys.set_onsuccess(Some(delete.as_ref().unchecked_ref()));
            delete.forget();
        });
        request.set_onsuccess(Some(collect.as_ref().unchecked_ref()));
        finished(&transaction).await
    }

    /// Everything that is stored, as it is, as one JSON text: per store its keys and what stands
    /// there.
    ///
    /// # Errors
    /// Where the database does not answer.
    pub async fn raw(&self) -> Result<String, SaveError> {
        let all = Object::new();
        let set = |to: &Object, name: &str, value: &JsValue| {
            Reflect::set(to, &name.into(), value).map(drop).map_err(|error| failure(&error))
        };
        let transaction = self.begin("readonly").await?;
        let mut asked = Vec::new();
        for name in [HEAD, MANIFESTS, CHUNKS] {
            let store = store(&transaction, name)?;
            let keys = store.get_all_keys().map_err(|error| failure(&error))?;
            let values = store.get_all().map_err(|error| failure(&error))?;
            asked.push((name, pending(&keys), pending(&values)));
        }
        for (name, keys, values) in asked {
            let stored = Object::new();
            set(&stored, "keys", &keys.await.unwrap_or(Err(SaveError::Unusable))?)?;
            set(&stored, "values", &values.await.unwrap_or(Err(SaveError::Unusable))?)?;
            set(&all, name, &stored)?;
        }
        let text = js_sys::JSON::stringify(&all).map_err(|error| failure(&error))?;
        Ok(text.into())
    }

    /// Empties the database.
    ///
    /// # Errors
    /// Where it refuses.
    pub async fn wipe(&self) -> Result<(), SaveError> {
        let transaction = self.begin("readwrite").await?;
        for name in [CHUNKS, MANIFESTS, HEAD] {
            store(&transaction, name)?.clear().map_err(|error| failure(&error))?;
        }
        finished(&transaction).await
    }
}

impl Records for Database {
    async fn head(&self) -> Result<Option<String>, SaveError> {
        self.text(HEAD, CURRENT.into()).await
    }

    async fn generations(&self) -> Result<Vec<u32>, SaveError> {
        let store = store(&self.begin("readonly").await?, MANIFESTS)?;
        let keys = answer(&store.get_all_keys().map_err(|error| failure(&error))?).await?;
        let keys = keys.dyn_into::<Array>().map_err(|error| failure(&error))?;
        Ok(keys.iter().filter_map(|key| key.as_f64()).map(|key| key as u32).collect())
    }

    async fn manifest(&self, generation: u32) -> Result<Option<String>, SaveError> {
        self.text(MANIFESTS, generation.into()).await
    }

    async fn chunks(&self, names: Vec<String>) -> Result<BTreeMap<String, String>, SaveError> {
        let store = store(&self.begin("readonly").await?, CHUNKS)?;
        let mut requests = Vec::new();
        for name in names {
            let request = store.get(&name.as_str().into()).map_err(|error| failure(&error))?;
            requests.push((name, pending(&request)));
        }
        let mut chunks = BTreeMap::new();
        for (name, request) in requests {
            // One that cannot be read counts as missing, which costs that chunk only.
            if let Ok(Ok(found)) = request.await
                && let Some(text) = found.as_string()
            {
                chunks.insert(name, text);
            }
        }
        Ok(chunks)
    }
}

fn put(transaction: &IdbTransaction, commit: &Commit) -> Result<(), JsValue> {
    let chunks = transaction.object_store(CHUNKS)?;
    let manifests = transaction.object_store(MANIFESTS)?;
    if commit.anew {
        chunks.clear()?;
        manifests.clear()?;
    }
    for (name, text) in &commit.chunks {
        chunks.put_with_key(&text.into(), &name.into())?;
    }
    let json = |text: serde_json::Result<String>| {
        text.map(JsValue::from).map_err(|error| JsValue::from(error.to_string()))
    };
    for manifest in &commit.manifests {
        let text = json(serde_json::to_string(manifest))?;
        manifests.put_with_key(&text, &manifest.generation().into())?;
    }
    for generation in &commit.dropped {
        manifests.delete(&(*generation).into())?;
    }
    let text = json(serde_json::to_string(&commit.head))?;
    transaction.object_store(HEAD)?.put_with_key(&text, &CURRENT.into())?;
    Ok(())
}

fn start(database: &IdbDatabase, mode: &str) -> Result<IdbTransaction, JsValue> {
    let stores = Array::of3(&CHUNKS.into(), &MANIFESTS.into(), &HEAD.into());
    let options = Object::new();
    // Since Chromium 121 the default may lose a completed write in a power cut.
    Reflect::set(&options, &"durability".into(), &"strict".into())?;
    database.unchecked_ref::<Durable>().begin(&stores, mode, &options)
}

fn store(transaction: &IdbTransaction, name: &str) -> Result<IdbObjectStore, SaveError> {
    transaction.object_store(name).map_err(|error| failure(&error))
}

async fn connect(on_close: &Rc<dyn Fn()>) -> Result<IdbDatabase, SaveError> {
    let factory = web_sys::window()
        .and_then(|window| window.indexed_db().ok().flatten())
        .ok_or(SaveError::Unusable)?;
    let request = factory.open_with_u32(NAME, VERSION).map_err(|_| SaveError::Unusable)?;
    let opening = request.clone();
    let upgrade = Closure::<dyn Fn()>::new(move || {
        let database = opening.result().ok().and_then(|found| found.dyn_into::<IdbDatabase>().ok());
        if let Some(database) = database {
            for name in [CHUNKS, MANIFESTS, HEAD] {
                let _ = database.create_object_store(name);
            }
        }
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    let answer = pending(&request);
    let database = match select(answer, TimeoutFuture::new(PATIENCE)).await {
        Either::Left((Ok(Ok(found)), _)) => found.dyn_into::<IdbDatabase>(),
        _ => return Err(SaveError::Unusable),
    };
    let database = database.map_err(|_| SaveError::Unusable)?;
    let closing = database.clone();
    // A newer version of the page must not wait for this one.
    let close = Closure::<dyn Fn()>::new(move || closing.close());
    database.set_onversionchange(Some(close.as_ref().unchecked_ref()));
    close.forget();
    let on_close = on_close.clone();
    let closed = Closure::<dyn Fn()>::new(move || on_close());
    database.set_onclose(Some(closed.as_ref().unchecked_ref()));
    closed.forget();
    Ok(database)
}

type Asker = Rc<RefCell<Option<oneshot::Sender<Result<JsValue, SaveError>>>>>;

/// The result of a request, in a channel that is filled from its events.
fn pending(request: &IdbRequest) -> oneshot::Receiver<Result<JsValue, SaveError>> {
    let (answer, answered) = oneshot::channel();
    let answer: Asker = Rc::new(RefCell::new(Some(answer)));
    let send = |answer: Asker, read: fn(&IdbRequest) -> _| {
        let request = request.clone();
        Closure::once_into_js(move || {
            if let Some(answer) = answer.borrow_mut().take() {
                // A database that opens when nobody waits any more must not stay open.
                if let Err(Ok(late)) = answer.send(read(&request))
                    && let Ok(database) = late.dyn_into::<IdbDatabase>()
                {
                    database.close();
                }
            }
        })
    };
    let done = send(answer.clone(), |request| request.result().map_err(|error| failure(&error)));
    let failed = send(answer, |request| {
        Err(request
            .error()
            .ok()
            .flatten()
            .map_or(SaveError::Unusable, |error| named(&error.name(), &error.message())))
    });
    request.set_onsuccess(Some(done.unchecked_ref()));
    request.set_onerror(Some(failed.unchecked_ref()));
    answered
}

async fn answer(request: &IdbRequest) -> Result<JsValue, SaveError> {
    pending(request).await.unwrap_or(Err(SaveError::Unusable))
}

/// Waits for `complete` or `abort`; a transaction that answers nothing counts as failed.
async fn finished(transaction: &IdbTransaction) -> Result<(), SaveError> {
    let (answer, answered) = oneshot::channel();
    let answer = Rc::new(RefCell::new(Some(answer)));
    let complete = {
        let answer = answer.clone();
        Closure::once_into_js(move || {
            if let Some(answer) = answer.borrow_mut().take() {
                let _ = answer.send(Ok(()));
            }
        })
    };
    let aborted = {
        let transaction = transaction.clone();
        Closure::once_into_js(move || {
            if let Some(answer) = answer.borrow_mut().take() {
                let error = transaction.error();
                let error = error.map_or(SaveError::Failed(String::new()), |error| {
                    named(&error.name(), &error.message())
                });
                let _ = answer.send(Err(error));
            }
        })
    };
    transaction.set_oncomplete(Some(complete.unchecked_ref()));
    transaction.set_onabort(Some(aborted.unchecked_ref()));
    match select(answered, TimeoutFuture::new(2 * PATIENCE)).await {
        Either::Left((result, _)) => result.unwrap_or(Err(SaveError::Unusable)),
        // What is aborted is certain not to be written. What cannot be aborted any more is being
        // completed: only its own answer tells.
        Either::Right(((), _)) if transaction.abort().is_ok() => {
            Err(SaveError::Failed("no answer".to_owned()))
        }
        Either::Right(((), answered)) => answered.await.unwrap_or(Err(SaveError::Unusable)),
    }
}

fn named(name: &str, message: &str) -> SaveError {
    match name {
        "QuotaExceededError" => SaveError::Full,
        // What Chromium says on a full disk.
        "DataError" if message.contains("blobs") => SaveError::Full,
        _ => SaveError::Failed(format!("{name}: {message}")),
    }
}

fn failure(error: &JsValue) -> SaveError {
    let text = |name: &str| {
        Reflect::get(error, &name.into()).ok().and_then(|text| text.as_string()).unwrap_or_default()
    };
    named(&text("name"), &text("message"))
}
