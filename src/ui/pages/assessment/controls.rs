//! Controls of a mark: a number typed, one choice out of a few, a counter.

use std::collections::BTreeMap;

use leptos::{html, prelude::*};
use wasm_bindgen_futures::spawn_local;

use crate::browser::{clock, events};
use crate::i18n::format::points;
use crate::model::assessment::Column;
use crate::model::score::{Hundredths, LARGEST_SAFE};
use crate::ui::components::field::FaultLine;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::texts::texts;

/// What is typed into a field of points: `Ok(None)` for nothing, `Err` for no number.
pub(super) fn read_points(text: &str) -> Result<Option<Hundredths>, ()> {
    match text.trim() {
        "" => Ok(None),
        text => Hundredths::parse(text).map(Some).ok_or(()),
    }
}

/// What is typed into a field of a whole number.
pub(super) fn read_whole(text: &str) -> Result<Option<u64>, ()> {
    match text.trim() {
        "" => Ok(None),
        text => text
            .parse()
            .ok()
            .filter(|number: &u64| *number <= LARGEST_SAFE.unsigned_abs())
            .map(Some)
            .ok_or(()),
    }
}

/// What fields hold that could not be taken, and why not; by column and field.
pub(super) type Refused = BTreeMap<(Column, String), (String, String)>;

/// Where a field finds that again when its item is opened again.
#[derive(Clone)]
pub(super) struct Draft {
    pub(super) refused: StoredValue<Refused>,
    pub(super) at: (Column, String),
}

impl Draft {
    pub(super) fn get(&self) -> Option<(String, String)> {
        self.refused.with_value(|refused| refused.get(&self.at).cloned())
    }

    pub(super) fn forget(&self) {
        self.keep("", None);
    }

    /// Keeps a text with why it is refused, or forgets it where it is not.
    fn keep(&self, text: &str, why: Option<&String>) {
        self.refused.update_value(|refused| match why {
            Some(why) => {
                refused.insert(self.at.clone(), (text.to_owned(), why.clone()));
            }
            None => {
                refused.remove(&self.at);
            }
        });
    }
}

/// A field that hands on every key. What is refused stays in it, though nothing is kept then, and
/// once it is left with why not under it, until it is mended.
#[component]
pub(super) fn TypedField(
    #[prop(into)] label: String,
    draft: Draft,
    /// What is kept, as it is written.
    kept: Signal<String>,
    /// Does the typed text mean what is kept?
    means: fn(&str, &str) -> bool,
    /// Takes the text; answers why not.
    commit: Callback<String, Option<String>>,
    #[prop(optional, into)] class: Option<String>,
    #[prop(optional, into)] placeholder: Option<String>,
    /// The unit behind the field.
    #[prop(optional, into)]
    after: Option<String>,
) -> impl IntoView {
    let begun = draft.get();
    let refused = RwSignal::new(begun.is_some());
    let (typed, fault) = begun.unwrap_or_else(|| (kept.get_untracked(), String::new()));
    let (typed, fault) = (RwSignal::new(typed), RwSignal::new(fault));
    let draft = StoredValue::new(draft);
    // Answers why not.
    let hand_on = move |text: String| {
        let why = commit.run(text.clone());
        refused.set(why.is_some());
        draft.with_value(|draft| draft.keep(&text, why.as_ref()));
        why
    };
    Effect::new(move |_| {
        let kept = kept.get();
        if kept.is_empty() && refused.get_untracked() {
            return;
        }
        if !means(&typed.get_untracked(), &kept) {
            typed.set(kept);
        }
        refused.set(false);
        fault.set(String::new());
        draft.with_value(Draft::forget);
    });
    let class = format!("field {}", class.unwrap_or_default());
    view! {
        <span class="typed">
            <span class=class>
                <input
                    aria-label=label.clone()
                    title=label
                    placeholder=placeholder
                    prop:value=typed
                    aria-invalid=move || refused.get().then_some("true")
                    on:input:target=move |event| {
                        typed.set(event.target().value());
                        fault.set(String::new());
                        hand_on(typed.get_untracked());
                    }
                    on:change=move |_| {
                        // A field that its page takes with it has handed on every key.
                        let Some(text) = typed.try_get_untracked() else { return };
                        fault.set(hand_on(text).unwrap_or_default());
                    }
                />
                {after.map(|after| view! { <span class="after">{after}</span> })}
            </span>
            <FaultLine fault />
        </span>
    }
}

