//! Beside the board: who found no place and why, why somebody is where he is, and what changed
//! since the plan was issued.

use leptos::prelude::*;

use super::issue::{change_lines, lines, since_words};
use super::make_up::Missed;
use super::reasons::Reasons;
use super::rotation::Rotation;
use super::violations::Case;
use crate::model::id::{BatchId, PersonId};
use crate::order::Order as _;
use crate::planning::need::priorities;
use crate::planning::rotation::board::{Board, Broken as BrokenPlace, BrokenBatch};
use crate::planning::rotation::rule_break::RuleBreak;
use crate::route::Route;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::people::in_roster_order;
use crate::ui::periods::Periods;
use crate::ui::words::{office_words, person_words};

#[component]
pub fn BoardSide(rotation: Rotation) -> impl IntoView {
    let words = &rotation.page.editor.texts.plan;
    let broken = Memo::new(move |_| {
        let broken = |board: &Board| board.broken_by_batch();
        rotation.board.with(|board| board.as_ref().map(broken).unwrap_or_default())
    });
    let is_broken = Signal::derive(move || {
        broken.with(|(batches, people)| !batches.is_empty() || !people.is_empty())
    });
    view! {
        <aside class="region aside">
            {move || rotation.chosen.get().map(|person| view! { <Why rotation person /> })}
            <Unplaced rotation is_broken />
            <Broken rotation broken />
            <Missed plan=rotation.page.id />
            <SinceIssue rotation />
            <section>
                <p class="note wide-only">{words.board_hint}</p>
                <p class="acts">
                    <button
                        type="button"
                        class="text-button"
                        disabled=move || rotation.is_busy()
                        on:click=move |_| rotation.place_finer()
                    >
                        {rotation.page.editor.texts.rotation.finer}
                    </button>
                </p>
            </section>
        </aside>
    }
}

/// A rule that somebody breaks in a batch, in a few words.
fn short(rotation: Rotation, person: PersonId, batch: BatchId, broken: &RuleBreak) -> String {
    let ledger = rotation.page.editor.workspace.ledger_untracked();
    let found = rotation
        .page
        .with(|plan| Some((plan.rotation.batch(batch)?.clone(), plan.rotation.number(batch)?)));
    let Some((batch, number)) = found else { return String::new() };
    rotation.board.with_untracked(|board| {
        let Some(board) = board else { return String::new() };
        let case = Case { rotation, board, ledger: &ledger, person, batch: &batch, number };
        case.short(broken)
    })
}

/// Nothing stands against a batch; the planner puts nobody into one that has begun.
fn may_go(rotation: Rotation, batch: BatchId) -> &'static str {
    let words = &rotation.page.editor.texts.plan;
    let today = rotation.page.editor.workspace.today();
    let days =
        rotation.page.with(|plan| plan.rotation.batch(batch).map(|batch| (batch.start, batch.end)));
    match days {
        Some((_, end)) if end < today => words.done,
        Some((start, _)) if start <= today => words.now,
        _ => words.may_go,
    }
}

