//! The first step of an import: choose, drop or paste a table.

use leptos::{ev, prelude::*};
use wasm_bindgen_futures::spawn_local;

use super::components::icon::{Icon, IconView};
use super::components::sign::{Sign, State};
use super::focus;
use super::intake::Intake;
use super::texts::texts;
use crate::browser::events;
use crate::browser::files::{self, File};
use crate::interchange::file::{FILE_LIMIT, read_pasted};
use crate::interchange::json::{first_sign, text_of};
use crate::interchange::table::Workbook;
use crate::jobs::workbook;
use crate::model::problem::ImportError;

const TABLES: &str = ".xlsx,.xls,.xlsm,.csv,.txt,.tsv,.et,.ods";
const WITH_JSON: &str = ".xlsx,.xls,.xlsm,.csv,.txt,.tsv,.et,.ods,.json";

/// Do the bytes begin as JSON does?
fn looks_like_json(bytes: &[u8]) -> bool {
    first_sign(bytes).is_some_and(|sign| b"{[".contains(&sign))
}

/// What the step is at.
#[derive(Clone, PartialEq)]
enum Reading {
    Waiting,
    Running,
    Failed(String),
}

/// Hands on the name of a file, or that something was pasted, with the file taken apart; `on_read`
/// answers why it is of no use, where it is not. `how` are the lines below the field.
#[component]
pub fn FileSource(
    on_read: Callback<(String, Workbook), Option<String>>,
    /// Which file it is.
    drop: &'static str,
    how: [&'static str; 3],
    /// Takes the roster that was dropped on another page.
    #[prop(optional)]
    takes_roster: bool,
    /// Takes a file of JSON, whole, where there may be one; answers as `on_read`.
    #[prop(optional)]
    on_json: Option<Callback<(String, String), Option<String>>>,
) -> impl IntoView {
    let messages = texts();
    let import = &messages.roster_import;
    let reading = RwSignal::new(Reading::Waiting);
    let pasted = RwSignal::new(String::new());
    let fail = move |error: &ImportError| {
        reading.set(Reading::Failed((messages.problems.import_error)(error)));
    };
    let take = move |name: String, workbook| {
        if let Some(why) = on_read.run((name, workbook)) {
            reading.set(Reading::Failed(why));
        }
        // What was read stands where the field was.
        focus::rescue();
    };
    let take_json = move |on_json: Callback<(String, String), Option<String>>, name, text| {
        if let Some(why) = on_json.run((name, text)) {
            reading.set(Reading::Failed(why));
        }
        focus::rescue();
    };
    let open = move |files: Vec<File>| {
        let Some(file) = files.into_iter().next() else { return };
        // Asked before a byte is read: 200 MB must not be copied into the page first.
        if file.size() > FILE_LIMIT as f64 {
            fail(&ImportError::TooLarge(FILE_LIMIT >> 20));
            return;
        }
        reading.set(Reading::Running);
        spawn_local(async move {
            let name = file.name();
            let Some(bytes) = files::read(&file).await else {
                reading.set(Reading::Failed(import.unreadable.to_owned()));
                return;
            };
            if let Some(on_json) = on_json.filter(|_| looks_like_json(&bytes)) {
                match text_of(bytes) {
                    Ok(text) => take_json(on_json, name, text),
                    Err(error) => {
                        reading.set(Reading::Failed((messages.files.fault_title)(&error)));
                    }
                }
                return;
            }
            match workbook(name.clone(), bytes).await {
                Ok(workbook) => take(name, workbook),
                Err(error) => fail(&error),
            }
        });
    };
    // A file that was dropped on another page.
    let intake = Intake::here();
    Effect::new(move |_| {
        if takes_roster && let Some(file) = intake.take_roster() {
            open(vec![file]);
        }
    });
    let read_text = move |text: String| {
        if let Some(on_json) = on_json.filter(|_| looks_like_json(text.as_bytes())) {
            take_json(on_json, import.pasted.to_owned(), text);
            return;
        }
        match read_pasted(text, "") {
            Ok(workbook) => take(import.pasted.to_owned(), workbook),
            Err(error) => fail(&error),
        }
    };
    let unlisten = StoredValue::new_local(Some(events::on_paste(read_text)));
    on_cleanup(move || {
        if let Some(Some(unlisten)) = unlisten.try_update_value(Option::take) {
            unlisten();
        }
    });
    view! {
        <div class="page-body import-source">
            <div
                class="drop"
                on:dragover=|event: ev::DragEvent| event.prevent_default()
                on:drop=move |event: ev::DragEvent| {
                    event.prevent_default();
                    open(files::dropped(&event));
                }
            >
                <IconView icon=Icon::File />
                <span>
                    {drop} <span class="wide-only">{"\u{3000}"} {import.drop_here}</span>
                </span>
                <label class="button primary file-button">
                    {import.choose}
                    <input
                        class="only-reader"
                        id="roster-file"
                        type="file"
                        accept=if on_json.is_some() { WITH_JSON } else { TABLES }
                        on:change=move |event: ev::Event| open(files::chosen(&event))
                    />
                </label>
            </div>
            {move || match reading.get() {
                Reading::Waiting => ().into_any(),
                Reading::Running => view! { <p class="note">{import.reading}</p> }.into_any(),
                Reading::Failed(why) => view! {
                    <div class="callout bad" role="alert">
                        <Sign state=State::Bad word=import.cannot />
                        <p>{why}</p>
                    </div>
                }
                .into_any(),
            }}
            <h2>{import.paste}</h2>
            <textarea
                class="field paste"
                rows="6"
                placeholder=import.paste_hint
                aria-label=import.paste
                prop:value=pasted
                on:input=move |event| pasted.set(event_target_value(&event))
            ></textarea>
            <p>
                <button
                    type="button"
                    class="button"
                    disabled=move || pasted.read().trim().is_empty()
                    on:click=move |_| read_text(pasted.get_untracked())
                >
                    {import.paste_use}
                </button>
            </p>
            <ol class="how">{how.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ol>
        </div>
    }
}
