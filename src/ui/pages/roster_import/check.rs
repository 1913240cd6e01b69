//! The second step: counts, rows with their faults, and the list of problems.

use std::sync::Arc;

use leptos::{html, prelude::*};

use super::columns::Columns;
use super::problems::ProblemList;
use super::{Source, outcome_word};
use crate::i18n::values::exported;
use crate::interchange::roster::columns::{Column, Field};
use crate::interchange::roster::proposal::{Outcome, ProposedRow, RosterProposal};
use crate::model::ledger::Ledger;
use crate::model::problem::{Problem, ProblemKind, ProblemLevel};
use crate::ui::components::icon::{Icon, IconView};
use crate::ui::components::windowed::RowWindow;
use crate::ui::texts::texts;
use crate::workspace::Workspace;

/// Height of a row in pixels.
const ROW: f64 = 32.0;

/// So many rows are shown while it is not known who is in them.
const UNNAMED: usize = 10;

/// Which rows are shown.
#[derive(Clone, Copy, PartialEq)]
pub enum Shown {
    Problems,
    Changes,
    All,
    Of(ProblemKind),
}

impl Shown {
    /// The segment it belongs to: rows of one kind are rows with problems.
    fn segment(self) -> Self {
        if let Self::Of(_) = self { Self::Problems } else { self }
    }

    fn has(self, row: &ProposedRow) -> bool {
        match self {
            Self::All => true,
            Self::Problems => has_problems(row),
            Self::Changes => matches!(row.outcome, Outcome::New(_) | Outcome::Changed { .. }),
            Self::Of(kind) => row.problems.iter().any(|problem| problem.kind == kind),
        }
    }
}

/// Is no column said to hold the names, so that there are no people yet?
pub fn is_nameless(source: &Option<Source>) -> bool {
    source.as_ref().is_some_and(|one| one.layout.column(Field::Name).is_none())
}

/// A row that is left out has none.
fn has_problems(row: &ProposedRow) -> bool {
    row.outcome != Outcome::Skipped && !row.problems.is_empty()
}

fn fault_of<'a>(row: &'a ProposedRow, heading: &str) -> Option<&'a Problem> {
    row.problems
        .iter()
        .filter(|problem| problem.column == heading)
        .max_by_key(|problem| problem.level)
}

/// What the ledger has where the row would write something else.
fn before(outcome: &Outcome, field: Field, ledger: &Ledger) -> Option<String> {
    let Outcome::Changed { before, after } = outcome else { return None };
    let field = field.of_person()?;
    let before = ledger.person(*before)?;
    if field.get(before) == field.get(after) {
        return None;
    }
    let words = exported(field, before, ledger, texts());
    Some(if words.is_empty() { texts().model.blank.to_owned() } else { words })
}

/// A cell in edit: Enter and leaving it put the text into what was read, Esc does not.
#[component]
fn Mending(value: String, place: usize, mend: Callback<(usize, Option<String>)>) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
            input.select();
        }
    });
    let old = StoredValue::new(Some(value.clone()));
    let leave = move |text: Option<String>| {
        // Leaving the control follows Enter and Esc, and its row may be gone by then.
        let Some(Some(old)) = old.try_update_value(Option::take) else { return };
        mend.run((place, text.filter(|text| *text != old)));
    };
    view! {
        <input
            class="cell-input"
            node_ref=input
            value=value
            on:blur=move |event| leave(Some(event_target_value(&event)))
            on:keydown=move |event| match event.key().as_str() {
                "Enter" if !event.is_composing() => leave(Some(event_target_value(&event))),
                "Escape" => leave(None),
                _ => {}
            }
        />
    }
}

