//! The dialog for a new group: a name, the rule, and how many people that makes.

use leptos::prelude::*;

use super::Page;
use super::rule_editor::{RuleEditor, blank_condition};
use crate::grouping::membership::members;
use crate::grouping::propose::new_group;
use crate::model::people::Rejection;
use crate::model::step::Step;
use crate::route::Route;
use crate::ui::components::dialog::AskDialog;
use crate::ui::components::field::{Entry, EntryField, FaultLine, FormLine, need};
use crate::ui::router::Router;
use crate::ui::words::rule_words;

/// A short name for a rule: its values, without the axes.
fn suggested_name(page: Page) -> String {
    let ledger = page.editor.workspace.ledger_untracked();
    let rule = page.building.get_untracked().unwrap_or_default();
    let values: Vec<String> = rule
        .any
        .iter()
        .flatten()
        .map(|condition| {
            let values: Vec<_> = condition
                .values
                .iter()
                .map(|value| {
                    crate::ui::words::short_value_words(
                        &condition.axis,
                        value,
                        &ledger,
                        page.editor.texts,
                    )
                })
                .collect();
            values.join(page.editor.texts.model.comma)
        })
        .collect();
    if values.len() > 4 { String::new() } else { values.concat() }
}

#[component]
pub fn BuildDialog(page: Page) -> impl IntoView {
    let texts = page.editor.texts;
    let groups = &texts.groups;
    let workspace = page.editor.workspace;
    let router = Router::here();
    let name = Entry::new(suggested_name(page));
    let mut first = page.building.get_untracked().unwrap_or_default();
    if first.any.is_empty() {
        first.any.push(vec![blank_condition()]);
    }
    let rule = RwSignal::new(first);
    let rule_fault = RwSignal::new(String::new());
    let close = Callback::new(move |()| page.building.set(None));
    let count = Memo::new(move |_| {
        let ledger = workspace.ledger();
        let group = new_group(&ledger, String::new(), rule.get(), &mut workspace.new_ids());
        members(&group, &ledger, ledger.settings.reference()).len()
    });
    let save = Callback::new(move |()| {
        let ledger = workspace.ledger_untracked();
        let missing = (texts.model.rejection)(&Rejection::MissingName);
        let named = name.need(name.named(), &missing);
        let rule = rule.get_untracked();
        let is_whole = rule.any.iter().flatten().all(|condition| !condition.values.is_empty());
        let rule = need(rule_fault, is_whole.then_some(rule), groups.missing_values);
        let (Some(named), Some(rule)) = (named, rule) else { return };
        let taken = ledger.groups.values().any(|group| group.name == named);
        let words = (texts.model.rejection)(&Rejection::NameTaken(named.clone()));
        let Some(named) = name.need((!taken).then_some(named), &words) else { return };
        let group = new_group(&ledger, named.clone(), rule, &mut workspace.new_ids());
        let id = group.id;
        if page.editor.edit(Step::AddGroup(named), |ledger| ledger.put_group(group)).is_some() {
            page.building.set(None);
            page.picked.update(std::collections::BTreeSet::clear);
            router.go(&Route::Groups(Some(id)));
        }
    });
    let left = move || {
        view! {
            <span class="note">
                {move || rule_words(&rule.read(), &workspace.ledger(), texts)}
                "\u{3000}"
                <b>{move || (texts.shell.people)(count.get())}</b>
            </span>
        }
    };
    view! {
        <AskDialog title=groups.build_title on_close=close ok=groups.build on_ok=save left>
            <FormLine label=groups.name>
                <EntryField entry=name autofocus=true on_enter=save />
            </FormLine>
            <h3>{groups.rule}</h3>
            <RuleEditor
                page
                rule
                on_change=Callback::new(move |new| {
                    rule.set(new);
                    rule_fault.set(String::new());
                })
            />
            <FaultLine fault=rule_fault />
        </AskDialog>
    }
}
