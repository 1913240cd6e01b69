//! A filled form carried over to a newer version of its standard: answers go along where item and
//! rule still fit, and everything that does not is told.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::check::check;
use super::compare::compare;
use super::item::mark;
use super::scoring::{ScoreError, score};
use crate::model::assessment::{
    Answers, Assessment, Column, ItemAnswer, RuleAnswer, RuleAnswers, Sheet,
};
use crate::model::id::AssessmentId;
use crate::model::ledger::Ledger;
use crate::model::mending::Mendings;
use crate::model::open::Open;
use crate::model::people::Rejection;
use crate::model::rule::{Rule, RuleKind};
use crate::model::standard::{Item, Standard};
use crate::model::version::version_order;
use crate::order::Gather as _;

/// A form under its new standard, and what did not go along.
#[derive(Clone, Debug, PartialEq)]
pub struct Carried {
    pub form: Assessment,
    /// How many items have an answer that went along, whole or in part.
    pub items: usize,
    pub lost: Vec<Lost>,
}

/// An answer that did not go along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    pub column: Column,
    /// The number of the item or area in the old standard.
    pub at: String,
    pub what: LostPart,
}

/// What of an answer did not go along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LostPart {
    /// All of it: there is no such item any more.
    Whole,
    /// The answer to one rule.
    Rule(String),
    /// 手工定分.
    HandMark,
    /// 不适用.
    NotApplicable,
    /// Who puts the problem right, and by when.
    Mending,
}

/// The newest standard of the same id that is later than this one and can be scored with.
pub fn newer_version(ledger: &Ledger, of: &Standard) -> Option<(String, Arc<Standard>)> {
    let is_newer = |one: &Standard| {
        one.head.id == of.head.id && version_order(&one.head.version, &of.head.version).is_gt()
    };
    let known = ledger.known_standards().into_iter();
    known.filter(|(_, one)| is_newer(one) && check(one).is_empty()).reduce(|best, one| {
        let is_later = version_order(&one.1.head.version, &best.1.head.version).is_gt();
        if is_later { one } else { best }
    })
}

/// Carries a form over from the standard it is filled under to another.
pub fn carry_over(form: &Assessment, from: &Standard, to: &Standard, id: AssessmentId) -> Carried {
    let is_same = from == to;
    let mut carried = Carried {
        // What was done with the old form stays with it: this is a form of its own.
        form: Assessment {
            columns: form.columns.clone(),
            due: form.due,
            report: form.report.clone(),
            mending: form.mending.clone(),
            extra: form.extra.clone(),
            ..Assessment::new(id, form.title.clone(), form.subject.clone(), form.year, to)
        },
        items: 0,
        lost: Vec::new(),
    };
    if !is_same {
        let step = Step::new(from, to);
        for (column, sheet) in &mut carried.form.columns {
            step.sheet(*column, sheet, &mut carried.lost);
        }
        let areas = std::mem::take(&mut carried.form.report.areas).into_iter();
        // What is written of an area goes with it.
        let renamed = |id: String| match step.areas.get(id.as_str()) {
            Some(id) => (*id).to_owned(),
            None => id,
        };
        carried.form.report.areas = areas.map(|(id, text)| (renamed(id), text)).gather_map();
        step.mending(&mut carried.form.mending, &mut carried.lost);
    }
    let filled = |item: &str| {
        let mut columns = carried.form.columns.values();
        columns.any(|sheet| sheet.answers.items.contains_key(item))
    };
    carried.items = to.items().into_iter().filter(|item| filled(&item.id)).count();
    carried
}

/// From which item and area to which.
struct Step<'a> {
    from: &'a Standard,
    to: &'a Standard,
    items: BTreeMap<&'a str, (&'a Item, Option<&'a Item>)>,
    areas: BTreeMap<&'a str, &'a str>,
}

impl<'a> Step<'a> {
    fn new(from: &'a Standard, to: &'a Standard) -> Self {
        let compared = compare(from, to);
        let mut step = Self { from, to, items: BTreeMap::new(), areas: BTreeMap::new() };
        for pair in &compared.items {
            if let Some(before) = pair.before {
                step.items.insert(&before.id, (before, pair.after));
            }
        }
        for pair in &compared.areas {
            if let (Some(before), Some(after)) = (pair.before, pair.after) {
                step.areas.insert(&before.id, &after.id);
            }
        }
        step
    }

