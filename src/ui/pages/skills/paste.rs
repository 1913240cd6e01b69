//! The dialog in which a table from a spreadsheet is pasted, understood and written.

use leptos::prelude::*;

use super::{Page, Row};
use crate::interchange::skills::{Target, read_skills};
use crate::ui::components::paste_dialog::PasteDialog as Paste;

/// Where a block of cells goes.
fn target(page: Page) -> Target {
    let Some((person, post)) = page.cursor.get_untracked() else { return Target::default() };
    let (rows, columns) = (page.rows.read_untracked(), page.columns.read_untracked());
    let people = rows.iter().filter_map(|row| match row {
        Row::Person(person) => Some(*person),
        Row::Office(..) => None,
    });
    let to_right = columns.iter().skip_while(|column| Some(*column) != post.as_ref());
    Target {
        people: people.skip_while(|other| *other != person).collect(),
        posts: to_right.cloned().collect(),
    }
}

#[component]
pub fn PasteDialog(page: Page) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.skills;
    let workspace = page.editor.workspace;
    let text = RwSignal::new(page.pasting.get_untracked().unwrap_or_default());
    let target = StoredValue::new(target(page));
    let pasted = Memo::new(move |_| {
        let ledger = workspace.ledger();
        target.with_value(|target| text.with(|text| read_skills(text, &ledger, target, words.read)))
    });
    let changing = move || {
        let (ledger, by) = (workspace.ledger(), page.by.get());
        pasted.with(|pasted| {
            let changes = pasted.marks.iter().filter(|(person, post, skill)| {
                let said = ledger
                    .person(*person)
                    .and_then(|person| person.appraisals(post).iter().find(|one| one.by == by));
                said.is_some_and(|said| Some(&said.skill) != skill.as_ref())
            });
            changes.count()
        })
    };
    let count = move || pasted.with(|pasted| pasted.marks.len());
    let close = Callback::new(move |()| page.pasting.set(None));
    let apply = move |()| {
        let marks = pasted.with_untracked(|pasted| pasted.marks.clone());
        if !marks.is_empty() && page.write_aloud(&marks) {
            page.pasting.set(None);
        }
    };
    let problems = move || {
        pasted.with(|pasted| {
            let unread = pasted
                .unread
                .iter()
                .map(|(word, count)| ((words.unread)(word), (words.cells)(*count)));
            let nobody = pasted.nobody.iter().map(|name| ((words.nobody)(name), String::new()));
            let no_post = pasted.no_post.iter().map(|word| ((words.no_post)(word), String::new()));
            let lines = unread.chain(nobody).chain(no_post).map(|(what, cells)| {
                view! {
                    <li class="is-bad">
                        <span>{what}</span>
                        <span class="num">{cells}</span>
                    </li>
                }
            });
            lines.collect_view()
        })
    };
    view! {
        <Paste
            title=words.paste
            hint=words.paste_hint
            text
            apply=Signal::derive(move || (words.apply)(count()))
            can_apply=Signal::derive(move || count() > 0)
            on_apply=Callback::new(apply)
            on_close=close
        >
            <ul class="lines paste">
                <li>
                    <span>{words.understood}</span>
                    <span class="num">{move || (words.cells)(count())}</span>
                </li>
                <Show when=move || { changing() > 0 }>
                    <li class="is-warn">
                        <span>{words.changing}</span>
                        <span class="num">{move || (words.cells)(changing())}</span>
                    </li>
                </Show>
                {problems}
            </ul>
        </Paste>
    }
}
