//! The texts of a standard, each with its place, and the tags of web pages in them: a standard has
//! none, so one that has them comes from somebody who means the page and not the reader.

use serde_json::Value;

use super::check::StandardFault;
use crate::model::standard::Standard;

/// So many signs of a tag are shown.
const SHOWN: usize = 20;

/// Gives every text of a standard, names and texts of fields of a newer version included, with the
/// id of the area, item or rating that it stands in; nothing where that is the head.
pub fn each_text(standard: &Standard, act: &mut dyn FnMut(&str, &str)) {
    // A standard is always JSON.
    walk(&serde_json::to_value(standard).unwrap_or_default(), "", false, act);
}

fn walk(value: &Value, at: &str, is_place: bool, act: &mut dyn FnMut(&str, &str)) {
    match value {
        Value::String(text) => act(at, text),
        Value::Array(list) => list.iter().for_each(|value| walk(value, at, is_place, act)),
        Value::Object(fields) => {
            let id = fields.get("id").and_then(Value::as_str).filter(|_| is_place);
            let at = id.unwrap_or(at);
            for (name, value) in fields {
                act(at, name);
                let is_place = matches!(name.as_str(), "areas" | "items" | "ratings");
                walk(value, at, is_place, act);
            }
        }
        _ => {}
    }
}

/// The tag in a text, from `<` on: `<b`, `</b` and `<!--` with a `>` somewhere behind. `a < b`,
/// `<50%` and `<` alone are none.
pub fn tag(text: &str) -> Option<&str> {
    let mut starts = text.match_indices('<').filter_map(|(at, _)| text.get(at..));
    starts.find(|rest| {
        let name = rest.get(1..).unwrap_or_default();
        let is_name = |name: &str| name.starts_with(|sign: char| sign.is_ascii_alphabetic());
        let begins = is_name(name)
            || name.strip_prefix('/').is_some_and(is_name)
            || name.strip_prefix('!').is_some_and(|name| is_name(name) || name.starts_with("--"));
        begins && name.contains('>')
    })
}

/// Every text of a standard with a tag in it.
pub(super) fn tags(standard: &Standard) -> Vec<StandardFault> {
    let mut faults = Vec::new();
    each_text(standard, &mut |at, text| {
        if let Some(tag) = tag(text) {
            let text = tag.chars().take(SHOWN).collect();
            faults.push(StandardFault::Tag { at: at.to_owned(), text });
        }
    });
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::check::check;
    use crate::assessment::scoring::score;
    use crate::model::assessment::Answers;

    #[test]
    fn tags_are_told_from_comparisons() {
        for text in [
            "<script>alert(1)</script>",
            "甲<img src=x onerror=alert(1)>",
            "<b>重点</b>",
            "尾</b >",
            "<!-- 注 -->",
            "<!DOCTYPE html>",
            "1 < 2 <i\nclass=x>",
        ] {
            assert!(tag(text).is_some(), "{text}");
        }
        for text in ["<50%不得分", "a < b", "a < b > c", "≤5", "<", "<>", "<b", "x<y", "<《办法》>"]
        {
            assert_eq!(tag(text), None, "{text}");
        }
    }

    #[test]
    fn a_tag_anywhere_is_a_fault_with_its_place_and_changes_no_mark() {
        let mut standard = Standard::built_in().remove(0);
        let answers = Answers::default();
        let total = score(&standard, &answers);
        standard.item_mut("A1.2").unwrap().rules[0].text = "见<img src=x onerror=alert(1)>".into();
        standard.area_mut("B1").unwrap().content = "<b>重</b>".into();
        standard.head.issuer = "<i>局</i>".into();
        let mut told: Vec<_> = check(&standard).iter().map(ToString::to_string).collect();
        told.sort();
        let expected = [
            "a text of A1.2 has a tag of web pages: <img src=x onerror=a",
            "a text of B1 has a tag of web pages: <b>重</b>",
            "a text of the head has a tag of web pages: <i>局</i>",
        ];
        assert_eq!(told, expected);
        assert_eq!(score(&standard, &answers).is_ok(), total.is_ok());
    }
}
