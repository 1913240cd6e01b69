//! Import of a roster: a file or pasted cells, then people, changes and problems to see, and only
//! then a write, which one undo takes back.

mod check;
mod columns;
mod problems;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;

use self::check::Check;
use crate::i18n::locale::Locale;
use crate::interchange::roster::header::{Layout, find_layout, layout_by_hand};
use crate::interchange::roster::join::join_offices;
use crate::interchange::roster::proposal::{ImportOptions, Outcome, RosterProposal, propose};
use crate::interchange::roster::words::RosterWords;
use crate::interchange::table::Workbook;
use crate::model::people::Rejection;
use crate::model::problem::ImportError;
use crate::model::step::Step;
use crate::route::Route;
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::more::MoreActions;
use crate::ui::components::toast::Toaster;
use crate::ui::file_source::FileSource;
use crate::ui::router::Router;
use crate::ui::texts::texts;
use crate::workspace::Workspace;

/// What was read, and how its columns are taken.
#[derive(Clone, PartialEq)]
pub struct Source {
    pub name: String,
    pub workbook: Arc<Workbook>,
    pub layout: Layout,
    /// Rows left out by hand, 1-based.
    pub skipped: BTreeSet<usize>,
}

impl Source {
    /// A file taken apart, its header found or to be chosen.
    ///
    /// # Errors
    /// No sheet has a table.
    pub fn new(
        name: String,
        mut workbook: Workbook,
        workspace: Workspace,
    ) -> Result<Self, ImportError> {
        let words = RosterWords::new(&workspace.ledger_untracked().packs);
        join_offices(&mut workbook, &words);
        let layout = find_layout(&workbook, &words)
            .or_else(|| layout_by_hand(&workbook, &words))
            .ok_or(ImportError::NoHeader)?;
        Ok(Self { name, workbook: Arc::new(workbook), layout, skipped: BTreeSet::new() })
    }
}

fn proposal_of(source: &Source, workspace: Workspace) -> RosterProposal {
    let ledger = workspace.ledger();
    let words = RosterWords::new(&ledger.packs);
    let Some(sheet) = source.workbook.sheets.get(source.layout.sheet) else {
        return RosterProposal::default();
    };
    let options = ImportOptions {
        today: workspace.today(),
        skipped: &source.skipped,
        chosen: &BTreeMap::new(),
    };
    propose(sheet, &source.layout, &ledger, &words, options, &mut workspace.new_ids())
}

#[component]
fn Steps(current: Signal<usize>) -> impl IntoView {
    texts()
        .roster_import
        .steps
        .into_iter()
        .enumerate()
        .map(|(index, step)| {
            view! {
                <li
                    class:is-done=move || index < current.get()
                    aria-current=move || (index == current.get()).then_some("step")
                >
                    <span class="no">
                        <Show
                            when=move || index < current.get()
                            fallback=move || (index + 1).to_string()
                        >
                            <IconView icon=Icon::Check />
                        </Show>
                    </span>
                    {step}
                </li>
            }
        })
        .collect_view()
}

#[component]
pub fn RosterImportPage() -> impl IntoView {
    let messages = texts();
    let import = &messages.roster_import;
    let workspace = Workspace::here();
    let toaster = Toaster::here();
    let router = Router::here();
    let source = RwSignal::new(None::<Source>);
    let proposal = Memo::new(move |_| {
        source.with(|source| source.as_ref().map(|source| Arc::new(proposal_of(source, workspace))))
    });
    let writable = Memo::new(move |_| {
        proposal.with(|proposal| {
            proposal.as_ref().map_or(0, |proposal| {
                let counts = proposal.counts();
                counts.new + counts.changed
            })
        })
    });
    let write = move |_| {
        let Some(proposal) = proposal.get_untracked() else { return };
        let counts = proposal.counts();
        let step = Step::ImportRoster { added: counts.new, changed: counts.changed };
        let result = workspace.edit_with_restore_point(step, |ledger| {
            let written = proposal.apply(ledger)?;
            name_bureau(ledger);
            Ok::<_, Rejection>(written)
        });
        match result {
            Ok(written) => {
                let back = move || workspace.undo();
                let done = (import.done)(written.added, written.changed);
                toaster.say_with(done, messages.shell.take_back, back);
                router.go(&Route::Roster(None));
            }
            Err(rejection) => toaster.refuse((messages.model.rejection)(&rejection)),
        }
    };
    let on_read = Callback::new(move |(name, workbook)| {
        let read = Source::new(name, workbook, workspace).map(|read| source.set(Some(read)));
        read.err().map(|error| (messages.problems.import_error)(&error))
    });
    let step = Signal::derive(move || usize::from(source.read().is_some()));
    view! {
        <main class="page import-page is-filled">
            <div class="page-head">
                <a class="crumb" href=Route::Roster(None).href()>
                    {import.crumb}
                </a>
                <h1>{import.title}</h1>
                <ol class="steps">
                    <Steps current=step />
                </ol>
                <div class="actions">
                    <Show when=move || source.read().is_some()>
                        <MoreActions>
                            <button type="button" class="button" on:click=move |_| source.set(None)>
                                {import.other_file}
                            </button>
                        </MoreActions>
                        <button
                            type="button"
                            class="button primary"
                            disabled=move || writable.get() == 0
                            on:click=write
                        >
                            {move || {
                                if writable.get() == 0 {
                                    import.nothing.to_owned()
                                } else {
                                    (import.write)(writable.get())
                                }
                            }}
                        </button>
                    </Show>
                </div>
            </div>
            <Show
                when=move || source.read().is_some()
                fallback=move || view! { <FileSource on_read drop=import.drop how=import.how takes_roster=true /> }
            >
                <Check source proposal />
            </Show>
        </main>
    }
}

/// A bureau that has not said its name takes the beginning that the names of its offices share.
fn name_bureau(ledger: &mut crate::model::ledger::Ledger) {
    let own = ledger.settings.office;
    // The name that a new ledger gives it, whatever language the page speaks.
    let given = Locale::default().messages().welcome.unnamed;
    let unnamed = ledger.own_name() == given;
    let names: Vec<_> = ledger
        .offices
        .values()
        .filter(|office| office.id != own)
        .map(|office| &office.name)
        .collect();
    let Some((first, rest)) = names.split_first().filter(|(_, rest)| unnamed && !rest.is_empty())
    else {
        return;
    };
    let shared = rest.iter().fold(first.as_str(), |shared, name| {
        let same = shared.chars().zip(name.chars()).take_while(|(a, b)| a == b);
        let length: usize = same.map(|(letter, _)| letter.len_utf8()).sum();
        shared.get(..length).unwrap_or_default()
    });
    // A bureau's own name ends in the word for one.
    let Some(end) = shared.rfind(texts().model.bureau_ending) else { return };
    let Some(name) = shared.get(..end + texts().model.bureau_ending.len()).map(str::to_owned)
    else {
        return;
    };
    // A name that is taken already stays with its owner.
    let _ = ledger.edit_office(own, |office| office.name = name);
}

/// The words for what becomes of a row.
fn outcome_word(outcome: &Outcome) -> &'static str {
    let import = &texts().roster_import;
    match outcome {
        Outcome::New(_) => import.new,
        Outcome::Changed { .. } => import.changed,
        Outcome::Unchanged(_) => import.unchanged,
        Outcome::Held => import.held,
        Outcome::Duplicate { .. } => import.duplicate,
        Outcome::Skipped => import.skipped,
    }
}
