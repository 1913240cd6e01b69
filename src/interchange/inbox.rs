//! The list of received files: whose each is, what it holds in short, and whether a later one
//! takes its place.

use std::collections::BTreeMap;

use super::envelope::{Counts, Kind, OfficeHead, Period, Redaction};
use super::forms::FormFigures;
use super::json::OpenError;
use super::received::{Newness, View, view};
use crate::assessment::scored::ScoredForm;
use crate::assessment::scoring::{official, score_column};
use crate::model::assessment::{Assessment, Column, Subject};
use crate::model::date::Moment;
use crate::model::hours::QuarterHours;
use crate::model::id::{AssessmentId, ReceivedId};
use crate::model::ledger::Ledger;
use crate::model::received::Received;
use crate::model::score::Hundredths;

/// A received file in one line. What a file does not say is missing.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub id: ReceivedId,
    pub file_name: String,
    pub received_at: Moment,
    /// What could be read, or why nothing could.
    pub summary: Result<Summary, OpenError>,
}

/// What a file holds in short.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    pub kind: Kind,
    pub version: Newness,
    pub office: Option<OfficeHead>,
    pub period: Option<Period>,
    pub created_at: Option<Moment>,
    pub redaction: Option<Redaction>,
    pub counts: Counts,
    pub people: usize,
    /// Hours recognised, all people together.
    pub recognised: Option<QuarterHours>,
    /// The self-assessed total of its first form of which some item is answered.
    pub total: Option<Hundredths>,
    /// The official result of that form, where it is by the column of a reviewer.
    pub result: Option<(Column, Hundredths)>,
    pub sha256: String,
    /// So many records cannot be read.
    pub faults: usize,
    /// Whose column a review is about.
    pub column: Option<Column>,
    /// The forms of an issued file or a review, and those of a submission in which something is
    /// answered, with when that was made.
    steps: Vec<(AssessmentId, Moment)>,
}

/// How a file stands to the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Current,
    /// Its forms or its review are in the ledger.
    Taken,
    /// 旧版: the same office sent a later one of the same kind, year and redaction.
    Superseded,
    /// Of a newer version of the program, only to be looked at.
    Newer,
    /// Some records cannot be read.
    Faulty,
    /// 损坏.
    Unreadable,
}

impl Line {
    /// Reads a received file.
    pub fn of(received: &Received) -> Self {
        Self {
            id: received.id,
            file_name: received.file_name.clone(),
            received_at: received.received_at,
            summary: view(&received.text).map(|view| Summary::of(&view)),
        }
    }
}

impl Summary {
    /// Of a file that could be read.
    pub fn of(view: &View) -> Self {
        let (total, result) = marks(view);
        let hours = view.figures.hours.map(|hours| hours.recognised);
        Self {
            kind: view.head.kind.clone(),
            version: view.head.version.clone(),
            office: view.head.office.clone(),
            period: view.head.period,
            created_at: view.head.created_at,
            redaction: view.head.redaction,
            counts: view.head.counts.clone(),
            people: view.people_count(),
            recognised: hours,
            total,
            result,
            sha256: view.head.sha256.clone(),
            faults: view.faults.len(),
            column: view.reviews.first().map(|review| review.round.column),
            steps: steps(view),
        }
    }

    /// Was it taken over? The bureau's own files never are.
    pub fn is_taken(&self, ledger: &Ledger) -> bool {
        if !self.is_of_another(ledger) {
            return false;
        }
        let any_step = |is_known: &dyn Fn(&Assessment, Moment) -> bool| {
            self.steps
                .iter()
                .any(|(id, at)| ledger.assessments.get(id).is_some_and(|form| is_known(form, *at)))
        };
        match self.kind {
            Kind::Submission => {
                let mut sheets = ledger.assessments.values().flat_map(|form| form.columns.values());
                sheets.any(|sheet| {
                    sheet.received.as_ref().is_some_and(|receipt| receipt.sha256 == self.sha256)
                })
            }
            Kind::Issued => {
                any_step(&|form, at| form.issued.as_ref().is_some_and(|issued| issued.at == at))
            }
            Kind::Review => any_step(&|form, at| form.rounds.iter().any(|round| round.at == at)),
            _ => false,
        }
    }

    /// Does it come from another office?
    fn is_of_another(&self, ledger: &Ledger) -> bool {
        self.office.as_ref().is_some_and(|office| office.id != ledger.settings.office)
    }
}

/// Of each form that came in a submission and is not taken in, the latest file that holds it.
pub type Arrived = BTreeMap<AssessmentId, ReceivedId>;

/// The awaited forms of the ledger ([`Assessment::is_awaited`]) that stand in a received submission
/// made since their last step.
pub fn arrived<'a>(lines: impl IntoIterator<Item = &'a Line>, ledger: &Ledger) -> Arrived {
    let mut latest = BTreeMap::<AssessmentId, (Moment, ReceivedId)>::new();
    for line in lines {
        let Ok(summary) = &line.summary else { continue };
        let is_newer = matches!(summary.version, Newness::NewerMajor(_));
        if summary.kind != Kind::Submission || is_newer || !summary.is_of_another(ledger) {
            continue;
        }
        for (id, made) in &summary.steps {
            let is_new = ledger.assessments.get(id).is_some_and(|form| {
                form.is_awaited(ledger.settings.office)
                    && form.rounds.iter().all(|round| round.at < *made)
            });
            if is_new && latest.get(id).is_none_or(|(last, _)| last < made) {
                latest.insert(*id, (*made, line.id));
            }
        }
    }
    latest.into_iter().map(|(id, (_, file))| (id, file)).collect()
}

