//! Training hours (学时) and the sessions (班次) they are earned in.

use std::collections::BTreeMap;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::course::{TrainingForm, TrainingKind};
use super::id::{BatchId, PersonId, PlanId, SessionId};
use super::pack::Extra;
use super::person::Certificate;
use super::plan::HalfDay;

/// Training hours, as a whole number of quarter hours: 37.5 hours are 150.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct QuarterHours(pub u32);

impl QuarterHours {
    /// Reads decimal hours such as `7.5`; `None` for anything that is not a whole number of
    /// quarters or exceeds 100,000 hours.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), "0"));
        let whole: u32 = whole.parse().ok().filter(|hours| *hours <= 100_000)?;
        let quarters = match part.trim_end_matches('0') {
            "" => 0,
            "25" => 1,
            "5" => 2,
            "75" => 3,
            _ => return None,
        };
        Some(Self(whole * 4 + quarters))
    }

    /// Nothing at all?
    pub fn is_zero(&self) -> bool {
        self.0 == 0
    }

    /// What is missing to `target`, zero where it is reached.
    pub fn short_of(self, target: Self) -> Self {
        Self(target.0.saturating_sub(self.0))
    }
}

/// At least one decimal: `37.5`, `24.0`, `0.25`.
impl fmt::Display for QuarterHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = match self.0 % 4 {
            0 => "0",
            1 => "25",
            2 => "5",
            _ => "75",
        };
        write!(f, "{}.{part}", self.0 / 4)
    }
}

impl Add for QuarterHours {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for QuarterHours {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for QuarterHours {
    fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
        items.fold(Self::default(), Add::add)
    }
}

/// More leave than one part in so many of the hours of a class, and the class counts as left
/// (干部教育培训工作条例：请假累计超过总学时七分之一的，按退学处理).
pub const LEAVE_PART: u32 = 7;

/// A training session that was or will be held, with who was there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Session {
    pub id: SessionId,
    pub title: String,
    /// Code of the course pack, where the session teaches a course of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub course: Option<String>,
    pub form: TrainingForm,
    /// Kind of training by law (培训类别), where it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<TrainingKind>,
    /// First and last day.
    pub start: Date,
    pub end: Date,
    /// Only the mornings or only the afternoons; missing for whole days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub half: Option<HalfDay>,
    /// Hours of somebody who was there all the time.
    pub hours: QuarterHours,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub trainer: String,
    /// Who held it (主办单位), where it was not the bureau itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub organiser: String,
    /// The plan and the batch it carries out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<BatchId>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attendance: BTreeMap<PersonId, Attendance>,
    #[serde(flatten)]
    pub extra: Extra,
}

impl Session {
    /// A session that nobody has taken part in yet.
    pub fn new(
        id: SessionId,
        title: String,
        form: TrainingForm,
        days: (Date, Date),
        hours: QuarterHours,
    ) -> Self {
        Self {
            id,
            title,
            course: None,
            form,
            kind: None,
            start: days.0,
            end: days.1,
            half: None,
            hours,
            place: String::new(),
            trainer: String::new(),
            organiser: String::new(),
            plan: None,
            batch: None,
            attendance: BTreeMap::new(),
            extra: Extra::new(),
        }
    }

    /// How many of its people were there; the others were on leave or absent, if for a part only.
    pub fn present(&self) -> usize {
        self.attendance.values().filter(|one| one.presence.earns()).count()
    }
}

/// One person's part in a session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Attendance {
    pub presence: Presence,
    /// Hours recognised (认定学时); zero for who was not there.
    pub hours: QuarterHours,
    /// The half days of which something else than present was entered, by date.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub half_days: Vec<HalfDayMark>,
    /// Result of the examination (考核结果), where there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<TestResult>,
    /// The certificate that the class gave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<Certificate>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    #[serde(flatten)]
    pub extra: Extra,
}

impl Attendance {
    /// Somebody of whom only presence and hours are known.
    pub fn new(presence: Presence, hours: QuarterHours) -> Self {
        Self {
            presence,
            hours,
            half_days: Vec::new(),
            result: None,
            certificate: None,
            note: String::new(),
            extra: Extra::new(),
        }
    }

