//! One cell of schooling, post, rank, sex …: the words of the roster to the codes of the packs.

use super::words::{RosterWords, fold, is_invisible, is_space};
use crate::model::person::Sex;
use crate::model::width::narrow;

/// The code of GB/T 4658-2006 for a way of writing, `None` where nobody knows it.
pub fn education(text: &str, words: &RosterWords) -> Option<String> {
    let key = fold(text);
    if words.ambiguous_codes.contains(&key) {
        // 10/20/30/40 stand for other levels in a list that goes about (domain A1).
        return None;
    }
    if let Some(code) = one_education(&key, words) {
        return Some(code);
    }
    let plain = without_brackets(&key);
    if plain != key
        && let Some(code) = one_education(&plain, words)
    {
        return Some(code);
    }
    let mut parts = split(text, words);
    if parts.len() < 2 {
        parts = text.split_whitespace().collect();
    }
    if parts.len() < 2 {
        return None;
    }
    // 大学、法学学士, 本科/法学: the schooling first, then the degree or the subject.
    one_education(&without_brackets(&fold(parts.first()?)), words)
}

fn one_education(key: &str, words: &RosterWords) -> Option<String> {
    let known = |key: &str| words.education.get(key).cloned();
    let by_degree = |key: &str| degree_name(key, words).and_then(|name| known(&fold(name)));
    if let Some(code) = known(key).or_else(|| by_degree(key)) {
        return Some(code);
    }
    let mut rest = key;
    for _ in 0..3 {
        let shorter = words
            .education_prefixes
            .iter()
            .find_map(|prefix| rest.strip_prefix(prefix.as_str()))
            .or_else(|| {
                words
                    .education_suffixes
                    .iter()
                    .find_map(|suffix| rest.strip_suffix(suffix.as_str()))
            });
        rest = shorter.filter(|rest| !rest.is_empty())?;
        if let Some(code) = known(rest).or_else(|| by_degree(rest)) {
            return Some(code);
        }
    }
    None
}

/// 工学硕士 is 硕士.
fn degree_name<'a>(key: &str, words: &'a RosterWords) -> Option<&'a str> {
    words.degree_suffixes.iter().find(|suffix| key.ends_with(suffix.as_str())).map(String::as_str)
}

/// The first digit of GB/T 6864-2003: 2 doctor, 3 master, 4 bachelor.
pub fn degree(text: &str, words: &RosterWords) -> Option<String> {
    let key = fold(text);
    words.degrees.get(&key).cloned().or_else(|| {
        let key = key.trim_end_matches(')');
        let name = words.degree_suffixes.iter().find(|suffix| key.contains(suffix.as_str()))?;
        words.degrees.get(&fold(name)).cloned()
    })
}

/// Codes of posts, with what is not known as it is written.
pub struct Posts {
    pub codes: Vec<String>,
    pub unknown: Vec<String>,
}

/// The posts of a cell, several with marks between them.
pub fn posts(text: &str, words: &RosterWords) -> Posts {
    let mut found = Posts { codes: Vec::new(), unknown: Vec::new() };
    let mut add = |code: String| {
        if !found.codes.contains(&code) {
            found.codes.push(code);
        }
    };
    if let Some(code) = lookup(text, &words.posts) {
        add(code);
        return found;
    }
    let mut unknown = Vec::new();
    for part in split(text, words) {
        match lookup(part, &words.posts) {
            Some(code) => add(code),
            None => {
                let name = tidy(part);
                add(name.clone());
                unknown.push(name);
            }
        }
    }
    found.unknown = unknown;
    found
}

/// A code by its word, with and without what stands in brackets.
pub fn lookup(text: &str, table: &std::collections::HashMap<String, String>) -> Option<String> {
    let key = fold(text);
    table.get(&key).or_else(|| table.get(&without_brackets(&key))).cloned()
}

/// The sex, `None` where the word is unknown.
pub fn sex(text: &str, words: &RosterWords) -> Option<Sex> {
    words.sexes.get(&fold(text)).copied()
}

/// The parts between the marks, blank ones left out.
pub fn split<'a>(text: &'a str, words: &RosterWords) -> Vec<&'a str> {
    text.split(|letter| words.separators.contains(&letter))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

/// 长安所副所长 is 长安所 and 副所长: one column often says both. The second is blank where it does
/// not.
pub fn office_and_position<'a>(text: &'a str, words: &RosterWords) -> (&'a str, &'a str) {
    if words.is_office(text) {
        return (text, "");
    }
    let mut best: Option<((bool, bool, usize), &str, &str)> = None;
    for ending in words.office_endings.iter().map(|ending| ending.ending.as_str()) {
        for (at, _) in text.match_indices(ending).filter(|(at, _)| *at > 0) {
            let (office, rest) = text.split_at(at + ending.len());
            let rest =
                rest.trim_matches(|letter| words.separators.contains(&letter) || is_space(letter));
            let known = lookup(rest, &words.posts).is_some()
                || lookup(rest, &words.ranks).is_some()
                || words.positions.iter().any(|position| position == rest);
            let ends_so = || words.position_endings.iter().any(|end| rest.ends_with(end.as_str()));
            let is_position = (2..=16).contains(&rest.chars().count()) && (known || ends_so());
            if !is_position || !words.is_office(office) {
                continue;
            }
            let rank = (known, ending.chars().count() > 1, at);
            if best.is_none_or(|(other, ..)| rank > other) {
                best = Some((rank, office, rest));
            }
        }
    }
    best.map_or((text, ""), |(_, office, rest)| (office, rest))
}

