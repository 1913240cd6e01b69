//! The words for the enums of the model.

use super::count;
use crate::i18n::format::file_size;
use crate::i18n::zh::model::Model;
use crate::model::course::{TrainingForm, TrainingKind};
use crate::model::group::Axis;
use crate::model::hours::Presence;
use crate::model::kept_file::{FILE_LIMIT, FILES_LIMIT};
use crate::model::office::{OfficeKind, OfficeLevel};
use crate::model::people::Rejection;
use crate::model::person::{RetirementCategory, Sex};
use crate::model::plan::PlanState;
use crate::model::status::DutyStatus;
use crate::model::step::Step;

pub const MODEL: Model = Model {
    blank: "blank",
    undecided: "undecided",
    comma: ", ",
    bureau_ending: crate::i18n::zh::model::BUREAU_ENDING,
    certificate_valid: "valid",
    certificate_expired: "expired",
    short_office: crate::i18n::zh::model::short_office,
    sex: |sex| match sex {
        Sex::Male => "male",
        Sex::Female => "female",
    },
    status: |status| match status {
        DutyStatus::OnPost => "on post".into(),
        DutyStatus::Seconded => "seconded".into(),
        DutyStatus::SickLeave => "sick leave".into(),
        DutyStatus::Leave => "leave".into(),
        DutyStatus::Left => "left".into(),
        DutyStatus::Retired => "retired".into(),
        DutyStatus::Other(other) => other.clone(),
    },
    retirement: |category| match category {
        RetirementCategory::Male60 => "men (formerly 60)".into(),
        RetirementCategory::Female55 => "women cadres (formerly 55)".into(),
        RetirementCategory::Female50 => "women workers (formerly 50)".into(),
        RetirementCategory::Female60 => "women, county level or senior title (formerly 60)".into(),
        RetirementCategory::Other(other) => other.clone(),
    },
    axis: |axis| match axis {
        Axis::AgeStage => "Age stage".into(),
        Axis::AgeBand => "Age band".into(),
        Axis::Education => "Education level".into(),
        Axis::Post => "Main post".into(),
        Axis::AnyPost => "Any post".into(),
        Axis::Office => "Office".into(),
        Axis::Grade => "Grade".into(),
        Axis::StaffKind => "Staff kind".into(),
        Axis::Sex => "Sex".into(),
        Axis::Status => "Status".into(),
        Axis::Certificate => "Certificate".into(),
        Axis::Other(other) => other.clone(),
    },
    training_kind: |kind| match kind {
        TrainingKind::Induction => "induction".into(),
        TrainingKind::Promotion => "promotion".into(),
        TrainingKind::Special => "special duty".into(),
        TrainingKind::InService => "in service".into(),
        TrainingKind::Other(other) => other.clone(),
    },
    form: |form| match form {
        TrainingForm::Rotation => "rotation".into(),
        TrainingForm::Intensive => "intensive".into(),
        TrainingForm::MutualHelp => "mutual help".into(),
        TrainingForm::Online => "online".into(),
        TrainingForm::Other(other) => other.clone(),
    },
    form_mark: |form| match form {
        TrainingForm::Rotation => "R".into(),
        TrainingForm::Intensive => "I".into(),
        TrainingForm::MutualHelp => "M".into(),
        TrainingForm::Online => "O".into(),
        TrainingForm::Other(other) => other.chars().take(1).collect(),
    },
    plan_state: |state| match state {
        PlanState::Draft => "draft".into(),
        PlanState::Issued => "issued".into(),
        PlanState::Running => "running".into(),
        PlanState::Closed => "closed".into(),
        PlanState::Other(other) => other.clone(),
    },
    presence: |presence| match presence {
        Presence::Present => "present".into(),
        Presence::Late => "late".into(),
        Presence::Leave => "on leave".into(),
        Presence::Absent => "absent".into(),
        Presence::Other(other) => other.clone(),
    },
    office_kind: |kind| match kind {
        OfficeKind::Station => "office".into(),
        OfficeKind::Branch => "branch".into(),
        OfficeKind::Section => "section".into(),
        OfficeKind::Brigade => "brigade".into(),
        OfficeKind::Bureau => "bureau".into(),
        OfficeKind::Other(other) => other.clone(),
    },
    office_level: |level| match level {
        OfficeLevel::Station => "office".into(),
        OfficeLevel::District => "district bureau".into(),
        OfficeLevel::City => "city bureau".into(),
        OfficeLevel::Province => "provincial bureau".into(),
        OfficeLevel::Other(other) => other.clone(),
    },
    step: |step| match step {
        Step::Create => "create the ledger".into(),
        Step::LoadSample => "open the sample".into(),
        Step::RemoveSample => "remove the sample".into(),
        Step::ImportRoster { added, changed } => {
            format!("import roster: {added} new, {changed} changed")
        }
        Step::AddPerson(name) => format!("add {name}"),
        Step::EditPerson(name) => format!("edit {name}"),
        Step::EditPeople { people } => format!("edit {}", count(people, "person")),
        Step::EditSkills { cells } => format!("judge {}", count(cells, "cell")),
        Step::ArchivePeople { people } => format!("archive {}", count(people, "person")),
        Step::RestorePerson(name) => format!("restore {name}"),
        Step::DeletePerson(name) => format!("delete wrong entry {name}"),
        Step::MergePeople(name) => format!("merge records of {name}"),
        Step::PurgePerson => "purge one person".into(),
        Step::EditOffice(name) => format!("edit office {name}"),
        Step::AddGroup(name) => format!("create group “{name}”"),
        Step::EditGroup(name) => format!("edit group “{name}”"),
        Step::DeleteGroup(name) => format!("delete group “{name}”"),
        Step::AddPlan(title) => format!("new plan “{title}”"),
        Step::EditPlan(title) => format!("edit plan “{title}”"),
        Step::DeletePlan(title) => format!("delete plan “{title}”"),
        Step::PlaceBatches(title) => format!("place batches of “{title}”"),
        Step::PairPeople(title) => format!("pair “{title}”"),
        Step::MakeCircles(title) => format!("make circles of “{title}”"),
        Step::MovePerson(name) => format!("move {name}"),
        Step::AdvancePlan(title) => format!("change the state of “{title}”"),
        Step::RecordHours(title) => format!("record hours of “{title}”"),
        Step::MakeUp(title) => format!("arrange “{title}”"),
        Step::ImportHours { rows } => format!("import {} of hours", count(rows, "row")),
        Step::AddAssessment(title) => format!("new form “{title}”"),
        Step::AddAssessments { forms } => format!("{forms} new forms"),
        Step::EditAssessment(title) => format!("fill form “{title}”"),
        Step::FillFromTable(title) => format!("read the table of “{title}”"),
        Step::DeleteAssessment(title) => format!("delete form “{title}”"),
        Step::IssueForms { forms } => format!("issue {}", count(forms, "form")),
        Step::TakeIssued(title) => format!("take over “{title}”"),
        Step::SubmitForms { forms } => format!("note {} submitted", count(forms, "form")),
        Step::TakeSubmitted(title) => format!("take in “{title}” for review"),
        Step::ReviewForm(title) => format!("review “{title}”"),
        Step::ReceiveReview(title) => format!("receive the review of “{title}”"),
        Step::ImportStandard(title) => format!("import the standard {title}"),
        Step::DeleteStandard(title) => format!("delete the standard {title}"),
        Step::AddDraft(title) => format!("begin the standard “{title}”"),
        Step::EditDraft(title) => format!("edit the draft “{title}”"),
        Step::DeleteDraft(title) => format!("delete the draft “{title}”"),
        Step::FinishDraft(title) => format!("finish “{title}”"),
        Step::CarryOver(title) => format!("carry “{title}” over to the new version"),
        Step::EditSettings => "change settings".into(),
        Step::RestoreBackup => "restore a backup".into(),
        Step::RestoreGeneration => "go back to an earlier version".into(),
        Step::Other => "change".into(),
    },
    rejection: |rejection| {
        match rejection {
        Rejection::MissingName => "The name must not be blank.".into(),
        Rejection::FutureBirth => "The birth lies after this period.".into(),
        Rejection::NoSuchPerson => "This person cannot be found; the record may have been deleted.".into(),
        Rejection::NoSuchOffice => "This office is unknown; add it in the settings first.".into(),
        Rejection::NoSuchGroup => "This group cannot be found; it may have been deleted.".into(),
        Rejection::NoSuchPlan => "This plan cannot be found; it may have been deleted.".into(),
        Rejection::NoSuchBatch => "This batch cannot be found; it may have been deleted.".into(),
        Rejection::NoSuchSession => "This session cannot be found; it may have been deleted.".into(),
        Rejection::NoSuchAssessment => "This form cannot be found; it may have been deleted.".into(),
        Rejection::NoSuchStandard => "This standard cannot be found, or it is not the one the form names.".into(),
        Rejection::FormExists(title) => {
            format!("There is “{title}”: an office has one form a year under a standard.")
        }
        Rejection::NoSuchDraft => "This draft cannot be found; it may have been deleted or finished.".into(),
        Rejection::NoSuchPlace => "This area or item cannot be found; it may have been deleted.".into(),
        Rejection::AreaInItself => "An area cannot stand within itself.".into(),
        Rejection::NumberTaken(number) => format!("There is a number {number} already; choose another."),
        Rejection::StandardHasFaults(faults) => {
            format!("{} to mend before it can be used.", count(*faults, "fault"))
        }
        Rejection::VersionTaken(version) => {
            format!("There is a version {version} of this standard already; choose another.")
        }
        Rejection::StandardInUse => "Forms are filled under this standard, so it cannot be deleted.".into(),
        Rejection::OtherOffice(name) => format!("The file is for “{name}”, not for this office."),
        Rejection::NameTaken(name) => format!("There is a “{name}” already; choose another name."),
        Rejection::HasHours => {
            "This person has training hours and is no wrong entry. Archive who leaves; merge duplicate records.".into()
        }
        Rejection::EndBeforeStart => "The end lies before the start.".into(),
        Rejection::PairedWithSelf => "Nobody can be paired with himself.".into(),
        Rejection::PlanClosed => "The plan is closed and cannot be changed.".into(),
        Rejection::MissingReason => "Please give a reason.".into(),
        Rejection::ReadOnly => "This window is read-only; choose “Edit here instead”.".into(),
        Rejection::FileTooLarge => {
            format!("A file that is kept has at most {}.", file_size(FILE_LIMIT))
        }
        Rejection::FilesFull => {
            format!("The ledger keeps at most {} of files; there is no room.", file_size(FILES_LIMIT))
        }
        Rejection::OfficeHasPeople(people) => format!("The office still has {} and cannot be deleted.", count(people, "person")),
    }
    },
};
