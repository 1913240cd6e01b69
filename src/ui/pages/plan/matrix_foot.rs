//! Below the matrix: how far the plan reaches, and what the rules ask of whom.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::Page;
use super::matrix_cell::course_name;
use super::matrix_dialogs::MandatoryDialog;
use crate::grouping::membership::Overview;
use crate::i18n::format::per_head;
use crate::model::id::PersonId;
use crate::order::Gather as _;
use crate::planning::coverage::Coverage;
use crate::planning::mandatory::asked;
use crate::ui::components::sign::{Sign, State};
use crate::ui::people::PeopleDialog;

/// Everyone in at least one course, who is in none, who is in two of the same.
#[component]
pub fn CoverageFoot(page: Page) -> impl IntoView {
    let words = &page.editor.texts.matrix;
    let coverage = Memo::new(move |_| {
        let ledger = page.editor.workspace.ledger();
        let reference = ledger.settings.reference();
        let overview = Overview::new(&ledger, reference);
        page.with(|plan| Coverage::new(plan, &ledger, &overview, reference))
    });
    let asking = RwSignal::new(false);
    let opened = RwSignal::new(None::<(String, Vec<PersonId>)>);
    let line = move || {
        let coverage = coverage.get();
        let ledger = page.editor.workspace.ledger_untracked();
        let state = if coverage.in_none.is_empty() { State::Good } else { State::Warn };
        let none = (!coverage.in_none.is_empty()).then(|| {
            let title = (words.in_none)(coverage.in_none.len());
            let (label, people) = (title.clone(), coverage.in_none.clone());
            view! {
                <button
                    type="button"
                    class="text-button is-warn"
                    on:click=move |_| opened.set(Some((title.clone(), people.clone())))
                >
                    {label}
                </button>
            }
        });
        let twice = coverage
            .twice
            .iter()
            .map(|(course, people)| {
                let title = (words.twice)(people.len(), &course_name(&ledger, course));
                let (label, people) = (title.clone(), people.clone());
                view! {
                    <button
                        type="button"
                        class="text-button is-warn"
                        on:click=move |_| opened.set(Some((title.clone(), people.clone())))
                    >
                        {label}
                    </button>
                }
            })
            .collect_view();
        let asked = asked(&ledger, ledger.settings.year, page.editor.workspace.today());
        let people: BTreeSet<PersonId> =
            asked.iter().flat_map(|one| one.people.iter().map(|(person, _)| *person)).gather_set();
        let must = view! {
            <button type="button" class="text-button" on:click=move |_| asking.set(true)>
                {(words.must)(people.len())}
            </button>
        };
        let average = per_head(coverage.hours, coverage.people);
        view! {
            {(coverage.people > 0)
                .then(|| {
                    view! { <Sign state word=(words.covered)(coverage.reached(), coverage.people) /> }
                })}
            {none}
            {must}
            {twice}
            <span class="push quiet">{(words.average)(&average)}</span>
        }
    };
    view! {
        <div class="table-foot coverage">{line}</div>
        <Show when=move || asking.get()>
            <MandatoryDialog page open=asking />
        </Show>
        {move || {
            let (title, people) = opened.get()?;
            let close = Callback::new(move |()| opened.set(None));
            Some(view! { <PeopleDialog title people on_close=close /> })
        }}
    }
}