    fn sheet(&self, column: Column, sheet: &mut Sheet, lost: &mut Vec<Lost>) {
        let answers = std::mem::take(&mut sheet.answers);
        let mut kept = Answers { extra: answers.extra, ..Answers::default() };
        // Where the answers of the new form come from.
        let mut origin = BTreeMap::new();
        let mut lose = |at: &str, what: LostPart| {
            lost.push(Lost { column, at: at.to_owned(), what });
        };
        for (at, answer) in answers.items {
            match self.items.get(at.as_str()) {
                Some((before, Some(after))) => {
                    let answer = self.item(before, after, answer, &mut |what| lose(&at, what));
                    if !answer.is_empty() {
                        origin.insert(after.id.clone(), at);
                        kept.items.insert(after.id.clone(), answer);
                    }
                }
                _ => lose(&at, LostPart::Whole),
            }
        }
        for (at, rules) in answers.areas {
            let area = self.areas.get(at.as_str()).and_then(|id| self.to.area(id));
            let Some(area) = area else {
                lose(&at, LostPart::Whole);
                continue;
            };
            let old =
                self.from.area(&at).map(|area| area.deductions.as_slice()).unwrap_or_default();
            let mut lose = |rule| lose(&at, LostPart::Rule(rule));
            let (rules, _) = fitting(rules, old, &area.deductions, &mut lose);
            if !rules.is_empty() {
                kept.areas.insert(area.id.clone(), rules);
            }
        }
        // What still cannot be computed with goes, one after the other.
        while let Err(error) = score(self.to, &kept) {
            let gone = match &error {
                ScoreError::Item { item, .. } | ScoreError::NoSuchItem(item) => {
                    kept.items.remove(item).map(|_| origin.get(item).unwrap_or(item).clone())
                }
                ScoreError::Area { area, .. } | ScoreError::NoSuchArea(area) => {
                    kept.areas.remove(area).map(|_| area.clone())
                }
                ScoreError::Standard(_) | ScoreError::TooLarge(_) => None,
            };
            let Some(at) = gone else { break };
            lose(&at, LostPart::Whole);
        }
        sheet.answers = kept;
        // Under a changed standard nobody has said yet that it is done.
        sheet.done_at = None;
    }

    /// Who puts problems right goes along with the item or area.
    fn mending(&self, mending: &mut Mendings, lost: &mut Vec<Lost>) {
        let mut lose = |at: String| {
            lost.push(Lost { column: Column::Own, at, what: LostPart::Mending });
        };
        for (at, one) in std::mem::take(&mut mending.items) {
            match self.items.get(at.as_str()) {
                Some((_, Some(after))) => {
                    mending.items.insert(after.id.clone(), one);
                }
                _ => lose(at),
            }
        }
        for (at, one) in std::mem::take(&mut mending.areas) {
            match self.areas.get(at.as_str()) {
                Some(after) => {
                    mending.areas.insert((*after).to_owned(), one);
                }
                None => lose(at),
            }
        }
    }

    fn item(
        &self,
        before: &Item,
        after: &Item,
        mut answer: ItemAnswer,
        lose: &mut dyn FnMut(LostPart),
    ) -> ItemAnswer {
        if before == after {
            return answer;
        }
        let is_plain = after.all_rules().next().is_none();
        let rules: Vec<Rule> =
            if is_plain { vec![Rule::plain("")] } else { after.all_rules().cloned().collect() };
        let old: Vec<Rule> = before.all_rules().cloned().collect();
        let mut lose_rule = |rule| lose(LostPart::Rule(rule));
        let (kept, moved) = fitting(answer.rules, &old, &rules, &mut lose_rule);
        answer.rules = kept;
        let figures = std::mem::take(&mut answer.figures).into_iter();
        // A figure that was chosen and not filled in goes by the rule too.
        let figures = figures.filter_map(|(rule, figure)| {
            let new = moved.get(&rule).cloned();
            Some((new.or_else(|| Some(new_rule(&rule, &old, &rules)?.id.clone()))?, figure))
        });
        answer.figures = figures.gather_map();
        if answer.not_applicable && !can_be_marked(after, &answer) {
            answer.not_applicable = false;
            lose(LostPart::NotApplicable);
        }
        if let Some(hand) = answer.hand_mark.clone() {
            let alone = ItemAnswer { hand_mark: Some(hand), ..ItemAnswer::default() };
            if !can_be_marked(after, &alone) {
                answer.hand_mark = None;
                lose(LostPart::HandMark);
            }
        }
        let unfit: Vec<String> = answer
            .rules
            .iter()
            .filter(|(id, rule)| {
                let rules = [((*id).clone(), (*rule).clone())].into_iter();
                let alone = ItemAnswer { rules: rules.collect(), ..ItemAnswer::default() };
                !can_be_marked(after, &alone)
            })
            .map(|(id, _)| id.clone())
            .collect();
        for rule in unfit {
            answer.rules.remove(&rule);
            lose(LostPart::Rule(rule));
        }
        // Nothing more to deduct was said of the old clauses.
        if !same_questions(before, after) {
            answer.checked = false;
        }
        answer
    }
}

fn can_be_marked(item: &Item, answer: &ItemAnswer) -> bool {
    mark(item, Some(answer)).is_ok()
}

/// Do both ask by the same rules, whatever the marks in them?
fn same_questions(before: &Item, after: &Item) -> bool {
    let questions = |item: &Item| -> Vec<(String, Option<&'static str>)> {
        let rules = item.all_rules();
        rules.map(|rule| (rule.id.clone(), rule.kind.known().map(RuleKind::name))).collect()
    };
    questions(before) == questions(after)
}