fn steps(view: &View) -> Vec<(AssessmentId, Moment)> {
    match view.head.kind {
        Kind::Issued => {
            let forms = view.assessments.iter().map(|told| &told.form);
            forms.filter_map(|form| Some((form.id, form.issued.as_ref()?.at))).collect()
        }
        Kind::Review => view.reviews.iter().map(|one| (one.form, one.round.at)).collect(),
        Kind::Submission => {
            let forms = view.assessments.iter().map(|told| &told.form);
            let is_begun = |form: &&Assessment| {
                form.answers(Column::Own).is_some_and(|answers| !answers.is_empty())
            };
            let forms = forms.filter(is_begun);
            forms.filter_map(|form| Some((form.id, view.head.created_at?))).collect()
        }
        _ => Vec::new(),
    }
}

/// Of the sender's own form, or of the one form that is there: that of one office is not the mark of the
/// bureau that passes it on. Recomputed where the form and its standard are there, else as the figures
/// say.
fn marks(view: &View) -> (Option<Hundredths>, Option<(Column, Hundredths)>) {
    let begun = |scored: &ScoredForm| scored.total.filter(|_| scored.answered > 0);
    let sender = view.head.office.as_ref().map(|office| Subject::Office { id: office.id });
    let is_its = |subject: &Subject, of: usize| of == 1 || sender.as_ref() == Some(subject);
    let is_told = |form: &&FormFigures| is_its(&form.subject, view.figures.forms.len());
    let scored = view.assessments.iter().find_map(|form| {
        if !is_its(&form.form.subject, view.assessments.len()) {
            return None;
        }
        let standard = view.standard_of(&form.form)?;
        let own = score_column(standard, &form.form, Column::Own).ok()?;
        let (column, scored) = official(standard, &form.form).ok()?;
        let result = begun(&scored).filter(|_| column != Column::Own).map(|total| (column, total));
        let own = begun(&own);
        (own.is_some() || result.is_some()).then_some((own, result))
    });
    let told = |form: &FormFigures| {
        let total = form.total.filter(|_| form.answered > 0)?;
        Some(match form.column {
            Column::Own => (Some(total), None),
            column => (None, Some((column, total))),
        })
    };
    scored.or_else(|| view.figures.forms.iter().filter(is_told).find_map(told)).unwrap_or_default()
}

/// How each file stands to the others and to the ledger, in the order of the lines.
pub fn standings(lines: &[Line], ledger: &Ledger) -> Vec<Standing> {
    type Slot<'a> = (&'a Kind, crate::model::id::OfficeId, i16, Option<Redaction>);
    fn slot(summary: &Summary) -> Option<Slot<'_>> {
        // A bureau hands down and returns many files that are all in force.
        if matches!(summary.kind, Kind::Issued | Kind::Review) {
            return None;
        }
        let office = summary.office.as_ref()?.id;
        Some((&summary.kind, office, summary.period?.year, summary.redaction))
    }
    let mut latest: BTreeMap<Slot<'_>, Moment> = BTreeMap::new();
    for summary in lines.iter().filter_map(|line| line.summary.as_ref().ok()) {
        if let (Some(slot), Some(at)) = (slot(summary), summary.created_at) {
            let last = latest.entry(slot).or_insert(at);
            *last = (*last).max(at);
        }
    }
    let standing = |line: &Line| {
        let Ok(summary) = &line.summary else { return Standing::Unreadable };
        let last = slot(summary).and_then(|slot| latest.get(&slot));
        match &summary.version {
            Newness::NewerMajor(_) => Standing::Newer,
            _ if summary.faults > 0 => Standing::Faulty,
            _ if last.is_some_and(|last| summary.created_at.is_some_and(|at| at < *last)) => {
                Standing::Superseded
            }
            _ if summary.is_taken(ledger) => Standing::Taken,
            _ => Standing::Current,
        }
    };
    lines.iter().map(standing).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interchange::redact::Secret;
    use crate::interchange::submission::{Choice, Part, build};
    use crate::model::id::IdSource;
    use crate::model::score::Hundredths;
    use crate::sample::sample;

    #[test]
    fn a_form_that_nobody_has_begun_has_no_total() {
        let ids = &mut IdSource::new([1; 16]);
        let at = Moment::parse("2026-11-26T09:00:00+08:00").unwrap();
        let ledger = sample(at.date(), ids).unwrap();
        let choice = Choice::of(&Part::ALL, 2026, Redaction::Statistics);
        let (sealed, _) = build(&ledger, &choice, &Secret::Random([9; 16]), None, at).unwrap();
        let form = &view(&sealed.text).unwrap().figures.forms[0];
        assert_eq!((form.answered, form.total), (0, Some(Hundredths::ZERO)));
        let id = ReceivedId::new(ids);
        let text = sealed.text;
        let file = Received { id, file_name: String::new(), received_at: at, text };
        assert_eq!(Line::of(&file).summary.unwrap().total, None);
    }
}
