//! One person's year: the figure against each target, the entries by form, what is planned.

use leptos::prelude::*;

use super::recording::Recording;
use super::{Page, plain};
use crate::i18n::messages::Messages;
use crate::model::course::TrainingForm;
use crate::model::hours::{Presence, QuarterHours};
use crate::model::id::PersonId;
use crate::model::ledger::Ledger;
use crate::planning::coverage::{Planned, Source};
use crate::planning::hours::{Entry, Origin, PersonHours, TargetState};
use crate::route::{Paper, Route};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::router::Router;
use crate::ui::words::{office_words, titled_words};

/// What planned training is called.
pub fn planned_title(planned: &Planned, ledger: &Ledger, texts: &Messages) -> String {
    let title = match planned.source {
        Source::Batch(batch) => {
            let number =
                ledger.plans.values().find_map(|plan| plan.rotation.number(batch)).unwrap_or(1);
            (texts.hours.batch)(number)
        }
        Source::Class(_) => planned.title.clone(),
        Source::Matrix(_) => String::new(),
    };
    titled_words(&title, planned.course.as_deref(), ledger)
}

#[component]
pub fn HoursDrawer(page: Page, person: PersonId) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.hours;
    let workspace = page.editor.workspace;
    let router = Router::here();
    let hours =
        Memo::new(move |_| page.all.with(|all| all.get(&person).cloned().unwrap_or_default()));
    let who = workspace.select(move |ledger| {
        let found = ledger.person(person)?;
        let post = found.main_post().map(|post| ledger.packs.posts.name(post).to_owned());
        let office = office_words(found.office, ledger);
        Some((found.name.clone(), format!("{office} {}", post.unwrap_or_default())))
    });
    let on_escape = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() {
            router.go(&Route::Hours(None));
        }
    };
    let body =
        move || hours.with(|hours| body(page, person, hours, &workspace.ledger()).into_any());
    view! {
        <aside class="drawer" on:keydown=on_escape>
            <div class="drawer-head">
                <div class="line">
                    <h2>
                        {move || {
                            who.get()
                                .map_or_else(
                                    || words.unknown_person.to_owned(),
                                    |(name, _)| name,
                                )
                        }}
                    </h2>
                    <span class="quiet about">{move || who.get().map(|(_, about)| about)}</span>
                    <button
                        type="button"
                        class="icon-button push"
                        title=texts.shell.close
                        on:click=move |_| router.go(&Route::Hours(None))
                    >
                        <IconView icon=Icon::Close />
                    </button>
                </div>
            </div>
            <div class="drawer-body">{body}</div>
            <div class="drawer-foot">
                <button
                    type="button"
                    class="button small"
                    on:click=move |_| {
                        let mut recording = Recording::new(page);
                        recording.add(person);
                        page.recording.set(Some(recording));
                    }
                >
                    <IconView icon=Icon::Plus />
                    {words.add_entry}
                </button>
                <a class="button small" href=Route::Paper(Paper::File(person)).href()>
                    <IconView icon=Icon::Print />
                    {texts.paper.file}
                </a>
                <a class="push" href=Route::Roster(Some(person)).href()>
                    {words.person_link}
                </a>
            </div>
        </aside>
    }
}

