//! The exchange of a form between the office and its reviewers, on the form alone: what is noted
//! when it is submitted, when a reviewer agrees, and when a verdict is given.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use jiff::civil::Date;
use thiserror::Error;

use super::check_code::column_code;
use super::scored::ScoredForm;
use super::scoring::{ScoreError, score_column};
use crate::model::assessment::{Assessment, Column, ItemAnswer};
use crate::model::date::Moment;
use crate::model::ledger::Ledger;
use crate::model::office::OfficeLevel;
use crate::model::review::{Round, RoundKind};
use crate::model::score::Hundredths;
use crate::model::standard::Standard;

/// What a reviewer decides.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    pub column: Column,
    /// [`RoundKind::Returned`] or [`RoundKind::Concluded`].
    pub kind: RoundKind,
    /// The reviewing bureau by name.
    pub by: String,
    pub at: Moment,
    pub note: String,
    /// Until when a returned form is to be mended.
    pub due: Option<Date>,
}

/// Why there can be no verdict.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum VerdictFault {
    #[error("{0} items are open, so it is no result")]
    Open(usize),
    #[error("nothing is said of a form that is returned")]
    NothingSaid,
    #[error(transparent)]
    Score(#[from] ScoreError),
}

/// The column that a bureau of this level marks in.
pub fn column_of(level: &OfficeLevel) -> Column {
    match level {
        OfficeLevel::Station => Column::Own,
        OfficeLevel::District | OfficeLevel::Other(_) => Column::Assessed,
        OfficeLevel::City | OfficeLevel::Province => Column::Rechecked,
    }
}

/// The column that the bureau of this ledger marks in.
pub fn reviewers_column(ledger: &Ledger) -> Column {
    let column = ledger.own_office().map_or(Column::Assessed, |office| column_of(&office.level));
    column.max(Column::Assessed)
}

/// The marks of a column by item.
pub fn marks(scored: &ScoredForm) -> BTreeMap<String, Hundredths> {
    let items = scored.items().into_iter();
    items.filter_map(|item| Some((item.id.clone(), item.mark?))).collect()
}

/// The step that says that a form was submitted as its own column stands; `None` where nothing
/// is answered, or where the last step says so already.
pub fn submission_round(
    form: &Assessment,
    standard: &Standard,
    by: &str,
    at: Moment,
) -> Option<Round> {
    let scored = score_column(standard, form, Column::Own).ok()?;
    if scored.answered == 0 && !scored.vetoed {
        return None;
    }
    let own_code = column_code(form, standard, Column::Own);
    let is_told = form
        .rounds
        .last()
        .is_some_and(|last| last.kind == RoundKind::Submitted && last.own_code == own_code);
    (!is_told).then(|| Round {
        own_code,
        total: scored.total,
        marks: marks(&scored),
        ..Round::new(RoundKind::Submitted, at, Column::Own, by.to_owned())
    })
}

/// The column that a reviewer agrees with: the nearest one before his in which something is
/// answered.
pub fn column_before(form: &Assessment, column: Column) -> Column {
    let mut before = Column::ALL.into_iter().rev().filter(|before| *before < column);
    before
        .find(|before| form.answers(*before).is_some_and(|answers| !answers.is_empty()))
        .unwrap_or(Column::Own)
}

/// Copies the answers to an item of the column before into that of a reviewer: 与自评一致. Its note
/// and evidence stay what they are.
pub fn agree(form: &mut Assessment, column: Column, item: &str) {
    let Some(before) = form.item(column_before(form, column), item).cloned() else { return };
    if column == Column::Own {
        return;
    }
    form.edit_item(column, item, |answer| {
        let ItemAnswer { rules, checked, not_applicable, hand_mark, .. } = before;
        *answer =
            ItemAnswer { rules, checked, not_applicable, hand_mark, ..std::mem::take(answer) };
    });
}

