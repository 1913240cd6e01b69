//! 自评: the forms of the year, and a new one from a standard.

mod issue;

use std::sync::Arc;

use leptos::prelude::*;

use self::issue::IssueDialog;
use crate::assessment::check_code::check_code;
use crate::assessment::scoring::{official, score_column};
use crate::i18n::format::points;
use crate::i18n::messages::Messages;
use crate::model::assessment::{Assessment, Column, StandardRef, Subject};
use crate::model::id::{AssessmentId, OfficeId};
use crate::model::ledger::Ledger;
use crate::model::review::Stage;
use crate::model::standard::Standard;
use crate::model::step::Step;
use crate::order::Order as _;
use crate::route::{AssessmentView, Route};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::empty::Empty;
use crate::ui::components::field::FormLine;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::more::MoreActions;
use crate::ui::components::sign::{Sign, State};
use crate::ui::editor::Editor;
use crate::ui::router::Router;
use crate::ui::words::{office_words, person_words, rating_words};
use crate::workspace::Workspace;

/// One line of the list.
#[derive(Clone, PartialEq)]
struct FormLineOf {
    id: AssessmentId,
    title: String,
    subject: String,
    standard: String,
    example: bool,
    answered: usize,
    of: usize,
    done: Option<String>,
    /// Empty where the form cannot be scored.
    score: String,
    rating: String,
    check_code: String,
    /// Where it stands in the exchange; empty where there is none.
    stage: String,
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

/// Where a form stands, with the day until which something is wanted.
pub fn stage_words(form: &Assessment, texts: &Messages) -> String {
    let stage = form.stage();
    let due = match stage {
        Stage::Issued => form.issued.as_ref().and_then(|issued| issued.due),
        _ => form.rounds.last().and_then(|round| round.due),
    };
    let day = due.map(|day| day.to_string()).unwrap_or_default();
    (texts.review.stage)(stage, &day)
}

impl FormLineOf {
    fn new(
        form: &Assessment,
        ledger: &Ledger,
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
            subject: subject_words(&form.subject, ledger),
            standard: format!("{} {}", standard.head.title, standard.head.version),
            example: standard.head.example,
            answered: scored.as_ref().map_or(0, |scored| scored.answered),
            of: scored.as_ref().map_or(0, |scored| scored.of),
            done: done.map(|at| (texts.format.moment)(at, workspace.today())),
            score: begun.and_then(|scored| scored.total).map_or_else(|| "—".to_owned(), points),
            rating: rating.filter(|_| begun.is_some()).unwrap_or_default(),
            check_code: check_code(form, standard),
            stage: stage_words(form, texts),
            result: official(standard, form)
                .ok()
                .filter(|(column, _)| *column != Column::Own)
                .and_then(|(column, scored)| {
                    Some((texts.review.by_column)(&points(scored.total?), column))
                })
                .unwrap_or_default(),
        })
    }
}

