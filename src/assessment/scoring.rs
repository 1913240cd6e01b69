//! Scores one column of a form: the one function that everything else calls.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use thiserror::Error;

use super::check::{StandardFault, computable};
use super::exact::{Exact, TooLarge};
use super::item::{AnswerFault, MarkedItem, answers_by_rule, deduct, mark};
use super::scored::{AreaLine, ItemState, ScoredArea, ScoredForm, TriggeredVeto};
use super::summary::summarise;
use crate::model::assessment::{Answers, Assessment, Column, ItemAnswer, RuleAnswer};
use crate::model::rule::VetoEffect;
use crate::model::score::Hundredths;
use crate::model::standard::{Area, Item, Standard};

/// Why a form cannot be scored.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ScoreError {
    /// Everything that is wrong with the standard, at least one fault.
    #[error("the standard cannot be scored with: {}", listed(.0))]
    Standard(Vec<StandardFault>),
    #[error("item {item}: {fault}")]
    Item { item: String, fault: AnswerFault },
    #[error("area {area}: {fault}")]
    Area { area: String, fault: AnswerFault },
    #[error("there is no item {0} in the standard")]
    NoSuchItem(String),
    #[error("there is no area {0} in the standard")]
    NoSuchArea(String),
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
}

fn listed(faults: &[StandardFault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// Scores the answers of one column against its standard.
///
/// # Errors
/// A standard with faults, answers that do not belong to it or are out of bounds, and numbers too
/// large to be exact.
pub fn score(standard: &Standard, answers: &Answers) -> Result<ScoredForm, ScoreError> {
    let faults = computable(standard);
    if !faults.is_empty() {
        return Err(ScoreError::Standard(faults));
    }
    let mut vetoes = Vec::new();
    let mut struck = BTreeMap::new();
    let mut marked = BTreeMap::new();
    let areas = standard.all_areas();
    for area in &areas {
        for item in &area.items {
            let done = mark(item, answers.items.get(&item.id))
                .map_err(|fault| ScoreError::Item { item: item.id.clone(), fault })?;
            for veto in &done.vetoes {
                if let VetoEffect::AreaZero { area: named } = &veto.effect {
                    let area = named.as_ref().unwrap_or(&area.id);
                    struck.entry(area.clone()).or_insert_with(|| veto.clone());
                }
            }
            vetoes.extend(done.vetoes.iter().cloned());
            marked.insert(item.id.as_str(), done);
        }
    }
    if let Some(item) = answers.items.keys().find(|id| !marked.contains_key(id.as_str())) {
        return Err(ScoreError::NoSuchItem(item.clone()));
    }
    if let Some(area) = answers.areas.keys().find(|id| areas.iter().all(|area| area.id != **id)) {
        return Err(ScoreError::NoSuchArea(area.clone()));
    }
    let mut sums = Sums { answers, struck, marked };
    let areas = standard.areas.iter().map(|area| sums.area(area)).collect::<Result<Vec<_>, _>>()?;
    Ok(summarise(standard, areas, vetoes)?)
}

/// Can the answer to one item be scored?
///
/// # Errors
/// Why not.
pub fn check_answer(item: &Item, answer: &ItemAnswer) -> Result<(), ScoreError> {
    let fault = |fault| ScoreError::Item { item: item.id.clone(), fault };
    mark(item, Some(answer)).map(|_| ()).map_err(fault)
}

/// Scores a column of a form; a column never opened is scored as empty.
///
/// # Errors
/// See [`score`].
pub fn score_column(
    standard: &Standard,
    form: &Assessment,
    column: Column,
) -> Result<ScoredForm, ScoreError> {
    match form.answers(column) {
        Some(answers) => score(standard, answers),
        None => score(standard, &Answers::default()),
    }
}

/// The official result and the column it is named by (以…计): 核定 if complete, else 复核, else 考核,
/// else 自评 as it stands.
///
/// # Errors
/// See [`score`].
pub fn official(
    standard: &Standard,
    form: &Assessment,
) -> Result<(Column, ScoredForm), ScoreError> {
    official_by(form, |column| score_column(standard, form, column))
}

/// The same by columns that somebody scores, or has scored already.
///
/// # Errors
/// What `score` says.
pub fn official_by<S: Borrow<ScoredForm>, E>(
    form: &Assessment,
    score: impl Fn(Column) -> Result<S, E>,
) -> Result<(Column, S), E> {
    for column in [Column::Approved, Column::Rechecked, Column::Assessed] {
        if form.answers(column).is_some() {
            let scored = score(column)?;
            if !scored.borrow().draft {
                return Ok((column, scored));
            }
        }
    }
    Ok((Column::Own, score(Column::Own)?))
}

/// The areas added up from the marked items.
struct Sums<'a> {
    answers: &'a Answers,
    struck: BTreeMap<String, TriggeredVeto>,
    marked: BTreeMap<&'a str, MarkedItem>,
}

impl Sums<'_> {
    fn area(&mut self, area: &Area) -> Result<ScoredArea, ScoreError> {
        let mut scored = ScoredArea::empty(&area.id);
        for sub in &area.areas {
            let sub = self.area(sub)?;
            scored.add_area(&sub)?;
            scored.areas.push(sub);
        }
        for item in &area.items {
            if let Some(MarkedItem { item, .. }) = self.marked.remove(item.id.as_str()) {
                scored.add_item(&item)?;
                scored.items.push(item);
            }
        }
        scored.lines.push(AreaLine::Sum { sum: scored.sum });
        scored.mark = scored.sum;
        if let Some(cap) = area.cap {
            scored.cap(cap);
        }
        let wrap = |fault| ScoreError::Area { area: area.id.clone(), fault };
        self.deduct(area, &mut scored).map_err(wrap)?;
        if let Some(cap) = area.bonus_cap {
            scored.bonus = scored.bonus.min(cap);
            scored.reachable_bonus = scored.reachable_bonus.min(cap);
        }
        if let Some(veto) = self.struck.get(&area.id) {
            scored.strike(&veto.item);
        }
        Ok(scored)
    }

    /// 倒扣: what the area as a whole loses.
    fn deduct(&self, area: &Area, scored: &mut ScoredArea) -> Result<(), AnswerFault> {
        let answers = self.answers.areas.get(&area.id);
        let mut answers: BTreeMap<&str, &RuleAnswer> =
            answers.map(answers_by_rule).transpose()?.unwrap_or_default();
        for rule in &area.deductions {
            let answer = answers.remove(rule.id.as_str());
            if let Some((_, taken)) = deduct(rule, answer, scored.reachable)? {
                scored.reachable = scored.reachable.less(taken);
            }
            if let Some((asked, taken)) = deduct(rule, answer, scored.mark)? {
                scored.mark = scored.mark.less(taken);
                let rule = rule.id.clone();
                scored.lines.push(AreaLine::Deducted { rule, asked, taken });
            }
        }
        match answers.keys().next() {
            Some(unknown) => Err(AnswerFault::NoSuchRule((*unknown).to_owned())),
            None => Ok(()),
        }
    }
}

