//! Evidence as the lines of a cell, and changed lines as evidence: a line is a piece, its title first,
//! number, date and place named in brackets behind it.

use std::collections::BTreeSet;

use super::cells::{CellFault, date, kept, said};
use crate::i18n::messages::Messages;
use crate::model::assessment::Evidence;
use crate::model::date::PartialDate;
use crate::model::width::narrow;
use crate::order::Gather as _;

/// A piece as a line; blank where nothing of it can be said in one.
pub fn line(piece: &Evidence, texts: &Messages) -> String {
    let words = &texts.form_table;
    let [open, colon, between, close] = words.evidence_marks;
    let date = piece.date.map_or_else(String::new, |date| date.to_string());
    let parts: Vec<_> = words
        .evidence_parts
        .into_iter()
        .zip([piece.number.as_str(), &date, &piece.place])
        .filter(|(_, text)| !said(text).is_empty())
        .map(|(label, text)| format!("{label}{colon}{text}"))
        .collect();
    let line = match parts.as_slice() {
        [] => piece.title.clone(),
        parts => format!("{}{open}{}{close}", piece.title, parts.join(between)),
    };
    line.replace(['\r', '\n'], " ")
}

/// The lines of a cell that say something.
pub fn lines(cell: &str) -> Vec<String> {
    cell.lines().filter(|line| !said(line).is_empty()).map(kept).collect()
}

/// The part that a text names first, by its place among the labels, and what follows the colon.
fn labelled<'a>(text: &'a str, texts: &Messages) -> Option<(usize, &'a str)> {
    let text = text.trim_start();
    let mut labels = texts.form_table.evidence_parts.into_iter().enumerate();
    labels.find_map(|(part, label)| {
        let rest = text.strip_prefix(label)?.trim_start();
        Some((part, rest.strip_prefix([':', '：'])?))
    })
}

/// A line as a piece.
///
/// # Errors
/// It has no title, a part twice, or a date that is none.
fn read(line: &str, texts: &Messages) -> Result<Evidence, CellFault> {
    let starts: Vec<_> = line
        .char_indices()
        .filter(|(_, letter)| matches!(narrow(*letter), '(' | ';'))
        .filter_map(|(at, letter)| {
            let (part, rest) = labelled(line.get(at + letter.len_utf8()..)?, texts)?;
            Some((at, part, line.len() - rest.len()))
        })
        .collect();
    let first = starts.first().map_or(line.len(), |(at, ..)| *at);
    let (title, named) = line.split_at_checked(first).unwrap_or((line, ""));
    let in_brackets = named.starts_with(['(', '（']);
    let mut parts: [Option<&str>; 3] = [None; 3];
    for (which, (_, part, from)) in starts.iter().enumerate() {
        let to = starts.get(which + 1).map(|(next, ..)| *next);
        let text = line.get(*from..to.unwrap_or(line.len())).unwrap_or_default().trim();
        let text = match to {
            None if in_brackets => text.strip_suffix([')', '）']).unwrap_or(text).trim(),
            _ => text,
        };
        if parts.get_mut(*part).is_none_or(|part| part.replace(text).is_some()) {
            return Err(CellFault::Evidence);
        }
    }
    if title.trim().is_empty() {
        return Err(CellFault::Evidence);
    }
    let [number, day, place] = parts.map(Option::unwrap_or_default);
    let date = match date(day) {
        Ok(None) => None,
        Ok(Some(PartialDate::Day(day))) => Some(day),
        _ => return Err(CellFault::Day),
    };
    Ok(Evidence {
        title: title.trim().to_owned(),
        date,
        number: number.to_owned(),
        place: place.to_owned(),
        ..Evidence::default()
    })
}

/// What lines make of the evidence.
pub struct Filled {
    pub pieces: Vec<Evidence>,
    pub changes: Vec<LineChange>,
}

/// A piece that is changed, added or taken away.
pub struct LineChange {
    /// The place of its line among those that were filled; none where it is taken away.
    pub line: Option<usize>,
    pub before: String,
    pub after: String,
    /// It cannot be taken.
    pub fault: Option<CellFault>,
}

