//! Total, rating and what can still be reached, from the areas.

use super::exact::{Exact, TooLarge};
use super::scored::{ScoredArea, ScoredForm, ScoredRating, TotalLine, TriggeredVeto};
use crate::model::rule::VetoEffect;
use crate::model::score::Hundredths;
use crate::model::standard::{Rating, Standard};

/// The full mark where there are weights and none is declared: 100 points.
const HUNDRED_POINTS: Hundredths = Hundredths(10_000);

/// Adds the areas up.
///
/// # Errors
/// Numbers too large to be exact.
pub(super) fn summarise(
    standard: &Standard,
    mut areas: Vec<ScoredArea>,
    vetoes: Vec<TriggeredVeto>,
) -> Result<ScoredForm, TooLarge> {
    let template = standard.is_template();
    let scale = Scale::of(standard, &areas)?;
    scale.weigh(&mut areas)?;
    let raw = sum(&areas, |area| area.mark)?;
    let applicable = sum(&areas, |area| area.applicable)?;
    let renormalised = applicable != sum(&areas, |area| area.full_mark)?;

    let mut lines = vec![TotalLine::Sum { raw }];
    let base = if template { None } else { scale.total(&areas, renormalised, &mut lines)? };
    let within = |bonus: Hundredths| standard.bonus_cap.map_or(bonus, |cap| bonus.min(cap));
    let asked = sum(&areas, |area| area.bonus)?;
    let bonus = within(asked);
    let reachable_bonus = within(sum(&areas, |area| area.reachable_bonus)?);
    let with = |base: Hundredths, bonus| base.checked_add(bonus).ok_or(TooLarge);
    let total = base.map(|base| with(base, bonus)).transpose()?;
    match total {
        None => lines.push(TotalLine::NoTotal),
        Some(total) if asked > Hundredths::ZERO => {
            lines.push(TotalLine::Bonus { asked, added: bonus, total });
        }
        Some(_) => {}
    }

    let answered = areas.iter().map(|area| area.answered).sum();
    let of = areas.iter().map(|area| area.of).sum();
    let draft = answered < of;
    let basis = if draft {
        let so_far = scale.share(&areas, |area| area.mark, |area| area.answered_full)?;
        so_far.map(|share| with(scale.rounded(share)?, bonus)).transpose()?
    } else {
        total
    };
    let rating = match total {
        None => None,
        Some(_) => rating(standard, basis, &vetoes).map(|rating| ScoredRating {
            id: rating.id.clone(),
            name: rating.name.clone(),
            estimated: draft,
        }),
    };
    let reachable = sum(&areas, |area| area.reachable)?;
    let reachable_share = scale.share(&areas, |area| area.reachable, |area| area.applicable)?;
    let has_total = total.is_some();
    Ok(ScoredForm {
        standard: standard.head.id.clone(),
        version: standard.head.version.clone(),
        draft,
        template,
        answered,
        of,
        full_mark: (!template).then_some(scale.full),
        raw,
        applicable,
        renormalised,
        base,
        bonus,
        total,
        reachable: has_total.then(|| with(reachable, reachable_bonus)).transpose()?,
        reachable_total: match reachable_share {
            Some(share) if has_total => Some(with(scale.rounded(share)?, reachable_bonus)?),
            _ => None,
        },
        rating,
        vetoed: !vetoes.is_empty(),
        vetoes,
        areas,
        lines,
    })
}

/// What the areas' marks are measured against.
struct Scale {
    /// The form's own full mark.
    full: Hundredths,
    /// By area, shares of the total that sum to 1; `None` without weights.
    weights: Option<Vec<Exact>>,
}

impl Scale {
    fn of(standard: &Standard, areas: &[ScoredArea]) -> Result<Self, TooLarge> {
        let all: i128 = standard.areas.iter().filter_map(|area| area.weight).map(i128::from).sum();
        let weights = (all > 0)
            .then(|| {
                let weights = standard.areas.iter().map(|area| area.weight.unwrap_or(0));
                weights.map(|weight| Exact::new(weight.into(), all)).collect()
            })
            .transpose()?;
        let full = match (standard.full_mark, &weights) {
            (Some(declared), _) => declared,
            (None, Some(_)) => HUNDRED_POINTS,
            (None, None) => sum(areas, |area| area.full_mark)?,
        };
        Ok(Self { full, weights })
    }

