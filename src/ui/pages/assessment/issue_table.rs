//! The table of problems, with who puts them right and by when.

use jiff::civil::Date;
use leptos::prelude::*;

use crate::assessment::issues::Issue;
use crate::i18n::format::points;
use crate::i18n::messages::Messages;
use crate::model::assessment::Column;
use crate::model::id::AssessmentId;
use crate::model::mending::{Mending, Spot};
use crate::model::people::Rejection;
use crate::model::step::Step;
use crate::route::{AssessmentView, Route};
use crate::ui::components::field::KeptField;
use crate::ui::components::sign::{Sign, State};
use crate::ui::editor::Editor;

/// A heading with the sums and what can be done at its right.
#[component]
pub(super) fn IssuesHead(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] about: Signal<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="list-head issue-head">
            <h2>{title} <span class="quiet">{about}</span></h2>
            <span class="push no-print">{children()}</span>
        </div>
    }
}

/// Why a problem cost marks.
pub(super) fn reasons_words(issue: &Issue, texts: &Messages) -> String {
    let reasons: Vec<_> = issue.reasons.iter().map(texts.assessment.reason_words).collect();
    reasons.join(texts.analysis.reasons_end)
}

/// How far a problem is.
pub(super) fn progress(mending: &Mending, today: Date, texts: &Messages) -> (State, String) {
    let words = &texts.analysis;
    match mending.due {
        _ if mending.done => (State::Good, words.mended.to_owned()),
        Some(due) if due < today => (State::Bad, (words.overdue)((today - due).get_days())),
        Some(due) if (due - today).get_days() <= SOON => {
            (State::Warn, (words.days_left)((due - today).get_days()))
        }
        _ if mending.owner.is_empty() => (State::Idle, words.nobody.to_owned()),
        _ => (State::Warn, words.in_hand.to_owned()),
    }
}

/// So many days before the last one they are counted.
const SOON: i32 = 14;

#[component]
pub(super) fn IssueTable(
    editor: Editor,
    form: AssessmentId,
    /// Of the sheet in a workbook.
    name: Signal<String>,
    issues: Memo<Vec<Issue>>,
    /// What stands there where there is none.
    none: Signal<String>,
) -> impl IntoView {
    let words = &editor.texts.analysis;
    // What came in a file comes anew with the next one.
    let is_received = editor.workspace.select(move |ledger| {
        ledger.assessments.get(&form).is_some_and(|form| form.is_received(Column::Own))
    });
    let spots = Memo::new(move |_| {
        issues.with(|all| all.iter().map(|issue| issue.spot.clone()).collect::<Vec<_>>())
    });
    view! {
        <Show
            when=move || !spots.read().is_empty()
            fallback=move || view! { <p class="note issues-none">{none}</p> }
        >
            <Show when=move || is_received.get()>
                <p class="note issues-none">{words.mending_is_received}</p>
            </Show>
            <fieldset class="bare" disabled=is_received>
            <table class="data-table issues" data-sheet=name>
                <thead>
                    <tr>
                        <th>{words.item}</th>
                        <th class="num">{words.lost}</th>
                        <th>{words.problem}</th>
                        <th>{words.owner}</th>
                        <th>{words.due}</th>
                        <th>{words.mended}</th>
                        <th>{words.progress}</th>
                    </tr>
                </thead>
                <tbody>
                    <For
                        each=move || spots.get()
                        key=|spot| spot.clone()
                        children=move |spot| view! { <IssueRow editor form issues spot /> }
                    />
                </tbody>
            </table>
            </fieldset>
        </Show>
    }
}

#[component]
fn IssueRow(
    editor: Editor,
    form: AssessmentId,
    issues: Memo<Vec<Issue>>,
    spot: Spot,
) -> impl IntoView {
    let texts = editor.texts;
    let words = &texts.analysis;
    let here = spot.clone();
    let issue =
        Memo::new(move |_| issues.with(|all| all.iter().find(|issue| issue.spot == here).cloned()));
    let mending = Memo::new(move |_| issue.get().map(|issue| issue.mending).unwrap_or_default());
    let (Spot::Item(id) | Spot::Area(id)) = spot.clone();
    let route = match &spot {
        Spot::Item(item) => Route::Assessment(form, AssessmentView::Item(item.clone())).href(),
        Spot::Area(_) => Route::Assessment(form, AssessmentView::Table).href(),
    };
    let spot = StoredValue::new(spot);
    let edit = move |change: &dyn Fn(&mut Mending)| {
        let ledger = editor.workspace.ledger_untracked();
        let title = ledger.assessments.get(&form).map(|form| form.title.clone());
        editor.edit_at(Step::EditAssessment(title.unwrap_or_default()), |ledger| {
            ledger.edit_assessment(form, |form| {
                spot.with_value(|spot| form.edit_mending(spot, change));
                Ok::<_, Rejection>(())
            })
        })
    };
    let owner = Signal::derive(move || mending.read().owner.clone());
    let set_owner =
        Callback::new(move |owner: String| edit(&|mending| owner.clone_into(&mut mending.owner)));
    let due =
        Signal::derive(move || mending.read().due.map_or_else(String::new, |due| due.to_string()));
    let set_due = Callback::new(move |due: String| match (due.is_empty(), due.parse::<Date>()) {
        (true, _) => edit(&|mending| mending.due = None),
        (false, Ok(due)) => edit(&|mending| mending.due = Some(due)),
        (false, Err(_)) => Some(words.no_date.to_owned()),
    });
    let lost = move || {
        let issue = issue.get()?;
        Some(if issue.points.0 > 0 {
            format!("−{}", points(issue.points))
        } else {
            words.vetoed.to_owned()
        })
    };
    // The heading says that it is a deduction; a spreadsheet sums it.
    let copied =
        move || issue.get().filter(|issue| issue.points.0 > 0).map(|issue| points(issue.points));
    let title = move || issue.get().map(|issue| issue.title);
    let reasons = move || issue.get().map(|issue| reasons_words(&issue, texts));
    let state = move || {
        let (state, word) = progress(&mending.read(), editor.workspace.today(), texts);
        view! { <Sign state word /> }
    };
    view! {
        <tr>
            <th scope="row">
                <a class="name" href=route>
                    <span class="code">{id}</span>
                    {title}
                </a>
            </th>
            <td class="num is-bad" data-copied=copied>
                {lost}
            </td>
            <td class="wide">{reasons}</td>
            <td data-copied=owner data-label=words.owner>
                <span class="no-print">
                    <KeptField label=words.owner value=owner commit=set_owner />
                </span>
                <span class="only-print">{owner}</span>
            </td>
            <td data-copied=due data-label=words.due>
                <span class="no-print">
                    <KeptField label=words.due value=due commit=set_due kind="date" />
                </span>
                <span class="only-print">{due}</span>
            </td>
            <td class="pick-done" data-label=words.mended>
                <input
                    type="checkbox"
                    aria-label=words.mended
                    prop:checked=move || mending.read().done
                    on:change:target=move |event| {
                        let done = event.target().checked();
                        let loss = issue.get_untracked().map(|issue| issue.points);
                        let loss = loss.unwrap_or_default();
                        if let Some(why) = edit(&|mending| mending.set_done(done, loss)) {
                            editor.toaster.refuse(why);
                        }
                    }
                />
            </td>
            <td>{state}</td>
        </tr>
    }
}
