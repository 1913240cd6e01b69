//! The dialog of the distances between offices, typed or pasted.

use leptos::prelude::*;

use super::Tab;
use crate::interchange::distances::read_distances;
use crate::ui::components::paste_dialog::PasteDialog;
use crate::ui::words::office_words;

#[component]
pub fn DistancesDialog(tab: Tab, open: RwSignal<bool>) -> impl IntoView {
    let page = tab.page;
    let texts = page.editor.texts;
    let words = &texts.pairs;
    let workspace = page.editor.workspace;
    let known = untrack(|| page.with(|plan| plan.mutual.distances.clone()));
    let ledger = workspace.ledger_untracked();
    let lines = known.into_iter().map(|(one, other, km)| {
        format!("{}\t{}\t{km}\n", office_words(one, &ledger), office_words(other, &ledger))
    });
    let text = RwSignal::new(lines.collect::<String>());
    let read = Memo::new(move |_| text.with(|text| read_distances(text, &workspace.ledger())));
    let close = Callback::new(move |()| open.set(false));
    let save = move |()| {
        let distances = read.with_untracked(|read| read.distances.clone());
        if page.edit(|plan| plan.edit_mutual(|mutual| mutual.distances = distances)) {
            open.set(false);
        }
    };
    let unread = move || {
        let words_of = read.with(|read| read.unread.iter().cloned().collect::<Vec<_>>());
        (!words_of.is_empty()).then(|| (words.distances_unread)(&words_of.join(texts.model.comma)))
    };
    view! {
        <PasteDialog
            title=words.distances
            hint=words.distances_hint
            text
            apply=words.accept.to_owned()
            can_apply=true
            on_apply=Callback::new(save)
            on_close=close
        >
            <p class="note">
                {move || (words.distances_read)(read.with(|read| read.distances.len()))}
            </p>
            <p class="note is-bad">{unread}</p>
        </PasteDialog>
    }
}
