//! The control of a cell in edit.

use leptos::{html, prelude::*};

use crate::browser::grid;
use crate::i18n::values::choices;
use crate::model::field::Field;
use crate::ui::components::field::aria_invalid;
use crate::ui::components::menu::HangingList;
use crate::ui::components::toast::Toaster;
use crate::ui::texts::texts;
use crate::workspace::Workspace;

/// The control in a cell: Enter and Tab write and go on, leaving writes, Esc leaves it as it was.
#[component]
pub fn CellEditor(
    field: Field,
    value: String,
    /// Takes the text; answers why not.
    commit: Callback<String, Option<String>>,
    cancel: Callback<()>,
) -> impl IntoView {
    let workspace = Workspace::here();
    let list = choices(field, &workspace.ledger_untracked(), texts());
    let done = StoredValue::new(false);
    let fault = RwSignal::new(String::new());
    let toaster = Toaster::here();
    // Is it over? What is refused stays in edit, its fault under it.
    let finish = move |text: Option<String>| {
        // Leaving the control follows Enter and Esc.
        if done.get_value() {
            return true;
        }
        done.set_value(true);
        match text {
            Some(text) => {
                let refused = commit.run(text);
                done.set_value(refused.is_none());
                fault.set(refused.unwrap_or_default());
            }
            None => cancel.run(()),
        }
        done.get_value()
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let back = if event.shift_key() { -1 } else { 1 };
        let (text, rows, columns) = match event.key().as_str() {
            "Enter" => (Some(event_target_value(&event)), back, 0),
            "Tab" => (Some(event_target_value(&event)), 0, back),
            "Escape" => (None, 0, 0),
            // The arrows of a table are those of the text here.
            _ if !event.ctrl_key() && !event.meta_key() => return event.stop_propagation(),
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        if finish(text) {
            grid::enter(&event);
            grid::step(&event, rows, columns);
        }
    };
    let on_leave = move |event: leptos::ev::FocusEvent| {
        // Who goes on elsewhere does not come back to mend it.
        if !finish(Some(event_target_value(&event))) {
            toaster.refuse(fault.get_untracked());
            finish(None);
        }
    };
    match list {
        Some(choices) => {
            let select = NodeRef::<html::Select>::new();
            Effect::new(move |_| {
                if let Some(select) = select.get() {
                    let _ = select.focus();
                }
            });
            // Going through the list by keys changes it, too, but is no choice yet.
            let by_keys = StoredValue::new(false);
            view! {
                <select
                    class="cell-input"
                    node_ref=select
                    on:change=move |event| {
                        if !by_keys.get_value() && finish(Some(event_target_value(&event))) {
                            grid::enter(&event);
                        }
                    }
                    on:blur=on_leave
                    on:pointerdown=move |_| by_keys.set_value(false)
                    on:keydown=move |event| {
                        by_keys.set_value(true);
                        on_key(event);
                    }
                >
                    {choices
                        .into_iter()
                        .map(|(code, label)| {
                            let selected = code == value;
                            view! {
                                <option value=code selected=selected>
                                    {label}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
            }
            .into_any()
        }
        None => {
            let input = NodeRef::<html::Input>::new();
            Effect::new(move |_| {
                if let Some(input) = input.get() {
                    let _ = input.focus();
                    input.select();
                }
            });
            view! {
                <input
                    class="cell-input"
                    type="text"
                    node_ref=input
                    value=value
                    aria-invalid=move || aria_invalid(fault)
                    on:input=move |_| fault.set(String::new())
                    on:blur=on_leave
                    on:keydown=on_key
                />
                <Show when=move || aria_invalid(fault).is_some()>
                    <HangingList>
                        <li class="is-bad" role="alert">
                            {fault}
                        </li>
                    </HangingList>
                </Show>
            }
            .into_any()
        }
    }
}
