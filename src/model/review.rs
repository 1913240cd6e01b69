//! What a form goes through between the office that fills it and the bureaus that review it:
//! issued, submitted, returned with comments, submitted again, concluded. Nothing of it is ever
//! overwritten: what is said later stands beside what was said before.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::assessment::{AmountAnswer, Assessment, Column, Subject};
use super::date::Moment;
use super::figure::FigureKind;
use super::id::OfficeId;
use super::ledger::Ledger;
use super::pack::Extra;
use super::people::Rejection;
use super::score::Hundredths;
use super::standard::Standard;
use crate::order::Gather as _;

/// That a form was handed down (下发), and until when it is wanted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct IssuedForm {
    pub at: Moment,
    /// The bureau that issued it, by name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// What the ledger of the bureau said of the subject on that day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<IssuedFigure>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// A figure that goes with a form that is handed down: numbers, and nobody behind them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct IssuedFigure {
    pub kind: FigureKind,
    /// For a rule that asks for a rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<AmountAnswer>,
    /// For a rule that asks for a plain number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plain: Option<AmountAnswer>,
    #[serde(flatten)]
    pub extra: Extra,
}

impl IssuedFigure {
    /// What a rule gets of it.
    pub fn amount(&self, is_plain: bool) -> Option<AmountAnswer> {
        if is_plain { self.plain } else { self.rate }
    }
}

/// The file that brought a column. What came in a file is looked at here and changed where it
/// was written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Receipt {
    /// SHA-256 of the file, as it stands in it.
    pub sha256: String,
    /// When the file was made.
    pub made: Moment,
    #[serde(flatten)]
    pub extra: Extra,
}

/// One step of the exchange.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Round {
    pub kind: RoundKind,
    pub at: Moment,
    /// Whose column it is about.
    pub column: Column,
    /// Who took the step, an office by name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// Check code of the own column as it was then.
    #[serde(default)]
    pub own_code: String,
    /// The total of the column, hundredths.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Hundredths>,
    /// The marks of the own column by item, where it was submitted: what changed is told by them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub marks: BTreeMap<String, Hundredths>,
    /// SHA-256 of the submission that was reviewed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub submission: String,
    /// 考核意见 by item id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub comments: BTreeMap<String, String>,
    /// What is said of the form as a whole.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Until when it is to be mended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// What the office says to the comments, by item id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub replies: BTreeMap<String, Reply>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum RoundKind {
    /// 上报.
    Submitted,
    /// 退回, to be mended.
    Returned,
    /// 出具结果: the column of the reviewer is the result.
    Concluded,
    #[serde(untagged)]
    Other(String),
}

/// What the office says to one comment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Reply {
    pub kind: ReplyKind,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    pub at: Moment,
    #[serde(flatten)]
    pub extra: Extra,
}

/// The kinds of a reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ReplyKind {
    /// 接受.
    Accepted,
    /// 回复, with a text.
    Answered,
    #[serde(untagged)]
    Other(String),
}

/// Where a form stands in the exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Never handed down and never submitted.
    Alone,
    /// Handed down, and not come back yet.
    Issued,
    Submitted,
    Returned,
    Concluded,
}

/// A comment with what was replied.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comment<'a> {
    /// The place of its round in [`Assessment::rounds`].
    pub place: usize,
    pub round: &'a Round,
    pub text: &'a str,
    pub reply: Option<&'a Reply>,
}

impl Round {
    /// A step with nothing said.
    pub fn new(kind: RoundKind, at: Moment, column: Column, by: String) -> Self {
        Self {
            kind,
            at,
            column,
            by,
            own_code: String::new(),
            total: None,
            marks: BTreeMap::new(),
            submission: String::new(),
            comments: BTreeMap::new(),
            note: String::new(),
            due: None,
            replies: BTreeMap::new(),
            extra: Extra::new(),
        }
    }

    /// Is it the same step, told by another file?
    pub fn is_same(&self, other: &Self) -> bool {
        (&self.kind, self.at, self.column) == (&other.kind, other.at, other.column)
    }

    /// The items with a comment that nobody replied to.
    pub fn unanswered(&self) -> impl Iterator<Item = &str> {
        let open = self.comments.keys().filter(|item| !self.replies.contains_key(*item));
        open.map(String::as_str)
    }
}

impl Assessment {
    /// The subject by the identity that its own ledger gives it.
    pub fn subject_at_home(&self) -> &Subject {
        self.subject_there.as_ref().unwrap_or(&self.subject)
    }

    /// Did the column come in a file of another office?
    pub fn is_received(&self, column: Column) -> bool {
        self.columns.get(&column).is_some_and(|sheet| sheet.received.is_some())
    }

