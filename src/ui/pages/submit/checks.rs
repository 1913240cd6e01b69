//! What is missing before a file leaves, and what changed since the last one.

use leptos::prelude::*;

use super::{Form, chosen_hashes, last_submission};
use crate::interchange::checklist::{About, Finding, Level};
use crate::interchange::submission::changes;
use crate::model::id::PersonId;
use crate::route::{AssessmentView, PlanTab, Route, SettingsTab};
use crate::ui::components::field::{Entry, EntryField};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::editor::Editor;
use crate::ui::words::names_words;

/// So many people are named in a line.
const NAMED: usize = 4;

fn people_of(about: &About) -> &[PersonId] {
    match about {
        About::MissingBirth(people)
        | About::MissingEducation(people)
        | About::MissingPost(people)
        | About::Duplicates(people)
        | About::WithoutHours(people) => people,
        _ => &[],
    }
}

/// Where a finding is mended.
fn route_of(about: &About) -> Route {
    match about {
        About::MissingBirth(people)
        | About::MissingEducation(people)
        | About::MissingPost(people)
        | About::Duplicates(people) => Route::Roster(people.first().copied()),
        About::WithoutHours(_) | About::NoSessions => Route::Hours(None),
        About::NobodyOnRoster => Route::RosterImport,
        About::NoOfficeCode => Route::Settings(SettingsTab::Office),
        About::NoGroups | About::InNoGroup(_) => Route::Groups(None),
        About::NoPlan => Route::Plans,
        About::PlanIsDraft { plan, .. } => Route::Plan(*plan, PlanTab::Matrix),
        About::ChangedSinceIssued { plan, .. } => Route::Plan(*plan, PlanTab::Rotation),
        About::NoForms | About::NotBack(_) | About::OpenForms(_) => Route::Assessments,
        About::OpenItems { form, .. }
        | About::Unscorable { form, .. }
        | About::TextsStay { form, .. } => Route::Assessment(*form, AssessmentView::Items),
        About::WithoutEvidence { form, items, .. }
        | About::WithoutReason { form, items, .. }
        | About::CommentsOpen { form, items, .. } => {
            let view = items.first().cloned().map_or(AssessmentView::Items, AssessmentView::Item);
            Route::Assessment(*form, view)
        }
        About::Sample | About::NoDuplicates | About::SecretPresent | About::SecretMissing => {
            Route::Submit
        }
    }
}

#[component]
fn Line(finding: Finding) -> impl IntoView {
    let Editor { workspace, texts, .. } = Editor::here();
    let submit = &texts.submit;
    let (class, icon) = match finding.level {
        Level::Bad => ("is-bad", Icon::Bad),
        Level::Warning => ("is-warn", Icon::Warn),
        Level::Good => ("is-good", Icon::Good),
    };
    let about = finding.about;
    let names = names_words(people_of(&about), NAMED, &workspace.ledger_untracked(), texts);
    let (text, note) = (submit.finding)(&about, &names);
    let link = (submit.link)(&about);
    view! {
        <li class=class>
            <IconView icon />
            <span>{text} <span class="note">{note}</span></span>
            {(!link.is_empty())
                .then(|| {
                    view! {
                        <a class="text-button" href=route_of(&about).href()>
                            {link}
                        </a>
                    }
                })}
        </li>
    }
}

/// The checklist with the reason for which its gaps are passed over.
#[component]
pub fn Checks(findings: Memo<Vec<Finding>>, overriding: Entry) -> impl IntoView {
    let submit = &Editor::here().texts.submit;
    let gaps =
        move || findings.read().iter().filter(|finding| finding.level != Level::Good).count();
    view! {
        <h2>{submit.checklist} <span class="quiet">{move || (submit.findings)(gaps())}</span></h2>
        <ul class="checks">
            {move || {
                findings.get().into_iter().map(|finding| view! { <Line finding /> }).collect_view()
            }}
        </ul>
        <Show when=move || { gaps() > 0 }>
            <label class="stack reason">
                <span class="note">{submit.overriding}</span>
                <EntryField entry=overriding />
            </label>
        </Show>
    }
}

/// What changed since the last submission.
#[component]
pub(super) fn Since(form: Form) -> impl IntoView {
    let Editor { workspace, texts, .. } = form.editor;
    let submit = &texts.submit;
    move || {
        let archive = workspace.archive();
        let Some(last) = last_submission(&archive.log.exports) else {
            return view! { <p class="note first-time">{submit.first_time}</p> }.into_any();
        };
        let ledger = workspace.ledger();
        let choice = form.choice(&ledger);
        let changed = changes(&chosen_hashes(&ledger, &choice), last, &choice.parts);
        let when = (texts.format.moment)(last.at, workspace.today());
        view! {
            <h2>{(submit.since)(&when)}</h2>
            <dl class="delta">
                {changed
                    .into_iter()
                    .map(|(part, change)| {
                        view! {
                            <dt>{(texts.files.part)(part)}</dt>
                            <dd>{(submit.change)(change)}</dd>
                        }
                    })
                    .collect_view()}
            </dl>
        }
        .into_any()
    }
}
