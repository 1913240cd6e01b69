//! 需求: who needs which course, how urgently, and the arithmetic of that; the people of a course can
//! be put into a class of the year's plan.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::grouping::membership::Overview;
use crate::i18n::messages::Messages;
use crate::model::course::TrainingKind;
use crate::model::id::{PlanId, SessionId};
use crate::model::ledger::Ledger;
use crate::model::plan::{IntensiveClass, PlanState};
use crate::model::step::Step;
use crate::order::Gather as _;
use crate::planning::need::{Need, Needs, Provision, Subject, Term, needs};
use crate::route::{PlanTab, Route};
use crate::ui::components::empty::Empty;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::menu::{Choice, FilterChip};
use crate::ui::components::windowed::RowWindow;
use crate::ui::editor::Editor;
use crate::ui::pages::hours::HoursTabs;
use crate::ui::pages::skills::no_people;
use crate::ui::router::Router;
use crate::ui::words::{course_words, office_words, person_words};

/// Height of a row in pixels, as in the style sheet.
const ROW: f64 = 48.0;

/// The code of a course; the others have words of their own, which are no codes.
fn value_of(subject: &Subject) -> &str {
    match subject {
        Subject::Induction => "#induction",
        Subject::Promotion => "#promotion",
        Subject::Certificate => "#certificate",
        Subject::Course(code) => code,
    }
}

fn subject_words(subject: &Subject, ledger: &Ledger, texts: &Messages) -> String {
    match subject {
        Subject::Induction => (texts.model.training_kind)(&TrainingKind::Induction),
        Subject::Promotion => (texts.model.training_kind)(&TrainingKind::Promotion),
        Subject::Certificate => texts.skills.certificate.to_owned(),
        Subject::Course(code) => course_words(code, ledger),
    }
}

/// The gaps and the sum, as one line.
fn why_words(need: &Need, ledger: &Ledger, texts: &Messages) -> String {
    let words = &texts.skills;
    let mut parts: Vec<String> = need
        .gaps
        .iter()
        .map(|gap| {
            let post = ledger.packs.posts.name(&gap.post);
            (words.gap)(post, gap.is_main, &(words.skill)(&gap.skill), [gap.missing, gap.closed])
        })
        .collect();
    for term in &need.terms {
        let adds = term.adds();
        match term {
            Term::Mandatory(day) => {
                let fact = match need.subject {
                    Subject::Certificate => words.until,
                    Subject::Promotion => words.promoted_until,
                    _ => words.since,
                };
                parts.push(fact(&day.to_string()));
                parts.push((words.mandatory_adds)(adds));
            }
            Term::Score(score) => parts.push((words.score_adds)(*score, adds)),
            Term::SoleHolder => parts.push((words.sole_adds)(adds)),
        }
    }
    parts.join(texts.plan.also)
}

/// Which needs are shown.
#[derive(Clone, Copy)]
struct Filter {
    subjects: RwSignal<BTreeSet<String>>,
    priorities: RwSignal<BTreeSet<String>>,
    only_open: RwSignal<bool>,
}

impl Filter {
    fn shows(self, need: &Need) -> bool {
        let subject = self.subjects.read();
        let priority = self.priorities.read();
        (subject.is_empty() || subject.contains(value_of(&need.subject)))
            && (priority.is_empty() || priority.contains(&need.priority().to_string()))
            && !(self.only_open.get() && need.provision == Provision::Planned)
    }
}

