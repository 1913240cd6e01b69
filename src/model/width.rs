//! Full-width characters, as an input method for Chinese types them.

/// The half-width form of a full-width character (U+FF01 to U+FF5E) or blank.
pub fn narrow(letter: char) -> char {
    match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        '\u{3000}' | '\u{A0}' => ' ',
        _ => letter,
    }
}
