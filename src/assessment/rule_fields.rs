//! The fields of a rule as a person types them: 0.5, 95 %, 次. Each kind of rule says which it has.

use super::exact::Exact;
use crate::model::rule::{Amount, Compare, Direction, Level, RuleKind, VetoEffect};
use crate::model::score::Hundredths;
use crate::order::Gather as _;

/// One field of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleField {
    /// Points each time, or lost where a threshold is missed.
    Points,
    Cap,
    From,
    To,
    Floor,
    FullAt,
    Between,
    Compare,
    Limit,
    Target,
    Direction,
    Every,
    Started,
    Unit,
    /// A line each: name and mark.
    Levels,
    Effect,
}

/// What is typed into a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// Points.
    Mark,
    /// A percentage, or a number where the rule has a unit.
    Amount,
    Text,
    Lines,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// `fail`, `rating:…`, `area:…`.
    Effect,
}

impl RuleField {
    /// What is typed into it.
    pub fn typed(self) -> Typed {
        match self {
            Self::Points | Self::Cap | Self::From | Self::To => Typed::Mark,
            Self::Floor | Self::FullAt | Self::Limit | Self::Target | Self::Every => Typed::Amount,
            Self::Between | Self::Started => Typed::Choice(&["no", "yes"]),
            Self::Compare => Typed::Choice(&["atLeast", "atMost", "moreThan", "lessThan"]),
            Self::Direction => Typed::Choice(&["below", "above"]),
            Self::Unit => Typed::Text,
            Self::Levels => Typed::Lines,
            Self::Effect => Typed::Effect,
        }
    }
}

const FULL_RATE: Amount = Amount { part: 1, whole: 1 };

impl RuleKind {
    /// A rule of a kind to begin with; the points in it are small beside the full mark. `levels`
    /// are the names of three levels, from the best to the worst.
    pub fn beginning(name: &str, full: Option<Hundredths>, levels: [&str; 3]) -> Option<Self> {
        let full = full.filter(|full| *full > Hundredths::ZERO).unwrap_or(Hundredths(100));
        let points = Hundredths(50).min(full);
        let rate = |part| Amount { part, whole: 100 };
        let level = |(place, name): (i64, &str)| Level {
            id: (place + 1).to_string(),
            name: name.to_owned(),
            mark: Hundredths(full.0 * (2 - place) / 2),
        };
        Some(match name {
            "all_or_nothing" => Self::AllOrNothing,
            "deduct" => Self::Deduct { points, cap: None },
            "deduct_range" => Self::DeductRange { from: points, to: full, cap: None },
            "ratio" => Self::Ratio { floor: None, full_at: FULL_RATE, between: false, unit: None },
            "threshold" => Self::Threshold {
                compare: Compare::AtLeast,
                limit: rate(90),
                points: None,
                unit: None,
            },
            "step" => Self::Step {
                target: FULL_RATE,
                every: rate(5),
                points: Hundredths(10).min(full),
                direction: Direction::Below,
                started_counts: false,
                cap: None,
                unit: None,
            },
            "levels" => Self::Levels { levels: (0..).zip(levels).map(level).collect() },
            "manual" => Self::Manual { from: Hundredths::ZERO, to: None },
            "bonus" => Self::Bonus { points: Some(points), cap: Some(Hundredths(100)) },
            "veto" => Self::Veto { effect: VetoEffect::Fail },
            _ => return None,
        })
    }

