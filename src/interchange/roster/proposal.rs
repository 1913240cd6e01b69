//! What an import would do, row by row, before anything is written.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use super::draft::Draft;
use super::header::Layout;
use super::matching::{Match, PeopleIndex, RowsSeen};
use super::offices::OfficeBook;
use super::rows::read_rows;
use super::words::RosterWords;
use crate::interchange::table::Sheet;
use crate::model::id::{IdSource, OfficeId, PersonId};
use crate::model::ledger::Ledger;
use crate::model::office::Office;
use crate::model::person::{Certificate, Person};
use crate::model::problem::{Problem, ProblemKind, ProblemLevel};
use crate::model::status::{DutyStatus, StatusPeriod};
use crate::order::Gather as _;

/// How an import is done.
#[derive(Clone, Copy, Debug)]
pub struct ImportOptions<'a> {
    pub today: Date,
    /// Rows that the person leaves out, 1-based.
    pub skipped: &'a BTreeSet<usize>,
    /// Whom the person has chosen for rows that fit several people.
    pub chosen: &'a BTreeMap<usize, PersonId>,
}

/// An import before it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RosterProposal {
    pub rows: Vec<ProposedRow>,
    /// Offices that the roster names and the ledger does not know.
    pub offices: Vec<Office>,
    /// People of the offices named in the file who are not in it.
    pub missing: Vec<PersonId>,
}

/// One row and what becomes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ProposedRow {
    /// Row of the sheet, from 0.
    pub sheet_row: usize,
    /// 1-based data row.
    pub row: usize,
    pub draft: Draft,
    pub office: Option<OfficeId>,
    pub outcome: Outcome,
    pub problems: Vec<Problem>,
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    New(Box<Person>),
    Changed {
        before: PersonId,
        after: Box<Person>,
    },
    Unchanged(PersonId),
    /// Not written before its errors are mended.
    Held,
    /// Says again what this row says.
    Duplicate {
        of_row: usize,
    },
    /// Left out by the person.
    Skipped,
}

/// How many rows there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProposalCounts {
    pub rows: usize,
    pub new: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub held: usize,
    pub duplicate: usize,
    pub skipped: usize,
    /// Rows with warnings that are written all the same.
    pub warned: usize,
}

/// Compares a roster with the ledger. Changes nothing; new people and offices get their ids here,
/// so that writing is a plain copy.
pub fn propose(
    sheet: &Sheet,
    layout: &Layout,
    ledger: &Ledger,
    words: &RosterWords,
    options: ImportOptions<'_>,
    ids: &mut IdSource,
) -> RosterProposal {
    let index = PeopleIndex::new(ledger);
    let mut offices = OfficeBook::new(ledger, words);
    let mut seen = RowsSeen::default();
    let mut taken: HashMap<PersonId, usize> = HashMap::new();
    let mut proposal = RosterProposal::default();
    for read in read_rows(sheet, layout, words, options.today) {
        let office = match &read.draft.office {
            Some(name) => Some(offices.resolve(name, ids)),
            // A roster that names no office at all is the bureau's own.
            None if layout.column(super::columns::Field::Office).is_none() => {
                Some(ledger.settings.office)
            }
            None => None,
        };
        let mut row = ProposedRow {
            sheet_row: read.sheet_row,
            row: read.row,
            draft: read.draft,
            office,
            outcome: Outcome::Held,
            problems: read.problems,
        };
        row.outcome = decide(&mut row, layout, &index, &mut seen, &mut taken, options, ids);
        if let (Outcome::New(person), position) = (&mut row.outcome, proposal.rows.len()) {
            person.packs =
                [&ledger.packs.education.head, &ledger.packs.posts.head, &ledger.packs.ranks.head]
                    .map(crate::model::pack::PackHead::reference)
                    .into();
            person.position = u32::try_from(position).unwrap_or(u32::MAX);
        }
        proposal.rows.push(row);
    }
    let named: BTreeSet<OfficeId> = proposal.rows.iter().filter_map(|row| row.office).gather_set();
    proposal.missing = ledger
        .enrolled(options.today)
        .filter(|person| named.contains(&person.office) && !taken.contains_key(&person.id))
        .map(|person| person.id)
        .collect();
    let needed = proposal.rows.iter().filter_map(|row| match &row.outcome {
        Outcome::New(person) | Outcome::Changed { after: person, .. } => Some(person.office),
        _ => None,
    });
    let needed: BTreeSet<OfficeId> = needed.gather_set();
    proposal.offices = offices.added;
    proposal.offices.retain(|office| needed.contains(&office.id));
    proposal
}

