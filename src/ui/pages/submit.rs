//! 上报: what leaves, for what time, and how much of the people; what is missing before; one file.

mod checks;
mod form_list;
mod history;
mod made;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use leptos::prelude::*;

use self::checks::{Checks, Since};
use self::form_list::FormList;
use self::history::History;
use self::made::MadeDialog;
use crate::browser::{files, random};
use crate::i18n::format::per_head;
use crate::interchange::checklist::{Finding, Level, checklist};
use crate::interchange::envelope::{Period, Redaction};
use crate::interchange::figures::Figures;
use crate::interchange::forms::{self, Enclosed};
use crate::interchange::received::matching_secret;
use crate::interchange::redact::Secret;
use crate::interchange::submission::{Choice, Part, build, file_name, part_hashes, people_count};
use crate::model::id::AssessmentId;
use crate::model::ledger::Ledger;
use crate::model::received::ExportEntry;
use crate::model::step::Step;
use crate::ui::components::field::{Entry, EntryField, FaultLine, Tick, need};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::more::MoreActions;
use crate::ui::editor::Editor;
use crate::ui::intake::OpenButton;
use crate::ui::naming::{Naming, given_name};

/// What is chosen on the page.
#[derive(Clone, Copy)]
struct Form {
    editor: Editor,
    parts: RwSignal<Vec<Part>>,
    left_out: RwSignal<BTreeSet<AssessmentId>>,
    span: RwSignal<Span>,
    redaction: RwSignal<Redaction>,
    id_numbers: RwSignal<bool>,
    files: RwSignal<bool>,
    purpose: Entry,
    overriding: Entry,
    /// What is wrong where no part is chosen.
    no_parts: RwSignal<String>,
    recipient: RwSignal<String>,
    /// The file that was just made.
    made: RwSignal<Option<Arc<Made>>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Span {
    Half,
    ToDate,
    Year,
}

impl Span {
    const ALL: [Self; 3] = [Self::Half, Self::ToDate, Self::Year];

    fn period(self, year: i16, today: Date) -> Period {
        let whole = Period::year(year);
        let to = match self {
            Self::Half => Date::new(year, 6, 30).unwrap_or(whole.to),
            Self::ToDate if today.year() == year => today,
            Self::ToDate | Self::Year => whole.to,
        };
        Period { to, ..whole }
    }
}

struct Made {
    name: String,
    text: String,
    sha256: String,
    codes: Vec<String>,
}

const REDACTIONS: [Redaction; 3] =
    [Redaction::Named, Redaction::Deidentified, Redaction::Statistics];

impl Form {
    fn choice(self, ledger: &Ledger) -> Choice {
        let redaction = self.redaction.get();
        let parts = self.parts.get();
        let is_named = redaction == Redaction::Named;
        Choice {
            id_numbers: self.id_numbers.get() && is_named && parts.contains(&Part::Roster),
            files: self.files.get() && is_named,
            parts,
            left_out: self.left_out.get(),
            period: self.span.get().period(ledger.settings.year, self.editor.workspace.today()),
            redaction,
            note: String::new(),
        }
    }

    fn name(self, ledger: &Ledger, choice: &Choice) -> String {
        let files = &self.editor.texts.files;
        let office = given_name(ledger);
        let parts: String = choice.parts.iter().map(|part| (files.part)(*part)).collect();
        let redaction = (files.redaction)(choice.redaction);
        file_name(&[office, &parts, redaction], Some(choice.period), self.editor.workspace.now())
    }

    /// Can the file be made? What is missing stands at its field.
    fn is_ready(self, findings: &[Finding]) -> bool {
        let submit = &self.editor.texts.submit;
        let parts = (!self.parts.read().is_empty()).then_some(());
        let is_named = self.redaction.get() == Redaction::Named;
        let purpose = (!is_named).then(String::new).or_else(|| self.purpose.named());
        let is_bad = findings.iter().any(|finding| finding.level == Level::Bad);
        let overriding = (!is_bad).then(String::new).or_else(|| self.overriding.named());
        [
            need(self.no_parts, parts, submit.nothing_chosen).is_some(),
            self.purpose.need(purpose, submit.purpose_missing).is_some(),
            self.overriding.need(overriding, submit.reason_missing).is_some(),
        ]
        .iter()
        .all(|is_there| *is_there)
    }

