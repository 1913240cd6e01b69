//! Which self-assessment forms go along.

use leptos::prelude::*;

use super::Form;
use crate::interchange::submission::Part;
use crate::model::id::AssessmentId;
use crate::order::Order as _;

/// The forms of the year with a tick each, where there are several.
#[component]
pub(super) fn FormList(form: Form) -> impl IntoView {
    let workspace = form.editor.workspace;
    let words = &form.editor.texts.assessments;
    let forms = workspace.select(|ledger| {
        let year = ledger.settings.year;
        let forms = ledger.assessments.values().filter(|form| form.year == year);
        let mut forms: Vec<_> = forms.map(|form| (form.id, form.title.clone())).collect();
        forms.order_by(|(_, a), (_, b)| a.cmp(b));
        forms
    });
    let is_open = Memo::new(move |_| {
        form.parts.read().contains(&Part::Assessments) && forms.with(Vec::len) > 1
    });
    let set_all = move |goes: bool| {
        form.left_out.update(|left_out| {
            for (id, _) in forms.get_untracked() {
                if goes {
                    left_out.remove(&id)
                } else {
                    left_out.insert(id)
                };
            }
        });
    };
    let line = move |(id, title): (AssessmentId, String)| {
        view! {
            <label>
                <input
                    type="checkbox"
                    prop:checked=move || !form.left_out.read().contains(&id)
                    on:change:target=move |event| {
                        let goes = event.target().checked();
                        form.left_out
                            .update(|left_out| {
                                if goes { left_out.remove(&id) } else { left_out.insert(id) };
                            });
                    }
                />
                <span class="clip" title=title.clone()>
                    {title.clone()}
                </span>
            </label>
        }
    };
    view! {
        <Show when=move || is_open.get()>
            <div class="sent-forms">
                <p>
                    <button type="button" class="text-button" on:click=move |_| set_all(true)>
                        {words.pick_all}
                    </button>
                    <button type="button" class="text-button" on:click=move |_| set_all(false)>
                        {words.pick_none}
                    </button>
                </p>
                <div class="subject-list" role="group" aria-label=words.title>
                    {move || forms.get().into_iter().map(line).collect_view()}
                </div>
            </div>
        </Show>
    }
}
