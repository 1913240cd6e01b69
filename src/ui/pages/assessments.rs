//! 自评: the forms of the year, narrowed by year, standard and subject.

mod issue;
mod new_form;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use leptos::prelude::*;

use self::issue::IssueDialog;
pub(super) use self::new_form::NewForm;
use crate::assessment::check_code::check_code;
use crate::assessment::exact::Exact;
use crate::assessment::scoring::{official, score_column};
use crate::i18n::format::points;
use crate::i18n::messages::Messages;
use crate::model::assessment::{Assessment, Column, Subject};
use crate::model::id::{AssessmentId, ReceivedId};
use crate::model::ledger::Ledger;
use crate::model::people::Rejection;
use crate::model::score::Hundredths;
use crate::model::step::Step;
use crate::order::Order as _;
use crate::route::{AssessmentView, Route};
use crate::ui::components::empty::Empty;
use crate::ui::components::field::KeptField;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::menu::{Choice, FilterChip};
use crate::ui::components::more::MoreActions;
use crate::ui::components::sign::{Sign, State};
use crate::ui::editor::Editor;
use crate::ui::inbox::Inbox;
use crate::ui::words::{office_words, person_words, rating_words};
use crate::workspace::Workspace;

/// One line of the list.
#[derive(Clone, PartialEq)]
struct FormLineOf {
    id: AssessmentId,
    title: String,
    year: i16,
    subject: String,
    /// About a person, and not an office.
    of_person: bool,
    standard: String,
    example: bool,
    answered: usize,
    of: usize,
    done: Option<String>,
    /// Empty where the form cannot be scored.
    score: String,
    /// The total of a form that is begun.
    total: Option<Hundredths>,
    due: Option<Date>,
    /// Until when the next step of the office is wanted.
    wanted_by: Option<Date>,
    rating: String,
    check_code: String,
    /// Where it stands in the exchange; empty where there is none.
    stage: String,
    /// The received file that holds its submission, which is not taken in.
    file: Option<ReceivedId>,
    /// The result where it is not that of the office itself.
    result: String,
}

/// Whom a form is about, in words.
pub fn subject_words(subject: &Subject, ledger: &Ledger) -> String {
    match subject {
        Subject::Office { id } => office_words(*id, ledger),
        Subject::Person { id } => person_words(*id, ledger),
    }
}

/// Where a form stands, with the day until which something is wanted. `has_arrived` says that its
/// submission waits to be taken in.
pub fn stage_words(form: &Assessment, has_arrived: bool, texts: &Messages) -> String {
    if has_arrived {
        return texts.review.arrived.to_owned();
    }
    let day = form.wanted_by().map(|day| day.to_string()).unwrap_or_default();
    (texts.review.stage)(form.stage(), &day)
}

impl FormLineOf {
    fn new(
        form: &Assessment,
        ledger: &Ledger,
        file: Option<ReceivedId>,
        workspace: Workspace,
        texts: &Messages,
    ) -> Option<Self> {
        let standard = ledger.standard_of(form)?;
        let scored = score_column(standard, form, Column::Own).ok();
        let rating = scored.as_ref().and_then(|scored| rating_words(scored, texts));
        // What nobody has begun has no mark, not even none.
        let begun = scored.as_ref().filter(|scored| scored.answered > 0 || scored.vetoed);
        let done = form.columns.get(&Column::Own).and_then(|sheet| sheet.done_at);
        Some(Self {
            id: form.id,
            title: form.title.clone(),
            year: form.year,
            of_person: matches!(form.subject, Subject::Person { .. }),
            subject: subject_words(&form.subject, ledger),
            standard: format!("{} {}", standard.head.title, standard.head.version),
            example: standard.head.example,
            answered: scored.as_ref().map_or(0, |scored| scored.answered),
            of: scored.as_ref().map_or(0, |scored| scored.of),
            done: done.map(|at| (texts.format.moment)(at, workspace.today())),
            total: begun.and_then(|scored| scored.total),
            due: form.due,
            wanted_by: form.wanted_by().filter(|_| file.is_none()),
            score: begun.and_then(|scored| scored.total).map_or_else(|| "—".to_owned(), points),
            rating: rating.filter(|_| begun.is_some()).unwrap_or_default(),
            check_code: check_code(form, standard),
            stage: stage_words(form, file.is_some(), texts),
            file,
            result: official(standard, form)
                .ok()
                .filter(|(column, _)| *column != Column::Own)
                .and_then(|(column, scored)| {
                    Some((texts.review.by_column)(&points(scored.total?), column))
                })
                .unwrap_or_default(),
        })
    }