/// Hands on a number that was read; answers why not. Where none can be taken the old one goes too: it
/// must not stand for what was typed.
fn hand_on<T>(
    read: Result<Option<T>, ()>,
    commit: Callback<Option<T>, Option<String>>,
    no_number: &str,
) -> Option<String>
where
    T: 'static,
{
    let why = match read {
        Ok(number) => commit.run(number)?,
        Err(()) => no_number.to_owned(),
    };
    commit.run(None);
    Some(why)
}

/// A field of points.
#[component]
pub(super) fn PointsField(
    #[prop(into)] label: String,
    draft: Draft,
    kept: Signal<Option<Hundredths>>,
    /// Takes the points; answers why not.
    commit: Callback<Option<Hundredths>, Option<String>>,
    #[prop(optional, into)] placeholder: Option<String>,
) -> impl IntoView {
    let words = &texts().assessment;
    let written = Signal::derive(move || kept.get().map_or_else(String::new, points));
    let commit =
        Callback::new(move |text: String| hand_on(read_points(&text), commit, words.no_number));
    view! {
        <TypedField
            label
            draft
            kept=written
            means=|typed, kept| {
                read_points(typed).is_ok_and(|typed| read_points(kept) == Ok(typed))
            }
            commit
            class="number"
            placeholder=placeholder.unwrap_or_default()
            after=words.typed_points
        />
    }
}

/// A field of a whole number.
#[component]
pub(super) fn WholeField(
    #[prop(into)] label: String,
    draft: Draft,
    kept: Signal<Option<u64>>,
    /// Takes the number; answers why not.
    commit: Callback<Option<u64>, Option<String>>,
    #[prop(optional, into)] after: Option<String>,
) -> impl IntoView {
    let words = &texts().assessment;
    let written =
        Signal::derive(move || kept.get().map_or_else(String::new, |number| number.to_string()));
    let commit =
        Callback::new(move |text: String| hand_on(read_whole(&text), commit, words.no_whole));
    view! {
        <TypedField
            placeholder=label.clone()
            label
            draft
            kept=written
            means=|typed, kept| read_whole(typed).is_ok_and(|typed| read_whole(kept) == Ok(typed))
            commit
            class="number"
            after=after.unwrap_or_default()
        />
    }
}

/// Typing rests when nothing came for so long, in milliseconds.
const PAUSE: u32 = 1_500;

/// A field of free text, handed on when it is left and whenever typing rests: a browser that ends
/// takes an open field with it.
#[component]
pub(super) fn TextField(
    #[prop(into)] label: String,
    kept: Signal<String>,
    commit: Callback<String>,
) -> impl IntoView {
    // Counts what was typed; only the last of it is handed on.
    let turn = StoredValue::new(0_u32);
    let rest = move |text: String| {
        // A field that its page takes with it ends what is composed in it.
        let Some(now) = turn.try_get_value().map(|turn| turn.wrapping_add(1)) else { return };
        turn.set_value(now);
        // What is blank may take the field away, and what ends in a blank is not over.
        if text.is_empty() || text.trim() != text {
            return;
        }
        spawn_local(async move {
            clock::sleep(PAUSE).await;
            if turn.try_get_value() == Some(now) && kept.get_untracked() != text {
                commit.run(text);
            }
        });
    };
    // What an input method is still composing is no text yet.
    let composing = StoredValue::new(false);
    view! {
        <span class="field">
            <input
                aria-label=label.clone()
                placeholder=label
                prop:value=kept
                on:compositionstart=move |_| composing.set_value(true)
                on:compositionend:target=move |event| {
                    composing.set_value(false);
                    rest(event.target().value());
                }
                on:input:target=move |event| {
                    if composing.try_get_value() == Some(false) {
                        rest(event.target().value());
                    }
                }
                on:change:target=move |event| {
                    // A field that its page takes with it is left too.
                    let Some(now) = turn.try_get_value() else { return };
                    turn.set_value(now.wrapping_add(1));
                    let catch = events::catch_focus(&event.target(), "tr");
                    commit.run(event.target().value().trim().to_owned());
                    // A reason that was emptied may take the field beside it away.
                    request_animation_frame(catch);
                }
            />
        </span>
    }
}

