//! The analysis of a form (得分分析): its areas as bars, and beside last time's on a radar.

use super::scored::{ScoredArea, ScoredForm};
use crate::model::score::Hundredths;
use crate::model::standard::{Area, Standard};

/// An area as a bar: what it has, what it lost, what is open, what does not apply.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaBar {
    pub id: String,
    pub title: String,
    /// The item that it begins with.
    pub first_item: Option<String>,
    pub mark: Hundredths,
    pub full_mark: Hundredths,
    /// The same without the items left out.
    pub applicable: Hundredths,
    /// The full mark of what is answered.
    pub answered_full: Hundredths,
}

impl AreaBar {
    fn new(area: &Area, scored: &ScoredArea) -> Self {
        Self {
            id: area.id.clone(),
            title: area.title.clone(),
            first_item: first_item(area),
            mark: scored.mark,
            full_mark: scored.full_mark,
            applicable: scored.applicable,
            answered_full: scored.answered_full,
        }
    }

    /// What is lost of what is answered.
    pub fn lost(&self) -> Hundredths {
        self.answered_full.less(self.mark)
    }

    /// The marks of what does not apply.
    pub fn left_out(&self) -> Hundredths {
        self.full_mark.less(self.applicable)
    }

    /// The mark as a share of what is answered, from 0 to 1; `None` while nothing is.
    pub fn rate(&self) -> Option<f64> {
        let full = self.answered_full.0;
        (full > 0).then(|| self.mark.0 as f64 / full as f64)
    }
}

fn first_item(area: &Area) -> Option<String> {
    let own = area.items.first().map(|item| item.id.clone());
    own.or_else(|| area.areas.iter().find_map(first_item))
}

/// The areas that are told apart: the sub-areas where there are some, else the area itself. Those
/// without marks, such as vetoes and bonuses, are left out.
pub fn bars(standard: &Standard, scored: &ScoredForm) -> Vec<AreaBar> {
    let parts = standard.areas.iter().flat_map(|top| {
        let of_items = !top.items.is_empty() || top.areas.is_empty();
        if of_items { std::slice::from_ref(top) } else { top.areas.as_slice() }
    });
    parts
        .filter_map(|area| Some(AreaBar::new(area, scored.area(&area.id)?)))
        .filter(|bar| bar.full_mark > Hundredths::ZERO)
        .collect()
}

/// A point of a drawing, to the right and down.
pub type Point = (f64, f64);

/// A radar: a spoke for each area, from the top clockwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Radar {
    /// The areas of the spokes.
    pub ids: Vec<String>,
    /// The ends of the spokes on a circle around 0, 0 of radius 1.
    pub ends: Vec<Point>,
    /// Where this form stands on them; `None` while an area is open.
    pub now: Vec<Option<Point>>,
    /// Where the form before stands.
    pub last: Vec<Option<Point>>,
}

impl Radar {
    /// The areas that both forms have; `None` of fewer than three, which make no figure.
    pub fn new(now: &[AreaBar], last: &[AreaBar]) -> Option<Self> {
        let shared: Vec<_> = now
            .iter()
            .filter_map(|bar| Some((bar, last.iter().find(|one| one.id == bar.id)?)))
            .collect();
        if shared.len() < 3 {
            return None;
        }
        let turn = std::f64::consts::TAU / shared.len() as f64;
        let ends: Vec<Point> = (0..shared.len())
            .map(|place| (turn * place as f64).sin_cos())
            .map(|(right, up)| (right, -up))
            .collect();
        let on = |rate: Option<f64>, end: &Point| rate.map(|rate| (end.0 * rate, end.1 * rate));
        let both = shared.iter().zip(&ends);
        Some(Self {
            ids: shared.iter().map(|(bar, _)| bar.id.clone()).collect(),
            now: both.clone().map(|((bar, _), end)| on(bar.rate(), end)).collect(),
            last: both.map(|((_, bar), end)| on(bar.rate(), end)).collect(),
            ends,
        })
    }
}

