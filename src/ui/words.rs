//! What the core says in enums and ids, put into the words of the chosen language with the names
//! of the ledger.

use crate::assessment::scored::{ScoredForm, Shown};
use crate::grouping::axis::{ValueName, short_value_name, value_name};
use crate::i18n::format::{office_short, points};
use crate::i18n::messages::Messages;
use crate::interchange::envelope::Kind;
use crate::model::assessment::Column;
use crate::model::group::{Axis, Condition, Rule};
use crate::model::id::{OfficeId, PersonId};
use crate::model::ledger::Ledger;
use crate::model::score::Hundredths;
use crate::model::step::Step;
use crate::storage::Mark;

fn named(axis: &Axis, name: ValueName<'_>, texts: &Messages) -> String {
    match name {
        ValueName::Unfilled => texts.model.blank.to_owned(),
        ValueName::Name(name) if *axis == Axis::Office => office_short(name),
        ValueName::Name(name) | ValueName::Unknown(name) => name.to_owned(),
        ValueName::Sex(sex) => (texts.model.sex)(sex).to_owned(),
        ValueName::Status(status) => (texts.model.status)(&status),
        ValueName::CertificateValid => texts.groups.certificate_valid.to_owned(),
        ValueName::CertificateExpired => texts.groups.certificate_expired.to_owned(),
    }
}

/// The kind of a file; that of a review by the column it is about.
pub fn file_kind_words(kind: &Kind, column: Option<Column>, texts: &Messages) -> String {
    match column {
        Some(column) if *kind == Kind::Review => (texts.files.review)(column),
        _ => (texts.files.kind)(kind),
    }
}

/// A step that was just taken.
pub fn done_words(step: &Step, texts: &Messages) -> String {
    (texts.shell.done)(&(texts.model.step)(step))
}

/// What a generation was made by.
pub fn mark_words(mark: &Mark, texts: &Messages) -> String {
    let step = (texts.model.step)(&mark.step);
    if mark.undone { (texts.shell.undone)(&step) } else { step }
}

/// The rating of a form, said to be an estimate while it is one.
pub fn rating_words(scored: &ScoredForm, texts: &Messages) -> Option<String> {
    let rating = scored.rating.as_ref()?;
    let estimated = texts.assessments.estimated;
    Some(if rating.estimated { estimated(&rating.name) } else { rating.name.clone() })
}

/// What stands in a column of marks, in the form of the sums below it; empty where nothing is
/// shown.
pub fn shown_words(shown: Shown, texts: &Messages) -> String {
    shown_by(shown, |mark| mark.to_string(), "", texts)
}

/// The same in a line of text, where a bonus is told from a mark by its sign.
pub fn short_shown_words(shown: Shown, texts: &Messages) -> String {
    shown_by(shown, points, "+", texts)
}

/// The total beside the full mark, with how much is answered where something is open.
pub fn total_words(scored: &ScoredForm, texts: &Messages) -> Option<String> {
    let total = (texts.merge.total)(&points(scored.total?), &points(scored.full_mark?));
    let so_far = (texts.merge.so_far)(scored.answered, scored.of);
    Some(match scored.draft {
        false => total,
        true if scored.answered == 0 => so_far,
        true => format!("{total}\u{3000}{so_far}"),
    })
}

fn shown_by(
    shown: Shown,
    number: fn(Hundredths) -> String,
    sign: &str,
    texts: &Messages,
) -> String {
    match shown {
        Shown::Mark(mark) => number(mark),
        Shown::Bonus(bonus) => format!("{sign}{}", number(bonus)),
        Shown::Both { mark, bonus } => format!("{} +{}", number(mark), number(bonus)),
        Shown::NotApplicable => texts.assessment.not_applicable.to_owned(),
        Shown::VetoClear => texts.assessment.veto_clear.to_owned(),
        Shown::Vetoed => texts.assessment.veto_happened.to_owned(),
        Shown::Unanswered | Shown::Nothing => String::new(),
    }
}

/// A value of an axis.
pub fn value_words(axis: &Axis, value: &str, ledger: &Ledger, texts: &Messages) -> String {
    named(axis, value_name(axis, value, ledger), texts)
}

/// A value of an axis, for narrow columns.
pub fn short_value_words(axis: &Axis, value: &str, ledger: &Ledger, texts: &Messages) -> String {
    named(axis, short_value_name(axis, value, ledger), texts)
}

/// Longer lists of values are counted.
const VALUES: usize = 4;

fn condition_words(condition: &Condition, ledger: &Ledger, texts: &Messages) -> String {
    let axis = (texts.model.axis)(&condition.axis);
    let count = condition.values.len();
    let shown = if count > VALUES { VALUES - 1 } else { count };
    let values: Vec<_> = condition
        .values
        .iter()
        .take(shown)
        .map(|value| value_words(&condition.axis, value, ledger, texts))
        .collect();
    let mut values = values.join(texts.model.comma);
    if shown < count {
        values = (texts.groups.and_values)(&values, count);
    }
    (texts.groups.condition)(&axis, &values, condition.not)
}

/// A rule as a sentence: 年龄阶段＝青年 且 主岗＝食品监管.
pub fn rule_words(rule: &Rule, ledger: &Ledger, texts: &Messages) -> String {
    if rule.any.is_empty() {
        return texts.groups.nobody.to_owned();
    }
    let cases: Vec<_> = rule
        .any
        .iter()
        .map(|case| {
            if case.is_empty() {
                return texts.groups.everybody.to_owned();
            }
            let conditions: Vec<_> =
                case.iter().map(|one| condition_words(one, ledger, texts)).collect();
            conditions.join(texts.groups.and)
        })
        .collect();
    cases.join(texts.groups.or)
}

/// The short name of an office.
pub fn office_words(office: OfficeId, ledger: &Ledger) -> String {
    office_short(ledger.office_name(office))
}

/// The name of a person, empty where there is nobody of that id.
pub fn person_words(person: PersonId, ledger: &Ledger) -> String {
    ledger.person(person).map_or_else(String::new, |person| person.name.clone())
}

/// The name of a course of the pack, its code where the pack does not know it.
pub fn course_words(code: &str, ledger: &Ledger) -> String {
    let course = ledger.packs.courses.course(code);
    course.map_or_else(|| code.to_owned(), |course| course.name.clone())
}

/// A title with its course behind it, where the title does not say it already: 第1批　食品抽检.
pub fn titled_words(title: &str, course: Option<&str>, ledger: &Ledger) -> String {
    let course = course.map(|code| course_words(code, ledger)).unwrap_or_default();
    match () {
        () if title.is_empty() => course,
        () if course.is_empty() || title.contains(&course) => title.to_owned(),
        () => format!("{title}\u{3000}{course}"),
    }
}

/// The names of some people, and how many more there are beyond `most`.
pub fn names_words(people: &[PersonId], most: usize, ledger: &Ledger, texts: &Messages) -> String {
    let names: Vec<_> =
        people.iter().take(most).map(|person| person_words(*person, ledger)).collect();
    let names = names.join(texts.model.comma);
    if people.len() > most { (texts.groups.and_more)(&names, people.len()) } else { names }
}
