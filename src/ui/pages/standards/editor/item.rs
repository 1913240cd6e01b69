//! One item: content, methods, mark, rules, evidence, and who assesses it. What moves, copies and
//! deletes an area or item stands here too.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::Page;
use super::fields::{Fields, Place};
use super::rules::{Home, RuleList};
use crate::browser::events;
use crate::interchange::standard_table::words::METHODS;
use crate::model::assessment::Column;
use crate::model::people::Rejection;
use crate::model::standard::{Item, Method, NotApplicable, Standard};
use crate::model::standard_tree::{Spot, Way};
use crate::ui::components::field::{FormLine, KeptField};
use crate::ui::components::icon::{Icon, IconView};

/// Up, down, to another area, copy; delete stands apart.
#[component]
fn Actions(page: Page, spot: Spot) -> impl IntoView {
    let words = &page.editor.texts.standard_editor;
    let spot = StoredValue::new(spot);
    let shift = move |way| page.shift(&spot.get_value(), way);
    let duplicate = move |_| {
        if let Some(copy) = page.change(|standard| standard.duplicate(&spot.get_value())) {
            page.open(Some(copy));
        }
    };
    let delete = move |_| {
        let deleted = spot.get_value();
        let step = page.step();
        let gone = page.editor.edit_aloud(step, |ledger| {
            ledger.edit_draft(page.id, |standard| standard.remove(&deleted))
        });
        if gone.is_some() {
            page.open(None);
        }
    };
    let places = Memo::new(move |_| page.with(|standard| places(standard, &spot.get_value())));
    let goes = move |value: String| {
        page.change(|standard| match spot.get_value() {
            Spot::Item(id) => standard.move_item(&id, &value, false),
            Spot::Area(id) => {
                standard.move_area(&id, Some(value.as_str()).filter(|id| !id.is_empty()))
            }
        });
        page.open(Some(spot.get_value()));
    };
    let is_area = spot.with_value(|spot| matches!(spot, Spot::Area(_)));
    let options = move || {
        let options = places.get().into_iter().map(|(id, title)| {
            view! { <option value=id.clone()>{format!("{id} {title}")}</option> }
        });
        options.collect_view()
    };
    view! {
        <div class="spot-actions">
            <button type="button" class="button small" on:click=move |_| shift(Way::Up)>
                <IconView icon=Icon::Up />
                {words.up}
            </button>
            <button type="button" class="button small" on:click=move |_| shift(Way::Down)>
                <IconView icon=Icon::Down />
                {words.down}
            </button>
            <select
                class="field small"
                aria-label=words.move_to
                on:change:target=move |event| {
                    let value = event.target().value();
                    event.target().set_value("-");
                    if value != "-" {
                        goes(value);
                    }
                }
            >
                <option value="-">{words.move_to}</option>
                {is_area.then(|| view! { <option value="">{words.to_top}</option> })}
                {options}
            </select>
            <button type="button" class="button small" on:click=duplicate>
                <IconView icon=Icon::Copy />
                {words.duplicate}
            </button>
            <button type="button" class="text-button is-bad push" on:click=delete>
                {words.delete}
            </button>
        </div>
    }
}

/// The areas to which something can go.
fn places(standard: &Standard, spot: &Spot) -> Vec<(String, String)> {
    let here = match spot {
        Spot::Item(id) => standard.area_of(id),
        Spot::Area(id) => standard.area_over(id),
    };
    let here = here.map(|area| area.id.clone());
    let within: Vec<String> = match spot {
        Spot::Item(_) => Vec::new(),
        Spot::Area(id) => {
            let own = standard
                .area(id)
                .map(|area| Standard { areas: vec![area.clone()], ..Standard::default() });
            own.map_or_else(Vec::new, |own| {
                own.all_areas().into_iter().map(|area| area.id.clone()).collect()
            })
        }
    };
    let areas = standard.all_areas().into_iter();
    let areas = areas.filter(|area| Some(&area.id) != here.as_ref() && !within.contains(&area.id));
    areas.map(|area| (area.id.clone(), area.title.clone())).collect()
}

/// The head of an area or item: its number and title, what is done with it, and the fields of both.
pub(super) fn spot_head<T: Place>(
    fields: Fields<T>,
    spot: Spot,
    get: fn(&T) -> String,
    set: fn(&mut T, String),
) -> AnyView {
    let page = fields.page;
    let code = spot.id().to_owned();
    view! {
        <header>
            <h2>
                <span class="code">{code}</span>
                {move || fields.read(get)}
            </h2>
        </header>
        <Actions page spot=spot.clone() />
        <div class="form-grid">
            {number_line(page, spot)}
            {fields.text(page.editor.texts.standard_editor.title, "", get, set)}
        </div>
    }
    .into_any()
}

/// The line of the number, which other parts may name.
fn number_line(page: Page, spot: Spot) -> AnyView {
    let words = &page.editor.texts.standard_editor;
    let number = spot.id().to_owned();
    let commit = Callback::new(move |text: String| {
        if text.is_empty() {
            return Some(words.bad_number.to_owned());
        }
        let mut now = spot.clone();
        let refused = page.change_at(|standard| {
            now = standard.renumber(&spot, &text)?;
            Ok::<_, Rejection>(())
        });
        if refused.is_none() && now != spot {
            page.chosen.set(Some(now));
            // The form is drawn anew: whoever went on to the next field finds it again.
            spawn_local(async {
                let _ = events::focus(".item-scroll .form-grid > :nth-child(2) input");
            });
        }
        refused
    });
    view! {
        <FormLine label=words.number>
            <KeptField
                label=words.number
                class="field"
                value=Signal::stored(number)
                commit
            />
        </FormLine>
    }
    .into_any()
}

