//! The rules of a placement beside the on-duty floor: qualified officers, covered posts (AB角),
//! who goes together and who must not.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::floors::Floors;
use super::rotation::Rotation;
use crate::model::batch::Rotation as Rules;
use crate::model::cover::{Cover, Link, LinkKind, OfficerFloor};
use crate::model::id::{OfficeId, PersonId};
use crate::model::people::Rejection;
use crate::planning::rotation::board::takes_part;
use crate::planning::rotation::from_plan::{officer_floor, officers};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::field::{Entry, EntryLine, KeptField};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::people::PersonPicker;
use crate::ui::words::{names_words, office_words, person_words};

impl Rotation {
    /// Changes the rules; answers why not.
    pub fn edit_rules(
        self,
        change: impl FnOnce(&mut Rules) -> Result<(), Rejection>,
    ) -> Option<String> {
        self.page.edit_at(|plan| plan.edit_rotation(change))
    }

    /// How many rules there are beside the floor of all.
    pub fn rules(self) -> usize {
        self.page.with(|plan| {
            let rotation = &plan.rotation;
            rotation.offices.len()
                + rotation.officers.len()
                + rotation.covers.len()
                + rotation.links.len()
        })
    }
}

#[component]
pub fn RulesDialog(rotation: Rotation, open: RwSignal<bool>) -> impl IntoView {
    let texts = rotation.page.editor.texts;
    let words = &texts.rotation;
    let close = Callback::new(move |()| open.set(false));
    view! {
        <div class="record-dialog">
            <Dialog title=words.rules_title on_close=close>
                <Officers rotation />
                <Covers rotation />
                <Links rotation />
                <Floors rotation />
            </Dialog>
        </div>
    }
}

/// The day on which certificates and staff are counted: when the rotation begins.
pub fn first_day(rotation: Rotation) -> jiff::civil::Date {
    let start = rotation.page.with(|plan| plan.rotation.batches.iter().map(|one| one.start).min());
    start.unwrap_or_else(|| rotation.page.editor.workspace.today())
}

#[component]
fn Officers(rotation: Rotation) -> impl IntoView {
    let page = rotation.page;
    let texts = page.editor.texts;
    let words = &texts.rotation;
    let workspace = page.editor.workspace;
    // Offices without an officer have nobody to keep.
    let offices = Memo::new(move |_| {
        let ledger = workspace.ledger();
        let officers = officers(&ledger, first_day(rotation));
        let offices = ledger.offices_in_order().into_iter();
        let counted =
            offices.filter_map(|office| Some((office.id, officers.get(&office.id)?.len())));
        counted.collect::<Vec<_>>()
    });
    view! {
        <h3>{words.officers}</h3>
        <p class="note">{words.officers_note}</p>
        <table class="data-table rule-table">
            <thead>
                <tr>
                    {words
                        .officer_columns
                        .into_iter()
                        .enumerate()
                        .map(|(place, word)| {
                            view! { <th class:num=place == 1 || place == 2>{word}</th> }
                        })
                        .collect_view()}
                </tr>
            </thead>
            <tbody>
                <For
                    each=move || offices.get()
                    key=|(office, officers)| (*office, *officers)
                    children=move |(office, officers)| {
                        view! { <OfficerRow rotation office officers offices /> }
                    }
                />
            </tbody>
        </table>
    }
}

fn officer_floor_of(rotation: Rotation, office: OfficeId, officers: usize) -> OfficerFloor {
    let floors = rotation.page.with(|plan| plan.rotation.officers.clone());
    officer_floor(&floors, office, officers)
}

