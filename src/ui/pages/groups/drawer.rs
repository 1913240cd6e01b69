//! One group: its name, rule, members, and who was pinned in or out by hand.

use leptos::prelude::*;

use super::Page;
use super::list::SizeNote;
use super::rule_editor::RuleEditor;
use super::undecided::UndecidedNote;
use crate::grouping::membership::{Belonging, belonging};
use crate::grouping::propose::merge_partner;
use crate::model::group::{Axis, Group, Rule};
use crate::model::id::{GroupId, PersonId};
use crate::model::step::Step;
use crate::order::Gather as _;
use crate::route::{Paper, Route};
use crate::ui::components::dialog::AskDialog;
use crate::ui::components::field::{Entry, EntryField, FormLine, KeptField};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::people::{PersonPicker, in_roster_order};
use crate::ui::router::Router;
use crate::ui::words::{office_words, person_words};

/// One person of the lists, with the reason of a pin.
#[derive(Clone, PartialEq)]
struct Member {
    id: PersonId,
    name: String,
    office: String,
    post: String,
    belonging: Belonging,
    reason: String,
}

/// A pin that waits for its reason.
#[derive(Clone, Copy, PartialEq)]
enum Asking {
    In(PersonId),
    Out(PersonId),
}

#[component]
pub fn GroupDrawer(page: Page, id: GroupId) -> impl IntoView {
    let texts = page.editor.texts;
    let groups = &texts.groups;
    let workspace = page.editor.workspace;
    let router = Router::here();
    let group = workspace.select(move |ledger| ledger.groups.get(&id).cloned());
    let close = move |_| router.go(&Route::Groups(None));
    let asking = RwSignal::new(None::<Asking>);
    view! {
        <aside class="drawer group-drawer" aria-label=move || group.with(name_of)>
            <div class="drawer-head">
                <div class="line">
                    <Show when=move || group.read().is_some()>
                        <NameField page id group />
                    </Show>
                    <button
                        type="button"
                        class="icon-button push drawer-close"
                        title=texts.shell.close
                        on:click=close
                    >
                        <IconView icon=Icon::Close />
                    </button>
                </div>
            </div>
            <Show
                when=move || group.read().is_some()
                fallback=move || view! { <p class="drawer-body">{groups.deleted_unknown}</p> }
            >
                <Body page id group asking />
                <div class="drawer-foot">
                    <button
                        type="button"
                        class="text-button is-bad"
                        on:click=move |_| {
                            let name = group.with_untracked(name_of);
                            let step = Step::DeleteGroup(name);
                            let done = page.editor.edit_aloud(step, |ledger| ledger.delete_group(id));
                            if done.is_some() {
                                router.go(&Route::Groups(None));
                            }
                        }
                    >
                        {groups.delete}
                    </button>
                    <a class="push" href=Route::Paper(Paper::Group(id)).href()>
                        {page.editor.texts.paper.print_group}
                    </a>
                </div>
            </Show>
            <Show when=move || asking.read().is_some()>
                <ReasonDialog page id asking />
            </Show>
        </aside>
    }
}

fn name_of(group: &Option<Group>) -> String {
    group.as_ref().map_or_else(String::new, |group| group.name.clone())
}

/// Changes the group as one step; answers why not.
fn edit_at(page: Page, id: GroupId, change: impl FnOnce(&mut Group)) -> Option<String> {
    let ledger = page.editor.workspace.ledger_untracked();
    let mut group = ledger.groups.get(&id)?.clone();
    let step = Step::EditGroup(group.name.clone());
    change(&mut group);
    page.editor.edit_at(step, |ledger| ledger.put_group(group))
}

/// Changes the group as one step.
fn edit(page: Page, id: GroupId, change: impl FnOnce(&mut Group)) {
    if let Some(words) = edit_at(page, id, change) {
        page.editor.toaster.refuse(words);
    }
}

