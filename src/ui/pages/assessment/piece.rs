//! One piece of evidence in edit. A file that is chosen is hashed; a small one may be kept.

use jiff::civil::Date;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::Asked;
use crate::browser::files;
use crate::model::assessment::{Evidence, ItemAnswer};
use crate::model::canonical::sha256;
use crate::model::kept_file::{FILE_LIMIT, FILES_LIMIT, KeptFile};
use crate::model::people::Rejection;
use crate::ui::components::field::{Entry, EntryLine};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::focus;

/// So much of a hash is shown.
pub(super) const SHOWN: usize = 12;

/// The button that opens the form of a new piece.
pub(super) const ADD: &str = "h3 .push";
/// The first field of the form.
pub(super) const TITLE: &str = ".piece-form input";
/// The field for a file.
const FILE: &str = ".piece-file input";

/// What is edited: a piece of evidence by its place, or a new one.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Open {
    Nothing,
    New,
    At(usize),
}

/// A file that was chosen just now.
#[derive(Clone)]
struct Chosen {
    name: String,
    size: usize,
    /// Its bytes, where it is small enough to be kept.
    file: Option<KeptFile>,
}

/// The file of a piece: its hash, the name it is kept by, and what was chosen.
#[derive(Clone, Copy)]
struct FileEntry {
    asked: Asked,
    hash: RwSignal<String>,
    name: RwSignal<String>,
    chosen: RwSignal<Option<Chosen>>,
}

impl FileEntry {
    fn new(asked: Asked, piece: &Evidence) -> Self {
        Self {
            asked,
            hash: RwSignal::new(piece.sha256.clone()),
            name: RwSignal::new(piece.file.clone()),
            chosen: RwSignal::new(None),
        }
    }

    /// Takes a chosen file. A piece without a title gets the name of the file.
    fn take(self, name: String, bytes: &[u8], title: Entry) {
        let hash = sha256(bytes);
        // The fields may have gone before a large file was read.
        let Some(before) = self.hash.try_get_untracked() else { return };
        if before == hash && !self.name.read_untracked().is_empty() {
            return;
        }
        self.hash.set(hash);
        self.name.set(String::new());
        // The name of a file that was chosen before was no title.
        let before = self.chosen.get_untracked().map(|chosen| chosen.name);
        if title.named().is_none_or(|named| Some(named) == before) {
            title.set(name.clone());
        }
        let file = (bytes.len() <= FILE_LIMIT).then(|| KeptFile::new(bytes));
        self.chosen.set(Some(Chosen { name, size: bytes.len(), file }));
    }

    fn forget(self) {
        self.hash.set(String::new());
        self.name.set(String::new());
        self.chosen.set(None);
    }

    /// Is there room for a file of this size beside those that are kept?
    fn has_room(self, size: usize) -> bool {
        let ledger = self.asked.page.editor.workspace.ledger();
        ledger.files.contains_key(&*self.hash.read()) || ledger.files_size() + size <= FILES_LIMIT
    }
}

