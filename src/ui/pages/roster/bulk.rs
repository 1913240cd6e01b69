//! The bar for picked rows: it takes the place of the table's foot.

use leptos::prelude::*;

use super::RosterView;
use super::dialogs::{ArchiveDialog, BulkDialog};
use crate::ui::texts::texts;

#[component]
pub fn BulkBar(view: RosterView) -> impl IntoView {
    let roster = &texts().roster;
    let setting = RwSignal::new(false);
    let archiving = RwSignal::new(false);
    let picked = move || view.picked.get().into_iter().collect::<Vec<_>>();
    view! {
        <Show when=move || !view.picked.read().is_empty()>
            <div class="bulk-bar" role="region">
                <span class="what">{move || (roster.selected)(view.picked.read().len())}</span>
                <button type="button" class="text-button" on:click=move |_| setting.set(true)>
                    {roster.set_field}
                </button>
                <button type="button" class="text-button" on:click=move |_| archiving.set(true)>
                    {roster.archive}
                </button>
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
