//! People in a line of links, and the fields in which one person or a group is found.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::components::dialog::Dialog;
use super::components::menu::Choice;
use super::components::picker::Picker;
use super::texts::texts;
use super::words::office_words;
use crate::browser::pinyin;
use crate::grouping::membership::{Overview, groups_in_order, members};
use crate::model::id::{GroupId, PersonId};
use crate::model::ledger::Ledger;
use crate::model::person::Person;
use crate::order::{Gather as _, Order as _};
use crate::route::Route;
use crate::workspace::Workspace;

/// People as links with their offices, in the order of the roster.
#[component]
pub fn PeopleLine(#[prop(into)] people: Signal<Vec<PersonId>>) -> impl IntoView {
    let workspace = Workspace::here();
    move || {
        let ledger = workspace.ledger();
        in_roster_order(&ledger, people.get())
            .into_iter()
            .map(|person| {
                view! {
                    <a class="plain" href=Route::Roster(Some(person.id)).href()>
                        {person.name.clone()}
                        <span class="note">{office_words(person.office, &ledger)}</span>
                    </a>
                }
            })
            .collect_view()
    }
}

/// The people of some ids as the roster lists them.
pub fn in_roster_order(
    ledger: &Ledger,
    people: impl IntoIterator<Item = PersonId>,
) -> Vec<&Person> {
    let wanted: BTreeSet<PersonId> = people.into_iter().gather_set();
    in_order(ledger.people().filter(|person| wanted.contains(&person.id)))
}

/// People as the roster lists them.
pub fn in_order<'a>(people: impl Iterator<Item = &'a Person>) -> Vec<&'a Person> {
    let mut people: Vec<_> = people.collect();
    people.order_by_key(|person| (person.position, person.id));
    people
}

/// A dialog that lists the people behind a figure.
#[component]
pub fn PeopleDialog(
    #[prop(into)] title: String,
    #[prop(into)] people: Signal<Vec<PersonId>>,
    on_close: Callback<()>,
) -> impl IntoView {
    view! {
        <Dialog title on_close>
            <p class="people-line wide">
                <PeopleLine people />
            </p>
        </Dialog>
    }
}

/// So many people are offered at most.
const OFFERED: usize = 8;

/// A field in which a person is found by name, pinyin initials or staff number, and chosen.
#[component]
pub fn PersonPicker(
    #[prop(into)] placeholder: String,
    /// Who may be chosen.
    #[prop(into)]
    among: Signal<Vec<PersonId>>,
    on_choose: Callback<PersonId>,
    /// What is wrong while nobody is chosen.
    #[prop(optional)]
    fault: RwSignal<String>,
) -> impl IntoView {
    let workspace = Workspace::here();
    let find = Callback::new(move |wanted: String| {
        if wanted.is_empty() {
            return Vec::new();
        }
        let ledger = workspace.ledger();
        let among = among.read();
        in_roster_order(&ledger, among.iter().copied())
            .into_iter()
            .filter(|person| {
                person.name.contains(&wanted)
                    || person.number.as_ref().is_some_and(|number| number.starts_with(&wanted))
                    || pinyin::initials(&person.name).starts_with(&wanted)
            })
            .take(OFFERED)
            .map(|person| Choice {
                value: person.id.to_string(),
                label: person.name.clone(),
                after: office_words(person.office, &ledger),
            })
            .collect()
    });
    let on_choose = Callback::new(move |value: String| {
        if let Some(person) = PersonId::parse(&value) {
            on_choose.run(person);
        }
    });
    view! { <Picker placeholder find on_choose class="person-picker" fault /> }
}

/// A field in which everybody or the members of a training group are chosen at once.
#[component]
pub fn GroupPicker(on_choose: Callback<(Option<GroupId>, Vec<PersonId>)>) -> impl IntoView {
    let workspace = Workspace::here();
    let words = &texts().hours;
    const ALL: &str = "all";
    let find = Callback::new(move |wanted: String| {
        let ledger = workspace.ledger();
        let reference = ledger.settings.reference();
        let overview = Overview::new(&ledger, reference);
        let people = |count: usize| (texts().shell.people)(count);
        let all = Choice {
            value: ALL.to_owned(),
            label: words.everybody.to_owned(),
            after: people(ledger.enrolled(reference).count()),
        };
        let groups = groups_in_order(&ledger).into_iter().map(|group| Choice {
            value: group.id.to_string(),
            label: group.name.clone(),
            after: people(overview.count(group.id)),
        });
        std::iter::once(all)
            .chain(groups)
            .filter(|choice| choice.label.to_lowercase().contains(&wanted))
            .collect()
    });
    let on_choose = Callback::new(move |value: String| {
        let ledger = workspace.ledger_untracked();
        let reference = ledger.settings.reference();
        if value == ALL {
            on_choose.run((None, ledger.enrolled(reference).map(|person| person.id).collect()));
        } else if let Some(group) = GroupId::parse(&value).and_then(|id| ledger.groups.get(&id)) {
            let people = members(group, &ledger, reference).into_iter().collect();
            on_choose.run((Some(group.id), people));
        }
    });
    view! { <Picker placeholder=words.add_group find on_choose /> }
}
