//! The names of undoable edits, put into words by the page.

use serde::{Deserialize, Serialize};

/// What an edit did. Kept in the list of generations, so a newer version's step must be readable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "step", content = "about")]
pub enum Step {
    /// The first state of a ledger.
    Create,
    LoadSample,
    RemoveSample,
    ImportRoster {
        added: usize,
        changed: usize,
    },
    AddPerson(String),
    EditPerson(String),
    EditPeople {
        people: usize,
    },
    /// Cells of person × post were judged.
    EditSkills {
        cells: usize,
    },
    ArchivePeople {
        people: usize,
    },
    RestorePerson(String),
    DeletePerson(String),
    MergePeople(String),
    PurgePerson,
    EditOffice(String),
    AddGroup(String),
    EditGroup(String),
    DeleteGroup(String),
    AddPlan(String),
    EditPlan(String),
    DeletePlan(String),
    /// An automatic placement of a rotation.
    PlaceBatches(String),
    /// Pairs as proposed.
    PairPeople(String),
    /// Circles made of the pairs.
    MakeCircles(String),
    MovePerson(String),
    AdvancePlan(String),
    RecordHours(String),
    /// A class for those who missed another.
    MakeUp(String),
    ImportHours {
        rows: usize,
    },
    AddAssessment(String),
    AddAssessments {
        forms: usize,
    },
    EditAssessment(String),
    /// A filled table of the form was read back.
    FillFromTable(String),
    DeleteAssessment(String),
    /// Forms were handed down to offices.
    IssueForms {
        forms: usize,
    },
    /// A form that was handed down was taken over, with what came with it.
    TakeIssued(String),
    /// Forms were submitted.
    SubmitForms {
        forms: usize,
    },
    /// A submitted form was taken in to be reviewed.
    TakeSubmitted(String),
    /// A review was made of a form, or came in.
    ReviewForm(String),
    ReceiveReview(String),
    ImportStandard(String),
    DeleteStandard(String),
    /// A standard was begun, copied or revised as a draft.
    AddDraft(String),
    EditDraft(String),
    DeleteDraft(String),
    /// A draft became a standard.
    FinishDraft(String),
    /// A form was carried over to a newer version of its standard.
    CarryOver(String),
    EditSettings,
    RestoreBackup,
    RestoreGeneration,
    /// A step of a newer version.
    #[serde(other)]
    Other,
}

impl Step {
    /// Do two of these in quick succession on the same thing make one undo step?
    pub fn joins(&self, later: &Self) -> bool {
        self == later && matches!(self, Self::EditAssessment(_) | Self::EditPlan(_))
    }
}
