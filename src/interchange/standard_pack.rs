//! A standard as a file of its own: in the envelope, as this program writes it, or bare, as
//! `docs/schema/standard.schema.json` tells. What is read comes from anywhere.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

use super::envelope::{App, Counts, Envelope, FORMAT, Kind, Period, Redaction, VERSION};
use super::json::{OpenError, SealError, Sealed, open, seal};
use super::submission::office_head;
use crate::assessment::check::{StandardFault, check};
use crate::assessment::texts::each_text;
use crate::model::date::Moment;
use crate::model::ledger::Ledger;
use crate::model::pack::Extra;
use crate::model::reading;
use crate::model::score::LARGEST_SAFE;
use crate::model::standard::{Area, Standard};

/// No larger file is read as a standard, in bytes; one of 500 items has half a megabyte.
pub const PACK_LIMIT: usize = 5 << 20;

/// Areas within areas, at most.
pub const AREA_DEPTH: usize = 8;

/// Areas and items, at most.
pub const PLACES: usize = 5_000;

/// What a pack of a standard holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StandardPack {
    pub standard: Standard,
}

/// Why a file is not taken as a standard.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PackFault {
    #[error(transparent)]
    File(#[from] OpenError),
    #[error("a file of this program, but no standard: {0:?}")]
    OtherKind(Kind),
    #[error("areas lie deeper than {limit} within each other")]
    TooDeep { limit: usize },
    #[error("more than {limit} areas and items")]
    TooMany { limit: usize },
    /// A number that is none of a standard: whose it is, its place in the file, and how it stands
    /// there.
    #[error("{path} of {of} is {value}, and not a whole number that fits")]
    Number { of: String, path: String, value: String },
    #[error("it has no items")]
    Empty,
    #[error("the text at {at} holds signs that cannot be seen")]
    HiddenSigns { at: String },
    #[error("it cannot be trusted: {0}")]
    Fault(StandardFault),
}

/// Writes a standard as a file.
///
/// # Errors
/// Larger than a file may be.
pub fn build(ledger: &Ledger, standard: &Standard, at: Moment) -> Result<Sealed, SealError> {
    seal(&Envelope {
        format: FORMAT.to_owned(),
        format_version: VERSION.to_string(),
        kind: Kind::Pack,
        app: App::this(),
        created_at: at,
        office: office_head(ledger),
        period: Period::year(ledger.settings.year),
        packs: Vec::new(),
        counts: Counts::from([("items".to_owned(), standard.items().len())]),
        redaction: Redaction::Statistics,
        data: StandardPack { standard: standard.clone() },
        previous: None,
        note: String::new(),
        extra: Extra::new(),
    })
}

/// Does a text look like a bare standard, so that it is worth reading as one?
pub fn looks_bare(text: &str) -> bool {
    matches!(serde_json::from_str::<Value>(text), Ok(Value::Object(file))
        if file.get("areas").is_some_and(Value::is_array) && !file.contains_key("format"))
}

/// Reads a standard. Sums that do not fit are left to the author: what is refused is only what no
/// author means.
///
/// # Errors
/// Why it is not taken.
pub fn read(text: &str) -> Result<Standard, PackFault> {
    if text.len() > PACK_LIMIT {
        return Err(OpenError::TooLarge { limit: PACK_LIMIT }.into());
    }
    let standard: Standard = match open(text) {
        Ok(opened) if opened.envelope.kind == Kind::Pack => {
            let value = opened.envelope.data.get("standard").unwrap_or(&Value::Null);
            reading::read(value).map_err(|why| unreadable(value, "data.standard", why))?
        }
        Ok(opened) => return Err(PackFault::OtherKind(opened.envelope.kind)),
        Err(OpenError::NotOurs) => bare(text)?,
        Err(error) => return Err(error.into()),
    };
    within_limits(&standard.areas, 1, &mut 0)?;
    if standard.items().is_empty() {
        return Err(PackFault::Empty);
    }
    seen(&standard)?;
    match check(&standard).into_iter().find(is_hostile) {
        Some(fault) => Err(PackFault::Fault(fault)),
        None => Ok(standard),
    }
}

fn bare(text: &str) -> Result<Standard, PackFault> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !looks_bare(text) {
        return Err(OpenError::NotOurs.into());
    }
    serde_json::from_str(text).map_err(|error| {
        let value = serde_json::from_str(text).unwrap_or_default();
        unreadable(&value, "standard", error.to_string())
    })
}

