//! How sums come about where they are not simply the sum of what stands above them, in words.

use crate::assessment::scored::{AreaLine, ScoredArea, ScoredForm, TotalLine};
use crate::i18n::format::{exact_points, points};
use crate::i18n::messages::Messages;
use crate::model::score::Hundredths;
use crate::model::standard::Standard;
use crate::ui::words::shown_words;

/// What the bonuses in an area come to before its own cap or a veto.
fn asked_bonus(area: &ScoredArea) -> Hundredths {
    let asked = area.items.iter().map(|item| item.bonus);
    let asked = asked.chain(area.areas.iter().map(|area| area.bonus));
    Hundredths(asked.fold(0, |sum, bonus| bonus.0.saturating_add(sum)))
}

/// How the mark and the bonus of an area came about, step by step.
pub(super) fn area_steps(area: &ScoredArea, texts: &Messages) -> Vec<String> {
    let words = &texts.analysis;
    // An area that only adds has no sum to tell of.
    let bears_mark = area.full_mark > Hundredths::ZERO;
    let lines = area.lines.iter().filter(|_| bears_mark).map(words.area_line);
    let asked = asked_bonus(area);
    let bonus = (asked > Hundredths::ZERO).then(|| (words.area_bonus)(asked, area.bonus));
    lines.chain(bonus).collect()
}

fn adds_up(area: &ScoredArea) -> bool {
    let changed = area.lines.iter().any(|line| match line {
        AreaLine::Sum { .. } => false,
        AreaLine::Capped { cap } => *cap < area.sum,
        AreaLine::Deducted { .. } | AreaLine::Struck { .. } => true,
    });
    !changed && asked_bonus(area) == area.bonus
}

/// A sentence for each of these areas whose marks do not add up to its own: a cap, deductions of the
/// area, a veto.
pub(super) fn area_notes<'a>(
    areas: impl IntoIterator<Item = &'a ScoredArea>,
    standard: &Standard,
    texts: &Messages,
) -> Vec<String> {
    let all = standard.all_areas();
    let title =
        |id: &str| all.iter().find(|area| area.id == id).map_or("", |area| area.title.as_str());
    let note = |area: &ScoredArea| {
        let name = format!("{} {}", area.id, title(&area.id));
        let steps = area_steps(area, texts).join(texts.analysis.reasons_end);
        (texts.assessment.area_sum)(&name, &steps, &shown_words(area.shown(), texts))
    };
    areas.into_iter().filter(|area| !adds_up(area)).map(note).collect()
}

/// How the total comes about where the marks do not add up to it: items that are left out, weights,
/// the cap of bonuses. `None` where they do.
pub(super) fn total_words(scored: &ScoredForm, texts: &Messages) -> Option<String> {
    let words = &texts.assessment;
    let weighted = scored.lines.iter().find_map(|line| match line {
        TotalLine::Weighted { raw, applicable } => Some((*raw, *applicable)),
        _ => None,
    });
    let base = scored.base.filter(|_| scored.renormalised || weighted.is_some());
    let sum = base.map(|base| match weighted {
        None => {
            (words.renormalised)(&points(scored.raw), &points(scored.applicable), &points(base))
        }
        Some((raw, applicable)) => (words.weighted)(
            &exact_points(raw),
            scored.renormalised.then(|| exact_points(applicable)).as_deref(),
            &points(base),
        ),
    });
    let bonus = scored.lines.iter().find_map(|line| match line {
        TotalLine::Bonus { asked, added, .. } if base.is_some() || asked != added => {
            let total = scored.total.map(points).unwrap_or_default();
            Some((words.with_bonus)(&points(*asked), &points(*added), &total))
        }
        _ => None,
    });
    (sum.is_some() || bonus.is_some())
        .then(|| [sum, bonus].into_iter().flatten().collect::<Vec<_>>().concat())
}