#[component]
fn Row(
    source: RwSignal<Option<Source>>,
    row: ProposedRow,
    cells: Vec<(usize, Column, String)>,
    /// Does its office come into being?
    founds: bool,
) -> impl IntoView {
    let messages = texts();
    let ledger = Workspace::here().ledger_untracked();
    let import = &messages.roster_import;
    let number = row.row;
    let skipped = matches!(row.outcome, Outcome::Skipped);
    let held = matches!(row.outcome, Outcome::Held);
    let skip = move |_| {
        source.update(|source| {
            if let Some(source) = source
                && !source.skipped.remove(&number)
            {
                source.skipped.insert(number);
            }
        });
    };
    let edited = RwSignal::new(None::<usize>);
    let sheet_row = row.sheet_row;
    let mend = Callback::new(move |(place, text): (usize, Option<String>)| {
        edited.set(None);
        let Some(text) = text else { return };
        source.update(|source| {
            if let Some(source) = source
                && place < source.layout.columns.len()
                && let Some(sheet) =
                    Arc::make_mut(&mut source.workbook).sheets.get_mut(source.layout.sheet)
            {
                sheet.set(sheet_row, place, &text);
            }
        });
    });
    let cells = cells
        .into_iter()
        .map(|(place, column, text)| {
            let raw = StoredValue::new(text.clone());
            let founds = founds && column.field == Field::Office;
            let fault = fault_of(&row, &column.heading);
            let before = before(&row.outcome, column.field, &ledger);
            let class = match fault.map(|fault| fault.level) {
                Some(ProblemLevel::Error) => "fault bad",
                Some(ProblemLevel::Warning) => "fault warn",
                _ if before.is_some() || founds => "fault done",
                _ => "",
            };
            // What is too long for its column can be read whole.
            let title = fault.map_or_else(
                || text.clone(),
                |fault| (messages.problems.sentence)(fault.kind, &fault.value),
            );
            let icon = fault.and_then(|fault| match fault.level {
                ProblemLevel::Error => Some(Icon::Bad),
                ProblemLevel::Warning => Some(Icon::Warn),
                ProblemLevel::Info => None,
            });
            let text = if text.is_empty() && fault.is_some() {
                messages.model.blank.to_owned()
            } else {
                text
            };
            view! {
                <td class=class title=title on:dblclick=move |_| edited.set(Some(place))>
                    {founds.then(|| view! { <span class="tag ahead">{import.new}</span> })}
                    <Show
                        when=move || edited.get() == Some(place)
                        fallback=move || {
                            view! {
                                {icon.map(|icon| view! { <IconView icon /> })}
                                {before.clone().map(|before| view! { <s>{before}</s> })}
                                {text.clone()}
                            }
                        }
                    >
                        <Mending value=raw.get_value() place mend />
                    </Show>
                </td>
            }
        })
        .collect_view();
    view! {
        <tr>
            <td class="num quiet">{sheet_row + 1}</td>
            <td class:is-bad=held>
                {outcome_word(&row.outcome)}
                <button type="button" class="text-button row-button" on:click=skip>
                    {if skipped { import.take } else { import.skip }}
                </button>
            </td>
            {cells}
        </tr>
    }
}

