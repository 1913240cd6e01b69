//! One form: the score on top, then item by item, the whole table, or the paper.

mod analysis;
mod area;
mod controls;
mod evidence;
mod figures;
mod finish;
mod form_rows;
mod issue_table;
mod item;
mod print;
mod report;
mod report_paper;
mod rules;
mod score_bar;
mod sum_dialog;
mod table;
mod tree;

use std::sync::Arc;

use jiff::civil::Date;
use leptos::prelude::*;

use self::analysis::AnalysisView;
use self::evidence::EvidenceView;
use self::finish::{FinishDialog, OpenReason};
use self::item::ItemView;
use self::print::PrintView;
use self::report::ReportView;
use self::score_bar::ScoreBar;
use self::table::TableView;
use self::tree::{Filter, ItemTree};
use crate::assessment::figures::{Figure, figures, take_all};
use crate::assessment::scored::{ScoredForm, ScoredItem};
use crate::assessment::scoring::{ScoreError, score_column};
use crate::browser::events;
use crate::model::assessment::{Assessment, Column, ItemAnswer, Subject};
use crate::model::id::AssessmentId;
use crate::model::ledger::Ledger;
use crate::model::people::Rejection;
use crate::model::standard::{Item, Standard};
use crate::model::step::Step;
use crate::route::{AssessmentView, Route};
use crate::ui::components::empty::Empty;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::more::MoreActions;
use crate::ui::components::notice::{NoticeBar, Urgency};
use crate::ui::editor::Editor;
use crate::ui::router::Router;
use crate::ui::words::office_words;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    editor: Editor,
    router: Router,
    id: AssessmentId,
    form: Memo<Option<Arc<Assessment>>>,
    standard: Memo<Option<Arc<Standard>>>,
    /// The own column; empty where it cannot be scored.
    scored: Memo<Option<Arc<ScoredForm>>>,
    fault: Memo<Option<String>>,
    /// What the ledger says of the subject, counted only where it is shown.
    figures: Memo<Vec<Figure>>,
    /// The item that is open.
    current: Memo<String>,
    filter: RwSignal<Filter>,
    /// Is the tree open? On a phone it is a sheet over the item.
    in_tree: RwSignal<bool>,
    /// Is it to be declared done though something is missing?
    finishing: RwSignal<bool>,
}

/// The ledger without forms: filling one changes no figure.
#[derive(Clone)]
struct Basis(Ledger);

impl PartialEq for Basis {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_same(&other.0)
    }
}

impl Page {
    fn new(id: AssessmentId) -> Self {
        let editor = Editor::here();
        let router = Router::here();
        let workspace = editor.workspace;
        let form = workspace.select(move |ledger| ledger.assessments.get(&id).cloned());
        let standard = workspace.select(move |ledger| {
            ledger.assessments.get(&id).and_then(|form| ledger.standard_of(form)).cloned()
        });
        let outcome = Memo::new(move |_| -> Option<Result<Arc<ScoredForm>, ScoreError>> {
            let (form, standard) = (form.get()?, standard.get()?);
            Some(score_column(&standard, &form, Column::Own).map(Arc::new))
        });
        let scored = Memo::new(move |_| outcome.get().and_then(Result::ok));
        let fault = Memo::new(move |_| {
            let error = outcome.get()?.err()?;
            Some((editor.texts.assessment.fault)(&error))
        });
        let current = Memo::new(move |_| {
            let wanted = match router.route() {
                Route::Assessment(_, AssessmentView::Item(item)) => item,
                _ => String::new(),
            };
            standard.with(|standard| {
                let items = standard.as_ref().map_or_else(Vec::new, |standard| standard.items());
                let found = items.iter().find(|item| item.id == wanted).or(items.first());
                found.map_or_else(String::new, |item| item.id.clone())
            })
        });
        let basis = workspace.select(|ledger| {
            let (assessments, standards) = Default::default();
            Basis(Ledger { assessments, standards, ..ledger.clone() })
        });
        let subject = Memo::new(move |_| {
            form.with(|form| form.as_ref().map(|form| (form.subject.clone(), form.year)))
        });
        let figures = Memo::new(move |_| {
            let Some((subject, year)) = subject.get() else { return Vec::new() };
            let Ok(reference) = Date::new(year, 12, 31) else { return Vec::new() };
            basis.with(|basis| figures(&basis.0, &subject, reference))
        });
        Self {
            editor,
            router,
            id,
            form,
            standard,
            scored,
            fault,
            figures,
            current,
            filter: RwSignal::new(Filter::All),
            in_tree: RwSignal::new(false),
            finishing: RwSignal::new(false),
        }
    }

