//! The form as a workbook that offices fill, and the filled one read back: what it would change is
//! shown before anything is.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::Page;
use crate::browser::files;
use crate::i18n::locale::Locale;
use crate::interchange::file::FILE_LIMIT;
use crate::interchange::form_table::{CellChange, FilledTable, read, table};
use crate::interchange::table::Workbook;
use crate::jobs::workbook;
use crate::model::problem::ImportError;
use crate::ui::components::dialog::Dialog;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::table_actions::XLSX;

/// Saves the table, and takes a filled one where the column is filled here.
#[component]
pub(super) fn TableButtons(page: Page) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.form_table;
    let toaster = page.editor.toaster;
    let taken = RwSignal::new(None::<Arc<Workbook>>);
    let save = move |_| {
        let (Some(form), Some(standard), Some(scored)) = (
            page.form.get_untracked(),
            page.standard.get_untracked(),
            page.own_scored.get_untracked(),
        ) else {
            return toaster.refuse(texts.assessment.cannot_score);
        };
        let book = table(&form, &standard, &scored, texts).to_xlsx();
        files::download(&format!("{}.xlsx", form.title), XLSX, &book);
    };
    let take = move |event: leptos::ev::Event| {
        let Some(file) = files::chosen(&event).into_iter().next() else { return };
        let refuse = move |error: &ImportError| {
            toaster.refuse((texts.problems.import_error)(error));
        };
        // Asked before a byte is read: 200 MB must not be copied into the page first.
        if file.size() > FILE_LIMIT as f64 {
            return refuse(&ImportError::TooLarge(FILE_LIMIT >> 20));
        }
        spawn_local(async move {
            let Some(bytes) = files::read(&file).await else {
                return toaster.refuse(texts.roster_import.unreadable);
            };
            let book = match workbook(file.name(), bytes).await {
                Ok(book) => book,
                Err(error) => return refuse(&error),
            };
            // The page may have gone before a large file was read.
            let Some(Some(_)) = page.form.try_get_untracked() else { return };
            match filled(page, &book) {
                Some(_) => taken.set(Some(Arc::new(book))),
                None => toaster.refuse(words.no_headings),
            }
        });
    };
    let may_take = move || page.is_own() && !page.is_locked();
    view! {
        <p class="form-table-acts no-print">
            <button type="button" class="button small" title=words.save_about on:click=save>
                <IconView icon=Icon::Download />
                {words.save}
            </button>
            <Show when=may_take>
                <label class="button small file-button" title=words.take_about>
                    <IconView icon=Icon::Paste />
                    {words.take}
                    <input
                        type="file"
                        class="only-reader"
                        accept=".xlsx,.xls,.csv,.et,.ods"
                        on:change=take
                    />
                </label>
            </Show>
        </p>
        {move || taken.get().map(|book| view! { <TakeDialog page book taken /> })}
    }
}

/// What the table says of the form as it stands now.
fn filled(page: Page, book: &Workbook) -> Option<FilledTable> {
    let (form, standard) = (page.form.get_untracked()?, page.standard.get_untracked()?);
    let languages = [Locale::Zh.messages(), Locale::En.messages()];
    read(book, &form, &standard, &languages)
}

#[component]
fn TakeDialog(
    page: Page,
    book: Arc<Workbook>,
    taken: RwSignal<Option<Arc<Workbook>>>,
) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.form_table;
    let FilledTable { form, changes, unread } = filled(page, &book)?;
    let count = changes.len();
    let close = Callback::new(move |()| taken.set(None));
    let form = StoredValue::new(form);
    let run = Callback::new(move |()| {
        if page.take_table(form.get_value()) {
            let back = move || page.editor.workspace.undo();
            let toaster = page.editor.toaster;
            toaster.say_with((words.done)(count), texts.shell.take_back, back);
            taken.set(None);
        }
    });
    let foot = move || {
        view! {
            <button type="button" class="button push" on:click=move |_| close.run(())>
                {if count > 0 { texts.shell.cancel } else { texts.shell.close }}
            </button>
            {(count > 0)
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button primary"
                            on:click=move |_| run.run(())
                        >
                            {words.apply}
                        </button>
                    }
                })}
        }
    };
    let row = |change: CellChange| {
        let heading = (words.heading)(change.field);
        let what = match change.clause {
            Some(clause) => {
                format!("{}\u{3000}{heading}", (words.clause)(clause, change.line))
            }
            None => heading.to_owned(),
        };
        let after = if change.after.is_empty() {
            view! { <i>{words.emptied}</i> }.into_any()
        } else {
            view! { <b>{change.after}</b> }.into_any()
        };
        view! {
            <tr>
                <td>
                    <span class="code">{change.at}</span>
                    " "
                    {change.title}
                </td>
                <td>{what}</td>
                <td>{change.before}</td>
                <td>{after}</td>
            </tr>
        }
    };
    let table = (count > 0).then(|| {
        view! {
            <table class="plain-table">
                <thead>
                    <tr>{words.columns.map(|word| view! { <th>{word}</th> })}</tr>
                </thead>
                <tbody>{changes.into_iter().map(row).collect_view()}</tbody>
            </table>
        }
    });
    let about = if count > 0 { (words.changes)(count) } else { words.no_changes.to_owned() };
    let left = (!unread.is_empty()).then(|| {
        view! {
            <p class="is-warn">{(words.unread)(unread.len())}</p>
            <ul class="unread">
                {unread
                    .iter()
                    .map(|unread| view! { <li>{(words.why)(unread)}</li> })
                    .collect_view()}
            </ul>
        }
    });
    Some(view! {
        <div class="table-taker">
            <Dialog title=words.title on_close=close foot=ViewFn::from(foot)>
                {left}
                <p>{about}</p>
                {table}
            </Dialog>
        </div>
    })
}
