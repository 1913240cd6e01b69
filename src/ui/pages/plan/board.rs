//! The board: batches as columns, offices as rows, the number left on duty in every cell. People
//! are moved by dragging or by the arrow keys; a sentence says at once what a move would break.

use leptos::prelude::*;

use super::axis::AxisStrip;
use super::board_rows::{Head, Row, Slot, Who};
use super::rotation::Rotation;
use super::violations::Case;
use crate::browser::{events, grid};
use crate::model::id::{BatchId, OfficeId, PersonId};
use crate::ui::components::field::{Entry, EntryField};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::seen::seen;
use crate::ui::components::sign::{Sign, State};

#[component]
pub fn BoardView(
    rotation: Rotation,
    heads: Memo<Vec<Head>>,
    rows: Memo<Vec<Row>>,
) -> impl IntoView {
    let texts = rotation.page.editor.texts;
    let words = &texts.plan;
    let head_cells = move || {
        heads
            .get()
            .into_iter()
            .enumerate()
            .map(|(index, head)| {
                let id = head.batch.id;
                let seats = head.batch.seats;
                let year = rotation.page.with(|plan| plan.year);
                view! {
                    <th scope="col">
                        <button
                            type="button"
                            class="plain"
                            on:click=move |_| rotation.batch.set(Some(id))
                        >
                            <b>{(words.batch)(index + 1)}</b>
                            " "
                            {(texts.format.range_in)(year, head.batch.start, head.batch.end)}
                        </button>
                        <span class="note" class:is-warn=head.near>
                            {if head.people > seats as usize {
                                let over = (words.seats_of)(head.people, seats);
                                view! { <Sign state=State::Bad word=over /> }.into_any()
                            } else if head.done {
                                view! { <Sign state=State::Good word=head.about /> }.into_any()
                            } else {
                                head.about.into_any()
                            }}
                        </span>
                    </th>
                }
            })
            .collect_view()
    };
    let foot_cells = move || {
        heads
            .get()
            .into_iter()
            .map(|head| {
                let full = head.people > head.batch.seats as usize;
                view! {
                    <td class:is-bad=full>{(words.seats_of)(head.people, head.batch.seats)}</td>
                }
            })
            .collect_view()
    };
    // There are thousands of cells: each asks its row, and the rows ask once.
    let over = Memo::new(move |_| Over::of(rotation));
    let participants = move || {
        rotation.board.with(|board| board.as_ref().map_or(0, |board| board.participants().count()))
    };
    view! {
        <div class="table-frame board-frame">
            <table class="board" style:min-width=move || format!("{}px", 148 + heads.with(Vec::len) * 112)>
                <thead>
                    <AxisStrip rotation heads />
                    <tr class="heads">
                        <th data-copied=words.office>
                            {words.office}
                            <span class="note">
                                <i>{words.staff}</i>
                                <i>{words.floor}</i>
                            </span>
                        </th>
                        {head_cells}
                    </tr>
                </thead>
                <tbody>
                    <For
                        each=move || rows.get()
                        key=|row| row.clone().office
                        children=move |row| {
                            let office = row.office;
                            let now = Memo::new(move |known: Option<&Row>| {
                                rows.with(|rows| {
                                        rows.iter().find(|row| row.office == office).cloned()
                                    })
                                    .or_else(|| known.cloned())
                                    .unwrap_or_else(|| row.clone())
                            });
                            let over = Memo::new(move |_| {
                                let here = over.get().filter(|over| over.office == office);
                                here.map(|over| (over.batch, over.is_bad))
                            });
                            view! { <OfficeRow rotation row=now over /> }
                        }
                    />
                </tbody>
                <tfoot>
                    <tr>
                        <th>
                            {words.attending}
                            <span class="note">
                                <i>{participants}</i>
                            </span>
                        </th>
                        {foot_cells}
                    </tr>
                </tfoot>
            </table>
        </div>
        <Live rotation />
    }
}