/// One choice out of a few: one stop of Tab, in which ← and → choose the one beside. The chosen one
/// pressed again is taken back.
#[component]
pub(super) fn Choices(
    #[prop(into)] label: String,
    /// What the buttons say.
    labels: Vec<String>,
    chosen: Signal<Option<usize>>,
    pick: Callback<usize>,
) -> impl IntoView {
    let group = NodeRef::<html::Span>::new();
    let count = labels.len();
    // Where Tab stops while nothing is chosen.
    let last = RwSignal::new(0);
    let stop = move || chosen.get().unwrap_or_else(|| last.get());
    view! {
        <span class="choice-bar" role="radiogroup" aria-label=label node_ref=group>
            {labels
                .into_iter()
                .enumerate()
                .map(|(at, label)| {
                    let beside = move |event: leptos::ev::KeyboardEvent| {
                        let next = match event.key().as_str() {
                            "ArrowRight" => (at + 1).min(count - 1),
                            "ArrowLeft" => at.saturating_sub(1),
                            _ => return,
                        };
                        if event.alt_key() || event.ctrl_key() || event.meta_key() {
                            return;
                        }
                        event.prevent_default();
                        // There is no way round the end: ← of the first must not choose the last.
                        if next == at {
                            return;
                        }
                        pick.run(next);
                        if let (Some(group), Ok(next)) = (group.get_untracked(), next.try_into()) {
                            events::focus_child(&group, next);
                        }
                    };
                    view! {
                        <button
                            type="button"
                            role="radio"
                            aria-checked=move || (chosen.get() == Some(at)).to_string()
                            tabindex=move || if stop() == at { "0" } else { "-1" }
                            on:keydown=beside
                            on:click=move |_| {
                                last.set(at);
                                pick.run(at);
                            }
                        >
                            {label}
                        </button>
                    }
                })
                .collect_view()}
        </span>
    }
}

/// How many times; + and − work on it too.
#[component]
pub(super) fn Counter(
    #[prop(into)] label: String,
    count: Signal<Option<u32>>,
    set: Callback<u32>,
) -> impl IntoView {
    let words = &texts().assessment;
    let more = move || set.run(count.get_untracked().unwrap_or_default().saturating_add(1));
    let less = move || {
        // At zero the button stays where the focus is, and does nothing.
        if count.get_untracked() != Some(0) {
            set.run(count.get_untracked().unwrap_or_default().saturating_sub(1));
        }
    };
    view! {
        <span
            class="counter"
            role="group"
            aria-label=label
            on:keydown=move |event| {
                match event.key().as_str() {
                    "+" | "=" => more(),
                    "-" => less(),
                    _ => return,
                }
                event.prevent_default();
            }
        >
            <button
                type="button"
                aria-label=words.less
                aria-disabled=move || (count.get() == Some(0)).then_some("true")
                on:click=move |_| less()
            >
                <IconView icon=Icon::Minus />
            </button>
            <output>
                {move || count.get().map_or_else(|| "–".to_owned(), |count| count.to_string())}
            </output>
            <button type="button" aria-label=words.more on:click=move |_| more()>
                <IconView icon=Icon::Plus />
            </button>
        </span>
    }
}
