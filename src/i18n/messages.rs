//! All texts of one language, page by page.

use super::format::Format;
use super::zh::assessment::Assessment;
use super::zh::assessments::Assessments;
use super::zh::calendar::Calendar;
use super::zh::classes::Classes;
use super::zh::conflicts::Conflicts;
use super::zh::files::Files;
use super::zh::groups::Groups;
use super::zh::help::Help;
use super::zh::home::Home;
use super::zh::hours::Hours;
use super::zh::merge::Merge;
use super::zh::model::Model;
use super::zh::pairs::Pairs;
use super::zh::plan::Plan;
use super::zh::problem::Problems;
use super::zh::roster::Roster;
use super::zh::roster_import::RosterImport;
use super::zh::rotation::Rotation;
use super::zh::settings::Settings;
use super::zh::shell::Shell;
use super::zh::skills::Skills;
use super::zh::standards::Standards;
use super::zh::storage::Storage;
use super::zh::submit::Submit;
use super::zh::welcome::Welcome;
use super::{en, format, zh};

/// The texts of one language. A field a page; `model` and `format` are for all.
pub struct Messages {
    pub format: Format,
    pub model: Model,
    pub problems: Problems,
    pub shell: Shell,
    pub storage: Storage,
    pub welcome: Welcome,
    pub home: Home,
    pub roster: Roster,
    pub roster_import: RosterImport,
    pub groups: Groups,
    pub assessments: Assessments,
    pub assessment: Assessment,
    pub standards: Standards,
    pub help: Help,
    pub hours: Hours,
    pub skills: Skills,
    pub files: Files,
    pub submit: Submit,
    pub settings: Settings,
    pub merge: Merge,
    pub plan: Plan,
    pub rotation: Rotation,
    pub classes: Classes,
    pub calendar: Calendar,
    pub conflicts: Conflicts,
    pub pairs: Pairs,
}

/// Chinese, written first.
pub const ZH: Messages = Messages {
    format: format::ZH,
    model: zh::model::MODEL,
    problems: zh::problem::PROBLEMS,
    shell: zh::shell::SHELL,
    storage: zh::storage::STORAGE,
    welcome: zh::welcome::WELCOME,
    home: zh::home::HOME,
    roster: zh::roster::ROSTER,
    roster_import: zh::roster_import::ROSTER_IMPORT,
    groups: zh::groups::GROUPS,
    assessments: zh::assessments::ASSESSMENTS,
    assessment: zh::assessment::ASSESSMENT,
    standards: zh::standards::STANDARDS,
    help: zh::help::HELP,
    hours: zh::hours::HOURS,
    skills: zh::skills::SKILLS,
    files: zh::files::FILES,
    submit: zh::submit::SUBMIT,
    settings: zh::settings::SETTINGS,
    merge: zh::merge::MERGE,
    plan: zh::plan::PLAN,
    rotation: zh::rotation::ROTATION,
    classes: zh::classes::CLASSES,
    calendar: zh::calendar::CALENDAR,
    conflicts: zh::conflicts::CONFLICTS,
    pairs: zh::pairs::PAIRS,
};

/// English.
pub const EN: Messages = Messages {
    format: format::EN,
    model: en::model::MODEL,
    problems: en::problem::PROBLEMS,
    shell: en::shell::SHELL,
    storage: en::storage::STORAGE,
    welcome: en::welcome::WELCOME,
    home: en::home::HOME,
    roster: en::roster::ROSTER,
    roster_import: en::roster_import::ROSTER_IMPORT,
    groups: en::groups::GROUPS,
    assessments: en::assessments::ASSESSMENTS,
    assessment: en::assessment::ASSESSMENT,
    standards: en::standards::STANDARDS,
    help: en::help::HELP,
    hours: en::hours::HOURS,
    skills: en::skills::SKILLS,
    files: en::files::FILES,
    submit: en::submit::SUBMIT,
    settings: en::settings::SETTINGS,
    merge: en::merge::MERGE,
    plan: en::plan::PLAN,
    rotation: en::rotation::ROTATION,
    classes: en::classes::CLASSES,
    calendar: en::calendar::CALENDAR,
    conflicts: en::conflicts::CONFLICTS,
    pairs: en::pairs::PAIRS,
};
