//! The dialog of those who must not be paired (不得结对).

use leptos::prelude::*;

use super::Tab;
use super::dialog::{Chosen, PersonField, need_two};
use crate::ui::components::dialog::Dialog;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::words::person_words;

#[component]
pub fn ForbiddenDialog(tab: Tab, open: RwSignal<bool>) -> impl IntoView {
    let page = tab.page;
    let texts = page.editor.texts;
    let words = &texts.pairs;
    let (first, second) = (Chosen::new(), Chosen::new());
    let close = Callback::new(move |()| open.set(false));
    let add = move |_| {
        let Some(both) = need_two(tab, first, second, words.missing_either) else { return };
        let done = page.edit(|plan| {
            plan.edit_mutual(|mutual| {
                mutual.forbidden.insert(both);
            })
        });
        if done {
            first.person.set(None);
            second.person.set(None);
        }
    };
    let list = move || {
        let ledger = page.editor.workspace.ledger();
        let forbidden = page.with(|plan| plan.mutual.forbidden.clone());
        let lines = forbidden.into_iter().map(|both| {
            let (one, other) = (person_words(both.0, &ledger), person_words(both.1, &ledger));
            view! {
                <span class="tag person-tag">
                    {one} " × " {other}
                    <button
                        type="button"
                        title=texts.plan.remove
                        on:click=move |_| {
                            page.edit(|plan| {
                                plan.edit_mutual(|mutual| {
                                    mutual.forbidden.remove(&both);
                                })
                            });
                        }
                    >
                        <IconView icon=Icon::Close />
                    </button>
                </span>
            }
        });
        lines.collect_view()
    };
    let foot = move || {
        view! {
            <button type="button" class="button push" on:click=move |_| close.run(())>
                {texts.shell.close}
            </button>
            <button type="button" class="button primary" on:click=add>
                {texts.plan.add}
            </button>
        }
    };
    view! {
        <Dialog title=words.forbidden on_close=close foot=ViewFn::from(foot)>
            <p class="note">{words.forbidden_hint}</p>
            <div class="form-pair">
                <PersonField tab label=words.either[0] chosen=first />
                <PersonField tab label=words.either[1] chosen=second />
            </div>
            <div class="person-tags">{list}</div>
        </Dialog>
    }
}
