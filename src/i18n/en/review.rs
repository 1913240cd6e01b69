//! Texts of the exchange of forms.

use super::count;
use crate::assessment::review::VerdictFault;
use crate::i18n::zh::review::Review;
use crate::interchange::review::{Question, ReviewRefusal, TakeRefusal};
use crate::model::assessment::Column;
use crate::model::review::{ReplyKind, RoundKind, Stage};

pub const REVIEW: Review = Review {
    issue: "Issue forms",
    issue_title: "Issue self-assessment forms",
    issue_about: "One file an office: the standard, an empty form, its people and hours of the year, without ID numbers. The forms stay in this ledger too, so that progress is seen.",
    issue_offices: "For",
    issue_all: "All",
    issue_none: "None",
    issue_people: |people| count(people, "person"),
    issue_known: "has this form; it is sent again",
    due: "Deadline",
    due_hint: "May be left blank; it stands in the file and in the list.",
    issue_now: |forms| format!("Issue {}", count(forms, "form")),
    nobody_chosen: "Choose an office at least",
    no_offices: "No office below the bureau has people yet. Import a roster first.",
    issued_word: "issued form",
    issued_several: "issued forms",
    issued: |forms, name| format!("{} issued: {name}", count(forms, "form")),
    for_office: |office| format!("Self-assessment form for “{office}”"),
    holds: |forms, people, sessions| {
        format!(
            "{}, {}, {}",
            count(forms, "form"),
            count(people, "person"),
            count(sessions, "session")
        )
    },
    wanted_by: |day| format!("wanted by {day}"),
    take_over: "Take the form over",
    take_over_as: |office| format!("We are “{office}”: take it over"),
    file_gone: "Marks or comments were changed since; that file can no longer be made.",
    for_other: |own, other| {
        format!(
            "This is the ledger of “{own}” with forms handed down to it; it cannot take over a file \
             for “{other}”. Where the office was renamed, change its name in the settings first."
        )
    },
    not_known: |own| {
        format!(
            "The office of this ledger is “{own}”. Take it over only if that is the same office; name and identity then are those of the file."
        )
    },
    alike: "Name or code are the same; the identity becomes that of the file, so that submissions are known again.",
    below: "It is for an office below. Hand it on to be opened there.",
    has_form: "The form is in this ledger already; taking it over again changes nothing that is filled.",
    open_form: "Open the form",
    taken_over: |people, sessions| {
        format!(
            "Form taken over, with {} and {}",
            count(people, "person"),
            count(sessions, "session")
        )
    },
    nothing_taken: "Form taken over; roster and hours are those of this ledger",
    stage: |stage, day| match (stage, day) {
        (Stage::Alone, _) => String::new(),
        (Stage::Issued, "") => "issued, not back".to_owned(),
        (Stage::Issued, day) => format!("issued, not back, due {day}"),
        (Stage::Submitted, _) => "submitted".to_owned(),
        (Stage::Returned, "") => "returned".to_owned(),
        (Stage::Returned, day) => format!("returned, to be mended by {day}"),
        (Stage::Concluded, _) => "concluded".to_owned(),
    },
    arrived: "arrived, to be taken in",
    by_column: |total, column| format!("{total}, by {}", column_word(column)),
    result: "Result",
    of_column: |word, column| format!("{word} ({})", column_word(column)),
    result_words: |result, rating| match rating {
        "" => format!("Result {result}."),
        rating => format!("Result {result}, rating: {rating}."),
    },
    round: |round| format!("round {round}"),
    comments: |all, open| match open {
        0 => count(all, "comment"),
        open => format!("{}, {open} without reply", count(all, "comment")),
    },
    history: "History",
    no_history: "Never submitted or returned yet.",
    round_facts: |code, total| match total {
        "" => format!("Check code of the self-assessment {code}"),
        total => format!("Check code of the self-assessment {code}, total {total}"),
    },
    kind: |kind| {
        match kind {
            RoundKind::Submitted => "submitted",
            RoundKind::Returned => "returned",
            RoundKind::Concluded => "concluded",
            RoundKind::Other(_) => "other",
        }
        .to_owned()
    },
    mark_as: |column| match column {
        Column::Own => "Own marks",
        Column::Assessed => "Assess it",
        Column::Rechecked => "Recheck it",
        Column::Approved => "Approve it",
    },
    mark_of: |column| match column {
        Column::Own => "Own mark",
        Column::Assessed => "Assessed mark",
        Column::Rechecked => "Rechecked mark",
        Column::Approved => "Approved mark",
    },
    agree: |before| format!("Same as {}", column_word(before)),
    agree_all: |before| format!("All open same as {}", column_word(before)),
    agreed: |items, before| format!("{} same as {}", count(items, "item"), column_word(before)),
    nothing_to_agree: |before| format!("Nothing is left to take from: {}", column_word(before)),
    is_received: "This column came in a file and cannot be changed here.",
    others: "Other parties",
    nothing_said: "open",
    opinion: |column| format!("Comment: {}", column_word(column)),
    opinions: "Comments",
    named_opinion: |column, text| format!("{}: {text}", column_word(column)),
    commented: "Comments",
    changed: "Changed",
    changed_from: |before, now| {
        format!("Own mark: {before} in the round before, {now} in this one")
    },
    differs: |other| format!("Differs from {}", column_word(other)),
    thread: "Comments",
    accept: "Accept",
    reply: "Reply",
    reply_hint: "Write a reply",
    send_reply: "Keep the reply",
    take_back: "Take back",
    reply_kind,
    not_sent: "not sent",
    print_exchange: "Exchange",
    exchange_title: |title| format!("{title}: exchange"),
    exchange_heads: ["Day", "By", "Step", "Item", "Comment", "Reply"],
    replied: |kind, day, text| match text {
        "" => format!("{} ({day})", reply_kind(kind)),
        text => format!("{} ({day}): {text}", reply_kind(kind)),
    },
    not_replied: "no reply",
    reopen: "Open again",
    return_form: "Return",
    conclude: "Conclude",
    return_title: "Return to be mended",
    conclude_title: |column| format!("Give the result: {}", column_word(column)),
    return_about: "Makes a file for the office. Opened there, each comment stands on its item, and the self-assessment can be filled again.",
    conclude_about: "Makes a file for the office, and this column is done. The self-assessment stays; the result goes by this column.",
    note: "On the whole",
    mend_by: "To be mended by",
    make_return: "Make the file",
    make_result: "Make the file",
    stay: |comments| {
        format!(
            "{comments} earlier comments still stand in the form and are printed; delete at the item what no longer holds:"
        )
    },
    will_go: |comments| match comments {
        0 => "No comments on items".to_owned(),
        comments => format!("{} go with it:", count(comments, "comment")),
    },
    returned_word: "returned",
    result_word: |column| format!("result {}", column_word(column)),
    made: |name| format!("Made: {name}"),
    fault: |fault| match fault {
        VerdictFault::Open(open) => {
            format!("{} open: it is no result yet.", count(open, "item"))
        }
        VerdictFault::NothingSaid => {
            "Say why: comment an item, or write something on the whole.".to_owned()
        }
        VerdictFault::Score(_) => "The form cannot be scored.".to_owned(),
    },
    review_this: |_| "Review this form".to_owned(),
    go_on: |_| "Go on reviewing".to_owned(),
    taken: "Taken in; what was received is as submitted and cannot be changed here",
    ask_title: "Before it is taken in",
    ask: |question| {
        match question {
        Question::Reopens => "The form has its result, and this submission differs from what it was given for. Taking it in opens your column again; the former result stays in the history.".to_owned(),
        Question::FilledHere => "The self-assessment was filled in this ledger. The received one takes its place; the other columns stay.".to_owned(),
        Question::OtherForm(title) => format!(
            "“{title}” is of the same office and standard and has another identity. The two become one: the received self-assessment, with the columns and steps that are here."
        ),
    }
    },
    take_anyway: "Take it in",
    take_refusal: |refusal| {
        match refusal {
        TakeRefusal::Newer => "Made by a newer version: open it with the newer page.".to_owned(),
        TakeRefusal::NoBureau => "Forms are reviewed by bureaus; this ledger is that of an office. See its level in the settings.".to_owned(),
        TakeRefusal::NoStandard => "The file does not bring the standard of this form.".to_owned(),
        TakeRefusal::WrongCode => {
            "The check code does not match the content. Ask for it once more.".to_owned()
        }
        TakeRefusal::Unscorable => {
            "The form cannot be scored. Ask for it once more.".to_owned()
        }
        TakeRefusal::UnknownSubject => {
            "Whom the form is about is not in this ledger; forms about people must be submitted with names."
                .to_owned()
        }
        TakeRefusal::OtherForm(title) => {
            format!(
                "“{title}” has the same identity and is of another office or year. Delete it first if it is not needed."
            )
        }
        TakeRefusal::OtherStandard => {
            "The form here is under another version of the standard.".to_owned()
        }
        TakeRefusal::Older => "A later submission was taken in before.".to_owned(),
        TakeRefusal::Unchanged => {
            "Nothing has changed: the self-assessment is the one taken in before.".to_owned()
        }
    }
    },
    receive: "Take the review in",
    received: "Taken in; comments stand on the items",
    received_before: "It was taken in before.",
    by_another: |issuer, by| {
        format!(
            "The form was issued by {issuer}, and the review made by {by}. Make sure of it before it is taken in."
        )
    },
    refused: "Cannot be taken in",
    refusal: |refusal| {
        match refusal {
        ReviewRefusal::OtherOffice(office) => {
            format!("It is the review of “{office}”, not of this office.")
        }
        ReviewRefusal::OtherIdentity => {
            "The review is of what this office submitted before it took its issued file over, when it had another identity. Submit the form once more, and ask for the review of that.".to_owned()
        }
        ReviewRefusal::NoBureau(name) => {
            format!("It was made by {name}, which is an office. Forms are reviewed by bureaus.")
        }
        ReviewRefusal::UnknownForm => {
            "The form is not in this ledger; it may have been deleted.".to_owned()
        }
        ReviewRefusal::OtherStandard => {
            "It was reviewed under another version of the standard than the form here.".to_owned()
        }
        ReviewRefusal::OwnChanged { reviewed, now } => format!(
            "The self-assessment was changed since: reviewed was check code {reviewed}, now it is {now}. It can be looked at here; to take it in, undo back to what was submitted, or submit again."
        ),
        ReviewRefusal::ColumnFilled => {
            "The column was filled by hand and is not replaced. Clear it first.".to_owned()
        }
        ReviewRefusal::Older => "A later review was taken in before.".to_owned(),
        ReviewRefusal::Received => "It was taken in before.".to_owned(),
        ReviewRefusal::Unscorable => {
            "The marks do not go with the standard. Ask for it once more.".to_owned()
        }
        ReviewRefusal::Newer => "Made by a newer version: open it with the newer page.".to_owned(),
    }
    },
    own_code: "Code of the self-assessment",
    about_code: |code| format!("Check code of the self-assessment that was reviewed: {code}"),
    review_columns: ["Item", "Title", "Full mark", "Mark"],
    log: "Reviews so far",
};

fn reply_kind(kind: &ReplyKind) -> &'static str {
    match kind {
        ReplyKind::Accepted => "accepted",
        ReplyKind::Answered | ReplyKind::Other(_) => "replied",
    }
}

fn column_word(column: Column) -> &'static str {
    (super::assessment::ASSESSMENT.column)(column)
}
