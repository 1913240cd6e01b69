//! 学时: everybody's year against the target, the largest shortfall first; classes are recorded
//! whole, then the exceptions, and stand in a list; one person's year in the drawer; certificates;
//! statistics.

mod attendance;
mod behind;
mod certificates;
mod drawer;
mod export;
mod record;
mod recording;
mod sessions;
mod statistics;
mod table;
mod tabs;
mod year;

use std::collections::BTreeMap;

use leptos::prelude::*;

use self::behind::{Behind, BehindDialog};
use self::certificates::CertificatesTab;
pub use self::drawer::planned_title;
use self::record::RecordDialog;
use self::recording::{Recording, of_session};
use self::sessions::SessionsTab;
use self::statistics::StatisticsTab;
pub use self::statistics::{heads, sections};
pub use self::tabs::HoursTabs;
use self::year::YearTab;
use crate::model::hours::QuarterHours;
use crate::model::id::{PersonId, SessionId};
use crate::planning::hours::{PersonHours, hours_of_all};
use crate::route::Route;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::more::MoreActions;
use crate::ui::editor::Editor;
use crate::ui::router::Router;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    editor: Editor,
    /// Everybody's year.
    all: Memo<BTreeMap<PersonId, PersonHours>>,
    /// What the dialog records, while it is open.
    recording: RwSignal<Option<Recording>>,
    /// What is listed behind a figure, while the list is open.
    behind: RwSignal<Option<Behind>>,
}

impl Page {
    /// Opens a recorded session.
    fn open(self, id: SessionId) {
        let ledger = self.editor.workspace.ledger_untracked();
        if let Some(session) = ledger.sessions.get(&id) {
            self.behind.set(None);
            self.recording.set(Some(of_session(session, &ledger, self.editor.texts)));
        }
    }
}

/// Hours without a needless decimal: 90, 37.5.
pub fn plain(hours: QuarterHours) -> String {
    let text = hours.to_string();
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

/// The parts of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    Year,
    Sessions,
    Certificates,
    Statistics,
}

#[component]
pub fn HoursPage() -> impl IntoView {
    let editor = Editor::here();
    let workspace = editor.workspace;
    let texts = editor.texts;
    let words = &texts.hours;
    let router = Router::here();
    let all = workspace.select(|ledger| hours_of_all(ledger, ledger.settings.reference()));
    let page = Page { editor, all, recording: RwSignal::new(None), behind: RwSignal::new(None) };
    let tab = Memo::new(move |_| match router.route() {
        Route::Sessions => Tab::Sessions,
        Route::Certificates => Tab::Certificates,
        Route::Statistics => Tab::Statistics,
        _ => Tab::Year,
    });
    // The address opens the form and closes it; when the form closes, the address goes on.
    Effect::new(move |was: Option<bool>| {
        let is = router.route() == Route::Recording;
        if is {
            page.recording.set(Some(Recording::overdue(page)));
        } else if was == Some(true) {
            page.recording.set(None);
        }
        is
    });
    Effect::new(move |was: Option<bool>| {
        let is = page.recording.with(Option::is_some);
        if was == Some(true) && !is && untrack(|| router.route()) == Route::Recording {
            router.go(&Route::Hours(None));
        }
        is
    });
    let about = move || {
        let ledger = workspace.ledger();
        let pack = &ledger.packs.hours;
        let targets = pack.targets.iter().filter(|target| target.enabled);
        let basis: Vec<_> =
            targets.map(|target| format!("{} {}", target.name, plain(target.hours))).collect();
        let carried = (!pack.carry_over.is_zero()).then(|| plain(pack.carry_over));
        (words.about)(ledger.settings.year, carried.as_deref(), &basis.join(texts.model.comma))
    };
    view! {
        <main class="page hours-page is-filled">
            <div class="page-head">
                <h1>{words.title}</h1>
                <span class="about">{about}</span>
                <div class="actions">
                    <MoreActions>
                        <a class="button" href=Route::HoursImport.href()>
                            {words.import}
                        </a>
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| page.behind.set(Some(Behind::Export))
                        >
                            <IconView icon=Icon::Download />
                            {words.export}
                        </button>
                    </MoreActions>
                    <button
                        type="button"
                        class="button primary"
                        on:click=move |_| page.recording.set(Some(Recording::new(page)))
                    >
                        <IconView icon=Icon::Plus />
                        {words.record}
                    </button>
                </div>
            </div>
            <HoursTabs />
            {move || match tab.get() {
                Tab::Year => view! { <YearTab page /> }.into_any(),
                Tab::Sessions => view! { <SessionsTab page /> }.into_any(),
                Tab::Certificates => view! { <CertificatesTab page /> }.into_any(),
                Tab::Statistics => view! { <StatisticsTab page /> }.into_any(),
            }}
            {move || page.behind.get().map(|behind| view! { <BehindDialog page behind /> })}
            {move || {
                page.recording
                    .with(Option::is_some)
                    .then(|| view! { <RecordDialog page /> })
            }}
        </main>
    }
}
