//! What one row of a list of hours says.

use jiff::civil::Date;

use super::layout::Layout;
use super::proposal::Fault;
use super::words::{HourField, HourWords};
use crate::interchange::roster::cells::{name, tidy};
use crate::interchange::roster::dates::{DateReading, DateStyle};
use crate::interchange::roster::draft::Draft;
use crate::interchange::roster::id_number::IdNumber;
use crate::interchange::roster::matching::is_sound;
use crate::interchange::roster::words::{RosterWords, fold};
use crate::interchange::table::{Cell, CellKind, Sheet};
use crate::model::course::{TrainingForm, TrainingKind};
use crate::model::date::PartialDate;
use crate::model::hour_pack::HourPack;
use crate::model::hours::{Presence, QuarterHours, TestResult};

/// What a row says of somebody's part in a class; `None` where it says nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub title: String,
    pub form: TrainingForm,
    pub kind: Option<TrainingKind>,
    pub start: Date,
    pub end: Date,
    pub hours: QuarterHours,
    pub full: Option<QuarterHours>,
    pub presence: Option<Presence>,
    pub result: Option<TestResult>,
    pub certificate: Option<String>,
    pub expiry: Option<PartialDate>,
    pub organiser: Option<String>,
    pub place: Option<String>,
    pub trainer: Option<String>,
    pub note: Option<String>,
}

/// One row.
pub struct ReadRow {
    /// 1-based data row: the row after the header is 1.
    pub row: usize,
    /// Name, numbers and office, as a roster would give them.
    pub who: Draft,
    pub part: Result<Part, Fault>,
}

/// Reads the rows of one list.
pub struct Reader<'a> {
    pub sheet: &'a Sheet,
    pub layout: &'a Layout,
    pub words: &'a HourWords,
    pub roster: &'a RosterWords,
    pub pack: &'a HourPack,
    /// What training is where the row does not say.
    pub form: &'a TrainingForm,
    pub today: Date,
}

