//! The parts of a zip package, unpacked one by one within a limit.

use std::io::Read;

use flate2::read::DeflateDecoder;

use crate::model::problem::ImportError;

/// All parts together unpack to no more than this.
const UNPACKED_LIMIT: u64 = 320 << 20;
/// A workbook has no more parts.
const PART_LIMIT: usize = 4_096;

/// A zip with its directory read.
pub struct Package<'a> {
    bytes: &'a [u8],
    parts: Vec<Part>,
    /// What may still be unpacked.
    left: u64,
}

struct Part {
    /// Lower case, with `/` between folders and none in front.
    name: String,
    method: u16,
    packed: u64,
    offset: u64,
    encrypted: bool,
}

fn damaged(why: &str) -> ImportError {
    ImportError::Damaged(why.to_owned())
}

fn number(bytes: &[u8], at: usize, width: usize) -> Option<u64> {
    let slice = bytes.get(at..at.checked_add(width)?)?;
    Some(slice.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte)))
}

fn number16(bytes: &[u8], at: usize) -> Option<u16> {
    u16::try_from(number(bytes, at, 2)?).ok()
}

impl<'a> Package<'a> {
    /// Reads the directory at the end of the file.
    ///
    /// # Errors
    /// No directory, as in a file that was cut off, or one that is no package.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ImportError> {
        let parts = directory(bytes).ok_or_else(|| damaged("zip"))?;
        Ok(Self { bytes, parts, left: UNPACKED_LIMIT })
    }

    /// Is there a part of this name?
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The names of all parts, lower case.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|part| part.name.as_str())
    }

    fn find(&self, name: &str) -> Option<&Part> {
        let name = clean(name);
        self.parts.iter().find(|part| part.name == name)
    }

    /// Unpacks a part; `None` where there is none of that name.
    ///
    /// # Errors
    /// A broken part, or more unpacked than a roster can have.
    pub fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, ImportError> {
        let Some(part) = self.find(name) else { return Ok(None) };
        if part.encrypted {
            return Err(ImportError::Encrypted);
        }
        let packed = part_bytes(self.bytes, part).ok_or_else(|| damaged("zip"))?;
        let mut unpacked = Vec::new();
        let mut take =
            |reader: &mut dyn Read| reader.take(self.left + 1).read_to_end(&mut unpacked);
        match part.method {
            0 => take(&mut &*packed),
            8 => take(&mut DeflateDecoder::new(packed)),
            _ => return Err(damaged("compression")),
        }
        .map_err(|_| damaged(&part.name))?;
        let taken = u64::try_from(unpacked.len()).unwrap_or(u64::MAX);
        if taken > self.left {
            return Err(ImportError::TooLarge(usize::try_from(UNPACKED_LIMIT >> 20).unwrap_or(0)));
        }
        self.left -= taken;
        Ok(Some(unpacked))
    }
}

fn clean(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

fn directory(bytes: &[u8]) -> Option<Vec<Part>> {
    // The end record is followed by a comment of at most 65,535 bytes.
    let tail = bytes.len().saturating_sub(22 + 65_535);
    let ends_here = |at: &usize| {
        bytes.get(*at..at + 4) == Some(b"PK\x05\x06")
            && number16(bytes, at + 20)
                .is_some_and(|comment| at + 22 + usize::from(comment) <= bytes.len())
    };
    let end = (tail..bytes.len()).rev().find(ends_here)?;
    let mut count = number(bytes, end + 10, 2)?;
    let mut start = number(bytes, end + 16, 4)?;
    if (count == 0xFFFF || start == 0xFFFF_FFFF)
        && let Some(long) = long_end(bytes, end)
    {
        (count, start) = long;
    }
    let count = usize::try_from(count).ok()?;
    let mut parts = Vec::new();
    let mut at = usize::try_from(start).ok()?;
    for _ in 0..count.min(PART_LIMIT) {
        if bytes.get(at..at + 4)? != b"PK\x01\x02" {
            return None;
        }
        let lengths = [28, 30, 32].map(|offset| number(bytes, at + offset, 2));
        let [name, extra, comment] =
            lengths.map(|length| length.and_then(|l| usize::try_from(l).ok()));
        let (name, extra, comment) = (name?, extra?, comment?);
        let text = String::from_utf8_lossy(bytes.get(at + 46..at + 46 + name)?);
        let extra_bytes = bytes.get(at + 46 + name..at + 46 + name + extra)?;
        let (packed, offset) = long_sizes(
            extra_bytes,
            number(bytes, at + 20, 4)?,
            number(bytes, at + 24, 4)?,
            number(bytes, at + 42, 4)?,
        );
        parts.push(Part {
            name: clean(&text),
            method: number16(bytes, at + 10)?,
            packed,
            offset,
            encrypted: number(bytes, at + 8, 2)? & 1 == 1,
        });
        at += 46 + name + extra + comment;
    }
    Some(parts)
}

/// Count and start of the directory in the record for large files.
fn long_end(bytes: &[u8], end: usize) -> Option<(u64, u64)> {
    let locator = end.checked_sub(20)?;
    if bytes.get(locator..locator + 4)? != b"PK\x06\x07" {
        return None;
    }
    let record = usize::try_from(number(bytes, locator + 8, 8)?).ok()?;
    Some((number(bytes, record.checked_add(32)?, 8)?, number(bytes, record.checked_add(48)?, 8)?))
}

/// Sizes that do not fit 32 bits stand in an extra field, in this order.
fn long_sizes(extra: &[u8], packed: u64, unpacked: u64, offset: u64) -> (u64, u64) {
    const LONG: u64 = 0xFFFF_FFFF;
    let mut at = 0;
    while let (Some(id), Some(length)) = (number(extra, at, 2), number(extra, at + 2, 2)) {
        if id == 1 {
            let mut field = at + 4;
            let mut next = |value: u64| {
                if value != LONG {
                    return value;
                }
                let long = number(extra, field, 8).unwrap_or(value);
                field += 8;
                long
            };
            next(unpacked);
            return (next(packed), next(offset));
        }
        at += 4 + usize::try_from(length).unwrap_or(usize::MAX - 4 - at);
    }
    (packed, offset)
}

fn part_bytes<'a>(bytes: &'a [u8], part: &Part) -> Option<&'a [u8]> {
    let at = usize::try_from(part.offset).ok()?;
    if bytes.get(at..at.checked_add(4)?)? != b"PK\x03\x04" {
        return None;
    }
    let name = usize::try_from(number(bytes, at + 26, 2)?).ok()?;
    let extra = usize::try_from(number(bytes, at + 28, 2)?).ok()?;
    let start = at + 30 + name + extra;
    let end = start.checked_add(usize::try_from(part.packed).ok()?)?;
    bytes.get(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_package_are_refused() {
        assert!(Package::open(b"PK\x03\x04").is_err());
        assert!(Package::open(b"").is_err());
        let mut lying = b"PK\x05\x06".to_vec();
        lying.extend([0xFF; 18]);
        assert!(Package::open(&lying).is_err());
    }
}
