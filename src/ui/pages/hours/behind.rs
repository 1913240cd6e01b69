//! What stands behind a figure: people, sessions, what overlaps, and what is handed out.

use jiff::civil::Date;
use leptos::prelude::*;

use super::export::export;
use super::{Page, plain};
use crate::model::id::{PersonId, SessionId};
use crate::model::ledger::Ledger;
use crate::model::people::Rejection;
use crate::model::step::Step;
use crate::order::Order as _;
use crate::planning::overlaps::{Overlap, overlaps};
use crate::planning::records::Origin;
use crate::ui::components::dialog::Dialog;
use crate::ui::naming::Naming;
use crate::ui::people::PeopleDialog;
use crate::ui::words::names_words;

/// What the dialog lists.
#[derive(Clone, PartialEq)]
pub enum Behind {
    People(String, Vec<PersonId>),
    Classes(String, Vec<Origin>),
    Overlaps,
    Export,
}

/// More names than this are counted.
const NAMES: usize = 6;

#[component]
pub fn BehindDialog(page: Page, behind: Behind) -> impl IntoView {
    let texts = page.editor.texts;
    let on_close = Callback::new(move |()| page.behind.set(None));
    let foot = move || {
        view! {
            <button type="button" class="button push" on:click=move |_| on_close.run(())>
                {texts.shell.close}
            </button>
        }
    };
    match behind {
        Behind::People(title, people) => {
            let people = Signal::stored(people);
            view! { <PeopleDialog title people on_close /> }.into_any()
        }
        Behind::Classes(title, classes) => {
            let lines = move || {
                let ledger = page.editor.workspace.ledger();
                let mut classes = classes.clone();
                classes.order_by_key(|class| (start_of(*class, &ledger), *class));
                classes.iter().map(|class| class_line(page, *class, &ledger)).collect_view()
            };
            view! {
                <Dialog title on_close foot=ViewFn::from(foot)>
                    <ul class="entries">{lines}</ul>
                </Dialog>
            }
            .into_any()
        }
        Behind::Overlaps => {
            let words = &texts.attendance;
            let found =
                page.editor.workspace.select(|ledger| overlaps(ledger, ledger.settings.year));
            let lines = move || {
                let ledger = page.editor.workspace.ledger();
                let lines = found.get().into_iter().map(|one| overlap_line(page, &one, &ledger));
                lines.collect_view()
            };
            view! {
                <Dialog title=words.overlaps_title on_close foot=ViewFn::from(foot)>
                    <ul class="overlaps">{lines}</ul>
                    <Show when=move || found.with(Vec::is_empty)>
                        <p class="note">{words.overlaps_none}</p>
                    </Show>
                </Dialog>
            }
            .into_any()
        }
        Behind::Export => {
            let words = &texts.statistics;
            let naming = Naming::here();
            let foot = move || {
                let button = move |class: &'static str, as_csv: bool, label: &'static str| {
                    view! {
                        <button
                            type="button"
                            class=class
                            on:click=move |_| {
                                naming.before(page.editor, true, move || {
                                    if export(page, as_csv) {
                                        on_close.run(());
                                    }
                                });
                            }
                        >
                            {label}
                        </button>
                    }
                };
                (button("button push", true, "CSV"), button("button primary", false, "XLSX"))
            };
            view! {
                <Dialog title=words.export_title on_close foot=ViewFn::from(foot)>
                    <p>{words.export_text}</p>
                </Dialog>
            }
            .into_any()
        }
    }
}

/// The title of a session, which opens it.
fn session_button(page: Page, id: SessionId, ledger: &Ledger) -> impl IntoView + use<> {
    let session = ledger.sessions.get(&id);
    let title = session.map_or_else(String::new, |session| session.title.clone());
    let about = session.map(|session| {
        let texts = page.editor.texts;
        let dates = (texts.format.range)(session.start, session.end);
        format!("{dates} {}", (texts.statistics.class_hours)(&plain(session.hours)))
    });
    view! {
        <button type="button" class="text-button" on:click=move |_| page.open(id)>
            {title}
        </button>
        <span class="note">{about}</span>
    }
}

/// The first day of what a figure counts.
fn start_of(class: Origin, ledger: &Ledger) -> Option<Date> {
    match class {
        Origin::Session(id) => ledger.sessions.get(&id).map(|session| session.start),
        Origin::Meeting(plan, pair, index) => {
            let logs = ledger.plans.get(&plan)?.meeting_logs();
            let log = logs.into_iter().find(|one| one.id == pair)?;
            log.meetings.get(index).map(|meeting| meeting.on)
        }
    }
}

fn class_line(page: Page, class: Origin, ledger: &Ledger) -> AnyView {
    match class {
        Origin::Session(id) => {
            let people = ledger.sessions.get(&id).map(|session| session.attendance.len());
            view! {
                <li class="is-class">
                    <span>{session_button(page, id, ledger)}</span>
                    <span class="num">{people.map(page.editor.texts.shell.people)}</span>
                </li>
            }
            .into_any()
        }
        Origin::Meeting(plan, pair, index) => {
            let plan = ledger.plans.get(&plan);
            let log =
                plan.and_then(|plan| plan.meeting_logs().into_iter().find(|one| one.id == pair));
            let Some((people, meeting)) =
                log.and_then(|log| Some((log.people, log.meetings.get(index)?)))
            else {
                return ().into_any();
            };
            let names = names_words(&people, NAMES, ledger, page.editor.texts);
            view! {
                <li class="is-class">
                    <span>
                        {page.editor.texts.statistics.meeting}
                        <span class="note">
                            {(page.editor.texts.format.range)(meeting.on, meeting.on)} " " {names}
                        </span>
                    </span>
                    <span class="num">
                        {(page.editor.texts.statistics.class_hours)(&plain(meeting.hours))}
                    </span>
                </li>
            }
            .into_any()
        }
    }
}

fn overlap_line(page: Page, overlap: &Overlap, ledger: &Ledger) -> impl IntoView + use<> {
    let words = &page.editor.texts.attendance;
    let Overlap { first, second, is_repeat, .. } = *overlap;
    let title = move |id: SessionId| {
        let ledger = page.editor.workspace.ledger_untracked();
        ledger.sessions.get(&id).map_or_else(String::new, |session| session.title.clone())
    };
    let people = StoredValue::new(overlap.people.clone());
    // Whoever was in one of them only is taken out of the other.
    let leave = move |id: SessionId| {
        view! {
            <button
                type="button"
                class="button small"
                on:click=move |_| {
                    page.editor.edit_aloud(Step::RecordHours(title(id)), |ledger| {
                        let people = people.get_value();
                        people.into_iter().try_for_each(|person| ledger.leave_session(id, person))
                    });
                }
            >
                {(words.not_in)(&title(id))}
            </button>
        }
    };
    let mend = if is_repeat {
        view! {
            <button
                type="button"
                class="button small"
                on:click=move |_| {
                    page.editor.edit_aloud(Step::RecordHours(title(first)), |ledger| {
                        ledger.merge_sessions(first, second)?;
                        Ok::<_, Rejection>(())
                    });
                }
            >
                {words.merge}
            </button>
        }
        .into_any()
    } else {
        (leave(first), leave(second)).into_any()
    };
    view! {
        <li>
            <b>{if is_repeat { words.is_repeat } else { words.is_overlap }}</b>
            <span class="note">{names_words(&overlap.people, NAMES, ledger, page.editor.texts)}</span>
            <p>{session_button(page, first, ledger)}</p>
            <p>{session_button(page, second, ledger)}</p>
            <p class="acts">{mend}</p>
        </li>
    }
}