/// What each batch would mean for one person.
#[component]
fn Why(rotation: Rotation, person: PersonId) -> impl IntoView {
    let page = rotation.page;
    let words = &page.editor.texts.plan;
    let workspace = page.editor.workspace;
    let name = move || person_words(person, &workspace.ledger());
    let here = Memo::new(move |_| {
        rotation.board.with(|board| board.as_ref().and_then(|board| board.batch_of(person)))
    });
    let title = move || {
        let number = here.get().and_then(|batch| page.with(|plan| plan.rotation.number(batch)));
        match number {
            Some(number) => (words.why_here)(&name(), number),
            None => (words.why_nowhere)(&name()),
        }
    };
    let verdicts = move || {
        rotation
            .board
            .with(|board| board.as_ref().map(|board| board.verdicts(person)).unwrap_or_default())
    };
    let line = move |(index, (batch, broken)): (usize, (BatchId, Option<RuleBreak>))| {
        let is_here = here.get() == Some(batch);
        let about = match &broken {
            Some(broken) => short(rotation, person, batch, broken),
            None if is_here => words.here.to_owned(),
            None => may_go(rotation, batch).to_owned(),
        };
        let move_button = (!is_here).then(|| {
            view! {
                <button
                    type="button"
                    class="text-button"
                    on:click=move |_| rotation.try_move(person, batch)
                >
                    {words.move_here}
                </button>
            }
        });
        view! {
            <li>
                <span class="no" class:ok=is_here>
                    {(words.batch)(index + 1)}
                </span>
                <span>{about}</span>
                {move_button}
            </li>
        }
    };
    let placement =
        Memo::new(move |_| page.with(|plan| plan.rotation.placements.get(&person).cloned()));
    let turn_pin = move |_| {
        page.edit(|plan| {
            plan.edit_rotation(|rotation| {
                if let Some(placement) = rotation.placements.get_mut(&person) {
                    placement.pinned = !placement.pinned;
                }
                Ok(())
            })
        });
    };
    view! {
        <section id="board-why" tabindex="-1">
            <h3>{title}</h3>
            <ul class="why">
                {move || verdicts().into_iter().enumerate().map(line).collect_view()}
            </ul>
            <Show when=move || {
                placement
                    .with(|placement| {
                        placement.as_ref().is_some_and(|placement| !placement.reason.is_empty())
                    })
            }>
                <p class="note">
                    {move || placement.get().map(|placement| (words.reason_is)(&placement.reason))}
                </p>
            </Show>
            {move || {
                let person = workspace.ledger().person(person).cloned();
                person.map(|person| view! { <Periods person /> })
            }}
            <p class="acts">
                <a href=Route::Roster(Some(person)).href()>{page.editor.texts.hours.person_link}</a>
                <Show when=move || placement.with(Option::is_some)>
                    <button type="button" class="text-button" on:click=turn_pin>
                        <IconView icon=Icon::Pin />
                        {move || {
                            let pinned = placement
                                .with(|placement| {
                                    placement.as_ref().is_some_and(|placement| placement.pinned)
                                });
                            if pinned { words.unpin } else { words.pin }
                        }}
                    </button>
                    <button
                        type="button"
                        class="text-button"
                        on:click=move |_| rotation.move_person(person, None, String::new())
                    >
                        {words.take_out}
                    </button>
                </Show>
            </p>
        </section>
    }
}