/// Holds lines against the evidence as it stands. A line that says the same is the same piece; one of
/// the same title, or in the same place where none is added or taken away, is that piece changed, and
/// keeps its file. Another order is no change.
pub fn filled(now: &[Evidence], filled: &[String], texts: &Messages) -> Filled {
    let was: Vec<_> = now.iter().map(|piece| line(piece, texts)).collect();
    let read: Vec<_> = filled.iter().map(|line| read(line, texts)).collect();
    let blank = |at: &usize| was.get(*at).is_none_or(|line| said(line).is_empty());
    let mut free: BTreeSet<usize> = (0..now.len()).filter(|at| !blank(at)).gather_set();
    let mut found = vec![None; filled.len()];
    let says_same = |new: usize, old: usize| {
        was.get(old).zip(filled.get(new)).is_some_and(|(was, line)| said(was) == said(line))
    };
    let has_title = |new: usize, old: usize| {
        let new = read.get(new).and_then(|read| read.as_ref().ok());
        now.get(old).zip(new).is_some_and(|(now, new)| said(&now.title) == said(&new.title))
    };
    let stands_there = |new: usize, old: usize| new == old && now.len() == filled.len();
    let ways: [&dyn Fn(usize, usize) -> bool; 3] = [&says_same, &has_title, &stands_there];
    for is_it in ways {
        for (new, found) in found.iter_mut().enumerate().filter(|(_, found)| found.is_none()) {
            *found = free.iter().copied().find(|old| is_it(new, *old));
            if let Some(old) = *found {
                free.remove(&old);
            }
        }
    }
    let mut pieces = Vec::new();
    let mut changes = Vec::new();
    for (at, ((old, read), text)) in found.iter().zip(read).zip(filled).enumerate() {
        let piece = old.and_then(|old| now.get(old));
        if let Some(piece) = piece.filter(|_| old.is_some_and(|old| says_same(at, old))) {
            pieces.push(piece.clone());
            continue;
        }
        let before = old.and_then(|old| was.get(old)).cloned().unwrap_or_default();
        let fault = read.as_ref().err().cloned();
        changes.push(LineChange { line: Some(at), before, after: text.clone(), fault });
        pieces.extend(read.map(|read| match piece {
            Some(Evidence { sha256, file, extra, .. }) => {
                let (sha256, file, extra) = (sha256.clone(), file.clone(), extra.clone());
                Evidence { sha256, file, extra, ..read }
            }
            None => read,
        }));
    }
    for old in free {
        let before = was.get(old).cloned().unwrap_or_default();
        changes.push(LineChange { line: None, before, after: String::new(), fault: None });
    }
    // What no line can say stays.
    pieces.extend((0..now.len()).filter(blank).filter_map(|at| now.get(at).cloned()));
    Filled { pieces, changes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::locale::Locale;

    fn piece(title: &str, number: &str, date: &str, place: &str) -> Evidence {
        Evidence {
            title: title.into(),
            number: number.into(),
            date: date.parse().ok(),
            place: place.into(),
            ..Evidence::default()
        }
    }

    #[test]
    fn a_piece_is_written_as_a_line_and_read_back() {
        let pieces = [
            piece("学习记录", "", "", ""),
            piece("关于培训的通知（试行）", "市监〔2026〕3号（一）", "2026-03-05", "档案柜；二层"),
            piece("签到表", "", "", "D:/2026（上半年）"),
            piece("a (b)", "3; 4", "2026-12-31", "https://a.b/c"),
        ];
        for texts in [Locale::Zh.messages(), Locale::En.messages()] {
            for piece in &pieces {
                assert_eq!(read(&line(piece, texts), texts).as_ref(), Ok(piece));
            }
        }
        let words = "关于培训的通知（试行）（文号：市监〔2026〕3号（一）；日期：2026-03-05；存放：档案柜；二层）";
        assert_eq!(line(&pieces[1], Locale::Zh.messages()), words);
    }

    #[test]
    fn a_line_is_read_as_people_type_it() {
        let texts = Locale::Zh.messages();
        let read = |line: &str| read(line, texts);
        let typed = "通报 (日期: 2026年3月5日; 文号 ： 3号)";
        assert_eq!(read(typed), Ok(piece("通报", "3号", "2026-03-05", "")));
        assert_eq!(read("通报；存放：柜（上）"), Ok(piece("通报", "", "", "柜（上）")));
        assert_eq!(read("（文号：3号）"), Err(CellFault::Evidence));
        assert_eq!(read("通报（文号：3号；文号：4号）"), Err(CellFault::Evidence));
        for date in ["2026-03", "三月五日", "2026-02-30"] {
            assert_eq!(read(&format!("通报（日期：{date}）")), Err(CellFault::Day), "{date}");
        }
    }

    #[test]
    fn a_piece_that_is_changed_keeps_its_file() {
        let texts = Locale::Zh.messages();
        let file = |piece: Evidence| Evidence { file: "a.pdf".into(), sha256: "f".into(), ..piece };
        let now = [file(piece("甲", "", "", "")), piece("乙", "", "", ""), piece("", "", "", "")];
        let made = |lines: &[&str]| {
            let lines: Vec<_> = lines.iter().map(|line| (*line).to_owned()).collect();
            let Filled { pieces, changes } = filled(&now, &lines, texts);
            (pieces, changes.len())
        };
        assert_eq!(made(&["乙", " 甲"]).1, 0);
        let [dated, added] = [piece("甲", "", "2026-03-05", ""), piece("丙", "", "", "")];
        let pieces = vec![file(dated), now[1].clone(), added, now[2].clone()];
        assert_eq!(made(&["甲（日期：2026.3.5）", "乙", "丙"]), (pieces, 2));
        assert_eq!(made(&["乙"]), (vec![now[1].clone(), now[2].clone()], 1));
        // Another title in the same place is the same piece.
        let now = [now[0].clone()];
        let Filled { pieces, .. } = filled(&now, &["甲的通报".to_owned()], texts);
        assert_eq!(pieces, [file(piece("甲的通报", "", "", ""))]);
    }
}