/// Agrees with the column before wherever the reviewer has not marked yet, deductions of areas
/// included; says how many items that were.
///
/// # Errors
/// A column that cannot be scored.
pub fn agree_all(
    form: &mut Assessment,
    standard: &Standard,
    column: Column,
) -> Result<usize, ScoreError> {
    let before = column_before(form, column);
    let agreed_with = score_column(standard, form, before)?;
    let reviewed = score_column(standard, form, column)?;
    let is_open = |id: &str| reviewed.item(id).is_some_and(|item| !item.state.is_answered());
    let is_untouched = |form: &Assessment, id: &str| {
        form.item(column, id).is_none_or(|answer| {
            answer.rules.is_empty() && answer.hand_mark.is_none() && !answer.not_applicable
        })
    };
    let mut agreed = 0;
    for item in agreed_with.items() {
        let has_answer = item.state.is_answered() || item.bonus > Hundredths::ZERO;
        // A bonus bears no open mark; where nothing was written it counts as open.
        let may_copy = is_open(&item.id) || !item.counts;
        if has_answer && may_copy && is_untouched(form, &item.id) {
            agree(form, column, &item.id);
            agreed += 1;
        }
    }
    let lost_areas = form.answers(before).map(|answers| answers.areas.clone());
    let areas = &mut form.columns.entry(column).or_default().answers.areas;
    for (area, rules) in lost_areas.unwrap_or_default() {
        // What is lost by an area as a whole is agreed to as well.
        if let Entry::Vacant(place) = areas.entry(area) {
            place.insert(rules);
            agreed += 1;
        }
    }
    Ok(agreed)
}

/// The column that the marks of `column` are compared with: those of a reviewer with the office's,
/// and those of the office with the latest reviewer's, where one has marked something.
pub fn compared_with(form: &Assessment, standard: &Standard, column: Column) -> Option<Column> {
    if column != Column::Own {
        return Some(Column::Own);
    }
    let mut later = Column::ALL.into_iter().rev().filter(|later| *later != Column::Own);
    later.find(|later| {
        form.answers(*later).is_some()
            && score_column(standard, form, *later).is_ok_and(|scored| scored.answered > 0)
    })
}

/// The items of which a reviewer's mark is another than that of the office.
pub fn differing(form: &Assessment, standard: &Standard, column: Column) -> Vec<String> {
    let scored = |column| score_column(standard, form, column).ok();
    let (Some(own), Some(reviewed)) = (scored(Column::Own), scored(column)) else {
        return Vec::new();
    };
    reviewed
        .items()
        .into_iter()
        .filter(|item| item.state.is_answered())
        .filter(|item| {
            own.item(&item.id).is_none_or(|own| (own.mark, own.bonus) != (item.mark, item.bonus))
        })
        .map(|item| item.id.clone())
        .collect()
}

/// The comments that were not said in an earlier round of the column.
fn new_comments(form: &Assessment, column: Column) -> BTreeMap<String, String> {
    let said = |item: &str| {
        let earlier = form.comments_on(item).into_iter().rev();
        earlier.into_iter().find(|comment| comment.round.column == column).map(|one| one.text)
    };
    let answers = form.answers(column).into_iter().flat_map(|answers| &answers.items);
    answers
        .filter(|(item, answer)| !answer.note.is_empty() && said(item) != Some(&answer.note))
        .map(|(item, answer)| (item.clone(), answer.note.clone()))
        .collect()
}

