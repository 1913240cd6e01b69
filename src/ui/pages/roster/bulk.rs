//! The bar for picked rows: it takes the place of the table's foot.

use leptos::prelude::*;

use super::RosterView;
use super::clipboard::copy;
use super::dialogs::{ArchiveDialog, BulkDialog, MergeDialog};
use crate::ui::editor::Editor;

#[component]
pub fn BulkBar(view: RosterView) -> impl IntoView {
    let editor = Editor::here();
    let roster = &editor.texts.roster;
    let setting = RwSignal::new(false);
    let archiving = RwSignal::new(false);
    let merging = RwSignal::new(false);
    let picked = move || view.picked.get().into_iter().collect::<Vec<_>>();
    view! {
        <Show
            when=move || !view.picked.read().is_empty()
            fallback=move || {
                view! { <p class="table-foot keys-line">{roster.table_keys}</p> }
            }
        >
            <div class="bulk-bar" role="region" aria-label=roster.bulk>
                <span class="what">{move || (roster.selected)(view.picked.read().len())}</span>
                <button type="button" class="text-button" on:click=move |_| setting.set(true)>
                    {roster.set_field}
                </button>
                <button type="button" class="text-button" on:click=move |_| archiving.set(true)>
                    {roster.archive}
                </button>
                <button
                    type="button"
                    class="text-button"
                    on:click=move |_| copy(view, editor, String::new())
                >
                    {roster.copy}
                </button>
                <Show when=move || view.picked.read().len() == 2>
                    <button type="button" class="text-button" on:click=move |_| merging.set(true)>
                        {roster.merge_two}
                    </button>
                </Show>
                <button
                    type="button"
                    class="text-button push"
                    on:click=move |_| view.picked.update(std::collections::BTreeSet::clear)
                >
                    {roster.unselect}
                </button>
            </div>
        </Show>
        <Show when=move || setting.get()>
            <BulkDialog people=picked() on_close=Callback::new(move |()| setting.set(false)) />
        </Show>
        {move || {
            let two = if merging.get() { view.picked.get_untracked() } else { return None };
            let mut two = two.into_iter();
            let (person, other) = (two.next()?, two.next());
            let close = Callback::new(move |()| {
                merging.set(false);
                // One of the two is gone now.
                view.picked.update(std::collections::BTreeSet::clear);
            });
            Some(view! { <MergeDialog person other on_close=close /> })
        }}
        <Show when=move || archiving.get()>
            <ArchiveDialog
                people=picked()
                on_close=Callback::new(move |()| archiving.set(false))
                on_done=Callback::new(move |()| {
                    view.picked.update(std::collections::BTreeSet::clear);
                })
            />
        </Show>
    }
}