/// The runs of points without a gap on a ring, each in its order; a ring without any gap comes back
/// to its first point.
pub fn runs(ring: &[Option<Point>]) -> Vec<Vec<Point>> {
    let Some(gap) = ring.iter().position(Option::is_none) else {
        let whole: Vec<Point> = ring.iter().chain(ring.first()).copied().flatten().collect();
        return if whole.is_empty() { Vec::new() } else { vec![whole] };
    };
    let turned: Vec<_> = ring.iter().skip(gap).chain(ring.iter().take(gap)).copied().collect();
    let runs = turned.split(Option::is_none);
    runs.map(|run| run.iter().copied().flatten().collect::<Vec<_>>())
        .filter(|run| !run.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::scoring::score;
    use crate::model::assessment::{Answers, RuleAnswer};

    fn bar(id: &str, mark: i64, answered: i64) -> AreaBar {
        AreaBar {
            id: id.into(),
            title: String::new(),
            first_item: None,
            mark: Hundredths(mark),
            full_mark: Hundredths(1000),
            applicable: Hundredths(1000),
            answered_full: Hundredths(answered),
        }
    }

    #[test]
    fn the_bars_of_a_standard_sum_to_its_full_mark() {
        for standard in Standard::built_in().into_iter().filter(|one| !one.is_template()) {
            let scored = score(&standard, &Answers::default()).unwrap();
            let bars = bars(&standard, &scored);
            let sum = bars.iter().map(|bar| bar.full_mark.0).sum();
            assert_eq!(scored.full_mark, Some(Hundredths(sum)));
            assert!(bars.iter().all(|bar| bar.rate().is_none() && bar.first_item.is_some()));
        }
    }

    #[test]
    fn what_does_not_apply_is_neither_open_nor_lost() {
        let text = r#"{"areas":[{"id":"A","title":"a","items":[
            {"id":"1","title":"x","fullMark":1000},
            {"id":"2","title":"y","fullMark":1000,"notApplicable":"leftOut"}]}]}"#;
        let standard: Standard = serde_json::from_str(text).unwrap();
        let mut answers = Answers::default();
        let mark = RuleAnswer::Manual { points: Some(Hundredths(800)) };
        answers.items.entry("1".into()).or_default().set_rule("mark", mark);
        answers.items.entry("2".into()).or_default().not_applicable = true;
        let bars = bars(&standard, &score(&standard, &answers).unwrap());
        let [lost, applicable, left_out] = [200, 1000, 1000].map(Hundredths);
        assert_eq!(
            (bars[0].lost(), bars[0].applicable, bars[0].left_out()),
            (lost, applicable, left_out)
        );
        assert_eq!(bars[0].rate(), Some(0.8));
    }

    #[test]
    fn a_radar_has_the_areas_of_both_and_needs_three() {
        let now = [bar("A", 500, 1000), bar("B", 0, 0), bar("C", 1000, 1000), bar("D", 1, 2)];
        let last = [bar("C", 900, 1000), bar("B", 1000, 1000), bar("A", 1000, 1000)];
        let radar = Radar::new(&now, &last).unwrap();
        assert_eq!(radar.ids, ["A", "B", "C"]);
        assert_eq!(radar.now[0], Some((0.0, -0.5)));
        assert_eq!(radar.now[1], None);
        assert!(radar.last.iter().all(Option::is_some));
        assert_eq!(Radar::new(&now, &last[..2]), None);
    }

    #[test]
    fn a_ring_is_drawn_whole_or_up_to_its_gaps() {
        let at = |x: f64| Some((x, 0.0));
        assert_eq!(runs(&[at(1.0), at(2.0), at(3.0)])[0].len(), 4);
        let cut = runs(&[at(1.0), None, at(3.0), at(4.0)]);
        assert_eq!(cut, [vec![(3.0, 0.0), (4.0, 0.0), (1.0, 0.0)]]);
        assert_eq!(runs(&[None, None]), Vec::<Vec<Point>>::new());
    }
}