    /// Is the column declared done, by the office (办结) or with its result?
    pub fn is_done(&self, column: Column) -> bool {
        self.columns.get(&column).is_some_and(|sheet| sheet.done_at.is_some())
    }

    /// The column filled here that a reviewer of `column` speaks to: the nearest one before it. His
    /// comments are replied to here, also when that is done: a reply changes no mark.
    pub fn spoken_to(&self, column: Column) -> Option<Column> {
        let mut before = Column::ALL.into_iter().rev().filter(|before| *before < column);
        let is_here = |one: &Column| self.columns.contains_key(one) && !self.is_received(*one);
        before.find(is_here).filter(|_| self.is_received(column))
    }

    /// Was it handed down to an office below, and has not come back? `own` is the office of the
    /// ledger.
    pub fn is_out(&self, own: OfficeId) -> bool {
        self.stage() == Stage::Issued
            && self.subject != Subject::Office { id: own }
            && !self.is_received(Column::Own)
    }

    /// Is a submission waited for: is it out, or returned to be mended? `own` is the office of the
    /// ledger.
    pub fn is_awaited(&self, own: OfficeId) -> bool {
        let is_back = self.stage() == Stage::Returned && self.is_received(Column::Own);
        is_back || self.is_out(own)
    }

    /// Where it stands in the exchange.
    pub fn stage(&self) -> Stage {
        let last = self.rounds.iter().rev().find_map(|round| match round.kind {
            RoundKind::Submitted => Some(Stage::Submitted),
            RoundKind::Returned => Some(Stage::Returned),
            RoundKind::Concluded => Some(Stage::Concluded),
            RoundKind::Other(_) => None,
        });
        let at_first = if self.issued.is_some() { Stage::Issued } else { Stage::Alone };
        last.unwrap_or(at_first)
    }

    /// Until when the next step of the office is wanted; `None` where none is, or without a date.
    pub fn wanted_by(&self) -> Option<Date> {
        match self.stage() {
            Stage::Alone => self.due.filter(|_| !self.is_done(Column::Own)),
            Stage::Issued => self.due,
            Stage::Returned => self.rounds.last().and_then(|round| round.due),
            Stage::Submitted | Stage::Concluded => None,
        }
    }

    /// How often it was submitted.
    pub fn times_submitted(&self) -> usize {
        self.rounds.iter().filter(|round| round.kind == RoundKind::Submitted).count()
    }

    /// The comments on an item, the oldest first.
    pub fn comments_on<'a>(&'a self, item: &str) -> Vec<Comment<'a>> {
        let rounds = self.rounds.iter().enumerate();
        rounds
            .filter_map(|(place, round)| {
                let text = round.comments.get(item)?;
                Some(Comment { place, round, text, reply: round.replies.get(item) })
            })
            .collect()
    }

    /// Was something said about the item, sent or not?
    pub fn is_commented(&self, item: &str) -> bool {
        let columns = Column::ALL.into_iter().filter(|column| *column != Column::Own);
        self.rounds.iter().any(|round| round.comments.contains_key(item))
            || columns
                .filter_map(|column| self.item(column, item))
                .any(|answer| !answer.note.is_empty())
    }

    /// How many comments there are, and how many of them nobody replied to.
    pub fn comment_counts(&self) -> (usize, usize) {
        let all = self.rounds.iter().map(|round| round.comments.len()).sum();
        (all, self.rounds.iter().map(|round| round.unanswered().count()).sum())
    }

    /// The last submission but one, and the last.
    fn last_submitted(&self) -> Option<(&Round, &Round)> {
        let mut submitted =
            self.rounds.iter().rev().filter(|round| round.kind == RoundKind::Submitted);
        let now = submitted.next()?;
        Some((submitted.next()?, now))
    }

    /// The own marks of an item in the last submission but one and in the last, where they differ;
    /// an open item has none.
    pub fn changed_mark(&self, item: &str) -> Option<(Option<Hundredths>, Option<Hundredths>)> {
        let (before, now) = self.last_submitted()?;
        let marks = (before.marks.get(item).copied(), now.marks.get(item).copied());
        (marks.0 != marks.1).then_some(marks)
    }

    /// The items whose mark differs between the last submission and the one before.
    pub fn changed_items(&self) -> Vec<&str> {
        let Some((before, now)) = self.last_submitted() else { return Vec::new() };
        let items = now.marks.keys().chain(before.marks.keys());
        let items = items.map(String::as_str).gather_set();
        let differs = |item: &&str| now.marks.get(*item) != before.marks.get(*item);
        items.into_iter().filter(differs).collect()
    }

    /// Replies to a comment, or takes the reply back. Nothing happens where there is no comment.
    pub fn reply(&mut self, place: usize, item: &str, reply: Option<Reply>) {
        let Some(round) = self.rounds.get_mut(place) else { return };
        match reply {
            Some(reply) if round.comments.contains_key(item) => {
                round.replies.insert(item.to_owned(), reply);
            }
            _ => {
                round.replies.remove(item);
            }
        }
    }
}

