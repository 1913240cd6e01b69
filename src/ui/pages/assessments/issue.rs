//! 下发自评表: a form for each chosen office, in a file of its own; several go as one zip.

use jiff::civil::Date;
use leptos::prelude::*;
use std::collections::BTreeSet;

use super::new_form::{standard_label, standards};
use crate::browser::files;
use crate::i18n::format::office_short;
use crate::interchange::envelope::{Period, Redaction};
use crate::interchange::issued_forms::{Issue, build, issue, offices_below};
use crate::interchange::received::matching_secret;
use crate::interchange::submission::file_name;
use crate::interchange::xlsx::write::PackageWriter;
use crate::model::assessment::{StandardRef, Subject};
use crate::model::date::Moment;
use crate::model::id::{AssessmentId, OfficeId};
use crate::model::ledger::Ledger;
use crate::model::received::ExportEntry;
use crate::model::standard::Standard;
use crate::model::step::Step;
use crate::order::Gather as _;
use crate::route::Route;
use crate::ui::components::dialog::AskDialog;
use crate::ui::components::field::{FaultLine, FormLine, need};
use crate::ui::editor::Editor;
use crate::ui::naming::Naming;
use crate::ui::words::office_words;

/// One file that is handed down.
struct Made {
    name: String,
    text: String,
    entry: ExportEntry,
}

/// The secret for matching people that came in an issued file.
fn secret_from_above(editor: Editor) -> Option<String> {
    let secret = matching_secret(&editor.workspace.archive_untracked())?;
    String::from_utf8(secret).ok()
}

/// Makes the file of each form; `None` where one is too large.
fn files_of(
    editor: Editor,
    ledger: &Ledger,
    forms: &[AssessmentId],
    at: Moment,
) -> Option<Vec<Made>> {
    let texts = editor.texts;
    let secret = secret_from_above(editor);
    let own = ledger.own_name();
    let named = (texts.files.redaction)(Redaction::Named);
    let mut all: Vec<Made> = Vec::with_capacity(forms.len());
    for id in forms {
        let form = ledger.assessments.get(id)?;
        let office = match form.subject {
            Subject::Office { id } => ledger.office_name(id).to_owned(),
            Subject::Person { .. } => String::new(),
        };
        let (sealed, counts) = build(ledger, form, secret.as_deref(), at).ok()?;
        let name = |office: &str| {
            let words = [own, office, texts.review.issued_word, named];
            file_name(&words, Some(Period::year(form.year)), at)
        };
        let short = name(&office_short(&office));
        let is_taken = all.iter().any(|made| made.name == short);
        let name = if is_taken { name(&office) } else { short };
        let entry = ExportEntry {
            recipient: office,
            people: counts.get("people").copied().unwrap_or_default(),
            ..ExportEntry::named("issued", at, &name, sealed.sha256)
        };
        all.push(Made { name, text: sealed.text, entry });
    }
    Some(all)
}

/// Offers one file as it is, several as one zip; the name that was saved.
fn save(editor: Editor, own: &str, made: &[Made], year: i16, at: Moment) -> Option<String> {
    if let [one] = made {
        let done = files::download(&one.name, "application/json", one.text.as_bytes());
        return done.then(|| one.name.clone());
    }
    let mut package = PackageWriter::default();
    for one in made {
        package.add(&one.name, one.text.as_bytes());
    }
    let named = (editor.texts.files.redaction)(Redaction::Named);
    let words = [own, editor.texts.review.issued_several, named];
    let name = file_name(&words, Some(Period::year(year)), at).replace(".json", ".zip");
    files::download(&name, "application/zip", &package.finish()).then_some(name)
}

/// Adds the forms to the ledger, saves the files and notes them down.
fn hand_down(
    editor: Editor,
    offices: &[OfficeId],
    standard: &Standard,
    due: Option<Date>,
) -> Option<()> {
    let Editor { workspace, toaster, texts } = editor;
    let at = workspace.now();
    let year = workspace.ledger_untracked().settings.year;
    let title = |office: &str| (texts.assessments.name_of)(year, &office_short(office));
    let step = Step::IssueForms { forms: offices.len() };
    let order = Issue { standard, due, at, secret: secret_from_above(editor) };
    let ids = &mut workspace.new_ids();
    let forms = editor.edit(step, |ledger| issue(ledger, offices, &order, title, ids))?;
    let ledger = workspace.ledger_untracked();
    let Some(made) = files_of(editor, &ledger, &forms, at) else {
        toaster.refuse(texts.files.too_large);
        return None;
    };
    let Some(name) = save(editor, ledger.own_name(), &made, year, at) else {
        workspace.undo();
        toaster.refuse(texts.files.backup_failed);
        return None;
    };
    let count = made.len();
    workspace.log_exports(made.into_iter().map(|one| one.entry));
    toaster.say((texts.review.issued)(count, &name));
    Some(())
}

