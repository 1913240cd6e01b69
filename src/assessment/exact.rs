//! Exact fractions: no mark is rounded before the item is, no total before the total is.

use std::cmp::Ordering;
use std::fmt;

use serde::{Serialize, Serializer};
use thiserror::Error;

use crate::model::rule::Amount;
use crate::model::score::{Hundredths, LARGEST_SAFE};

/// Numbers too large to be computed exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the numbers are too large")]
pub struct TooLarge;

/// A fraction in lowest terms. JSON: text, `"239/2"` or `"7"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exact {
    over: i128,
    under: i128,
}

impl Exact {
    /// 0.
    pub const ZERO: Self = Self { over: 0, under: 1 };
    /// 1.
    pub const ONE: Self = Self { over: 1, under: 1 };

    /// `over` ÷ `under`.
    ///
    /// # Errors
    /// Division by zero, or numbers that do not fit.
    pub fn new(over: i128, under: i128) -> Result<Self, TooLarge> {
        if under == 0 || over == i128::MIN || under == i128::MIN {
            return Err(TooLarge);
        }
        let shared = common_divisor(over.unsigned_abs(), under.unsigned_abs());
        let shared = i128::try_from(shared).map_err(|_| TooLarge)? * under.signum();
        Ok(Self { over: over / shared, under: under / shared })
    }

    /// The sum.
    ///
    /// # Errors
    /// Numbers that do not fit; so for the rest.
    pub fn plus(self, other: Self) -> Result<Self, TooLarge> {
        let left = self.over.checked_mul(other.under).ok_or(TooLarge)?;
        let right = other.over.checked_mul(self.under).ok_or(TooLarge)?;
        let under = self.under.checked_mul(other.under).ok_or(TooLarge)?;
        Self::new(left.checked_add(right).ok_or(TooLarge)?, under)
    }

    /// The difference.
    ///
    /// # Errors
    /// See [`Exact::plus`].
    pub fn minus(self, other: Self) -> Result<Self, TooLarge> {
        self.plus(Self { over: -other.over, under: other.under })
    }

    /// The product.
    ///
    /// # Errors
    /// See [`Exact::plus`].
    pub fn times(self, other: Self) -> Result<Self, TooLarge> {
        // Crosswise reduction first keeps the numbers small.
        let one = Self::new(self.over, other.under)?;
        let two = Self::new(other.over, self.under)?;
        Self::new(
            one.over.checked_mul(two.over).ok_or(TooLarge)?,
            one.under.checked_mul(two.under).ok_or(TooLarge)?,
        )
    }

    /// The quotient.
    ///
    /// # Errors
    /// Division by zero, and see [`Exact::plus`].
    pub fn divided_by(self, other: Self) -> Result<Self, TooLarge> {
        self.times(Self::new(other.under, other.over)?)
    }

    /// Which is more?
    ///
    /// # Errors
    /// See [`Exact::plus`].
    pub fn compare(self, other: Self) -> Result<Ordering, TooLarge> {
        Ok(self.minus(other)?.over.cmp(&0))
    }

    /// The smaller one.
    ///
    /// # Errors
    /// See [`Exact::plus`].
    pub fn at_most(self, other: Self) -> Result<Self, TooLarge> {
        Ok(if self.compare(other)? == Ordering::Greater { other } else { self })
    }

    /// Is it above zero?
    pub fn is_positive(self) -> bool {
        self.over > 0
    }

    /// The whole number below or at it.
    pub fn floor(self) -> i128 {
        self.over.div_euclid(self.under)
    }

    /// The whole number above or at it.
    pub fn ceiling(self) -> i128 {
        self.floor() + i128::from(self.over.rem_euclid(self.under) != 0)
    }

