//! Citizen ID numbers (公民身份号码, GB 11643-1999): six digits of the division, eight of the birth
//! date, three in sequence (odd for men) and a check digit.

use std::fmt;

use super::words::fold;
use crate::model::date::PartialDate;
use crate::model::person::Sex;
use crate::model::width::narrow;

/// Eighteen characters: digits, the last perhaps `X`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdNumber([u8; 18]);

/// Why a cell is no ID number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdFault {
    /// Neither 18 nor 15 digits.
    Length,
    /// The spreadsheet has rounded it to 15 digits.
    PrecisionLost,
}

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [u8; 11] = *b"10X98765432";

impl IdNumber {
    /// Reads 18 characters, or the 15 digits of the first generation, which get their century and
    /// check digit. Spaces, hyphens and a leading apostrophe are passed over.
    ///
    /// # Errors
    /// Another length or other characters; a number in scientific notation.
    pub fn read(text: &str) -> Result<Self, IdFault> {
        let text = fold(text);
        let text = text.trim_start_matches('\'');
        if is_scientific(text) {
            return Err(IdFault::PrecisionLost);
        }
        let digits: Vec<u8> = text
            .bytes()
            .filter(|byte| *byte != b'-')
            .map(|byte| byte.to_ascii_uppercase())
            .collect();
        if let Ok(all) = <[u8; 18]>::try_from(digits.as_slice()) {
            let (last, front) = all.split_last().ok_or(IdFault::Length)?;
            let right =
                front.iter().all(u8::is_ascii_digit) && (last.is_ascii_digit() || *last == b'X');
            return if right { Ok(Self(all)) } else { Err(IdFault::Length) };
        }
        if digits.len() == 15 && digits.iter().all(u8::is_ascii_digit) {
            let (area, rest) = digits.split_at(6);
            let mut all = [0; 18];
            for (to, from) in all.iter_mut().zip(area.iter().chain(b"19").chain(rest)) {
                *to = *from;
            }
            let mut id = Self(all);
            let check = id.expected_check();
            if let Some(last) = id.0.last_mut() {
                *last = check;
            }
            return Ok(id);
        }
        Err(IdFault::Length)
    }

    fn expected_check(&self) -> u8 {
        let sum: u32 =
            self.0.iter().zip(WEIGHTS).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum();
        CHECKS.get(sum as usize % 11).copied().unwrap_or_default()
    }

    /// Does the last character fit the others?
    pub fn check_digit_is_right(&self) -> bool {
        self.0.last() == Some(&self.expected_check())
    }

    /// The birth date in it, `None` where that is no date.
    pub fn birth(&self) -> Option<PartialDate> {
        let part = |from, to| std::str::from_utf8(self.0.get(from..to)?).ok();
        PartialDate::day(
            part(6, 10)?.parse().ok()?,
            part(10, 12)?.parse().ok()?,
            part(12, 14)?.parse().ok()?,
        )
    }

    /// The sex in it.
    pub fn sex(&self) -> Sex {
        let odd = self.0.get(16).is_some_and(|digit| digit % 2 == 1);
        if odd { Sex::Male } else { Sex::Female }
    }

    /// Does it end as a spreadsheet leaves it that has rounded to 15 digits?
    pub fn ends_rounded(&self) -> bool {
        self.0.ends_with(b"000")
    }
}

/// `2.10102E+17`: what a spreadsheet shows of a number too long for it.
fn is_scientific(text: &str) -> bool {
    let mut parts = text.splitn(2, 'e');
    let (mantissa, exponent) = (parts.next().unwrap_or_default(), parts.next());
    let digits = |text: &str| text.chars().all(|letter| narrow(letter).is_ascii_digit());
    !mantissa.is_empty()
        && mantissa.chars().all(|letter| letter.is_ascii_digit() || letter == '.')
        && exponent.is_some_and(|exponent| {
            let exponent = exponent.trim_start_matches('+');
            !exponent.is_empty() && digits(exponent)
        })
}

impl fmt::Display for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.0).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_examples_are_right() {
        for text in ["11010519491231002X", "440524188001010014"] {
            assert!(IdNumber::read(text).unwrap().check_digit_is_right(), "{text}");
        }
        let old = IdNumber::read("110105491231002").unwrap();
        assert_eq!(old.to_string(), "11010519491231002X");
        assert_eq!(old.birth(), PartialDate::parse("1949-12-31"));
        assert_eq!(old.sex(), Sex::Female);
    }

    #[test]
    fn writing_does_not_matter_but_lost_digits_do() {
        let id = IdNumber::read("11010519491231002X");
        for text in [
            " 110105 19491231 002x",
            "'１１０１０５１９４９１２３１００２Ｘ",
            "110105-19491231-002X",
        ] {
            assert_eq!(IdNumber::read(text), id, "{text}");
        }
        assert_eq!(IdNumber::read("2.10102E+17"), Err(IdFault::PrecisionLost));
        assert_eq!(IdNumber::read("2.10102198501011E+017"), Err(IdFault::PrecisionLost));
        for text in ["", "1234", "11010519491231002XX", "1101051949123100AX", "无"] {
            assert_eq!(IdNumber::read(text), Err(IdFault::Length), "{text}");
        }
        assert!(!IdNumber::read("110105194912310021").unwrap().check_digit_is_right());
    }
}
