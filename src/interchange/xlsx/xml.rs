//! A scanner over XML: elements by their local names, attributes, and text. It does no more than
//! a workbook needs: no schemas, no entities of a document's own, so none can blow up.

use std::borrow::Cow;

/// One step through a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// A start tag.
    Open(Tag<'a>),
    /// An end tag, by its local name; follows at once for an empty element.
    Close(&'a str),
    /// Text between tags, entities not resolved.
    Text(&'a str),
    /// A CDATA section, to be taken as it is.
    Literal(&'a str),
}

/// A start tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// Without the prefix of its namespace.
    pub name: &'a str,
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    /// An attribute by its local name, entities not resolved.
    pub fn get(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.attributes;
        loop {
            let (key, after) = rest.split_once('=')?;
            let after = after.trim_start();
            let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
            let (value, after) = after.get(1..)?.split_once(quote)?;
            if local(key.trim()) == name {
                return Some(value);
            }
            rest = after;
        }
    }

    /// An attribute that is a number.
    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name)?.trim().parse().ok()
    }

    /// An attribute that is a number, in any case and perhaps without quotes, as web pages have it.
    pub fn loose_number(&self, name: &str) -> Option<usize> {
        let attributes = self.attributes.to_ascii_lowercase();
        let (_, after) = attributes.split_once(name)?;
        let value = after.trim_start().strip_prefix('=')?.trim_start();
        let value = value.trim_start_matches(['"', '\'']).trim_start();
        let end = value.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(value.len());
        value.get(..end)?.parse().ok()
    }

    /// An attribute that is true or false, false where it is missing.
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.get(name), Some("1" | "true"))
    }
}

/// Walks through a document.
pub struct Scanner<'a> {
    rest: &'a str,
    /// The element that was empty and is still to be closed.
    to_close: Option<&'a str>,
}

impl<'a> Scanner<'a> {
    /// Begins at the start.
    pub fn new(text: &'a str) -> Self {
        Self { rest: text, to_close: None }
    }

    /// Passes over everything up to the end tag of an element whose content is no markup, such as
    /// a script.
    pub fn skip_raw(&mut self, name: &str) {
        let ends = |(at, _): &(usize, &str)| {
            let after = self.rest.get(at + 2..at + 2 + name.len());
            after.is_some_and(|after| after.eq_ignore_ascii_case(name))
        };
        let end = self.rest.match_indices("</").find(ends).map_or(self.rest.len(), |(at, _)| at);
        self.rest = self.rest.get(end..).unwrap_or_default();
    }

    /// All text up to the end tag of the element that was opened last, with entities resolved.
    /// What stands in elements of the names in `without` is left out.
    pub fn text_of(&mut self, name: &str, without: &[&str], into: &mut String) {
        let mut left_out = 0_usize;
        for event in self.by_ref() {
            match event {
                Event::Open(tag) if without.contains(&tag.name) => left_out += 1,
                Event::Close(close) if without.contains(&close) => {
                    left_out = left_out.saturating_sub(1);
                }
                Event::Close(close) if close == name => return,
                Event::Text(text) if left_out == 0 => into.push_str(&resolve(text)),
                Event::Literal(text) if left_out == 0 => into.push_str(text),
                _ => {}
            }
        }
    }
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        if let Some(name) = self.to_close.take() {
            return Some(Event::Close(name));
        }
        loop {
            let Some(after) = self.rest.strip_prefix('<') else {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                let (text, rest) = self.rest.split_at(end);
                self.rest = rest;
                return (!text.is_empty()).then_some(Event::Text(text));
            };
            let skipped = if let Some(after) = after.strip_prefix("!--") {
                past(after, "-->")
            } else if let Some(after) = after.strip_prefix("![CDATA[") {
                let (text, rest) = after.split_once("]]>").unwrap_or((after, ""));
                self.rest = rest;
                return Some(Event::Literal(text));
            } else if after.starts_with('?') {
                past(after, "?>")
            } else if after.starts_with('!') {
                past(after, ">")
            } else {
                return self.tag(after);
            };
            self.rest = skipped;
        }
    }
}

