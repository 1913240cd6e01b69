//! A field that finds one of many by what is typed, and hands it on: people, courses, groups.

use leptos::prelude::*;

use super::field::{FaultLine, aria_invalid};
use super::menu::{Choice, HangingList};
use crate::ui::texts::texts;

/// A field with a list of what fits below it. Arrow keys move in the list, Enter chooses, Esc
/// closes it.
#[component]
pub fn Picker(
    #[prop(into)] placeholder: String,
    /// What fits the typed text, trimmed and in lower case; an empty list hangs nothing out.
    find: Callback<String, Vec<Choice>>,
    /// Takes the value of what was chosen.
    on_choose: Callback<String>,
    #[prop(optional, into)] class: String,
    /// What is wrong while nothing is chosen.
    #[prop(optional)]
    fault: RwSignal<String>,
) -> impl IntoView {
    let wanted = RwSignal::new(String::new());
    let open = RwSignal::new(false);
    let cursor = RwSignal::new(0_usize);
    let found = Memo::new(move |_| {
        if open.get() { find.run(wanted.read().trim().to_lowercase()) } else { Vec::new() }
    });
    let nothing = move || {
        open.get() && found.read().is_empty() && !wanted.with(|text| text.trim().is_empty())
    };
    let close = move || {
        wanted.set(String::new());
        open.set(false);
        cursor.set(0);
    };
    let choose = move |index: usize| {
        if let Some(choice) = found.with_untracked(|found| found.get(index).cloned()) {
            close();
            fault.set(String::new());
            on_choose.run(choice.value);
        }
    };
    let on_keydown = move |event: leptos::ev::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let last = found.with_untracked(Vec::len).saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" if open.get_untracked() => {
                cursor.update(|cursor| *cursor = (*cursor + 1).min(last));
            }
            "ArrowDown" => open.set(true),
            "ArrowUp" => cursor.update(|cursor| *cursor = cursor.saturating_sub(1)),
            "Enter" => choose(cursor.get_untracked()),
            "Escape" if found.with_untracked(|found| !found.is_empty()) || untrack(nothing) => {
                event.stop_propagation();
                close();
            }
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div class=format!("chip-frame picker {class}")>
            <input
                class="field"
                type="search"
                autocomplete="off"
                placeholder=placeholder.clone()
                title=placeholder.clone()
                aria-label=placeholder
                aria-invalid=move || aria_invalid(fault)
                prop:value=wanted
                on:input:target=move |event| {
                    wanted.set(event.target().value());
                    open.set(true);
                    cursor.set(0);
                }
                on:click=move |_| open.set(true)
                on:blur=move |_| open.set(false)
                on:keydown=on_keydown
            />
            <Show when=move || !found.read().is_empty()>
                <HangingList>
                    {move || {
                        found
                            .get()
                            .into_iter()
                            .enumerate()
                            .map(|(index, choice)| {
                                view! {
                                    <li
                                        role="option"
                                        aria-selected=move || (cursor.get() == index).to_string()
                                        on:mousedown=move |event| {
                                            event.prevent_default();
                                            choose(index);
                                        }
                                    >
                                        <span class="clip">{choice.label}</span>
                                        <span class="after">{choice.after}</span>
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </HangingList>
            </Show>
            <Show when=nothing>
                <HangingList>
                    <li class="quiet">{texts().shell.none_found}</li>
                </HangingList>
            </Show>
            <FaultLine fault />
        </div>
    }
}
