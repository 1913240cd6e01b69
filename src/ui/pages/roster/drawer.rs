//! The drawer of a person: facts, hours, groups, periods, and what can be done with the record.

use leptos::prelude::*;

use super::RosterView;
use super::dialogs::{ArchiveDialog, MergeDialog, PurgeDialog, report};
use super::involved::Involved;
use super::options::{highest_schooling, label, post_names, short_office};
use super::person_form::PersonDialog;
use crate::browser::events;
use crate::grouping::membership::Overview;
use crate::grouping::retirement::{months_to_retirement, retirement_month};
use crate::model::field::Field;
use crate::model::id::PersonId;
use crate::model::ledger::Ledger;
use crate::model::person::Person;
use crate::model::step::Step;
use crate::planning::hours::hours_of_all;
use crate::route::Route;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::meter::Meter;
use crate::ui::components::toast::Toaster;
use crate::ui::periods::Periods;
use crate::ui::router::Router;
use crate::ui::texts::texts;
use crate::ui::words::done_words;
use crate::workspace::Workspace;

/// The dialogs of the drawer.
#[derive(Clone, Copy, PartialEq)]
enum Doing {
    Nothing,
    Edit,
    Archive,
    Merge,
    Purge,
}

/// From this age on it is said that a missing retirement category leaves 临近退休 open.
const NEAR: u16 = 50;

