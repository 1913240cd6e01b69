//! The mark of one item: its parts, its rules in their order, rounded half up once.

use std::collections::BTreeMap;

use thiserror::Error;

use super::exact::{Exact, TooLarge};
use super::rules::{Outcome, RuleAnswerFault, apply};
use super::scored::{Did, ItemLine, ItemState, ScoredItem, TriggeredVeto};
use crate::model::assessment::{ItemAnswer, RuleAnswer, RuleAnswers};
use crate::model::open::Open;
use crate::model::rule::{Rule, RuleKind};
use crate::model::score::Hundredths;
use crate::model::standard::{Item, NotApplicable};

/// Why an answer to an item cannot be computed with.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AnswerFault {
    #[error("rule {rule}: {fault}")]
    Rule { rule: String, fault: RuleAnswerFault },
    #[error("there is no rule {0}")]
    NoSuchRule(String),
    #[error("rule {0} is answered in a way of a newer version")]
    NewerKind(String),
    #[error("the standard does not allow it to be not applicable")]
    NotApplicableNotAllowed,
    #[error("the mark {mark} set by hand is not between 0 and {full}")]
    HandMarkOutOfBounds { mark: Hundredths, full: Hundredths },
    #[error("the mark set by hand has no reason")]
    HandMarkWithoutReason,
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
}

/// An item with what it does beyond its own mark.
pub(super) struct MarkedItem {
    pub item: ScoredItem,
    pub vetoes: Vec<TriggeredVeto>,
}

/// Marks one item.
pub(super) fn mark(item: &Item, answer: Option<&ItemAnswer>) -> Result<MarkedItem, AnswerFault> {
    let nothing = ItemAnswer::default();
    let answer = answer.unwrap_or(&nothing);
    if answer.not_applicable {
        return not_applicable(item);
    }
    let mut run = Run::over(item, answer)?;
    let ruled = run.left;
    let mut answered = run.is_answered(item, answer);
    let mut exact = ruled;
    if let Some(hand) = &answer.hand_mark {
        let full = item.full().unwrap_or_default();
        if hand.mark < Hundredths::ZERO || hand.mark > full {
            return Err(AnswerFault::HandMarkOutOfBounds { mark: hand.mark, full });
        }
        if hand.reason.trim().is_empty() {
            return Err(AnswerFault::HandMarkWithoutReason);
        }
        let ruled = if answered { Some(ruled.rounded()?) } else { None };
        exact = hand.mark.into();
        answered = !run.veto_open;
        run.note(Did::HandMarked { mark: hand.mark, ruled }, exact);
    }
    let full_mark = item.full();
    let mark = match full_mark {
        Some(_) if answered => Some(exact.rounded()?),
        _ => None,
    };
    if let Some(mark) = mark
        && Exact::from(mark) != exact
    {
        run.note(Did::Rounded { mark }, mark.into());
    }
    let state = match (answered, mark) {
        (false, _) => ItemState::Unanswered,
        (true, None) => ItemState::Answered,
        (true, mark) if mark == full_mark => ItemState::Full,
        (true, Some(_)) => ItemState::Short,
    };
    Ok(MarkedItem {
        item: ScoredItem {
            id: item.id.clone(),
            state,
            counts: item.must_be_answered(),
            full_mark,
            mark,
            exact: mark.map(|_| exact),
            bonus: run.bonus,
            open_bonus: run.open_bonus,
            hand_marked: answer.hand_mark.is_some(),
            nothing_to_do: !answered && run.nothing_to_do,
            lines: run.lines,
        },
        vetoes: run.vetoes,
    })
}

fn not_applicable(item: &Item) -> Result<MarkedItem, AnswerFault> {
    let full_mark = item.full();
    let (state, mark) = match item.not_applicable {
        NotApplicable::NotAllowed => return Err(AnswerFault::NotApplicableNotAllowed),
        NotApplicable::FullMark => (ItemState::NotApplicableFull, full_mark),
        NotApplicable::LeftOut => (ItemState::LeftOut, None),
    };
    let item = ScoredItem {
        id: item.id.clone(),
        state,
        counts: item.must_be_answered(),
        full_mark,
        mark,
        exact: mark.map(Exact::from),
        bonus: Hundredths::ZERO,
        open_bonus: Hundredths::ZERO,
        hand_marked: false,
        nothing_to_do: false,
        lines: Vec::new(),
    };
    Ok(MarkedItem { item, vetoes: Vec::new() })
}

impl Item {
    /// The full mark, the sum of the parts where it is not written down; `None` where it bears no
    /// mark, even where 0 is written down for it, and in templates.
    pub fn full(&self) -> Option<Hundredths> {
        let is_none = |mark: Hundredths| mark == Hundredths::ZERO && !self.bears_mark();
        self.full_mark.filter(|mark| !is_none(*mark)).or_else(|| {
            let sum = self.parts.iter().map(|part| part.full_mark).reduce(|sum, mark| {
                // A sum that does not fit is a fault of the standard, found before scoring.
                sum.checked_add(mark).unwrap_or(sum)
            });
            sum.filter(|_| self.bears_mark())
        })
    }
}

