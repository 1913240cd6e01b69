//! "Which browser am I in": what works here, and what to do about what does not.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::browser::database::Database;
use crate::browser::{local_storage, probe};
use crate::route::Route;
use crate::ui::components::sign::{Sign, State};
use crate::ui::texts::texts;
use crate::workspace::Workspace;

/// Folders from which chat programs and archivers open files.
const TEMPORARY: [&str; 5] = ["/Temp/", "/tmp/", "WeChat Files", "xwechat", "Rar$"];

#[component]
fn Line(
    label: &'static str,
    /// `None` while it is being tried.
    #[prop(into)]
    works: Signal<Option<bool>>,
    advice: &'static str,
) -> impl IntoView {
    let help = &texts().help;
    view! {
        <dt>{label}</dt>
        <dd>
            {move || match works.get() {
                None => view! { <span class="quiet">{help.checking}</span> }.into_any(),
                Some(true) => view! { <Sign state=State::Good word=help.works /> }.into_any(),
                Some(false) => view! {
                    <Sign state=State::Warn word=help.works_not />
                    <p>{advice}</p>
                }
                .into_any(),
            }}
        </dd>
    }
}

/// The engine and its version, from what the browser says of itself: that of Chromium counts for
/// every browser built on it, whatever its own name.
fn engine(agent: &str) -> String {
    let version = |name: &str| {
        let version = agent.split_once(name)?.1;
        let digits = version.split(|letter: char| !letter.is_ascii_digit()).next()?;
        (!digits.is_empty()).then(|| digits.to_owned())
    };
    let known = [("Firefox/", "Firefox"), ("Chrome/", "Chromium"), ("Version/", "Safari")];
    known
        .into_iter()
        .find_map(|(mark, name)| Some(format!("{name} {}", version(mark)?)))
        .unwrap_or_default()
}

#[component]
pub fn SelfTestPage() -> impl IntoView {
    let messages = texts();
    let help = &messages.help;
    let database = RwSignal::new(None);
    spawn_local(async move { database.set(Some(Database::open(|| ()).await.is_ok())) });
    let place = probe::place();
    let temporary = TEMPORARY.iter().any(|part| place.contains(part));
    let from_file = place.starts_with("file:");
    let today = Workspace::here().today();
    let storage = Signal::derive(|| Some(local_storage::is_usable()));
    let worker = Signal::derive(|| Some(probe::has_worker()));
    let secure = Signal::derive(|| Some(probe::is_secure()));
    let agent = probe::user_agent();
    let engine = engine(&agent);
    let verdict = move || {
        let all = [database.get(), storage.get(), worker.get(), secure.get()];
        if all.contains(&None) {
            return view! { <span class="quiet">{help.checking}</span> }.into_any();
        }
        let (state, word) = if database.get() == Some(false) {
            (State::Bad, help.verdict_bad)
        } else if temporary || all.contains(&Some(false)) {
            (State::Warn, help.verdict_limited)
        } else {
            (State::Good, help.verdict_good)
        };
        view! { <Sign state word /> }.into_any()
    };
    view! {
        <main class="page help-page">
            <div class="page-head">
                <h1>{help.self_test_title}</h1>
                <span class="about">{help.self_test_about}</span>
                <div class="actions">
                    <a class="button" href=Route::Help.href()>
                        {help.title}
                    </a>
                </div>
            </div>
            <div class="page-body prose">
                <p class="verdict">
                    <b>{engine}</b>
                    {verdict}
                </p>
                <dl class="facts checks">
                    <Line label=help.check_database works=database advice=help.advice_database />
                    <Line label=help.check_storage works=storage advice=help.advice_storage />
                    <Line label=help.check_worker works=worker advice=help.advice_worker />
                    <Line label=help.check_secure works=secure advice=help.advice_secure />
                    <dt>{help.check_place}</dt>
                    <dd>
                        {if from_file { help.place_file } else { help.place_host }}
                        <p class="note">{place}</p>
                        {temporary
                            .then(|| view! { <Sign state=State::Warn word=help.place_temporary /> })}
                    </dd>
                    <dt>{help.check_clock}</dt>
                    <dd>{(messages.format.long_day)(today)}</dd>
                    <dt>{help.browser}</dt>
                    <dd class="note">{agent}</dd>
                </dl>
            </div>
        </main>
    }
}
