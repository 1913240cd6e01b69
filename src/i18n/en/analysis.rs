//! The analysis of a form and the list of problems.

use super::count;
use crate::i18n::format::points;
use crate::i18n::zh::analysis::Analysis;

pub const ANALYSIS: Analysis = Analysis {
    title: "Analysis",
    bars: "Marks by area",
    bars_about: "as long as the full mark; red is lost, grey is open",
    area: "Area",
    mark: "Mark / full",
    rate: "Rate",
    last: |year| format!("{year}"),
    radar: |year| format!("Beside {year}"),
    radar_about: "rate in %",
    radar_label: |now, last| format!("Rates by area, {now} and {last}"),
    now_key: |year, open| {
        if open.is_empty() {
            format!("{year}")
        } else {
            format!("{year} ({} open)", open.join(", "))
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
};
