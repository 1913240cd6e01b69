//! Filled self-assessment forms (自评表): what people answered, kept apart by who answered.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::date::{Moment, PartialDate};
use super::figure::RuleFigure;
use super::id::{AssessmentId, OfficeId, PersonId};
use super::mending::Mendings;
use super::open::{Kinds, Open};
use super::pack::Extra;
use super::report::Report;
use super::review::{IssuedForm, Receipt, Round};
use super::score::Hundredths;
use super::standard::Standard;

/// One form: a subject, a period, a standard, and the columns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Assessment {
    pub id: AssessmentId,
    pub title: String,
    pub subject: Subject,
    /// The subject as the ledger that fills the form knows it, where that is another identity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject_there: Option<Subject>,
    /// Calendar year, 年度.
    pub year: i16,
    pub standard: StandardRef,
    /// 自评, 考核, 复核, 核定: each stands alone, nothing is inherited or averaged.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<Column, Sheet>,
    /// That it was handed down, and its deadline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<IssuedForm>,
    /// 上报、退回、再上报、出具结果, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<Round>,
    /// 完成时限.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// 自评报告.
    #[serde(default, skip_serializing_if = "Report::is_empty")]
    pub report: Report,
    /// 整改: who puts the problems right.
    #[serde(default, skip_serializing_if = "Mendings::is_empty")]
    pub mending: Mendings,
    #[serde(flatten)]
    pub extra: Extra,
}

/// Whom the form is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Subject {
    Office { id: OfficeId },
    Person { id: PersonId },
}

/// Which standard, to the byte.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct StandardRef {
    pub id: String,
    pub version: String,
    /// [`Standard::sha256`].
    pub sha256: String,
}

impl From<&Standard> for StandardRef {
    fn from(standard: &Standard) -> Self {
        Self {
            id: standard.head.id.clone(),
            version: standard.head.version.clone(),
            sha256: standard.sha256(),
        }
    }
}

/// Who marks. The official result is the last complete one in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Column {
    /// 自评, by the office itself.
    #[serde(rename = "self")]
    Own,
    /// 考核, by the district.
    Assessed,
    /// 复核, by the city or province.
    Rechecked,
    /// 核定.
    Approved,
}

impl Column {
    /// In the order of the process.
    pub const ALL: [Self; 4] = [Self::Own, Self::Assessed, Self::Rechecked, Self::Approved];
}

/// One column of a form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Sheet {
    #[serde(default)]
    pub answers: Answers,
    /// 填报人 or 考核组, by name. Leaves in named files only.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub filled_by: String,
    /// 办结: when it was declared done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_at: Option<Moment>,
    /// The file that it came in; missing where it is filled here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<Receipt>,
    /// Why it was declared done though items were open. Leaves in named files only.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub open_reason: String,
    #[serde(flatten)]
    pub extra: Extra,
}

/// The answers of one column. What has no entry is unanswered.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Answers {
    /// By item id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub items: BTreeMap<String, ItemAnswer>,
    /// Deductions of areas as a whole: by area id, then rule id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub areas: BTreeMap<String, RuleAnswers>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// Answers by rule id.
pub type RuleAnswers = BTreeMap<String, Open<RuleAnswer>>;

/// What is answered on one item.
///
/// The item is answered when every rule that asks something is: all but deductions and bonuses.
/// Where it has deductions only, one of them has an entry with a number (0 counts), or `checked`
/// is true.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ItemAnswer {
    /// By rule id; `mark` for an item without rules.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rules: RuleAnswers,
    /// Looked at, and nothing (more) is to be deducted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub checked: bool,
    /// 不适用, with its reason in `note`. What is answered beside it is kept and not counted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub not_applicable: bool,
    /// 手工定分: wins over the rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hand_mark: Option<HandMark>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// Figures of the ledger, by the id of the rule that they are for.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub figures: BTreeMap<String, RuleFigure>,
    /// 说明 or 考核意见.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    #[serde(flatten)]
    pub extra: Extra,
}

impl Answers {
    /// Is nothing answered, neither of an item nor of an area?
    pub fn is_empty(&self) -> bool {
        self.items.is_empty() && self.areas.is_empty()
    }
}

impl ItemAnswer {
    /// Nothing in it that would have to be kept?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A mark typed over the rules.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct HandMark {
    /// From 0 to the full mark.
    pub mark: Hundredths,
    /// Must not be blank.
    #[serde(default)]
    pub reason: String,
}