    /// Makes the file; that the forms are submitted is noted when it is there.
    fn make(self) {
        let Editor { workspace, toaster, texts } = self.editor;
        let now = workspace.now();
        let mut ledger = Ledger::clone(&workspace.ledger_untracked());
        let archive = workspace.archive_untracked();
        let choice = untrack(|| self.choice(&ledger));
        if choice.files {
            ledger.files = forms::enclosed(&ledger, &archive, &choice).files;
        }
        // The file says of its forms that they are submitted.
        let noted = forms::note_submission(&mut ledger, &choice, now).unwrap_or_default();
        let secret = matching_secret(&archive)
            .map_or_else(|| Secret::Random(random::seed()), Secret::Issued);
        let previous = last_submission(&archive.log.exports);
        let Ok((sealed, counts)) = build(&ledger, &choice, &secret, previous, now) else {
            toaster.refuse(texts.files.too_large);
            return;
        };
        let name = self.name(&ledger, &choice);
        if !files::download(&name, "application/json", sealed.text.as_bytes()) {
            toaster.refuse(texts.files.backup_failed);
            return;
        }
        if noted > 0 {
            // A window that only shows cannot note it down; the file is there all the same.
            let _ = workspace.edit(Step::SubmitForms { forms: noted }, |ledger| {
                forms::note_submission(ledger, &choice, now)
            });
        }
        let codes: Vec<String> =
            forms::codes(&ledger, &choice).into_iter().filter(|code| !code.is_empty()).collect();
        let is_named = choice.redaction == Redaction::Named;
        let purpose = self.purpose.named().filter(|_| is_named);
        let reasons: Vec<_> = purpose.into_iter().chain(self.overriding.named()).collect();
        workspace.log_exports([ExportEntry {
            redaction: redaction_word(choice.redaction).to_owned(),
            reason: reasons.join(texts.model.comma),
            recipient: self.recipient.get_untracked().trim().to_owned(),
            people: counts.get("people").copied().unwrap_or_default(),
            check_codes: codes.clone(),
            parts: chosen_hashes(&ledger, &choice),
            left_out: choice.left_out.clone(),
            ..ExportEntry::named("submission", now, &name, sealed.sha256.clone())
        }]);
        let made = Made { name, text: sealed.text, sha256: sealed.sha256, codes };
        self.made.set(Some(Arc::new(made)));
    }
}

/// The export log keeps the word of the envelope.
fn redaction_word(redaction: Redaction) -> &'static str {
    match redaction {
        Redaction::Named => "named",
        Redaction::Deidentified => "deidentified",
        Redaction::Statistics => "statistics",
    }
}

/// How much of the people a file told; `None` for what a newer version wrote.
fn redaction_of(entry: &ExportEntry) -> Option<Redaction> {
    REDACTIONS.into_iter().find(|redaction| redaction_word(*redaction) == entry.redaction)
}

fn chosen_hashes(ledger: &Ledger, choice: &Choice) -> BTreeMap<String, String> {
    let mut hashes = part_hashes(ledger, choice);
    hashes.retain(|word, _| choice.parts.iter().any(|part| part.word() == word));
    hashes
}

fn last_submission(exports: &[ExportEntry]) -> Option<&ExportEntry> {
    exports.iter().rev().find(|entry| entry.kind == "submission")
}