#[component]
fn NameField(page: Page, id: GroupId, group: Memo<Option<Group>>) -> impl IntoView {
    let rename = Callback::new(move |name: String| edit_at(page, id, |group| group.name = name));
    view! {
        <KeptField
            label=page.editor.texts.groups.name
            class="title-field"
            value=Signal::derive(move || group.with(name_of))
            commit=rename
        />
    }
}

#[component]
fn Body(
    page: Page,
    id: GroupId,
    group: Memo<Option<Group>>,
    asking: RwSignal<Option<Asking>>,
) -> impl IntoView {
    let texts = page.editor.texts;
    let groups = &texts.groups;
    let workspace = page.editor.workspace;
    let rule = Signal::derive(move || {
        group.with(|group| group.as_ref().map_or_else(Rule::default, |group| group.rule.clone()))
    });
    let people = workspace.select(move |ledger| {
        let reference = ledger.settings.reference();
        let Some(group) = ledger.groups.get(&id) else { return Vec::new() };
        let everybody = ledger.enrolled(reference).map(|person| person.id);
        in_roster_order(ledger, everybody)
            .into_iter()
            .map(|person| Member {
                id: person.id,
                name: person.name.clone(),
                office: office_words(person.office, ledger),
                post: person
                    .main_post()
                    .map_or_else(String::new, |post| ledger.packs.posts.name(post).to_owned()),
                belonging: belonging(group, person, ledger, reference),
                reason: group
                    .pinned_in
                    .get(&person.id)
                    .or_else(|| group.pinned_out.get(&person.id))
                    .cloned()
                    .unwrap_or_default(),
            })
            .filter(|member| member.belonging != Belonging::Not)
            .collect()
    });
    let members = Memo::new(move |_| {
        people.get().into_iter().filter(|member| member.belonging.is_member()).collect::<Vec<_>>()
    });
    let outside = Memo::new(move |_| {
        people
            .get()
            .into_iter()
            .filter(|member| member.belonging == Belonging::PinnedOut)
            .collect::<Vec<_>>()
    });
    let others = Signal::derive(move || {
        let inside: std::collections::BTreeSet<_> =
            members.with(|members| members.iter().map(|member| member.id).gather_set());
        let ledger = workspace.ledger();
        ledger
            .enrolled(ledger.settings.reference())
            .map(|person| person.id)
            .filter(|person| !inside.contains(person))
            .collect::<Vec<_>>()
    });
    let overlaps = Memo::new(move |_| {
        let ledger = workspace.ledger();
        page.overview
            .with(|overview| overview.overlaps(id))
            .into_iter()
            .filter_map(|(other, shared)| {
                Some((other, ledger.groups.get(&other)?.name.clone(), shared))
            })
            .collect::<Vec<_>>()
    });
    let estimated = move || {
        rule.read().any.iter().flatten().any(|condition| {
            condition.axis == Axis::AgeStage
                && condition.values.contains(&workspace.ledger().packs.ages.near_retirement.id)
        })
    };
    let size_note = move || {
        let ledger = workspace.ledger();
        let people = members.read().len();
        let partner = page
            .overview
            .with(|overview| merge_partner(&ledger, overview, id))
            .and_then(|other| Some((other, ledger.groups.get(&other)?.name.clone())));
        view! { <SizeNote page id people partner /> }
    };
    view! {
        <div class="drawer-body">
            <h3>{groups.rule}</h3>
            <RuleEditor
                page
                rule
                on_change=Callback::new(move |rule| edit(page, id, |group| group.rule = rule))
            />
            <Show when=estimated>
                <p class="note">{groups.estimate}</p>
                <UndecidedNote />
            </Show>
            {size_note}
            <h3>
                {groups.members} " "
                <span class="quiet">{move || (texts.shell.people)(members.read().len())}</span>
            </h3>
            <PersonPicker
                placeholder=groups.pin_in
                among=others
                on_choose=Callback::new(move |person| asking.set(Some(Asking::In(person))))
            />
            <ul class="lines member-list">
                <For
                    each=move || members.get()
                    key=|member| (member.id, member.belonging == Belonging::PinnedIn)
                    children=move |member| view! { <MemberLine page id member asking /> }
                />
            </ul>
            <Show when=move || !outside.read().is_empty()>
                <h3>{groups.pinned_out}</h3>
                <ul class="lines member-list">
                    <For
                        each=move || outside.get()
                        key=|member| member.id
                        children=move |member| view! { <MemberLine page id member asking /> }
                    />
                </ul>
            </Show>
            <Show when=move || !overlaps.read().is_empty()>
                <h3>{groups.overlaps}</h3>
                <ul class="lines member-list">
                    {move || {
                        overlaps
                            .get()
                            .into_iter()
                            .map(|(other, name, shared)| {
                                view! {
                                    <li>
                                        <a class="plain" href=Route::Groups(Some(other)).href()>
                                            {name}
                                        </a>
                                        <span class="note push">{(groups.overlap)(shared)}</span>
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </ul>
            </Show>
        </div>
    }
}

#[component]
fn MemberLine(
    page: Page,
    id: GroupId,
    member: Member,
    asking: RwSignal<Option<Asking>>,
) -> impl IntoView {
    let groups = &page.editor.texts.groups;
    let person = member.id;
    let pinned = member.belonging != Belonging::ByRule;
    let unpin = move |_| {
        edit(page, id, |group| {
            group.pinned_in.remove(&person);
            group.pinned_out.remove(&person);
        });
    };
    let button = if pinned {
        view! {
            <button type="button" class="text-button push" on:click=unpin>
                {groups.unpin}
            </button>
        }
        .into_any()
    } else {
        view! {
            <button
                type="button"
                class="text-button push quiet"
                on:click=move |_| asking.set(Some(Asking::Out(person)))
            >
                {groups.pin_out}
            </button>
        }
        .into_any()
    };
    let how = match member.belonging {
        Belonging::PinnedIn => groups.pinned_in,
        _ => "",
    };
    view! {
        <li>
            <a class="plain" href=Route::Roster(Some(person)).href()>
                <b>{member.name}</b>
            </a>
            <span class="note">{member.office} " " {member.post}</span>
            {pinned
                .then(|| {
                    view! {
                        <span class="note clip" title=member.reason.clone()>
                            <IconView icon=Icon::Pin />
                            {how}
                            " "
                            {member.reason.clone()}
                        </span>
                    }
                })}
            {button}
        </li>
    }
}

#[component]
fn ReasonDialog(page: Page, id: GroupId, asking: RwSignal<Option<Asking>>) -> impl IntoView {
    let texts = page.editor.texts;
    let groups = &texts.groups;
    let reason = Entry::new("");
    let close = Callback::new(move |()| asking.set(None));
    let ledger = page.editor.workspace.ledger_untracked();
    let title = match asking.get_untracked() {
        Some(Asking::In(person)) => (groups.pin_in_title)(&person_words(person, &ledger)),
        Some(Asking::Out(person)) => (groups.pin_out_title)(&person_words(person, &ledger)),
        None => String::new(),
    };
    let save = Callback::new(move |()| {
        let reason = reason.get();
        edit(page, id, |group| match asking.get_untracked() {
            Some(Asking::In(person)) => {
                group.pinned_out.remove(&person);
                group.pinned_in.insert(person, reason);
            }
            Some(Asking::Out(person)) => {
                group.pinned_in.remove(&person);
                group.pinned_out.insert(person, reason);
            }
            None => {}
        });
        asking.set(None);
    });
    view! {
        <AskDialog title on_close=close ok=texts.shell.ok on_ok=save>
            <FormLine label=groups.reason hint=groups.reason_hint>
                <EntryField entry=reason autofocus=true on_enter=save />
            </FormLine>
        </AskDialog>
    }
}
