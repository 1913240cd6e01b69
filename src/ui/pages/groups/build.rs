//! The dialog for a new group: a name, the rule, and how many people that makes.

use leptos::prelude::*;

use super::Page;
use super::rule_editor::RuleEditor;
use crate::grouping::membership::members;
use crate::grouping::propose::new_group;
use crate::model::step::Step;
use crate::route::Route;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::field::FormLine;
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
    let name = RwSignal::new(suggested_name(page));
    let rule = RwSignal::new(page.building.get_untracked().unwrap_or_default());
    let close = Callback::new(move |()| page.building.set(None));
    let count = Memo::new(move |_| {
        let ledger = workspace.ledger();
        let group = new_group(&ledger, String::new(), rule.get(), &mut workspace.new_ids());
        members(&group, &ledger, ledger.settings.reference()).len()
    });
    let save = move || {
        let ledger = workspace.ledger_untracked();
        let name = name.get_untracked().trim().to_owned();
        let group =
            new_group(&ledger, name.clone(), rule.get_untracked(), &mut workspace.new_ids());
        let id = group.id;
        if page.editor.edit(Step::AddGroup(name), |ledger| ledger.put_group(group)).is_some() {
            page.building.set(None);
            page.picked.update(std::collections::BTreeSet::clear);
            router.go(&Route::Groups(Some(id)));
        }
    };
    let foot = move || {
        view! {
            <span class="note">
                {move || rule_words(&rule.read(), &workspace.ledger(), texts)}
                "\u{3000}"
                <b>{move || (texts.shell.people)(count.get())}</b>
            </span>
            <button type="button" class="button push" on:click=move |_| close.run(())>
                {texts.shell.cancel}
            </button>
            <button type="button" class="button primary" on:click=move |_| save()>
                {groups.build}
            </button>
        }
    };
    view! {
        <Dialog title=groups.build_title on_close=close foot=ViewFn::from(foot)>
            <FormLine label=groups.name>
                <input
                    class="field"
                    autofocus
                    prop:value=name
                    on:input:target=move |event| name.set(event.target().value())
                    on:keydown=move |event| {
                        if event.key() == "Enter" && !event.is_composing() {
                            event.prevent_default();
                            save();
                        }
                    }
                />
            </FormLine>
            <h3>{groups.rule}</h3>
            <RuleEditor page rule on_change=Callback::new(move |new| rule.set(new)) />
        </Dialog>
    }
}