    /// For the filter: what kind of subject it has.
    fn kind(&self) -> &'static str {
        if self.of_person { "person" } else { "office" }
    }
}

/// What the list is narrowed to; nothing chosen shows all.
#[derive(Clone, Copy)]
struct Filters {
    years: RwSignal<BTreeSet<String>>,
    standards: RwSignal<BTreeSet<String>>,
    kinds: RwSignal<BTreeSet<String>>,
}

impl Filters {
    fn shows(self, line: &FormLineOf) -> bool {
        let has = |chosen: RwSignal<BTreeSet<String>>, value: &str| {
            chosen.with(|chosen| chosen.is_empty() || chosen.contains(value))
        };
        has(self.years, &line.year.to_string())
            && has(self.standards, &line.standard)
            && has(self.kinds, line.kind())
    }
}

/// The values of some forms with how many have each, in their order.
fn choices(lines: &[FormLineOf], of: impl Fn(&FormLineOf) -> (String, String)) -> Vec<Choice> {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for line in lines {
        *counts.entry(of(line)).or_default() += 1;
    }
    let choice =
        |((value, label), count): (_, usize)| Choice { value, label, after: count.to_string() };
    counts.into_iter().map(choice).collect()
}

#[component]
pub fn AssessmentsPage() -> impl IntoView {
    let editor = Editor::here();
    let (workspace, texts) = (editor.workspace, editor.texts);
    let list = &texts.assessments;
    let creating = RwSignal::new(false);
    let issuing = RwSignal::new(false);
    let arrived = Inbox::here().arrived;
    let all = Memo::new(move |_| {
        let ledger = &*workspace.ledger();
        let arrived = arrived.read();
        let mut forms: Vec<_> = ledger.assessments.values().collect();
        forms.order_by_key(|form| {
            let place = match form.subject {
                Subject::Office { id } => (0, ledger.offices.get(&id).map(|one| one.position)),
                Subject::Person { id } => (1, ledger.person(id).map(|one| one.position)),
            };
            (std::cmp::Reverse(form.year), place, form.title.clone())
        });
        forms
            .into_iter()
            .filter_map(|form| {
                let file = arrived.get(&form.id).copied();
                FormLineOf::new(form, ledger, file, workspace, texts)
            })
            .collect::<Vec<_>>()
    });
    let year = workspace.select(|ledger| ledger.settings.year);
    let filters = Filters {
        years: RwSignal::default(),
        standards: RwSignal::default(),
        kinds: RwSignal::default(),
    };
    // The forms of the period, as on every page, until somebody looks further.
    Effect::new(move |_| filters.years.set(BTreeSet::from([year.get().to_string()])));
    let shown = Memo::new(move |_| {
        let shown = all.get().into_iter().filter(|line| filters.shows(line));
        shown.collect::<Vec<_>>()
    });
    let ids =
        Memo::new(move |_| shown.with(|all| all.iter().map(|one| one.id).collect::<Vec<_>>()));
    let sums = move || shown.with(|lines| Sums::of(lines).words(texts));
    let chip = move |label: &'static str,
                     chosen: RwSignal<BTreeSet<String>>,
                     of: fn(&FormLineOf, &Messages) -> (String, String)| {
        let choices = Signal::derive(move || all.with(|all| choices(all, |one| of(one, texts))));
        view! { <FilterChip label choices chosen clear=texts.roster.clear_one /> }
    };
    let new_button = move || {
        view! {
            <button type="button" class="button primary" on:click=move |_| creating.set(true)>
                <IconView icon=Icon::Plus />
                {list.new}
            </button>
        }
    };
    view! {
        <main class="page assessments-page is-filled">
            <div class="page-head">
                <h1>{list.title}</h1>
                <span class="about">{move || (list.about)(shown.read().len(), year.get())}</span>
                <div class="actions">
                    <MoreActions>
                        <a class="button" href=Route::Standards(None).href()>
                            {list.standards}
                        </a>
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| issuing.set(true)
                        >
                            {texts.review.issue}
                        </button>
                    </MoreActions>
                    {new_button()}
                </div>
            </div>
            <Show
                when=move || !all.read().is_empty()
                fallback=move || {
                    view! {
                        <Empty icon=Icon::Assess title=list.empty_title text=list.empty_text>
                            {new_button()}
                        </Empty>
                    }
                }
            >
                <div class="toolbar">
                    {chip(
                        list.year,
                        filters.years,
                        |line, _| (line.year.to_string(), line.year.to_string()),
                    )}
                    {chip(
                        list.standard,
                        filters.standards,
                        |line, _| (line.standard.clone(), line.standard.clone()),
                    )}
                    {chip(
                        list.subject,
                        filters.kinds,
                        |line, texts| {
                            let word = (texts.assessments.kind)(line.of_person);
                            (line.kind().to_owned(), word.to_owned())
                        },
                    )}
                    <span class="found push">{sums}</span>
                </div>
                <div class="table-frame">
                    <table class="data-table">
                        <thead>
                            <tr>
                                <th>{list.form}</th>
                                <th>{list.subject}</th>
                                <th>{list.progress}</th>
                                <th class="num">{list.score}</th>
                                <th>{list.rating}</th>
                                <th>{list.due}</th>
                                <th>{list.standard}</th>
                                <th>{list.check_code}</th>
                                <th></th>
                            </tr>
                        </thead>
                        <tbody>
                            <For
                                each=move || ids.get()
                                key=|id| *id
                                children=move |id| view! { <ListLine editor lines=shown id /> }
                            />
                        </tbody>
                    </table>
                    <Show when=move || shown.read().is_empty()>
                        <p class="note issues-none">{list.none_shown}</p>
                    </Show>
                </div>
            </Show>
            <Show when=move || creating.get()>
                <NewForm editor creating />
            </Show>
            <Show when=move || issuing.get()>
                <IssueDialog editor close=Callback::new(move |()| issuing.set(false)) />
            </Show>
        </main>
    }
}