fn decide(
    row: &mut ProposedRow,
    layout: &Layout,
    index: &PeopleIndex<'_>,
    seen: &mut RowsSeen,
    taken: &mut HashMap<PersonId, usize>,
    options: ImportOptions<'_>,
    ids: &mut IdSource,
) -> Outcome {
    let found = match options.chosen.get(&row.row).and_then(|id| index.person(*id)) {
        Some(person) => Match::One(person),
        None if row.draft.name.is_empty() && !row.draft.id_is_sound => Match::Nobody,
        None => index.find(&row.draft, row.office),
    };
    let of_row = if row.draft.name.is_empty() {
        None
    } else {
        seen.repeats(&row.draft, row.office, row.row)
    };
    let of_row = of_row.or_else(|| match found {
        Match::One(person) => taken.get(&person.id).copied(),
        _ => None,
    });
    if let Match::One(person) = found {
        taken.entry(person.id).or_insert(row.row);
    }
    let name_problem = |kind, level| Problem {
        row: row.row,
        column: layout
            .column(super::columns::Field::Name)
            .and_then(|column| layout.columns.get(column))
            .map_or(String::new(), |column| column.heading.clone()),
        value: row.draft.name.clone(),
        kind,
        level,
    };
    if of_row.is_some() {
        row.problems.push(name_problem(ProblemKind::DuplicatePerson, ProblemLevel::Warning));
    } else if let Match::Several(_) = found {
        row.problems.push(name_problem(ProblemKind::AmbiguousPerson, ProblemLevel::Error));
    } else if found == Match::Nobody && index.has_namesake(&row.draft.name, row.office) {
        row.problems.push(name_problem(ProblemKind::Namesake, ProblemLevel::Warning));
    }
    if options.skipped.contains(&row.row) {
        return Outcome::Skipped;
    }
    if row.problems.iter().any(|problem| problem.level == ProblemLevel::Error) {
        return Outcome::Held;
    }
    if let Some(of_row) = of_row {
        return Outcome::Duplicate { of_row };
    }
    let Some(office) = row.office else { return Outcome::Held };
    match found {
        Match::One(before) => {
            let mut after = before.clone();
            overlay(&mut after, &row.draft, office, options.today);
            if after == *before {
                Outcome::Unchanged(before.id)
            } else {
                Outcome::Changed { before: before.id, after: Box::new(after) }
            }
        }
        _ => {
            let mut person = Person::new(PersonId::new(ids), row.draft.name.clone(), office);
            overlay(&mut person, &row.draft, office, options.today);
            Outcome::New(Box::new(person))
        }
    }
}

/// Lays what a row says over a person. A blank cell changes nothing.
fn overlay(person: &mut Person, draft: &Draft, office: OfficeId, today: Date) {
    fn lay<T: Clone>(here: &mut Option<T>, there: &Option<T>) {
        if there.is_some() {
            here.clone_from(there);
        }
    }
    let is_new = person.name == draft.name && person.birth.is_none() && person.posts.is_empty();
    if !draft.name.is_empty() {
        person.name.clone_from(&draft.name);
    }
    person.office = office;
    lay(&mut person.number, &draft.number);
    lay(&mut person.sex, &draft.sex);
    // A list that knows the month only does not take the day away.
    let same = matches!((person.birth, draft.birth), (Some(here), Some(there))
        if here != there && there.first_day() <= here.first_day() && here.last_day() <= there.last_day());
    if !same {
        lay(&mut person.birth, &draft.birth);
    }
    // A mistyped number does not take a number's place.
    if draft.id_is_sound || person.id_number.is_none() {
        lay(&mut person.id_number, &draft.id_number);
    }
    for (here, there) in
        [(&mut person.full_time, &draft.full_time), (&mut person.in_service, &draft.in_service)]
    {
        match (here.as_mut(), there) {
            (Some(here), Some(there)) => {
                here.code.clone_from(&there.code);
                lay(&mut here.degree, &there.degree);
                if !there.school.is_empty() {
                    here.school.clone_from(&there.school);
                }
            }
            _ => lay(here, there),
        }
    }
    if !draft.posts.is_empty() {
        person.posts.clone_from(&draft.posts);
    }
    lay(&mut person.rank, &draft.rank);
    lay(&mut person.staff_kind, &draft.staff_kind);
    lay(&mut person.retirement, &draft.retirement);
    lay(&mut person.work_start, &draft.work_start);
    lay(&mut person.promoted, &draft.promoted);
    lay(&mut person.politics, &draft.politics);
    if draft.certificate_number.is_some() || draft.certificate_expiry.is_some() {
        let certificate = person
            .certificate
            .get_or_insert_with(|| Certificate { number: String::new(), expiry: None });
        if let Some(number) = &draft.certificate_number {
            certificate.number.clone_from(number);
        }
        lay(&mut certificate.expiry, &draft.certificate_expiry);
    }
    if let Some(status) = &draft.status
        && person.status_at(today) != *status
    {
        let from = (!is_new).then_some(crate::model::date::PartialDate::Day(today));
        let back = *status == DutyStatus::OnPost;
        if !back || !is_new {
            person.periods.push(StatusPeriod {
                status: status.clone(),
                from,
                to: None,
                note: String::new(),
            });
        }
    }
    if !draft.note.is_empty() {
        person.note.clone_from(&draft.note);
    }
    for (heading, value) in &draft.custom {
        person.custom.insert(heading.clone(), value.clone());
    }
}

impl RosterProposal {
    /// All findings in the order of the rows; a row that is left out has none.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.rows.iter().filter(|row| row.outcome != Outcome::Skipped).flat_map(|row| &row.problems)
    }

    /// How many rows of each kind.
    pub fn counts(&self) -> ProposalCounts {
        let mut counts = ProposalCounts { rows: self.rows.len(), ..ProposalCounts::default() };
        for row in &self.rows {
            *match row.outcome {
                Outcome::New(_) => &mut counts.new,
                Outcome::Changed { .. } => &mut counts.changed,
                Outcome::Unchanged(_) => &mut counts.unchanged,
                Outcome::Held => &mut counts.held,
                Outcome::Duplicate { .. } => &mut counts.duplicate,
                Outcome::Skipped => &mut counts.skipped,
            } += 1;
            let is_read = matches!(
                row.outcome,
                Outcome::New(_) | Outcome::Changed { .. } | Outcome::Unchanged(_)
            );
            let warns = |problem: &Problem| problem.level == ProblemLevel::Warning;
            counts.warned += usize::from(is_read && row.problems.iter().any(warns));
        }
        counts
    }
}
