//! One item in the middle: what is asked, and its rules with their controls.

use leptos::prelude::*;

use super::Asked;
use super::area::AreaDeductions;
use super::beside::Beside;
use super::controls::{Draft, PointsField, TextField};
use super::figures::LedgerFacts;
use super::rules::RuleLine;
use super::thread::Thread;
use crate::assessment::review::agree;
use crate::assessment::scored::{Did, ItemState};
use crate::i18n::format::points;
use crate::model::assessment::{Column, HandMark};
use crate::model::rule::{Rule, RuleKind};
use crate::model::score::Hundredths;
use crate::model::standard::{Area, Item, NotApplicable};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::focus;

/// The titles of the areas above an item, the top one first.
fn path_of(areas: &[Area], id: &str) -> Option<Vec<String>> {
    areas.iter().find_map(|area| {
        let mut path = if area.items.iter().any(|item| item.id == id) {
            Vec::new()
        } else {
            path_of(&area.areas, id)?
        };
        path.insert(0, area.title.clone());
        Some(path)
    })
}

#[component]
pub(super) fn ItemView(asked: Asked) -> impl IntoView {
    let page = asked.page;
    let texts = page.editor.texts;
    let (words, standards) = (&texts.assessment, &texts.standards);
    let item = asked.item.get_value();
    let path = page.standard.with_untracked(|standard| {
        let areas = standard.as_ref().map_or(&[][..], |standard| &standard.areas);
        path_of(areas, &item.id).unwrap_or_default().join(texts.model.comma)
    });
    let deductions = page.standard.with_untracked(|standard| {
        let areas = standard.as_ref().map_or_else(Vec::new, |standard| standard.all_areas());
        let above = areas.into_iter().filter(|area| {
            !area.deductions.is_empty() && path_of(std::slice::from_ref(area), &item.id).is_some()
        });
        above.map(|area| view! { <AreaDeductions page area=area.clone() /> }).collect_view()
    });
    let methods: Vec<_> = item.methods.iter().map(|one| (standards.method)(one)).collect();
    let full = item.full();
    let mark = move || {
        asked.scored.get().map(|scored| {
            let mark = match (scored.mark, scored.bonus) {
                (Some(mark), _) => points(mark),
                (None, bonus) if bonus > Hundredths::ZERO => format!("+{}", points(bonus)),
                _ if full.is_some() => "–".to_owned(),
                _ => String::new(),
            };
            view! {
                <b>{mark}</b>
                {full.map(|full| format!(" / {}", (words.points)(&points(full))))}
            }
        })
    };
    let id = item.id.clone();
    let changed = move || {
        let review = &texts.review;
        let (before, now) = page.form.with(|form| form.as_ref()?.changed_mark(&id))?;
        let word = |mark: Option<Hundredths>| mark.map_or(review.nothing_said.to_owned(), points);
        let said = (review.changed_from)(&word(before), &word(now));
        Some(view! { <p class="note changed-mark">{said}</p> })
    };
    let parts: Vec<_> =
        item.parts.iter().map(|part| (part.rule.clone(), Some(part.full_mark))).collect();
    let rules = item.rules.iter().map(|rule| (rule.clone(), None));
    let mut lines: Vec<_> = parts.into_iter().chain(rules).collect();
    if lines.is_empty() {
        lines.push((Rule::plain(&item.scoring), None));
    }
    let lines = lines
        .into_iter()
        .enumerate()
        .map(|(at, (rule, part))| view! { <RuleLine asked number=at + 1 rule part /> })
        .collect_view();
    let after = move || {
        let scored = asked.scored.get()?;
        let whole = scored.lines.iter().filter(|line| line.rule.is_empty());
        let notes: Vec<_> = whole
            .filter(|line| line.did != Did::PartsAdded)
            .map(|line| (standards.did)(&line.did))
            .collect();
        Some(if notes.is_empty() { words.no_negative.to_owned() } else { notes.join("\u{3000}") })
    };
    let bears_mark = item.bears_mark();
    let gives =
        item.rules.iter().any(|rule| matches!(rule.kind.known(), Some(RuleKind::Bonus { .. })));
    let figure = match (bears_mark, gives) {
        (true, _) => words.lost,
        (false, true) => words.bonus,
        (false, false) => "",
    };
    view! {
        <article class="region main item-view">
            <div class="item-scroll">
                <header>
                    <div>
                        <p class="note">{path}</p>
                        <h2 tabindex="-1">
                            <span class="code">{item.id.clone()}</span>
                            {item.title.clone()}
                        </h2>
                        {changed}
                    </div>
                    <p class="item-score">{mark}</p>
                </header>
                <dl class="facts wide">
                    <dt>{words.content}</dt>
                    <dd>{item.content.clone()}</dd>
                    <dt>{words.method}</dt>
                    <dd>{methods.join(texts.model.comma)}</dd>
                </dl>
                <Beside asked />
                <Thread asked />
                <fieldset class="bare" disabled=move || page.is_locked()>
                    <div class="item-body" class:is-off=move || asked.answer.read().not_applicable>
                        <table class="marking">
                            <thead>
                                <tr>
                                    <th colspan="2">{words.clause}</th>
                                    <th>{words.counted}</th>
                                    <th class="num">{figure}</th>
                                </tr>
                            </thead>
                            <tbody>{lines}</tbody>
                            {bears_mark
                                .then(|| {
                                    view! {
                                        <tfoot>
                                            <tr>
                                                <td></td>
                                                <td>{after}</td>
                                                <td>{words.item_mark}</td>
                                                <td class="num">{mark_alone(asked)}</td>
                                            </tr>
                                        </tfoot>
                                    }
                                })}
                        </table>
                    </div>
                    <ItemActions asked item=item.clone() />
                    <Notes asked bears_mark />
                    {deductions}
                </fieldset>
                <LedgerFacts asked />
            </div>
            <ItemFoot asked />
        </article>
    }
}