/// The forms of the list together.
#[derive(Clone, Copy, Default)]
struct Sums {
    forms: usize,
    done: usize,
    answered: usize,
    of: usize,
    /// Total of those that are answered throughout, where all are of one standard.
    marks: Option<(Hundredths, usize)>,
}

impl Sums {
    fn of(lines: &[FormLineOf]) -> Self {
        let answered = lines.iter().filter(|line| line.of > 0 && line.answered == line.of);
        let marks: Vec<_> = answered.filter_map(|line| line.total).collect();
        let alike = lines.windows(2).all(|two| matches!(two, [a, b] if a.standard == b.standard));
        let sum = Hundredths(marks.iter().map(|mark| mark.0).sum());
        Self {
            forms: lines.len(),
            done: lines.iter().filter(|line| line.done.is_some()).count(),
            answered: lines.iter().map(|line| line.answered).sum(),
            of: lines.iter().map(|line| line.of).sum(),
            marks: (alike && marks.len() > 1).then_some((sum, marks.len())),
        }
    }

    fn words(self, texts: &Messages) -> String {
        let list = &texts.assessments;
        let sums = (list.sums)(self.forms, self.done, self.answered, self.of);
        let average = self.marks.and_then(|(sum, forms)| {
            let forms = Exact::new(i128::try_from(forms).ok()?, 1).ok()?;
            Exact::from(sum).divided_by(forms).ok()?.rounded().ok()
        });
        sums + &average.map_or_else(String::new, |mark| (list.average)(&points(mark)))
    }
}

