//! Texts of the first run.

use crate::i18n::zh::welcome::Welcome;

pub const WELCOME: Welcome = Welcome {
    title: "Start a training ledger",
    about: "Roster, groups, plans, hours, self-assessment and submission, all in this one page, offline.",
    import_title: "Import a roster",
    import_text: "Excel, WPS or CSV files, or copy a table and paste it. Headings are recognised as they are.",
    import_button: "Import roster",
    open_title: "Restore or receive",
    open_text: "Open a backup to restore the ledger, or a file from another office or from above.",
    open_button: "Open file",
    sample_title: "Look at a sample",
    sample_text: "A bureau with 15 offices and 173 people, all invented. It can be removed at any time.",
    sample_button: "Open sample",
    empty_button: "Start with an empty ledger",
    drop: "Or drop any file here: the page tells what it is and asks what to do",
    where_label: "Where the data is",
    where_text: "On this computer, in this browser only. The page forbids itself the network and sends nothing to anybody.",
    clears_label: "What clears it",
    clears_text: "Clearing browser data, a new system, another computer, a private window. Back up to a USB stick every week; another browser needs the backup file.",
    check_label: "This computer",
    can_save: "Saving works",
    cannot_save: "Saving does not work; for temporary use only",
    details: "Check this browser",
    unnamed: "Our office",
    name_title: "Name of your office",
    name_about: "The name tells the other side whose file it is. It is kept, and can be changed in the settings under Offices.",
    name_hint: "The full name",
    name_go: "Go on",
    name_skip: "Without a name this time",
    no_ledger: "No ledger yet",
};
