//! Bytes of a text file to text: byte order mark, UTF-16, strict UTF-8, and only then GB18030
//! (domain E4).

/// Decodes old encodings: the browser's TextDecoder in the page, a library elsewhere.
pub trait TextDecoding {
    /// The text, `None` where the label is unknown. Broken bytes become U+FFFD.
    fn decode(&self, label: &str, bytes: &[u8]) -> Option<String>;
}

/// So many characters beyond ASCII that are right as UTF-8 are no accident.
const CLEARLY_UTF8: usize = 20;

/// The text of a file, `None` where it is no text or nobody can decode it.
pub fn decode_text(bytes: &[u8], decoding: &dyn TextDecoding) -> Option<String> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return Some(String::from_utf8_lossy(rest).into_owned());
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return Some(utf16(rest, u16::from_le_bytes));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return Some(utf16(rest, u16::from_be_bytes));
    }
    // Old programs fill up with zeros or end with Ctrl+Z.
    let end = bytes.iter().rposition(|byte| *byte != 0 && *byte != 0x1A).map_or(0, |at| at + 1);
    let bytes = match bytes.split_at_checked(end) {
        Some((text, _)) if !text.contains(&0) => text,
        _ => return unmarked_utf16(bytes),
    };
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.to_owned()),
        Err(error) => {
            let (right, _) = bytes.split_at_checked(error.valid_up_to())?;
            let beyond_ascii = right.iter().filter(|byte| **byte >= 0xC0).count();
            if beyond_ascii >= CLEARLY_UTF8 {
                return Some(String::from_utf8_lossy(bytes).into_owned());
            }
            decoding.decode("gb18030", bytes).filter(|text| is_mostly_text(text))
        }
    }
}

/// A few broken letters cost those letters; a file of them is no text.
fn is_mostly_text(text: &str) -> bool {
    let broken = |letter: &char| {
        *letter == char::REPLACEMENT_CHARACTER || letter.is_control() && !letter.is_whitespace()
    };
    text.chars().filter(broken).count() * 20 <= text.chars().count()
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair)))
        .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// UTF-16 without a mark shows in the zero halves of its separators, all on the same side.
fn unmarked_utf16(bytes: &[u8]) -> Option<String> {
    let (pairs, _) = bytes.as_chunks::<2>();
    let low = pairs.iter().filter(|[low, high]| *low == 0 && *high != 0).count();
    let high = pairs.iter().filter(|[low, high]| *low != 0 && *high == 0).count();
    let both = pairs.iter().filter(|pair| **pair == [0, 0]).count();
    let enough = pairs.len() / 50;
    match (low, high) {
        _ if both > 0 => None,
        (0, high) if high > enough => Some(utf16(bytes, u16::from_le_bytes)),
        (low, 0) if low > enough => Some(utf16(bytes, u16::from_be_bytes)),
        _ => None,
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// The decoder of the tests.
    pub struct Library;

    impl TextDecoding for Library {
        fn decode(&self, label: &str, bytes: &[u8]) -> Option<String> {
            let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
            Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
        }
    }

    #[test]
    fn every_encoding_of_an_office_is_read() {
        let text = "姓名,性别\r\n王䶮,女\r\n";
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let gb = encoding_rs::GB18030.encode(text).0.into_owned();
        let mark = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        for bytes in [
            text.as_bytes().to_vec(),
            mark(b"\xEF\xBB\xBF", text.as_bytes()),
            mark(b"\xFF\xFE", &utf16),
            mark(b"\xFE\xFF", &big),
            utf16,
            big,
            gb,
        ] {
            assert_eq!(decode_text(&bytes, &Library).as_deref(), Some(text));
        }
    }

    #[test]
    fn utf8_cut_in_the_middle_of_a_character_stays_utf8() {
        let text = "示范区市场监督管理局长安市场监督管理所干部花名册";
        let bytes = &text.as_bytes()[..text.len() - 1];
        assert!(decode_text(bytes, &Library).unwrap().starts_with("示范区市场监督管理局"));
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        assert_eq!(decode_text(&[0, 0, 1, 2, 0, 0, 0, 9], &Library), None);
        let noise: Vec<u8> = (0..600_u32).map(|at| (at * at % 251 + 1) as u8).collect();
        assert_eq!(decode_text(&noise, &Library), None);
    }

    #[test]
    fn what_follows_the_end_and_single_broken_letters_do_no_harm() {
        let text = "姓名,性别\n王芳,女\n".repeat(9);
        let gb = encoding_rs::GB18030.encode(&text).0.into_owned();
        for tail in [b"\0\0".as_slice(), b"\x1A"] {
            assert_eq!(
                decode_text(&[&gb, tail].concat(), &Library).as_deref(),
                Some(text.as_str())
            );
        }
        let read = decode_text(&[&gb, b"\xFF\n".as_slice()].concat(), &Library);
        assert!(read.is_some_and(|read| read.starts_with(&text)));
    }
}
