//! The words by which lists of hours are read and written, from `packs/hour-columns.json`. The
//! first word of each is the one that is written.

use serde::Deserialize;

use crate::interchange::roster::words::fold;
use crate::model::course::{TrainingForm, TrainingKind};
use crate::model::hour_pack::HourPack;
use crate::model::hours::{Presence, QuarterHours, TestResult};

/// What a column of a list of hours can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum HourField {
    Name,
    /// Staff number (人员编号).
    Number,
    IdNumber,
    Office,
    /// Class or course.
    Title,
    Form,
    /// Kind of training by law (培训类别).
    Kind,
    Start,
    End,
    /// Both days in one cell.
    Dates,
    /// Hours recognised.
    Hours,
    /// Hours of somebody who was there all the time.
    Full,
    Presence,
    Result,
    /// Number of the certificate.
    Certificate,
    Expiry,
    Organiser,
    Place,
    Trainer,
    Note,
}

/// The words of a field.
#[derive(Deserialize)]
pub struct Headings {
    pub field: HourField,
    pub headings: Vec<String>,
}

/// The words of a value.
#[derive(Deserialize)]
struct Words<T> {
    is: T,
    words: Vec<String>,
}

/// The pack as it stands in the file.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct HourWords {
    pub fields: Vec<Headings>,
    forms: Vec<Words<TrainingForm>>,
    kinds: Vec<Words<TrainingKind>>,
    presences: Vec<Words<Presence>>,
    results: Vec<Words<TestResult>>,
    half_days: Vec<String>,
    days: Vec<String>,
    minutes: Vec<String>,
    hours: Vec<String>,
    /// What stands between two dates.
    pub between: Vec<String>,
}

fn read<T: Clone>(table: &[Words<T>], text: &str) -> Option<T> {
    let key = fold(text);
    table.iter().find(|entry| entry.words.contains(&key)).map(|entry| entry.is.clone())
}

fn written<T: PartialEq>(table: &[Words<T>], value: &T) -> String {
    let entry = table.iter().find(|entry| entry.is == *value);
    entry.and_then(|entry| entry.words.first()).cloned().unwrap_or_default()
}

impl HourWords {
    /// The words of the program.
    pub fn built_in() -> Self {
        // A test reads the pack, so a fault cannot reach a page.
        serde_json::from_str(include_str!("../../../packs/hour-columns.json")).unwrap_or_default()
    }

    /// The field of a heading.
    pub fn field(&self, heading: &str) -> Option<HourField> {
        let plain = |text: &str| {
            let key = fold(text);
            let key = key.split(['(', '[', '\u{3010}']).next().unwrap_or_default();
            key.trim_matches(['*', ':', '.']).to_owned()
        };
        let key = plain(heading);
        let is_it = |entry: &&Headings| entry.headings.iter().any(|one| plain(one) == key);
        let found = self.fields.iter().find(is_it);
        found.map(|entry| entry.field)
    }

    /// The heading that is written.
    pub fn heading(&self, field: HourField) -> String {
        let found = self.fields.iter().find(|entry| entry.field == field);
        found.and_then(|entry| entry.headings.first()).cloned().unwrap_or_default()
    }

    /// The form of a word, where it is one.
    pub fn known_form(&self, text: &str) -> Option<TrainingForm> {
        read(&self.forms, text)
    }

    /// The kind of a word, where it is one.
    pub fn known_kind(&self, text: &str) -> Option<TrainingKind> {
        read(&self.kinds, text)
    }

    /// The word of a kind.
    pub fn kind_word(&self, kind: &TrainingKind) -> String {
        match kind {
            TrainingKind::Other(other) => other.clone(),
            known => written(&self.kinds, known),
        }
    }

    /// The word of a form.
    pub fn form_word(&self, form: &TrainingForm) -> String {
        match form {
            TrainingForm::Other(other) => other.clone(),
            known => written(&self.forms, known),
        }
    }

    /// The presence of a word; a word that is not known stays as it is.
    pub fn presence(&self, text: &str) -> Presence {
        read(&self.presences, text).unwrap_or_else(|| Presence::Other(text.to_owned()))
    }

    /// The word of a presence.
    pub fn presence_word(&self, presence: &Presence) -> String {
        match presence {
            Presence::Other(other) => other.clone(),
            known => written(&self.presences, known),
        }
    }

    /// The result of a word; marks stay as they are.
    pub fn result(&self, text: &str) -> TestResult {
        read(&self.results, text).unwrap_or_else(|| TestResult::Other(text.to_owned()))
    }

    /// The word of a result.
    pub fn result_word(&self, result: &TestResult) -> String {
        match result {
            TestResult::Other(other) => other.clone(),
            known => written(&self.results, known),
        }
    }

    /// Hours as people write them: 24, 24学时, 3天, 1.5天, 半天, 90分钟. `None` for what is no hours
    /// or no whole quarter of them.
    pub fn hours(&self, text: &str, pack: &HourPack) -> Option<QuarterHours> {
        let key = fold(text);
        let before = |endings: &[String]| {
            endings.iter().find_map(|ending| key.strip_suffix(ending.as_str()).map(str::to_owned))
        };
        if self.half_days.contains(&key) {
            return Some(pack.of_half_days(1));
        }
        if let Some(days) = before(&self.days) {
            // Half-days, so that 1.5 days are a day and a half-day.
            let quarters = QuarterHours::parse(&days)?.0;
            let halves = (quarters % 2 == 0).then_some(quarters / 2)?;
            return Some(pack.of_days(halves / 2) + pack.of_half_days(halves % 2));
        }
        if let Some(minutes) = before(&self.minutes) {
            return minutes.parse().ok().map(|minutes| pack.of_minutes(minutes));
        }
        QuarterHours::parse(before(&self.hours).as_deref().unwrap_or(&key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::pack::Packs;

    #[test]
    fn headings_are_known_by_their_synonyms() {
        let words = HourWords::built_in();
        for (heading, field) in [
            ("姓 名", HourField::Name),
            ("*身份证号（必填）", HourField::IdNumber),
            ("身份证号/编号", HourField::IdNumber),
            ("班名/课程", HourField::Title),
            ("认定学时(学时)", HourField::Hours),
            ("Certificate No.", HourField::Certificate),
        ] {
            assert_eq!(words.field(heading), Some(field), "{heading}");
        }
        assert_eq!(words.field("爱好"), None);
        // Every heading means one field, and what is written is read again.
        for entry in &words.fields {
            for heading in &entry.headings {
                assert_eq!(words.field(heading), Some(entry.field), "{heading}");
            }
        }
    }

    #[test]
    fn days_half_days_and_minutes_are_hours_too() {
        let words = HourWords::built_in();
        let pack = &Packs::built_in().hours;
        let hours = |text: &str| words.hours(text, pack).map(|hours| hours.0);
        assert_eq!(hours("24"), Some(96));
        assert_eq!(hours(" 7.5 学时"), Some(30));
        assert_eq!(hours("３天"), Some(96));
        assert_eq!(hours("1.5天"), Some(48));
        assert_eq!(hours("半天"), Some(16));
        assert_eq!(hours("90分钟"), Some(6));
        for text in ["", "天", "1.25天", "很多", "-3", "0.3"] {
            assert_eq!(hours(text), None, "{text}");
        }
    }
}
