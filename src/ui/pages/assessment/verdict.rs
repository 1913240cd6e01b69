//! A verdict (退回, 考核结果): what goes with it, and the file for the office.

use jiff::civil::Date;
use leptos::prelude::*;

use super::Page;
use super::tree::Filter;
use crate::assessment::review::{Decision, VerdictFault, decide};
use crate::browser::files;
use crate::i18n::format::{office_short, points};
use crate::interchange::envelope::{Period, Redaction};
use crate::interchange::json::Sealed;
use crate::interchange::review::{FormReview, build};
use crate::interchange::submission::file_name;
use crate::model::assessment::Assessment;
use crate::model::people::Rejection;
use crate::model::received::ExportEntry;
use crate::model::review::{Round, RoundKind};
use crate::model::standard::Standard;
use crate::model::step::Step;
use crate::ui::components::dialog::AskDialog;
use crate::ui::components::field::{Entry, EntryLine, FormLine};
use crate::ui::editor::Editor;
use crate::ui::naming::Naming;
use crate::ui::words::rating_words;

/// The file of a verdict.
pub(super) struct File {
    name: String,
    sealed: Sealed,
    /// What it is called, and for which office it is.
    what: String,
    office: String,
}

impl Page {
    fn decision(self, kind: RoundKind, note: String, due: Option<Date>) -> Decision {
        let workspace = self.editor.workspace;
        let ledger = workspace.ledger_untracked();
        let by = ledger.own_name().to_owned();
        let column = self.column.get_untracked();
        Decision { column, kind, by, at: workspace.now(), note, due }
    }

    /// Gives the verdict: the step in the ledger, the file, and the line in the export log. Answers
    /// whether it is given; where it is not, a toast says why.
    fn give(self, decision: &Decision) -> Result<bool, VerdictFault> {
        let Editor { workspace, toaster, texts } = self.editor;
        let (Some(form), Some(standard)) =
            (self.form.get_untracked(), self.standard.get_untracked())
        else {
            return Ok(false);
        };
        let (decided, round) = decide(&form, &standard, decision)?;
        let own_code = round.own_code.clone();
        let Some(File { name, sealed, what, office }) = self.file(&decided, &standard, round)
        else {
            toaster.refuse(texts.files.too_large);
            return Ok(false);
        };
        let step = Step::ReviewForm(form.title.clone());
        let done = self.editor.edit(step, |ledger| {
            ledger.edit_assessment(self.id, |form| {
                *form = decided;
                Ok::<_, Rejection>(())
            })
        });
        if done.is_none() {
            return Ok(false);
        }
        if !files::download(&name, "application/json", sealed.text.as_bytes()) {
            workspace.undo();
            toaster.refuse(texts.files.backup_failed);
            return Ok(false);
        }
        workspace.log_exports([ExportEntry {
            reason: what,
            recipient: office,
            check_codes: vec![own_code],
            ..ExportEntry::named("review", decision.at, &name, sealed.sha256)
        }]);
        toaster.say((texts.review.made)(&name));
        Ok(true)
    }

    /// The file of a verdict.
    fn file(self, form: &Assessment, standard: &Standard, round: Round) -> Option<File> {
        let Editor { workspace, texts, .. } = self.editor;
        let ledger = workspace.ledger_untracked();
        let (at, by) = (round.at, round.by.clone());
        let what = match round.kind {
            RoundKind::Concluded => (texts.review.result_word)(round.column),
            _ => texts.review.returned_word.to_owned(),
        };
        let review = FormReview::new(&ledger, form, standard, round);
        let office = review.office.clone();
        let sealed = build(&ledger, review, at).ok()?;
        let named = (texts.files.redaction)(Redaction::Named);
        let names = [by.as_str(), &office_short(&office), &what, named];
        let name = file_name(&names, Some(Period::year(form.year)), at);
        Some(File { name, sealed, what, office })
    }

    /// Did the file of a verdict go out from here?
    pub(super) fn was_given_here(self, round: &Round) -> bool {
        let archive = self.editor.workspace.archive_untracked();
        archive.log.exports.iter().any(|entry| entry.kind == "review" && entry.at == round.at)
    }

    /// The file of a verdict that went out from here, as long as it can be made as it was: what was
    /// marked since would be another file under the same step.
    pub(super) fn file_again(self, round: &Round) -> Option<File> {
        let (form, standard) = self.form.get_untracked().zip(self.standard.get_untracked())?;
        let file = self.file(&form, &standard, round.clone())?;
        let archive = self.editor.workspace.archive_untracked();
        let went = archive.log.exports.iter().any(|entry| entry.sha256 == file.sealed.sha256);
        went.then_some(file)
    }

