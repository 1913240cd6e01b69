//! The cross-tab as it stands on the page: which columns and rows are shown, and how dark a cell
//! is.

use std::collections::BTreeSet;

use crate::grouping::axis::UNFILLED;
use crate::grouping::crosstab::{CrossTab, Place};
use crate::grouping::publish::{SMALLEST_CELL, hidden_in_table};
use crate::i18n::messages::Messages;
use crate::model::group::{Axis, Rule};
use crate::model::id::PersonId;
use crate::model::ledger::Ledger;
use crate::ui::words::{short_value_words, value_words};

/// An axis of more values than this shows only those that somebody has.
const ALL_SHOWN: usize = 6;

/// One column or row of the grid.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub label: String,
    /// Its name where it stands alone, such as 中青年 × 本科.
    pub full: String,
    /// The places it holds, on its own axes only; the column of sums holds all.
    pub places: Vec<Place>,
    /// Begins a group of columns.
    pub edge: bool,
    /// 未填.
    pub gap: bool,
    /// The line of sums.
    pub sum: bool,
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    pub people: usize,
    pub class: String,
}

/// The whole grid. Row 0 and column 0 are the sums.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    pub tab: CrossTab,
    /// Heads over groups of columns, with how many each spans.
    pub heads: Vec<(String, usize)>,
    pub columns: Vec<Line>,
    pub rows: Vec<Line>,
    pub cells: Vec<Vec<Cell>>,
}

fn is_gap(tab: &CrossTab, axis: usize, value: usize) -> bool {
    tab.values.get(axis).and_then(|values| values.get(value)).is_some_and(|value| value == UNFILLED)
}

/// The values of an axis that are shown, 未填 apart.
pub fn shown(tab: &CrossTab, axis: usize) -> Vec<usize> {
    let values = tab.values.get(axis).map_or(0, Vec::len);
    let place = |value| (0..tab.axes.len()).map(|at| (at == axis).then_some(value)).collect();
    (0..values)
        .filter(|value| !is_gap(tab, axis, *value))
        .filter(|value| {
            let place: Place = place(*value);
            values <= ALL_SHOWN + 1 || tab.count(&place) > 0
        })
        .collect()
}

impl Grid {
    /// Counts the roster by rows and columns.
    pub fn new(
        ledger: &Ledger,
        rows: Axis,
        columns: Axis,
        again: Option<Axis>,
        texts: &Messages,
    ) -> Self {
        let axes: Vec<_> = [rows, columns].into_iter().chain(again).collect();
        let tab = CrossTab::new(ledger, &axes, ledger.settings.reference());
        let words = |axis: usize, value: usize, short: bool| {
            let (Some(of), Some(value)) =
                (tab.axes.get(axis), tab.values.get(axis).and_then(|values| values.get(value)))
            else {
                return String::new();
            };
            if short {
                short_value_words(of, value, ledger, texts)
            } else {
                value_words(of, value, ledger, texts)
            }
        };
        let unfilled =
            |axis: usize| tab.values.get(axis).map_or(0, |values| values.len().saturating_sub(1));
        let line = |label: String, full: String, places| Line {
            label,
            full,
            places,
            edge: false,
            gap: false,
            sum: false,
        };
        let mut heads = Vec::new();
        let mut column_lines = vec![Line {
            sum: true,
            ..line(
                texts.groups.sum.to_owned(),
                String::new(),
                vec![tab.axes.iter().skip(1).map(|_| None).collect()],
            )
        }];
        for value in shown(&tab, 1) {
            let full = words(1, value, false);
            if tab.axes.len() < 3 {
                column_lines.push(line(words(1, value, true), full, vec![vec![Some(value)]]));
                continue;
            }
            let again = shown(&tab, 2);
            heads.push((full.clone(), again.len()));
            for (index, inner) in again.into_iter().enumerate() {
                let full = format!("{full} × {}", words(2, inner, false));
                let places = vec![vec![Some(value), Some(inner)]];
                column_lines
                    .push(Line { edge: index == 0, ..line(words(2, inner, true), full, places) });
            }
        }
        let mut gap_places = vec![vec![Some(unfilled(1))]];
        if tab.axes.len() == 3 {
            let filled = (0..unfilled(1)).map(|value| vec![Some(value), Some(unfilled(2))]);
            gap_places = filled.chain([vec![Some(unfilled(1)), None]]).collect();
        }
        let blank = texts.model.blank.to_owned();
        column_lines.push(Line {
            edge: true,
            gap: true,
            ..line(blank.clone(), blank.clone(), gap_places)
        });
        let all = tab.axes.first().map_or_else(String::new, |axis| (texts.model.axis)(axis));
        let mut row_lines = vec![Line {
            sum: true,
            ..line((texts.groups.all)(&all), String::new(), vec![vec![None]])
        }];
        for value in shown(&tab, 0) {
            let name = words(0, value, false);
            row_lines.push(line(name.clone(), name, vec![vec![Some(value)]]));
        }
        row_lines
            .push(Line { gap: true, ..line(blank.clone(), blank, vec![vec![Some(unfilled(0))]]) });
        let mut grid =
            Self { tab, heads, columns: column_lines, rows: row_lines, cells: Vec::new() };
        grid.shade();
        grid
    }