impl Ledger {
    /// Adds a form that a file brought, or puts it in the place of the one of the same identity.
    ///
    /// # Errors
    /// As [`Self::add_assessment`].
    pub fn put_assessment(
        &mut self,
        form: Assessment,
        standard: &Standard,
    ) -> Result<(), Rejection> {
        let before = self.assessments.remove(&form.id);
        let id = form.id;
        let added = self.add_assessment(form, standard);
        match before {
            Some(before) if added.is_err() => {
                self.assessments.insert(id, before);
            }
            Some(before) => self.let_files_go(&before),
            None => {}
        }
        added
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::assessment::Sheet;
    use crate::model::id::{AssessmentId, IdSource};

    fn at(hour: u8) -> Moment {
        Moment::parse(&format!("2026-03-01T{hour:02}:00:00+08:00")).unwrap()
    }

    fn form() -> Assessment {
        let ids = &mut IdSource::new([1; 16]);
        let subject = Subject::Office { id: OfficeId::new(ids) };
        let standard = Standard::default();
        Assessment::new(AssessmentId::new(ids), "自评表".into(), subject, 2026, &standard)
    }

    #[test]
    fn what_a_newer_version_says_of_a_figure_or_a_file_comes_back_as_it_was() {
        let figure = r#"{"kind":"coverage","plain":{"part":3},"x":1}"#;
        let told: IssuedFigure = serde_json::from_str(figure).unwrap();
        assert_eq!(serde_json::to_string(&told).unwrap(), figure);
        let receipt = r#"{"sha256":"a","made":"2026-03-01T09:00:00+08:00","x":1}"#;
        let told: Receipt = serde_json::from_str(receipt).unwrap();
        assert_eq!(serde_json::to_string(&told).unwrap(), receipt);
    }

    #[test]
    fn nothing_is_wanted_of_a_form_that_is_submitted_though_items_are_open() {
        let mut form = form();
        form.due = Some("2026-03-31".parse().unwrap());
        assert_eq!(form.wanted_by(), form.due);
        let (by, figures, extra) = Default::default();
        form.issued = Some(IssuedForm { at: at(8), by, figures, extra });
        form.columns.entry(Column::Own).or_default().done_at = Some(at(8));
        assert_eq!(form.wanted_by(), form.due, "done is not submitted");
        form.columns.clear();
        let step = |kind, hour| Round::new(kind, at(hour), Column::Own, String::new());
        form.rounds.push(step(RoundKind::Submitted, 9));
        assert_eq!(form.wanted_by(), None);
        let due = Some("2026-04-10".parse().unwrap());
        form.rounds.push(Round { due, ..step(RoundKind::Returned, 10) });
        assert_eq!(form.wanted_by(), due);
    }

    #[test]
    fn a_form_of_an_office_below_is_out_until_it_comes_back() {
        let mut form = form();
        let Subject::Office { id: below } = form.subject else { panic!("a form of an office") };
        let own = OfficeId::new(&mut IdSource::new([2; 16]));
        assert!(!form.is_out(own), "never handed down");
        let (by, figures, extra) = Default::default();
        form.issued = Some(IssuedForm { at: at(8), by, figures, extra });
        assert!(form.is_out(own) && !form.is_out(below));
        form.rounds.push(Round::new(RoundKind::Submitted, at(9), Column::Own, String::new()));
        assert!(!form.is_out(own));
    }

    #[test]
    fn comments_are_replied_to_where_the_column_below_is_filled() {
        let received = || Sheet {
            received: Some(Receipt { sha256: String::new(), made: at(9), extra: Extra::new() }),
            ..Sheet::default()
        };
        let mut office = form();
        office.columns.insert(Column::Own, Sheet::default());
        office.columns.insert(Column::Assessed, received());
        assert_eq!(office.spoken_to(Column::Assessed), Some(Column::Own));
        office.columns.insert(Column::Approved, received());
        assert_eq!(office.spoken_to(Column::Approved), Some(Column::Own));
        let mut district = form();
        district.columns.insert(Column::Own, received());
        district.columns.insert(Column::Assessed, Sheet::default());
        assert_eq!(district.spoken_to(Column::Assessed), None, "one's own comment");
        district.columns.insert(Column::Rechecked, received());
        assert_eq!(district.spoken_to(Column::Rechecked), Some(Column::Assessed));
    }
}
