//! The yearly statistics of training (年度培训统计) and the ledger of hours by office, group and
//! post: sums of what [`super::hours`] says of each person.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::hours::{Entry, Origin, PersonHours};
use crate::grouping::axis::{UNFILLED, values, values_of};
use crate::grouping::membership::{Overview, groups_in_order};
use crate::grouping::publish::SMALLEST_CELL;
use crate::model::course::TrainingForm;
use crate::model::group::Axis;
use crate::model::hours::{Presence, QuarterHours};
use crate::model::id::PersonId;
use crate::model::ledger::Ledger;
use crate::order::{Gather as _, Order as _};

/// By what people are summed up.
#[derive(Clone, Debug, PartialEq)]
pub enum By {
    /// Everybody in one sum.
    Nothing,
    /// Everybody once; of people who cannot be found no value is known.
    Axis(Axis),
    /// By training group: who is in two counts in both, who is in none in the last.
    Group,
}

/// The year of some people.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sum {
    /// All, those who have left and have hours too.
    pub people: Vec<PersonId>,
    /// Those of them who are of the roster.
    pub enrolled: Vec<PersonId>,
    /// Those of the roster with hours (参训人数).
    pub trained: Vec<PersonId>,
    /// Sessions and meetings that one of them took part in (班次).
    pub classes: BTreeSet<Origin>,
    /// How often they took part, all together (参训人次).
    pub times: usize,
    /// Hours by form, in the order of [`TrainingForm::KNOWN`].
    pub forms: [QuarterHours; 4],
    /// All hours, of unknown forms too.
    pub recognised: QuarterHours,
    /// Hours of those of the roster.
    pub of_enrolled: QuarterHours,
    pub planned: QuarterHours,
    /// Those who have planned hours.
    pub with_planned: Vec<PersonId>,
    /// Who misses a target even if all that is planned takes place.
    pub short: Vec<PersonId>,
    /// What these miss, all together.
    pub shortfall: QuarterHours,
}

/// Did the person take part?
fn took_part(entry: &Entry) -> bool {
    !entry.hours.is_zero() || matches!(entry.presence, Presence::Present | Presence::Late)
}

impl Sum {
    /// Adds one person's year.
    pub fn add(&mut self, person: PersonId, hours: &PersonHours, is_enrolled: bool) {
        self.people.push(person);
        let recognised = hours.recognised();
        self.recognised += recognised;
        let planned = hours.planned_hours();
        self.planned += planned;
        if !planned.is_zero() {
            self.with_planned.push(person);
        }
        if is_enrolled {
            self.enrolled.push(person);
            self.of_enrolled += recognised;
            if !recognised.is_zero() {
                self.trained.push(person);
            }
        }
        for entry in hours.entries.iter().filter(|entry| took_part(entry)) {
            self.classes.insert(entry.origin);
            self.times += 1;
        }
        for (sum, form) in self.forms.iter_mut().zip(&TrainingForm::KNOWN) {
            *sum += hours.of_form(form);
        }
        let shortfall = hours.shortfall();
        if !shortfall.is_zero() {
            self.short.push(person);
            self.shortfall += shortfall;
        }
    }

    /// How many of the roster have hours, of how many (覆盖率). There is no share of fewer than twice
    /// [`SMALLEST_CELL`]: it would tell of single people in a table that leaves the office.
    pub fn coverage(&self) -> Option<(usize, usize)> {
        let people = self.enrolled.len();
        (people >= 2 * SMALLEST_CELL).then_some((self.trained.len(), people))
    }
}

/// The sums of everybody's year, in the order of the packs and lists. A value that nobody has is
/// left out.
pub fn sums(
    ledger: &Ledger,
    all: &BTreeMap<PersonId, PersonHours>,
    by: &By,
    reference: Date,
) -> Vec<(String, Sum)> {
    let people: BTreeMap<PersonId, _> =
        ledger.people().map(|person| (person.id, person)).gather_map();
    let overview = (*by == By::Group).then(|| Overview::new(ledger, reference));
    let mut sums: BTreeMap<String, Sum> = BTreeMap::new();
    for (id, hours) in all {
        let person = people.get(id);
        let is_enrolled = person.is_some_and(|person| person.is_enrolled(reference));
        let mut of: Vec<String> = match (by, person, &overview) {
            (By::Axis(axis), Some(person), _) => {
                let values = values_of(axis, person, &ledger.packs, reference);
                values.into_iter().map(std::borrow::Cow::into_owned).collect()
            }
            (By::Group, _, Some(overview)) => {
                let groups = overview.groups_of.get(id).map_or(&[][..], Vec::as_slice);
                groups.iter().map(ToString::to_string).collect()
            }
            _ => Vec::new(),
        };
        if of.is_empty() {
            of.push(UNFILLED.to_owned());
        }
        for value in of {
            sums.entry(value).or_default().add(*id, hours, is_enrolled);
        }
    }
    let order = match by {
        By::Axis(axis) => values(axis, ledger),
        By::Group => {
            groups_in_order(ledger).into_iter().map(|group| group.id.to_string()).collect()
        }
        By::Nothing => Vec::new(),
    };
    let mut sums: Vec<_> = sums.into_iter().collect();
    sums.order_by_key(|(value, _)| {
        let place = order.iter().position(|other| other == value);
        (value == UNFILLED, place.is_none(), place)
    });
    sums
}

/// Training of one form or kind in the year.
#[derive(Clone, Debug, PartialEq)]
pub struct PartSum<K> {
    pub of: K,
    pub classes: BTreeSet<Origin>,
    pub times: usize,
    pub people: BTreeSet<PersonId>,
    pub hours: QuarterHours,
}

/// The sums of each form or kind that `of` tells of an entry, those of `known` first in their order.
pub fn part_sums<K: Clone + PartialEq>(
    all: &BTreeMap<PersonId, PersonHours>,
    known: &[K],
    of: impl Fn(&Entry) -> K,
) -> Vec<PartSum<K>> {
    let new = |of: K| PartSum {
        of,
        classes: BTreeSet::new(),
        times: 0,
        people: BTreeSet::new(),
        hours: QuarterHours::default(),
    };
    let mut sums: Vec<PartSum<K>> = known.iter().cloned().map(new).collect();
    for (person, hours) in all {
        for entry in hours.entries.iter().filter(|entry| took_part(entry)) {
            let part = of(entry);
            if !sums.iter().any(|sum| sum.of == part) {
                sums.push(new(part.clone()));
            }
            let Some(sum) = sums.iter_mut().find(|sum| sum.of == part) else { continue };
            sum.classes.insert(entry.origin);
            sum.times += 1;
            sum.people.insert(*person);
            sum.hours += entry.hours;
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_few_people_there_is_no_share() {
        let (_, people) = crate::model::ledger::tests::ledger_of(12);
        let mut sum = Sum { trained: people[..8].to_vec(), enrolled: people, ..Sum::default() };
        sum.enrolled.truncate(10);
        assert_eq!(sum.coverage(), Some((8, 10)));
        sum.enrolled.truncate(9);
        assert_eq!(sum.coverage(), None);
    }
}