    /// The address of an item.
    fn item_route(self, item: &str) -> Route {
        Route::Assessment(self.id, AssessmentView::Item(item.to_owned()))
    }

    /// The item so many places further in the order of the standard.
    fn neighbour(self, by: isize) -> Option<Item> {
        let current = self.current.get();
        let standard = self.standard.get()?;
        let items = standard.items();
        let at = items.iter().position(|item| item.id == current)?;
        items.get(at.checked_add_signed(by)?).map(|item| Item::clone(item))
    }

    fn is_done(self) -> bool {
        self.form.with(|form| {
            let sheet = form.as_ref().and_then(|form| form.columns.get(&Column::Own));
            sheet.is_some_and(|sheet| sheet.done_at.is_some())
        })
    }

    /// Changes the form where it can still be scored afterwards. What is refused is told, unless
    /// somebody is still typing.
    fn change(self, loud: bool, change: impl FnOnce(&mut Assessment)) -> bool {
        let texts = &self.editor.texts.assessment;
        let refuse = |why: String| {
            if loud {
                self.editor.toaster.refuse(why);
            }
            false
        };
        if untrack(|| self.is_done()) {
            return refuse(texts.is_finished.to_owned());
        }
        let (Some(form), Some(standard)) =
            (self.form.get_untracked(), self.standard.get_untracked())
        else {
            return refuse(texts.missing_title.to_owned());
        };
        let mut changed = Assessment::clone(&form);
        change(&mut changed);
        if let Err(error) = score_column(&standard, &changed, Column::Own) {
            return refuse((texts.fault)(&error));
        }
        self.put(changed)
    }

    /// Changes what bears on no mark.
    fn write(self, change: impl FnOnce(&mut Assessment)) -> bool {
        let Some(form) = self.form.get_untracked() else { return false };
        let mut changed = Assessment::clone(&form);
        change(&mut changed);
        self.put(changed)
    }

    /// Fills in all figures of the ledger that are chosen and wait; says how many.
    fn take_figures(self) {
        let texts = self.editor.texts;
        let ledger = self.editor.workspace.ledger_untracked();
        let Some(standard) = self.standard.get_untracked() else { return };
        let (now, on) = (self.editor.workspace.now(), self.reference());
        let mut filled = 0;
        let done = self.change(true, |form| {
            filled = self
                .figures
                .with_untracked(|figures| take_all(&ledger, form, &standard, figures, now, on));
        });
        if done {
            self.editor.toaster.say((texts.ledger_figures.filled)(filled));
        }
    }

    fn put(self, changed: Assessment) -> bool {
        let step = Step::EditAssessment(changed.title.clone());
        let done = self.editor.edit(step, |ledger| {
            ledger.edit_assessment(self.id, |form| {
                *form = changed;
                Ok::<_, Rejection>(())
            })
        });
        done.is_some()
    }

    /// Declares the own column done, or opens it again.
    fn finish(self) {
        let texts = &self.editor.texts.assessment;
        let reopen = untrack(|| self.is_done());
        let open = self.scored.with_untracked(|scored| {
            scored.as_ref().map_or(0, |scored| scored.of - scored.answered)
        });
        if !reopen && open > 0 {
            // Which they are is seen at the left too.
            self.filter.set(Filter::Unanswered);
            self.finishing.set(true);
        } else if self.declare(!reopen, String::new()) {
            self.editor.toaster.say(if reopen { texts.reopened } else { texts.finished });
        }
    }

