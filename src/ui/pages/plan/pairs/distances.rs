//! The dialog of the distances between offices, typed or pasted.

use leptos::prelude::*;

use super::Tab;
use crate::interchange::distances::read_distances;
use crate::ui::components::dialog::Dialog;
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
    let save = move |_| {
        let distances = read.with_untracked(|read| read.distances.clone());
        if page.edit(|plan| plan.edit_mutual(|mutual| mutual.distances = distances)) {
            open.set(false);
        }
    };
    let unread = move || {
        let words_of = read.with(|read| read.unread.iter().cloned().collect::<Vec<_>>());
        (!words_of.is_empty()).then(|| (words.distances_unread)(&words_of.join(texts.model.comma)))
    };
    let foot = move || {
        view! {
            <span class="note">
                {move || (words.distances_read)(read.with(|read| read.distances.len()))}
            </span>
            <button type="button" class="button push" on:click=move |_| close.run(())>
                {texts.shell.cancel}
            </button>
            <button type="button" class="button primary" on:click=save>
                {words.accept}
            </button>
        }
    };
    view! {
        <Dialog title=words.distances on_close=close foot=ViewFn::from(foot)>
            <p class="note">{words.distances_hint}</p>
            <textarea
                class="field paste-area"
                rows="8"
                aria-label=words.distances
                prop:value=text
                on:input:target=move |event| text.set(event.target().value())
            ></textarea>
            <p class="note is-bad">{unread}</p>
        </Dialog>
    }
}