/// The answer to one rule; its kind is that of the rule. A field left out is a blank.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum RuleAnswer {
    AllOrNothing {
        /// Is the condition of the clause met, so that the mark stays?
        #[serde(default, skip_serializing_if = "Option::is_none")]
        met: Option<bool>,
    },
    Deduct {
        /// Lines with `times`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lines: Vec<Line>,
    },
    DeductRange {
        /// Lines with `points`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lines: Vec<Line>,
    },
    Ratio(AmountAnswer),
    Threshold(AmountAnswer),
    Step(AmountAnswer),
    Levels {
        /// The id of the level.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        level: Option<String>,
    },
    Manual {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        points: Option<Hundredths>,
    },
    Bonus {
        /// Lines with `times`, or with `points` where the rule has none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lines: Vec<Line>,
    },
    Veto {
        /// Did it happen?
        #[serde(default, skip_serializing_if = "Option::is_none")]
        triggered: Option<bool>,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
}

impl Kinds for RuleAnswer {
    const KINDS: &'static [&'static str] = super::rule::RuleKind::KINDS;
}

/// A number as counted: `part` of `whole`. 0 of 0 means that there was nothing to do in the period
/// and is unanswered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AmountAnswer {
    /// A whole number from 0 to 2^53 − 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<u64>,
    /// The same. Where the rule has a unit it may be left out and is 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<u64>,
}

impl AmountAnswer {
    /// Is the part more than the whole? It may be meant, and is rather a slip.
    pub fn exceeds(self) -> bool {
        self.part.zip(self.whole).is_some_and(|(part, whole)| part > whole)
    }
}

/// One line of a deduction or bonus. A line without number is a blank and counts nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// Whole times.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// Points, typed; never negative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Hundredths>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// Evidence (佐证材料): what it is and where. A small file may be kept in the ledger.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// 文号.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// Where the paper lies, or a link.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// SHA-256 of the file, in lower-case hex.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sha256: String,
    /// The name of the file, where it is kept ([`super::kept_file`]).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub file: String,
    #[serde(flatten)]
    pub extra: Extra,
}

impl Assessment {
    /// An empty form.
    pub fn new(
        id: AssessmentId,
        title: String,
        subject: Subject,
        year: i16,
        standard: &Standard,
    ) -> Self {
        Self {
            id,
            title,
            subject,
            subject_there: None,
            year,
            standard: StandardRef::from(standard),
            columns: BTreeMap::new(),
            issued: None,
            rounds: Vec::new(),
            due: None,
            report: Report::default(),
            mending: Mendings::default(),
            extra: Extra::new(),
        }
    }

    /// The answers of a column, none where it was never opened.
    pub fn answers(&self, column: Column) -> Option<&Answers> {
        self.columns.get(&column).map(|sheet| &sheet.answers)
    }

    /// The answer to an item in a column.
    pub fn item(&self, column: Column, item: &str) -> Option<&ItemAnswer> {
        self.answers(column)?.items.get(item)
    }

    /// Changes the answer to an item; one that says nothing any more is taken away, so that a form
    /// filled and emptied again equals the empty one.
    pub fn edit_item(&mut self, column: Column, item: &str, change: impl FnOnce(&mut ItemAnswer)) {
        let items = &mut self.columns.entry(column).or_default().answers.items;
        let mut answer = items.remove(item).unwrap_or_default();
        change(&mut answer);
        if !answer.is_empty() {
            items.insert(item.to_owned(), answer);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::IdSource;
    use crate::model::ledger::tests::ledger_of;
    use crate::model::mending::Spot;

    fn form() -> Assessment {
        let id = AssessmentId::new(&mut IdSource::new([9; 16]));
        let subject = Subject::Office { id: ledger_of(0).0.settings.office };
        Assessment::new(id, "自评表".into(), subject, 2026, &Standard::default())
    }

    #[test]
    fn a_part_exceeds_its_whole_only_where_both_are_there() {
        let is = |part, whole| AmountAnswer { part, whole }.exceeds();
        assert!(is(Some(120), Some(100)));
        assert!(!is(Some(100), Some(100)) && !is(Some(120), None) && !is(None, Some(1)));
    }

    #[test]
    fn an_item_filled_and_emptied_again_leaves_nothing_behind() {
        let mut form = form();
        form.edit_item(Column::Own, "x", |answer| answer.note = "n".into());
        form.edit_item(Column::Own, "x", |answer| answer.note.clear());
        assert_eq!(form.item(Column::Own, "x"), None);
    }

    #[test]
    fn a_report_and_a_mending_written_and_emptied_again_leave_nothing_behind() {
        let mut form = form();
        let before = form.clone();
        let spot = Spot::Area("A".into());
        form.edit_narrative(Some("A"), |one| one.problems = "n".into());
        form.edit_mending(&spot, |one| one.owner = "n".into());
        assert!(!form.report.is_blank() && form.mending.at(&spot).is_some());
        form.edit_narrative(Some("A"), |one| one.problems.clear());
        form.edit_mending(&spot, |one| one.owner.clear());
        assert_eq!(form, before);
    }
}
