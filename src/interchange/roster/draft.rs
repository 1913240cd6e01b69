//! What one row says of a person, cell by cell. Good cells of a bad row are kept.

use std::collections::{BTreeMap, HashMap};

use super::cells::{self, tidy};
use super::columns::Field;
use super::dates::DateReading;
use super::id_number::{IdFault, IdNumber};
use super::rows::{ReadRow, Reader};
use super::words::fold;
use crate::interchange::table::{Cell, CellKind};
use crate::model::date::PartialDate;
use crate::model::person::{RetirementCategory, Schooling, Sex};
use crate::model::problem::{ProblemKind, ProblemLevel};
use crate::model::status::DutyStatus;

/// One person as a row gives it; `None` and blank mean that the row says nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    pub name: String,
    pub number: Option<String>,
    pub sex: Option<Sex>,
    pub birth: Option<PartialDate>,
    pub id_number: Option<String>,
    /// The ID number has the right check digit, so it tells people apart.
    pub id_is_sound: bool,
    pub full_time: Option<Schooling>,
    pub in_service: Option<Schooling>,
    /// Name of the office as written.
    pub office: Option<String>,
    pub posts: Vec<String>,
    pub rank: Option<String>,
    pub staff_kind: Option<String>,
    pub politics: Option<String>,
    pub work_start: Option<PartialDate>,
    pub promoted: Option<PartialDate>,
    pub certificate_number: Option<String>,
    pub certificate_expiry: Option<PartialDate>,
    pub status: Option<DutyStatus>,
    pub retirement: Option<RetirementCategory>,
    pub note: String,
    pub custom: BTreeMap<String, String>,
}

/// Cells written alike are read once.
#[derive(Default)]
pub(super) struct Memo {
    education: HashMap<String, Option<String>>,
    posts: HashMap<String, (Vec<String>, Vec<String>)>,
    codes: HashMap<(Field, String), Option<String>>,
}