#[component]
pub fn NeedsPage() -> impl IntoView {
    let editor = Editor::here();
    let workspace = editor.workspace;
    let texts = editor.texts;
    let words = &texts.skills;
    let all = workspace.select(|ledger| {
        let reference = ledger.settings.reference();
        needs(ledger, &Overview::new(ledger, reference), reference)
    });
    let filter = Filter {
        subjects: RwSignal::new(BTreeSet::new()),
        priorities: RwSignal::new(BTreeSet::new()),
        only_open: RwSignal::new(false),
    };
    let shown = Memo::new(move |_| {
        all.with(|all| {
            all.needs.iter().filter(|need| filter.shows(need)).cloned().collect::<Vec<_>>()
        })
    });
    let about = move || {
        all.with(|all| {
            let people: BTreeSet<_> = all.needs.iter().map(|need| need.person).gather_set();
            (words.needs_about)(people.len(), all.needs.len())
        })
    };
    let count_of = move |is: &dyn Fn(&Need) -> bool| {
        all.with(|all| all.needs.iter().filter(|need| is(need)).count().to_string())
    };
    let subjects = Signal::derive(move || {
        let ledger = workspace.ledger();
        let found: BTreeSet<_> =
            all.with(|all| all.needs.iter().map(|need| need.subject.clone()).gather_set());
        found
            .into_iter()
            .map(|subject| Choice {
                value: value_of(&subject).to_owned(),
                label: subject_words(&subject, &ledger, texts),
                after: count_of(&|need| need.subject == subject),
            })
            .collect::<Vec<_>>()
    });
    let priorities = Signal::derive(move || {
        (0..=3_u8)
            .rev()
            .map(|priority| Choice {
                value: priority.to_string(),
                label: priority.to_string(),
                after: count_of(&|need| need.priority() == priority),
            })
            .collect::<Vec<_>>()
    });
    let unknown = move || all.with(|all| all.unknown.len());
    view! {
        <main class="page hours-page needs-page is-filled">
            <div class="page-head">
                <h1>{words.needs_title}</h1>
                <span class="about">{about}</span>
                <div class="actions">
                    <MakeClass editor shown filter />
                </div>
            </div>
            <HoursTabs />
            <div class="split">
                <div class="region main">
                    <div class="toolbar">
                        <FilterChip
                            label=words.course
                            choices=subjects
                            chosen=filter.subjects
                            clear=texts.hours.clear
                        />
                        <FilterChip
                            label=words.priority
                            choices=priorities
                            chosen=filter.priorities
                            clear=texts.hours.clear
                        />
                        <button
                            type="button"
                            class="chip"
                            class:is-set=filter.only_open
                            aria-pressed=move || filter.only_open.get().to_string()
                            on:click=move |_| filter.only_open.update(|only| *only = !*only)
                        >
                            {words.only_open}
                        </button>
                        <Show when=move || all.with(Needs::has_too_many_urgent)>
                            <span class="is-warn note">{words.too_many_urgent}</span>
                        </Show>
                        <Show when=move || { unknown() > 0 }>
                            <span class="push note is-warn">
                                <IconView icon=Icon::Warn />
                                {move || (words.ask_first)(unknown())}
                            </span>
                            <a href=Route::Skills.href()>{words.to_skills}</a>
                        </Show>
                    </div>
                    <NeedTable editor shown />
                </div>
            </div>
        </main>
    }
}

#[component]
fn NeedTable(editor: Editor, shown: Memo<Vec<Need>>) -> impl IntoView {
    let workspace = editor.workspace;
    let texts = editor.texts;
    let words = &texts.skills;
    let has_people = workspace.select(|ledger| ledger.people().next().is_some());
    let window = RowWindow::new(ROW);
    let range = Memo::new(move |_| window.range(shown.with(Vec::len)));
    let above = move || window.pixels(range.get().0);
    let below = move || window.pixels(shown.with(Vec::len).saturating_sub(range.get().1));
    let lines = move || {
        let ledger = workspace.ledger();
        let (first, last) = range.get();
        let needs = shown.read();
        let lines = needs.get(first..last).unwrap_or_default().iter().map(|need| {
            let office = ledger.person(need.person).map(|one| office_words(one.office, &ledger));
            let why = why_words(need, &ledger, texts);
            view! {
                <tr>
                    <td>
                        <a class="name" href=Route::Hours(Some(need.person)).href()>
                            {person_words(need.person, &ledger)}
                        </a>
                    </td>
                    <td class="wide-only">{office}</td>
                    <td>{subject_words(&need.subject, &ledger, texts)}</td>
                    <td class="num" data-head=words.priority>
                        <b>{need.priority()}</b>
                    </td>
                    <td class="why" title=why.clone()>
                        {why.clone()}
                    </td>
                    <td class="quiet provided">{(words.provision)(need.provision)}</td>
                </tr>
            }
        });
        lines.collect_view()
    };
    view! {
        <div class="table-frame" node_ref=window.frame on:scroll=move |_| window.measure()>
            <Show
                when=move || !shown.with(Vec::is_empty)
                fallback=move || {
                    if !has_people.get() {
                        return no_people(texts).into_any();
                    }
                    view! {
                        <Empty
                            icon=Icon::Flag
                            title=words.no_needs_title
                            text=words.no_needs_text
                        >
                            <a class="button" href=Route::Skills.href()>
                                {words.to_skills}
                            </a>
                        </Empty>
                    }
                        .into_any()
                }
            >
                <table class="data-table cards need-table">
                    <thead>
                        <tr>
                            <th>{texts.hours.name}</th>
                            <th class="wide-only">{texts.hours.office}</th>
                            <th>{words.course}</th>
                            <th class="num">{words.priority}</th>
                            <th>{words.why}</th>
                            <th>{words.provided}</th>
                        </tr>
                    </thead>
                    <tbody>
                        <tr class="spacer" style:height=above></tr>
                        {lines}
                        <tr class="spacer" style:height=below></tr>
                    </tbody>
                </table>
            </Show>
        </div>
    }
}