impl Reader<'_> {
    /// All rows that name somebody, and a class or hours.
    pub fn rows(&self) -> Vec<ReadRow> {
        let style = |field| {
            let column = self.layout.column(field);
            let rows = self.layout.header + 1..self.sheet.row_count();
            let cells =
                rows.map(|row| column.map_or(Cell::default(), |at| self.sheet.get(row, at)));
            DateStyle::of(cells, self.sheet.epoch_1904, self.today.year() + 50, self.roster)
        };
        let styles = [HourField::Start, HourField::End, HourField::Expiry].map(style);
        (self.layout.header + 1..self.sheet.row_count())
            .filter(|row| {
                let says = |field| self.text(*row, field).is_some();
                let name = self.text(*row, HourField::Name).map(|name| fold(&name));
                name.is_some_and(|name| !self.roster.totals.contains(&name))
                    && (says(HourField::Hours) || says(HourField::Title))
            })
            .map(|row| ReadRow {
                row: row - self.layout.header,
                who: self.who(row),
                part: self.part(row, &styles),
            })
            .collect()
    }

    fn cell(&self, row: usize, field: HourField) -> Option<Cell<'_>> {
        let cell = self.sheet.get(row, self.layout.column(field)?);
        (!self.roster.is_blank(cell.text)).then_some(cell)
    }

    fn text(&self, row: usize, field: HourField) -> Option<String> {
        self.cell(row, field).map(|cell| tidy(cell.text)).filter(|text| !text.is_empty())
    }

    fn who(&self, row: usize) -> Draft {
        let mut who = Draft {
            name: self.text(row, HourField::Name).map(|text| name(&text)).unwrap_or_default(),
            number: self.text(row, HourField::Number),
            office: self.text(row, HourField::Office),
            ..Draft::default()
        };
        // A column of numbers may hold either kind.
        for text in [self.text(row, HourField::IdNumber), who.number.clone()].into_iter().flatten()
        {
            if is_sound(Some(&text)) {
                who.id_number = IdNumber::read(&text).ok().map(|id| id.to_string());
                who.id_is_sound = true;
            } else if who.number.is_none() {
                who.number = Some(text);
            }
        }
        who
    }

    fn date(&self, row: usize, field: HourField, style: &DateStyle) -> Option<PartialDate> {
        match style.read(self.cell(row, field)?, self.roster) {
            DateReading::Date(date) => Some(date),
            DateReading::JanuaryOrOctober(year) => {
                PartialDate::month(year, if style.october { 10 } else { 1 })
            }
            DateReading::Bad => None,
        }
    }

    /// First and last day: of two columns, or of one cell such as `2026.04.14—15`.
    fn days(&self, row: usize, styles: &[DateStyle; 3]) -> Option<(Date, Date)> {
        let [start, end, _] = styles;
        if self.cell(row, HourField::Start).is_none()
            && let Some(both) = self.text(row, HourField::Dates)
        {
            return self.both_days(&both, start);
        }
        let first = self.date(row, HourField::Start, start);
        let last = self.date(row, HourField::End, end);
        if last.is_none() && self.cell(row, HourField::End).is_some() {
            return None;
        }
        let first = first.or(last)?;
        Some((first.first_day(), last.unwrap_or(first).last_day()))
    }

    fn both_days(&self, text: &str, style: &DateStyle) -> Option<(Date, Date)> {
        let read = |text: &str| {
            let cell = Cell { text: text.trim(), kind: CellKind::Untyped };
            match style.read(cell, self.roster) {
                DateReading::Date(date) => Some(date),
                _ => None,
            }
        };
        let mut marks = self.words.between.iter();
        let Some((first, last)) = marks.find_map(|mark| text.split_once(mark.as_str())) else {
            return read(text).map(|day| (day.first_day(), day.last_day()));
        };
        let start = read(first)?.first_day();
        // 15 is a day of the same month, 5.15 one of the same year.
        let numbers = last.split(['.', '-', '/', '月', '日']).map(str::trim);
        let numbers: Vec<i8> = numbers.filter_map(|number| number.parse().ok()).collect();
        let end = read(last).map(PartialDate::last_day).or(match numbers.as_slice() {
            [day] => Date::new(start.year(), start.month(), *day).ok(),
            [month, day] => Date::new(start.year(), *month, *day).ok(),
            _ => None,
        });
        Some((start, end?))
    }

    fn part(&self, row: usize, styles: &[DateStyle; 3]) -> Result<Part, Fault> {
        let text = |field| self.text(row, field);
        let hours = |field| text(field).map(|text| self.words.hours(&text, self.pack));
        let title = text(HourField::Title).ok_or(Fault::MissingTitle)?;
        let (start, end) = self.days(row, styles).ok_or(Fault::BadDate)?;
        if end < start {
            return Err(Fault::BadDate);
        }
        if start > self.today {
            return Err(Fault::NotYet);
        }
        // Either column may hold what the other is named for.
        let [form, kind] = [HourField::Form, HourField::Kind].map(text);
        let both = || [&form, &kind].into_iter().flatten();
        let known_form = both().find_map(|text| self.words.known_form(text));
        let known_kind = both().find_map(|text| self.words.known_kind(text));
        let is_other = |text: &String| {
            self.words.known_form(text).is_none() && self.words.known_kind(text).is_none()
        };
        let [form, kind] = [form, kind].map(|text| text.filter(is_other));
        let [_, _, expiry] = styles;
        Ok(Part {
            title,
            form: known_form
                .or_else(|| form.map(TrainingForm::Other))
                .unwrap_or_else(|| self.form.clone()),
            kind: known_kind.or_else(|| kind.map(TrainingKind::Other)),
            start,
            end,
            hours: hours(HourField::Hours).flatten().ok_or(Fault::BadHours)?,
            full: hours(HourField::Full).flatten(),
            presence: text(HourField::Presence).map(|text| self.words.presence(&text)),
            result: text(HourField::Result).map(|text| self.words.result(&text)),
            certificate: text(HourField::Certificate),
            expiry: self.date(row, HourField::Expiry, expiry),
            organiser: text(HourField::Organiser),
            place: text(HourField::Place),
            trainer: text(HourField::Trainer),
            note: text(HourField::Note),
        })
    }
}