/// Who takes part and stands in no batch. That all are placed is good only where no rule is broken.
#[component]
fn Unplaced(rotation: Rotation, is_broken: Signal<bool>) -> impl IntoView {
    let page = rotation.page;
    let words = &page.editor.texts.plan;
    let workspace = page.editor.workspace;
    let people = Memo::new(move |_| {
        rotation.board.with(|board| {
            board.as_ref().map(|board| board.unplaced().collect()).unwrap_or_else(Vec::new)
        })
    });
    // Many are unplaced before the first placement: then only their number matters.
    const LISTED: usize = 12;
    let lines = move || {
        let ledger = workspace.ledger();
        let course = page.with(|plan| plan.rotation.course.clone()).unwrap_or_default();
        let priorities = priorities(&ledger, &course, ledger.settings.reference());
        let priority = |person: PersonId| priorities.get(&person).copied().unwrap_or(0);
        // Who needs the course most waits first.
        let mut waiting = in_roster_order(&ledger, people.get());
        waiting.order_by_key(|person| std::cmp::Reverse(priority(person.id)));
        waiting
            .into_iter()
            .take(LISTED)
            .map(|person| {
                let id = person.id;
                let reasons = rotation.board.with_untracked(|board| {
                    let verdicts =
                        board.as_ref().map(|board| board.verdicts(id)).unwrap_or_default();
                    // The same reason of several batches is said once.
                    let mut reasons: Vec<(String, Vec<usize>)> = Vec::new();
                    for ((batch, broken), number) in verdicts.iter().zip(1..) {
                        let reason = broken.as_ref().map_or_else(
                            || may_go(rotation, *batch).to_owned(),
                            |one| short(rotation, id, *batch, one),
                        );
                        match reasons.iter_mut().find(|(known, _)| *known == reason) {
                            Some((_, batches)) => batches.push(number),
                            None => reasons.push((reason, vec![number])),
                        }
                    }
                    let said = reasons.iter().map(|(reason, at)| (words.at_batches)(at, reason));
                    said.collect::<Vec<_>>().join(words.also)
                });
                let post = person.main_post().map(|post| ledger.packs.posts.name(post).to_owned());
                view! {
                    <li>
                        <button
                            type="button"
                            class="text-button"
                            draggable="true"
                            on:click=move |_| rotation.chosen.set(Some(id))
                        >
                            <b>{person.name.clone()}</b>
                        </button>
                        <span class="note">{office_words(person.office, &ledger)} " " {post}</span>
                        {(priority(id) > 0)
                            .then(|| {
                                view! { <span class="tag">{(words.priority)(priority(id))}</span> }
                            })}
                        <p>{reasons}</p>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <section>
            <Show
                when=move || !people.with(Vec::is_empty)
                fallback=move || {
                    view! {
                        <Show when=move || !is_broken.get()>
                            <h3 class="is-good">
                                <IconView icon=Icon::Good />
                                {words.all_placed}
                            </h3>
                        </Show>
                    }
                }
            >
                <h3 class="is-warn">
                    <IconView icon=Icon::Warn />
                    {move || (words.unplaced)(people.with(Vec::len))}
                </h3>
                <Reasons rotation />
                <ul class="uncovered">{lines}</ul>
                {move || {
                    let more = people.with(Vec::len).saturating_sub(LISTED);
                    (more > 0).then(|| view! { <p class="note">{(words.more_people)(more)}</p> })
                }}
            </Show>
        </section>
    }
}

/// Placements that break a rule as things stand, such as after a new leave.
#[component]
fn Broken(rotation: Rotation, broken: Memo<(Vec<BrokenBatch>, Vec<BrokenPlace>)>) -> impl IntoView {
    let page = rotation.page;
    let words = &page.editor.texts.plan;
    let workspace = page.editor.workspace;
    let count = move || {
        broken.with(|(batches, others)| {
            batches.iter().map(|(.., people)| people.len()).sum::<usize>() + others.len()
        })
    };
    let number = move |batch| page.with(|plan| plan.rotation.number(batch)).unwrap_or_default();
    let lines = move || {
        let ledger = workspace.ledger();
        let (batches, people) = broken.get();
        let batches = batches.into_iter().map(|(batch, rule, people)| {
            let reason = people.first().map(|person| short(rotation, *person, batch, &rule));
            view! {
                <li>
                    <b>{(words.batch)(number(batch))}</b>
                    " "
                    <span class="note">
                        {(page.editor.texts.shell.people)(people.len())}
                    </span>
                    <p>{reason}</p>
                </li>
            }
        });
        let people = people.into_iter().map(|(person, batch, violations)| {
            let reason = violations.first().map(|one| short(rotation, person, batch, one));
            view! {
                <li>
                    <button
                        type="button"
                        class="text-button"
                        on:click=move |_| rotation.chosen.set(Some(person))
                    >
                        <b>{person_words(person, &ledger)}</b>
                    </button>
                    <span class="note">{(words.batch)(number(batch))}</span>
                    <p>{reason}</p>
                </li>
            }
        });
        (batches.collect_view(), people.collect_view())
    };
    view! {
        <Show when=move || { count() > 0 }>
            <section>
                <h3 class="is-bad">
                    <IconView icon=Icon::Bad />
                    {move || (words.broken)(count())}
                </h3>
                <ul class="uncovered">{lines}</ul>
            </section>
        </Show>
    }
}

/// What changed since the plan was issued.
#[component]
fn SinceIssue(rotation: Rotation) -> impl IntoView {
    let page = rotation.page;
    let texts = page.editor.texts;
    let workspace = page.editor.workspace;
    move || {
        let ledger = workspace.ledger();
        page.plan.with(|plan| {
            let plan = plan.as_ref()?;
            let changes = change_lines(plan, &ledger, texts);
            (!changes.is_empty()).then(|| {
                view! {
                    <section>
                        <h3>{since_words(plan, &ledger, texts)}</h3>
                        <ul class="diff">{lines(changes)}</ul>
                    </section>
                }
            })
        })
    }
}