#[component]
pub fn SubmitPage() -> impl IntoView {
    let editor = Editor::here();
    let workspace = editor.workspace;
    let submit = &editor.texts.submit;
    // What went up last time goes up again, as it did and to whom.
    let archive = workspace.archive_untracked();
    let last = last_submission(&archive.log.exports);
    let parts = Part::ALL
        .into_iter()
        .filter(|part| last.is_none_or(|last| last.parts.contains_key(part.word())));
    let form = Form {
        editor,
        parts: RwSignal::new(parts.collect()),
        left_out: RwSignal::new(last.map(|last| last.left_out.clone()).unwrap_or_default()),
        span: RwSignal::new(Span::ToDate),
        redaction: RwSignal::new(last.and_then(redaction_of).unwrap_or(Redaction::Deidentified)),
        id_numbers: RwSignal::new(false),
        files: RwSignal::new(false),
        purpose: Entry::new(""),
        overriding: Entry::new(""),
        no_parts: RwSignal::default(),
        recipient: RwSignal::new(last.map(|last| last.recipient.clone()).unwrap_or_default()),
        made: RwSignal::new(None),
    };
    let findings = Memo::new(move |_| {
        let ledger = workspace.ledger();
        let has_secret = matching_secret(&workspace.archive()).is_some();
        checklist(&ledger, &form.choice(&ledger), has_secret)
    });
    let naming = Naming::here();
    let make = move |_| {
        if form.is_ready(&findings.read_untracked()) {
            naming.before(editor, false, move || form.make());
        }
    };
    view! {
        <main class="page submit-page">
            <div class="page-head">
                <h1>{submit.title}</h1>
                <span class="about">{submit.about}</span>
                <div class="actions">
                    <MoreActions>
                        <OpenButton label=submit.take_comments class="button" />
                    </MoreActions>
                    <button type="button" class="button primary" on:click=make>
                        <IconView icon=Icon::Submit />
                        {submit.make}
                    </button>
                </div>
            </div>
            <div class="page-body submit-body">
                <div class="submit-columns">
                    <What form />
                    <section class="ready">
                        <Checks findings overriding=form.overriding />
                        <Since form />
                        <p class="file-name">
                            <span class="note">{submit.file_name}</span>
                            {move || {
                                let ledger = workspace.ledger();
                                form.name(&ledger, &form.choice(&ledger))
                            }}
                        </p>
                    </section>
                </div>
                <History />
            </div>
            <MadeDialog form />
        </main>
    }
}

/// What each part holds, beside its name.
fn afters(
    ledger: &Ledger,
    choice: &Choice,
    submit: &crate::i18n::zh::submit::Submit,
) -> Vec<String> {
    let all = Choice { parts: Part::ALL.to_vec(), ..choice.clone() };
    let figures = Figures::of(ledger, &all);
    let people = figures.people.unwrap_or_default();
    let hours = figures.hours.unwrap_or_default();
    let average = per_head(hours.recognised, people);
    let offices = ledger.staffed_offices(ledger.settings.reference());
    Part::ALL
        .into_iter()
        .map(|part| match part {
            Part::Roster => (submit.roster_after)(people, offices),
            Part::Groups => (submit.groups_after)(figures.groups.len()),
            Part::Plans => (submit.plans_after)(figures.plans.len()),
            Part::Hours => (submit.hours_after)(hours.sessions, &average),
            Part::Assessments => (submit.forms_after)(figures.forms.len()),
        })
        .collect()
}