    /// The word for its kind in a file.
    pub fn name(&self) -> &'static str {
        match self {
            Self::AllOrNothing => "all_or_nothing",
            Self::Deduct { .. } => "deduct",
            Self::DeductRange { .. } => "deduct_range",
            Self::Ratio { .. } => "ratio",
            Self::Threshold { .. } => "threshold",
            Self::Step { .. } => "step",
            Self::Levels { .. } => "levels",
            Self::Manual { .. } => "manual",
            Self::Bonus { .. } => "bonus",
            Self::Veto { .. } => "veto",
        }
    }

    /// Its fields in the order of its sentence.
    pub fn fields(&self) -> &'static [RuleField] {
        use RuleField as F;
        match self {
            Self::AllOrNothing => &[],
            Self::Deduct { .. } | Self::Bonus { .. } => &[F::Points, F::Cap],
            Self::DeductRange { .. } => &[F::From, F::To, F::Cap],
            Self::Ratio { .. } => &[F::FullAt, F::Floor, F::Between, F::Unit],
            Self::Threshold { .. } => &[F::Compare, F::Limit, F::Unit, F::Points],
            Self::Step { .. } => {
                &[F::Target, F::Direction, F::Every, F::Unit, F::Points, F::Started, F::Cap]
            }
            Self::Levels { .. } => &[F::Levels],
            Self::Manual { .. } => &[F::From, F::To],
            Self::Veto { .. } => &[F::Effect],
        }
    }

    /// The unit of its numbers; none where they are rates.
    pub fn unit(&self) -> Option<&str> {
        match self {
            Self::Ratio { unit, .. } | Self::Threshold { unit, .. } | Self::Step { unit, .. } => {
                unit.as_deref()
            }
            _ => None,
        }
    }

    /// A field as text; empty where nothing stands in it or the kind does not have it.
    pub fn field(&self, field: RuleField) -> String {
        let mark = |mark: Option<Hundredths>| mark.map_or_else(String::new, mark_text);
        let number = |amount: Option<Amount>| {
            amount.map_or_else(String::new, |one| amount_text(one, self.unit()))
        };
        let flag = |on: bool| if on { "yes" } else { "no" }.to_owned();
        match (self, field) {
            (Self::Deduct { points, .. } | Self::Step { points, .. }, RuleField::Points) => {
                mark(Some(*points))
            }
            (Self::Threshold { points, .. } | Self::Bonus { points, .. }, RuleField::Points) => {
                mark(*points)
            }
            (
                Self::Deduct { cap, .. }
                | Self::DeductRange { cap, .. }
                | Self::Step { cap, .. }
                | Self::Bonus { cap, .. },
                RuleField::Cap,
            ) => mark(*cap),
            (Self::DeductRange { from, .. } | Self::Manual { from, .. }, RuleField::From) => {
                mark(Some(*from))
            }
            (Self::DeductRange { to, .. }, RuleField::To) => mark(Some(*to)),
            (Self::Manual { to, .. }, RuleField::To) => mark(*to),
            (Self::Ratio { floor, .. }, RuleField::Floor) => number(*floor),
            (Self::Ratio { full_at, .. }, RuleField::FullAt) => number(Some(*full_at)),
            (Self::Ratio { between, .. }, RuleField::Between) => flag(*between),
            (Self::Threshold { limit, .. }, RuleField::Limit) => number(Some(*limit)),
            (Self::Threshold { compare, .. }, RuleField::Compare) => match compare {
                Compare::AtLeast => "atLeast",
                Compare::AtMost => "atMost",
                Compare::MoreThan => "moreThan",
                Compare::LessThan => "lessThan",
            }
            .to_owned(),
            (Self::Step { target, .. }, RuleField::Target) => number(Some(*target)),
            (Self::Step { every, .. }, RuleField::Every) => number(Some(*every)),
            (Self::Step { started_counts, .. }, RuleField::Started) => flag(*started_counts),
            (Self::Step { direction, .. }, RuleField::Direction) => match direction {
                Direction::Below => "below",
                Direction::Above => "above",
            }
            .to_owned(),
            (_, RuleField::Unit) => self.unit().unwrap_or_default().to_owned(),
            (Self::Levels { levels }, RuleField::Levels) => levels
                .iter()
                .map(|level| format!("{} {}", level.name, mark_text(level.mark)))
                .collect::<Vec<_>>()
                .join("\n"),
            (Self::Veto { effect }, RuleField::Effect) => match effect {
                VetoEffect::Fail => "fail".to_owned(),
                VetoEffect::RatingAtMost { rating } => format!("rating:{rating}"),
                VetoEffect::AreaZero { area } => {
                    format!("area:{}", area.as_deref().unwrap_or_default())
                }
            },
            _ => String::new(),
        }
    }

    /// The rule with another text in a field. `None` where the text does not say what the field
    /// asks for, or the kind does not have it.
    pub fn with_field(&self, field: RuleField, text: &str) -> Option<Self> {
        let text = text.trim();
        let mut rule = self.clone();
        let is_rate = self.unit().is_none();
        match (&mut rule, field) {
            (Self::Deduct { points, .. } | Self::Step { points, .. }, RuleField::Points) => {
                *points = Hundredths::parse(text)?;
            }
            (Self::Threshold { points, .. } | Self::Bonus { points, .. }, RuleField::Points) => {
                *points = optional(text, Hundredths::parse)?;
            }
            (
                Self::Deduct { cap, .. }
                | Self::DeductRange { cap, .. }
                | Self::Step { cap, .. }
                | Self::Bonus { cap, .. },
                RuleField::Cap,
            ) => *cap = optional(text, Hundredths::parse)?,
            (Self::DeductRange { from, .. } | Self::Manual { from, .. }, RuleField::From) => {
                *from = Hundredths::parse(text)?;
            }
            (Self::DeductRange { to, .. }, RuleField::To) => *to = Hundredths::parse(text)?,
            (Self::Manual { to, .. }, RuleField::To) => *to = optional(text, Hundredths::parse)?,
            (Self::Ratio { floor, .. }, RuleField::Floor) => {
                *floor = optional(text, |text| read_amount(text, is_rate))?;
            }
            (Self::Ratio { full_at, .. }, RuleField::FullAt) => {
                *full_at = read_amount(text, is_rate).filter(|amount| amount.part > 0)?;
            }
            (Self::Ratio { between, .. }, RuleField::Between) => *between = flag(text)?,
            (Self::Threshold { compare, .. }, RuleField::Compare) => {
                *compare = match text {
                    "atLeast" => Compare::AtLeast,
                    "atMost" => Compare::AtMost,
                    "moreThan" => Compare::MoreThan,
                    "lessThan" => Compare::LessThan,
                    _ => return None,
                };
            }
            (Self::Threshold { limit, .. }, RuleField::Limit) => {
                *limit = read_amount(text, is_rate)?;
            }
            (Self::Step { target, .. }, RuleField::Target) => *target = read_amount(text, is_rate)?,
            (Self::Step { every, .. }, RuleField::Every) => {
                *every = read_amount(text, is_rate).filter(|amount| amount.part > 0)?;
            }
            (Self::Step { direction, .. }, RuleField::Direction) => {
                *direction = match text {
                    "below" => Direction::Below,
                    "above" => Direction::Above,
                    _ => return None,
                };
            }
            (Self::Step { started_counts, .. }, RuleField::Started) => {
                *started_counts = flag(text)?;
            }
            (_, RuleField::Unit) => return self.with_unit(text),
            (Self::Levels { levels }, RuleField::Levels) => *levels = read_levels(text, levels)?,
            (Self::Veto { effect }, RuleField::Effect) => {
                *effect = match text.split_once(':') {
                    None if text == "fail" => VetoEffect::Fail,
                    Some(("rating", id)) if !id.is_empty() => {
                        VetoEffect::RatingAtMost { rating: id.to_owned() }
                    }
                    Some(("area", "")) => VetoEffect::AreaZero { area: None },
                    Some(("area", id)) => VetoEffect::AreaZero { area: Some(id.to_owned()) },
                    _ => return None,
                };
            }
            _ => return None,
        }
        Some(rule)
    }

    /// With another unit: the numbers stay as they are typed, 95 % becomes 95 次.
    fn with_unit(&self, text: &str) -> Option<Self> {
        let amounts: Vec<_> = self
            .fields()
            .iter()
            .filter(|field| field.typed() == Typed::Amount)
            .map(|field| (*field, self.field(*field)))
            .collect();
        let named = (!text.is_empty()).then(|| text.to_owned());
        let mut rule = self.clone();
        match &mut rule {
            Self::Ratio { unit, .. } | Self::Threshold { unit, .. } | Self::Step { unit, .. } => {
                *unit = named;
            }
            _ => return None,
        }
        for (field, text) in amounts {
            rule = rule.with_field(field, &text)?;
        }
        Some(rule)
    }
}

