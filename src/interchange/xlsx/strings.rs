//! The shared texts of a workbook.

use super::xml::{Event, Scanner};

/// All texts in one string with their ends. What the file says of their count is not asked.
#[derive(Default)]
pub struct SharedStrings {
    text: String,
    ends: Vec<usize>,
}

impl SharedStrings {
    /// Reads the part; runs of rich text are joined, readings of characters (rPh) left out.
    pub fn read(xml: &str) -> Self {
        let mut strings = Self::default();
        let mut scanner = Scanner::new(xml);
        while let Some(event) = scanner.next() {
            if let Event::Open(tag) = event
                && tag.name == "si"
            {
                scanner.text_of("si", &["rPh", "phoneticPr"], &mut strings.text);
                strings.ends.push(strings.text.len());
            }
        }
        strings
    }

    /// Adds the next text.
    pub fn add(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    /// The text of a number.
    pub fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        self.text.get(start.unwrap_or(0)..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rich_text_is_joined_and_its_reading_left_out() {
        let strings = SharedStrings::read(
            "<sst count='999999999' uniqueCount='4294967295'><si><t>王</t></si><si/>\
             <si><r><rPr><b/></rPr><t>张</t></r><r><t xml:space='preserve'> 三</t></r>\
             <rPh sb='0' eb='1'><t>ZHANG</t></rPh></si></sst>",
        );
        assert_eq!(strings.get(0), Some("王"));
        assert_eq!(strings.get(1), Some(""));
        assert_eq!(strings.get(2), Some("张 三"));
        assert_eq!(strings.get(3), None);
    }
}
