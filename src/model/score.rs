//! Marks (分), counted in hundredths so that every printed table adds up with a pocket calculator.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// The largest integer that every JSON reader keeps exactly, 2^53 − 1.
pub const LARGEST_SAFE: i64 = 9_007_199_254_740_991;

/// A mark in hundredths of a point: 7.5 points are 750.
///
/// JSON: a whole number between −(2^53 − 1) and 2^53 − 1; `7.5` and `"750"` are refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hundredths(pub i64);

impl Hundredths {
    /// No mark at all.
    pub const ZERO: Self = Self(0);

    /// Reads what a person types: `7`, `7.5` or `7.25` points. `None` for a sign, a third decimal,
    /// anything else, or more than ten million points.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        if whole.is_empty() || whole.len() > 7 || part.len() > 2 {
            return None;
        }
        if !whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        format!("{whole}{part:0<2}").parse().ok().map(Self)
    }

    /// The sum, `None` where it is no safe integer any more.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).filter(|sum| is_safe(*sum)).map(Self)
    }

    /// The difference, zero where `other` is more.
    pub fn less(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0).max(0))
    }
}

/// A mark in points without needless zeros: 750 is `7.5`.
pub fn points(mark: Hundredths) -> String {
    let text = mark.to_string();
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn is_safe(value: i64) -> bool {
    value.unsigned_abs() <= LARGEST_SAFE.unsigned_abs()
}

/// Always two decimals: `7.50`.
impl fmt::Display for Hundredths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let value = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", value / 100, value % 100)
    }
}

impl Serialize for Hundredths {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}

impl<'de> Deserialize<'de> for Hundredths {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = i64::deserialize(deserializer)?;
        if is_safe(value) {
            Ok(Self(value))
        } else {
            Err(D::Error::custom(format!("{value} hundredths are beyond 2^53")))
        }
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Hundredths {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Hundredths".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "integer",
            "minimum": -LARGEST_SAFE,
            "maximum": LARGEST_SAFE,
            "description": "A mark in hundredths of a point: 7.5 points are 750"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_as_people_type_them_and_printed_with_two_decimals() {
        for (text, value, printed) in
            [("7", 700, "7.00"), ("7.5", 750, "7.50"), ("0.05", 5, "0.05"), ("10.", 1000, "10.00")]
        {
            assert_eq!(Hundredths::parse(text), Some(Hundredths(value)), "{text}");
            assert_eq!(Hundredths(value).to_string(), printed);
        }
        for text in ["", ".5", "-1", "+1", "1.234", "1e3", "７", "99999999", "1 2"] {
            assert_eq!(Hundredths::parse(text), None, "{text}");
        }
        assert_eq!(Hundredths(-5).to_string(), "-0.05");
    }

    #[test]
    fn json_holds_whole_safe_integers_only() {
        assert_eq!(serde_json::from_str::<Hundredths>("750").ok(), Some(Hundredths(750)));
        for text in ["7.5", "\"750\"", "1e308", "9007199254740992", "null"] {
            assert!(serde_json::from_str::<Hundredths>(text).is_err(), "{text}");
        }
    }
}
