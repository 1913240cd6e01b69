//! All texts of one language, page by page.

use super::format::Format;
use super::zh::analysis::Analysis;
use super::zh::assessment::Assessment;
use super::zh::assessments::Assessments;
use super::zh::attendance::Attendance;
use super::zh::calendar::Calendar;
use super::zh::check::Check;
use super::zh::classes::Classes;
use super::zh::conflicts::Conflicts;
use super::zh::files::Files;
use super::zh::form_table::FormTable;
use super::zh::groups::Groups;
use super::zh::help::Help;
use super::zh::home::Home;
use super::zh::hours::Hours;
use super::zh::hours_import::HoursImport;
use super::zh::kept_files::KeptFiles;
use super::zh::ledger_figures::LedgerFigures;
use super::zh::matrix::Matrix;
use super::zh::merge::Merge;
use super::zh::model::Model;
use super::zh::pairs::Pairs;
use super::zh::paper::Paper;
use super::zh::plan::Plan;
use super::zh::problem::Problems;
use super::zh::report::Report;
use super::zh::review::Review;
use super::zh::roster::Roster;
use super::zh::roster_import::RosterImport;
use super::zh::rotation::Rotation;
use super::zh::settings::Settings;
use super::zh::shell::Shell;
use super::zh::skills::Skills;
use super::zh::standard_editor::StandardEditor;
use super::zh::standard_import::StandardImport;
use super::zh::standard_versions::StandardVersions;
use super::zh::standards::Standards;
use super::zh::statistics::Statistics;
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
    pub form_table: FormTable,
    pub groups: Groups,
    pub analysis: Analysis,
    pub assessments: Assessments,
    pub attendance: Attendance,
    pub assessment: Assessment,
    pub kept_files: KeptFiles,
    pub ledger_figures: LedgerFigures,
    pub report: Report,
    pub standards: Standards,
    pub standard_editor: StandardEditor,
    pub standard_import: StandardImport,
    pub standard_versions: StandardVersions,
    pub statistics: Statistics,
    pub help: Help,
    pub hours: Hours,
    pub skills: Skills,
    pub hours_import: HoursImport,
    pub files: Files,
    pub submit: Submit,
    pub settings: Settings,
    pub matrix: Matrix,
    pub merge: Merge,
    pub check: Check,
    pub paper: Paper,
    pub review: Review,
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
    form_table: zh::form_table::FORM_TABLE,
    groups: zh::groups::GROUPS,
    analysis: zh::analysis::ANALYSIS,
    assessments: zh::assessments::ASSESSMENTS,
    attendance: zh::attendance::ATTENDANCE,
    assessment: zh::assessment::ASSESSMENT,
    kept_files: zh::kept_files::KEPT_FILES,
    ledger_figures: zh::ledger_figures::LEDGER_FIGURES,
    report: zh::report::REPORT,
    standards: zh::standards::STANDARDS,
    standard_editor: zh::standard_editor::STANDARD_EDITOR,
    standard_import: zh::standard_import::STANDARD_IMPORT,
    standard_versions: zh::standard_versions::STANDARD_VERSIONS,
    statistics: zh::statistics::STATISTICS,
    help: zh::help::HELP,
    hours: zh::hours::HOURS,
    skills: zh::skills::SKILLS,
    hours_import: zh::hours_import::HOURS_IMPORT,
    files: zh::files::FILES,
    submit: zh::submit::SUBMIT,
    settings: zh::settings::SETTINGS,
    matrix: zh::matrix::MATRIX,
    merge: zh::merge::MERGE,
    check: zh::check::CHECK,
    paper: zh::paper::PAPER,
    review: zh::review::REVIEW,
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
    form_table: en::form_table::FORM_TABLE,
    groups: en::groups::GROUPS,
    analysis: en::analysis::ANALYSIS,
    assessments: en::assessments::ASSESSMENTS,
    attendance: en::attendance::ATTENDANCE,
    assessment: en::assessment::ASSESSMENT,
    kept_files: en::kept_files::KEPT_FILES,
    ledger_figures: en::ledger_figures::LEDGER_FIGURES,
    report: en::report::REPORT,
    standards: en::standards::STANDARDS,
    standard_editor: en::standard_editor::STANDARD_EDITOR,
    standard_import: en::standard_import::STANDARD_IMPORT,
    standard_versions: en::standard_versions::STANDARD_VERSIONS,
    statistics: en::statistics::STATISTICS,
    help: en::help::HELP,
    hours: en::hours::HOURS,
    skills: en::skills::SKILLS,
    hours_import: en::hours_import::HOURS_IMPORT,
    files: en::files::FILES,
    submit: en::submit::SUBMIT,
    settings: en::settings::SETTINGS,
    matrix: en::matrix::MATRIX,
    merge: en::merge::MERGE,
    check: en::check::CHECK,
    paper: en::paper::PAPER,
    review: en::review::REVIEW,
    plan: en::plan::PLAN,
    rotation: en::rotation::ROTATION,
    classes: en::classes::CLASSES,
    calendar: en::calendar::CALENDAR,
    conflicts: en::conflicts::CONFLICTS,
    pairs: en::pairs::PAIRS,
};