/// What a fact is called, what it says, and notes to it with whether they are bad news.
type Fact = (&'static str, String, Vec<(String, bool)>);

fn facts(person: &Person, ledger: &Ledger) -> Vec<Fact> {
    let messages = texts();
    let roster = &messages.roster;
    let reference = ledger.settings.reference();
    let of = |field: Field| {
        let value = field.get(person);
        if value.is_empty() {
            messages.model.blank.to_owned()
        } else {
            label(field, &value, ledger, messages)
        }
    };
    let mut birth_notes = Vec::new();
    if let Some(age) = person.birth.and_then(|birth| birth.age_at(reference)) {
        birth_notes.push(((roster.age_at)(age, &reference.to_string()), false));
    }
    let month = person
        .retirement
        .as_ref()
        .zip(person.birth)
        .and_then(|(category, birth)| retirement_month(category, birth));
    let is_near = person.birth.and_then(|birth| birth.age_at(reference)) >= Some(NEAR);
    if person.retirement.is_none() && is_near {
        birth_notes.push((roster.retirement_open.to_owned(), false));
    }
    if let (Some(month), Some(months)) = (month, months_to_retirement(person, reference)) {
        let month = format!("{}.{:02}", month.year, month.month);
        birth_notes.push(((roster.retires)(&month, months), false));
    }
    let schooling = highest_schooling(person, ledger);
    let mut schooling_notes = Vec::new();
    if let Some((_, true)) = &schooling {
        let full_time = Field::FullTime.get(person);
        if !full_time.is_empty() {
            let full_time = label(Field::FullTime, &full_time, ledger, messages);
            schooling_notes.push(((roster.full_time_is)(&full_time), false));
        }
    }
    let schooling = schooling.map_or(messages.model.blank.to_owned(), |(level, in_service)| {
        format!("{level}{}", if in_service { roster.in_service } else { "" })
    });
    let others = post_names(person.posts.get(1..).unwrap_or_default(), ledger, messages);
    let mut work_notes = Vec::new();
    if let Some(years) = person.work_start.and_then(|start| start.age_at(reference)) {
        work_notes.push(((roster.years_of_work)(years), false));
    }
    let certificate = person.certificate.as_ref();
    let certificate_notes = certificate.and_then(|one| one.expiry).map(|expiry| {
        if expiry.last_day() < reference {
            (format!("{expiry} {}", roster.expired), true)
        } else {
            ((roster.until)(&expiry.to_string()), false)
        }
    });
    let post = Field::MainPost.get(person);
    let post = if post.is_empty() { messages.model.blank } else { ledger.packs.posts.name(&post) };
    vec![
        ((roster.field)(Field::Sex), of(Field::Sex), Vec::new()),
        ((roster.field)(Field::Birth), of(Field::Birth), birth_notes),
        (roster.schooling, schooling, schooling_notes),
        (
            roster.posts,
            format!(
                "{}{}{post}",
                short_office(ledger, person.office, messages),
                messages.model.comma
            ),
            (!others.is_empty())
                .then(|| ((roster.concurrent)(&others), false))
                .into_iter()
                .collect(),
        ),
        (
            roster.rank_kind,
            format!("{}{}{}", of(Field::Rank), messages.model.comma, of(Field::StaffKind)),
            Vec::new(),
        ),
        ((roster.field)(Field::WorkStart), of(Field::WorkStart), work_notes),
        ((roster.field)(Field::Promoted), of(Field::Promoted), Vec::new()),
        (
            (roster.field)(Field::CertificateNumber),
            of(Field::CertificateNumber),
            certificate_notes.into_iter().collect(),
        ),
        ((roster.field)(Field::Politics), of(Field::Politics), Vec::new()),
        ((roster.field)(Field::IdNumber), of(Field::IdNumber), Vec::new()),
        ((roster.field)(Field::Note), person.note.clone(), Vec::new()),
    ]
}

#[component]
fn Hours(person: Person) -> impl IntoView {
    let messages = texts();
    let workspace = Workspace::here();
    let ledger = workspace.ledger_untracked();
    let all = hours_of_all(&ledger, ledger.settings.reference());
    let hours = all.get(&person.id).cloned().unwrap_or_default();
    view! {
        <h3>
            {messages.roster.hours}
            <a class="more-link" href=Route::Hours(Some(person.id)).href()>
                {messages.roster.hours_detail}
            </a>
        </h3>
        <div class="hours-line">
            {hours
                .targets
                .iter()
                .map(|state| {
                    let target = f64::from(state.due.0.max(1));
                    let part = f64::from(state.reached().0) * 100.0 / target;
                    let planned = f64::from(state.planned.0) * 100.0 / target;
                    let name = ledger
                        .packs
                        .hours
                        .targets
                        .iter()
                        .find(|target| target.id == state.id)
                        .map_or(state.id.clone(), |target| target.name.clone());
                    view! {
                        <span>{name}</span>
                        <Meter part=part planned=planned />
                        <span class="num">
                            <b>{state.reached().to_string()}</b>
                            " / "
                            {state.due.to_string()}
                        </span>
                    }
                })
                .collect_view()}
        </div>
    }
}

#[component]
pub fn PersonDrawer(person: PersonId, view: RosterView) -> impl IntoView {
    let id = person;
    let messages = texts();
    let roster = &messages.roster;
    let workspace = Workspace::here();
    let toaster = Toaster::here();
    let router = Router::here();
    let doing = RwSignal::new(Doing::Nothing);
    let person = workspace.select(move |ledger| ledger.person(id).cloned());
    let is_archived = Memo::new(move |_| {
        person.with(|person| person.as_ref().is_some_and(|person| person.archived.is_some()))
    });
    let step_to = move |by: isize| {
        let found = view.found.read_untracked();
        let place = found.iter().position(|other| *other == id);
        let next = place.and_then(|place| place.checked_add_signed(by));
        if let Some(next) = next.and_then(|next| found.get(next)) {
            router.go(&Route::Roster(Some(*next)));
        }
    };
    let close = move || {
        // Whoever works by keyboard goes on where the drawer was opened.
        events::focus(".roster-table a[tabindex='0']");
        router.go(&Route::Roster(None));
    };
    let stop = Callback::new(move |()| doing.set(Doing::Nothing));
    let restore = move |name: String| {
        let step = Step::RestorePerson(name);
        let done = done_words(&step, messages);
        let result = workspace.edit(step, |ledger| ledger.restore_person(id));
        report(workspace, toaster, result, done);
    };
    let delete = move |name: String| {
        let step = Step::DeletePerson(name);
        let done = done_words(&step, messages);
        let result = workspace.edit(step, |ledger| ledger.delete_person(id));
        if report(workspace, toaster, result, done) {
            close();
        }
    };
    let body = move || {
        let Some(person) = person.get() else {
            return view! { <p class="drawer-body">{roster.gone}</p> }.into_any();
        };
        let ledger = workspace.ledger();
        let groups = Overview::new(&ledger, ledger.settings.reference())
            .groups_of
            .remove(&id)
            .unwrap_or_default();
        let links: Vec<_> = groups
            .into_iter()
            .filter_map(|group| ledger.groups.get(&group))
            .map(|group| {
                view! {
                    <a href=Route::Groups(Some(group.id)).href()>{group.name.clone()}</a>
                    " "
                }
            })
            .collect();
        let in_none = links.is_empty();
        let archived = person.archived.as_ref().map(|archived| {
            let name = person.name.clone();
            view! {
                <div class="callout warn">
                    {(roster.archived_on)(&archived.on.to_string(), &archived.reason)}
                    " "
                    <button
                        type="button"
                        class="text-button"
                        on:click=move |_| restore(name.clone())
                    >
                        {roster.restore}
                    </button>
                </div>
            }
        });
        view! {
            <div class="drawer-body">
                {archived}
                <dl class="facts">
                    {facts(&person, &ledger)
                        .into_iter()
                        .map(|(name, value, notes)| {
                            let blank = value == messages.model.blank;
                            view! {
                                <dt>{name}</dt>
                                <dd class:is-warn=blank>
                                    {value}
                                    {notes
                                        .into_iter()
                                        .map(|(note, bad)| {
                                            view! {
                                                <span class="note" class:is-bad=bad>
                                                    {note}
                                                </span>
                                            }
                                        })
                                        .collect_view()}
                                </dd>
                            }
                        })
                        .collect_view()}
                    {person
                        .custom
                        .iter()
                        .map(|(name, value)| {
                            view! {
                                <dt>{name.clone()}</dt>
                                <dd>{value.clone()}</dd>
                            }
                        })
                        .collect_view()}
                </dl>
                <Hours person=person.clone() />
                <Involved person=id ledger=ledger.clone() />
                <h3>{roster.groups}</h3>
                <p class="link-line">
                    {links} {in_none.then(|| view! { <span class="quiet">{roster.no_groups}</span> })}
                </p>
                <Periods person=person.clone() />
                <details class="more">
                    <summary>{roster.more}</summary>
                    <p>
                        <button
                            type="button"
                            class="text-button"
                            on:click=move |_| doing.set(Doing::Merge)
                        >
                            {roster.merge}
                        </button>
                    </p>
                    <p>
                        <button
                            type="button"
                            class="text-button is-bad"
                            title=roster.delete_text
                            on:click={
                                let name = person.name.clone();
                                move |_| delete(name.clone())
                            }
                        >
                            {roster.delete}
                        </button>
                    </p>
                    <p>
                        <button
                            type="button"
                            class="text-button is-bad"
                            on:click=move |_| doing.set(Doing::Purge)
                        >
                            {roster.purge}
                        </button>
                    </p>
                </details>
            </div>
        }
        .into_any()
    };
    let title = move || {
        person.with(|person| {
            person.as_ref().map(|person| {
                let ledger = workspace.ledger();
                (person.name.clone(), short_office(&ledger, person.office, messages))
            })
        })
    };
    view! {
        <aside class="drawer" aria-label=move || title().map(|(name, _)| name)>
            <div class="drawer-head">
                <div class="line">
                    <h2>{move || title().map(|(name, _)| name)}</h2>
                    <span class="quiet beside">{move || title().map(|(_, office)| office)}</span>
                    <span class="push"></span>
                    <button
                        type="button"
                        class="icon-button small"
                        title=roster.previous
                        on:click=move |_| step_to(-1)
                    >
                        <IconView icon=Icon::Up />
                    </button>
                    <button
                        type="button"
                        class="icon-button small"
                        title=roster.next
                        on:click=move |_| step_to(1)
                    >
                        <IconView icon=Icon::Down />
                    </button>
                    <button
                        type="button"
                        class="icon-button small drawer-close"
                        title=messages.shell.close
                        on:click=move |_| close()
                    >
                        <IconView icon=Icon::Close />
                    </button>
                </div>
            </div>
            {body}
            <div class="drawer-foot">
                <button
                    type="button"
                    class="button small"
                    on:click=move |_| doing.set(Doing::Edit)
                >
                    {roster.edit}
                </button>
                <Show when=move || !is_archived.get()>
                    <button
                        type="button"
                        class="text-button push is-bad"
                        on:click=move |_| doing.set(Doing::Archive)
                    >
                        {roster.archive}
                    </button>
                </Show>
            </div>
            {move || match doing.get() {
                Doing::Nothing => ().into_any(),
                Doing::Edit => view! { <PersonDialog person=Some(id) on_close=stop /> }.into_any(),
                Doing::Archive => {
                    view! { <ArchiveDialog people=vec![id] on_close=stop /> }.into_any()
                }
                Doing::Merge => view! { <MergeDialog person=id on_close=stop /> }.into_any(),
                Doing::Purge => view! { <PurgeDialog person=id on_close=stop /> }.into_any(),
            }}
        </aside>
    }
}
