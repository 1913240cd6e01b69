//! The rules of an item or an area as a list in their order, and what adds one.

use leptos::prelude::*;

use super::Page;
use super::rule::RuleCard;
use crate::assessment::rule_fields::RuleField;
use crate::interchange::standard_table::clause::Around;
use crate::interchange::standard_table::typed::{add_clauses, add_deductions, change_rules};
use crate::model::open::{Kinds as _, Open};
use crate::model::pack::Extra;
use crate::model::people::Rejection;
use crate::model::rule::{Part, Rule, RuleKind};
use crate::model::score::Hundredths;
use crate::model::standard::{Item, Standard};
use crate::model::standard_tree::{Way, free_rule_id};
use crate::ui::components::field::{Entry, EntryField};
use crate::ui::components::icon::{Icon, IconView};

/// Where rules stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Home {
    Item(String),
    Area(String),
}

/// A rule as it stands: with its own mark where it is a part.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub part: Option<Hundredths>,
    pub rule: Rule,
    /// The full mark that it works on.
    pub full: Option<Hundredths>,
}

/// The rules of one place.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    pub page: Page,
    home: StoredValue<Home>,
    pub rows: Memo<Vec<Row>>,
}

impl Rules {
    fn new(page: Page, home: Home) -> Self {
        let home = StoredValue::new(home);
        let rows = Memo::new(move |_| {
            page.with(|standard| match home.get_value() {
                Home::Item(id) => standard.item(&id).map_or_else(Vec::new, of_item),
                Home::Area(id) => standard.area(&id).map_or_else(Vec::new, |area| {
                    let row = |rule: &Rule| Row { part: None, rule: rule.clone(), full: None };
                    area.deductions.iter().map(row).collect()
                }),
            })
        });
        Self { page, home, rows }
    }

    pub fn is_of_item(self) -> bool {
        self.home.with_value(|home| matches!(home, Home::Item(_)))
    }

    /// The kinds that can stand here.
    pub fn kinds(self) -> &'static [&'static str] {
        if self.is_of_item() { RuleKind::KINDS } else { &["deduct", "deduct_range"] }
    }

    /// Changes the rules of the place, those of an area as the rules of an item; the printed text of
    /// an item follows.
    fn change<T>(
        self,
        loud: bool,
        change: impl FnOnce(&mut Item, &Around) -> T,
    ) -> Result<T, Option<String>> {
        let home = self.home.get_value();
        let mut answer = None;
        let run = |standard: &mut Standard| {
            let around = Around::of(standard);
            match &home {
                Home::Item(id) => {
                    let item = standard.item_mut(id).ok_or(Rejection::NoSuchPlace)?;
                    answer = Some(change_rules(item, &around, |item| change(item, &around)));
                }
                Home::Area(id) => {
                    let area = standard.area_mut(id).ok_or(Rejection::NoSuchPlace)?;
                    let rules = std::mem::take(&mut area.deductions);
                    let mut stand_in = Item { rules, ..Item::default() };
                    answer = Some(change(&mut stand_in, &around));
                    area.deductions = stand_in.rules;
                }
            }
            Ok::<_, Rejection>(())
        };
        let refused = if loud {
            self.page.change(run).is_none().then_some(None)
        } else {
            self.page.change_at(run).map(Some)
        };
        match (answer, refused) {
            (Some(answer), None) => Ok(answer),
            (_, refused) => Err(refused.flatten()),
        }
    }

    /// Changes one rule from a field; answers why not.
    pub fn edit(self, id: &str, change: impl FnOnce(&mut Rule, &Around)) -> Option<String> {
        let done = self.change(false, |item, around| {
            let full = item.full();
            let part = item.parts.iter_mut().find(|part| part.rule.id == id);
            if let Some(part) = part {
                let around = around.with_full(Some(part.full_mark));
                change(&mut part.rule, &around);
            } else if let Some(rule) = item.rules.iter_mut().find(|rule| rule.id == id) {
                change(rule, &around.with_full(full));
            }
        });
        done.err().flatten()
    }

    /// Types a field of a rule; answers why not.
    pub fn type_field(self, id: &str, field: RuleField, text: &str) -> Option<String> {
        let mut taken = false;
        let refused = self.edit(id, |rule, _| {
            let Open::Known(kind, _) = &mut rule.kind else { return };
            if let Some(changed) = kind.with_field(field, text) {
                *kind = changed;
                taken = true;
            }
        });
        let words = &self.page.editor.texts.standard_editor;
        let why = match field {
            RuleField::Levels => words.bad_levels,
            RuleField::Points | RuleField::Cap | RuleField::From | RuleField::To => words.bad_mark,
            _ => words.bad_amount,
        };
        refused.or((!taken).then(|| why.to_owned()))
    }

    /// Gives a rule a mark of its own, so that it is a part, or makes a rule of a part.
    pub fn set_part(self, id: &str, mark: Option<Hundredths>) -> Option<String> {
        let done = self.change(false, |item, _| {
            let part = item.parts.iter().position(|part| part.rule.id == id);
            let rule = item.rules.iter().position(|rule| rule.id == id);
            match (part, rule, mark) {
                (Some(at), _, Some(mark)) => {
                    if let Some(part) = item.parts.get_mut(at) {
                        part.full_mark = mark;
                    }
                }
                (Some(at), _, None) => {
                    let part = item.parts.remove(at);
                    item.rules.insert(0, part.rule);
                }
                (None, Some(at), Some(full_mark)) => {
                    let rule = item.rules.remove(at);
                    item.parts.push(Part { full_mark, rule });
                }
                (None, ..) => {}
            }
        });
        done.err().flatten()
    }

    /// Makes a rule one of that kind; answers why not.
    pub fn set_kind(self, id: &str, name: &str) -> Option<String> {
        let levels = self.page.editor.texts.standard_editor.levels;
        self.edit(id, |rule, around| {
            if let Some(kind) = RuleKind::beginning(name, around.full_mark, levels) {
                rule.kind = Open::Known(kind, Extra::new());
            }
        })
    }

    pub fn shift(self, id: &str, way: Way) {
        // Refusals are told.
        let _ = self.change(true, |item, _| {
            if let Some(at) = item.parts.iter().position(|part| part.rule.id == id) {
                way.shift(&mut item.parts, at);
            } else if let Some(at) = item.rules.iter().position(|rule| rule.id == id) {
                way.shift(&mut item.rules, at);
            }
        });
    }

    pub fn remove(self, id: &str) {
        let _ = self.change(true, |item, _| {
            item.parts.retain(|part| part.rule.id != id);
            item.rules.retain(|rule| rule.id != id);
        });
    }

    fn add_kind(self, name: &str) {
        let levels = self.page.editor.texts.standard_editor.levels;
        let _ = self.change(true, |item, _| {
            if let Some(kind) = RuleKind::beginning(name, item.full(), levels) {
                let id = free_rule_id(item.all_rules());
                item.rules.push(Rule { id, text: String::new(), kind: kind.into() });
            }
        });
    }

    /// Adds typed clauses; answers those that were not understood.
    fn add_text(self, text: &str) -> Vec<String> {
        let add = if self.is_of_item() { add_clauses } else { add_deductions };
        let added = self.change(true, |item, around| add(item, text, around));
        added.unwrap_or_default()
    }
}

