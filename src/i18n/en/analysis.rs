//! The analysis of a form and the list of problems.

use super::count;
use crate::assessment::scored::{AreaLine, TotalLine};
use crate::i18n::format::{exact_points, points};
use crate::i18n::zh::analysis::Analysis;

pub const ANALYSIS: Analysis = Analysis {
    title: "Analysis",
    bars: "Marks by area",
    bars_about: "as long as the full mark; red is lost, grey is open, dashed does not apply",
    area: "Area",
    mark: "Mark / full",
    left_out: |marks| format!("({} not applicable)", points(marks)),
    rate: "Rate",
    last: |year| format!("{year}"),
    radar: |year| format!("Beside {year}"),
    radar_about: "rate in %",
    radar_label: |now, last| format!("Rates by area, {now} and {last}"),
    now_key: |year, column, open| {
        if open.is_empty() {
            format!("{year} {column}")
        } else {
            format!("{year} {column} ({} open)", open.join(", "))
        }
    },
    last_key: |year, column| format!("{year} {column}"),
    by_column: |column| format!("by {column}"),
    issues: "Problems",
    issues_about: |problems, lost| {
        format!("{}, −{} points", count(problems, "problem"), points(lost))
    },
    item: "Item",
    lost: "Points",
    problem: "Problem",
    owner: "Owner",
    due: "Due",
    mending_is_received: "The office that fills the form says who mends it and by when; it comes with its file and cannot be changed here.",
    progress: "State",
    mended: "Mended",
    nobody: "Nobody in charge",
    in_hand: "In hand",
    days_left: |days| match days {
        0 => "due today".to_owned(),
        _ => format!("{days} days left"),
    },
    overdue: |days| format!("{days} days late"),
    vetoed: "Veto",
    no_issues: "Nothing was deducted",
    not_begun: "Nothing is answered yet",
    last_issues: |year| format!("Problems of {year}"),
    last_about: |open, all| match open {
        0 => format!("{all}, all mended"),
        _ => format!("{all}, {open} not mended"),
    },
    last_none: "Nothing was deducted then",
    open_last: "Open that analysis",
    reasons_end: "; ",
    print: "Print",
    file: |title| format!("{title} problems"),
    no_date: "Type a date",
    sum_title: "How the marks add up",
    how: "How",
    area_line: |line| match line {
        AreaLine::Sum { sum } => format!("items {}", points(*sum)),
        AreaLine::Capped { cap } => format!("cap {}", points(*cap)),
        AreaLine::Deducted { rule, asked, taken } => {
            format!("rule {rule}: {} asked, {} taken", points(*asked), points(*taken))
        }
        AreaLine::Struck { item } => format!("{item} vetoes it: 0"),
    },
    area_bonus: |asked, counted| {
        if asked == counted {
            format!("Bonus {}", points(counted))
        } else {
            format!("Bonus {}, counted up to the cap as {}", points(asked), points(counted))
        }
    },
    total_line: |line| match line {
        TotalLine::Sum { raw } => format!("The areas together: {}", points(*raw)),
        TotalLine::Weighted { raw, applicable } => {
            format!("By weight: {} of {}", exact_points(*raw), exact_points(*applicable))
        }
        TotalLine::Renormalised { raw, applicable, full_mark } => format!(
            "Items are left out: {} ÷ {} × {}",
            exact_points(*raw),
            exact_points(*applicable),
            points(*full_mark)
        ),
        TotalLine::Rounded { exact, mark } => {
            format!("{} is rounded to {}", exact_points(*exact), mark)
        }
        TotalLine::Bonus { asked, added, total } => {
            format!("Bonus {}, {} of it counts: {}", points(*asked), points(*added), points(*total))
        }
        TotalLine::NoTotal => "There is no total".to_owned(),
    },
    vetoed_by: |item, effect| format!("{item}: a veto happened: {effect}"),
    last_issue: "Last time",
};
