//! Texts of attendance, results and certificates.

use super::count;
use crate::i18n::zh::attendance::Attendance;
use crate::model::hours::TestResult;

pub const ATTENDANCE: Attendance = Attendance {
    organiser: "Organiser",
    hours_hint: "24, 3天, 半天",
    training_kind: "Kind",
    half_days: "Half days",
    half_days_hint: "Press to change: present, late, leave, absent. Hours are the share of the half days attended, rounded up to a quarter.",
    missed: |half_days| format!("{} missed", count(half_days, "half day")),
    result: "Result",
    result_word: |result| match result {
        TestResult::Excellent => "Excellent".into(),
        TestResult::Passed => "Passed".into(),
        TestResult::Failed => "Failed".into(),
        TestResult::Other(marks) => marks.clone(),
    },
    all_present: "All present",
    all_passed: "All others passed",
    give_certificates: "Gives certificates",
    certificate: "Certificate no.",
    expiry: "Valid until",
    number_first: "The number comes first",
    long_leave: |people, limit, hours| {
        format!("{people}: leave of more than a seventh ({limit} of {hours} hours) counts as left")
    },
    long_leave_basis: "Regulations on cadre education and training. Enter 0 hours, or keep them and note why.",
    explain_first: "Hours in spite of a long leave need a reason in the note",
    sign_in: "Sign-in sheet",
    make_up: |people| format!("Make-up class for {people}"),
    make_up_title: |class| format!("Make-up: {class}"),
    make_up_plan: |year| format!("Make-up training {year}"),
    overlaps_title: "Repeated or overlapping hours",
    overlaps_none: "Nothing is repeated, nothing overlaps.",
    is_repeat: "One class, recorded twice",
    is_overlap: "Two classes on one day",
    merge: "Make one of them",
    not_in: |class| format!("Was not in “{class}”"),
    enforcement: "Enforcement certificate",
    columns: ["Name", "Office", "Certificate", "Number", "Valid until", "State"],
    expired: "Expired",
    soon: |days| match days {
        1 => "Expires in 1 day".to_owned(),
        _ => format!("Expires in {days} days"),
    },
    valid: "Valid",
    open: "No date",
    to_renew: |certificates| format!("To renew {certificates}"),
    to_renew_about: "Expired, or will be by 60 days after the end of the year",
    no_certificates: "No certificates yet",
    no_certificates_text: "Enforcement certificates are entered in the roster, others when a class is recorded.",
    find_certificate: "Name, class, number",
    no_certificate_found: "No certificate matches",
    sessions: "Classes",
    session_columns: ["Days", "Class", "Form", "Kind", "Hours", "Present", "Away", "People"],
    find_session: "Class, place, trainer",
    sessions_found: |sessions| format!("{} recorded", count(sessions, "class")),
    no_sessions: "No class recorded this year",
    no_sessions_text: "Record a class when it is over: all present, then who was on leave or absent. Press a recorded one to correct it.",
    no_session_found: "No class matches",
};
