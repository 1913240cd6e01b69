//! Files in and backups out, from whatever page: a file says itself what it is, and a dialog asks
//! before anything is replaced.

mod faults;

use std::sync::Arc;

use leptos::ev::DragEvent;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use self::faults::{Fault, FaultDialog};
use super::components::dialog::AskDialog;
use super::components::icon::{Icon, IconView};
use super::components::sign::{Sign, State};
use super::editor::Editor;
use super::naming::given_name;
use super::router::Router;
use crate::browser::files::{self, File};
use crate::interchange::backup::{self, Restored, restore};
use crate::interchange::envelope::{Counts, Kind, counted};
use crate::interchange::file::FILE_LIMIT;
use crate::interchange::json::{OpenError, SIZE_LIMIT, open, text_of};
use crate::interchange::received::view;
use crate::interchange::standard_pack::looks_bare;
use crate::interchange::submission::file_name;
use crate::jobs::workbook;
use crate::model::date::Moment;
use crate::model::id::ReceivedId;
use crate::model::ledger::Ledger;
use crate::model::problem::ImportError;
use crate::model::received::{BackupEntry, Received};
use crate::model::step::Step;
use crate::route::Route;
use crate::workspace::Access;

/// How the names of files end that may be a roster.
const TABLES: [&str; 8] = [".xlsx", ".xls", ".xlsm", ".csv", ".tsv", ".txt", ".et", ".ods"];

/// A file that was opened and waits for an answer.
#[derive(Clone)]
enum Incoming {
    /// Files that cannot be taken, and why.
    Faults(Vec<(String, Fault)>),
    Backup(Arc<Incomer>),
}

/// A backup that may be restored.
struct Incomer {
    name: String,
    at: Moment,
    office: String,
    counts: Counts,
    restored: Restored,
}

/// The one place where files come in.
#[derive(Clone, Copy)]
pub struct Intake {
    incoming: RwSignal<Option<Incoming>>,
    /// A spreadsheet that waits for the import page.
    roster: RwSignal<Option<File>, LocalStorage>,
    /// A standard that waits for its import page: the name and the text of its file.
    standard: RwSignal<Option<(String, String)>>,
}

impl Intake {
    /// Makes it and gives it to everything below.
    pub fn provide() -> Self {
        let intake = Self {
            incoming: RwSignal::new(None),
            roster: RwSignal::new_local(None),
            standard: RwSignal::new(None),
        };
        provide_context(intake);
        intake
    }

    /// The one of the page.
    pub fn here() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    /// The spreadsheet that waits, tracked; it is handed out once.
    pub fn take_roster(self) -> Option<File> {
        self.roster.track();
        self.roster.try_update_untracked(Option::take).flatten()
    }

    /// The standard that waits, tracked; it is handed out once.
    pub fn take_standard(self) -> Option<(String, String)> {
        self.standard.track();
        self.standard.try_update_untracked(Option::take).flatten()
    }

    /// Opens files one after another: a spreadsheet goes to the import, backups ask, everything
    /// else becomes a received file. A single received file is shown, several are listed.
    pub fn open(self, editor: Editor, router: Router, mut files: Vec<File>) {
        // A table among other files is no roster to import: it is refused with them, by name.
        let are_tables = files.iter().all(|file| is_table(&file.name()));
        let table = are_tables.then(|| std::mem::take(&mut files));
        let table = table.and_then(|tables| tables.into_iter().next());
        spawn_local(async move {
            let (mut received, mut faults) = (Vec::new(), Vec::new());
            if let Some(file) = table {
                // The page is left only for what the import can read.
                match read_table(&file).await {
                    Ok(()) => {
                        self.roster.set(Some(file));
                        router.go(&Route::RosterImport);
                    }
                    Err(fault) => faults.push((file.name(), fault)),
                }
            }
            for file in files {
                let name = file.name();
                match read(&file).await {
                    Ok(Opened::Backup(backup)) => {
                        self.incoming.set(Some(Incoming::Backup(Arc::new(backup))));
                    }
                    Ok(Opened::Standard(text)) => {
                        begin_ledger(editor);
                        self.standard.set(Some((name, text)));
                        router.go(&Route::StandardImport);
                    }
                    Ok(Opened::Received(text)) => received.extend(receive(editor, name, text)),
                    Err(error) => faults.push((name, error)),
                }
            }
            if !faults.is_empty() {
                self.incoming.set(Some(Incoming::Faults(faults)));
            }
            match received.as_slice() {
                [] => {}
                [id] => router.go(&Route::Merge(Some(*id))),
                several => {
                    editor.toaster.say((editor.texts.files.received_several)(several.len()));
                    router.go(&Route::Merge(None));
                }
            }
        });
    }
}

/// Does the name say that it is a table?
fn is_table(name: &str) -> bool {
    let name = name.to_lowercase();
    TABLES.iter().any(|ending| name.ends_with(ending))
}

