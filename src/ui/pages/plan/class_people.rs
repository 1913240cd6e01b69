//! Who takes part in a class: groups, people, and who of the groups is still in none.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::Page;
use crate::grouping::membership::members;
use crate::model::id::{GroupId, PersonId};
use crate::model::ledger::Ledger;
use crate::model::plan::IntensiveClass;
use crate::order::Gather as _;
use crate::planning::clashes::left_out;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::people::{GroupPicker, PersonPicker, in_roster_order};
use crate::ui::words::office_words;

/// The people of the groups a class is for who are in none of its kind.
pub fn missing(ledger: &Ledger, class: &IntensiveClass) -> Vec<PersonId> {
    let reference = ledger.settings.reference();
    let groups = class.groups.iter().filter_map(|id| ledger.groups.get(id));
    let people: BTreeSet<_> =
        groups.flat_map(|group| members(group, ledger, reference)).gather_set();
    left_out(ledger, class, people.into_iter())
}

#[component]
pub fn ClassPeople(
    page: Page,
    class: StoredValue<IntensiveClass>,
    people: RwSignal<Vec<PersonId>>,
    groups: RwSignal<Vec<GroupId>>,
) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.classes;
    let workspace = page.editor.workspace;
    let everybody = Signal::derive(move || {
        let ledger = workspace.ledger();
        ledger.enrolled(ledger.settings.reference()).map(|person| person.id).collect::<Vec<_>>()
    });
    let add = move |more: Vec<PersonId>| {
        people.update(|people| {
            for person in more {
                if !people.contains(&person) {
                    people.push(person);
                }
            }
        });
    };
    let add_group = Callback::new(move |(group, members): (Option<GroupId>, Vec<PersonId>)| {
        if let Some(group) = group {
            groups.update(|groups| {
                if !groups.contains(&group) {
                    groups.push(group);
                }
            });
        }
        add(members);
    });
    let missing = Memo::new(move |_| {
        let (people, groups) = (people.get(), groups.get());
        let class = IntensiveClass { people, groups, ..class.get_value() };
        missing(&workspace.ledger(), &class)
    });
    let lines = move || {
        let ledger = workspace.ledger();
        in_roster_order(&ledger, people.get())
            .into_iter()
            .map(|person| {
                let id = person.id;
                view! {
                    <span class="tag person-tag">
                        {person.name.clone()}
                        <span class="note">" " {office_words(person.office, &ledger)}</span>
                        <button
                            type="button"
                            title=texts.plan.remove
                            on:click=move |_| people.update(|people| people.retain(|one| *one != id))
                        >
                            <IconView icon=Icon::Close />
                        </button>
                    </span>
                }
            })
            .collect_view()
    };
    view! {
        <h3>
            {texts.hours.people} " "
            <span class="quiet">{move || (texts.shell.people)(people.with(Vec::len))}</span>
        </h3>
        <div class="form-pair">
            <GroupPicker on_choose=add_group />
            <PersonPicker
                placeholder=words.add_person
                among=everybody
                on_choose=Callback::new(move |person| add(vec![person]))
            />
        </div>
        <Show when=move || groups.with(|groups| !groups.is_empty())>
            <p class="note">
                {move || match missing.with(Vec::len) {
                    0 => words.all_in.to_owned(),
                    people => (words.left_out)(people),
                }}
                <Show when=move || missing.with(|missing| !missing.is_empty())>
                    " "
                    <button
                        type="button"
                        class="text-button"
                        on:click=move |_| add(missing.get_untracked())
                    >
                        {words.take_in}
                    </button>
                </Show>
            </p>
        </Show>
        <p class="person-tags">{lines}</p>
    }
}