#[component]
pub fn Check(
    source: RwSignal<Option<Source>>,
    proposal: Memo<Option<Arc<RosterProposal>>>,
) -> impl IntoView {
    let import = &texts().roster_import;
    let counts = Memo::new(move |_| {
        proposal.with(|proposal| {
            proposal.as_ref().map(|proposal| proposal.counts()).unwrap_or_default()
        })
    });
    let begun = counts.get_untracked();
    let first =
        if begun.held + begun.warned + begun.duplicate > 0 { Shown::Problems } else { Shown::All };
    let shown = RwSignal::new(first);
    let window = RowWindow::new(ROW);
    let rows = Memo::new(move |_| {
        proposal.with(|proposal| {
            let rows = proposal.as_ref().map(|one| one.rows.as_slice()).unwrap_or_default();
            let shown = shown.get();
            rows.iter()
                .enumerate()
                .filter(|(_, row)| shown.has(row))
                .map(|(index, _)| index)
                .collect::<Vec<_>>()
        })
    });
    let with_problems = move || {
        proposal.with(|proposal| {
            let rows = proposal.as_ref().map(|one| one.rows.as_slice()).unwrap_or_default();
            rows.iter().filter(|row| has_problems(row)).count()
        })
    };
    let headings = move || {
        source.with(|source| {
            let columns = source.as_ref().map(|one| one.layout.columns.clone());
            let mut columns = columns.unwrap_or_default();
            // Offices from titles and sections are seen as well.
            if columns.iter().all(|column| column.field != Field::Office) {
                let heading = (import.field)(Field::Office).to_owned();
                columns.push(Column { heading, field: Field::Office });
            }
            columns
                .into_iter()
                .enumerate()
                .filter(|(_, column)| !matches!(column.field, Field::Ignore | Field::Sequence))
                .collect::<Vec<_>>()
        })
    };
    let range = Memo::new(move |_| window.range(rows.read().len()));
    let mounted = move || {
        let (Some(proposal), Some(read)) = (proposal.get(), source.get()) else {
            return Vec::new();
        };
        let rows = rows.read();
        let (first, last) = range.get();
        let headings = headings();
        let sheet = read.workbook.sheets.get(read.layout.sheet);
        let shown = rows.get(first..last).unwrap_or_default();
        shown
            .iter()
            .filter_map(|index| proposal.rows.get(*index))
            .map(|row| {
                let cells = headings
                    .iter()
                    .map(|(index, column)| {
                        let text = sheet.map_or("", |sheet| sheet.get(row.sheet_row, *index).text);
                        let filled = row.draft.office.as_deref();
                        let filled =
                            filled.filter(|_| column.field == Field::Office && text.is_empty());
                        (*index, column.clone(), filled.unwrap_or(text).to_owned())
                    })
                    .collect();
                let founds = proposal.offices.iter().any(|office| row.office == Some(office.id));
                view! { <Row source row=row.clone() cells founds /> }
            })
            .collect()
    };
    // What stands in the file helps to say which column is which.
    let unnamed = move || {
        source.with(|source| {
            let read = source.as_ref().filter(|_| is_nameless(source))?;
            let sheet = read.workbook.sheets.get(read.layout.sheet)?;
            let columns = headings();
            let from = read.layout.header.0 + 1;
            let rows = (from..sheet.row_count()).take(UNNAMED).map(|row| {
                let cells = columns.iter().map(|(at, _)| sheet.get(row, *at).text.to_owned());
                view! {
                    <tr>
                        <td class="num quiet">{row + 1}</td>
                        <td></td>
                        {cells.map(|text| view! { <td>{text}</td> }).collect_view()}
                    </tr>
                }
            });
            Some(rows.collect_view())
        })
    };
    let choice = move |what: Shown, label: Signal<String>| {
        view! {
            <button
                type="button"
                aria-pressed=move || (shown.get().segment() == what).to_string()
                on:click=move |_| shown.set(what)
            >
                {label}
            </button>
        }
    };
    let count = |label: &'static str, value: Signal<usize>, class: &'static str| {
        // Nothing wrong is no alarm.
        let shown = move || if value.get() == 0 { "count-link" } else { class };
        view! {
            <span class=shown>
                {label}
                " "
                <b>{value}</b>
            </span>
        }
    };
    let about = move || {
        source.with(|source| {
            source.as_ref().map(|one| {
                let sheet = one.workbook.sheets.get(one.layout.sheet);
                let several = one.workbook.sheets.len() > 1;
                let sheet = sheet.filter(|_| several).map_or("", |sheet| sheet.name.as_str());
                (import.source)(&one.name, sheet, one.layout.header.0 + 1)
            })
        })
    };
    view! {
        <div class="toolbar counts">
            {count(import.total, Signal::derive(move || counts.get().rows), "count-link")}
            {count(import.new, Signal::derive(move || counts.get().new), "count-link")}
            {count(import.changed, Signal::derive(move || counts.get().changed), "count-link")}
            {count(import.unchanged, Signal::derive(move || counts.get().unchanged), "count-link")}
            {count(import.duplicate, Signal::derive(move || counts.get().duplicate), "count-link")}
            {count(import.held, Signal::derive(move || counts.get().held), "count-link is-bad")}
            {move || {
                let skipped = counts.get().skipped;
                (skipped > 0).then(|| count(import.skipped, skipped.into(), "count-link"))
            }}
            {count(
                import.warned,
                Signal::derive(move || counts.get().warned),
                "count-link is-warn",
            )}
            <span class="push note">{about}</span>
        </div>
        <Columns source />
        <div class="split">
            <div class="region main">
                <div class="toolbar sub">
                    <span class="choice-bar">
                        {choice(
                            Shown::Problems,
                            Signal::derive(move || (import.show_problems)(with_problems())),
                        )}
                        {choice(
                            Shown::Changes,
                            Signal::derive(move || {
                                (import.show_changes)(counts.get().new + counts.get().changed)
                            }),
                        )}
                        {choice(
                            Shown::All,
                            Signal::derive(move || (import.show_all)(counts.get().rows)),
                        )}
                    </span>
                    <span class="note">{import.mend_hint}</span>
                </div>
                <div
                    class="table-frame"
                    node_ref=window.frame
                    on:scroll=move |_| window.measure()
                >
                    <table class="data-table import-table">
                        <thead>
                            <tr>
                                <th class="num">{import.row}</th>
                                <th>{import.outcome}</th>
                                {move || {
                                    headings()
                                        .into_iter()
                                        .map(|(_, column)| view! { <th>{column.heading}</th> })
                                        .collect_view()
                                }}
                            </tr>
                        </thead>
                        <tbody>
                            <tr class="room" aria-hidden="true">
                                <td style:height=move || window.pixels(range.get().0)></td>
                            </tr>
                            {mounted}
                            {unnamed}
                            <tr class="room" aria-hidden="true">
                                <td style:height=move || {
                                    window.pixels(rows.read().len() - range.get().1)
                                }></td>
                            </tr>
                        </tbody>
                    </table>
                </div>
            </div>
            <ProblemList source proposal shown />
        </div>
    }
}