/// The rules of an item one after the other.
struct Run<'a> {
    item: &'a str,
    left: Exact,
    lines: Vec<ItemLine>,
    bonus: Hundredths,
    open_bonus: Hundredths,
    vetoes: Vec<TriggeredVeto>,
    /// A question is open.
    open: bool,
    /// A veto question is open.
    veto_open: bool,
    /// Some rule of the mark or some veto has an answer.
    given: bool,
    nothing_to_do: bool,
}

impl<'a> Run<'a> {
    fn over(item: &'a Item, answer: &ItemAnswer) -> Result<Self, AnswerFault> {
        let plain = Rule::plain("");
        let is_plain = item.parts.is_empty() && item.rules.is_empty();
        let rules = if is_plain { std::slice::from_ref(&plain) } else { item.rules.as_slice() };
        let mut answers = answers_by_rule(&answer.rules)?;
        let full = item.full();
        let mut run = Self {
            item: &item.id,
            left: Exact::ZERO,
            lines: Vec::new(),
            bonus: Hundredths::ZERO,
            open_bonus: Hundredths::ZERO,
            vetoes: Vec::new(),
            open: false,
            veto_open: false,
            given: false,
            nothing_to_do: false,
        };
        if item.parts.is_empty() {
            run.left = full.unwrap_or_default().into();
        } else {
            let mut sum = Exact::ZERO;
            for part in &item.parts {
                let answer = answers.remove(part.rule.id.as_str());
                run.left = part.full_mark.into();
                run.step(&part.rule, answer, Some(part.full_mark), true)?;
                sum = sum.plus(run.left)?;
            }
            run.note(Did::PartsAdded, sum);
        }
        for rule in rules {
            let answer = answers.remove(rule.id.as_str());
            run.step(rule, answer, full, false)?;
        }
        match answers.keys().next() {
            Some(unknown) => Err(AnswerFault::NoSuchRule((*unknown).to_owned())),
            None => Ok(run),
        }
    }

    fn step(
        &mut self,
        rule: &Rule,
        answer: Option<&RuleAnswer>,
        full: Option<Hundredths>,
        of_part: bool,
    ) -> Result<(), AnswerFault> {
        // A rule of a newer version is a fault of the standard, found before scoring.
        let Some(kind) = rule.kind.known() else { return Ok(()) };
        let outcome = apply(kind, answer, full, self.left)
            .map_err(|fault| AnswerFault::Rule { rule: rule.id.clone(), fault })?;
        self.open |= outcome.is_open();
        self.veto_open |= outcome.is_open() && matches!(kind, RuleKind::Veto { .. });
        self.given |= outcome.is_given() && !matches!(kind, RuleKind::Bonus { .. });
        self.nothing_to_do |= outcome.did == Did::NothingToDo;
        self.bonus = self.bonus.checked_add(outcome.bonus).ok_or(TooLarge)?;
        self.open_bonus = self.open_bonus.checked_add(outcome.open_bonus).ok_or(TooLarge)?;
        if let Some(effect) = outcome.veto {
            let (item, rule) = (self.item.to_owned(), rule.id.clone());
            self.vetoes.push(TriggeredVeto { item, rule, effect });
        }
        self.left = outcome.left;
        let (did, left) = (outcome.did, self.left);
        self.lines.push(ItemLine { rule: rule.id.clone(), did, left, of_part });
        Ok(())
    }

    /// A line about the item as a whole.
    fn note(&mut self, did: Did, left: Exact) {
        self.left = left;
        self.lines.push(ItemLine { rule: String::new(), did, left, of_part: false });
    }

    fn is_answered(&self, item: &Item, answer: &ItemAnswer) -> bool {
        if item.bears_mark() && item.full().is_none() {
            // A template asks for no mark, so where it asks nothing else either, having looked at
            // it is enough.
            let asks = self.open && !(item.rules.is_empty() && item.parts.is_empty());
            !asks && (answer.checked || (!self.open && self.given))
        } else if item.must_be_answered() {
            !self.open && (self.given || answer.checked)
        } else {
            answer.checked || self.lines.iter().any(|line| matches!(line.did, Did::Added { .. }))
        }
    }
}

/// The answers that this version can read.
pub(super) fn answers_by_rule(
    answers: &RuleAnswers,
) -> Result<BTreeMap<&str, &RuleAnswer>, AnswerFault> {
    answers
        .iter()
        .map(|(rule, answer)| match answer {
            Open::Known(answer, _) => Ok((rule.as_str(), answer)),
            Open::Other(_) => Err(AnswerFault::NewerKind(rule.clone())),
        })
        .collect()
}

/// What an area loses by one of its own deductions: what is asked and what is taken of `left`.
pub(super) fn deduct(
    rule: &Rule,
    answer: Option<&RuleAnswer>,
    left: Hundredths,
) -> Result<Option<(Hundredths, Hundredths)>, AnswerFault> {
    let Some(kind) = rule.kind.known() else { return Ok(None) };
    let Outcome { did, .. } = apply(kind, answer, None, left.into())
        .map_err(|fault| AnswerFault::Rule { rule: rule.id.clone(), fault })?;
    Ok(match did {
        Did::Deducted { points, times, taken, .. } => {
            let asked = Exact::from(points).times(Exact::new(times.into(), 1)?)?.rounded()?;
            Some((asked, taken.rounded()?))
        }
        Did::DeductedTyped { points, taken, .. } => Some((points, taken.rounded()?)),
        _ => None,
    })
}