    /// The nearest whole number, halves up: of hundredths, the mark.
    ///
    /// # Errors
    /// More than a safe integer.
    pub fn rounded(self) -> Result<Hundredths, TooLarge> {
        let doubled = self.over.checked_mul(2).ok_or(TooLarge)?;
        let doubled = doubled.checked_add(self.under).ok_or(TooLarge)?;
        let rounded = doubled.div_euclid(self.under.checked_mul(2).ok_or(TooLarge)?);
        i64::try_from(rounded)
            .ok()
            .filter(|value| value.unsigned_abs() <= LARGEST_SAFE.unsigned_abs())
            .map(Hundredths)
            .ok_or(TooLarge)
    }

    /// Decimal digits of a number of hundredths as points, at most `places` after the dot, cut off
    /// and not rounded, and whether that is all of it: 239/2 is `1.195`.
    pub fn points(self, places: u32) -> (String, bool) {
        let scale = 10_u128.saturating_pow(places);
        let under = self.under.unsigned_abs().saturating_mul(100);
        let scaled = self.over.unsigned_abs().saturating_mul(scale);
        let digits = scaled / under;
        let part = format!("{:0width$}", digits % scale, width = places as usize);
        let part = part.trim_end_matches('0');
        let sign = if self.over < 0 { "-" } else { "" };
        let dot = if part.is_empty() { "" } else { "." };
        (format!("{sign}{}{dot}{part}", digits / scale), scaled.is_multiple_of(under))
    }
}

fn common_divisor(mut left: u128, mut right: u128) -> u128 {
    while right != 0 {
        (left, right) = (right, left % right);
    }
    left
}

impl From<Hundredths> for Exact {
    fn from(mark: Hundredths) -> Self {
        Self { over: i128::from(mark.0), under: 1 }
    }
}

impl TryFrom<Amount> for Exact {
    type Error = TooLarge;

    fn try_from(amount: Amount) -> Result<Self, TooLarge> {
        Self::new(i128::from(amount.part), i128::from(amount.whole))
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.under == 1 { self.over.fmt(f) } else { write!(f, "{}/{}", self.over, self.under) }
    }
}

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Exact {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Exact".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "pattern": "^-?[0-9]+(/[0-9]+)?$",
            "description": "An exact number as a fraction in lowest terms; of marks, in hundredths"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(over: i128, under: i128) -> Exact {
        Exact::new(over, under).unwrap()
    }

    #[test]
    fn halves_are_rounded_up_and_nothing_before() {
        assert_eq!(exact(1000, 3).rounded(), Ok(Hundredths(333)));
        assert_eq!(exact(239, 2).rounded(), Ok(Hundredths(120)));
        assert_eq!(exact(14_999, 2).rounded(), Ok(Hundredths(7500)));
        assert_eq!(exact(149_989, 20).rounded(), Ok(Hundredths(7499)));
    }

    #[test]
    fn fractions_are_kept_in_lowest_terms() {
        assert_eq!(exact(6, -4).to_string(), "-3/2");
        assert_eq!(exact(1, 3).plus(exact(1, 6)), Ok(exact(1, 2)));
        assert_eq!(exact(2, 3).times(exact(9, 4)), Ok(exact(3, 2)));
        assert_eq!(exact(2, 3).divided_by(exact(4, 3)), Ok(exact(1, 2)));
        assert_eq!(exact(-7, 2).floor(), -4);
        assert_eq!(exact(-7, 2).ceiling(), -3);
        assert_eq!(exact(4, 2).ceiling(), 2);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(Exact::new(1, 0), Err(TooLarge));
        let huge = exact(i128::MAX, 1);
        assert_eq!(huge.plus(huge), Err(TooLarge));
        assert_eq!(huge.times(huge), Err(TooLarge));
        assert_eq!(huge.rounded(), Err(TooLarge));
    }

    #[test]
    fn points_are_written_as_decimals() {
        assert_eq!(exact(239, 2).points(4), ("1.195".into(), true));
        assert_eq!(exact(1000, 3).points(4), ("3.3333".into(), false));
        assert_eq!(exact(700, 1).points(4), ("7".into(), true));
    }
}
