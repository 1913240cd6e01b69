//! A button with a list that hangs below it: filter chips and pickers.

use std::collections::BTreeSet;

use leptos::{html, prelude::*};

use super::icon::{Icon, IconView};
use crate::browser::hanging;
use crate::ui::texts::texts;

/// One choice of a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Choice {
    pub value: String,
    pub label: String,
    /// A quiet word at the right, such as a count.
    pub after: String,
}

/// A list that hangs from the frame around it, over whatever would cut it off.
#[component]
pub fn HangingList(
    /// May several be chosen?
    #[prop(optional)]
    several: bool,
    children: Children,
) -> impl IntoView {
    let list = NodeRef::<html::Ul>::new();
    let stop = StoredValue::new_local(None);
    Effect::new(move |_| {
        if let Some(list) = list.get() {
            stop.set_value(Some(hanging::hang(&list)));
        }
    });
    on_cleanup(move || {
        if let Some(Some(stop)) = stop.try_update_value(Option::take) {
            stop();
        }
    });
    view! {
        <ul
            class="menu"
            role="listbox"
            aria-multiselectable=several.then_some("true")
            node_ref=list
        >
            {children()}
        </ul>
    }
}

/// Closes an open list with Esc; nothing around it hears the key, so that a dialog stays.
pub fn close_on_escape(event: &leptos::ev::KeyboardEvent, open: RwSignal<bool>) {
    if event.key() == "Escape" && open.get_untracked() {
        event.stop_propagation();
        event.prevent_default();
        open.set(false);
    }
}

/// A filter chip: choose any of the values; a set chip carries them and a cross.
#[component]
pub fn FilterChip(
    #[prop(into)] label: String,
    #[prop(into)] choices: Signal<Vec<Choice>>,
    chosen: RwSignal<BTreeSet<String>>,
    /// What the cross says.
    #[prop(into)]
    clear: String,
    /// Does the label go when something is chosen, because it only asks for it?
    #[prop(optional)]
    label_goes: bool,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let shown = Memo::new(move |_| {
        let chosen = chosen.read();
        if chosen.is_empty() {
            // The choices are counted only for who wants to see them.
            return String::new();
        }
        let choices = choices.read();
        let labels: Vec<_> = choices
            .iter()
            .filter(|choice| chosen.contains(&choice.value))
            .map(|choice| choice.label.clone())
            .collect();
        labels.join(texts().model.comma)
    });
    let is_set = move || !chosen.with(BTreeSet::is_empty);
    let toggle = move |value: &str| {
        chosen.update(|chosen| {
            if !chosen.remove(value) {
                chosen.insert(value.to_owned());
            }
        });
    };
    view! {
        <div
            class="chip-frame"
            on:keydown=move |event| close_on_escape(&event, open)
        >
            <button
                type="button"
                class="chip"
                class:is-set=is_set
                aria-expanded=move || open.get().to_string()
                aria-haspopup="listbox"
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <Show when=move || !(label_goes && is_set())>{label.clone()}</Show>
                <Show when=is_set>
                    <b class="clip">{shown}</b>
                </Show>
                <Show when=move || !is_set()>
                    <IconView icon=Icon::Down />
                </Show>
            </button>
            <Show when=is_set>
                <button
                    type="button"
                    class="chip-clear"
                    title=clear.clone()
                    on:click=move |_| {
                        chosen.set(BTreeSet::new());
                        open.set(false);
                    }
                >
                    <IconView icon=Icon::Close />
                </button>
            </Show>
            <Show when=move || open.get()>
                <div class="menu-back" on:click=move |_| open.set(false)></div>
                <HangingList several=true>
                    <For
                        each=move || choices.get()
                        key=|choice| choice.clone()
                        children=move |choice| {
                            let value = StoredValue::new(choice.value.clone());
                            let selected = move || {
                                chosen.with(|chosen| value.with_value(|value| chosen.contains(value)))
                            };
                            view! {
                                <li role="option" aria-selected=move || selected().to_string()>
                                    <label class="menu-label">
                                        <input
                                            type="checkbox"
                                            prop:checked=selected
                                            on:change=move |_| value.with_value(|value| toggle(value))
                                        />
                                        {choice.label}
                                        <span class="after">{choice.after}</span>
                                    </label>
                                </li>
                            }
                        }
                    />
                </HangingList>
            </Show>
        </div>
    }
}
