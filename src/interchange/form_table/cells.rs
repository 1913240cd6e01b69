//! An answer as cells, and changed cells as an answer.

use super::{Cells, Field};
use crate::i18n::format::points;
use crate::i18n::messages::Messages;
use crate::model::assessment::{AmountAnswer, HandMark, ItemAnswer, Line, RuleAnswer};
use crate::model::date::PartialDate;
use crate::model::rule::{Rule, RuleKind};
use crate::model::score::{Hundredths, LARGEST_SAFE};
use crate::model::width::narrow;
use crate::order::Gather as _;

/// What a rule is answered by.
pub const ANSWERS: [Field; 4] = [Field::Found, Field::Whole, Field::Reason, Field::Date];

/// Why a cell cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellFault {
    /// No whole number.
    Whole,
    /// No number of points.
    Points,
    Date,
    /// No date with its day.
    Day,
    /// No piece of evidence: without a title, or with a part twice.
    Evidence,
    /// None of these words.
    Word(Vec<String>),
    /// The rule asks for nothing in that column.
    NoPlace,
    /// The rule has one answer and not several lines.
    OneLine,
    /// The rule is of a newer version.
    NewerRule,
}

/// A cell that cannot be taken, by its line from 0.
pub struct BadCell {
    pub line: usize,
    pub field: Field,
    pub fault: CellFault,
}

/// The words of the two answers to a condition or a veto: the first for `true`.
fn words(kind: &RuleKind, texts: &Messages) -> [&'static str; 2] {
    let words = &texts.assessment;
    match kind {
        RuleKind::Veto { .. } => [words.veto_happened, words.veto_clear],
        _ => [words.met, words.unmet],
    }
}

fn is_typed(kind: &RuleKind) -> bool {
    matches!(kind, RuleKind::DeductRange { .. } | RuleKind::Bonus { points: None, .. })
}

/// The lines of an answer to a rule, one at least.
pub fn lines(rule: &Rule, answer: Option<&RuleAnswer>, texts: &Messages) -> Vec<Cells> {
    let one = |found: Option<String>| {
        let found = found.filter(|found| !found.is_empty());
        vec![found.map(|found| (Field::Found, found)).into_iter().gather_map()]
    };
    let (Some(kind), Some(answer)) = (rule.kind.known(), answer) else { return one(None) };
    let word = |said: Option<bool>| {
        let [yes, no] = words(kind, texts);
        said.map(|said| if said { yes } else { no }.to_owned())
    };
    match answer {
        RuleAnswer::AllOrNothing { met } => one(word(*met)),
        RuleAnswer::Manual { points: typed } => one(typed.map(points)),
        RuleAnswer::Levels { level } => {
            let RuleKind::Levels { levels } = kind else { return one(None) };
            let level = levels.iter().find(|one| Some(&one.id) == level.as_ref());
            one(level.map(|level| level.name.clone()))
        }
        RuleAnswer::Veto { triggered, reason } => {
            let mut lines = one(word(*triggered));
            lines.iter_mut().for_each(|cells| {
                cells.insert(Field::Reason, reason.clone());
            });
            lines
        }
        RuleAnswer::Ratio(amount) | RuleAnswer::Threshold(amount) | RuleAnswer::Step(amount) => {
            let mut lines = one(amount.part.map(|part| part.to_string()));
            lines.iter_mut().for_each(|cells| {
                cells.extend(amount.whole.map(|whole| (Field::Whole, whole.to_string())));
            });
            lines
        }
        RuleAnswer::Deduct { lines }
        | RuleAnswer::DeductRange { lines }
        | RuleAnswer::Bonus { lines } => {
            let lines = lines.iter().map(|line| line_cells(kind, line));
            let lines: Vec<_> = lines.collect();
            if lines.is_empty() { one(None) } else { lines }
        }
    }
}

fn line_cells(kind: &RuleKind, line: &Line) -> Cells {
    let found = if is_typed(kind) {
        line.points.map(points)
    } else {
        line.times.map(|times| times.to_string())
    };
    let mut cells = [(Field::Reason, line.reason.clone())].into_iter().gather_map();
    cells.extend(found.map(|found| (Field::Found, found)));
    cells.extend(line.date.map(|date| (Field::Date, date.to_string())));
    cells
}

/// What is said of an item as a whole.
pub fn whole(answer: &ItemAnswer, texts: &Messages) -> Cells {
    let yes = |said: bool| if said { texts.form_table.yes } else { "" }.to_owned();
    let hand = answer.hand_mark.as_ref();
    [
        (Field::Checked, yes(answer.checked)),
        (Field::NotApplicable, yes(answer.not_applicable)),
        (Field::HandMark, hand.map(|hand| points(hand.mark)).unwrap_or_default()),
        (Field::HandReason, hand.map(|hand| hand.reason.clone()).unwrap_or_default()),
        (Field::Note, answer.note.clone()),
    ]
    .into_iter()
    .gather_map()
}

