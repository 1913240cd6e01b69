//! Texts of the help and of the check of the browser.

use crate::i18n::zh::help::{Help, Section};

pub const HELP: Help = Help {
    title: "Help",
    about: "All on one page: choose a heading, or find with Ctrl+F.",
    contents: "Contents",
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
            heading: "A plan from start to issue",
            paragraphs: &[
                "1 Matrix: a course for each cell. 2 Rotation: make batches, then let people be placed. 3 Intensive: classes on one subject. 4 Mutual help: pairs. 5 Tasks: who does what by when. Then issue the plan.",
                "States: a draft may change freely; issuing keeps a version, and later changes are listed against it and can be issued again; then running; a completed plan is locked until it is opened again.",
                "For the offices below: make the file in the head of the page (on a phone under the three dots); they open it under Merge and take it over as a draft of their own, with people found by number and name or by name and birth.",
                "A new plan can copy an earlier one: courses, batches, classes and tasks move to the same week of this year; people are not copied.",
            ],
        },
        Section {
            heading: "Matrix: who learns what",
            paragraphs: &[
                "A row is a grade, a column a training group, a cell holds courses with hours. Enter adds a course; Ctrl+D fills down, Ctrl+R right, Delete clears.",
                "“All grades” is learnt whatever the grade; the template of posts places the courses that the course list gives to posts.",
                "The line below tells who is reached, who has no course, who has one twice. “Asked by law” lists induction, promotion and certificates with the rule; where the ledger has no date it says so and does not guess.",
            ],
        },
        Section {
            heading: "Rotation: how many batches, who goes when",
            paragraphs: &[
                "Make batches (days, number, seats), then place automatically. Batches use workdays only and avoid holidays, leave and other classes.",
                "On-duty floor: the most people that one office may have away on one day, at least one. Besides, each office keeps qualified officers (two by default), and A and B of a post are never away together. Change them under the rules; lowering one needs a reason.",
                "Click a name to see why it is in its batch, where else it may go and why not. Drag it or press ← →, Enter drops it, Esc or Ctrl+Z puts it back; ↑ ↓ go to other offices. A broken rule is named with the colleague; to keep it, write a reason.",
                "Pinned: whoever was moved by hand stays when people are placed anew. “Finer” computes longer to improve order and balance.",
                "Who found no place stands at the right, with the reason and what would help: another batch, one more away, another day of leave.",
            ],
        },
        Section {
            heading: "Intensive classes",
            paragraphs: &[
                "Title, course, dates, half or whole days, place, trainer, seats and groups. A clash of person, trainer or room is told beside the class. Who of its groups is not in it can be opened and added.",
            ],
        },
        Section {
            heading: "Mutual help: pairs and circles",
            paragraphs: &[
                "First enter under Hours → Competence who masters what, then pair automatically: learners are “unable” in their own post, helpers proficient in it, the same office first, pairs that stand are kept. Each pair has its reason; nothing changes before you accept.",
                "Log each meeting with day, hours and note. It counts towards the year only where ticked. A circle has 4 to 6 people.",
            ],
        },
        Section {
            heading: "Calendar, tasks, paper",
            paragraphs: &[
                "The calendar holds batches, classes and deadlines together; see it as a month or export an .ics file. Tasks that are due appear on the desk.",
                "On A4: plan, notice of a batch, sign-in sheet, group list, hours sheet, training file, statistics. Tables can also be copied and stay tables in a word processor.",
            ],
        },
        Section {
            heading: "Hours: recording, competence, needs, certificates, statistics",
            paragraphs: &[
                "Record a class from the plan or a free one: all present, then the exceptions. Who missed some half days gets them marked under “half days”; hours follow from the half days attended.",
                "Leave of more than a seventh is told; a make-up class for the absent takes one step. Two classes on one day, or one class twice, are shown as doubled.",
                "Competence: proficient, able or unable by person and post. Not judged is unknown and never “unable”. Several judgements are weighed, in italics: exam 3, supervisor 2, peers and oneself 1 each.",
                "Needs: the gap between a post and the competence, and the course for it. Priority 0 to 3: mandatory +2; a course that closes 30 points of the gap +1, 60 points +2; the only holder of a post +1; at most 3. The people of one course can be made a class.",
                "Certificates: amber 60 days before expiry, red after; “to renew” is what has expired or will by 60 days after the year, on every page. Statistics: click a figure for the people.",
            ],
        },
        Section {
            heading: "Import of hours",
            paragraphs: &[
                "A list of hours from another system (Excel or CSV, a line for each person and class): first every line is shown as new, changed, same or held; unknown people, unreadable dates and dates to come are for you to settle. A restore point is kept.",
            ],
        },
        Section {
            heading: "Calendar, venues, trainers",
            paragraphs: &[
                "In the settings: enter holidays and make-up workdays of each year when the State Council publishes them; years that are not listed avoid weekends only.",
                "Venues have seats and closed days, trainers subjects and days away; classes and batches choose from them, and clashes are told.",
            ],
        },
        Section {
            heading: "Words",
            paragraphs: &[
                "Batch: part of a rotation, with days, a place and seats. Class: an intensive class, or one training that was recorded.",
                "Times: somebody in two classes counts twice. Trained: each person once. Coverage: trained of all enrolled.",
                "Recognised: hours really earned. Due: what the rules ask by the end of the year. Shortfall: due less recognised and planned.",
                "Category: induction, promotion, special duty, in service (Civil Servant Law 67). Form: rotation, intensive, mutual help, online.",
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
            heading: "How marks are computed: one item",
            paragraphs: &[
                "An item is computed exactly and rounded once, to hundredths: three items of a third are 0.33 each and 0.99 together, as a pocket calculator has it.",
                "An item starts at its full mark. Its rules act in their order on what is left, never below 0 or above full: 2 of 10 deducted, then 50 %, gives 4.00.",
                "A deduction is points × whole times, up to its cap and down to zero; one deduction above the mark of the item takes it to 0. Points within a range are typed.",
                "“At least 50 % in proportion” is mark × rate: of 10 marks 75 % gives 7.50, exactly 50 % gives 5.00, below gives none. Where 90 % is full, the rate is divided by 90 %. A standard may say that marks are interpolated from floor to full.",
                "Rates are compared exactly: 89.995 % is not 90 %. 以上, 以下 and 以内 include the number, 超过, 不满 and 低于 do not.",
                "“0.1 for each 5 points below” counts whole steps only, unless the standard says that a started step counts.",
                "Levels and typed marks act as their share of the full mark on what is left. An item may have parts with marks of their own; it is rounded once. An item without rules is marked from 0 to full.",
                "A mark typed over the rules wins, needs a reason and is shown as such.",
            ],
        },
        Section {
            heading: "How marks are computed: open, not applicable",
            paragraphs: &[
                "Unanswered is not zero: the total is that of the marked items, with their number beside it, and the rating is an estimate. Reachable is what is marked, the full marks of what is open, and open bonus.",
                "A blank deduction is none; an item of deductions only needs one number (0 counts) or the tick that nothing is to be deducted. A blank bonus is not open, a blank veto is.",
                "0 of 0 is unanswered, neither full nor zero: choose not applicable.",
                "Not applicable goes by the standard: not allowed, full marks, or left out. What is left out leaves the total only, which is scaled to the full mark of the form; areas stay raw. The table prints raw mark, applicable full mark and scaled total.",
                "What was filled before is kept and not counted. With everything left out there is no total.",
            ],
        },
        Section {
            heading: "How marks are computed: total and rating",
            paragraphs: &[
                "An area brings at most its cap, or what applies in it if that is less. Deductions of the area itself come after the cap, down to 0.",
                "Bonus is kept apart from the areas and under its own caps, is added after scaling and lifts the rating. An area that a veto sets to zero loses its bonus.",
                "A veto fails the form, or limits its rating, or sets an area to zero. The total stands; it shows at once, also in a draft.",
                "Weights are shares of the total whatever the areas' own full marks: 1 to 3 is 25 and 75. The total is rounded once, so weighted subtotals need not add up in print.",
                "The rating goes by the printed total: 74.995 prints 75.00.",
                "A standard whose items do not sum to its full mark may be saved as a draft, not issued or scored with. A template without marks can be filled and has no total and no rating.",
                "The four columns stand alone: nothing is inherited or averaged, and a reviewer's veto is in his column only. The result is the last complete one in their order, and says so.",
            ],
        },
        Section {
            heading: "Files of evidence, and forms as tables",
            paragraphs: &[
                "Evidence may be a title with number, date and place; a file that is chosen leaves its hash, so that it can be known again. A small one (a scan, a screen shot, up to 500 KB) may be kept in the ledger, 20 MB in all; the room is shown. Large files and photographs stay where they are.",
                "Kept files are in backups. They go with a named submission where that is ticked, and never with one without names; nothing in them is masked. The reviewer downloads them from the form, and passes them on when he submits it further.",
                "A file that no evidence needs any more goes with that edit; undo brings it back.",
                "The table of a form can be saved as a workbook with a row for each rule, filled elsewhere and read back: what would change and what cannot be taken is listed first, and undo takes all of it back. Another line of a rule is another row. Evidence is a piece a line, as “Notice (number: 3; date: 2026-03-05; place: shelf)”.",
                "Marks are computed, so one typed over in the table counts only where the item has no rules. Items that are not in the table stay as they are.",
            ],
        },
        Section {
            heading: "Forms that are issued, reviewed, returned",
            paragraphs: &[
                "The bureau: at Self-assessment, “Issue forms”, choose offices, standard and deadline. Each office gets a file of its own; several come as one zip.",
                "The office: open the file and take the form over: identity, roster, hours, standard and empty form come at once. Fill it and make the file at Submit; with names, if the reviewer shall see notes, evidence and replies.",
                "The reviewer: take the submission in at Merge, and press “Review this form”. The self-assessment is as submitted; mark in the column beside it, item by item or “Same as Own”, with a comment where needed. Return it, or conclude it when every item is marked: either is a file.",
                "A city opens the submission of the bureau and reviews in a column further: what the office and the bureau marked is only looked at, and “Same as Assessed” agrees with the bureau. Its file goes back to the bureau; who approves marks in the last column.",
                "The office opens that file and takes the review in: each comment stands on its item, to be accepted or replied to, and the self-assessment can be filled again. If it was changed since it was submitted, the check codes differ, and the review can only be looked at.",
                "Hash and check code find damage and accidents. They are no signature: who gave a review is proved by the sealed paper alone.",
            ],
        },
        Section {
            heading: "How a standard is written",
            paragraphs: &[
                "Under standards, “New standard” begins an empty one, “Revise” makes the next version, “Copy as a new standard” one of your own. What comes with the program and what forms are filled under is never changed in place.",
                "Areas and items stand at the left: ↑ ↓ choose, Alt+↑ ↓ move. The check at the right lists every fault with the way to it. A draft is always saved; it can be finished once its sums fit and nothing is wrong.",
                "A clause can be typed, such as 每少1次扣0.5分，最多扣2分: what is understood for certain becomes a rule, told in one sentence; the rest is not guessed. A rule can also be added by its kind.",
                "Where a standard has a newer version, its forms say so: a second form takes over the answers that fit and lists those that do not. The old form stays.",
                "A rule that asks for a number can take it from the ledger: choose a figure and fill it in. The form keeps when it was taken and who counted; if the ledger changes, it says so and the number stays until you update it.",
                "The list of problems is what cost marks; who mends it by when can be changed after the form is done. The form of the next year shows what was left.",
                "A form can be declared done with items open; the reason is printed with it.",
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
        ("← →", "next choice while marking"),
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