    /// Counts and shades every cell; sums and parts each on their own scale.
    fn shade(&mut self) {
        let counts: Vec<Vec<usize>> = (0..self.rows.len())
            .map(|row| (0..self.columns.len()).map(|column| self.count(row, column)).collect())
            .collect();
        let most = |sums: bool| {
            let rows = counts.iter().zip(&self.rows).filter(|(_, line)| line.sum == sums);
            rows.flat_map(|(row, _)| row.iter().zip(&self.columns))
                .filter(|(_, column)| !column.sum && !column.gap)
                .map(|(count, _)| *count)
                .max()
                .unwrap_or_default()
        };
        let (most_sum, most_part) = (most(true), most(false));
        self.cells = counts
            .iter()
            .zip(&self.rows)
            .map(|(counts, row)| {
                counts
                    .iter()
                    .zip(&self.columns)
                    .map(|(people, column)| {
                        let most = if row.sum { most_sum } else { most_part };
                        Cell { people: *people, class: cell_class(row, column, *people, most) }
                    })
                    .collect()
            })
            .collect();
    }

    /// Which cells are hidden where the table is to be published; where it cannot be, all are but
    /// the grand total.
    pub fn hidden(&self) -> Vec<Vec<bool>> {
        let counts: Vec<Vec<usize>> =
            self.cells.iter().map(|row| row.iter().map(|cell| cell.people).collect()).collect();
        hidden_in_table(&counts, SMALLEST_CELL).unwrap_or_else(|| {
            let hide = |(row, cells): (usize, &Vec<Cell>)| {
                (0..cells.len()).map(|column| (row, column) != (0, 0)).collect()
            };
            self.cells.iter().enumerate().map(hide).collect()
        })
    }

    fn places(&self, row: usize, column: usize) -> Vec<Place> {
        let (Some(row), Some(column)) = (self.rows.get(row), self.columns.get(column)) else {
            return Vec::new();
        };
        row.places
            .iter()
            .flat_map(|row| {
                column
                    .places
                    .iter()
                    .map(|column| row.iter().chain(column).copied().collect::<Place>())
            })
            .collect()
    }

    /// How many people a cell holds.
    pub fn count(&self, row: usize, column: usize) -> usize {
        match &self.places(row, column)[..] {
            [one] => self.tab.count(one),
            _ => self.people([(row, column)]).len(),
        }
    }

    /// The people of some cells.
    pub fn people(&self, cells: impl IntoIterator<Item = (usize, usize)>) -> BTreeSet<PersonId> {
        cells
            .into_iter()
            .flat_map(|(row, column)| self.places(row, column))
            .flat_map(|place| self.tab.people_at(&place))
            .collect()
    }

    /// The rule of some cells.
    pub fn rule(&self, cells: &BTreeSet<(usize, usize)>) -> Rule {
        let places: Vec<Place> =
            cells.iter().flat_map(|(row, column)| self.places(*row, *column)).collect();
        self.tab.rule(&places)
    }

    /// What a cell is called: 食品监管 × 中青年 × 本科.
    pub fn name(&self, (row, column): (usize, usize)) -> String {
        let row = self.rows.get(row);
        let column = self.columns.get(column);
        let parts: Vec<&str> = [row, column]
            .into_iter()
            .flatten()
            .map(|line| line.full.as_str())
            .filter(|name| !name.is_empty())
            .collect();
        if parts.is_empty() {
            row.map_or_else(String::new, |row| row.label.clone())
        } else {
            parts.join(" × ")
        }
    }

    /// How many people are 未填 on some axis.
    pub fn unfilled(&self) -> usize {
        let column = self.columns.len().saturating_sub(1);
        let row = self.rows.len().saturating_sub(1);
        self.people([(0, column), (row, 0)]).len()
    }
}

fn cell_class(row: &Line, column: &Line, people: usize, most: usize) -> String {
    let mut class = String::new();
    if people == 0 {
        class.push_str("none");
    } else if column.gap || row.gap && !column.sum {
        class.push_str("gap");
    } else if column.sum {
        class.push_str("sum");
    } else {
        // Five steps on a logarithmic scale: the eye tells small numbers apart.
        let scale = (1.0 + people as f64).ln() / (1.0 + most as f64).ln();
        let step = (5.0 * scale).round().clamp(1.0, 5.0);
        class.push_str(&format!("h{step:.0}"));
    }
    if column.edge {
        class.push_str(" edge");
    }
    class
}