fn of_item(item: &Item) -> Vec<Row> {
    let part = |part: &Part| Row {
        part: Some(part.full_mark),
        rule: part.rule.clone(),
        full: Some(part.full_mark),
    };
    let rule = |rule: &Rule| Row { part: None, rule: rule.clone(), full: item.full() };
    item.parts.iter().map(part).chain(item.rules.iter().map(rule)).collect()
}

#[component]
pub(super) fn RuleList(page: Page, home: Home) -> impl IntoView {
    let rules = Rules::new(page, home);
    let texts = page.editor.texts;
    let words = &texts.standard_editor;
    let clause = Entry::new("");
    let add = move || {
        let text = clause.get();
        if text.is_empty() {
            return;
        }
        let unknown = rules.add_text(&text);
        clause.set(unknown.join("\u{ff1b}"));
        if !unknown.is_empty() {
            clause.fault.set((words.not_read)(&unknown));
        }
    };
    let kinds = rules
        .kinds()
        .iter()
        .map(|name| {
            let kind = RuleKind::beginning(name, None, words.levels);
            view! { <option value=*name>{(texts.standards.kind_word)(kind.as_ref())}</option> }
        })
        .collect_view();
    let nothing = move || rules.is_of_item() && rules.rows.with(Vec::is_empty);
    view! {
        <ol class="rule-cards">
            <For
                each=move || rules.rows.get()
                key=|row| row.rule.id.clone()
                children=move |row| view! { <RuleCard rules id=row.rule.id /> }
            />
        </ol>
        <Show when=nothing>
            <p class="note">{words.no_rules}</p>
        </Show>
        <div class="rule-adding">
            <div class="clause-entry">
                <EntryField
                    entry=clause
                    label=words.add_clause
                    placeholder=words.add_clause_hint
                    on_enter=Callback::new(move |()| add())
                />
            </div>
            <button type="button" class="button" on:click=move |_| add()>
                <IconView icon=Icon::Plus />
                {words.add}
            </button>
            <select
                class="field"
                aria-label=words.by_kind
                on:change:target=move |event| {
                    let name = event.target().value();
                    event.target().set_value("");
                    if !name.is_empty() {
                        rules.add_kind(&name);
                    }
                }
            >
                <option value="">{words.by_kind}</option>
                {kinds}
            </select>
        </div>
    }
}