#[component]
fn What(form: Form) -> impl IntoView {
    let editor = form.editor;
    let workspace = editor.workspace;
    let texts = editor.texts;
    let submit = &texts.submit;
    let afters = Memo::new(move |_| {
        let ledger = workspace.ledger();
        afters(&ledger, &form.choice(&ledger), submit)
    });
    let kept = &texts.kept_files;
    let enclosed = Memo::new(move |_| {
        let ledger = workspace.ledger();
        forms::enclosed(&ledger, &workspace.archive(), &form.choice(&ledger))
    });
    let toggle = move |part: Part| {
        form.no_parts.set(String::new());
        form.parts.update(|parts| {
            let chosen = parts.contains(&part);
            *parts = Part::ALL
                .into_iter()
                .filter(|other| if *other == part { !chosen } else { parts.contains(other) })
                .collect();
        });
    };
    let people = Memo::new(move |_| {
        let ledger = workspace.ledger();
        let named = Choice { redaction: Redaction::Named, ..form.choice(&ledger) };
        people_count(&ledger, &named)
    });
    let period = move || {
        let ledger = workspace.ledger();
        let Period { from, to, .. } = form.choice(&ledger).period;
        (submit.span_text)(&from.to_string(), &to.to_string())
    };
    let is_named = move || form.redaction.get() == Redaction::Named;
    view! {
        <section class="what">
            <h2>{submit.what}</h2>
            <div class="options">
                {Part::ALL
                    .into_iter()
                    .enumerate()
                    .map(|(place, part)| {
                        view! {
                            <label>
                                <input
                                    type="checkbox"
                                    prop:checked=move || form.parts.read().contains(&part)
                                    on:change=move |_| toggle(part)
                                />
                                <span>{(texts.files.part)(part)}</span>
                                <span class="after">
                                    {move || afters.read().get(place).cloned()}
                                </span>
                            </label>
                        }
                    })
                    .collect_view()}
            </div>
            <FormList form />
            <FaultLine fault=form.no_parts />
            <h2>{submit.period}</h2>
            <p class="line">
                <span class="choice-bar">
                    {Span::ALL
                        .into_iter()
                        .zip(submit.spans)
                        .map(|(span, word)| {
                            view! {
                                <button
                                    type="button"
                                    aria-pressed=move || (form.span.get() == span).to_string()
                                    on:click=move |_| form.span.set(span)
                                >
                                    {word}
                                </button>
                            }
                        })
                        .collect_view()}
                </span>
                <span class="quiet">{period}</span>
            </p>
            <h2>{submit.how_much}</h2>
            <div class="options">
                {REDACTIONS
                    .into_iter()
                    .zip(submit.redactions)
                    .map(|(redaction, (word, note))| {
                        let leave = move || {
                            if redaction == Redaction::Statistics { 0 } else { people.get() }
                        };
                        view! {
                            <label>
                                <input
                                    type="radio"
                                    name="redaction"
                                    prop:checked=move || form.redaction.get() == redaction
                                    on:change=move |_| form.redaction.set(redaction)
                                />
                                <span>{word}</span>
                                <span class="after">{move || (texts.shell.people)(leave())}</span>
                                <span class="note">{note}</span>
                            </label>
                        }
                    })
                    .collect_view()}
            </div>
            <Show when=is_named>
                <label class="stack reason">
                    <span class="note">{submit.purpose}</span>
                    <EntryField entry=form.purpose placeholder=submit.purpose_hint />
                </label>
                <Show when=move || form.parts.read().contains(&Part::Roster)>
                    <p class="check-line">
                        <Tick label=submit.id_numbers on=form.id_numbers />
                    </p>
                </Show>
                {move || {
                    let Enclosed { files, missing, too_many } = enclosed.get();
                    let bytes = files.values().map(|file| file.size()).sum();
                    let tick = (!files.is_empty())
                        .then(|| {
                            view! {
                                <Tick label=(kept.enclose)(files.len(), bytes) on=form.files />
                                <span class="note">{kept.enclose_about}</span>
                            }
                        });
                    let left = (missing + too_many > 0)
                        .then(|| {
                            view! {
                                <span class="note is-warn">{(kept.left)(missing, too_many)}</span>
                            }
                        });
                    (tick.is_some() || left.is_some())
                        .then(|| view! { <p class="check-line">{tick} {left}</p> })
                }}
            </Show>
            <label class="stack reason">
                <span class="note">{submit.recipient}</span>
                <span class="field">
                    <input
                        placeholder=submit.recipient_hint
                        prop:value=form.recipient
                        on:input=move |event| form.recipient.set(event_target_value(&event))
                    />
                </span>
            </label>
        </section>
    }
}
