//! Versions of standards and packs as people write them: 1.0, 2026, 2026年版, 试行.

use std::cmp::Ordering;
use std::sync::Arc;

use super::standard::Standard;

/// The version after this one: the last number in it goes up by one. Where there is no number, a 2
/// goes behind.
pub fn next_version(version: &str) -> String {
    let is_digit = |sign: char| sign.is_ascii_digit();
    let Some(last) = version.rfind(is_digit) else {
        let version = version.trim();
        return if version.is_empty() { "1.0".to_owned() } else { format!("{version} 2") };
    };
    let end = last + 1;
    let before = version.get(..end).unwrap_or_default();
    let start = before.rfind(|sign| !is_digit(sign)).map_or(0, |at| {
        at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
    });
    let head = version.get(..start).unwrap_or_default();
    let tail = version.get(end..).unwrap_or_default();
    let number = version.get(start..end).and_then(|digits| digits.parse::<u64>().ok());
    match number.and_then(|number| number.checked_add(1)) {
        Some(next) => format!("{head}{next}{tail}"),
        None => format!("{version} 2"),
    }
}

/// The version after this one that none of `taken` is.
pub fn free_version(version: &str, taken: &[&str]) -> String {
    let mut next = next_version(version);
    while taken.contains(&next.as_str()) {
        next = next_version(&next);
    }
    next
}

/// Which of two versions is the later one: numbers go by their value, so 1.10 is after 1.9.
pub fn version_order(one: &str, other: &str) -> Ordering {
    let (mut one, mut other) = (one.trim(), other.trim());
    loop {
        let ((head, rest), (other_head, other_rest)) = (run(one), run(other));
        let order = match (head.parse::<u64>(), other_head.parse::<u64>()) {
            (Ok(number), Ok(other)) => number.cmp(&other),
            _ => head.cmp(other_head),
        };
        if order.is_ne() || head.is_empty() {
            return order;
        }
        (one, other) = (rest, other_rest);
    }
}

/// The digits or the other signs at the beginning, and what follows.
fn run(text: &str) -> (&str, &str) {
    let digits = text.starts_with(|sign: char| sign.is_ascii_digit());
    let end = text.find(|sign: char| sign.is_ascii_digit() != digits).unwrap_or(text.len());
    (text.get(..end).unwrap_or_default(), text.get(end..).unwrap_or_default())
}

/// The standards in the order of their first appearance, the newest version of each first.
pub fn newest_first(all: Vec<Arc<Standard>>) -> Vec<Arc<Standard>> {
    let mut by_id: Vec<Vec<Arc<Standard>>> = Vec::new();
    for one in all {
        let same = |of: &&mut Vec<Arc<Standard>>| {
            of.first().is_some_and(|first| first.head.id == one.head.id)
        };
        match by_id.iter_mut().find(same) {
            Some(of) => of.push(one),
            None => by_id.push(vec![one]),
        }
    }
    for of in &mut by_id {
        of.sort_by(|one, other| version_order(&other.head.version, &one.head.version));
    }
    by_id.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_version_of_a_standard_comes_first() {
        let standard = |id: &str, version: &str| {
            let mut standard = Standard::default();
            standard.head.id = id.into();
            standard.head.version = version.into();
            Arc::new(standard)
        };
        let all = [("a", "1.2"), ("b", "1"), ("a", "1.10"), ("a", "1.9")];
        let sorted = newest_first(all.map(|(id, version)| standard(id, version)).into());
        let told: Vec<_> = sorted.iter().map(|one| one.head.version.as_str()).collect();
        assert_eq!(told, ["1.10", "1.9", "1.2", "1"]);
    }

    #[test]
    fn the_next_version_counts_the_last_number_on() {
        for (version, next) in [
            ("1.0", "1.1"),
            ("1.9", "1.10"),
            ("2026", "2027"),
            ("2026年版", "2027年版"),
            ("试行", "试行 2"),
            ("", "1.0"),
            ("v99999999999999999999", "v99999999999999999999 2"),
        ] {
            assert_eq!(next_version(version), next);
            assert_eq!(version_order(version, next), Ordering::Less, "{version}");
        }
        assert_eq!(free_version("1.0", &["1.0", "1.1", "1.2"]), "1.3");
    }

    #[test]
    fn versions_are_ordered_by_their_numbers() {
        assert_eq!(version_order("1.10", "1.9"), Ordering::Greater);
        assert_eq!(version_order("1.0", "1.0.1"), Ordering::Less);
        assert_eq!(version_order("2026年版", "2025年版"), Ordering::Greater);
        assert_eq!(version_order(" 1.0", "1.0 "), Ordering::Equal);
    }
}