    /// Leave of more than a seventh of the hours of the class ([`LEAVE_PART`]). Whoever was there
    /// for part of it has only missed the rest.
    pub fn leaves_too_long(&self, of: QuarterHours) -> bool {
        let missed = u64::from(self.hours.short_of(of).0);
        self.presence == Presence::Leave && missed * u64::from(LEAVE_PART) > u64::from(of.0)
    }

    /// Did the person miss the class, wholly or for the most part? Such people need 补训.
    pub fn is_missed(&self, of: QuarterHours) -> bool {
        match self.presence {
            Presence::Absent => self.hours < of,
            _ => self.leaves_too_long(of),
        }
    }
}

/// One half day of somebody who was late, on leave or absent then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct HalfDayMark {
    pub on: Date,
    pub half: HalfDay,
    pub presence: Presence,
}

/// 优秀, 合格, 不合格.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum TestResult {
    Excellent,
    Passed,
    Failed,
    /// Marks, or a word of a newer version, as written.
    #[serde(untagged)]
    Other(String),
}

impl TestResult {
    /// The results that this version knows, in the order in which they are offered.
    pub const KNOWN: [Self; 3] = [Self::Excellent, Self::Passed, Self::Failed];
}

/// 出勤, 迟到, 请假, 缺勤.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Presence {
    Present,
    Late,
    Leave,
    Absent,
    /// A value of a newer version, kept as it came.
    #[serde(untagged)]
    Other(String),
}

impl Presence {
    /// The values that this version knows, in the order in which they are offered.
    pub const KNOWN: [Self; 4] = [Self::Present, Self::Late, Self::Leave, Self::Absent];

    /// Does somebody so present earn the hours of the time?
    pub fn earns(&self) -> bool {
        matches!(self, Self::Present | Self::Late)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn hours_read_back_as_they_were_written(quarters in 0_u32..400_000) {
            let hours = QuarterHours(quarters);
            prop_assert_eq!(QuarterHours::parse(&hours.to_string()), Some(hours));
        }
    }

    #[test]
    fn leave_of_more_than_a_seventh_counts_as_left() {
        let leave = |hours| Attendance::new(Presence::Leave, QuarterHours(hours));
        // A class of 24 hours: 3.43 hours may be missed, so 3.25 are not too long and 3.5 are.
        let of = QuarterHours(96);
        assert!(!leave(96 - 13).leaves_too_long(of));
        assert!(leave(96 - 14).leaves_too_long(of));
        assert!(!Attendance::new(Presence::Late, QuarterHours(0)).leaves_too_long(of));
        assert!(!leave(200).leaves_too_long(of));
        assert!(!leave(0).leaves_too_long(QuarterHours(0)));
        assert!(Attendance::new(Presence::Absent, QuarterHours(80)).is_missed(of));
        assert!(!Attendance::new(Presence::Absent, of).is_missed(of));
        assert!(!leave(90).is_missed(of));
    }

    #[test]
    fn old_records_have_neither_result_nor_certificate() {
        let text = r#"{"presence":"present","hours":96}"#;
        let old: Attendance = serde_json::from_str(text).unwrap();
        assert_eq!(old, Attendance::new(Presence::Present, QuarterHours(96)));
        assert_eq!(serde_json::to_string(&old).unwrap(), text);
        let text = r#"{"presence":"leave","hours":80,"halfDays":[{"on":"2026-05-12","half":"morning","presence":"leave"}]}"#;
        let part: Attendance = serde_json::from_str(text).unwrap();
        assert_eq!(part.half_days[0].half, HalfDay::Morning);
        assert_eq!(serde_json::to_string(&part).unwrap(), text);
        let marks: TestResult = serde_json::from_str("\"86.5\"").unwrap();
        assert_eq!(marks, TestResult::Other("86.5".into()));
    }

    #[test]
    fn only_whole_quarters_are_hours() {
        assert_eq!(QuarterHours::parse("37.5"), Some(QuarterHours(150)));
        assert_eq!(QuarterHours::parse(" 8 "), Some(QuarterHours(32)));
        for text in ["0.1", "-1", "", "1e3", "1.2.3"] {
            assert_eq!(QuarterHours::parse(text), None, "{text}");
        }
    }
}