#[component]
pub fn AssessmentsPage() -> impl IntoView {
    let editor = Editor::here();
    let (workspace, texts) = (editor.workspace, editor.texts);
    let list = &texts.assessments;
    let creating = RwSignal::new(false);
    let issuing = RwSignal::new(false);
    let lines = workspace.select(move |ledger| {
        let year = ledger.settings.year;
        let mut forms: Vec<_> =
            ledger.assessments.values().filter(|form| form.year == year).collect();
        forms.order_by_key(|form| {
            let office = match form.subject {
                Subject::Office { id } => ledger.offices.get(&id),
                Subject::Person { .. } => None,
            };
            (office.map_or(u32::MAX, |office| office.position), form.title.clone())
        });
        forms
            .into_iter()
            .filter_map(|form| FormLineOf::new(form, ledger, workspace, texts))
            .collect::<Vec<_>>()
    });
    let year = workspace.select(|ledger| ledger.settings.year);
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
                <span class="about">{move || (list.about)(lines.read().len(), year.get())}</span>
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
                when=move || !lines.read().is_empty()
                fallback=move || {
                    view! {
                        <Empty icon=Icon::Assess title=list.empty_title text=list.empty_text>
                            {new_button()}
                        </Empty>
                    }
                }
            >
                <div class="table-frame">
                    <table class="data-table">
                        <thead>
                            <tr>
                                <th>{list.form}</th>
                                <th>{list.subject}</th>
                                <th>{list.progress}</th>
                                <th class="num">{list.score}</th>
                                <th>{list.rating}</th>
                                <th>{list.standard}</th>
                                <th>{list.check_code}</th>
                                <th></th>
                            </tr>
                        </thead>
                        <tbody>
                            {move || {
                                lines
                                    .get()
                                    .into_iter()
                                    .map(|line| view! { <ListLine editor line /> })
                                    .collect_view()
                            }}
                        </tbody>
                    </table>
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

#[component]
fn ListLine(editor: Editor, line: FormLineOf) -> impl IntoView {
    let list = &editor.texts.assessments;
    let (id, title) = (line.id, line.title.clone());
    let delete = move |_| {
        let step = Step::DeleteAssessment(title.clone());
        editor.edit_aloud(step, |ledger| ledger.delete_assessment(id));
    };
    let progress = match (&line.done, line.answered, line.of) {
        (_, _, 0) => view! { <Sign state=State::Warn word=list.cannot_score /> }.into_any(),
        (Some(when), ..) => view! { <Sign state=State::Good word=(list.done)(when) /> }.into_any(),
        (None, 0, _) if line.result.is_empty() && !line.stage.is_empty() => ().into_any(),
        (None, 0, _) => view! { <Sign state=State::Idle word=list.not_started /> }.into_any(),
        (None, answered, of) => (list.answered)(answered, of).into_any(),
    };
    view! {
        <tr>
            <th scope="row">
                <a class="name" href=Route::Assessment(id, AssessmentView::Items).href()>
                    {line.title}
                </a>
            </th>
            <td>{line.subject}</td>
            <td>
                {progress}
                {(!line.stage.is_empty())
                    .then(|| view! { <p class="note form-stage">{line.stage}</p> })}
            </td>
            <td class="num">
                <b>{line.score}</b>
            </td>
            <td>
                {line.rating}
                {(!line.result.is_empty()).then(|| view! { <p class="note">{line.result}</p> })}
            </td>
            <td>
                {line.standard} " "
                {line.example.then(|| view! { <span class="tag">{list.example}</span> })}
            </td>
            <td>{line.check_code}</td>
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

/// The standards a form can be made from: those of the ledger, then what comes with the program.
fn standards(ledger: &Ledger) -> Vec<Arc<Standard>> {
    let mut all: Vec<_> = ledger.standards.values().cloned().collect();
    for standard in Standard::built_in() {
        if !ledger.standards.contains_key(&standard.sha256()) {
            all.push(Arc::new(standard));
        }
    }
    all
}

/// The dialog that makes a form from a standard; `preset` is the hash of the one to begin with.
#[component]
pub(super) fn NewForm(
    editor: Editor,
    creating: RwSignal<bool>,
    #[prop(optional, into)] preset: String,
) -> impl IntoView {
    let (workspace, texts) = (editor.workspace, editor.texts);
    let list = &texts.assessments;
    let router = Router::here();
    let ledger = workspace.ledger_untracked();
    let year = ledger.settings.year;
    let own = ledger.settings.office;
    let offices: Vec<(OfficeId, String)> = ledger
        .offices_in_order()
        .into_iter()
        .map(|office| (office.id, office_words(office.id, &ledger)))
        .collect();
    let choices = StoredValue::new(standards(&ledger));
    let first = choices.with_value(|all: &Vec<Arc<Standard>>| {
        all.iter().position(|standard| standard.sha256() == preset).unwrap_or_default()
    });
    let standard = RwSignal::new(first);
    let has_form = |office: OfficeId| {
        let standard = choices.with_value(|all| all.get(first).map(|one| one.as_ref().into()));
        standard.is_some_and(|standard: StandardRef| {
            ledger.form_of(&Subject::Office { id: office }, year, &standard).is_some()
        })
    };
    // The bureau first, then whoever has none.
    let without = offices.iter().map(|(id, _)| *id).find(|id| !has_form(*id));
    let start = if has_form(own) { without.unwrap_or(own) } else { own };
    let office = RwSignal::new(start);
    let title = RwSignal::new(String::new());
    // The title follows the office until somebody types one.
    let typed = RwSignal::new(false);
    let names = StoredValue::new(offices.clone());
    let pick_office = move |value: String| {
        let picked = OfficeId::parse(&value).unwrap_or(own);
        office.set(picked);
        if !typed.get_untracked() {
            let name = names.with_value(|names| {
                names.iter().find(|(id, _)| *id == picked).map(|(_, name)| name.clone())
            });
            title.set(match name {
                Some(name) if picked != own => (list.name_of)(year, &name),
                _ => (list.own_name)(year),
            });
        }
    };
    pick_office(start.to_string());
    let close = Callback::new(move |()| creating.set(false));
    let create = move || {
        let at = standard.get_untracked();
        let Some(standard) = choices.with_value(|all| all.get(at).cloned()) else {
            editor.toaster.refuse(list.no_standard);
            return;
        };
        let id = AssessmentId::new(&mut workspace.new_ids());
        let subject = Subject::Office { id: office.get_untracked() };
        let name = title.get_untracked().trim().to_owned();
        let form = Assessment::new(id, name.clone(), subject, year, &standard);
        let step = Step::AddAssessment(name);
        if editor.edit(step, |ledger| ledger.add_assessment(form, &standard)).is_some() {
            creating.set(false);
            router.go(&Route::Assessment(id, AssessmentView::Items));
        }
    };
    let foot = move || {
        view! {
            <button type="button" class="button push" on:click=move |_| creating.set(false)>
                {texts.shell.cancel}
            </button>
            <button type="button" class="button primary" on:click=move |_| create()>
                {list.create}
            </button>
        }
    };
    let standard_options = choices.with_value(|all| {
        all.iter()
            .enumerate()
            .map(|(at, one)| {
                let tag = if one.head.example { list.example } else { "" };
                let label = format!("{} {} {tag}", one.head.title, one.head.version);
                view! {
                    <option value=at.to_string() selected=at == first>
                        {label}
                    </option>
                }
            })
            .collect_view()
    });
    view! {
        <Dialog title=list.new_title on_close=close foot=ViewFn::from(foot)>
            <FormLine label=list.subject hint=list.subject_hint.to_owned()>
                <select
                    class="field"
                    name="subject"
                    on:change:target=move |event| pick_office(event.target().value())
                >
                    {offices
                        .into_iter()
                        .map(|(id, name)| {
                            view! {
                                <option value=id.to_string() selected=id == start>
                                    {name}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
            </FormLine>
            <FormLine label=list.standard>
                <select
                    class="field"
                    name="standard"
                    on:change:target=move |event| {
                        standard.set(event.target().value().parse().unwrap_or_default());
                    }
                >
                    {standard_options}
                </select>
            </FormLine>
            <FormLine label=list.name>
                <input
                    class="field"
                    name="title"
                    prop:value=title
                    on:input:target=move |event| {
                        typed.set(true);
                        title.set(event.target().value());
                    }
                />
            </FormLine>
        </Dialog>
    }
}