#[component]
fn OfficerRow(
    rotation: Rotation,
    office: OfficeId,
    officers: usize,
    offices: Memo<Vec<(OfficeId, usize)>>,
) -> impl IntoView {
    let page = rotation.page;
    let texts = page.editor.texts;
    let words = &texts.rotation;
    let usual = OfficerFloor::usual(officers);
    let floor = Memo::new(move |_| officer_floor_of(rotation, office, officers));
    // A lower number waits for its reason.
    let wanted = RwSignal::new(None::<u32>);
    let put =
        move |floor: OfficerFloor| rotation.edit_rules(|rules| rules.put_officers(floor, usual));
    let set_present = Callback::new(move |text: String| {
        let most = u32::try_from(officers).unwrap_or(u32::MAX);
        match text.parse::<u32>() {
            Ok(present) if present <= most => {
                wanted.set(Some(present));
                put(OfficerFloor { present, ..floor.get_untracked() })
            }
            _ => Some((texts.plan.whole)(0, most)),
        }
    });
    let set_reason = Callback::new(move |reason: String| {
        let known = floor.get_untracked();
        let present = wanted.get_untracked().unwrap_or(known.present);
        put(OfficerFloor { present, reason, ..known })
    });
    let set_stand_in = move |text: String| {
        let stand_in = OfficeId::parse(&text);
        if let Some(refused) = put(OfficerFloor { stand_in, ..floor.get_untracked() }) {
            page.editor.toaster.refuse(refused);
        }
    };
    let choices = move || {
        let ledger = page.editor.workspace.ledger();
        let now = floor.get().stand_in;
        let others = offices.get().into_iter().filter(|(other, _)| *other != office);
        others
            .map(|(other, _)| {
                view! {
                    <option value=other.to_string() selected=now == Some(other)>
                        {office_words(other, &ledger)}
                    </option>
                }
            })
            .collect_view()
    };
    view! {
        <tr>
            <th scope="row">
                {move || office_words(office, &page.editor.workspace.ledger())}
            </th>
            <td class="num">{officers}</td>
            <td class="num">
                <KeptField
                    label=words.officer_columns[2]
                    kind="number"
                    class="field small num"
                    value=Signal::derive(move || floor.get().present.to_string())
                    commit=set_present
                />
            </td>
            <td>
                <select
                    class="field small"
                    aria-label=words.officer_columns[3]
                    on:change:target=move |event| set_stand_in(event.target().value())
                >
                    <option value="">{words.nobody_stands_in}</option>
                    {choices}
                </select>
            </td>
            <td>
                <KeptField
                    label=words.officer_columns[4]
                    placeholder=words.officer_columns[4]
                    value=Signal::derive(move || floor.get().reason)
                    commit=set_reason
                />
            </td>
        </tr>
    }
}

/// Two and more people of one office with the same main post, where no rule names one of them.
fn suggested(rotation: Rotation) -> Vec<Cover> {
    let workspace = rotation.page.editor.workspace;
    let ledger = workspace.ledger();
    rotation.page.with(|plan| {
        let reference = ledger.settings.reference();
        let mut shared: BTreeMap<(OfficeId, String), Vec<PersonId>> = BTreeMap::new();
        for person in takes_part(plan, &ledger, reference) {
            let Some(person) = ledger.person(person) else { continue };
            if let Some(post) = person.main_post() {
                let key = (person.office, post.to_owned());
                shared.entry(key).or_default().push(person.id);
            }
        }
        let is_named = |person: &PersonId| {
            plan.rotation.covers.iter().any(|cover| cover.holders.contains(person))
        };
        let cover = |((office, code), holders): ((OfficeId, String), Vec<PersonId>)| {
            let post = ledger.packs.posts.name(&code).to_owned();
            let is_pair = holders.len() >= 2 && !holders.iter().any(is_named);
            is_pair.then_some(Cover { office, post, holders, present: 1 })
        };
        shared.into_iter().filter_map(cover).collect()
    })
}