/// A plan of the year that can still be changed.
fn open_plan(ledger: &Ledger) -> Option<PlanId> {
    let year = ledger.settings.year;
    let mut plans = ledger.plans.values();
    let open = plans.find(|plan| plan.year == year && plan.state != PlanState::Closed);
    open.map(|plan| plan.id)
}

/// Puts the people of one course whom no plan has yet into a class.
#[component]
fn MakeClass(editor: Editor, shown: Memo<Vec<Need>>, filter: Filter) -> impl IntoView {
    let texts = editor.texts;
    let words = &texts.skills;
    let workspace = editor.workspace;
    let router = Router::here();
    // Where one course is chosen, and who of its people is open.
    let wanted = Memo::new(move |_| {
        let chosen = filter.subjects.get();
        let only = chosen.first().filter(|_| chosen.len() == 1)?.clone();
        let code = workspace.ledger().packs.courses.course(&only)?.code.clone();
        let people = shown.with(|shown| {
            let open = shown.iter().filter(|need| need.provision != Provision::Planned);
            open.map(|need| need.person).collect::<Vec<_>>()
        });
        Some((code, people)).filter(|(_, people)| !people.is_empty())
    });
    let make = move |_| {
        let Some((code, people)) = wanted.get_untracked() else { return };
        let ledger = workspace.ledger_untracked();
        let Some(plan) = open_plan(&ledger) else {
            editor.toaster.refuse(words.no_plan);
            return;
        };
        let Some(course) = ledger.packs.courses.course(&code) else { return };
        let day = workspace.today();
        let count = people.len();
        let id = SessionId::new(&mut workspace.new_ids());
        let class = IntensiveClass {
            course: Some(code),
            hours: course.hours,
            seats: u32::try_from(count).unwrap_or(u32::MAX),
            people,
            ..IntensiveClass::new(id, course.name.clone(), day, day)
        };
        let done = (words.class_made)(&course.name, count);
        let step = Step::EditPlan(
            ledger.plans.get(&plan).map_or_else(String::new, |plan| plan.title.clone()),
        );
        let put = editor.edit(step, |ledger| ledger.edit_plan(plan, |plan| plan.put_class(class)));
        if put.is_some() {
            let back = move || workspace.undo();
            editor.toaster.say_with(done, texts.shell.take_back, back);
            router.go(&Route::Plan(plan, PlanTab::Intensive));
        }
    };
    let label = move || {
        wanted.with(|wanted| match wanted {
            Some((_, people)) => (words.make_class)(people.len()),
            None => words.make_any.to_owned(),
        })
    };
    view! {
        <Show when=move || wanted.with(Option::is_none)>
            <span class="note">{words.choose_course}</span>
        </Show>
        <button
            type="button"
            class="button primary"
            disabled=move || wanted.with(Option::is_none)
            on:click=make
        >
            {label}
        </button>
    }
}