impl ScoredArea {
    fn empty(id: &str) -> Self {
        let zero = Hundredths::ZERO;
        Self {
            id: id.to_owned(),
            sum: zero,
            mark: zero,
            full_mark: zero,
            applicable: zero,
            answered_full: zero,
            reachable: zero,
            bonus: zero,
            reachable_bonus: zero,
            weighted: None,
            struck: false,
            answered: 0,
            of: 0,
            areas: Vec::new(),
            items: Vec::new(),
            lines: Vec::new(),
        }
    }

    fn add_area(&mut self, sub: &Self) -> Result<(), TooLarge> {
        add(&mut self.sum, sub.mark)?;
        add(&mut self.full_mark, sub.full_mark)?;
        add(&mut self.applicable, sub.applicable)?;
        add(&mut self.answered_full, sub.answered_full)?;
        add(&mut self.reachable, sub.reachable)?;
        add(&mut self.bonus, sub.bonus)?;
        add(&mut self.reachable_bonus, sub.reachable_bonus)?;
        self.answered += sub.answered;
        self.of += sub.of;
        Ok(())
    }

    fn add_item(&mut self, item: &super::scored::ScoredItem) -> Result<(), TooLarge> {
        let full = item.full_mark.unwrap_or_default();
        let mark = item.mark.unwrap_or_default();
        add(&mut self.full_mark, full)?;
        match item.state {
            ItemState::LeftOut => {}
            ItemState::Unanswered => {
                add(&mut self.applicable, full)?;
                add(&mut self.reachable, full)?;
            }
            _ => {
                add(&mut self.applicable, full)?;
                add(&mut self.answered_full, full)?;
                add(&mut self.sum, mark)?;
                add(&mut self.reachable, mark)?;
            }
        }
        add(&mut self.bonus, item.bonus)?;
        add(&mut self.reachable_bonus, item.bonus)?;
        add(&mut self.reachable_bonus, item.open_bonus)?;
        self.answered += usize::from(item.counts && item.state.is_answered());
        self.of += usize::from(item.counts);
        Ok(())
    }

    fn cap(&mut self, cap: Hundredths) {
        self.full_mark = self.full_mark.min(cap);
        self.applicable = self.applicable.min(cap);
        self.answered_full = self.answered_full.min(cap);
        self.reachable = self.reachable.min(self.applicable);
        if self.mark > self.applicable {
            self.mark = self.applicable;
            self.lines.push(AreaLine::Capped { cap: self.applicable });
        }
    }

    fn strike(&mut self, item: &str) {
        let zero = Hundredths::ZERO;
        (self.mark, self.reachable, self.bonus, self.reachable_bonus) = (zero, zero, zero, zero);
        self.struck = true;
        self.lines.push(AreaLine::Struck { item: item.to_owned() });
    }

    /// `mark` of it as a share of its full mark, 0 where it has none.
    pub(super) fn share(&self, mark: Hundredths) -> Result<Exact, TooLarge> {
        if self.full_mark == Hundredths::ZERO {
            return Ok(Exact::ZERO);
        }
        Exact::from(mark).divided_by(self.full_mark.into())
    }
}

fn add(sum: &mut Hundredths, mark: Hundredths) -> Result<(), TooLarge> {
    *sum = sum.checked_add(mark).ok_or(TooLarge)?;
    Ok(())
}