/// Where the one who is moved would stand, and whether that breaks a rule.
#[derive(Clone, Copy, PartialEq)]
struct Over {
    office: OfficeId,
    batch: BatchId,
    is_bad: bool,
}

impl Over {
    fn of(rotation: Rotation) -> Option<Self> {
        let (person, batch) = rotation.lifted.get().or(rotation.blocked.get())?;
        let ledger = rotation.page.editor.workspace.ledger_untracked();
        let office = ledger.person(person)?.office;
        Some(Self { office, batch, is_bad: !rotation.violations(person, batch).is_empty() })
    }
}

#[component]
fn OfficeRow(
    rotation: Rotation,
    row: Memo<Row>,
    over: Memo<Option<(BatchId, bool)>>,
) -> impl IntoView {
    let words = &rotation.page.editor.texts.plan;
    let element = NodeRef::new();
    let is_seen = seen(element, Some(".board-frame"));
    let hot = move || {
        let chosen = rotation.lifted.get().map(|(person, _)| person).or(rotation.chosen.get());
        row.with(|row| {
            row.slots.iter().flat_map(|slot| &slot.people).any(|who| Some(who.id) == chosen)
        })
    };
    let duty = move || {
        row.with(|row| {
            let worst = row.slots.iter().filter_map(|slot| slot.duty).min_by_key(|duty| duty.staff);
            worst.map(|duty| (duty.staff, duty.floor))
        })
    };
    view! {
        <tr node_ref=element class:is-hot=hot>
            <th
                scope="row"
                data-copied=move || {
                    let name = row.with(|row| row.name.clone());
                    duty().map_or(name.clone(), |(staff, floor)| {
                        (words.office_copied)(&name, staff, floor)
                    })
                }
            >
                {move || row.with(|row| row.name.clone())}
                <span class="note">
                    <i>{move || duty().map(|(staff, _)| staff)}</i>
                    <i>{move || duty().map(|(_, floor)| floor)}</i>
                </span>
            </th>
            {move || {
                row.get()
                    .slots
                    .into_iter()
                    .map(|slot| view! { <SlotCell rotation at=slot is_seen over /> })
                    .collect_view()
            }}
        </tr>
    }
}

#[component]
fn SlotCell(
    rotation: Rotation,
    at: Slot,
    is_seen: ReadSignal<bool>,
    over: Memo<Option<(BatchId, bool)>>,
) -> impl IntoView {
    let slot = at;
    let batch = slot.batch;
    let office = slot.office;
    let over = move || over.get().filter(|(over, _)| *over == batch).map(|(_, is_bad)| is_bad);
    let below = slot.duty.is_some_and(|duty| duty.left < duty.floor);
    let texts = rotation.page.editor.texts;
    let names: Vec<&str> = slot.people.iter().map(|who| who.name.as_str()).collect();
    let names = (!names.is_empty()).then(|| names.join(texts.model.comma));
    let duty = slot.duty.map(|duty| (texts.plan.duty)(duty.left, duty.floor));
    let copied = names.iter().cloned().chain(duty).collect::<Vec<_>>().join(texts.plan.also);
    // Names that can be moved are dear, and a province has thirty thousand.
    let plain = slot.people.iter().map(|who| who.name.as_str()).collect::<Vec<_>>().join(" ");
    let movable = slot.people;
    let people = move || {
        if !is_seen.get() {
            return plain.clone().into_any();
        }
        let people = movable.iter().cloned();
        people.map(|who| view! { <Name rotation who office batch /> }).collect_view().into_any()
    };
    view! {
        <td
            data-copied=copied
            class:done=slot.done
            class:is-short=below
            class:is-over=move || over().is_some()
            class:bad=move || over() == Some(true)
            on:dragover=move |event| {
                if let Some((person, over)) = rotation.lifted.get_untracked() {
                    event.prevent_default();
                    if over != batch {
                        rotation.lifted.set(Some((person, batch)));
                    }
                }
            }
            on:drop=move |event| {
                event.prevent_default();
                if let Some((person, _)) = rotation.lifted.get_untracked() {
                    rotation.try_move(person, batch);
                }
            }
        >
            {people}
            {slot
                .duty
                .map(|duty| {
                    view! {
                        <span class="duty" class:is-bad=below>
                            {below.then(|| view! { <IconView icon=Icon::Bad /> })}
                            {duty.left}
                        </span>
                    }
                })}
        </td>
    }
}