/// The form of one piece.
#[component]
pub(super) fn PieceForm(asked: Asked, open: RwSignal<Open>, piece: Evidence) -> impl IntoView {
    let texts = asked.page.editor.texts;
    let words = &texts.assessment;
    let title = Entry::new(piece.title.clone());
    let date = Entry::new(piece.date.map_or_else(String::new, |date| date.to_string()));
    let number = Entry::new(piece.number.clone());
    let place = Entry::new(piece.place.clone());
    let file = FileEntry::new(asked, &piece);
    let piece = StoredValue::new(piece);
    let at = open.get_untracked();
    let item = asked.item.with_value(|item| item.id.clone());
    let column = asked.page.column.get_untracked();
    // Saved, cancelled or removed: nothing is left to save when the form goes.
    let settled = StoredValue::new(false);
    let typed = move |title: String| {
        let mut piece = piece.get_value();
        piece.title = title;
        piece.date = date.read::<Date>();
        piece.number = number.get();
        piece.place = place.get();
        piece.sha256 = file.hash.get_untracked();
        piece.file = file.name.get_untracked();
        piece
    };
    let before = StoredValue::new(untrack(|| typed(title.get())));
    let put = move |piece: Evidence| {
        let hash = piece.sha256.clone();
        let chosen = file.chosen.get_untracked().and_then(|chosen| chosen.file);
        let bytes = chosen.filter(|_| !piece.file.is_empty());
        let change = |answer: &mut ItemAnswer| match at {
            Open::At(at) => {
                if let Some(old) = answer.evidence.get_mut(at) {
                    *old = piece;
                }
            }
            Open::New | Open::Nothing => answer.evidence.push(piece),
        };
        let refused = asked.page.change_with(
            |form| form.edit_item(column, &item, change),
            |ledger| bytes.map_or(Ok(()), |bytes| ledger.keep_file(hash, bytes)),
        );
        asked.page.tell(refused)
    };
    let put = StoredValue::new(put);
    // Back to what opened it, or to what stands in its place then.
    let leave = move || {
        let piece = match at {
            Open::At(at) => format!("li:nth-child({}) .piece", at + 1),
            Open::New | Open::Nothing => ADD.to_owned(),
        };
        focus::lead_on(".evidence", &[&piece, ADD]);
        open.set(Open::Nothing);
    };
    let close = move || {
        settled.set_value(true);
        leave();
    };
    let keep = move |_| {
        let missing = (texts.model.rejection)(&Rejection::MissingName);
        let Some(title) = title.need(title.named(), &missing) else { return };
        if put.with_value(|put| put(typed(title))) {
            close();
        }
    };
    // Whoever goes on to another item or piece has not cancelled.
    on_cleanup(move || {
        let left = untrack(|| typed(title.named().unwrap_or_default()));
        if settled.get_value() || before.with_value(|before| *before == left) {
            return;
        }
        let name = untrack(|| title.named()).unwrap_or_else(|| words.evidence.to_owned());
        if put.with_value(|put| put(Evidence { title: name.clone(), ..left })) {
            let back = move || asked.page.editor.workspace.undo();
            let said = (words.evidence_saved)(&name);
            asked.page.editor.toaster.say_with(said, texts.shell.take_back, back);
        }
    });
    let remove = move |_| {
        if let Open::At(at) = at {
            asked.change(|answer| {
                if at < answer.evidence.len() {
                    answer.evidence.remove(at);
                }
            });
        }
        close();
    };
    view! {
        <fieldset
            class="bare piece-form"
            disabled=move || asked.page.is_locked()
            on:keydown=move |event| {
                if event.key() == "Escape" && !event.is_composing() {
                    event.stop_propagation();
                    // What was typed is saved, as whenever the form is left.
                    leave();
                }
            }
        >
            <EntryLine label=words.evidence_title entry=title />
            <EntryLine label=words.evidence_number entry=number />
            <EntryLine label=words.evidence_date entry=date kind="date" />
            <EntryLine label=words.evidence_place entry=place />
            <PieceFile file title />
            <p class="piece-acts">
                <button type="button" class="button small" on:click=keep>
                    {texts.shell.save}
                </button>
                <button
                    type="button"
                    class="text-button"
                    on:click=move |_| close()
                >
                    {texts.shell.cancel}
                </button>
                {(at != Open::New)
                    .then(|| {
                        view! {
                            <button type="button" class="text-button is-bad" on:click=remove>
                                {words.remove}
                            </button>
                        }
                    })}
            </p>
        </fieldset>
    }
}

/// The file: chosen, kept or removed.
#[component]
fn PieceFile(file: FileEntry, title: Entry) -> impl IntoView {
    let texts = file.asked.page.editor.texts;
    let (words, kept) = (&texts.assessment, &texts.kept_files);
    let toaster = file.asked.page.editor.toaster;
    let pick = move |event: leptos::ev::Event| {
        let Some(chosen) = files::chosen(&event).into_iter().next() else { return };
        spawn_local(async move {
            match files::read(&chosen).await {
                Some(bytes) => file.take(chosen.name(), &bytes, title),
                None => toaster.refuse(words.evidence_unread),
            }
        });
    };
    let offer = move || {
        let Chosen { name, size, file: bytes } = file.chosen.get()?;
        let note = |text: String| view! { <p class="note is-warn">{text}</p> }.into_any();
        Some(match bytes {
            None => note((kept.too_large)(size)),
            Some(_) if !file.has_room(size) => note((kept.full)()),
            Some(_) => view! {
                <label class="check check-area keep-file">
                    <input
                        type="checkbox"
                        prop:checked=move || !file.name.read().is_empty()
                        on:change:target=move |event| {
                            let is_kept = event.target().checked();
                            file.name.set(if is_kept { name.clone() } else { String::new() });
                        }
                    />
                    {(kept.keep)(size)}
                </label>
            }
            .into_any(),
        })
    };
    let is_kept = move || file.chosen.read().is_none() && !file.name.read().is_empty();
    view! {
        <p class="piece-file">
            <label class="button small">
                {words.evidence_pick}
                <input type="file" class="only-reader" on:change=pick />
            </label>
            <Show when=move || !file.hash.read().is_empty()>
                <span class="note mono" title=move || file.hash.get()>
                    {move || {
                        let chosen = file.chosen.get().map(|chosen| chosen.name);
                        chosen
                            .unwrap_or_else(|| {
                                let hash = file.hash.get();
                                let start = hash.get(..SHOWN).unwrap_or_default();
                                format!("{} {start}…", words.evidence_file)
                            })
                    }}
                </span>
                <button
                    type="button"
                    class="icon-button small"
                    title=words.evidence_forget
                    on:click=move |_| {
                        focus::lead_on(".piece-form", &[FILE]);
                        file.forget();
                    }
                >
                    <IconView icon=Icon::Close />
                </button>
            </Show>
        </p>
        {offer}
        <Show when=is_kept>
            <p class="piece-file">
                <span class="note">{move || file.name.get()}</span>
                <button
                    type="button"
                    class="text-button"
                    on:click=move |_| {
                        focus::lead_on(".piece-form", &[FILE]);
                        file.name.set(String::new());
                    }
                >
                    {kept.remove}
                </button>
            </p>
        </Show>
    }
}
