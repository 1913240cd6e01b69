//! How sums come about where they are not simply the sum of what stands above them, in words.

use super::format::{exact_points, points};
use super::messages::Messages;
use crate::assessment::scored::{AreaLine, ScoredArea, ScoredForm, Shown, TotalLine};
use crate::model::score::Hundredths;
use crate::model::standard::Standard;

/// What the bonuses in an area come to before its own cap or a veto.
fn asked_bonus(area: &ScoredArea) -> Hundredths {
    let asked = area.items.iter().map(|item| item.bonus);
    let asked = asked.chain(area.areas.iter().map(|area| area.bonus));
    Hundredths(asked.fold(0, |sum, bonus| bonus.0.saturating_add(sum)))
}

/// How the mark and the bonus of an area came about, step by step.
pub fn area_steps(area: &ScoredArea, texts: &Messages) -> Vec<String> {
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
pub fn area_notes<'a>(
    areas: impl IntoIterator<Item = &'a ScoredArea>,
    standard: &Standard,
    texts: &Messages,
) -> Vec<String> {
    let all = standard.all_areas();
    let title =
        |id: &str| all.iter().find(|area| area.id == id).map_or("", |area| area.title.as_str());
    let mark = |shown: Shown| match shown {
        Shown::Mark(mark) => points(mark),
        Shown::Bonus(bonus) => format!("+{}", points(bonus)),
        Shown::Both { mark, bonus } => format!("{} +{}", points(mark), points(bonus)),
        _ => points(Hundredths::ZERO),
    };
    let note = |area: &ScoredArea| {
        let name = format!("{} {}", area.id, title(&area.id));
        let steps = area_steps(area, texts).join(texts.analysis.reasons_end);
        (texts.assessment.area_sum)(&name, &steps, &mark(area.shown()))
    };
    areas.into_iter().filter(|area| !adds_up(area)).map(note).collect()
}

/// How the total comes about where the marks do not add up to it: items that are left out, weights,
/// the cap of bonuses. `None` where they do.
pub fn total_words(scored: &ScoredForm, texts: &Messages) -> Option<String> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::scoring::score;
    use crate::i18n::locale::Locale;
    use crate::model::assessment::{Answers, RuleAnswer};

    /// What is told of the areas and of the total, with so many hundredths typed for each item.
    fn told(
        standard: &str,
        marks: &[(&str, i64)],
        left_out: &[&str],
    ) -> (Vec<String>, Option<String>) {
        let standard: Standard = serde_json::from_str(standard).unwrap();
        let mut answers = Answers::default();
        for (item, mark) in marks {
            let points = Some(Hundredths(*mark));
            let answer = answers.items.entry((*item).to_owned()).or_default();
            answer.set_rule("mark", RuleAnswer::Manual { points });
        }
        for item in left_out {
            answers.items.entry((*item).to_owned()).or_default().not_applicable = true;
        }
        let scored = score(&standard, &answers).unwrap();
        let texts = Locale::Zh.messages();
        (area_notes(scored.all_areas(), &standard, texts), total_words(&scored, texts))
    }

    const TWO: &str = r#"{"areas":[{"id":"A","title":"甲","items":[
        {"id":"1","title":"x","fullMark":1000},{"id":"2","title":"y","fullMark":1000}]},
        {"id":"B","title":"乙","items":[
        {"id":"3","title":"z","fullMark":2000,"notApplicable":"leftOut"}]}]}"#;

    #[test]
    fn sums_that_add_up_say_nothing() {
        assert_eq!(told(TWO, &[("1", 900), ("2", 800), ("3", 2000)], &[]), (vec![], None));
    }

    #[test]
    fn a_cap_says_what_it_takes() {
        let capped = TWO.replace(r#""title":"甲","#, r#""title":"甲","cap":1500,"#);
        let (areas, total) = told(&capped, &[("1", 900), ("2", 800), ("3", 2000)], &[]);
        assert_eq!(areas, ["A 甲：各项合计 17；封顶 15，计15。"]);
        assert_eq!(total, None);
        let (areas, _) = told(&capped, &[("1", 700), ("2", 800), ("3", 2000)], &[]);
        assert_eq!(areas, [""; 0]);
    }

    #[test]
    fn what_is_left_out_and_weights_tell_how_the_total_comes_about() {
        let (_, total) = told(TWO, &[("1", 900), ("2", 800)], &["3"]);
        assert_eq!(total.as_deref(), Some("得分合计17，适用分值20，折算总分34。"));
        let weighted = TWO
            .replace(r#""title":"甲","#, r#""title":"甲","weight":1,"#)
            .replace(r#""title":"乙","#, r#""title":"乙","weight":3,"#);
        let (_, total) = told(&weighted, &[("1", 900), ("2", 800), ("3", 1000)], &[]);
        let words = "各领域按权重计，得58.75，总分58.75（各领域小计相加不等于总分）。";
        assert_eq!(total.as_deref(), Some(words));
        let (_, total) = told(&weighted, &[("1", 900), ("2", 800)], &["3"]);
        let words = "各领域按权重计，得21.25，适用25，折算总分85（各领域小计相加不等于总分）。";
        assert_eq!(total.as_deref(), Some(words));
    }
}