#[component]
fn Name(rotation: Rotation, who: Who, office: OfficeId, batch: BatchId) -> impl IntoView {
    let person = who.id;
    let order = move || {
        rotation.board.with_untracked(|board| {
            let rows =
                board.as_ref().map(|board| board.batches().map(|row| row.batch.id).collect());
            rows.unwrap_or_else(Vec::new)
        })
    };
    let over = move || {
        let lifted = rotation.lifted.get_untracked().filter(|(lifted, _)| *lifted == person);
        lifted.map(|(_, over)| over)
    };
    let lift = move |by: isize| {
        let order = order();
        let over = over().unwrap_or(batch);
        let at = order.iter().position(|one| *one == over).unwrap_or_default();
        if let Some(next) = at.checked_add_signed(by).and_then(|at| order.get(at)) {
            rotation.lifted.set(Some((person, *next)));
        }
    };
    let on_keydown = move |event: leptos::ev::KeyboardEvent| {
        let undoes = (event.ctrl_key() || event.meta_key()) && !event.shift_key();
        match (event.key().as_str(), over()) {
            ("ArrowLeft", _) => lift(-1),
            ("ArrowRight", _) => lift(1),
            ("ArrowUp", _) => grid::step_to(&event, NAMES, -1),
            ("ArrowDown", _) => grid::step_to(&event, NAMES, 1),
            ("Enter", Some(over)) => rotation.try_move(person, over),
            ("Escape", Some(_)) => rotation.put_back(),
            ("z" | "Z", Some(_)) if undoes => rotation.put_back(),
            _ => return,
        }
        event.prevent_default();
        // A move that is only tried is taken back before the page undoes or closes anything.
        event.stop_propagation();
    };
    view! {
        <button
            type="button"
            class="who"
            id=format!("who-{person}")
            tabindex=move || if rotation.row.get().is_none_or(|row| row == office) { "0" } else { "-1" }
            draggable="true"
            class:is-chosen=move || rotation.chosen.get() == Some(person)
            class:is-gone=move || {
                rotation.lifted.get().is_some_and(|(lifted, over)| lifted == person && over != batch)
            }
            on:click=move |_| {
                rotation.blocked.set(None);
                rotation.chosen.set(Some(person));
            }
            on:dragstart=move |_| {
                rotation.blocked.set(None);
                rotation.chosen.set(Some(person));
                rotation.lifted.set(Some((person, batch)));
            }
            on:dragend=move |_| rotation.lifted.set(None)
            on:focus=move |_| rotation.reach(person, office)
            on:blur=move |_| rotation.put_back()
            on:keydown=on_keydown
        >
            {who.name}
            {who.pinned.then(|| view! { <IconView icon=Icon::Pin /> })}
        </button>
    }
}

/// The names on the board.
const NAMES: &str = ".board .who";

/// Who is moved by the keyboard goes on with it: a proposal asks for its reason; after a move, or
/// one that was taken back, the name has the focus again, though its cell was built anew. Where the
/// name has gone, the first batch has it.
fn keep_focus(rotation: Rotation, reason: Entry) {
    Effect::new(move |_| {
        rotation.board.track();
        let reached = rotation.reached.get_value();
        let is_there = reached.is_some_and(|person| rotation.batch_of(person).is_some());
        // A row without names must not keep Tab from all the others.
        if !is_there && rotation.row.get_untracked().is_some() {
            rotation.row.set(None);
        }
        rotation.put_back();
    });
    Effect::new(move |before: Option<Option<(PersonId, BatchId)>>| {
        rotation.board.track();
        let blocked = rotation.blocked.get();
        let is_new = blocked.is_some() && before != Some(blocked);
        if is_new {
            reason.set(String::new());
        }
        request_animation_frame(move || {
            if is_new {
                events::focus(".board-live input");
            } else if (events::focus_is_lost() || events::focus_is_in(NAMES))
                && let Some(Some(person)) = rotation.reached.try_get_value()
            {
                // A cell that is built anew gives the buttons it has to other names.
                let _ = events::focus(&format!("#who-{person}"))
                    || events::focus(".board .heads button");
            }
        });
        blocked
    });
}