    /// Saves the file of a verdict once more, for who has lost it.
    pub(super) fn save_again(self, file: &File) {
        let Editor { toaster, texts, .. } = self.editor;
        if files::download(&file.name, "application/json", file.sealed.text.as_bytes()) {
            toaster.say((texts.review.made)(&file.name));
        } else {
            toaster.refuse(texts.files.backup_failed);
        }
    }
}

/// Opens the dialog of a result, unless items are open: those are shown then.
pub(super) fn conclude(page: Page, giving: RwSignal<Option<RoundKind>>) {
    let kind = RoundKind::Concluded;
    let decision = page.decision(kind.clone(), String::new(), None);
    let decided = page.form.get_untracked().zip(page.standard.get_untracked());
    let decided = decided.map(|(form, standard)| decide(&form, &standard, &decision));
    match decided {
        Some(Err(fault)) => {
            if let VerdictFault::Open(_) = fault {
                page.filter.set(Filter::Unanswered);
            }
            page.editor.toaster.refuse((page.editor.texts.review.fault)(&fault));
        }
        _ => giving.set(Some(kind)),
    }
}

/// Asks before a file is made: the comments that go with it, a word on the whole, and a deadline.
#[component]
pub(super) fn VerdictDialog(page: Page, kind: RoundKind, close: Callback<()>) -> impl IntoView {
    let texts = page.editor.texts;
    let words = &texts.review;
    let is_result = kind == RoundKind::Concluded;
    // Who closes the dialog to look something up goes on with what was typed.
    let note = page.opinion;
    let due = Entry::new("");
    // A return with a word is always allowed: so the comments that would go are told.
    let preview = page.decision(RoundKind::Returned, "-".to_owned(), None);
    let column = preview.column;
    let comments = page.form.get_untracked().zip(page.standard.get_untracked());
    let comments = comments
        .and_then(|(form, standard)| decide(&form, &standard, &preview).ok())
        .map(|(_, round)| round.comments)
        .unwrap_or_default();
    // A result is seen before it is given.
    let scored = page.scored.get_untracked().filter(|_| is_result);
    let result = scored.and_then(|scored| {
        let total = (words.by_column)(&points(scored.total?), page.column.get_untracked());
        let rating = rating_words(&scored, texts);
        Some(view! {
            <p>
                {words.result}
                " "
                <b>{total}</b>
                " "
                {rating}
            </p>
        })
    });
    let naming = Naming::here();
    let make = {
        let kind = kind.clone();
        move || {
            let decision = untrack(|| page.decision(kind.clone(), note.get(), due.read::<Date>()));
            match page.give(&decision) {
                Ok(true) => {
                    note.set(String::new());
                    close.run(());
                }
                // What was typed stays for another try.
                Ok(false) => {}
                Err(VerdictFault::NothingSaid) => {
                    let _: Option<()> = note.need(None, &(words.fault)(&VerdictFault::NothingSaid));
                }
                Err(fault) => {
                    close.run(());
                    page.editor.toaster.refuse((words.fault)(&fault));
                }
            }
        }
    };
    let earlier: Vec<_> = page
        .form
        .get_untracked()
        .and_then(|form| form.answers(column).cloned())
        .map(|answers| answers.items)
        .unwrap_or_default()
        .into_iter()
        .filter(|(item, answer)| !answer.note.is_empty() && !comments.contains_key(item))
        .map(|(item, answer)| (item, answer.note))
        .collect();
    let about_earlier = (!earlier.is_empty()).then(|| (words.stay)(earlier.len()));
    let line = |(item, text): (String, String)| {
        view! {
            <li>
                <span class="code">{item}</span>
                " "
                {text}
            </li>
        }
    };
    let count = comments.len();
    let listed = comments.into_iter().map(line).collect_view();
    let earlier = earlier.into_iter().map(line).collect_view();
    view! {
        <AskDialog
            title=if is_result {
                (words.conclude_title)(column)
            } else {
                words.return_title.to_owned()
            }
            on_close=close
            ok=if is_result { words.make_result } else { words.make_return }
            on_ok=move || naming.before(page.editor, false, make.clone())
        >
            <p>{if is_result { words.conclude_about } else { words.return_about }}</p>
            {result}
            <p class="note">{(words.will_go)(count)}</p>
            <ul class="going">{listed}</ul>
            {about_earlier.map(|about| view! { <p class="note">{about}</p> })}
            <ul class="going">{earlier}</ul>
            <EntryLine label=words.note entry=note />
            {(!is_result)
                .then(|| {
                    view! {
                        <FormLine label=words.mend_by>
                            <input
                                class="field"
                                type="date"
                                name="due"
                                prop:value=due.text
                                on:input:target=move |event| due.set(event.target().value())
                            />
                        </FormLine>
                    }
                })}
        </AskDialog>
    }
}