/// The office that heads the rows below it: `一、长安所（12人）` is 长安所.
pub fn section_name<'a>(text: &'a str, words: &RosterWords) -> Option<&'a str> {
    let mut name = text.trim().trim_end_matches([':', '\u{FF1A}']);
    if name.ends_with([')', '\u{FF09}'])
        && let Some(at) = name.rfind(['(', '\u{FF08}'])
    {
        name = name.get(..at)?.trim_end();
    }
    let marks = ['\u{3001}', '.', '\u{FF0E}', ')', '\u{FF09}'];
    let after = name
        .trim_start_matches(['(', '\u{FF08}'])
        .trim_start_matches(|letter| words.enumerators.contains(&letter));
    if after.len() < name.len() && after.starts_with(marks) {
        name = after.trim_start_matches(marks).trim_start();
    }
    Some(name).filter(|name| words.is_office(name))
}

fn without_brackets(key: &str) -> String {
    let mut depth = 0_usize;
    key.chars()
        .filter(|letter| {
            if *letter == '(' {
                depth += 1;
            }
            let outside = depth == 0;
            if *letter == ')' {
                depth = depth.saturating_sub(1);
            }
            outside
        })
        .collect()
}

/// A text without invisible characters and without spaces at its ends; inner spaces become one.
pub fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    for letter in text.trim_start_matches('\'').chars().filter(|letter| !is_invisible(*letter)) {
        if !is_space(letter) {
            tidy.push(letter);
        } else if !tidy.is_empty() && !tidy.ends_with(' ') {
            tidy.push(' ');
        }
    }
    tidy.truncate(tidy.trim_end().len());
    tidy
}

/// A name: `王　芳` is 王芳, the dot of names of other peoples is `·`, Latin names keep their spaces.
pub fn name(text: &str) -> String {
    let tidy = tidy(text);
    let letters: Vec<char> = tidy.chars().collect();
    let latin = |letter: Option<&char>| letter.is_some_and(char::is_ascii_alphanumeric);
    let mut name = String::with_capacity(tidy.len());
    for (at, letter) in letters.iter().enumerate() {
        match letter {
            ' ' if latin(at.checked_sub(1).and_then(|before| letters.get(before)))
                && latin(letters.get(at + 1)) =>
            {
                name.push(' ');
            }
            ' ' => {}
            '\u{2022}' | '\u{30FB}' | '\u{2027}' | '\u{FF0E}' | '\u{FF65}' | '\u{2219}'
            | '\u{22C5}' => {
                name.push('\u{B7}');
            }
            letter => name.push(narrow(*letter)),
        }
    }
    name
}

/// Is there anything in it that should not be in a cell?
pub fn has_invisible(text: &str) -> bool {
    text.chars().any(is_invisible)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::pack::Packs;

    #[test]
    fn schooling_is_known_in_the_words_of_cadre_files() {
        let words = RosterWords::new(&Packs::built_in());
        for (text, code) in [
            ("本科", "21"),
            ("大学", "21"),
            ("大专（高职）", "31"),
            ("省委党校研究生", "14"),
            ("全日制本科学历", "21"),
            ("本科（函授）", "21"),
            ("大学本科/学士", "21"),
            ("大学、法学学士", "21"),
            ("在职研究生", "14"),
            ("研究生", "14"),
            ("硕士研究生毕业", "14"),
            ("21", "21"),
            ("高中毕业", "61"),
            ("本科，法学", "21"),
            ("研究生学历硕士学位", "14"),
            ("五年制大专", "31"),
            ("全日制：本科", "21"),
        ] {
            assert_eq!(education(text, &words).as_deref(), Some(code), "{text}");
        }
        for text in ["博士后", "家里蹲", "20", "研究生课程班", "999"] {
            assert_eq!(education(text, &words), None, "{text}");
        }
        assert_eq!(degree("法学学士", &words).as_deref(), Some("4"));
        assert_eq!(degree("不知道", &words), None);
    }

    #[test]
    fn several_posts_in_a_cell_are_parted_and_unknown_ones_kept() {
        let words = RosterWords::new(&Packs::built_in());
        let found = posts("食品、消费维权/无人机", &words);
        assert_eq!(found.codes, ["P05", "P11", "无人机"]);
        assert_eq!(found.unknown, ["无人机"]);
        assert_eq!(posts("药品、医疗器械、化妆品", &words).codes, ["P06"]);
    }

    #[test]
    fn offices_are_parted_from_positions_and_numbers() {
        let words = RosterWords::new(&Packs::built_in());
        for (text, office, position) in [
            ("长安市场监管所副所长", "长安市场监管所", "副所长"),
            ("示范区市场监督管理局长安所所长", "示范区市场监督管理局长安所", "所长"),
            ("执法大队 大队长", "执法大队", "大队长"),
            ("食品科科长", "食品科", "科长"),
            ("示范区市场监督管理局党委书记", "示范区市场监督管理局", "党委书记"),
            ("长安所一级主任科员", "长安所", "一级主任科员"),
            ("长安所", "长安所", ""),
            ("所长", "所长", ""),
            ("某某公司", "某某公司", ""),
        ] {
            assert_eq!(office_and_position(text, &words), (office, position), "{text}");
        }
        for text in ["长安所", "一、长安所", "（二）长安所：", "3.长安所（12人）", "长安所(共5人)"]
        {
            assert_eq!(section_name(text, &words), Some("长安所"), "{text}");
        }
        assert_eq!(section_name("三河所", &words), Some("三河所"));
        assert_eq!(section_name("一、干部", &words), None);
    }

    #[test]
    fn names_lose_the_spaces_of_typists_only() {
        assert_eq!(name("吴　国桂"), "吴国桂");
        assert_eq!(name(" 王 芳 "), "王芳");
        assert_eq!(name("阿依古丽•买买提"), "阿依古丽·买买提");
        assert_eq!(name("Anna  Li"), "Anna Li");
        assert_eq!(name("王\u{202E}芳"), "王芳");
    }
}
