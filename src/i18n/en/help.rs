//! Texts of the help and of the check of the browser.

use crate::i18n::zh::help::{Help, Section};

pub const HELP: Help = Help {
    title: "Help",
    about: "All on one page. Find with Ctrl+F.",
    sections: &[
        Section {
            heading: "A day's work",
            paragraphs: &[
                "Roster: import it from Excel, WPS or CSV, or paste it. Before anything is written you see new and changed people and problems; one undo takes the whole import back.",
                "Groups: divide the roster by “Suggest groups”, or click one or several cells of the cross-tab and press Enter. A group is a rule in words; when the roster changes, so does its head count.",
                "Plans: choose courses in the matrix, then let the rotation be placed. No office ever has more people away than its on-duty floor allows; moving somebody by hand names the rule it breaks.",
                "Hours: record a session for all present, then change the exceptions. Target, recognised hours and shortfall of each person are summed by themselves.",
                "Assessment: item by item; deductions, ratios, bonus and veto are computed; the print is the official table.",
                "Submit: choose content, period and how much of the person; one JSON file goes up by USB stick. The superior bureau opens it in the same page.",
            ],
        },
        Section {
            heading: "Layer, grade, category",
            paragraphs: &[
                "Layers go by age stage and education, grades by rank, categories by post. The reference date is 31 December of the year.",
            ],
        },
        Section {
            heading: "Another computer",
            paragraphs: &[
                "On the old computer press “Back up now” in the settings (or Ctrl+S) and copy the backup file together with this page's file.",
                "On the new one open the page, choose “Restore or receive”, open the backup, compare the counts and restore. Roster, plans, hours, forms, received files and the export log are in it.",
            ],
        },
        Section {
            heading: "Handing over",
            paragraphs: &[
                "The one who leaves makes a backup and hands it over with the page's file; the successor restores it and compares the four figures of the desk.",
                "Then clear the old computer under Settings → Storage. A backup is offered before.",
            ],
        },
        Section {
            heading: "A new version of the page",
            paragraphs: &[
                "Replace the old file by the new one and open it. Chromium browsers keep data by browser, so the new file goes on with the old data.",
                "Firefox keeps data by the place of the file: keep folder and name, or make a backup and restore it.",
            ],
        },
        Section {
            heading: "Safety of the data",
            paragraphs: &[
                "The data is on this computer in this browser only. “Saved” means written to the disk: a crash or a power cut loses nothing.",
                "Clearing browser data, a new system or a private window lose it, so back up to a USB stick every week.",
                "The SHA-256 in an exported file finds damage. It is no signature and does not prove who made the file.",
            ],
        },
        Section {
            heading: "How hours are counted",
            paragraphs: &[
                "Hours are whole quarters. The yearly target is 90 hours, online training 50; four-level investigators and above have 550 in five years, of which the years so far are due. Change them in the settings.",
                "A class over two years counts in both by its workdays. 3天, 半天 and 90分钟 are read as hours too.",
                "Mutual help does not count towards the yearly target unless a meeting is ticked as counting.",
            ],
        },
        Section {
            heading: "How marks are computed",
            paragraphs: &[
                "Each item is computed exactly and rounded once, to hundredths. Totals are sums of items and can be checked with a pocket calculator.",
                "An item starts at its full mark; its rules take away in their order, never below zero. One deduction above the item's mark takes it to zero.",
                "“At least 50 % in proportion” is full mark × rate; exactly 50 % gives half, below gives none. Rates are compared exactly: 89.995 % is not 90 %.",
                "0 of 0 is unanswered: choose not applicable, or enter data.",
                "Unanswered is not zero: the total is that of the marked items, and the rating of a draft is an estimate.",
                "Not applicable goes by the standard: not allowed, full marks, or left out with the total scaled.",
                "Bonus is kept apart and capped; after a veto the total stands and the rating is failed (or lowered).",
                "The rating goes by the printed total: 74.995 prints 75.00. “And above” includes the number.",
                "The four columns of marks stand alone and are never averaged.",
            ],
        },
        Section {
            heading: "Age and retirement",
            paragraphs: &[
                "Ages are full years at the reference date; where only the birth month is known it counts as reached.",
                "Retirement dates follow the 2024 rules and are estimates; for women the category must be chosen, it is never guessed.",
            ],
        },
    ],
    keys_title: "Keyboard",
    keys: &[
        ("Ctrl+K", "search people and pages"),
        ("/", "find in the table of the page"),
        ("Ctrl+Z / Ctrl+Y", "undo / redo"),
        ("Ctrl+S", "download a backup"),
        ("Enter, F2", "edit the chosen cell"),
        ("Tab", "next control"),
        ("Esc", "close a drawer or list, leave an edit"),
        ("↑ ↓", "row above, row below; next rule while marking"),
    ],
    self_test: "Check this browser",
    self_test_title: "Check of this browser",
    self_test_about: "Whether this browser can be relied on.",
    browser: "Browser",
    check_storage: "Preferences (local storage)",
    check_database: "Saving the ledger (database)",
    check_worker: "Background work",
    check_secure: "Secure context",
    check_place: "Opened from",
    check_clock: "Date of the computer",
    works: "works",
    works_not: "does not work",
    advice_storage: "Language and theme are not remembered; the ledger is not affected.",
    advice_database: "The ledger cannot be kept. Leave the private window and allow site data in the browser's settings.",
    advice_worker: "The page pauses while large tables are read; results are the same.",
    advice_secure: "Opened over plain http some functions use a substitute; nothing is lost.",
    place_file: "a file",
    place_host: "an address",
    place_temporary: "This looks like a temporary folder of a chat program or an archive. Save the file to a folder of its own first.",
    checking: "Checking…",
    verdict_good: "Safe to use",
    verdict_limited: "Usable, with a few things to mind",
    verdict_bad: "Cannot keep data: for temporary use only, download backups",
};
