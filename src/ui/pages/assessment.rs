//! One form: the score on top, then item by item, the whole table, or the paper.

mod analysis;
mod area;
mod beside;
mod column_bar;
mod controls;
mod evidence;
mod exchange_paper;
mod figures;
mod finish;
mod form_rows;
mod issue_table;
mod item;
mod newer;
mod page;
mod paper_end;
mod piece;
mod print;
mod report;
mod report_paper;
mod rounds;
mod rule_lines;
mod rules;
mod score_bar;
mod sum_dialog;
mod table;
mod table_import;
mod thread;
mod tree;
mod verdict;

use leptos::prelude::*;

use self::analysis::AnalysisView;
use self::beside::ReviewerSide;
use self::column_bar::{ColumnBar, ReviewButton};
use self::evidence::EvidenceView;
use self::finish::{FinishDialog, OpenReason};
use self::item::ItemView;
use self::newer::NewerVersion;
use self::page::{Asked, Page};
use self::print::PrintView;
use self::report::ReportView;
use self::score_bar::ScoreBar;
use self::table::TableView;
use self::tree::ItemTree;
use crate::browser::events;
use crate::model::assessment::Subject;
use crate::model::id::AssessmentId;
use crate::route::{AssessmentView, Route};
use crate::ui::components::empty::Empty;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::more::MoreActions;
use crate::ui::components::notice::{NoticeBar, Urgency};
use crate::ui::words::office_words;

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
            <NewerVersion page />
            <div class="actions">
                <span class="choice-bar">
                    {link(AssessmentView::Items, words.items)}
                    {link(AssessmentView::Table, words.table)}
                    {link(AssessmentView::Analysis, texts.analysis.title)}
                    {link(AssessmentView::Report, texts.report.title)}
                </span>
                <MoreActions>
                    <Show when=move || page.is_own() && !page.is_received()>
                        <button
                            type="button"
                            class="button"
                            title=texts.ledger_figures.take_all_about
                            disabled=move || page.is_locked()
                            on:click=move |_| page.take_figures()
                        >
                            <IconView icon=Icon::Link />
                            {texts.ledger_figures.take_all}
                        </button>
                    </Show>
                    <a
                        class="button"
                        href=Route::Assessment(page.id, AssessmentView::Print).href()
                    >
                        <IconView icon=Icon::Print />
                        {words.print_view}
                    </a>
                    <ReviewButton page />
                </MoreActions>
                <Show when=move || {
                    page.is_own() && !page.is_received()
                }>{finish_button(page)}</Show>
            </div>
        </div>
        <ColumnBar page />
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

/// Declares the own column done, or opens it again.
fn finish_button(page: Page) -> impl IntoView {
    let words = &page.editor.texts.assessment;
    view! {
        <button
            type="button"
            class="button"
            class:primary=move || !page.is_done()
            on:click=move |_| page.finish()
        >
            {move || if page.is_done() { words.reopen } else { words.finish }}
        </button>
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
            _ if events::focus_is_in("dialog") => return,
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
    Effect::new(move |before: Option<()>| {
        page.current.track();
        events::scroll_to_top();
        // The fields of the item before are gone, or stand for others now.
        if before.is_some() {
            request_animation_frame(|| {
                let is_stale = events::focus_is_in(".item-scroll, .evidence");
                if (is_stale || events::focus_is_lost()) && !events::is_dialog_open() {
                    events::focus(".item-view h2");
                }
            });
        }
    });
    let asked = Memo::new(move |_| (page.current.get(), page.column.get()));
    let is_looked_at = Memo::new(move |_| !page.is_own() || page.is_received());
    let open = move || {
        let (id, _) = asked.get();
        let standard = page.standard.get_untracked()?;
        let asked = Asked::new(page, standard.item(&id)?.clone());
        Some(view! {
            <ItemView asked />
            {if is_looked_at.get() {
                view! { <ReviewerSide asked /> }.into_any()
            } else {
                view! { <EvidenceView asked /> }.into_any()
            }}
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