fn mark_alone(asked: Asked) -> impl IntoView {
    move || {
        let mark = asked.scored.get().and_then(|scored| scored.mark);
        view! { <b>{mark.map_or_else(|| "–".to_owned(), points)}</b> }
    }
}

/// The first field of the marks, or the heading where there is none.
const MARKS: [&str; 2] =
    [".item-body td:nth-child(3) :enabled:not([tabindex='-1']):not([aria-disabled])", "h2"];

/// What answers the item at one stroke.
#[component]
fn ItemActions(asked: Asked, item: Item) -> impl IntoView {
    let words = &asked.page.editor.texts.assessment;
    let can_be_met = item.can_be_met();
    let can_be_checked = item.can_be_checked();
    let item = StoredValue::new(item);
    let page = asked.page;
    let may_agree = move || {
        let id = item.with_value(|item| item.id.clone());
        let before = page.column_before();
        !page.is_own()
            && page
                .form
                .with(|form| form.as_ref().is_some_and(|form| form.item(before, &id).is_some()))
    };
    let agree = move |_| {
        let id = item.with_value(|item| item.id.clone());
        let column = page.column.get_untracked();
        page.change(|form| agree(form, column, &id));
    };
    let is_open = move || {
        asked.scored.with(|scored| {
            scored.as_ref().is_some_and(|scored| scored.state == ItemState::Unanswered)
        })
    };
    // The button goes with what it does.
    let to_marks = || focus::lead_on(".item-view", &MARKS);
    let has_marks = move || {
        asked.answer.with(|answer| {
            !answer.rules.is_empty()
                || answer.checked
                || answer.not_applicable
                || answer.hand_mark.is_some()
        })
    };
    view! {
        <div class="item-actions">
            <Show when=may_agree>
                <button type="button" class="button small" on:click=agree>
                    <IconView icon=Icon::Check />
                    {move || (page.editor.texts.review.agree)(page.column_before())}
                </button>
            </Show>
            <Show when=move || can_be_met && is_open()>
                <button
                    type="button"
                    class="button small"
                    on:click=move |_| {
                        to_marks();
                        asked.change(|answer| item.with_value(|item| answer.meet_all(item)));
                    }
                >
                    <IconView icon=Icon::Check />
                    {words.meet_all}
                </button>
            </Show>
            {can_be_checked
                .then(|| {
                    view! {
                        <label class="nowrap">
                            <input
                                type="checkbox"
                                prop:checked=move || asked.answer.read().checked
                                on:change:target=move |event| {
                                    let checked = event.target().checked();
                                    asked.change(|answer| answer.checked = checked);
                                }
                            />
                            {words.checked}
                        </label>
                    }
                })}
            <Show when=has_marks>
                <button
                    type="button"
                    class="text-button"
                    on:click=move |_| {
                        to_marks();
                        asked.change(|answer| answer.clear_marks());
                    }
                >
                    {words.clear}
                </button>
            </Show>
        </div>
    }
}