/// Why a value is no standard: the number at fault where it is one.
fn unreadable(value: &Value, path: &str, why: String) -> PackFault {
    // Missing numbers are left out as a rule, and null.
    let number = odd_number(value, "", "", false).or_else(|| odd_number(value, "", "", true));
    number.unwrap_or_else(|| OpenError::WrongType { path: path.to_owned(), why }.into())
}

/// The beginning of what somebody wrote, without signs that change how others are seen.
fn shown(text: &str) -> String {
    const SHOWN: usize = 60;
    text.chars().filter(|sign| !is_hidden(*sign)).take(SHOWN).collect()
}

/// The first number that cannot be read, or the first null in its place.
fn odd_number(value: &Value, of: &str, path: &str, is_null: bool) -> Option<PackFault> {
    const MARKS: [&str; 9] =
        ["fullMark", "bonusCap", "cap", "atLeast", "points", "from", "to", "mark", "weight"];
    match value {
        Value::Array(list) => list
            .iter()
            .enumerate()
            .find_map(|(place, value)| odd_number(value, of, &format!("{path}[{place}]"), is_null)),
        Value::Object(fields) => {
            let text = |name| fields.get(name).and_then(Value::as_str).unwrap_or_default();
            let own = format!("{} {}", text("id"), text("title"));
            // Rules have no title: they are of their item.
            let of = if text("title").is_empty() { of } else { own.trim() };
            fields.iter().find_map(|(name, value)| {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                let is_count = matches!(name.as_str(), "part" | "whole");
                if !is_count && !MARKS.contains(&name.as_str()) {
                    return odd_number(value, of, &path, is_null);
                }
                let fits = |number: i64| number.unsigned_abs() <= LARGEST_SAFE.unsigned_abs();
                let is_odd = match value {
                    Value::Null => is_null,
                    _ if is_count => !value.is_u64(),
                    _ => !value.as_i64().is_some_and(fits),
                };
                let value = value.to_string();
                let [of, path, value] = [of, &path, &value].map(shown);
                is_odd.then_some(PackFault::Number { of, path, value })
            })
        }
        _ => None,
    }
}

fn within_limits(areas: &[Area], depth: usize, places: &mut usize) -> Result<(), PackFault> {
    if depth > AREA_DEPTH && !areas.is_empty() {
        return Err(PackFault::TooDeep { limit: AREA_DEPTH });
    }
    for area in areas {
        *places += 1 + area.items.len();
        if *places > PLACES {
            return Err(PackFault::TooMany { limit: PLACES });
        }
        within_limits(&area.areas, depth + 1, places)?;
    }
    Ok(())
}

/// Would it deceive whoever reads or fills it? The rest an author can mend in the draft.
fn is_hostile(fault: &StandardFault) -> bool {
    match fault {
        StandardFault::AreaTwice(_)
        | StandardFault::ItemTwice(_)
        | StandardFault::RuleTwice { .. }
        | StandardFault::NegativeMark(_)
        | StandardFault::Tag { .. }
        | StandardFault::TooLarge(_) => true,
        StandardFault::Rule { fault, .. } => {
            use crate::assessment::check::RuleFault;
            matches!(fault, RuleFault::MarkOutOfBounds | RuleFault::ZeroAmount)
        }
        _ => false,
    }
}

