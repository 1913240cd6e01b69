//! A newer version of the form's standard: what it asks anew, and the form carried over to it.

use std::sync::Arc;

use leptos::prelude::*;

use super::Page;
use crate::assessment::carry::{Carried, Lost, carry_over, newer_version};
use crate::assessment::compare::{Fate, compare};
use crate::model::assessment::StandardRef;
use crate::model::id::AssessmentId;
use crate::model::review::Stage;
use crate::model::standard::{Item, Standard};
use crate::model::step::Step;
use crate::route::{AssessmentView, Route};
use crate::ui::components::dialog::AskDialog;

/// The newer standard, and the form that is filled under it already.
#[derive(Clone, PartialEq)]
struct Newer {
    sha256: String,
    standard: Arc<Standard>,
    form: Option<AssessmentId>,
}

/// Says that there is a newer version, with the way to it.
#[component]
pub(super) fn NewerVersion(page: Page) -> impl IntoView {
    let words = &page.editor.texts.standard_versions;
    let id = page.id;
    let newer = page.editor.workspace.select(move |ledger| {
        // Of a form that was handed down or came in, the bureau that issued it says by what it goes.
        let form = ledger.assessments.get(&id).filter(|form| form.stage() == Stage::Alone)?;
        let (sha256, standard) = newer_version(ledger, ledger.standard_of(form)?)?;
        let under = StandardRef::from(&*standard);
        let there = ledger.form_of(&form.subject, form.year, &under);
        Some(Newer { sha256, standard, form: there.map(|form| form.id) })
    });
    let asking = RwSignal::new(false);
    move || {
        let newer = newer.get()?;
        let version = newer.standard.head.version.clone();
        let way = match newer.form {
            Some(form) => view! {
                <a
                    class="text-button"
                    href=Route::Assessment(form, AssessmentView::Items).href()
                >
                    {(words.open_newer)(&version)}
                </a>
            }
            .into_any(),
            None => view! {
                <button type="button" class="text-button" on:click=move |_| asking.set(true)>
                    {words.carry}
                </button>
            }
            .into_any(),
        };
        Some(view! {
            <span class="newer-version">
                <span class="is-warn">{(words.newer)(&version)}</span>
                " "
                {way}
            </span>
            <Show when=move || asking.get()>
                <CarryDialog page newer=newer.clone() asking />
            </Show>
        })
    }
}

fn named(item: &Item) -> String {
    format!("{} {}", item.id, item.title)
}

#[component]
fn CarryDialog(page: Page, newer: Newer, asking: RwSignal<bool>) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.standard_versions;
    let close = Callback::new(move |()| asking.set(false));
    let version = newer.standard.head.version.clone();
    let (form, standard) = (page.form.get_untracked(), page.standard.get_untracked());
    let (Some(form), Some(before)) = (form, standard) else { return ().into_any() };
    // The id is that of the form to be made.
    let new = AssessmentId::new(&mut page.editor.workspace.new_ids());
    let carried = carry_over(&form, &before, &newer.standard, new);
    let compared = compare(&before, &newer.standard);
    let items = |fate: Fate| -> Vec<String> {
        let pairs = compared.items.iter().filter(|pair| pair.fate() == fate);
        pairs.filter_map(|pair| pair.after.or(pair.before).map(named)).collect()
    };
    let lists = [
        (words.added, items(Fate::Added)),
        (words.removed, items(Fate::Removed)),
        (words.changed, items(Fate::Changed)),
        (words.lost, lost_words(page, &before, &carried)),
    ];
    let lists = lists
        .into_iter()
        .map(|(label, list)| {
            let text =
                if list.is_empty() { words.none.to_owned() } else { list.join(texts.model.comma) };
            view! {
                <dt>{label}</dt>
                <dd>{text}</dd>
            }
        })
        .collect_view();
    let title = form.title.clone();
    let (to, old) = (newer.standard.clone(), before.head.version.clone());
    let run = Callback::new(move |()| {
        let step = Step::CarryOver(title.clone());
        let done = page.editor.edit_aloud(step, |ledger| {
            ledger.carry_over(page.id, &to, new)?;
            ledger.edit_assessment(page.id, |form| {
                form.title = (words.old_title)(&form.title, &old);
                Ok(())
            })
        });
        if done.is_some() {
            asking.set(false);
            page.router.go(&Route::Assessment(new, AssessmentView::Items));
        }
    });
    let compare_route = Route::StandardCompare(form.standard.sha256.clone(), newer.sha256);
    let left = move || {
        view! {
            <a class="button" href=compare_route.href()>
                {words.compare}
            </a>
        }
    };
    view! {
        <AskDialog
            title=(words.carry_title)(&version)
            on_close=close
            ok=words.carry_now
            on_ok=run
            left
        >
            <p>{(words.carry_about)(&version)}</p>
            <p>
                <b>{(words.carried)(carried.items)}</b>
            </p>
            <dl class="facts carry-lists">{lists}</dl>
        </AskDialog>
    }
    .into_any()
}

/// What does not go along: the item with the part of its answer.
fn lost_words(page: Page, before: &Standard, carried: &Carried) -> Vec<String> {
    let texts = page.editor.texts;
    let words = |lost: &Lost| {
        let item = before.item(&lost.at).map_or_else(|| lost.at.clone(), named);
        let what = (texts.standard_versions.lost_part)(&lost.what);
        let column = (texts.assessment.column)(lost.column);
        format!("{item}\u{ff08}{column}\u{ff0c}{what}\u{ff09}")
    };
    carried.lost.iter().map(words).collect()
}