/// 手工定分 and the note.
#[component]
fn Notes(asked: Asked, bears_mark: bool) -> impl IntoView {
    let words = &asked.page.editor.texts.assessment;
    let has_hand = Memo::new(move |_| asked.answer.read().hand_mark.is_some());
    let draft = asked.page.draft(asked.item.with_value(|item| format!("hand {}", item.id)));
    let opened = RwSignal::new(draft.get().is_some());
    let draft = StoredValue::new(draft);
    let is_open = move || opened.get() || has_hand.get();
    // Mark and reason are kept together or not at all, so they wait here for each other.
    let mark = RwSignal::new(None::<Hundredths>);
    let reason = RwSignal::new(String::new());
    let waits = move || mark.get().is_some() && reason.with(|reason| reason.trim().is_empty());
    Effect::new(move |before: Option<bool>| {
        let hand = asked.answer.with(|answer| answer.hand_mark.clone());
        let is_there = hand.is_some();
        if let Some(hand) = hand {
            mark.set(Some(hand.mark));
            reason.set(hand.reason);
        } else if before == Some(true) && untrack(|| mark.read().is_some() && !waits()) {
            // It was cleared or undone, and not to be typed anew.
            opened.set(false);
            mark.set(None);
            reason.set(String::new());
        }
        is_there
    });
    let keep = move |mark: Option<Hundredths>, reason: &str| {
        let reason = reason.trim().to_owned();
        // A mark whose reason was emptied waits for it like a new one.
        let hand = mark.filter(|_| !reason.is_empty()).map(|mark| HandMark { mark, reason });
        if hand.is_none() && !has_hand.get_untracked() {
            return None;
        }
        opened.set(true);
        asked.change_with(|answer| answer.hand_mark = hand, |_| Ok(()))
    };
    let set_mark = Callback::new(move |typed: Option<Hundredths>| {
        // The fields stay for the number that is meant.
        let refused = keep(typed, &reason.get_untracked());
        if refused.is_none() {
            mark.set(typed);
        }
        refused
    });
    let set_reason = Callback::new(move |typed: String| {
        asked.page.tell(keep(mark.get_untracked(), &typed));
        reason.set(typed);
    });
    let toggle = move |_| {
        if untrack(is_open) {
            opened.set(false);
            draft.with_value(Draft::forget);
            mark.set(None);
            reason.set(String::new());
            if has_hand.get_untracked() {
                asked.change(|answer| answer.hand_mark = None);
            }
        } else {
            focus::lead_on(".by-hand", &["input"]);
            opened.set(true);
        }
    };
    let note = Signal::derive(move || asked.answer.read().note.clone());
    let set_note = Callback::new(move |note: String| {
        asked.change(|answer| answer.note = note);
    });
    let note_word = match asked.page.column.get_untracked() {
        Column::Own => words.note.to_owned(),
        column => (asked.page.editor.texts.review.opinion)(column),
    };
    let label = note_word.clone();
    // What a reviewer says of it is a comment, also where he agrees.
    let is_own = asked.page.column.get_untracked() == Column::Own;
    let note_label = move || {
        let not_applicable = is_own && asked.answer.read().not_applicable;
        if not_applicable { words.why_not_applicable.to_owned() } else { note_word.clone() }
    };
    view! {
        <dl class="facts wide item-notes">
            <dt>{note_label}</dt>
            <dd>
                <TextField label kept=note commit=set_note />
            </dd>
            {bears_mark
                .then(|| {
                    view! {
                        <dt>{words.by_hand}</dt>
                        <dd class="by-hand">
                            <Show when=is_open>
                                <PointsField
                                    label=words.by_hand
                                    draft=draft.get_value()
                                    kept=mark.into()
                                    commit=set_mark
                                />
                                <TextField
                                    label=words.by_hand_reason
                                    kept=reason.into()
                                    commit=set_reason
                                />
                                <Show when=waits>
                                    <span class="note is-warn">{words.by_hand_waits}</span>
                                </Show>
                            </Show>
                            <button type="button" class="text-button" on:click=toggle>
                                {move || if is_open() { words.by_hand_off } else { words.by_hand_on }}
                            </button>
                        </dd>
                    }
                })}
        </dl>
    }
}

/// Previous and next item, 不适用, and the keys.
#[component]
fn ItemFoot(asked: Asked) -> impl IntoView {
    let page = asked.page;
    let words = &page.editor.texts.assessment;
    let may_not_apply =
        asked.item.with_value(|item| item.not_applicable != NotApplicable::NotAllowed);
    let previous = untrack(|| page.neighbour(-1));
    let next = untrack(|| page.neighbour(1));
    let keys = |[one, other]: [&'static str; 2], what: &'static str| {
        view! {
            <span class="nowrap">
                <kbd>{one}</kbd>
                " "
                <kbd>{other}</kbd>
                " "
                {what}
            </span>
            " "
        }
    };
    view! {
        <footer class="item-foot">
            {previous
                .map(|item| {
                    view! {
                        <a
                            class="button"
                            href=page.item_route(&item.id).href()
                            title=words.previous
                        >
                            <IconView icon=Icon::Left />
                            {item.id.clone()}
                        </a>
                    }
                })}
            <button
                type="button"
                class="button phone-only"
                on:click=move |_| page.in_tree.set(true)
            >
                {words.contents}
            </button>
            <span class="note keys">
                {keys(["↑", "↓"], words.rule_keys)}
                {keys(["+", "−"], words.times_keys)}
                {keys(["PgUp", "PgDn"], words.keys)}
            </span>
            {may_not_apply
                .then(|| {
                    view! {
                        <label class="nowrap na">
                            <input
                                type="checkbox"
                                disabled=move || page.is_locked()
                                prop:checked=move || asked.answer.read().not_applicable
                                on:change:target=move |event| {
                                    let checked = event.target().checked();
                                    asked.change(|answer| answer.not_applicable = checked);
                                }
                            />
                            {words.not_applicable}
                        </label>
                    }
                })}
            {next
                .map(|item| {
                    view! {
                        <a
                            class="button next"
                            href=page.item_route(&item.id).href()
                            title=words.next
                        >
                            {item.id.clone()}
                            "\u{a0}"
                            <span class="clip">{item.title.clone()}</span>
                            <IconView icon=Icon::Right />
                        </a>
                    }
                })}
        </footer>
    }
}