/// What the move that is under way would break, and what can be done.
#[component]
fn Live(rotation: Rotation) -> impl IntoView {
    let words = &rotation.page.editor.texts.plan;
    let texts = rotation.page.editor.texts;
    let workspace = rotation.page.editor.workspace;
    let at = Memo::new(move |_| rotation.blocked.get().or(rotation.lifted.get()));
    let reason = Entry::new("");
    keep_focus(rotation, reason);
    let is_running = Memo::new(move |_| rotation.run.with(Option::is_some));
    Effect::new(move |_| {
        if is_running.get() {
            rotation.blocked.set(None);
        }
    });
    let sentences = Memo::new(move |_| {
        let (person, batch) = at.get()?;
        let ledger = workspace.ledger();
        let (found, number) = rotation.page.with(|plan| {
            Some((plan.rotation.batch(batch)?.clone(), plan.rotation.number(batch)?))
        })?;
        let violations = rotation.violations(person, batch);
        let sentences = rotation.board.with(|board| {
            let board = board.as_ref()?;
            let case = Case { rotation, board, ledger: &ledger, person, batch: &found, number };
            Some(violations.iter().map(|broken| case.sentence(broken)).collect::<Vec<_>>())
        })?;
        (!sentences.is_empty()).then_some(sentences)
    });
    Effect::new(move |_| {
        // The sentence takes room from the board, with a field for a reason more of it, and must not
        // hide the row that it is about.
        rotation.blocked.track();
        if sentences.with(Option::is_some) {
            request_animation_frame(|| events::reveal(".board .is-over"));
        }
    });
    let anyway = Callback::new(move |()| {
        let Some((person, batch)) = rotation.blocked.get_untracked() else { return };
        let missing = (texts.model.rejection)(&crate::model::people::Rejection::MissingReason);
        let Some(reason_now) = reason.need(reason.named(), &missing) else { return };
        rotation.move_person(person, Some(batch), reason_now);
    });
    view! {
        <Show when=move || sentences.with(Option::is_some)>
            <div class="callout bad board-live" role="alert">
                {move || {
                    sentences
                        .get()
                        .unwrap_or_default()
                        .into_iter()
                        .enumerate()
                        .map(|(index, sentence)| {
                            if index == 0 {
                                view! {
                                    <p>
                                        <b class="is-bad">
                                            <IconView icon=Icon::Bad />
                                            {sentence}
                                        </b>
                                    </p>
                                }
                                    .into_any()
                            } else {
                                view! { <p>{sentence}</p> }.into_any()
                            }
                        })
                        .collect_view()
                }}
                <Show when=move || rotation.blocked.get().is_some()>
                    <div
                        class="acts"
                        on:keydown=move |event| {
                            if event.key() == "z" && event.ctrl_key() && reason.named().is_none() {
                                event.prevent_default();
                                // With the field gone, the page would undo what was done.
                                event.stop_propagation();
                                rotation.blocked.set(None);
                            }
                        }
                    >
                        <EntryField
                            entry=reason
                            class="field small"
                            label=words.reason
                            placeholder=words.reason
                            on_enter=anyway
                        />
                        <button type="button" class="text-button" on:click=move |_| anyway.run(())>
                            {words.move_anyway}
                        </button>
                        <button
                            type="button"
                            class="text-button put-back"
                            on:click=move |_| rotation.blocked.set(None)
                        >
                            {words.put_back}
                        </button>
                    </div>
                </Show>
            </div>
        </Show>
    }
}