/// Gives a verdict: the step is added to the form, and a result closes the column.
///
/// # Errors
/// A result with open items, a return that says nothing, or a form that cannot be scored.
pub fn decide(
    form: &Assessment,
    standard: &Standard,
    decision: &Decision,
) -> Result<(Assessment, Round), VerdictFault> {
    let Decision { column, at, .. } = *decision;
    let scored = score_column(standard, form, column)?;
    let comments = new_comments(form, column);
    let is_result = decision.kind == RoundKind::Concluded;
    if is_result && scored.draft {
        return Err(VerdictFault::Open(scored.of - scored.answered));
    }
    if !is_result && comments.is_empty() && decision.note.trim().is_empty() {
        return Err(VerdictFault::NothingSaid);
    }
    let own = form.columns.get(&Column::Own);
    let receipt = own.and_then(|sheet| sheet.received.as_ref());
    let round = Round {
        own_code: column_code(form, standard, Column::Own),
        // What a part comes to would be read as the mark of the whole.
        total: scored.total.filter(|_| !scored.draft),
        submission: receipt.map_or_else(String::new, |receipt| receipt.sha256.clone()),
        comments,
        note: decision.note.trim().to_owned(),
        due: decision.due.filter(|_| !is_result),
        ..Round::new(decision.kind.clone(), at, column, decision.by.clone())
    };
    let mut decided = form.clone();
    decided.columns.entry(column).or_default().done_at = is_result.then_some(at);
    decided.rounds.push(round.clone());
    Ok((decided, round))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::scoring::official;
    use crate::model::assessment::{Line, RuleAnswer, Subject};
    use crate::model::id::{AssessmentId, IdSource, OfficeId};
    use crate::model::review::{Reply, ReplyKind, Stage};

    const STANDARD: &str = r#"{"areas":[{"id":"A","title":"a","items":[
        {"id":"1","title":"x","fullMark":400,"rules":[{"id":"1","kind":"deduct","points":50}]},
        {"id":"2","title":"y","fullMark":600}]}]}"#;

    fn at(hour: u8) -> Moment {
        Moment::parse(&format!("2026-03-01T{hour:02}:00:00+08:00")).unwrap()
    }

    fn filled() -> (Assessment, Standard) {
        let standard: Standard = serde_json::from_str(STANDARD).unwrap();
        let mut ids = IdSource::new([7; 16]);
        let subject = Subject::Office { id: OfficeId::new(&mut ids) };
        let id = AssessmentId::new(&mut ids);
        let mut form = Assessment::new(id, "自评表".into(), subject, 2026, &standard);
        form.edit_item(Column::Own, "1", |answer| {
            let lines = vec![Line { times: Some(1), ..Line::default() }];
            answer.rules.insert("1".into(), RuleAnswer::Deduct { lines }.into());
            answer.note = "自己的说明".into();
        });
        form.edit_item(Column::Own, "2", |answer| {
            let points = Some(Hundredths(600));
            answer.rules.insert("mark".into(), RuleAnswer::Manual { points }.into());
        });
        (form, standard)
    }

    fn decision(kind: RoundKind, hour: u8) -> Decision {
        let column = Column::Assessed;
        let by = "示范区局".to_owned();
        Decision { column, kind, by, at: at(hour), note: String::new(), due: None }
    }

    #[test]
    fn a_form_is_noted_as_submitted_once_until_it_changes() {
        let (mut form, standard) = filled();
        let round = submission_round(&form, &standard, "长安所", at(9)).unwrap();
        assert_eq!(round.total, Some(Hundredths(950)));
        form.rounds.push(round);
        assert_eq!(form.stage(), Stage::Submitted);
        assert_eq!(submission_round(&form, &standard, "长安所", at(10)), None);
        form.edit_item(Column::Own, "2", |answer| {
            let points = Some(Hundredths(500));
            answer.rules.insert("mark".into(), RuleAnswer::Manual { points }.into());
        });
        form.rounds.push(submission_round(&form, &standard, "长安所", at(10)).unwrap());
        assert_eq!(form.changed_items(), ["2"]);
        let marks = (Some(Hundredths(600)), Some(Hundredths(500)));
        assert_eq!(form.changed_mark("2"), Some(marks));
        assert_eq!(form.changed_mark("1"), None);
        form.edit_item(Column::Own, "2", |answer| answer.rules.clear());
        form.rounds.push(submission_round(&form, &standard, "长安所", at(11)).unwrap());
        assert_eq!(form.changed_mark("2"), Some((Some(Hundredths(500)), None)));
    }

    #[test]
    fn agreeing_copies_answers_and_leaves_the_own_column_and_marks_already_given_alone() {
        let (mut form, standard) = filled();
        let own = form.columns[&Column::Own].clone();
        form.edit_item(Column::Assessed, "2", |answer| {
            let points = Some(Hundredths(450));
            answer.rules.insert("mark".into(), RuleAnswer::Manual { points }.into());
            answer.note = "缺签到表".into();
        });
        assert_eq!(agree_all(&mut form, &standard, Column::Assessed), Ok(1));
        assert_eq!(agree_all(&mut form, &standard, Column::Assessed), Ok(0));
        assert_eq!(form.columns[&Column::Own], own);
        assert_eq!(form.item(Column::Assessed, "1").unwrap().note, "");
        assert_eq!(differing(&form, &standard, Column::Assessed), ["2"]);
        let (column, scored) = official(&standard, &form).unwrap();
        assert_eq!((column, scored.total), (Column::Assessed, Some(Hundredths(800))));
    }

    #[test]
    fn the_office_is_compared_with_the_latest_reviewer_who_marked() {
        let (mut form, standard) = filled();
        let compared = |form: &Assessment, column| compared_with(form, &standard, column);
        assert_eq!(compared(&form, Column::Own), None);
        form.edit_item(Column::Assessed, "2", |answer| {
            let points = Some(Hundredths(450));
            answer.rules.insert("mark".into(), RuleAnswer::Manual { points }.into());
        });
        form.edit_item(Column::Rechecked, "1", |answer| answer.note = "请核对".into());
        assert_eq!(compared(&form, Column::Own), Some(Column::Assessed));
        assert_eq!(compared(&form, Column::Rechecked), Some(Column::Own));
        assert_eq!(differing(&form, &standard, Column::Assessed), ["2"]);
        form.edit_item(Column::Rechecked, "2", |answer| {
            let points = Some(Hundredths(600));
            answer.rules.insert("mark".into(), RuleAnswer::Manual { points }.into());
        });
        assert_eq!(compared(&form, Column::Own), Some(Column::Rechecked));
    }

    #[test]
    fn a_comment_is_said_once_and_a_result_needs_every_item() {
        let (mut form, standard) = filled();
        let said = decide(&form, &standard, &decision(RoundKind::Returned, 10));
        assert_eq!(said, Err(VerdictFault::NothingSaid));
        form.edit_item(Column::Assessed, "2", |answer| answer.note = "缺签到表".into());
        let open = decide(&form, &standard, &decision(RoundKind::Concluded, 10));
        assert_eq!(open, Err(VerdictFault::Open(2)));
        let (mut form, round) =
            decide(&form, &standard, &decision(RoundKind::Returned, 10)).unwrap();
        assert_eq!(round.comments["2"], "缺签到表");
        assert_eq!(round.total, None);
        assert_eq!((form.stage(), form.comment_counts()), (Stage::Returned, (1, 1)));
        let reply = Reply {
            kind: ReplyKind::Accepted,
            text: String::new(),
            at: at(11),
            extra: Default::default(),
        };
        form.reply(0, "1", Some(reply.clone()));
        assert_eq!(form.comment_counts(), (1, 1));
        form.reply(0, "2", Some(reply));
        assert_eq!(form.comment_counts(), (1, 0));
        agree_all(&mut form, &standard, Column::Assessed).unwrap();
        let (form, round) = decide(&form, &standard, &decision(RoundKind::Concluded, 12)).unwrap();
        assert!(round.comments.is_empty());
        assert!(form.is_done(Column::Assessed) && !form.is_done(Column::Own));
        assert_eq!(form.stage(), Stage::Concluded);
        assert_eq!(form.comments_on("2").len(), 1);
    }
}