/// What a text says apart from blanks, and from the apostrophe before what would be a formula:
/// spreadsheets keep neither for certain.
pub fn said(text: &str) -> String {
    let letters = text.chars().map(narrow).filter(|one| {
        !one.is_whitespace() && !one.is_control() && !matches!(one, '\u{FFFE}' | '\u{FFFF}')
    });
    letters.skip_while(|letter| *letter == '\'').collect()
}

/// A cell as it is kept: without blanks around it and the apostrophe before what would be a formula.
pub fn kept(text: &str) -> String {
    let text = text.trim();
    let bare = text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
    bare.unwrap_or(text).to_owned()
}

/// The text of a cell, blank where it is none.
pub fn text(cells: &Cells, field: Field) -> &str {
    cells.get(&field).map_or("", String::as_str)
}

fn whole_number(text: &str) -> Result<Option<u64>, CellFault> {
    let text: String = said(text);
    // 3.00 of a cell with a format is 3.
    let text = match text.split_once('.') {
        Some((whole, rest)) if rest.bytes().all(|digit| digit == b'0') => whole,
        _ => text.as_str(),
    };
    if text.is_empty() {
        return Ok(None);
    }
    let number = text.parse().ok().filter(|one: &u64| *one <= LARGEST_SAFE.unsigned_abs());
    number.map(Some).ok_or(CellFault::Whole)
}

/// Points as they are typed.
pub fn read_points(text: &str) -> Result<Option<Hundredths>, CellFault> {
    let text = said(text);
    if text.is_empty() {
        return Ok(None);
    }
    // 1.50 and 1.500 are 1.5.
    let bare = if text.contains('.') { text.trim_end_matches('0') } else { &text };
    Hundredths::parse(bare).map(Some).ok_or(CellFault::Points)
}

/// A date as it is typed, or a month.
pub fn date(text: &str) -> Result<Option<PartialDate>, CellFault> {
    // 2026年7月3日 is 2026-07-03.
    let text = said(text).replace(['/', '.', '年', '月'], "-").replace(['日', '号'], "");
    let text = text.trim_end_matches('-');
    if text.is_empty() {
        return Ok(None);
    }
    PartialDate::parse(text).map(Some).ok_or(CellFault::Date)
}

fn one_of(text: &str, words: &[&str]) -> Result<Option<usize>, CellFault> {
    let text = said(text);
    if text.is_empty() {
        return Ok(None);
    }
    let mut found = words.iter().enumerate().filter(|(_, word)| said(word) == text);
    let first = found.next().filter(|_| found.next().is_none());
    let fault = || CellFault::Word(words.iter().map(|word| (*word).to_owned()).collect());
    first.map(|(place, _)| Some(place)).ok_or_else(fault)
}

/// Is it ticked?
fn tick(text: &str, texts: &Messages) -> Result<bool, CellFault> {
    let words = &texts.form_table;
    // Ticks of a keyboard count as well.
    let word = one_of(text, &[words.no, words.yes, "√", "✓", "1"]);
    match word {
        Ok(place) => Ok(place.is_some_and(|place| place > 0)),
        Err(_) => Err(CellFault::Word(vec![words.yes.to_owned(), words.no.to_owned()])),
    }
}

/// Does an answer to the rule say anything there?
fn takes(kind: &RuleKind, field: Field) -> bool {
    match kind {
        RuleKind::Deduct { .. } | RuleKind::DeductRange { .. } | RuleKind::Bonus { .. } => {
            field != Field::Whole
        }
        RuleKind::Veto { .. } => matches!(field, Field::Found | Field::Reason),
        RuleKind::Ratio { .. } | RuleKind::Threshold { .. } | RuleKind::Step { .. } => {
            matches!(field, Field::Found | Field::Whole)
        }
        RuleKind::AllOrNothing | RuleKind::Levels { .. } | RuleKind::Manual { .. } => {
            field == Field::Found
        }
    }
}

/// The cells that cannot be taken so far.
#[derive(Default)]
struct Bad(Vec<BadCell>);

impl Bad {
    /// What was read, or nothing where it could not be.
    fn or_tell<T>(
        &mut self,
        line: usize,
        field: Field,
        read: Result<Option<T>, CellFault>,
    ) -> Option<T> {
        read.unwrap_or_else(|fault| {
            self.0.push(BadCell { line, field, fault });
            None
        })
    }
}