/// What a rule of before is in the new item: the one of its text, else the one of its id, unless that
/// has the text of another rule of before.
fn new_rule<'a>(id: &str, before: &[Rule], after: &'a [Rule]) -> Option<&'a Rule> {
    let by_id = after.iter().find(|rule| rule.id == id);
    let Some(old) = before.iter().find(|rule| rule.id == id) else { return by_id };
    let mut alike = after.iter().filter(|rule| !old.text.is_empty() && rule.text == old.text);
    if let (Some(one), None) = (alike.next(), alike.next()) {
        return Some(one);
    }
    let is_other = |rule: &&Rule| {
        let mut others = before.iter().filter(|other| other.id != id && !other.text.is_empty());
        others.any(|other| other.text == rule.text)
    };
    by_id.filter(|rule| !is_other(rule))
}

/// The answer under a new rule; that of levels goes by their names. `None` where it does not fit.
fn carried(old: Option<&Rule>, new: &Rule, answer: Open<RuleAnswer>) -> Option<Open<RuleAnswer>> {
    let kind = new.kind.known()?;
    let old = old.and_then(|old| old.kind.known());
    if let (
        Some(RuleKind::Levels { levels: before }),
        RuleKind::Levels { levels: after },
        Some(RuleAnswer::Levels { level: Some(level) }),
    ) = (old, kind, answer.known())
    {
        let name = &before.iter().find(|one| one.id == *level)?.name;
        let level = after.iter().find(|one| one.name == *name)?.id.clone();
        return Some(RuleAnswer::Levels { level: Some(level) }.into());
    }
    fits(kind, &answer).then_some(answer)
}

/// The answers whose rule is there with the same kind and unit, by the ids of the new rules, and
/// which new rule each old one is.
fn fitting(
    answers: RuleAnswers,
    before: &[Rule],
    after: &[Rule],
    lose: &mut dyn FnMut(String),
) -> (RuleAnswers, BTreeMap<String, String>) {
    // A number of something is no rate, and the other way round.
    let unit = |rule: &Rule| rule.kind.known().and_then(|kind| kind.unit().map(str::to_owned));
    let (mut kept, mut moved) = (RuleAnswers::new(), BTreeMap::new());
    for (id, answer) in answers {
        let old = before.iter().find(|rule| rule.id == id);
        let new =
            new_rule(&id, before, after).filter(|new| old.is_none_or(|old| unit(old) == unit(new)));
        match new.and_then(|new| Some((new, carried(old, new, answer)?))) {
            Some((new, answer)) => {
                kept.insert(new.id.clone(), answer);
                moved.insert(id, new.id.clone());
            }
            None => lose(id),
        }
    }
    (kept, moved)
}

fn fits(rule: &RuleKind, answer: &Open<RuleAnswer>) -> bool {
    match (rule, answer.known()) {
        (RuleKind::AllOrNothing, Some(RuleAnswer::AllOrNothing { .. }))
        | (RuleKind::Deduct { .. }, Some(RuleAnswer::Deduct { .. }))
        | (RuleKind::DeductRange { .. }, Some(RuleAnswer::DeductRange { .. }))
        | (RuleKind::Manual { .. }, Some(RuleAnswer::Manual { .. }))
        | (RuleKind::Ratio { .. }, Some(RuleAnswer::Ratio(_)))
        | (RuleKind::Threshold { .. }, Some(RuleAnswer::Threshold(_)))
        | (RuleKind::Step { .. }, Some(RuleAnswer::Step(_)))
        | (RuleKind::Veto { .. }, Some(RuleAnswer::Veto { .. })) => true,
        (RuleKind::Levels { levels }, Some(RuleAnswer::Levels { level })) => {
            level.as_ref().is_none_or(|level| levels.iter().any(|one| one.id == *level))
        }
        (RuleKind::Bonus { points, .. }, Some(RuleAnswer::Bonus { lines })) => {
            lines.iter().all(|line| match points {
                Some(_) => line.points.is_none(),
                None => line.times.is_none(),
            })
        }
        _ => false,
    }
}

impl Ledger {
    /// Adds what a form becomes under another standard; the old form stays. Answers what did not go
    /// along.
    ///
    /// # Errors
    /// No such form, its standard is gone, the other has faults, or there is a form under it already.
    pub fn carry_over(
        &mut self,
        form: AssessmentId,
        to: &Standard,
        id: AssessmentId,
    ) -> Result<Carried, Rejection> {
        let form = self.assessments.get(&form).ok_or(Rejection::NoSuchAssessment)?;
        let from = self.standard_of(form).ok_or(Rejection::NoSuchStandard)?;
        let faults = check(to).len();
        if faults > 0 {
            return Err(Rejection::StandardHasFaults(faults));
        }
        let carried = carry_over(form, from, to, id);
        self.add_assessment(carried.form.clone(), to)?;
        Ok(carried)
    }
}

#[cfg(test)]
mod tests;