#[component]
fn Covers(rotation: Rotation) -> impl IntoView {
    let page = rotation.page;
    let texts = page.editor.texts;
    let words = &texts.rotation;
    let workspace = page.editor.workspace;
    let suggested = Memo::new(move |_| suggested(rotation));
    let post = Entry::new("");
    let present = Entry::new("1");
    let holders = RwSignal::new(Vec::<PersonId>::new());
    let fault = RwSignal::new(String::new());
    let everybody = everybody(rotation);
    let add = move |_| {
        let people = holders.get_untracked();
        let ledger = workspace.ledger_untracked();
        let office = people.first().and_then(|person| ledger.person(*person)).map(|one| one.office);
        let least = present.need(
            present.read().filter(|number| (1..=people.len().max(1) as u32).contains(number)),
            &(texts.plan.whole)(1, people.len().max(1) as u32),
        );
        let named = post.need(post.named(), &(texts.model.rejection)(&Rejection::MissingName));
        let (Some(office), Some(present), Some(post_now)) = (office, least, named) else {
            if office.is_none() {
                fault.set(texts.pairs.choose_person.to_owned());
            }
            return;
        };
        rotation.edit_rules(|rules| {
            rules.covers.push(Cover { office, post: post_now, holders: people, present });
            Ok(())
        });
        post.set(String::new());
        holders.set(Vec::new());
    };
    let add_suggested = move |_| {
        let more = suggested.get_untracked();
        rotation.edit_rules(|rules| {
            rules.covers.extend(more);
            Ok(())
        });
    };
    let lines = move || {
        let ledger = workspace.ledger();
        let covers = page.with(|plan| plan.rotation.covers.clone());
        covers
            .into_iter()
            .map(|cover| {
                let names = names_words(&cover.holders, 6, &ledger, texts);
                view! {
                    <RuleLine
                        office=office_words(cover.office, &ledger)
                        line=(words.cover_line)(&cover.post, &names, cover.present)
                        on_remove=move || {
                            rotation.edit_rules(|rules| {
                                rules.covers.retain(|other| *other != cover);
                                Ok(())
                            });
                        }
                    />
                }
            })
            .collect_view()
    };
    let chosen = move || {
        let ledger = workspace.ledger();
        holders.with(|holders| names_words(holders, 9, &ledger, texts))
    };
    view! {
        <h3>{words.covers}</h3>
        <p class="note">{words.covers_note}</p>
        <ul class="log">{lines}</ul>
        <div class="form-pair three">
            <EntryLine label=words.cover_post entry=post />
            <EntryLine label=words.cover_present entry=present kind="number" />
            <div>
                <PersonPicker
                    placeholder=words.cover_holders
                    among=everybody
                    fault
                    on_choose=Callback::new(move |person| {
                        fault.set(String::new());
                        holders.update(|holders| {
                            if !holders.contains(&person) {
                                holders.push(person);
                            }
                        });
                    })
                />
                <span class="note">{chosen}</span>
            </div>
        </div>
        <p class="acts">
            <button type="button" class="button small" on:click=add>
                {words.add_cover}
            </button>
            <Show when=move || suggested.with(|found| !found.is_empty())>
                <button type="button" class="text-button" on:click=add_suggested>
                    {move || (words.suggest)(suggested.with(Vec::len))}
                </button>
            </Show>
        </p>
    }
}

/// A rule in words, with the way to remove it.
#[component]
fn RuleLine(office: String, line: String, on_remove: impl Fn() + 'static) -> impl IntoView {
    let words = &crate::ui::texts::texts().rotation;
    view! {
        <li>
            <span class="quiet">{office}</span>
            " "
            {line}
            <button
                type="button"
                class="plain"
                title=words.remove
                on:click=move |_| on_remove()
            >
                <IconView icon=Icon::Close />
            </button>
        </li>
    }
}

fn everybody(rotation: Rotation) -> Signal<Vec<PersonId>> {
    let workspace = rotation.page.editor.workspace;
    Signal::derive(move || {
        let ledger = workspace.ledger();
        ledger.enrolled(ledger.settings.reference()).map(|person| person.id).collect()
    })
}