impl<'a> Scanner<'a> {
    fn tag(&mut self, after: &'a str) -> Option<Event<'a>> {
        let end = tag_end(after)?;
        let inner = after.get(..end)?;
        self.rest = after.get(end + 1..)?;
        if let Some(name) = inner.strip_prefix('/') {
            return Some(Event::Close(local(name.trim_end())));
        }
        let (inner, empty) = match inner.strip_suffix('/') {
            Some(inner) => (inner, true),
            None => (inner, false),
        };
        let at = inner.find(|letter: char| letter.is_ascii_whitespace()).unwrap_or(inner.len());
        let (name, attributes) = inner.split_at(at);
        let name = local(name);
        if empty {
            self.to_close = Some(name);
        }
        Some(Event::Open(Tag { name, attributes }))
    }
}

/// Where the tag ends: a `>` in a quoted value does not.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    text.bytes().position(|byte| match (quote, byte) {
        (None, b'>') => true,
        (None, b'"' | b'\'') => {
            quote = Some(byte);
            false
        }
        (Some(open), byte) if open == byte => {
            quote = None;
            false
        }
        _ => false,
    })
}

fn past<'a>(text: &'a str, end: &str) -> &'a str {
    text.split_once(end).map_or("", |(_, rest)| rest)
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Text with the five entities, character numbers and Excel's `_x000D_` resolved.
pub fn resolve(text: &str) -> Cow<'_, str> {
    if !text.contains('&') && !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '_']) {
        let (before, from) = rest.split_at(at);
        resolved.push_str(before);
        let (letter, length) = entity(from).or_else(|| escaped(from)).unwrap_or_else(|| {
            let letter = from.chars().next().unwrap_or_default();
            (letter, letter.len_utf8())
        });
        resolved.push(letter);
        rest = from.get(length..).unwrap_or_default();
    }
    resolved.push_str(rest);
    Cow::Owned(resolved)
}

fn entity(from: &str) -> Option<(char, usize)> {
    let name = from.strip_prefix('&')?;
    // No entity is longer than `&#x10FFFF;`.
    let end = name.bytes().take(9).position(|byte| byte == b';')?;
    let name = name.get(..end)?;
    let letter = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        // Of web pages.
        "nbsp" => '\u{A0}',
        "middot" => '\u{B7}',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    };
    Some((letter, end + 2))
}

fn escaped(from: &str) -> Option<(char, usize)> {
    let code = from.strip_prefix("_x")?.get(..5)?.strip_suffix('_')?;
    Some((char::from_u32(u32::from_str_radix(code, 16).ok()?)?, 7))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_attributes_and_text_are_found() {
        let text =
            "<?xml version='1.0'?><!-- a > b --><x:a b = \"1>2\" c='d'/>t&amp;<![CDATA[<z>]]></a>";
        let events: Vec<_> = Scanner::new(text).collect();
        let Event::Open(tag) = events[0] else { panic!("{events:?}") };
        assert_eq!(
            (tag.name, tag.get("b"), tag.get("c"), tag.get("d")),
            ("a", Some("1>2"), Some("d"), None)
        );
        assert_eq!(
            events[1..],
            [Event::Close("a"), Event::Text("t&amp;"), Event::Literal("<z>"), Event::Close("a")]
        );
    }

    #[test]
    fn entities_are_resolved_and_unknown_ones_left() {
        assert_eq!(resolve("a&lt;&#x4E2D;&#25991;&bad;_x000D_b_c&"), "a<中文&bad;\rb_c&");
    }

    #[test]
    fn a_document_that_is_cut_off_ends() {
        for text in ["<a b='", "<a", "<!--", "<![CDATA[x", "<?x", "</", "<", "&"] {
            assert!(Scanner::new(text).count() <= 1, "{text}");
        }
    }
}