    /// Writes each area's share of the total beside it.
    fn weigh(&self, areas: &mut [ScoredArea]) -> Result<(), TooLarge> {
        for (area, weight) in areas.iter_mut().zip(self.weights.iter().flatten()) {
            let share = area.share(area.mark)?.times(*weight)?;
            area.weighted = Some(self.rounded(share)?);
        }
        Ok(())
    }

    /// Some mark of the areas together, in hundredths, by weight where there are weights.
    fn measure(
        &self,
        areas: &[ScoredArea],
        mark: impl Fn(&ScoredArea) -> Hundredths,
    ) -> Result<Exact, TooLarge> {
        let Some(weights) = &self.weights else { return Ok(sum(areas, mark)?.into()) };
        let mut measured = Exact::ZERO;
        for (area, weight) in areas.iter().zip(weights) {
            measured = measured.plus(area.share(mark(area))?.times(*weight)?)?;
        }
        measured.times(self.full.into())
    }

    /// One mark as a share of another; `None` where the other is zero.
    fn share(
        &self,
        areas: &[ScoredArea],
        mark: impl Fn(&ScoredArea) -> Hundredths,
        of: impl Fn(&ScoredArea) -> Hundredths,
    ) -> Result<Option<Exact>, TooLarge> {
        let of = self.measure(areas, of)?;
        if !of.is_positive() {
            return Ok(None);
        }
        self.measure(areas, mark)?.divided_by(of).map(Some)
    }

    /// A share of the full mark, rounded half up once.
    fn rounded(&self, share: Exact) -> Result<Hundredths, TooLarge> {
        share.times(self.full.into())?.rounded()
    }

    fn total(
        &self,
        areas: &[ScoredArea],
        renormalised: bool,
        lines: &mut Vec<TotalLine>,
    ) -> Result<Option<Hundredths>, TooLarge> {
        let Some(share) = self.share(areas, |area| area.mark, |area| area.applicable)? else {
            return Ok(None);
        };
        let raw = self.measure(areas, |area| area.mark)?;
        let applicable = self.measure(areas, |area| area.applicable)?;
        if self.weights.is_some() {
            lines.push(TotalLine::Weighted { raw, applicable });
        }
        if renormalised {
            lines.push(TotalLine::Renormalised { raw, applicable, full_mark: self.full });
        }
        let exact = share.times(self.full.into())?;
        let mark = exact.rounded()?;
        if exact != Exact::from(mark) {
            lines.push(TotalLine::Rounded { exact, mark });
        }
        Ok(Some(mark))
    }
}

fn sum(
    areas: &[ScoredArea],
    mark: impl Fn(&ScoredArea) -> Hundredths,
) -> Result<Hundredths, TooLarge> {
    areas.iter().try_fold(Hundredths::ZERO, |sum, area| sum.checked_add(mark(area)).ok_or(TooLarge))
}

/// The rating of a total, lowered by the vetoes.
fn rating<'a>(
    standard: &'a Standard,
    total: Option<Hundredths>,
    vetoes: &[TriggeredVeto],
) -> Option<&'a Rating> {
    let reached = standard
        .ratings
        .iter()
        .filter(|rating| total.is_some_and(|total| total >= rating.at_least))
        .max_by_key(|rating| rating.at_least);
    vetoes.iter().fold(reached, |reached, veto| match &veto.effect {
        VetoEffect::Fail => standard.ratings.iter().min_by_key(|rating| rating.at_least),
        VetoEffect::RatingAtMost { rating: highest } => {
            let highest = standard.ratings.iter().find(|rating| rating.id == *highest);
            reached.zip(highest).map(|(reached, highest)| {
                if reached.at_least > highest.at_least { highest } else { reached }
            })
        }
        VetoEffect::AreaZero { .. } => reached,
    })
}
