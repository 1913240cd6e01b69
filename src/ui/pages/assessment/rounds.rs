//! The steps of a form between the office and its reviewers, as a list in a dialog.

use leptos::prelude::*;

use super::Page;
use super::thread::round_number;
use crate::i18n::format::{office_short, points};
use crate::model::assessment::Assessment;
use crate::ui::components::dialog::Dialog;

fn lines(page: Page, form: &Assessment) -> AnyView {
    let texts = page.editor.texts;
    let words = &texts.review;
    let steps = form.rounds.iter().enumerate().map(|(place, round)| {
        let day = (texts.format.day)(round.at.date(), page.editor.workspace.today().year());
        let number = (words.round)(round_number(form, place));
        let total = round.total.map(points).unwrap_or_default();
        let facts = (words.round_facts)(&round.own_code, &total);
        let said = (!round.comments.is_empty())
            .then(|| (words.comments)(round.comments.len(), round.unanswered().count()));
        let due = round.due.map(|due| (words.wanted_by)(&due.to_string()));
        let about: Vec<_> = [Some(facts), said, due].into_iter().flatten().collect();
        let column = (texts.assessment.column)(round.column);
        let again = page.was_given_here(round).then(|| {
            let Some(file) = page.file_again(round) else {
                return view! { <p class="note">{words.file_gone}</p> }.into_any();
            };
            view! {
                <button
                    type="button"
                    class="button small"
                    on:click=move |_| page.save_again(&file)
                >
                    {texts.submit.save_again}
                </button>
            }
            .into_any()
        });
        view! {
            <li>
                <p>
                    <b>{(words.kind)(&round.kind)}</b>
                    <span>{office_short(&round.by)}</span>
                    <span class="note">{format!("{day}\u{3000}{number}\u{3000}{column}")}</span>
                </p>
                <p class="note">{about.join("\u{3000}")}</p>
                {(!round.note.is_empty()).then(|| view! { <p>{round.note.clone()}</p> })}
                {again}
            </li>
        }
    });
    view! { <ol class="rounds">{steps.collect_view()}</ol> }.into_any()
}

#[component]
pub(super) fn RoundsDialog(page: Page, close: Callback<()>) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.review;
    let foot = move || {
        view! {
            <span class="push"></span>
            <button type="button" class="button primary" on:click=move |_| close.run(())>
                {texts.shell.close}
            </button>
        }
    };
    let body = move || match page.form.get() {
        Some(form) if !form.rounds.is_empty() => lines(page, &form),
        _ => view! { <p class="note">{words.no_history}</p> }.into_any(),
    };
    view! {
        <Dialog title=words.history on_close=close foot=ViewFn::from(foot)>
            {body}
        </Dialog>
    }
}
