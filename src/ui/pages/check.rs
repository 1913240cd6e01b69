//! 核对: the check code of sealed paper held against the forms of a file, of the ledger and of what
//! was received.

use leptos::ev::DragEvent;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::assessment::check_code::read_code;
use crate::browser::files::{self, File};
use crate::interchange::json::{OpenError, SIZE_LIMIT, text_of};
use crate::interchange::paper_check::{
    CodedForm, forms_of_archive, forms_of_file, forms_of_ledger,
};
use crate::interchange::received::view;
use crate::model::assessment::Subject;
use crate::route::Route;
use crate::ui::components::field::{Entry, EntryField, FormLine};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::sign::{Sign, State};
use crate::ui::components::table_head::table_head;
use crate::ui::editor::Editor;

/// Forms with the place where they stand.
type Placed = Vec<(String, CodedForm)>;

/// A file that is looked at and not kept.
#[derive(Clone, PartialEq)]
struct Looked {
    name: String,
    /// Its forms, or why it cannot be read.
    forms: Result<Placed, OpenError>,
}

async fn look(file: File) -> Looked {
    let name = file.name();
    let too_large = file.size() > SIZE_LIMIT as f64;
    let bytes = if too_large { None } else { files::read(&file).await };
    let text = match bytes {
        Some(bytes) => text_of(bytes),
        None if too_large => Err(OpenError::TooLarge { limit: SIZE_LIMIT }),
        None => Err(OpenError::Empty),
    };
    let forms = text.and_then(|text| view(&text)).map(|view| {
        let forms = forms_of_file(&view).into_iter();
        forms.map(|form| (name.clone(), form)).collect()
    });
    Looked { name, forms }
}