#[component]
fn ListLine(editor: Editor, lines: Memo<Vec<FormLineOf>>, id: AssessmentId) -> impl IntoView {
    let texts = editor.texts;
    let list = &texts.assessments;
    let line = Memo::new(move |_| lines.with(|all| all.iter().find(|one| one.id == id).cloned()));
    let title = move || line.with(|line| line.as_ref().map(|line| line.title.clone()));
    let delete = move |_| {
        let step = Step::DeleteAssessment(untrack(title).unwrap_or_default());
        editor.edit_aloud(step, |ledger| ledger.delete_assessment(id));
    };
    let progress = move || {
        let line = line.get()?;
        Some(match (&line.done, line.answered, line.of) {
            (_, _, 0) => view! { <Sign state=State::Warn word=list.cannot_score /> }.into_any(),
            (Some(when), ..) => {
                view! { <Sign state=State::Good word=(list.done)(when) /> }.into_any()
            }
            (None, 0, _) if line.result.is_empty() && !line.stage.is_empty() => ().into_any(),
            (None, 0, _) => view! { <Sign state=State::Idle word=list.not_started /> }.into_any(),
            (None, answered, of) => (list.answered)(answered, of).into_any(),
        })
    };
    let due = Signal::derive(move || {
        let due = line.with(|line| line.as_ref().and_then(|line| line.due));
        due.map_or_else(String::new, |due| due.to_string())
    });
    let is_late = move || {
        let today = editor.workspace.today();
        line.with(|line| {
            line.as_ref().and_then(|line| line.wanted_by).is_some_and(|day| day < today)
        })
    };
    let set_due = Callback::new(move |text: String| {
        let due = text.parse().ok();
        if due.is_none() && !text.is_empty() {
            return Some(texts.analysis.no_date.to_owned());
        }
        let step = Step::EditAssessment(untrack(title).unwrap_or_default());
        editor.edit_at(step, |ledger| {
            ledger.edit_assessment(id, |form| {
                form.due = due;
                Ok::<_, Rejection>(())
            })
        })
    });
    let field =
        move |of: fn(&FormLineOf) -> String| move || line.with(|line| line.as_ref().map(of));
    let said = move |of: fn(&FormLineOf) -> &String| {
        line.with(|line| line.as_ref().map(|line| of(line).clone()).filter(|said| !said.is_empty()))
    };
    let stage = move || {
        let stage = said(|line| &line.stage)?;
        let file = line.with(|line| line.as_ref().and_then(|line| line.file));
        Some(match file {
            Some(file) => {
                let href = Route::Merge(Some(file)).href();
                view! { <a href=href>{stage}</a> }.into_any()
            }
            None => stage.into_any(),
        })
    };
    let result = move || said(|line| &line.result);
    let example = move || {
        let example = line.with(|line| line.as_ref().is_some_and(|line| line.example));
        example.then(|| view! { <span class="tag">{list.example}</span> })
    };
    view! {
        <tr>
            <th scope="row">
                <a class="name" href=Route::Assessment(id, AssessmentView::Items).href()>
                    {title}
                </a>
            </th>
            <td>{field(|line| line.subject.clone())}</td>
            <td>
                {progress}
                {move || stage().map(|stage| view! { <p class="note form-stage">{stage}</p> })}
            </td>
            <td class="num">
                <b>{field(|line| line.score.clone())}</b>
            </td>
            <td>
                {field(|line| line.rating.clone())}
                {move || result().map(|result| view! { <p class="note">{result}</p> })}
            </td>
            <td>
                <KeptField label=list.due value=due commit=set_due kind="date" />
                <Show when=is_late>
                    <Sign state=State::Bad word=list.late />
                </Show>
            </td>
            <td>{field(|line| line.standard.clone())} " " {example}</td>
            <td>{field(|line| line.check_code.clone())}</td>
            <td class="num">
                <button
                    type="button"
                    class="icon-button small"
                    title=list.delete
                    aria-label=list.delete
                    on:click=delete
                >
                    <IconView icon=Icon::Close />
                </button>
            </td>
        </tr>
    }
}
