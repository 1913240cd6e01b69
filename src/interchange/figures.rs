//! Figures of a submission: counts in which nobody is named. They go into every file; where only
//! statistics leave, small cells are left out.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::envelope::Period;
use super::forms::{self, FormFigures};
use super::redact::Pseudonyms;
use super::submission::{Choice, Part};
use crate::grouping::axis::{ValueName, value_name};
use crate::grouping::crosstab::CrossTab;
use crate::grouping::membership::{Overview, groups_in_order};
use crate::grouping::publish::{SMALLEST_CELL, hidden_in_list};
use crate::model::assessment::Subject;
use crate::model::group::Axis;
use crate::model::hours::QuarterHours;
use crate::model::ledger::Ledger;
use crate::model::plan::PlanState;

/// The axes that are counted.
const AXES: [Axis; 5] = [Axis::Office, Axis::AgeStage, Axis::Education, Axis::Post, Axis::Grade];

/// Counts of the chosen parts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", default)]
pub struct Figures {
    /// People of the roster at the reference date; missing where the roster was not chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<usize>,
    /// The reference date of ages and states.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<Date>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<Table>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Cell>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub plans: Vec<PlanFigures>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<HourFigures>,
    /// The forms about offices; those about people are left out of statistics.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<FormFigures>,
}

/// The people of the roster by one axis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Table {
    pub axis: Axis,
    pub cells: Vec<Cell>,
}

/// One count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Cell {
    /// Id or code; empty for 未填.
    pub value: String,
    /// Its name, where a pack or an office gives one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// `null`: too few to be told.
    pub people: Option<usize>,
}

/// A plan in numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PlanFigures {
    pub title: String,
    pub state: PlanState,
    pub courses: usize,
    pub batches: usize,
    /// People placed in batches.
    pub placed: usize,
    pub intensive: usize,
    pub pairs: usize,
}

/// Training of the period in numbers. Hours are quarter hours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct HourFigures {
    pub sessions: usize,
    /// People with at least a quarter hour.
    pub trained: usize,
    pub recognised: QuarterHours,
}

impl Figures {
    /// Counts what the chosen parts of a ledger hold.
    pub fn of(ledger: &Ledger, choice: &Choice) -> Self {
        let Choice { parts, period, .. } = choice;
        let period = *period;
        let reference = ledger.settings.reference();
        let mut figures = Self::default();
        if parts.contains(&Part::Roster) {
            figures.people = Some(ledger.enrolled(reference).count());
            figures.reference = Some(reference);
            figures.tables = AXES.into_iter().map(|axis| table(ledger, axis, reference)).collect();
        }
        if parts.contains(&Part::Groups) {
            let overview = Overview::new(ledger, reference);
            figures.groups = groups_in_order(ledger)
                .into_iter()
                .map(|group| Cell {
                    value: group.id.to_string(),
                    name: group.name.clone(),
                    people: Some(overview.count(group.id)),
                })
                .collect();
        }
        if parts.contains(&Part::Plans) {
            let plans = ledger.plans.values().filter(|plan| plan.year == period.year);
            figures.plans = plans
                .map(|plan| PlanFigures {
                    title: plan.title.clone(),
                    state: plan.state.clone(),
                    courses: plan.matrix.len(),
                    batches: plan.rotation.batches.len(),
                    placed: plan.rotation.placements.len(),
                    intensive: plan.intensive.len(),
                    pairs: plan.pairs.len(),
                })
                .collect();
        }
        if parts.contains(&Part::Hours) {
            figures.hours = Some(hours(ledger, period));
        }
        figures.forms =
            forms::chosen(ledger, choice).map(|form| FormFigures::of(ledger, form)).collect();
        figures
    }

    /// Only what is about nobody in particular: without forms about people and without cells of
    /// fewer than [`SMALLEST_CELL`] people, nor others that would give these away by the total.
    #[must_use]
    pub fn statistics(mut self) -> Self {
        self.forms.retain(|form| matches!(form.subject, Subject::Office { .. }));
        for table in &mut self.tables {
            leave_out(&mut table.cells);
        }
        // Groups can overlap, but where they divide the roster its number is their total.
        leave_out(&mut self.groups);
        self
    }

    /// Keys in the place of people, and no names in titles.
    #[must_use]
    pub fn deidentified(mut self, keys: &Pseudonyms) -> Self {
        for group in &mut self.groups {
            group.name = keys.title(&group.name);
        }
        for plan in &mut self.plans {
            plan.title = keys.title(&plan.title);
        }
        self.forms.retain_mut(|form| {
            if let Subject::Person { id } = &mut form.subject {
                let Some(key) = keys.id(*id) else { return false };
                *id = key;
            }
            true
        });
        self
    }
}

fn leave_out(cells: &mut [Cell]) {
    let counts: Vec<_> = cells.iter().map(|cell| cell.people.unwrap_or_default()).collect();
    match hidden_in_list(&counts, SMALLEST_CELL) {
        Some(hidden) => {
            for (cell, hidden) in cells.iter_mut().zip(hidden) {
                cell.people = cell.people.filter(|_| !hidden);
            }
        }
        None => cells.iter_mut().for_each(|cell| cell.people = None),
    }
}

fn table(ledger: &Ledger, axis: Axis, reference: Date) -> Table {
    let tab = CrossTab::new(ledger, std::slice::from_ref(&axis), reference);
    let values = tab.values.first().map(Vec::as_slice).unwrap_or_default();
    let cells = values
        .iter()
        .enumerate()
        .map(|(place, value)| Cell {
            value: value.clone(),
            name: match value_name(&axis, value, ledger) {
                ValueName::Name(name) => name.to_owned(),
                _ => String::new(),
            },
            people: Some(tab.count(&[Some(place)])),
        })
        .filter(|cell| axis != Axis::Office || cell.people != Some(0))
        .collect();
    Table { axis, cells }
}

fn hours(ledger: &Ledger, period: Period) -> HourFigures {
    let mut trained = std::collections::BTreeSet::new();
    let mut figures = HourFigures::default();
    for session in ledger.sessions.values().filter(|session| period.touches(session)) {
        figures.sessions += 1;
        for (person, attendance) in &session.attendance {
            figures.recognised += attendance.hours;
            if attendance.hours > QuarterHours::default() {
                trained.insert(person);
            }
        }
    }
    figures.trained = trained.len();
    figures
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(people: &[usize]) -> Vec<Cell> {
        let cell = |people: &usize| Cell {
            value: String::new(),
            name: String::new(),
            people: Some(*people),
        };
        people.iter().map(cell).collect()
    }

    fn told(people: &[usize]) -> Vec<Option<usize>> {
        let mut cells = cells(people);
        leave_out(&mut cells);
        cells.into_iter().map(|cell| cell.people).collect()
    }

    #[test]
    fn small_cells_are_left_out_and_so_is_what_gives_them_away() {
        assert_eq!(told(&[12, 3, 8, 0]), [Some(12), None, None, Some(0)]);
        // 3 and 1 together are 4, which leaves only 1 to 3 for each.
        assert_eq!(told(&[12, 3, 1, 8]), [Some(12), None, None, None]);
        assert_eq!(told(&[12, 5, 0]), [Some(12), Some(5), Some(0)]);
        assert_eq!(told(&[4, 0]), [None, None]);
    }
}
