//! One rule: its kind, its clause as printed, its fields, and in plain words what it computes.

use leptos::prelude::*;

use super::fields::read_mark;
use super::rules::{Row, Rules};
use crate::assessment::rule_fields::{RuleField, Typed};
use crate::i18n::format::points;
use crate::interchange::standard_table::clause::Around;
use crate::interchange::standard_table::typed::{contradiction, read_text, retyped};
use crate::interchange::standard_table::words::words as clause_words;
use crate::model::rule::RuleKind;
use crate::model::standard_tree::Way;
use crate::ui::components::field::{KeptArea, KeptField, KeptSelect};
use crate::ui::components::icon::{Icon, IconView};

#[component]
pub(super) fn RuleCard(rules: Rules, id: String) -> impl IntoView {
    let texts = rules.page.editor.texts;
    let words = &texts.standard_editor;
    let id = StoredValue::new(id);
    let row = Memo::new(move |_| {
        rules
            .rows
            .with(|rows| id.with_value(|id| rows.iter().find(|row| row.rule.id == *id).cloned()))
    });
    let number = move || {
        rules
            .rows
            .with(|rows| id.with_value(|id| rows.iter().position(|row| row.rule.id == *id)))
            .map(|at| at + 1)
    };
    let kind = Memo::new(move |_| {
        row.with(|row| row.as_ref().and_then(|row| row.rule.kind.known().map(RuleKind::name)))
    });
    let text =
        move || row.with(|row| row.as_ref().map_or_else(String::new, |row| row.rule.text.clone()));
    let type_text = Callback::new(move |text: String| {
        let id = id.get_value();
        rules.edit(&id, |rule, around| *rule = retyped(rule, &text, around))
    });
    let part = move || {
        let part = row.with(|row| row.as_ref().and_then(|row| row.part));
        part.map_or_else(String::new, points)
    };
    let type_part = Callback::new(move |text: String| match read_mark(&text) {
        Some(mark) => rules.set_part(&id.get_value(), mark),
        None => Some(words.bad_mark.to_owned()),
    });
    let kinds = move || {
        let kinds = rules.kinds().iter().map(|name| {
            let one = RuleKind::beginning(name, None, words.levels);
            ((*name).to_owned(), (texts.standards.kind_word)(one.as_ref()).to_owned())
        });
        // One of a newer version is none of them.
        let newer = kind.get().is_none();
        let newer = newer.then(|| (String::new(), (texts.standards.kind_word)(None).to_owned()));
        newer.into_iter().chain(kinds).collect::<Vec<_>>()
    };
    let set_kind = Callback::new(move |name: String| rules.set_kind(&id.get_value(), &name));
    let can_be_part =
        move || rules.is_of_item() && !matches!(kind.get(), None | Some("bonus" | "veto"));
    view! {
        <li class="rule-card">
            <div class="rule-top">
                <span class="no">{number}</span>
                <KeptSelect
                    label=words.kind
                    value=Signal::derive(move || kind.get().unwrap_or_default().to_owned())
                    options=Signal::derive(kinds)
                    commit=set_kind
                />
                <Show when=can_be_part>
                    <label class="rule-field" title=words.part_hint>
                        <span class="note">{words.part}</span>
                        <KeptField
                            label=words.part
                            value=Signal::derive(part)
                            commit=type_part
                            width="64px"
                        />
                    </label>
                </Show>
                <button
                    type="button"
                    class="icon-button small push"
                    title=words.up
                    aria-label=words.up
                    on:click=move |_| rules.shift(&id.get_value(), Way::Up)
                >
                    <IconView icon=Icon::Up />
                </button>
                <button
                    type="button"
                    class="icon-button small"
                    title=words.down
                    aria-label=words.down
                    on:click=move |_| rules.shift(&id.get_value(), Way::Down)
                >
                    <IconView icon=Icon::Down />
                </button>
                <button
                    type="button"
                    class="icon-button small"
                    title=words.remove
                    aria-label=words.remove
                    on:click=move |_| rules.remove(&id.get_value())
                >
                    <IconView icon=Icon::Close />
                </button>
            </div>
            <KeptField
                label=words.clause
                class="field"
                value=Signal::derive(text)
                commit=type_text
                placeholder=words.clause_hint
            />
            {move || {
                // The fields are drawn anew for another kind only.
                kind.get().map(|name| view! { <RuleFields rules id row name /> })
            }}
            <Sentence rules row />
        </li>
    }
}