enum Opened {
    Backup(Incomer),
    Standard(String),
    Received(String),
}

/// Can the file be read as a table?
async fn read_table(file: &File) -> Result<(), Fault> {
    if file.size() > FILE_LIMIT as f64 {
        return Err(Fault::Table(ImportError::TooLarge(FILE_LIMIT >> 20)));
    }
    let bytes = files::read(file).await.ok_or(Fault::Unreadable)?;
    workbook(file.name(), bytes).await.map(|_| ()).map_err(Fault::Table)
}

async fn read(file: &File) -> Result<Opened, Fault> {
    // Asked before a byte is read: 200 MB must not be copied into the page first.
    if file.size() > SIZE_LIMIT as f64 {
        return Err(Fault::File(OpenError::TooLarge { limit: SIZE_LIMIT }));
    }
    let bytes = files::read(file).await.ok_or(Fault::Unreadable)?;
    let text = text_of(bytes).map_err(Fault::File)?;
    match open(&text) {
        Ok(opened) if opened.envelope.kind == Kind::Backup => {
            let restored = restore(&opened).map_err(Fault::File)?;
            Ok(Opened::Backup(Incomer {
                name: file.name(),
                at: opened.envelope.created_at,
                office: opened.envelope.office.name,
                counts: backup::counts(&restored.ledger, &restored.archive),
                restored,
            }))
        }
        Ok(opened) if opened.envelope.kind == Kind::Pack => Ok(Opened::Standard(text)),
        Ok(_) => Ok(Opened::Received(text)),
        Err(OpenError::NotOurs) if looks_bare(&text) => Ok(Opened::Standard(text)),
        // A newer file is kept and can be looked at.
        Err(OpenError::NewerMajor { .. }) => {
            view(&text).map(|_| Opened::Received(text)).map_err(Fault::File)
        }
        Err(error) => Err(Fault::File(error)),
    }
}

/// What came in needs a ledger to stand beside or in.
fn begin_ledger(editor: Editor) {
    let workspace = editor.workspace;
    if workspace.access().get_untracked() == Access::NoLedger {
        let ledger = Ledger::clone(&workspace.ledger_untracked());
        // A window that may not write shows no welcome, so this is not refused.
        let _ = workspace.replace(Step::Create, ledger);
    }
}

/// `None` where this window must not write.
fn receive(editor: Editor, file_name: String, text: String) -> Option<ReceivedId> {
    let Editor { workspace, toaster, texts } = editor;
    let known = workspace.archive_untracked();
    if let Some(same) = known.received.values().find(|received| received.text == text) {
        toaster.say((texts.files.received_before)(&same.file_name));
        return Some(same.id);
    }
    begin_ledger(editor);
    let id = ReceivedId::new(&mut workspace.new_ids());
    let done = (texts.files.received)(&file_name);
    let received = Received { id, file_name, received_at: workspace.now(), text };
    let result = workspace.edit_archive(|archive| {
        archive.received.insert(id, Arc::new(received));
    });
    match result {
        Ok(()) => {
            toaster.say(done);
            Some(id)
        }
        Err(rejection) => {
            toaster.refuse((texts.model.rejection)(&rejection));
            None
        }
    }
}

/// Writes a backup of everything and offers it as a download.
pub fn save_backup(editor: Editor) {
    let Editor { workspace, toaster, texts } = editor;
    let ledger = workspace.ledger_untracked();
    let now = workspace.now();
    let Ok(backup) = backup::backup(&ledger, &workspace.archive_untracked(), now) else {
        toaster.refuse(texts.files.too_large);
        return;
    };
    let name = file_name(&[given_name(&ledger), texts.files.backup_word], None, now);
    if !files::download(&name, "application/json", backup.sealed.text.as_bytes()) {
        toaster.refuse(texts.files.backup_failed);
        return;
    }
    let generation = workspace.generations().first().map_or(0, |mark| mark.generation);
    let entry =
        BackupEntry { at: now, file_name: name.clone(), sha256: backup.sealed.sha256, generation };
    // A window that only shows cannot note it down; the file is there all the same.
    let _ = workspace.edit_archive(|archive| Arc::make_mut(&mut archive.log).backups.push(entry));
    let done = (texts.files.backup_done)(&name);
    if backup.without_received {
        toaster.say(format!("{done} {}", texts.files.backup_without_received));
    } else {
        toaster.say(done);
    }
}

/// The backup, offered in a dialog before something is lost.
#[component]
pub fn BackupFirst() -> impl IntoView {
    let editor = Editor::here();
    view! {
        <button type="button" class="button" on:click=move |_| save_backup(editor)>
            <IconView icon=Icon::Download />
            {editor.texts.shell.backup_first}
        </button>
    }
}