#[component]
pub(super) fn IssueDialog(editor: Editor, close: Callback<()>) -> impl IntoView {
    let (workspace, texts) = (editor.workspace, editor.texts);
    let words = &texts.review;
    let ledger = workspace.ledger_untracked();
    let reference = ledger.settings.reference();
    let offices: Vec<(OfficeId, String, usize)> = offices_below(&ledger)
        .into_iter()
        .map(|office| {
            let people = ledger.enrolled(reference).filter(|one| one.office == office.id).count();
            (office.id, office_words(office.id, &ledger), people)
        })
        .collect();
    let all: BTreeSet<OfficeId> = offices.iter().map(|(id, ..)| *id).gather_set();
    let order = StoredValue::new(offices.iter().map(|(id, ..)| *id).collect::<Vec<_>>());
    let chosen = RwSignal::new(all.clone());
    let nobody = RwSignal::new(String::new());
    let due = RwSignal::new(String::new());
    let choices = StoredValue::new(standards(&ledger));
    let standard = RwSignal::new(0_usize);
    let known = Memo::new(move |_| {
        let at = standard.get();
        let ledger = workspace.ledger();
        let reference: Option<StandardRef> =
            choices.with_value(|all| all.get(at).map(|one| one.as_ref().into()));
        let Some(reference) = reference else { return BTreeSet::new() };
        let has_form = |id: &OfficeId| {
            let subject = Subject::Office { id: *id };
            ledger.form_of(&subject, ledger.settings.year, &reference).is_some()
        };
        order.with_value(|all| all.iter().copied().filter(has_form).gather_set())
    });
    let toggle = move |id: OfficeId| {
        nobody.set(String::new());
        chosen.update(|chosen| {
            if !chosen.remove(&id) {
                chosen.insert(id);
            }
        });
    };
    let naming = Naming::here();
    let run = move || {
        let picked = chosen.get_untracked();
        let offices: Vec<OfficeId> =
            order.with_value(|all| all.iter().copied().filter(|id| picked.contains(id)).collect());
        let offices = (!offices.is_empty()).then_some(offices);
        let Some(offices) = need(nobody, offices, words.nobody_chosen) else { return };
        let at = standard.get_untracked();
        let Some(standard) = choices.with_value(|all| all.get(at).cloned()) else {
            editor.toaster.refuse(texts.assessments.no_standard);
            return;
        };
        let due = due.get_untracked().parse().ok();
        naming.before(editor, false, move || {
            if hand_down(editor, &offices, &standard, due).is_some() {
                close.run(());
            }
        });
    };
    let standard_options = choices.with_value(|all| {
        all.iter()
            .enumerate()
            .map(|(at, _)| {
                view! { <option value=at.to_string()>{standard_label(all, at)}</option> }
            })
            .collect_view()
    });
    let is_empty = offices.is_empty();
    let lines = offices
        .into_iter()
        .map(|(id, name, people)| {
            view! {
                <label>
                    <input
                        type="checkbox"
                        prop:checked=move || chosen.read().contains(&id)
                        on:change=move |_| toggle(id)
                    />
                    <span>{name}</span>
                    <span class="after">
                        {move || known.read().contains(&id).then_some(words.issue_known)}
                        "\u{3000}"
                        {(words.issue_people)(people)}
                    </span>
                </label>
            }
        })
        .collect_view();
    let everybody = all.clone();
    view! {
        <AskDialog
            title=words.issue_title
            on_close=close
            ok=move || (words.issue_now)(chosen.read().len())
            on_ok=run
        >
            <p class="note">{words.issue_about}</p>
            <FormLine label=texts.assessments.standard>
                <select
                    class="field"
                    name="standard"
                    on:change:target=move |event| {
                        standard.set(event.target().value().parse().unwrap_or_default());
                    }
                >
                    {standard_options}
                </select>
            </FormLine>
            <FormLine label=words.due hint=words.due_hint.to_owned()>
                <input
                    class="field"
                    type="date"
                    name="due"
                    prop:value=due
                    on:input:target=move |event| due.set(event.target().value())
                />
            </FormLine>
            <p class="issue-to">
                <b>{words.issue_offices}</b>
                <button
                    type="button"
                    class="text-button"
                    on:click=move |_| {
                        nobody.set(String::new());
                        chosen.set(everybody.clone());
                    }
                >
                    {words.issue_all}
                </button>
                <button
                    type="button"
                    class="text-button"
                    on:click=move |_| chosen.set(BTreeSet::new())
                >
                    {words.issue_none}
                </button>
            </p>
            <FaultLine fault=nobody />
            {is_empty
                .then(|| {
                    view! {
                        <p class="note is-warn">
                            {words.no_offices} " "
                            <a href=Route::RosterImport.href()>{texts.assessments.to_roster}</a>
                        </p>
                    }
                })}
            <div class="options issue-offices">{lines}</div>
        </AskDialog>
    }
}