    /// Writes that the own column is done, with the reason where items are open, or no more.
    fn declare(self, done: bool, open_reason: String) -> bool {
        let now = self.editor.workspace.now();
        self.write(|form| {
            let sheet = form.columns.entry(Column::Own).or_default();
            sheet.done_at = done.then_some(now);
            sheet.open_reason = open_reason;
        })
    }
}

/// The open item, its answer and its mark.
#[derive(Clone, Copy)]
struct Asked {
    page: Page,
    item: StoredValue<Item>,
    answer: Memo<ItemAnswer>,
    scored: Memo<Option<ScoredItem>>,
}

impl Asked {
    fn new(page: Page, item: Item) -> Self {
        let id = item.id.clone();
        let answer = Memo::new(move |_| {
            let form = page.form.get();
            let answer = form.as_ref().and_then(|form| form.item(Column::Own, &id));
            answer.cloned().unwrap_or_default()
        });
        let id = item.id.clone();
        let scored = Memo::new(move |_| {
            page.scored.with(|scored| scored.as_ref().and_then(|form| form.item(&id)).cloned())
        });
        Self { page, item: StoredValue::new(item), answer, scored }
    }

    /// Changes the answer of the own column; see [`Page::change`].
    fn change(self, loud: bool, change: impl FnOnce(&mut ItemAnswer)) -> bool {
        let id = self.item.with_value(|item| item.id.clone());
        self.page.change(loud, |form| form.edit_item(Column::Own, &id, change))
    }
}

#[component]
pub fn AssessmentPage(id: AssessmentId) -> impl IntoView {
    let page = Page::new(id);
    let texts = &page.editor.texts.assessment;
    let view = Memo::new(move |_| match page.router.route() {
        Route::Assessment(_, AssessmentView::Table) => AssessmentView::Table,
        Route::Assessment(_, AssessmentView::Print) => AssessmentView::Print,
        Route::Assessment(_, AssessmentView::Analysis) => AssessmentView::Analysis,
        Route::Assessment(_, AssessmentView::Report) => AssessmentView::Report,
        _ => AssessmentView::Items,
    });
    let is_there = Memo::new(move |_| page.form.read().is_some() && page.standard.read().is_some());
    move || {
        if !is_there.get() {
            return view! {
                <main class="page assessment-page">
                    <Empty icon=Icon::Assess title=texts.missing_title text=texts.missing_text>
                        <a class="button primary" href=Route::Assessments.href()>
                            {page.editor.texts.assessments.title}
                        </a>
                    </Empty>
                </main>
            }
            .into_any();
        }
        match view.get() {
            AssessmentView::Table => view! { <TableView page /> }.into_any(),
            AssessmentView::Print => view! { <PrintView page /> }.into_any(),
            AssessmentView::Analysis => view! { <AnalysisView page /> }.into_any(),
            AssessmentView::Report => view! { <ReportView page /> }.into_any(),
            AssessmentView::Items | AssessmentView::Item(_) => view! { <Items page /> }.into_any(),
        }
    }
}