/// A button that opens files.
#[component]
pub fn OpenButton(
    #[prop(into)] label: String,
    #[prop(into)] class: String,
    #[prop(default = Icon::File)] icon: Icon,
) -> impl IntoView {
    let intake = Intake::here();
    let editor = Editor::here();
    let router = Router::here();
    view! {
        <label class=format!("{class} file-button")>
            <input
                type="file"
                class="only-reader"
                accept=".json,application/json"
                multiple
                on:change=move |event| intake.open(editor, router, files::chosen(&event))
            />
            <IconView icon />
            {label}
        </label>
    }
}

/// Takes dropped files; for `on:drop` of a page.
pub fn take_drop(intake: Intake, editor: Editor, router: Router) -> impl Fn(DragEvent) {
    move |event| {
        event.prevent_default();
        intake.open(editor, router, files::dropped(&event));
    }
}

#[component]
fn RestoreDialog(incomer: Arc<Incomer>, close: Callback<()>) -> impl IntoView {
    let editor = Editor::here();
    let router = Router::here();
    let workspace = editor.workspace;
    let files = &editor.texts.files;
    let ledger = workspace.ledger_untracked();
    let now = backup::counts(&ledger, &workspace.archive_untracked());
    let is_first = workspace.access().get_untracked() != Access::Open;
    let is_other = !is_first && ledger.settings.ledger != incomer.restored.ledger.settings.ledger;
    let at = (editor.texts.format.moment)(incomer.at, workspace.today());
    let rows: Vec<_> = incomer
        .counts
        .iter()
        .filter_map(|(name, then)| {
            let now = now.get(name).copied().unwrap_or_default();
            Some(((files.count)(name)?, counted(name, now), counted(name, *then)))
        })
        .collect();
    let spoilt = incomer.restored.spoilt.len();
    let run = {
        let incomer = incomer.clone();
        move |_| {
            if matches!(workspace.access().get_untracked(), Access::Recovery(_)) {
                workspace.start_anew();
            }
            let restored = incomer.restored.ledger.clone();
            match workspace.replace(Step::RestoreBackup, restored) {
                Ok(()) => {
                    // Where the ledger could be replaced, this can be written too.
                    let _ = workspace.edit_archive(|archive| {
                        *archive = backup::join(archive, &incomer.restored.archive);
                    });
                    let back = move || workspace.undo();
                    if is_first {
                        editor.toaster.say(files.restored);
                    } else {
                        let undo = editor.texts.shell.take_back;
                        editor.toaster.say_with(files.restored, undo, back);
                    }
                    router.go(&Route::Home);
                }
                Err(rejection) => {
                    editor.toaster.refuse((editor.texts.model.rejection)(&rejection));
                }
            }
            close.run(());
        }
    };
    let run = Callback::new(run);
    view! {
        <AskDialog
            title=files.restore_title
            on_close=close
            ok=files.restore_now
            on_ok=run
            left=move || (!is_first).then(|| view! { <BackupFirst /> })
        >
            <dl class="facts">
                <dt>{files.in_file}</dt>
                <dd>{incomer.office.clone()}</dd>
                <dt>{files.written}</dt>
                <dd>{at}</dd>
                <dt>{files.open}</dt>
                <dd class="clip">{incomer.name.clone()}</dd>
            </dl>
            {is_other
                .then(|| {
                    view! {
                        <p>
                            <Sign
                                state=State::Warn
                                word=(files.other_ledger)(&incomer.office)
                            />
                        </p>
                    }
                })}
            <table class="data-table restore-counts">
                <thead>
                    <tr>
                        <th></th>
                        <th class="num">{files.here}</th>
                        <th class="num">{files.in_file}</th>
                    </tr>
                </thead>
                <tbody>
                    {rows
                        .into_iter()
                        .map(|(name, now, then)| {
                            view! {
                                <tr>
                                    <th scope="row">{name}</th>
                                    <td class="num">{now}</td>
                                    <td class="num" class:is-warn=then < now>
                                        {then}
                                    </td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
            {(spoilt > 0)
                .then(|| {
                    let word = (editor.texts.kept_files.spoilt)(spoilt);
                    view! {
                        <p>
                            <Sign state=State::Warn word />
                        </p>
                    }
                })}
            <p class="note">{files.restore_text}</p>
        </AskDialog>
    }
}

/// Asks about what came in; stands once, above every page.
#[component]
pub fn IntakeDialogs() -> impl IntoView {
    let intake = Intake::here();
    let close = Callback::new(move |()| intake.incoming.set(None));
    move || match intake.incoming.get() {
        None => ().into_any(),
        Some(Incoming::Faults(faults)) => view! { <FaultDialog faults close /> }.into_any(),
        Some(Incoming::Backup(incomer)) => view! { <RestoreDialog incomer close /> }.into_any(),
    }
}