/// The answer of changed lines. `now` are the cells as they stand.
///
/// # Errors
/// All cells that cannot be taken.
pub fn answer(
    rule: &Rule,
    before: Option<&RuleAnswer>,
    now: &[Cells],
    filled: &[Cells],
    texts: &Messages,
) -> Result<RuleAnswer, Vec<BadCell>> {
    let newer = || vec![BadCell { line: 0, field: Field::Found, fault: CellFault::NewerRule }];
    let kind = rule.kind.known().ok_or_else(newer)?;
    let mut bad = Bad::default();
    let has_lines = matches!(
        kind,
        RuleKind::Deduct { .. } | RuleKind::DeductRange { .. } | RuleKind::Bonus { .. }
    );
    for (line, cells) in filled.iter().enumerate() {
        for field in ANSWERS.into_iter().filter(|field| !said(text(cells, *field)).is_empty()) {
            let fault = match line {
                1.. if !has_lines => CellFault::OneLine,
                _ if takes(kind, field) => continue,
                _ => CellFault::NoPlace,
            };
            bad.0.push(BadCell { line, field, fault });
        }
    }
    let read = if has_lines {
        let old = before.map_or(&[][..], RuleAnswer::lines);
        kind.answer_of(changed_lines(kind, old, now, filled, &mut bad))
    } else {
        Some(one_answer(kind, filled.first().unwrap_or(&Cells::new()), texts, &mut bad))
    };
    match read {
        Some(read) if bad.0.is_empty() => Ok(read),
        None if bad.0.is_empty() => Err(newer()),
        _ => Err(bad.0),
    }
}

fn changed_lines(
    kind: &RuleKind,
    old: &[Line],
    now: &[Cells],
    filled: &[Cells],
    bad: &mut Bad,
) -> Vec<Line> {
    let nothing = Cells::new();
    let mut lines = Vec::with_capacity(filled.len());
    for (at, cells) in filled.iter().enumerate() {
        let was = now.get(at).unwrap_or(&nothing);
        let mut line = old.get(at).cloned().unwrap_or_default();
        let differs = |field| said(text(cells, field)) != said(text(was, field));
        if differs(Field::Found) {
            let found = text(cells, Field::Found);
            if is_typed(kind) {
                line.points = bad.or_tell(at, Field::Found, read_points(found));
            } else {
                let times = whole_number(found).and_then(|times| {
                    times.map(u32::try_from).transpose().map_err(|_| CellFault::Whole)
                });
                line.times = bad.or_tell(at, Field::Found, times);
            }
        }
        if differs(Field::Reason) {
            line.reason = kept(text(cells, Field::Reason));
        }
        if differs(Field::Date) {
            line.date = bad.or_tell(at, Field::Date, date(text(cells, Field::Date)));
        }
        lines.push(line);
    }
    while lines.last().is_some_and(|line| *line == Line::default()) {
        lines.pop();
    }
    lines
}

/// The answer to a rule that has one, and no lines.
fn one_answer(kind: &RuleKind, cells: &Cells, texts: &Messages, bad: &mut Bad) -> RuleAnswer {
    let found = text(cells, Field::Found);
    match kind {
        RuleKind::Ratio { .. } => RuleAnswer::Ratio(amount(cells, bad)),
        RuleKind::Threshold { .. } => RuleAnswer::Threshold(amount(cells, bad)),
        RuleKind::Step { .. } => RuleAnswer::Step(amount(cells, bad)),
        RuleKind::Levels { levels } => {
            let names: Vec<_> = levels.iter().map(|level| level.name.as_str()).collect();
            let place = bad.or_tell(0, Field::Found, one_of(found, &names));
            let level = place.and_then(|place| levels.get(place));
            RuleAnswer::Levels { level: level.map(|level| level.id.clone()) }
        }
        RuleKind::Manual { .. } => {
            RuleAnswer::Manual { points: bad.or_tell(0, Field::Found, read_points(found)) }
        }
        _ => {
            let place = bad.or_tell(0, Field::Found, one_of(found, &words(kind, texts)));
            let is_first = place.map(|place| place == 0);
            if matches!(kind, RuleKind::Veto { .. }) {
                let reason = kept(text(cells, Field::Reason));
                RuleAnswer::Veto { triggered: is_first, reason }
            } else {
                RuleAnswer::AllOrNothing { met: is_first }
            }
        }
    }
}

fn amount(cells: &Cells, bad: &mut Bad) -> AmountAnswer {
    let mut read = |field| bad.or_tell(0, field, whole_number(text(cells, field)));
    AmountAnswer { part: read(Field::Found), whole: read(Field::Whole) }
}

/// Puts a changed cell about the whole item into its answer.
///
/// # Errors
/// It cannot be taken.
pub fn set_whole(
    answer: &mut ItemAnswer,
    field: Field,
    cell: &str,
    texts: &Messages,
) -> Result<(), CellFault> {
    match field {
        Field::Checked => answer.checked = tick(cell, texts)?,
        Field::NotApplicable => answer.not_applicable = tick(cell, texts)?,
        Field::Note => answer.note = kept(cell),
        Field::HandMark => {
            let reason = answer.hand_mark.take().map(|hand| hand.reason).unwrap_or_default();
            let mark = read_points(cell)?;
            answer.hand_mark = mark.map(|mark| HandMark { mark, reason });
        }
        Field::HandReason => {
            if let Some(hand) = &mut answer.hand_mark {
                hand.reason = kept(cell);
            }
        }
        _ => {}
    }
    Ok(())
}
