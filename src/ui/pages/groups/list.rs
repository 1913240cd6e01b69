//! The training groups: rule in words, live count, pins, size, and how they lie to each other.

use leptos::prelude::*;

use super::Page;
use crate::grouping::membership::{LARGE, Overview, SMALL, Size, groups_in_order, size};
use crate::grouping::propose::{merge_partner, merged};
use crate::model::group::{Group, Rule};
use crate::model::id::GroupId;
use crate::model::ledger::Ledger;
use crate::model::step::Step;
use crate::route::Route;
use crate::ui::components::empty::Empty;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::people::PeopleDialog;
use crate::ui::words::rule_words;

/// One line of the list.
#[derive(Clone, PartialEq)]
struct Row {
    id: GroupId,
    name: String,
    rule: String,
    people: usize,
    pins: (usize, usize),
    partner: Option<(GroupId, String)>,
}

fn rows(page: Page, ledger: &Ledger, overview: &Overview) -> Vec<Row> {
    let row = |group: &Group| Row {
        id: group.id,
        name: group.name.clone(),
        rule: rule_words(&group.rule, ledger, page.editor.texts),
        people: overview.count(group.id),
        pins: (group.pinned_in.len(), group.pinned_out.len()),
        partner: merge_partner(ledger, overview, group.id)
            .and_then(|id| Some((id, ledger.groups.get(&id)?.name.clone()))),
    };
    groups_in_order(ledger).into_iter().map(row).collect()
}

/// Puts one group into another and deletes it, in one step.
pub fn merge(page: Page, small: GroupId, into: GroupId) {
    let ledger = page.editor.workspace.ledger_untracked();
    let (Some(small), Some(into)) = (ledger.groups.get(&small), ledger.groups.get(&into)) else {
        return;
    };
    let (gone, group) = (small.id, merged(into, small));
    page.editor.edit_aloud(Step::EditGroup(into.name.clone()), |ledger| {
        ledger.put_group(group)?;
        ledger.delete_group(gone)
    });
}

/// The warning under a group that is too small or too large.
#[component]
pub fn SizeNote(
    page: Page,
    id: GroupId,
    people: usize,
    partner: Option<(GroupId, String)>,
) -> impl IntoView {
    let groups = &page.editor.texts.groups;
    let words = match (size(people), &partner) {
        (Size::Fits, _) => return None,
        (Size::Empty, _) => groups.empty_group.to_owned(),
        (Size::Small, Some((_, name))) => (groups.small_into)(SMALL, name),
        (Size::Small, None) => (groups.small)(SMALL),
        (Size::Large, _) => (groups.large)(LARGE, people.div_ceil(LARGE)),
    };
    let button = partner.map(|(into, name)| {
        view! {
            " "
            <button type="button" class="text-button" on:click=move |_| merge(page, id, into)>
                {(groups.merge_into)(&name)}
            </button>
        }
    });
    Some(view! {
        <p class="note is-warn">
            <IconView icon=Icon::Warn />
            {words}
            {button}
        </p>
    })
}

/// Which people the foot opens.
#[derive(Clone, Copy, PartialEq)]
enum Shown {
    InSeveral,
    InNone,
}

#[component]
pub fn GroupList(page: Page) -> impl IntoView {
    let texts = page.editor.texts;
    let groups = &texts.groups;
    let workspace = page.editor.workspace;
    let rows = Memo::new(move |_| {
        page.overview.with(|overview| rows(page, &workspace.ledger(), overview))
    });
    let several = move || page.overview.with(|overview| overview.in_several().count());
    let none = move || page.overview.with(|overview| overview.in_none().count());
    let shown = RwSignal::new(None::<Shown>);
    view! {
        <aside class="region group-list" aria-label=groups.list>
            <div class="list-head">
                <h2>
                    {groups.list} " " <span class="quiet">{move || rows.read().len()}</span>
                </h2>
                <button
                    type="button"
                    class="text-button push"
                    on:click=move |_| page.building.set(Some(Rule::default()))
                >
                    <IconView icon=Icon::Plus />
                    {groups.new_rule}
                </button>
            </div>
            {move || {
                let has_people = page.grid.with(|grid| !grid.tab.people.is_empty());
                let text = if has_people { groups.none_text } else { "" };
                rows.read().is_empty().then(|| view! { <Empty title=groups.none_title text /> })
            }}
            <ol>
                {move || rows.get().into_iter().map(|row| view! { <GroupRow page row /> }).collect_view()}
            </ol>
            <div class="list-foot">
                <button
                    type="button"
                    class="text-button"
                    on:click=move |_| shown.set(Some(Shown::InSeveral))
                >
                    {move || (groups.in_several)(several())}
                </button>
                <button
                    type="button"
                    class="text-button push"
                    class:is-warn=move || { none() > 0 }
                    on:click=move |_| shown.set(Some(Shown::InNone))
                >
                    {move || (groups.in_none)(none())}
                </button>
            </div>
            {move || {
                let shown_now = shown.get()?;
                let (title, people) = page
                    .overview
                    .with(|overview| match shown_now {
                        Shown::InSeveral => {
                            ((groups.in_several)(several()), overview.in_several().collect())
                        }
                        Shown::InNone => {
                            ((groups.in_none)(none()), overview.in_none().collect::<Vec<_>>())
                        }
                    });
                let close = Callback::new(move |()| shown.set(None));
                Some(view! { <PeopleDialog title people on_close=close /> })
            }}
        </aside>
    }
}

#[component]
fn GroupRow(page: Page, row: Row) -> impl IntoView {
    let texts = page.editor.texts;
    let pins = (row.pins != (0, 0)).then(|| {
        view! {
            <p class="note">
                <IconView icon=Icon::Pin />
                {(texts.groups.pins)(row.pins.0, row.pins.1)}
            </p>
        }
    });
    view! {
        <li>
            <div class="line">
                <a class="plain" href=Route::Groups(Some(row.id)).href()>
                    <b>{row.name}</b>
                </a>
                <span class="num">{(texts.shell.people)(row.people)}</span>
            </div>
            <p class="rule">{row.rule}</p>
            {pins}
            <SizeNote page id=row.id people=row.people partner=row.partner />
        </li>
    }
}