/// Signs that are not seen and change how others are: controls, and those that turn the direction of
/// writing.
fn is_hidden(sign: char) -> bool {
    let turns = matches!(sign, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(sign, '\u{2066}'..='\u{2069}');
    turns || sign.is_control() && !matches!(sign, '\n' | '\r' | '\t')
}

/// No text of the standard, fields of a newer version included, holds hidden signs.
fn seen(standard: &Standard) -> Result<(), PackFault> {
    let mut found = None;
    each_text(standard, &mut |at, text| {
        if found.is_none() && text.contains(is_hidden) {
            found = Some(at.replace(is_hidden, ""));
        }
    });
    match found {
        Some(at) => Err(PackFault::HiddenSigns { at }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::ledger::tests::ledger_of;

    fn sealed(standard: &Standard) -> String {
        let (ledger, _) = ledger_of(0);
        let at = Moment::parse("2026-09-16T14:03:22+08:00").unwrap();
        build(&ledger, standard, at).unwrap().text
    }

    fn item(fields: &str) -> String {
        format!(r#"{{"id":"x","title":"t","fullMark":100{fields}}}"#)
    }

    fn of_items(items: &str) -> String {
        format!(
            r#"{{"id":"s","version":"1","title":"t","areas":[{{"id":"A","title":"a","items":[{items}]}}]}}"#
        )
    }

    #[test]
    fn a_standard_comes_back_as_it_went_out() {
        for standard in Standard::built_in() {
            let text = sealed(&standard);
            let back = read(&text).unwrap();
            assert_eq!(back.sha256(), standard.sha256());
            let bare = serde_json::to_string_pretty(&standard).unwrap();
            assert_eq!(read(&format!("\u{feff}{bare}")), Ok(standard));
        }
    }

    #[test]
    fn the_packs_of_the_program_are_read_as_they_lie_there() {
        let text = include_str!("../../packs/standard-liaoning.json");
        assert!(looks_bare(text));
        assert_eq!(read(text).unwrap().sha256(), Standard::built_in()[0].sha256());
    }

    #[test]
    fn other_files_are_told_apart() {
        assert_eq!(read("{}"), Err(OpenError::NotOurs.into()));
        assert_eq!(read("[1]"), Err(OpenError::NotOurs.into()));
        assert_eq!(read(" "), Err(OpenError::Empty.into()));
        let (ledger, _) = ledger_of(0);
        let at = Moment::parse("2026-09-16T14:03:22+08:00").unwrap();
        let backup = crate::interchange::backup::backup(&ledger, &Default::default(), at).unwrap();
        assert_eq!(read(&backup.sealed.text), Err(PackFault::OtherKind(Kind::Backup)));
        let damaged = sealed(&Standard::built_in()[0]).replacen("示例", "真品", 1);
        assert!(matches!(read(&damaged), Err(PackFault::File(OpenError::WrongHash { .. }))));
        let cut = sealed(&Standard::built_in()[0]);
        let cut: String = cut.chars().take(200).collect();
        assert_eq!(read(&cut), Err(OpenError::Truncated.into()));
    }

    #[test]
    fn numbers_nobody_means_are_refused() {
        for (text, part) in [
            (
                of_items(&item(r#","rules":[{"id":"1","kind":"deduct","points":NaN}]"#)),
                "begins as JSON",
            ),
            (of_items(r#"{"id":"x","title":"t","fullMark":600.5}"#), "is 600.5"),
            (of_items(r#"{"id":"x","title":"t","fullMark":-100}"#), "below zero"),
            (of_items(&item(r#","rules":[{"id":"1","kind":"deduct","points":-5}]"#)), "below zero"),
            (
                of_items(&item(r#","rules":[{"id":"1","kind":"ratio","fullAt":{"part":0}}]"#)),
                "zero",
            ),
            (
                of_items(&item(r#","rules":[{"id":"1","kind":"ratio","fullAt":{"part":1e999}}]"#)),
                "",
            ),
            (
                of_items(
                    r#"{"id":"x","title":"t","fullMark":9007199254740991},{"id":"y","title":"t","fullMark":9007199254740991}"#,
                ),
                "too large",
            ),
        ] {
            let told = read(&text).unwrap_err().to_string();
            assert!(told.contains(part), "{text}: {told}");
        }
    }

    #[test]
    fn a_number_that_is_none_is_told_with_its_place() {
        let head = |of: &str, path: &str, value: &str| {
            let [of, path, value] = [of, path, value].map(str::to_owned);
            Err(PackFault::Number { of, path, value })
        };
        let at = "areas[0].items[1].";
        for (fields, place, value) in [
            (r#""fullMark":600.5"#, "fullMark", "600.5"),
            (r#""fullMark":9007199254740992"#, "fullMark", "9007199254740992"),
            (r#""fullMark":-9223372036854775808"#, "fullMark", "-9223372036854775808"),
            (r#""fullMark":"5""#, "fullMark", "\"5\""),
            (r#""rules":[{"id":"1","kind":"deduct","points":0.5}]"#, "rules[0].points", "0.5"),
            (r#""rules":[{"id":"1","kind":"deduct","points":null}]"#, "rules[0].points", "null"),
            (
                r#""rules":[{"id":"1","kind":"ratio","fullAt":{"part":-1}}]"#,
                "rules[0].fullAt.part",
                "-1",
            ),
        ] {
            let text =
                of_items(&format!("{},{{\"id\":\"y\",\"title\":\"题\",{fields}}}", item("")));
            assert_eq!(read(&text), head("y 题", &format!("{at}{place}"), value), "{text}");
        }
        let huge = of_items(r#"{"id":"x","title":"t","fullMark":1e308,"later":0.5}"#);
        assert!(matches!(read(&huge), Err(PackFault::Number { of, .. }) if of == "x t"));
        let sealed_one = sealed(&Standard::built_in()[0]);
        let mut file: Value = serde_json::from_str(&sealed_one).unwrap();
        file["data"]["standard"]["ratings"][0]["atLeast"] = json!(1.5);
        let standard = &file["data"]["standard"];
        let fault = unreadable(standard, "data.standard", String::new());
        assert!(fault.to_string().starts_with("ratings[0].atLeast of "), "{fault}");
        let other = unreadable(&json!({"areas": [{"id": 1}]}), "standard", "why".into());
        assert!(matches!(other, PackFault::File(OpenError::WrongType { .. })));
    }

    #[test]
    fn one_number_for_two_is_refused() {
        let twice = of_items(&format!("{0},{0}", item("")));
        let fault = PackFault::Fault(StandardFault::ItemTwice("x".into()));
        assert_eq!(read(&twice), Err(fault));
        let rules = item(
            r#","rules":[{"id":"1","kind":"all_or_nothing"},{"id":"1","kind":"all_or_nothing"}]"#,
        );
        assert!(matches!(
            read(&of_items(&rules)),
            Err(PackFault::Fault(StandardFault::RuleTwice { .. }))
        ));
        // An area that lies within itself is the same as one number for two.
        let within = format!(
            r#"{{"areas":[{{"id":"A","title":"a","areas":[{{"id":"A","title":"a","items":[{}]}}]}}]}}"#,
            item("")
        );
        let fault = PackFault::Fault(StandardFault::AreaTwice("A".into()));
        assert_eq!(read(&within), Err(fault));
    }

    #[test]
    fn what_is_too_deep_too_much_or_empty_is_refused() {
        let deep = |levels: usize| {
            let mut area = json!({"id": "z", "title": "", "items": [{"id": "x", "title": ""}]});
            for level in 0..levels {
                area = json!({"id": format!("a{level}"), "title": "", "areas": [area]});
            }
            json!({ "areas": [area] }).to_string()
        };
        assert!(read(&deep(AREA_DEPTH - 1)).is_ok());
        assert_eq!(read(&deep(AREA_DEPTH)), Err(PackFault::TooDeep { limit: AREA_DEPTH }));
        let open = r#"{"id":"A","title":"","areas":["#.repeat(10_000);
        let deepest = format!(r#"{{"areas":[{open}{}]}}"#, "]}".repeat(10_000));
        assert!(matches!(read(&deepest), Err(PackFault::File(OpenError::TooDeep { .. }))));
        let items: Vec<_> =
            (0..PLACES).map(|id| format!(r#"{{"id":"{id}","title":"t"}}"#)).collect();
        assert_eq!(read(&of_items(&items.join(","))), Err(PackFault::TooMany { limit: PLACES }));
        let large = format!(r#"{{"areas":[],"note":"{}"}}"#, "x".repeat(PACK_LIMIT));
        assert!(matches!(read(&large), Err(PackFault::File(OpenError::TooLarge { .. }))));
        assert_eq!(read(r#"{"areas":[]}"#), Err(PackFault::Empty));
    }

    #[test]
    fn hidden_signs_are_refused() {
        for sign in ["\\u202e", "\\u0000", "\\u0007", "\\u2066", "\\u200f"] {
            let text = of_items(&format!(r#"{{"id":"x","title":"甲{sign}乙"}}"#));
            assert_eq!(read(&text), Err(PackFault::HiddenSigns { at: "x".into() }), "{sign}");
            let field = of_items(&item(&format!(r#","later":{{"a":["{sign}"]}}"#)));
            assert!(matches!(read(&field), Err(PackFault::HiddenSigns { .. })), "{sign}");
        }
    }

    #[test]
    fn tags_are_refused_and_comparisons_are_text() {
        for tag in ["<img src=x onerror=alert(1)>", "<script>x</script>", "<b>重</b>"] {
            let text = of_items(&item(&format!(r#","scoring":"见{tag}""#)));
            let told = tag.chars().take(20).collect();
            let fault = StandardFault::Tag { at: "x".into(), text: told };
            assert_eq!(read(&text), Err(PackFault::Fault(fault)));
        }
        let legal = of_items(&item(r#","scoring":"<50%不得分；a < b；≤5\n第二行""#));
        assert_eq!(read(&legal).unwrap().items()[0].scoring, "<50%不得分；a < b；≤5\n第二行");
    }

    #[test]
    fn sums_that_do_not_fit_are_left_to_the_author() {
        let text = of_items(&item("")).replacen(r#""id":"s","#, r#""id":"s","fullMark":900,"#, 1);
        let standard = read(&text).unwrap();
        assert_eq!(check(&standard).len(), 1);
    }
}
