//! What a report (自评报告) can begin with: the problems and the figures of an area, for the page to
//! put into sentences. Nothing here writes; a person takes what is offered and goes on.

use super::issues::Issue;
use crate::model::mending::Spot;
use crate::model::report::{Passage, Report};
use crate::model::standard::{Area, Standard};

/// A part of the report: the whole form, or a top area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// `None` for the whole.
    pub area: Option<String>,
    /// The title of the area.
    pub title: String,
}

/// The chapters of a report: the whole, then each top area.
pub fn chapters(standard: &Standard) -> Vec<Chapter> {
    let whole = Chapter { area: None, title: String::new() };
    let areas = standard.areas.iter();
    let areas =
        areas.map(|area| Chapter { area: Some(area.id.clone()), title: area.title.clone() });
    std::iter::once(whole).chain(areas).collect()
}

/// The problems of a chapter, the costliest first; the whole form is told by all of them.
pub fn issues_of<'a>(
    chapter: &Chapter,
    standard: &Standard,
    issues: &'a [Issue],
) -> Vec<&'a Issue> {
    let Some(id) = &chapter.area else { return issues.iter().collect() };
    let Some(top) = standard.areas.iter().find(|area| area.id == *id) else { return Vec::new() };
    issues.iter().filter(|issue| stands_in(top, &issue.spot)).collect()
}

fn stands_in(area: &Area, spot: &Spot) -> bool {
    let is_here = match spot {
        Spot::Item(id) => area.items.iter().any(|item| item.id == *id),
        Spot::Area(id) => area.id == *id,
    };
    is_here || area.areas.iter().any(|sub| stands_in(sub, spot))
}

/// The sentences that are not in a text yet, behind it on lines of their own.
pub fn with_lines(text: &str, lines: &[String]) -> String {
    let mut all = text.trim_end().to_owned();
    for line in lines {
        if all.lines().any(|one| one.trim() == line.trim()) {
            continue;
        }
        if !all.is_empty() {
            all.push('\n');
        }
        all.push_str(line);
    }
    all
}

/// A paragraph of the printed report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paragraph {
    /// The head of a chapter.
    Head(Chapter),
    /// A text with its passage named before it, or going on.
    Text(Option<Passage>, String),
}

/// A paragraph longer than this is cut, so that it can go on on the next sheet.
const LONGEST: usize = 420;

/// The report as paragraphs, what is not written left out.
pub fn paragraphs(standard: &Standard, report: &Report) -> Vec<Paragraph> {
    let mut all = Vec::new();
    for chapter in chapters(standard) {
        let narrative = report.of(chapter.area.as_deref());
        let Some(narrative) = narrative.filter(|narrative| !narrative.is_blank()) else { continue };
        all.push(Paragraph::Head(chapter));
        for passage in Passage::ALL {
            let mut name = Some(passage);
            let lines = narrative.text(passage).lines().map(str::trim);
            for line in lines.filter(|line| !line.is_empty()) {
                let characters: Vec<char> = line.chars().collect();
                for part in characters.chunks(LONGEST) {
                    all.push(Paragraph::Text(name.take(), part.iter().collect()));
                }
            }
        }
    }
    all
}

/// How many problems a text tells otherwise than they are now: each with what its lines begin with, and
/// its line as it would be today. What a text does not name is not asked for.
pub fn outdated(text: &str, problems: impl IntoIterator<Item = (String, String)>) -> usize {
    let differs = |(name, now): &(String, String)| {
        let mut told = text.lines().map(str::trim).filter(|line| line.starts_with(name)).peekable();
        told.peek().is_some() && told.all(|line| line != now.trim())
    };
    problems.into_iter().filter(differs).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::mending::Mending;
    use crate::model::report::Narrative;
    use crate::model::score::Hundredths;

    fn issue(id: &str) -> Issue {
        Issue {
            spot: Spot::Item(id.into()),
            title: String::new(),
            points: Hundredths(50),
            reasons: Vec::new(),
            vetoed: false,
            mending: Mending::default(),
        }
    }

    #[test]
    fn a_chapter_has_the_problems_of_its_area_and_of_those_below() {
        let standard = Standard::built_in().remove(0);
        let all = ["B1.1", "A1.1", "A2.3", "B2.1", "C1.1", "D1.1"].map(issue);
        let chapters = chapters(&standard);
        assert_eq!(chapters.len(), 1 + standard.areas.len());
        assert_eq!(issues_of(&chapters[0], &standard, &all).len(), all.len());
        let of_first: Vec<_> = issues_of(&chapters[1], &standard, &all);
        assert_eq!(of_first, [&all[1], &all[2]]);
    }

    #[test]
    fn what_stands_in_a_text_is_not_offered_twice() {
        let lines = ["甲。".to_owned(), "乙。".to_owned()];
        let once = with_lines("自己写的。\n", &lines);
        assert_eq!(once, "自己写的。\n甲。\n乙。");
        assert_eq!(with_lines(&once, &lines), once);
        assert_eq!(with_lines("", &lines[..1]), "甲。");
    }

    #[test]
    fn a_report_is_printed_without_what_is_not_written_and_loses_no_character() {
        let standard = Standard::built_in().remove(0);
        let long = "字".repeat(1000);
        let narrative = Narrative { results: format!("{long}\n\n二"), ..Narrative::default() };
        let mut report = Report::default();
        report.areas.insert("B".into(), narrative);
        let all = paragraphs(&standard, &report);
        assert!(
            matches!(&all[0], Paragraph::Head(chapter) if chapter.area.as_deref() == Some("B"))
        );
        assert!(matches!(&all[1], Paragraph::Text(Some(Passage::Results), _)));
        let texts = all.iter().filter_map(|one| match one {
            Paragraph::Text(_, text) => Some(text.as_str()),
            Paragraph::Head(_) => None,
        });
        assert_eq!(texts.collect::<String>(), format!("{long}二"));
        assert_eq!(all.len(), 5);
        assert!(all[2..].iter().all(|one| matches!(one, Paragraph::Text(None, _))));
    }

    #[test]
    fn a_text_that_tells_a_problem_with_other_marks_is_outdated() {
        let now = || [("1 台账", "1 台账（扣1.5分）"), ("2 会议", "2 会议（扣1分）")];
        let now = || now().map(|(name, line)| (name.to_owned(), line.to_owned()));
        assert_eq!(outdated("1 台账（扣1分）\n2 会议（扣1分）", now()), 1);
        assert_eq!(outdated("1 台账（扣1.5分）", now()), 0);
        assert_eq!(outdated("台账不全。", now()), 0);
    }
}
