//! Where the roster stands in the file and which column is which, all of it to be changed.

use leptos::prelude::*;

use super::Source;
use crate::interchange::roster::columns::Field;
use crate::interchange::roster::header::{HEADER_ROWS, Layout, find_in_sheet, layout_from};
use crate::interchange::roster::words::RosterWords;
use crate::interchange::table::Sheet;
use crate::ui::texts::texts;
use crate::workspace::Workspace;

/// So many cells of a row or a column are shown.
const SAMPLES: usize = 4;

fn shown_cells<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let filled = cells.map(str::trim).filter(|text| !text.is_empty());
    let shown: Vec<_> = filled.take(SAMPLES).collect();
    shown.join(texts().model.comma)
}

/// The first values below the header.
fn samples(sheet: &Sheet, layout: &Layout, column: usize) -> String {
    // A row that counts the columns belongs to the header; where nothing follows, it is what there is.
    let first =
        layout.first_row().min(sheet.row_count().saturating_sub(1)).max(layout.header.0 + 1);
    let rows = first..sheet.row_count().min(first + SAMPLES);
    shown_cells(rows.map(|row| sheet.get(row, column).text))
}

/// A list to choose a number from.
#[component]
fn Pick(
    label: &'static str,
    choices: Vec<(usize, String)>,
    chosen: usize,
    on_pick: Callback<usize>,
) -> impl IntoView {
    let options = choices
        .into_iter()
        .map(|(value, label)| {
            view! {
                <option value=value prop:selected=value == chosen>
                    {label}
                </option>
            }
        })
        .collect_view();
    view! {
        <label>
            {label}
            <select
                class="field small"
                on:change=move |event| {
                    if let Ok(value) = event_target_value(&event).parse() {
                        on_pick.run(value);
                    }
                }
            >
                {options}
            </select>
        </label>
    }
}

#[component]
pub fn Columns(source: RwSignal<Option<Source>>) -> impl IntoView {
    let import = &texts().roster_import;
    let workspace = Workspace::here();
    let place = Memo::new(move |_| {
        source.with(|source| source.as_ref().map(|one| (one.layout.sheet, one.layout.header)))
    });
    let columns = Memo::new(move |_| {
        source.with(|source| source.as_ref().map(|one| one.layout.columns.clone()))
    });
    let nameless = Memo::new(move |_| {
        source.with(|source| {
            source.as_ref().is_some_and(|one| one.layout.column(Field::Name).is_none())
        })
    });
    let words = move || RosterWords::new(&workspace.ledger_untracked().packs);
    let lay = move |layout: Option<Layout>| {
        source.update(|source| {
            if let (Some(source), Some(layout)) = (source, layout) {
                source.layout = layout;
                source.skipped.clear();
            }
        });
    };
    let pick_sheet = Callback::new(move |sheet: usize| {
        let layout = source.with_untracked(|source| {
            let (book, words) = (&source.as_ref()?.workbook, words());
            find_in_sheet(book, sheet, &words).or_else(|| layout_from(book, sheet, 0, &words))
        });
        lay(layout);
    });
    let pick_header = Callback::new(move |row: usize| {
        let layout = source.with_untracked(|source| {
            let read = source.as_ref()?;
            layout_from(&read.workbook, read.layout.sheet, row, &words())
        });
        lay(layout);
    });
    let choose = Callback::new(move |(index, field): (usize, Field)| {
        source.update(|source| {
            let Some(source) = source else { return };
            for (at, column) in source.layout.columns.iter_mut().enumerate() {
                if at == index {
                    column.field = field;
                } else if column.field == field && !field.may_repeat() {
                    column.field = Field::Ignore;
                }
            }
        });
    });
    let places = move || {
        // Read and not tracked: a memo that nobody reads takes no notice.
        place.get()?;
        let read = source.get_untracked()?;
        let sheet = read.workbook.sheets.get(read.layout.sheet)?;
        let sheets = read.workbook.sheets.iter().enumerate();
        let sheets: Vec<_> = sheets.map(|(index, sheet)| (index, sheet.name.clone())).collect();
        let rows = (0..sheet.row_count().min(HEADER_ROWS)).filter(|row| sheet.row_len(*row) > 0);
        let rows = rows.map(|row| {
            let cells = shown_cells(sheet.row(row).map(|cell| cell.text));
            (row, (import.header_row)(row + 1, &cells))
        });
        let rows = rows.collect();
        Some(view! {
            <p class="columns-place">
                {(sheets.len() > 1)
                    .then(|| {
                        view! {
                            <Pick
                                label=import.sheet
                                choices=sheets
                                chosen=read.layout.sheet
                                on_pick=pick_sheet
                            />
                        }
                    })}
                <Pick
                    label=import.header
                    choices=rows
                    chosen=read.layout.header.0
                    on_pick=pick_header
                />
            </p>
        })
    };
    let lines = move || {
        let (Some(columns), Some(read)) = (columns.get(), source.get_untracked()) else {
            return Vec::new();
        };
        let Some(sheet) = read.workbook.sheets.get(read.layout.sheet) else { return Vec::new() };
        let columns = columns.iter().enumerate();
        columns
            .map(|(index, column)| {
                let options = Field::ALL
                    .into_iter()
                    .enumerate()
                    .map(|(place, field)| {
                        view! {
                            <option value=place prop:selected=field == column.field>
                                {(import.field)(field)}
                            </option>
                        }
                    })
                    .collect_view();
                view! {
                    <tr>
                        <th scope="row">{column.heading.clone()}</th>
                        <td>
                            <select
                                class="field small"
                                aria-label=column.heading.clone()
                                on:change=move |event| {
                                    let place = event_target_value(&event).parse::<usize>().ok();
                                    if let Some(field) = place.and_then(|place| Field::ALL.get(place)) {
                                        choose.run((index, *field));
                                    }
                                }
                            >
                                {options}
                            </select>
                        </td>
                        <td class="sample clip">{samples(sheet, &read.layout, index)}</td>
                    </tr>
                }
            })
            .collect()
    };
    view! {
        <Show when=move || nameless.get()>
            <p class="callout warn columns-note">{import.no_name}</p>
        </Show>
        <details class="columns-fold" open=nameless.get_untracked()>
            <summary>{import.columns}</summary>
            {places}
            <div class="columns-frame">
                <table class="data-table tight columns-table">
                    <thead>
                        <tr>
                            <th>{import.column}</th>
                            <th>{import.taken_as}</th>
                            <th>{import.samples}</th>
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
        </details>
    }
}
