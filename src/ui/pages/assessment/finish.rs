//! 办结 while something is missing: what it is, and why it is done all the same.

use leptos::prelude::*;

use super::Page;
use crate::model::assessment::{Column, ItemAnswer};
use crate::model::people::Rejection;
use crate::ui::components::dialog::AskDialog;
use crate::ui::components::field::{Entry, EntryLine};

/// Code and title of an item.
type Named = (String, String);

/// The items that are open, those that lack evidence, and those that are not applicable without a
/// reason.
fn missing(page: Page) -> [Vec<Named>; 3] {
    let (Some(form), Some(standard), Some(scored)) =
        (page.form.get(), page.standard.get(), page.scored.get())
    else {
        return Default::default();
    };
    let mut missing: [Vec<Named>; 3] = Default::default();
    let [open, bare, without_reason] = &mut missing;
    let by_id = scored.items_by_id();
    for item in standard.items() {
        let Some(marked) = by_id.get(item.id.as_str()) else { continue };
        let named = (item.id.clone(), item.title.clone());
        let answer = form.item(Column::Own, &item.id);
        if marked.counts && !marked.state.is_answered() {
            open.push(named);
        } else if item.lacks_evidence(marked, answer) {
            bare.push(named);
        } else if answer.is_some_and(ItemAnswer::lacks_reason) {
            without_reason.push(named);
        }
    }
    missing
}

#[component]
pub(super) fn FinishDialog(page: Page) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.assessment;
    let [open, bare, without_reason] = untrack(|| missing(page));
    let is_open = !open.is_empty();
    let (title, ok) = if is_open {
        ((words.unfinished)(open.len()), words.finish_anyway)
    } else {
        (words.finish.to_owned(), words.finish_now)
    };
    let reason = Entry::new("");
    let on_close = Callback::new(move |()| page.finishing.set(false));
    let declare = move || {
        let missing = (texts.model.rejection)(&Rejection::MissingReason);
        let named = if is_open { reason.named() } else { Some(String::new()) };
        let Some(reason) = reason.need(named, &missing) else { return };
        if page.declare(true, reason) {
            page.finishing.set(false);
            page.say_finished();
        }
    };
    let list = move |heading: String, items: Vec<Named>| {
        (!items.is_empty()).then(|| {
            let links = items
                .into_iter()
                .map(|(id, title)| {
                    view! {
                        <a
                            class="plain"
                            href=page.item_route(&id).href()
                            on:click=move |_| page.finishing.set(false)
                        >
                            {id.clone()}
                            " "
                            {title}
                        </a>
                    }
                })
                .collect_view();
            view! {
                <h3>{heading}</h3>
                <p class="people-line wide">{links}</p>
            }
        })
    };
    view! {
        <AskDialog
            title
            on_close
            ok
            on_ok=declare
        >
            {is_open
                .then(|| {
                    view! {
                        <EntryLine
                            label=words.finish_reason
                            entry=reason
                            hint=words.finish_hint.to_owned()
                        />
                    }
                })}
            {list((words.open_items)(open.len()), open)}
            {list((words.without_reason)(without_reason.len()), without_reason)}
            {list((words.bare_items)(bare.len()), bare)}
        </AskDialog>
    }
}

/// Why the form was declared done with items open.
#[component]
pub(super) fn OpenReason(page: Page) -> impl IntoView {
    let words = &page.editor.texts.assessment;
    move || {
        let form = page.form.get()?;
        let sheet = form.columns.get(&Column::Own)?;
        (sheet.done_at.is_some() && !sheet.open_reason.is_empty()).then(|| {
            view! { <p class="open-reason">{(words.open_reason)(&sheet.open_reason)}</p> }
        })
    }
}