#[component]
fn Links(rotation: Rotation) -> impl IntoView {
    let page = rotation.page;
    let texts = page.editor.texts;
    let words = &texts.rotation;
    let workspace = page.editor.workspace;
    let kind = RwSignal::new(LinkKind::Together);
    let people = [RwSignal::new(None::<PersonId>), RwSignal::new(None::<PersonId>)];
    let fault = RwSignal::new(String::new());
    let everybody = everybody(rotation);
    let add = move |_| {
        let [Some(one), Some(other)] = people.map(|person| person.get_untracked()) else {
            fault.set(words.need_two.to_owned());
            return;
        };
        let link = Link { kind: kind.get_untracked(), people: [one, other] };
        if let Some(sentence) = impossible(rotation, &link) {
            fault.set(sentence);
            return;
        }
        if let Some(refused) = rotation.edit_rules(|rules| rules.put_link(link)) {
            fault.set(refused);
            return;
        }
        fault.set(String::new());
        for person in people {
            person.set(None);
        }
    };
    let lines = move || {
        let ledger = workspace.ledger();
        let links = page.with(|plan| plan.rotation.links.clone());
        links
            .into_iter()
            .map(|link| {
                let [one, other] = link.people.map(|person| person_words(person, &ledger));
                view! {
                    <RuleLine
                        office=String::new()
                        line=(words.link_line)(&one, &other, &(words.link)(&link.kind))
                        on_remove=move || {
                            rotation.edit_rules(|rules| {
                                rules.links.retain(|other| *other != link);
                                Ok(())
                            });
                        }
                    />
                }
            })
            .collect_view()
    };
    let kinds = LinkKind::KNOWN
        .into_iter()
        .enumerate()
        .map(|(place, kind)| {
            view! { <option value=place.to_string()>{(words.link)(&kind)}</option> }
        })
        .collect_view();
    let picker = move |place: usize, placeholder: &'static str| {
        let person = people.get(place).copied();
        let name = move || {
            let chosen = person.and_then(|person| person.get())?;
            Some(person_words(chosen, &workspace.ledger()))
        };
        view! {
            <div>
                <PersonPicker
                    placeholder
                    among=everybody
                    on_choose=Callback::new(move |chosen| {
                        if let Some(person) = person {
                            fault.set(String::new());
                            person.set(Some(chosen));
                        }
                    })
                />
                <span class="note">{name}</span>
            </div>
        }
    };
    view! {
        <h3>{words.links}</h3>
        <ul class="log">{lines}</ul>
        <div class="form-pair three">
            {picker(0, words.one)}
            {picker(1, words.other)}
            <select
                class="field"
                aria-label=words.links
                on:change:target=move |event| {
                    let place: Option<usize> = event.target().value().parse().ok();
                    if let Some(chosen) = place.and_then(|place| LinkKind::KNOWN.get(place).cloned()) {
                        kind.set(chosen);
                    }
                }
            >
                {kinds}
            </select>
        </div>
        <crate::ui::components::field::FaultLine fault />
        <p class="acts">
            <button type="button" class="button small" on:click=add>
                {words.add_link}
            </button>
        </p>
    }
}

/// Why a bond can never hold, in words: two of an office that lets one go at a time.
fn impossible(rotation: Rotation, link: &Link) -> Option<String> {
    if link.kind != LinkKind::Together {
        return None;
    }
    let words = &rotation.page.editor.texts.rotation;
    let ledger = rotation.page.editor.workspace.ledger_untracked();
    let [one, other] = link.people.map(|person| ledger.person(person).map(|one| one.office));
    let office = one.filter(|_| one == other)?;
    let day = untrack(|| first_day(rotation));
    let staff = ledger.enrolled(day).filter(|person| person.office == office).count();
    let allowed = rotation.page.with(|plan| plan.rotation.floor_of(office).max_away(staff));
    (allowed < 2).then(|| (words.never_together)(&office_words(office, &ledger)))
}