fn body(
    page: Page,
    person: PersonId,
    hours: &PersonHours,
    ledger: &Ledger,
) -> impl IntoView + use<> {
    let texts = page.editor.texts;
    let words = &texts.hours;
    let name_of = |target: &TargetState| {
        let found = ledger.packs.hours.target(&target.id);
        found.map_or_else(String::new, |one| one.name.clone())
    };
    // Of a period of several years, and of a surplus, where the figure comes from.
    let about = |target: &TargetState| {
        let rule = ledger.packs.hours.target(&target.id).filter(|rule| rule.years > 1);
        let period = rule.map(|rule| {
            let first = rule.first_year(ledger.settings.year);
            (words.of_period)(&plain(target.target), first, first.saturating_add(rule.years - 1))
        });
        let due = period.is_some().then(|| (words.due)(&plain(target.due)));
        let earlier = (!target.earlier.is_zero()).then(|| (words.earlier)(&plain(target.earlier)));
        let parts: Vec<_> = [period, due, earlier].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| {
            view! { <p class="note">{parts.join(texts.model.comma)}</p> }
        })
    };
    let targets = hours
        .targets
        .iter()
        .map(|target| {
            let short = target.shortfall();
            let projected = plain(target.projected());
            let (class, projected) = if short == QuarterHours(0) {
                ("push is-good", (words.projected)(&projected))
            } else {
                ("push is-warn", (words.projected_short)(&projected, &plain(short)))
            };
            view! {
                <p class="hours-sum">
                    <b>{plain(target.reached())}</b>
                    <span class="quiet">
                        {(words.of_target)(&name_of(target), &plain(target.due))}
                    </span>
                    <span class=class>{projected}</span>
                </p>
                {about(target)}
            }
        })
        .collect_view();
    let forms = TrainingForm::KNOWN
        .iter()
        .map(|form| {
            let entries: Vec<_> =
                hours.entries.iter().filter(|entry| entry.form == *form).collect();
            (!entries.is_empty()).then(|| {
                view! {
                    <h3>
                        {(texts.model.form)(form)} " "
                        <span class="quiet">{plain(hours.of_form(form))}</span>
                    </h3>
                    <ul class="entries">
                        {entries
                            .into_iter()
                            .map(|entry| line(page, person, entry.clone(), ledger))
                            .collect_view()}
                    </ul>
                }
            })
        })
        .collect_view();
    let planned = planned_part(hours, false, words.planned, ledger, texts);
    let waiting = planned_part(hours, true, words.waiting, ledger, texts);
    let short = hours.targets.first().map(TargetState::shortfall).unwrap_or_default();
    let callout = (short > QuarterHours(0)).then(|| {
        view! {
            <div class="callout warn">
                <b>
                    <IconView icon=Icon::Warn />
                    {(words.still_short)(&plain(short))}
                </b>
                <div class="acts">
                    <a href=Route::Plans.href()>{words.to_plan}</a>
                </div>
            </div>
        }
    });
    let none = hours.entries.is_empty().then(|| view! { <p class="note">{words.entries_none}</p> });
    view! {
        {targets}
        {none}
        {forms}
        {planned}
        {waiting}
        {callout}
    }
}

/// What is planned, or what waits for a batch or class and is no part of the sums.
fn planned_part(
    hours: &PersonHours,
    waits: bool,
    head: &'static str,
    ledger: &Ledger,
    texts: &'static Messages,
) -> Option<AnyView> {
    let words = &texts.hours;
    let planned: Vec<_> =
        hours.planned.iter().filter(|planned| planned.is_unscheduled() == waits).collect();
    if planned.is_empty() {
        return None;
    }
    let sum: QuarterHours = planned.iter().map(|planned| planned.hours).sum();
    let lines = planned.into_iter().map(|planned| {
        let on = planned.start.map_or_else(
            || words.undated.to_owned(),
            |day| format!("{}.{}", day.month(), day.day()),
        );
        view! {
            <li>
                <span class="quiet">{on}</span>
                <span>
                    {planned_title(planned, ledger, texts)}
                    <span class="note">{(texts.model.form)(&planned.form)}</span>
                </span>
                <span class="num">{planned.hours.to_string()}</span>
            </li>
        }
    });
    let view = view! {
        <h3>
            {head} " " <span class="quiet">{plain(sum)}</span>
        </h3>
        <ul class="entries planned">{lines.collect_view()}</ul>
    };
    Some(view.into_any())
}

fn line(page: Page, person: PersonId, entry: Entry, ledger: &Ledger) -> impl IntoView + use<> {
    let texts = page.editor.texts;
    let words = &texts.hours;
    let on = (texts.format.day)(entry.start, ledger.settings.year);
    let split = (entry.hours != entry.whole)
        .then(|| (words.split)(&plain(entry.hours), &plain(entry.whole)));
    let presence =
        (entry.presence != Presence::Present).then(|| (texts.model.presence)(&entry.presence));
    let title = match entry.origin {
        Origin::Session(id) => {
            let attendance =
                ledger.sessions.get(&id).and_then(|session| session.attendance.get(&person));
            let result = attendance.and_then(|attendance| attendance.result.as_ref());
            let result = result.map(|result| (texts.attendance.result_word)(result));
            let missed = attendance.map_or(0, |attendance| {
                attendance.half_days.iter().filter(|one| !one.presence.earns()).count()
            });
            let missed = (missed > 0).then(|| (texts.attendance.missed)(missed));
            view! {
                <button type="button" class="text-button" on:click=move |_| page.open(id)>
                    {entry.title}
                </button>
                <span class="note">{result}</span>
                <span class="note">{missed}</span>
            }
            .into_any()
        }
        Origin::Meeting(..) => {
            let note = if entry.counts { words.counts } else { words.counts_not };
            view! {
                {entry.title}
                <span class="note">{note}</span>
            }
            .into_any()
        }
    };
    view! {
        <li>
            <span class="quiet">{on}</span>
            <span>
                {title} {presence.map(|presence| view! { <span class="note is-warn">{presence}</span> })}
                {split.map(|split| view! { <span class="note">{split}</span> })}
            </span>
            <span class="num">{entry.hours.to_string()}</span>
        </li>
    }
}