#[component]
pub(super) fn ItemForm(page: Page, id: String) -> impl IntoView {
    let texts = page.editor.texts;
    let (words, names) = (&texts.standard_editor, &texts.standards);
    let fields = Fields::<Item>::new(page, id.clone());
    let policy = move || fields.read(|item| Some(item.not_applicable));
    let policies = [NotApplicable::NotAllowed, NotApplicable::FullMark, NotApplicable::LeftOut];
    let options = policies
        .into_iter()
        .enumerate()
        .map(|(at, one)| {
            view! {
                <option value=at.to_string() prop:selected=move || policy() == Some(one)>
                    {(names.not_applicable)(one)}
                </option>
            }
        })
        .collect_view();
    view! {
        {spot_head(
            fields,
            Spot::Item(id.clone()),
            |item| item.title.clone(),
            |item, text| item.title = text,
        )}
        {fields
            .area(
                texts.assessment.content,
                "",
                |item| item.content.clone(),
                |item, text| item.content = text,
            )}
        <Methods fields />
        <div class="form-grid">
            {fields
                .mark(words.marks, "", |item| item.full_mark, |item, mark| item.full_mark = mark)}
            <FormLine label=names.may_not_apply>
                <select
                    class="field"
                    aria-label=names.may_not_apply
                    on:change:target=move |event| {
                        let at: usize = event.target().value().parse().unwrap_or_default();
                        let policy = policies.get(at).copied().unwrap_or_default();
                        fields.change(|item| item.not_applicable = policy);
                    }
                >
                    {options}
                </select>
            </FormLine>
        </div>
        <h3>{words.rules}</h3>
        <RuleList page home=Home::Item(id) />
        {fields
            .area(
                words.scoring,
                words.scoring_hint,
                |item| item.scoring.clone(),
                |item, text| item.scoring = text,
            )}
        {fields
            .area(
                names.evidence,
                words.evidence_hint,
                |item| item.evidence.join("\n"),
                |item, text| {
                    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
                    item.evidence = lines.map(str::to_owned).collect();
                },
            )}
        <Assessors fields />
        {fields
            .text(
                words.source,
                words.source_hint,
                |item| item.source.clone(),
                |item, text| item.source = text,
            )}
    }
}

/// How the item is looked at: the usual ways to tick, and others to type.
#[component]
fn Methods(fields: Fields<Item>) -> impl IntoView {
    let texts = fields.page.editor.texts;
    let words = &texts.standard_editor;
    let chips = METHODS
        .into_iter()
        .map(|(method, _)| {
            let label = (texts.standards.method)(&method);
            let method = StoredValue::new(method);
            let on = move || {
                method.with_value(|method| fields.read(|item| item.methods.contains(method)))
            };
            let toggle = move |_| {
                let method = method.get_value();
                fields.change(|item| {
                    if item.methods.contains(&method) {
                        item.methods.retain(|one| *one != method);
                    } else {
                        item.methods.push(method);
                    }
                });
            };
            view! {
                <button
                    type="button"
                    class="chip"
                    class:is-set=on
                    aria-pressed=move || on().to_string()
                    on:click=toggle
                >
                    {label}
                </button>
            }
        })
        .collect_view();
    let others = |item: &Item| -> String {
        let others = item.methods.iter().filter_map(|method| match method {
            Method::Other(other) => Some(other.as_str()),
            _ => None,
        });
        others.collect::<Vec<_>>().join("\u{3001}")
    };
    let set_others = |item: &mut Item, text: String| {
        item.methods.retain(|method| !matches!(method, Method::Other(_)));
        let words = text.split(['\u{3001}', '\u{ff0c}', ',']).map(str::trim);
        let words = words.filter(|word| !word.is_empty());
        item.methods.extend(words.map(|word| Method::Other(word.to_owned())));
    };
    view! {
        <div class="form-line">
            <span class="form-label">{texts.assessment.method}</span>
            <div class="chips">{chips}</div>
        </div>
        {fields.text(words.other_methods, words.other_methods_hint, others, set_others)}
    }
}

#[component]
fn Assessors(fields: Fields<Item>) -> impl IntoView {
    let texts = fields.page.editor.texts;
    let words = &texts.standard_editor;
    let ticks = Column::ALL
        .into_iter()
        .map(|column| {
            let on = move || fields.read(|item| item.assessors.contains(&column));
            view! {
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=on
                        on:change:target=move |event| {
                            let on = event.target().checked();
                            fields
                                .change(|item| {
                                    item.assessors.retain(|one| *one != column);
                                    if on {
                                        item.assessors.push(column);
                                    }
                                });
                        }
                    />
                    {(texts.assessment.column)(column)}
                </label>
            }
        })
        .collect_view();
    view! {
        <div class="form-line">
            <span class="form-label">{words.assessors}</span>
            <div class="ticks">{ticks}</div>
            <span class="note">{words.assessors_hint}</span>
        </div>
    }
}