/// What the rule computes, as the clause that says it, and whether its text says the same.
#[component]
fn Sentence(rules: Rules, row: Memo<Option<Row>>) -> impl IntoView {
    let texts = rules.page.editor.texts;
    let words = &texts.standard_editor;
    let told = move || {
        let row = row.get()?;
        let (computes, warning) = rules.page.with(|standard| {
            let around = Around::of(standard).with_full(row.full);
            let kind = row.rule.kind.known();
            let computes = kind.map(|kind| {
                clause_words(kind, &around).unwrap_or_else(|| (texts.standards.rule_words)(kind))
            });
            let warning = match contradiction(&row.rule, &around) {
                Some(said) => Some((words.says)(
                    &clause_words(&said, &around)
                        .unwrap_or_else(|| (texts.standards.rule_words)(&said)),
                )),
                None if !row.rule.text.is_empty() && read_text(&row.rule, &around).is_none() => {
                    Some(words.unread.to_owned())
                }
                None => None,
            };
            (computes, warning)
        });
        Some(view! {
            <p class="note">{computes.map(|computes| (words.computes)(&computes))}</p>
            {warning.map(|warning| view! { <p class="note is-warn">{warning}</p> })}
        })
    };
    view! { <div class="rule-sentence">{told}</div> }
}

#[component]
fn RuleFields(
    rules: Rules,
    id: StoredValue<String>,
    row: Memo<Option<Row>>,
    name: &'static str,
) -> impl IntoView {
    let words = &rules.page.editor.texts.standard_editor;
    let Some(kind) = RuleKind::beginning(name, None, words.levels) else { return ().into_any() };
    let value = move |field: RuleField| {
        row.with(|row| {
            let kind = row.as_ref().and_then(|row| row.rule.kind.known());
            kind.map(|kind| kind.field(field)).unwrap_or_default()
        })
    };
    let counts = move || {
        row.with(|row| {
            let kind = row.as_ref().and_then(|row| row.rule.kind.known());
            kind.is_some_and(|kind| kind.unit().is_some())
        })
    };
    let set = move |field: RuleField, text: &str| rules.type_field(&id.get_value(), field, text);
    let control = move |field: RuleField| match field.typed() {
        Typed::Mark | Typed::Amount | Typed::Text => {
            let label = (words.field)(field, false);
            let width = if field.typed() == Typed::Text { "96px" } else { "72px" };
            view! {
                <KeptField
                    label
                    value=Signal::derive(move || value(field))
                    commit=Callback::new(move |text: String| set(field, &text))
                    width
                />
            }
            .into_any()
        }
        Typed::Lines => view! {
            <KeptArea
                label=(words.field)(field, false)
                placeholder=words.levels_hint
                value=Signal::derive(move || value(field))
                commit=Callback::new(move |text: String| set(field, &text))
            />
        }
        .into_any(),
        Typed::Choice(values) => {
            let names = (words.choices)(field);
            let options = values.iter().zip(names);
            let options: Vec<_> =
                options.map(|(one, name)| ((*one).to_owned(), (*name).to_owned())).collect();
            view! {
                <KeptSelect
                    label=(words.field)(field, false)
                    value=Signal::derive(move || value(field))
                    options=Signal::stored(options)
                    commit=Callback::new(move |text: String| set(field, &text))
                />
            }
            .into_any()
        }
        Typed::Effect => {
            view! { <EffectField rules id now=Signal::derive(move || value(field)) /> }.into_any()
        }
    };
    let fields = kind
        .fields()
        .iter()
        .map(|field| {
            let field = *field;
            view! {
                <label class="rule-field" class:wide=field.typed() == Typed::Lines>
                    <span class="note">{move || (words.field)(field, counts())}</span>
                    {control(field)}
                </label>
            }
        })
        .collect_view();
    view! { <div class="rule-fields">{fields}</div> }.into_any()
}

/// What a veto does: the ratings and areas of the standard to choose from.
#[component]
fn EffectField(rules: Rules, id: StoredValue<String>, now: Signal<String>) -> impl IntoView {
    let words = &rules.page.editor.texts.standard_editor;
    let choices = Memo::new(move |_| {
        rules.page.with(|standard| {
            let around = Around::of(standard);
            let mut choices = vec![("fail".to_owned(), words.effect_fail.to_owned())];
            for (name, id) in around.ratings.iter() {
                choices.push((format!("rating:{id}"), (words.effect_rating)(name)));
            }
            choices.push(("area:".to_owned(), words.effect_own_area.to_owned()));
            for (title, id) in around.areas.iter() {
                choices.push((format!("area:{id}"), (words.effect_area)(title)));
            }
            choices
        })
    });
    let set = move |value: String| rules.type_field(&id.get_value(), RuleField::Effect, &value);
    view! {
        <KeptSelect
            label=(words.field)(RuleField::Effect, false)
            value=now
            options=choices
            commit=Callback::new(set)
        />
    }
}