/// A blank text is nothing, any other must be read.
fn optional<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    if text.is_empty() { Some(None) } else { read(text).map(Some) }
}

fn flag(text: &str) -> Option<bool> {
    match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

fn mark_text(mark: Hundredths) -> String {
    Exact::from(mark).points(4).0
}

fn amount_text(amount: Amount, unit: Option<&str>) -> String {
    let scale = if unit.is_some() { 100 } else { 10_000 };
    let exact = Exact::new(i128::from(amount.part) * scale, amount.whole.into());
    exact.map_or_else(|_| String::new(), |exact| exact.points(4).0)
}

/// A decimal with at most four places, of a hundred where it is a rate.
fn read_amount(text: &str, is_rate: bool) -> Option<Amount> {
    let text = text.trim_end_matches('%').trim();
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || part.len() > 4 || !digits(whole) || !digits(part) {
        return None;
    }
    let scale = 10_u64.pow(part.len() as u32) * if is_rate { 100 } else { 1 };
    let number = format!("{whole}{part}").parse().ok()?;
    Some(if is_rate && number == scale { FULL_RATE } else { Amount { part: number, whole: scale } })
}

/// Lines of name and mark. A level whose name stays keeps its id, so that answers still name it.
fn read_levels(text: &str, before: &[Level]) -> Option<Vec<Level>> {
    let mut levels = Vec::<Level>::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        // As it is said: 2 points.
        let line = line.trim_end_matches('\u{5206}').trim_end();
        let at = line.rfind(|sign: char| !(sign.is_ascii_digit() || sign == '.'));
        let split = at.and_then(|at| Some(at + line.get(at..)?.chars().next()?.len_utf8()))?;
        let (name, mark) = (line.get(..split)?, Hundredths::parse(line.get(split..)?)?);
        let name = name.trim_end_matches([':', '\u{ff1a}', '\u{ff0c}', ' ']);
        if name.is_empty() || levels.iter().any(|level| level.name == name) {
            return None;
        }
        levels.push(Level { id: String::new(), name: name.to_owned(), mark });
    }
    for level in &mut levels {
        if let Some(old) = before.iter().find(|old| old.name == level.name) {
            old.id.clone_into(&mut level.id);
        }
    }
    let taken = levels.iter().chain(before).map(|level| level.id.clone()).gather_set();
    let mut free = (1..).map(|count: u32| count.to_string()).filter(|id| !taken.contains(id));
    for level in levels.iter_mut().filter(|level| level.id.is_empty()) {
        level.id = free.next()?;
    }
    (!levels.is_empty()).then_some(levels)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::open::Kinds as _;
    use crate::model::standard::{Item, Standard};

    #[test]
    fn every_kind_can_be_begun_and_has_no_fault() {
        for name in RuleKind::KINDS {
            let kind =
                RuleKind::beginning(name, Some(Hundredths(200)), ["好", "中", "差"]).unwrap();
            assert_eq!(kind.name(), *name);
            let rule =
                crate::model::rule::Rule { id: "1".into(), text: String::new(), kind: kind.into() };
            let mut standard = Standard::default();
            let area = standard.add_area(None, "甲".into()).unwrap();
            let id = standard.add_item(&area, "项".into()).unwrap();
            let item = standard.item_mut(&id).unwrap();
            item.rules.push(rule);
            item.full_mark = item.bears_mark().then_some(Hundredths(200));
            let other = standard.add_item(&area, "别项".into()).unwrap();
            standard.item_mut(&other).unwrap().full_mark = Some(Hundredths(100));
            assert_eq!(super::super::check::check(&standard), [], "{name}");
        }
        assert_eq!(RuleKind::beginning("novel", None, ["", "", ""]), None);
    }

    #[test]
    fn a_field_typed_as_it_stands_changes_no_rule() {
        for standard in Standard::built_in() {
            for kind in standard
                .items()
                .into_iter()
                .flat_map(Item::all_rules)
                .filter_map(|rule| rule.kind.known())
            {
                for field in kind.fields() {
                    let back = kind.with_field(*field, &kind.field(*field)).unwrap();
                    let same = |field: &RuleField| back.field(*field) == kind.field(*field);
                    assert!(back.fields().iter().all(same), "{kind:?}");
                }
            }
        }
    }

    #[test]
    fn numbers_stay_when_the_unit_changes() {
        let rule = RuleKind::beginning("threshold", None, ["", "", ""]).unwrap();
        let counted = rule.with_field(RuleField::Unit, "次").unwrap();
        assert_eq!(counted.field(RuleField::Limit), "90");
        assert_eq!(counted.with_field(RuleField::Unit, ""), Some(rule.clone()));
        let half = rule.with_field(RuleField::Limit, "62.5%").unwrap();
        assert_eq!(half.field(RuleField::Limit), "62.5");
        for text in ["", "-1", "1e3", "abc", "1.23456", "1234567890"] {
            assert_eq!(rule.with_field(RuleField::Limit, text), None, "{text}");
        }
        assert_eq!(rule.with_field(RuleField::Levels, "x"), None);
    }

    #[test]
    fn a_level_keeps_its_id_while_it_keeps_its_name() {
        let rule =
            RuleKind::beginning("levels", Some(Hundredths(200)), ["好", "中", "差"]).unwrap();
        assert_eq!(rule.field(RuleField::Levels), "好 2\n中 1\n差 0");
        let changed = rule.with_field(RuleField::Levels, "优 2\n好：1.5\n差0").unwrap();
        let RuleKind::Levels { levels } = &changed else { panic!() };
        let ids: Vec<_> = levels.iter().map(|level| level.id.as_str()).collect();
        assert_eq!(ids, ["4", "1", "3"]);
        assert_eq!(levels[1].mark, Hundredths(150));
        for text in ["", "好", "好 1\n好 2", "1"] {
            assert_eq!(rule.with_field(RuleField::Levels, text), None, "{text}");
        }
    }
}
