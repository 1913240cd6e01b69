//! The board on a phone: one batch at a time, office by office.

use leptos::prelude::*;

use super::board_rows::{Head, Row};
use super::rotation::Rotation;
use crate::browser::events;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::seen::seen;

#[component]
pub fn PhoneBatch(
    rotation: Rotation,
    heads: Memo<Vec<Head>>,
    rows: Memo<Vec<Row>>,
) -> impl IntoView {
    let texts = rotation.page.editor.texts;
    let words = &texts.plan;
    let shown = RwSignal::new(0_usize);
    let chips = move || {
        heads
            .get()
            .into_iter()
            .enumerate()
            .map(|(index, head)| {
                view! {
                    <button
                        type="button"
                        class="chip"
                        class:is-set=move || shown.get() == index
                        on:click=move |_| shown.set(index)
                    >
                        {(words.batch)(index + 1)}
                        " "
                        {(texts.format.range)(head.batch.start, head.batch.start)}
                    </button>
                }
            })
            .collect_view()
    };
    let about = move || {
        heads.with(|heads| {
            heads.get(shown.get()).map(|head| {
                format!(
                    "{} {} {}",
                    (texts.format.range)(head.batch.start, head.batch.end),
                    head.about,
                    (words.seats_of)(head.people, head.batch.seats)
                )
            })
        })
    };
    let element = NodeRef::new();
    let is_seen = seen(element, None);
    let offices = move || {
        let rows = if is_seen.get() { rows.get() } else { Vec::new() };
        rows.into_iter()
            .filter_map(|row| {
                let slot = row.slots.get(shown.get())?.clone();
                let duty = slot.duty.map(|duty| (words.duty)(duty.left, duty.floor));
                let people = slot.people.into_iter().map(|who| {
                    let person = who.id;
                    view! {
                        <button
                            type="button"
                            class="thumb"
                            on:click=move |_| {
                                rotation.chosen.set(Some(person));
                                // The reasons stand below the offices.
                                request_animation_frame(|| {
                                    events::focus("#board-why");
                                });
                            }
                        >
                            {who.name}
                            {who.pinned.then(|| view! { <IconView icon=Icon::Pin /> })}
                        </button>
                    }
                });
                Some(view! {
                    <li class="office">
                        <p class="head">
                            <b>{row.name}</b>
                            " "
                            <span class="note">{duty}</span>
                        </p>
                        <p class="who-line">{people.collect_view()}</p>
                    </li>
                })
            })
            .collect_view()
    };
    view! {
        <div class="phone-only touch-batch">
            <div class="batch-pick" aria-label=words.shown_batch>
                {chips}
            </div>
            <p class="batch-sum">{about}</p>
            <ul class="touch-list" node_ref=element>{offices}</ul>
        </div>
    }
}
