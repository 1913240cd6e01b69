//! An issued file for one office: what it brings, and the way to take it over.

use std::sync::Arc;

use leptos::prelude::*;

use crate::interchange::issued_forms::{Fit, fit, take_over};
use crate::interchange::received::View;
use crate::model::step::Step;
use crate::route::{AssessmentView, Route};
use crate::ui::components::sign::{Sign, State};
use crate::ui::editor::Editor;
use crate::ui::router::Router;

/// Stands above the parts of the file.
#[component]
pub fn TakeOver(seen: Arc<View>) -> impl IntoView {
    let editor = Editor::here();
    let router = Router::here();
    let workspace = editor.workspace;
    let words = &editor.texts.review;
    let recipient = seen.recipient.as_ref()?;
    let office = recipient.name.clone();
    let due = seen.assessments.iter().find_map(|told| told.form.due);
    let holds = (words.holds)(seen.assessments.len(), seen.people.len(), seen.sessions.len());
    let due = due.map(|day| (words.wanted_by)(&day.to_string()));
    let forms: Vec<_> = seen.assessments.iter().map(|told| told.form.id).collect();
    let seen = StoredValue::new(seen);
    let here = workspace.select(move |ledger| {
        let known = forms.iter().copied().find(|id| ledger.assessments.contains_key(id));
        let own = ledger.own_name().to_owned();
        (seen.with_value(|seen| fit(ledger, seen)), known, own)
    });
    let take = move |_| {
        let title = seen.with_value(|seen| {
            seen.assessments.first().map(|told| told.form.title.clone()).unwrap_or_default()
        });
        let taken = seen.with_value(|seen| {
            editor.edit(Step::TakeIssued(title), |ledger| take_over(ledger, seen))
        });
        let Some(taken) = taken else { return };
        let done = match (taken.people, taken.sessions) {
            (0, 0) => words.nothing_taken.to_owned(),
            (people, sessions) => (words.taken_over)(people, sessions),
        };
        let back = move || workspace.undo();
        editor.toaster.say_with(done, editor.texts.shell.take_back, back);
        if let Some(form) = taken.form {
            router.go(&Route::Assessment(form, AssessmentView::Items));
        }
    };
    let named = office.clone();
    let actions = move || {
        let (fit, known, own) = here.get();
        let (note, label) = match fit {
            None => return ().into_any(),
            Some(Fit::Below) => {
                return view! { <Sign state=State::Idle word=words.below /> }.into_any();
            }
            Some(Fit::Other) => {
                let word = (words.for_other)(&own, &named);
                return view! { <Sign state=State::Warn word /> }.into_any();
            }
            Some(Fit::Own) => (String::new(), words.take_over.to_owned()),
            Some(Fit::Alike) => (words.alike.to_owned(), words.take_over.to_owned()),
            Some(Fit::Unknown) => ((words.not_known)(&own), (words.take_over_as)(&named)),
        };
        let note = if known.is_some() { words.has_form.to_owned() } else { note };
        let is_warn = fit == Some(Fit::Unknown);
        view! {
            {(!note.is_empty())
                .then(|| view! { <p class="note" class:is-warn=is_warn>{note}</p> })}
            <p class="acts">
                <button
                    type="button"
                    class="button"
                    class:primary=known.is_none()
                    on:click=take
                >
                    {label}
                </button>
                {known
                    .map(|id| {
                        let href = Route::Assessment(id, AssessmentView::Items).href();
                        view! {
                            <a class="button primary" href=href>
                                {words.open_form}
                            </a>
                        }
                    })}
            </p>
        }
        .into_any()
    };
    Some(view! {
        <section class="take-over">
            <h2>{(words.for_office)(&office)}</h2>
            <p>{holds} "\u{3000}" {due}</p>
            {actions}
        </section>
    })
}