/// Title, standard and the views to choose from.
#[component]
fn Head(page: Page, view: AssessmentView) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.assessment;
    let title = move || page.form.get().map_or_else(String::new, |form| form.title.clone());
    let link = |to: AssessmentView, label: &'static str| {
        let current = (to == view).then_some("page");
        view! {
            <a href=Route::Assessment(page.id, to).href() aria-current=current>
                {label}
            </a>
        }
    };
    // The title of a form about a person may not say whom it is about.
    let person = move || {
        let subject = page.form.get().map(|form| form.subject.clone());
        let Some(Subject::Person { id }) = subject else { return None };
        let ledger = page.editor.workspace.ledger();
        let person = ledger.person(id)?;
        Some(view! {
            <a class="plain" href=Route::Roster(Some(id)).href()>
                {person.name.clone()}
            </a>
            " "
            {office_words(person.office, &ledger)}
            "\u{3000}"
        })
    };
    let standard = move || {
        page.standard.get().map(|standard| {
            view! {
                {standard
                    .head
                    .example
                    .then(|| {
                        view! {
                            <span class="tag">{texts.assessments.example}</span>
                            "\u{3000}"
                        }
                    })}
                <a class="plain" href=Route::Standards(Some(standard.sha256())).href()>
                    {format!("{} {}", standard.head.title, standard.head.version)}
                </a>
            }
        })
    };
    view! {
        <div class="page-head">
            <a class="crumb" href=Route::Assessments.href()>
                {texts.assessments.title}
            </a>
            <h1>{title}</h1>
            <span class="about">{person} {standard}</span>
            <div class="actions">
                <span class="choice-bar">
                    {link(AssessmentView::Items, words.items)}
                    {link(AssessmentView::Table, words.table)}
                    {link(AssessmentView::Analysis, texts.analysis.title)}
                    {link(AssessmentView::Report, texts.report.title)}
                </span>
                <MoreActions>
                    <button
                        type="button"
                        class="button"
                        title=texts.ledger_figures.take_all_about
                        on:click=move |_| page.take_figures()
                    >
                        <IconView icon=Icon::Link />
                        {texts.ledger_figures.take_all}
                    </button>
                    <a
                        class="button"
                        href=Route::Assessment(page.id, AssessmentView::Print).href()
                    >
                        <IconView icon=Icon::Print />
                        {words.print_view}
                    </a>
                </MoreActions>
                <button
                    type="button"
                    class="button"
                    class:primary=move || !page.is_done()
                    on:click=move |_| page.finish()
                >
                    {move || if page.is_done() { words.reopen } else { words.finish }}
                </button>
            </div>
        </div>
        <OpenReason page />
        <Show when=move || page.finishing.get()>
            <FinishDialog page />
        </Show>
        {move || {
            page.fault
                .get()
                .map(|text| {
                    view! { <NoticeBar urgency=Urgency::Bad title=words.cannot_score text /> }
                })
        }}
    }
}

/// What has arrow keys of its own.
const OWN_ARROWS: &str = "select, textarea, input[type=date], dialog";

/// The first control of each rule, which the arrow keys go through.
const CONTROLS: &str = ".marking tbody td:nth-child(3)";

/// The view item by item.
#[component]
fn Items(page: Page) -> impl IntoView {
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        let by = match (event.key().as_str(), event.alt_key()) {
            ("Escape", _) => return page.in_tree.set(false),
            ("PageDown", _) | ("ArrowDown", true) => 1,
            ("PageUp", _) | ("ArrowUp", true) => -1,
            ("ArrowDown" | "ArrowUp", _) if events::focus_is_in(OWN_ARROWS) => return,
            ("ArrowDown", _) if events::focus_near(CONTROLS, 1) => return event.prevent_default(),
            ("ArrowUp", _) if events::focus_near(CONTROLS, -1) => return event.prevent_default(),
            _ => return,
        };
        event.prevent_default();
        if let Some(item) = untrack(|| page.neighbour(by)) {
            page.router.go(&page.item_route(&item.id));
        }
    });
    on_cleanup(move || keys.remove());
    Effect::new(move |_| {
        page.current.track();
        events::scroll_to_top();
    });
    let asked = Memo::new(move |_| page.current.get());
    let open = move || {
        let id = asked.get();
        let standard = page.standard.get_untracked()?;
        let asked = Asked::new(page, standard.item(&id)?.clone());
        Some(view! {
            <ItemView asked />
            <EvidenceView asked />
        })
    };
    view! {
        <main class="page assessment-page is-filled">
            <Head page view=AssessmentView::Items />
            <ScoreBar page />
            <div class="split">
                <ItemTree page />
                {open}
            </div>
        </main>
    }
}