#[component]
pub fn CheckPage() -> impl IntoView {
    let editor = Editor::here();
    let workspace = editor.workspace;
    let texts = editor.texts;
    let words = &texts.check;
    let code = Entry::new("");
    let looked = RwSignal::new(None::<Looked>);
    let take = move |files: Vec<File>| {
        let Some(file) = files.into_iter().next() else { return };
        spawn_local(async move {
            let seen = look(file).await;
            looked.try_set(Some(seen));
        });
    };
    let drop = move |event: DragEvent| {
        event.prevent_default();
        take(files::dropped(&event));
    };
    // What was received is read once, and only on this page.
    let here = Memo::new(move |_| -> Placed {
        let ledger = workspace.ledger();
        let archive = workspace.archive();
        let own = forms_of_ledger(&ledger).into_iter();
        let mut forms: Placed = own.map(|form| (words.ledger.to_owned(), form)).collect();
        forms.extend(forms_of_archive(&archive));
        forms
    });
    let typed = Memo::new(move |_| code.named().map(|text| read_code(&text)));
    let faults = move || {
        let faults = typed.get().and_then(Result::err).unwrap_or_default().into_iter();
        faults
            .map(|fault| view! { <p class="note is-warn">{(words.fault)(fault)}</p> })
            .collect_view()
    };
    let answer = move || {
        let code = typed.get().and_then(Result::ok);
        let seen = looked.get();
        let is_file = seen.is_some();
        let forms = match seen.map(|seen| seen.forms) {
            Some(Ok(forms)) => forms,
            Some(Err(error)) => {
                return view! {
                    <div class="callout bad" role="status">
                        <b>{(texts.files.fault_title)(&error)}</b>
                        " "
                        {(texts.files.fault_text)(&error)}
                    </div>
                }
                .into_any();
            }
            None => here.get(),
        };
        if forms.is_empty() {
            let text = if is_file { words.no_forms } else { words.nothing_here };
            return view! { <p class="note">{text}</p> }.into_any();
        }
        // The paper of a form here may tell columns that came after the file.
        let own = code.as_ref().filter(|_| is_file).and_then(|code| {
            let here = here.get();
            let known = here.iter().find(|(_, one)| one.is_on(code))?;
            Some(known.1.own_code.clone()).filter(|own| !own.is_empty())
        });
        let is_earlier = |form: &CodedForm| own.as_ref().is_some_and(|own| form.own_code == *own);
        let matching = |code: &String| forms.iter().filter(|(_, one)| one.is_on(code)).count();
        let verdict = code.as_ref().map(|code| {
            let of_own = forms.iter().find(|(_, one)| one.is_own(code));
            let are_old = forms.iter().all(|(_, one)| one.is_old || !one.is_on(code));
            let (state, class, text) = match (matching(code), is_file) {
                (0, _) if let Some((_, form)) = of_own => {
                    (State::Good, "callout", (words.of_own)(&form.title))
                }
                (forms, false) if forms > 0 && are_old => {
                    (State::Warn, "callout warn", (words.found_old)(forms))
                }
                (0, true) if forms.iter().any(|(_, one)| is_earlier(one)) => {
                    (State::Good, "callout", words.is_earlier.to_owned())
                }
                (0, true) => (State::Bad, "callout bad", words.matches_not.to_owned()),
                (0, false) => (State::Warn, "callout warn", words.found_nowhere.to_owned()),
                (forms, true) => (State::Good, "callout", (words.matches)(forms)),
                (forms, false) => (State::Good, "callout", (words.found_here)(forms)),
            };
            view! {
                <div class=class role="status">
                    <Sign state word=text />
                </div>
            }
        });
        // Without a file only what matches is of interest.
        let shown = forms.into_iter().filter(|(_, form)| {
            is_file || { code.as_ref().is_some_and(|code| form.is_on(code) || form.is_own(code)) }
        });
        let rows: Vec<_> = shown
            .map(|(place, form)| {
                let is_earlier = is_earlier(&form);
                row(editor, place, form, code.as_deref(), is_earlier)
            })
            .collect();
        let table = (!rows.is_empty()).then(|| {
            view! {
                <div class="check-table">
                    <table class="data-table">
                        {table_head(&words.columns, &[4])}
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
        });
        view! {
            {verdict}
            {table}
        }
        .into_any()
    };
    view! {
        <main class="page check-page" on:dragover=|event| event.prevent_default() on:drop=drop>
            <div class="page-head">
                <a class="crumb" href=Route::Merge(None).href()>
                    {texts.merge.title}
                </a>
                <h1>{words.title}</h1>
                <span class="about">{words.about}</span>
            </div>
            <div class="page-body check-body">
                <div class="check-entry">
                    <FormLine label=words.code hint=words.code_hint>
                        <EntryField entry=code class="field mono" autofocus=true />
                        <div role="status">{faults}</div>
                    </FormLine>
                    <div class="check-file">
                        <label class="button file-button">
                            <input
                                type="file"
                                class="only-reader"
                                accept=".json,application/json"
                                on:change=move |event| take(files::chosen(&event))
                            />
                            <IconView icon=Icon::File />
                            {move || {
                                if looked.read().is_some() { words.other_file } else { words.file }
                            }}
                        </label>
                        {move || match looked.get() {
                            None => {
                                view! {
                                    <p class="note">
                                        <span class="wide-only">{words.drop}</span>
                                        {words.only_looked_at}
                                    </p>
                                }
                                    .into_any()
                            }
                            Some(seen) => {
                                view! {
                                    <p class="note">
                                        {(words.looked_at)(&seen.name)} " "
                                        <button
                                            type="button"
                                            class="text-button"
                                            on:click=move |_| looked.set(None)
                                        >
                                            {words.close_file}
                                        </button>
                                    </p>
                                }
                                    .into_any()
                            }
                        }}
                    </div>
                </div>
                {answer}
                <p class="note">{words.note}</p>
            </div>
        </main>
    }
}

/// One form; the verdict once there is a code. `is_earlier` is the form of the paper before others
/// marked it.
fn row(
    editor: Editor,
    place: String,
    form: CodedForm,
    code: Option<&str>,
    is_earlier: bool,
) -> AnyView {
    let words = &editor.texts.check;
    let verdict = if form.holds == Some(false) {
        Some((State::Bad, words.altered))
    } else {
        code.map(|code| match form.code == code {
            true if form.is_old => (State::Warn, words.same_old),
            true => (State::Good, words.same),
            false if is_earlier || form.is_own(code) => (State::Good, words.same_own),
            false => (State::Idle, words.other),
        })
    };
    let title = if form.title.is_empty() { words.figures_only.to_owned() } else { form.title };
    let subject = match form.subject {
        Subject::Office { .. } => form.office,
        Subject::Person { .. } => words.person.to_owned(),
    };
    view! {
        <tr>
            <td>{verdict.map(|(state, word)| view! { <Sign state word /> })}</td>
            <td class="mono">{form.code}</td>
            <th scope="row">{title}</th>
            <td>{subject}</td>
            <td class="num">{form.year.to_string()}</td>
            <td class="quiet clip">{place}</td>
        </tr>
    }
    .into_any()
}
