//! Numbers as they stand in sentences: 0.5, 95%, 三, 半, 百分之九十.

use crate::model::rule::Amount;
use crate::model::score::Hundredths;

/// A number in a text: where it begins and ends, in bytes, and how much it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    pub start: usize,
    pub end: usize,
    /// Reduced to the decimals that are written: 0.5 is 5 of 10.
    pub amount: Amount,
    /// Is it followed by % or 个百分点?
    pub percent: bool,
}

impl Found {
    /// As a mark, where it has at most two decimals.
    pub fn mark(self) -> Option<Hundredths> {
        let Amount { part, whole } = self.amount;
        let hundredths = part.checked_mul(100)?;
        (hundredths % whole == 0).then(|| i64::try_from(hundredths / whole).ok().map(Hundredths))?
    }

    /// As a rate: 95 of 100 for 95%.
    pub fn rate(self) -> Option<Amount> {
        let Amount { part, whole } = self.amount;
        let whole = whole.checked_mul(100)?;
        Some(if part == whole { Amount::one() } else { Amount { part, whole } })
    }
}

/// Makes digits and signs of full width narrow, and takes out blanks.
pub fn narrow(text: &str) -> String {
    let narrow = |sign: char| match sign {
        '０'..='９' | '％' | '（' | '）' | '＜' | '＞' | '．' | '～' | '＝' => {
            char::from_u32(u32::from(sign) - 0xfee0).unwrap_or(sign)
        }
        '﹪' => '%',
        '—' | '–' | '－' => '-',
        ',' => '，',
        ':' => '：',
        ';' => '；',
        other => other,
    };
    text.chars().filter(|sign| !sign.is_whitespace()).map(narrow).collect()
}

fn digit(sign: char) -> Option<u64> {
    let place = "零一二三四五六七八九".chars().position(|one| one == sign);
    place.map(|place| place as u64).or((sign == '两').then_some(2)).or((sign == '〇').then_some(0))
}

/// The Chinese number at the beginning, up to 99, and its length.
fn chinese(text: &str) -> Option<(Amount, usize)> {
    let mut value: Option<u64> = None;
    let mut length = 0;
    for sign in text.chars() {
        let next = match (digit(sign), value) {
            (Some(digit), None) => digit,
            (Some(digit), Some(tens)) if tens >= 10 && tens % 10 == 0 => tens + digit,
            (None, None) if sign == '十' => 10,
            (None, Some(tens)) if sign == '十' && tens < 10 => tens * 10,
            _ => break,
        };
        value = Some(next);
        length += sign.len_utf8();
    }
    if let Some(part) = value {
        return Some((Amount { part, whole: 1 }, length));
    }
    text.starts_with('半').then_some((Amount { part: 1, whole: 2 }, '半'.len_utf8()))
}

/// The decimal at the beginning, and its length.
fn decimal(text: &str) -> Option<(Amount, usize)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    let parts = text.get(whole..)?.strip_prefix('.').map(digits).filter(|parts| *parts > 0);
    let end = whole + parts.map_or(0, |parts| parts + 1);
    if whole == 0 || whole > 9 || parts.is_some_and(|parts| parts > 4) {
        return None;
    }
    let part = text.get(..end)?.replace('.', "").parse().ok()?;
    Some((Amount { part, whole: 10_u64.pow(parts.unwrap_or(0) as u32) }, end))
}

/// The number at the beginning of a text, with its percent sign.
pub fn at_start(text: &str) -> Option<Found> {
    let of_hundred = "百分之";
    let (text_of, before) = match text.strip_prefix(of_hundred) {
        Some(rest) => (rest, of_hundred.len()),
        None => (text, 0),
    };
    let (amount, length) = decimal(text_of).or_else(|| chinese(text_of))?;
    let mut end = before + length;
    let mut percent = before > 0;
    let rest = text.get(end..).unwrap_or_default();
    for sign in ["%", "个百分点"] {
        if rest.starts_with(sign) {
            (end, percent) = (end + sign.len(), true);
        }
    }
    Some(Found { start: 0, end, amount, percent })
}

/// Every number of a text that is written in digits or stands where a number is usual, in order.
pub fn all(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(sign) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        let begins = sign.is_ascii_digit() || rest.starts_with("百分之");
        match at_start(rest).filter(|_| begins) {
            Some(one) => {
                found.push(Found { start: at, end: at + one.end, ..one });
                at += one.end;
            }
            None => at += sign.len_utf8(),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        let read = |text: &str| {
            at_start(&narrow(text))
                .map(|one| (one.amount.part, one.amount.whole, one.percent, one.end))
        };
        assert_eq!(read("0.5分"), Some((5, 10, false, 3)));
        assert_eq!(read("９５％的"), Some((95, 1, true, 3)));
        assert_eq!(read("5个百分点"), Some((5, 1, true, 13)));
        assert_eq!(read("百分之九十五"), Some((95, 1, true, 18)));
        assert_eq!(read("十二次"), Some((12, 1, false, 6)));
        assert_eq!(read("两项"), Some((2, 1, false, 3)));
        assert_eq!(read("半分"), Some((1, 2, false, 3)));
        assert_eq!(read("1."), Some((1, 1, false, 1)));
        for text in ["分", "每", "%", ".5"] {
            assert_eq!(read(text), None, "{text}");
        }
        let rates: Vec<_> =
            all("达到90%的，每低5个百分点扣0.1分").iter().map(|one| one.percent).collect();
        assert_eq!(rates, [true, true, false]);
    }
}