impl Reader<'_> {
    pub(super) fn read_cell(
        &self,
        row: &mut ReadRow,
        index: usize,
        cell: Cell<'_>,
        memo: &mut Memo,
    ) {
        let Some(column) = self.layout.columns.get(index) else { return };
        let words = self.words;
        let text = cell.text;
        let draft = &mut row.draft;
        let mut problems = Vec::new();
        let mut report = |kind, level| problems.push((kind, level));
        use ProblemLevel::{Error, Info, Warning};
        match column.field {
            Field::Name => draft.name = cells::name(text),
            Field::Number => draft.number = Some(tidy(text)),
            Field::Sex => {
                draft.sex = cells::sex(text, words);
                if draft.sex.is_none() {
                    report(ProblemKind::UnknownSex, Warning);
                }
            }
            Field::IdNumber => match id_number(cell) {
                Ok(id) => {
                    draft.id_is_sound = id.check_digit_is_right();
                    draft.id_number = Some(id.to_string());
                    if !draft.id_is_sound {
                        report(ProblemKind::IdCheckDigit, Warning);
                    }
                }
                Err(IdFault::PrecisionLost) => report(ProblemKind::IdPrecisionLost, Error),
                Err(IdFault::Length) => report(ProblemKind::IdLength, Warning),
            },
            Field::Birth | Field::WorkStart | Field::Promoted | Field::CertificateExpiry => {
                match self.date(index, cell) {
                    Some(date) if column.field == Field::Birth => draft.birth = Some(date),
                    Some(date) if column.field == Field::WorkStart => draft.work_start = Some(date),
                    Some(date) if column.field == Field::Promoted => draft.promoted = Some(date),
                    Some(date) => draft.certificate_expiry = Some(date),
                    None if words.open_ended.contains(&fold(text)) => {}
                    None => report(
                        ProblemKind::BadDate,
                        if column.field == Field::Birth { Error } else { Warning },
                    ),
                }
            }
            Field::FullTimeSchooling | Field::InServiceSchooling | Field::Schooling => {
                let found = memo
                    .education
                    .entry(text.to_owned())
                    .or_insert_with(|| cells::education(text, words));
                match found {
                    Some(code) => {
                        let of = schooling_of(draft, column.field, self.has_full_time);
                        if let Some(of) = of {
                            of.get_or_insert_with(|| Schooling::new(code.clone())).code =
                                code.clone();
                        }
                    }
                    None => report(ProblemKind::UnknownEducation, Error),
                }
            }
            Field::FullTimeDegree | Field::InServiceDegree | Field::Degree => {
                let degree = cells::degree(text, words);
                if let (Some(degree), Some(Some(of))) =
                    (degree, schooling_of(draft, column.field, self.has_full_time))
                {
                    of.degree = Some(degree);
                }
            }
            Field::FullTimeSchool | Field::InServiceSchool => {
                if let Some(Some(of)) = schooling_of(draft, column.field, self.has_full_time) {
                    of.school = tidy(text);
                }
            }
            Field::Office => {
                let text = tidy(text);
                let (office, position) = cells::office_and_position(&text, words);
                draft.office = Some(office.to_owned());
                if !position.is_empty() {
                    self.read_position(draft, &column.heading, position);
                }
            }
            Field::Post | Field::ConcurrentPost => {
                let (codes, unknown) = memo.posts.entry(text.to_owned()).or_insert_with(|| {
                    let found = cells::posts(text, words);
                    (found.codes, found.unknown)
                });
                if !unknown.is_empty() {
                    report(ProblemKind::UnknownPost, Info);
                }
                add_posts(draft, codes, column.field == Field::Post);
            }
            Field::Position => self.read_position(draft, &column.heading, text),
            Field::Rank => self.read_rank(draft, text, memo, &mut report),
            Field::StaffKind => {
                let code =
                    memo.code(column.field, text, || cells::lookup(text, &words.staff_kinds));
                if code.is_none() {
                    report(ProblemKind::UnknownStaffKind, Info);
                }
                draft.staff_kind = Some(code.unwrap_or_else(|| tidy(text)));
            }
            Field::Politics => draft.politics = Some(tidy(text)),
            Field::CertificateNumber => draft.certificate_number = Some(tidy(text)),
            Field::Status => {
                draft.status = words.statuses.get(&fold(text)).cloned();
                if draft.status.is_none() {
                    report(ProblemKind::UnknownStatus, Info);
                    draft.status = Some(DutyStatus::Other(tidy(text)));
                }
            }
            Field::Retirement => draft.retirement = words.retirements.get(&fold(text)).cloned(),
            Field::Note => draft.note = tidy(text),
            Field::Custom => {
                draft.custom.insert(column.heading.clone(), tidy(text));
            }
            Field::Sequence | Field::Ignore => {}
        }
        for (kind, level) in problems {
            row.problems.push(self.problem(row.row, index, cell.text, kind, level));
        }
        self.check_text(row, index, cell.text);
    }

    /// A rank, posts, or words that are kept as they are.
    fn read_position(&self, draft: &mut Draft, heading: &str, text: &str) {
        if let Some(rank) = cells::lookup(text, &self.words.ranks) {
            draft.rank.get_or_insert(rank);
            return;
        }
        let found = cells::posts(text, self.words);
        if found.unknown.is_empty() {
            add_posts(draft, &found.codes, !self.has_post);
        } else {
            draft.custom.insert(heading.to_owned(), tidy(text));
        }
    }

    /// A rank, perhaps with a post before it: 所长、一级主任科员.
    fn read_rank(
        &self,
        draft: &mut Draft,
        text: &str,
        memo: &mut Memo,
        report: &mut impl FnMut(ProblemKind, ProblemLevel),
    ) {
        let words = self.words;
        if let Some(code) = memo.code(Field::Rank, text, || cells::lookup(text, &words.ranks)) {
            draft.rank = Some(code);
            return;
        }
        let mut unknown = false;
        for part in cells::split(text, words) {
            if let Some(code) = cells::lookup(part, &words.ranks) {
                draft.rank = Some(code);
            } else if let Some(code) = cells::lookup(part, &words.posts) {
                add_posts(draft, &[code], false);
            } else {
                unknown = true;
            }
        }
        if unknown {
            report(ProblemKind::UnknownRank, ProblemLevel::Info);
            draft.rank.get_or_insert_with(|| tidy(text));
        }
    }

    fn date(&self, index: usize, cell: Cell<'_>) -> Option<PartialDate> {
        let style = self.styles.get(&index)?;
        match style.read(cell, self.words) {
            DateReading::Date(date) => Some(date),
            DateReading::JanuaryOrOctober(year) => {
                PartialDate::month(year, if style.october { 10 } else { 1 })
            }
            DateReading::Bad => None,
        }
    }

    /// January or October: the ID number knows, else the other dates of the column.
    pub(super) fn decide_month(&self, row: &mut ReadRow, index: usize, year: i16) {
        let by_id = row
            .draft
            .id_number
            .as_deref()
            .and_then(|id| IdNumber::read(id).ok()?.birth())
            .map(|birth| birth.first_day())
            .filter(|birth| birth.year() == year && matches!(birth.month(), 1 | 10))
            .map(|birth| birth.month());
        let by_column =
            if self.styles.get(&index).is_some_and(|style| style.october) { 10 } else { 1 };
        row.draft.birth = PartialDate::month(year, by_id.unwrap_or(by_column));
    }
}

impl Memo {
    fn code(
        &mut self,
        field: Field,
        text: &str,
        find: impl FnOnce() -> Option<String>,
    ) -> Option<String> {
        self.codes.entry((field, text.to_owned())).or_insert_with(find).clone()
    }
}

fn id_number(cell: Cell<'_>) -> Result<IdNumber, IdFault> {
    let id = IdNumber::read(cell.text)?;
    let digits = cell.text.trim().len();
    let is_number = matches!(cell.kind, CellKind::Number | CellKind::Shown);
    if is_number && digits > 15 || id.ends_rounded() && !id.check_digit_is_right() {
        return Err(IdFault::PrecisionLost);
    }
    Ok(id)
}

/// The schooling that a column is about.
fn schooling_of(
    draft: &mut Draft,
    field: Field,
    has_full_time: bool,
) -> Option<&mut Option<Schooling>> {
    match field {
        Field::FullTimeSchooling | Field::FullTimeDegree | Field::FullTimeSchool => {
            Some(&mut draft.full_time)
        }
        Field::InServiceSchooling | Field::InServiceDegree | Field::InServiceSchool => {
            Some(&mut draft.in_service)
        }
        // 最高学历 beside the two others says nothing new.
        Field::Schooling | Field::Degree if !has_full_time => Some(&mut draft.full_time),
        _ => None,
    }
}

/// The main post goes first, whatever the order of the columns.
fn add_posts(draft: &mut Draft, codes: &[String], main: bool) {
    let mut at = 0;
    for code in codes {
        if draft.posts.contains(code) {
            continue;
        }
        if main {
            draft.posts.insert(at.min(draft.posts.len()), code.clone());
            at += 1;
        } else {
            draft.posts.push(code.clone());
        }
    }
}
