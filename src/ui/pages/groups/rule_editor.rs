//! A rule in edit: cases, each of some conditions, each a field with one of some values.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::Page;
use crate::grouping::axis::values;
use crate::model::group::{Axis, Condition, Rule};
use crate::order::Gather as _;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::menu::{Choice, FilterChip};
use crate::ui::words::value_words;

/// A condition that still asks for its values.
pub fn blank_condition() -> Condition {
    Condition { axis: Axis::Post, values: Vec::new(), not: false }
}

/// Edits `rule`; every change is handed on whole.
#[component]
pub fn RuleEditor(
    page: Page,
    #[prop(into)] rule: Signal<Rule>,
    on_change: Callback<Rule>,
) -> impl IntoView {
    let groups = &page.editor.texts.groups;
    let change = move |edit: &dyn Fn(&mut Rule)| {
        let mut new = rule.get_untracked();
        edit(&mut new);
        new.any.retain(|case| !case.is_empty());
        on_change.run(new);
    };
    // The shape only: a change of values must not build the editor anew under the pointer.
    let shape = Memo::new(move |_| {
        rule.read()
            .any
            .iter()
            .map(|case| case.iter().map(|one| (one.axis.clone(), one.not)).collect())
            .collect::<Vec<Vec<(Axis, bool)>>>()
    });
    let cases = move || {
        let shape = shape.get();
        let several = shape.len() > 1;
        shape
            .into_iter()
            .enumerate()
            .map(|(at, case)| {
                let conditions = case
                    .into_iter()
                    .enumerate()
                    .map(|(index, (axis, not))| {
                        view! { <ConditionLine page rule on_change place=(at, index) axis not /> }
                    })
                    .collect_view();
                view! {
                    {several.then(|| view! { <p class="note">{(groups.case)(at + 1)}</p> })}
                    {conditions}
                    <button
                        type="button"
                        class="text-button"
                        on:click=move |_| {
                            change(
                                &|rule| {
                                    if let Some(case) = rule.any.get_mut(at) {
                                        case.push(blank_condition());
                                    }
                                },
                            );
                        }
                    >
                        <IconView icon=Icon::Plus />
                        {groups.add_condition}
                    </button>
                }
            })
            .collect_view()
    };
    view! {
        <div class="rule-editor">
            {cases}
            <button
                type="button"
                class="text-button"
                on:click=move |_| change(&|rule| rule.any.push(vec![blank_condition()]))
            >
                <IconView icon=Icon::Plus />
                {groups.add_case}
            </button>
        </div>
    }
}

#[component]
fn ConditionLine(
    page: Page,
    rule: Signal<Rule>,
    on_change: Callback<Rule>,
    /// Which case, which condition of it.
    place: (usize, usize),
    axis: Axis,
    not: bool,
) -> impl IntoView {
    let texts = page.editor.texts;
    let groups = &texts.groups;
    let workspace = page.editor.workspace;
    let change = move |edit: &dyn Fn(&mut Vec<Condition>)| {
        let mut new = rule.get_untracked();
        if let Some(case) = new.any.get_mut(place.0) {
            edit(case);
        }
        new.any.retain(|case| !case.is_empty());
        on_change.run(new);
    };
    let set = move |edit: &dyn Fn(&mut Condition)| {
        change(&|case| {
            if let Some(condition) = case.get_mut(place.1) {
                edit(condition);
            }
        });
    };
    let own_values = move || {
        rule.with(|rule| {
            let condition = rule.any.get(place.0).and_then(|case| case.get(place.1));
            condition.map_or_else(BTreeSet::new, |one| one.values.iter().cloned().gather_set())
        })
    };
    let chosen = RwSignal::new(untrack(own_values));
    // What was changed elsewhere, such as by undo, comes back into the chip.
    Effect::new(move |_| {
        let own = own_values();
        if chosen.get_untracked() != own {
            chosen.set(own);
        }
    });
    Effect::new(move |_| {
        let values = chosen.get();
        if values != untrack(own_values) {
            set(&|condition| condition.values = values.iter().cloned().collect());
        }
    });
    let of = axis.clone();
    let choices = Signal::derive(move || {
        let ledger = workspace.ledger();
        values(&of, &ledger)
            .into_iter()
            .map(|value| Choice {
                label: value_words(&of, &value, &ledger, texts),
                after: String::new(),
                value,
            })
            .collect::<Vec<_>>()
    });
    let options = Axis::KNOWN
        .into_iter()
        .enumerate()
        .map(|(index, known)| {
            let selected = known == axis;
            view! {
                <option value=index.to_string() selected=selected>
                    {(texts.model.axis)(&known)}
                </option>
            }
        })
        .collect_view();
    view! {
        <div class="condition">
            <select
                class="field small"
                aria-label=groups.field
                on:change:target=move |event| {
                    let index = event.target().value().parse::<usize>().ok();
                    if let Some(axis) = index.and_then(|index| Axis::KNOWN.get(index)) {
                        set(
                            &|condition| {
                                condition.axis = axis.clone();
                                condition.values.clear();
                            },
                        );
                    }
                }
            >
                {options}
            </select>
            <select
                class="field small"
                aria-label=groups.is
                on:change:target=move |event| {
                    let not = event.target().value() == "not";
                    set(&|condition| condition.not = not);
                }
            >
                <option value="is" selected=!not>
                    {groups.is}
                </option>
                <option value="not" selected=not>
                    {groups.is_not}
                </option>
            </select>
            <FilterChip label=groups.values choices chosen clear=groups.clear_values label_goes=true />
            <button
                type="button"
                class="icon-button small push"
                title=groups.remove_condition
                on:click=move |_| {
                    change(
                        &|case| {
                            if place.1 < case.len() {
                                case.remove(place.1);
                            }
                        },
                    );
                }
            >
                <IconView icon=Icon::Close />
            </button>
        </div>
    }
}
