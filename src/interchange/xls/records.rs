//! The records of a stream, those that continue others, and the texts in them.

use super::compound::{long, short};
use crate::interchange::encoding::TextDecoding;

/// Beginnings: of Excel 5.0 and later, 4.0, 3.0 and 2.1.
pub const BOF: [u16; 4] = [0x0809, 0x0409, 0x0209, OLDEST];
/// The beginning of Excel 2.1, whose cells are laid out in another way.
pub const OLDEST: u16 = 0x0009;
pub const EOF: u16 = 0x000A;
const CONTINUE: u16 = 0x003C;

/// One record.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    pub id: u16,
    pub data: &'a [u8],
}

impl Record<'_> {
    pub fn short(&self, at: usize) -> Option<u16> {
        short(self.data, at)
    }

    pub fn long(&self, at: usize) -> Option<u32> {
        long(self.data, at)
    }

    pub fn double(&self, at: usize) -> Option<f64> {
        self.data.get(at..)?.first_chunk().map(|number| f64::from_le_bytes(*number))
    }
}

/// Walks through a stream; ends where a record is cut off.
pub struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    pub fn new(stream: &'a [u8]) -> Self {
        Self { rest: stream }
    }

    /// A record of which something is passed over, with the records that continue it.
    pub fn parts(&mut self, first: Record<'a>, skip: usize) -> Parts<'a> {
        let mut following = Vec::new();
        while short(self.rest, 0) == Some(CONTINUE)
            && let Some(record) = self.next()
        {
            following.push(record.data);
        }
        Parts { rest: first.data.get(skip..).unwrap_or_default(), following: following.into_iter() }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (id, length) = (short(self.rest, 0)?, short(self.rest, 2)?);
        let end = 4 + usize::from(length);
        let data = self.rest.get(4..end)?;
        self.rest = self.rest.get(end..)?;
        Some(Record { id, data })
    }
}

/// The data of a record and of those that continue it.
pub struct Parts<'a> {
    rest: &'a [u8],
    following: std::vec::IntoIter<&'a [u8]>,
}

impl<'a> Parts<'a> {
    fn turn(&mut self) -> bool {
        while self.rest.is_empty() {
            match self.following.next() {
                Some(next) => self.rest = next,
                None => return false,
            }
        }
        true
    }

    fn byte(&mut self) -> Option<u8> {
        self.turn();
        let (byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*byte)
    }

    fn short(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn length(&mut self, width: usize) -> Option<usize> {
        if width == 1 { self.byte().map(usize::from) } else { self.short().map(usize::from) }
    }

    fn skip(&mut self, mut length: usize) {
        while length > 0 && self.turn() {
            let step = length.min(self.rest.len());
            self.rest = self.rest.get(step..).unwrap_or_default();
            length -= step;
        }
    }

    /// Excel 97's text: its length in characters, how they are kept, and behind them what is
    /// left out here, formats of runs and readings of characters (MS-XLS 2.5.293).
    pub fn text(&mut self, width: usize) -> Option<String> {
        let length = self.length(width)?;
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { self.length(2)? } else { 0 };
        let readings = if flags & 4 != 0 { self.length(2)? | self.length(2)? << 16 } else { 0 };
        let text = self.letters(length, flags & 1 != 0);
        self.skip(runs * 4);
        self.skip(readings);
        Some(text)
    }

    /// Letters of one or two bytes; each record that continues says anew which.
    fn letters(&mut self, length: usize, mut wide: bool) -> String {
        let mut units: Vec<u16> = Vec::new();
        while units.len() < length {
            if self.rest.is_empty() {
                if !self.turn() {
                    break;
                }
                wide = self.byte().is_some_and(|flags| flags & 1 != 0);
            }
            let width = if wide { 2 } else { 1 };
            let fitting = (self.rest.len() / width).min(length - units.len());
            if fitting == 0 {
                // Half a letter at the end of a record.
                self.rest = &[];
                continue;
            }
            let Some((letters, rest)) = self.rest.split_at_checked(fitting * width) else { break };
            self.rest = rest;
            match wide {
                true => units
                    .extend(letters.as_chunks().0.iter().map(|letter| u16::from_le_bytes(*letter))),
                false => units.extend(letters.iter().map(|letter| u16::from(*letter))),
            }
        }
        char::decode_utf16(units).map(|letter| letter.unwrap_or('\u{FFFD}')).collect()
    }

    /// Older text: its length in bytes, and bytes of a code page.
    pub fn bytes(&mut self, width: usize) -> Option<&'a [u8]> {
        let length = self.length(width)?.min(self.rest.len());
        self.rest.get(..length)
    }
}

/// The text of bytes of a code page. Files made in China often name the wrong page, so whatever
/// is not plainly another East Asian one is taken for GB 18030.
pub fn decode(bytes: &[u8], code_page: u16, decoding: &dyn TextDecoding) -> String {
    if let Some(text) = std::str::from_utf8(bytes).ok().filter(|text| text.is_ascii()) {
        return text.to_owned();
    }
    let label = match code_page {
        932 => "shift_jis",
        949 => "euc-kr",
        950 => "big5",
        65001 => "utf-8",
        _ => "gb18030",
    };
    decoding.decode(label, bytes).unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned())
}
