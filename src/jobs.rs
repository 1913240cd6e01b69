//! The long work that runs in a worker. Every kind implements [`worker::Job`] beside what it does
//! and has one line here: `worker::listed::<ReadRoster>()`.

use futures::stream::{self, Stream, StreamExt as _};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::browser::worker::{self, Job, Listed, Parts, Progress, Stop};
use crate::browser::{clock, files};
use crate::interchange::encoding::TextDecoding;
use crate::interchange::file::read_workbook;
use crate::interchange::table::Workbook;
use crate::model::id::{PersonId, PlanId};
use crate::model::ledger::Ledger;
use crate::model::problem::ImportError;
use crate::model::shard::Assembly;
use crate::planning::need::priorities;
use crate::planning::rotation::explain::conflict::Conflict;
use crate::planning::rotation::explain::explain;
use crate::planning::rotation::from_plan::{Stay, as_it_stands, problem};
use crate::planning::rotation::planner::{Effort, Planner};
use crate::planning::rotation::prepare::prepare;
use crate::planning::rotation::problem::{RotaPlan, RotationProblem};

const JOBS: &[Listed] = &[
    worker::listed::<ReadWorkbook>(),
    worker::listed::<PlaceBatches>(),
    worker::listed::<ExplainPlaces>(),
];

/// The role of the worker: waits for its one job.
pub fn serve() {
    worker::serve(JOBS);
}

/// Takes a spreadsheet or text file of that name apart. Goes with its bytes in one part.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct ReadWorkbook {
    name: String,
}

impl Job for ReadWorkbook {
    const NAME: &'static str = "read-workbook";
    type Answer = Result<Workbook, ImportError>;

    async fn run(self, mut parts: Parts, _: Progress) -> (Self::Answer, Vec<u8>) {
        let bytes = parts.next().await.unwrap_or_default();
        (read_workbook(&bytes, &self.name, &BrowserDecoding), Vec::new())
    }
}

/// A spreadsheet or text file of that name, taken apart in a worker.
///
/// # Errors
/// It is no table that can be read.
pub async fn workbook(name: String, bytes: Vec<u8>) -> Result<Workbook, ImportError> {
    let parts = stream::once(async { bytes });
    match worker::run(ReadWorkbook { name }, parts, |_, _| (), &Stop::default()).await {
        Ok((workbook, _)) => workbook,
        Err(error) => Err(ImportError::Damaged(error.to_string())),
    }
}

/// Milliseconds of work between two pictures of the page.
const FRAME: f64 = 5.0;

/// The ledger as it goes along with a job that plans: parts of a line with the name of each shard and
/// one with its JSON. A part takes less than a frame to make, and the page paints between two. Forms
/// and standards stay out, since no plan depends on them.
pub fn packed(ledger: &Ledger) -> impl Stream<Item = Vec<u8>> + 'static {
    let mut shards = ledger.shards();
    shards.retain(|(name, _)| {
        !["assessment/", "standard/", "draft/", "file/"].iter().any(|kind| name.starts_with(kind))
    });
    stream::unfold(shards.into_iter(), async |mut shards| {
        clock::sleep(0).await;
        let since = clock::milliseconds();
        let mut part = Vec::new();
        while clock::milliseconds() - since < FRAME
            && let Some((name, shard)) = shards.next()
        {
            for line in [name, shard.to_json()] {
                part.extend_from_slice(line.as_bytes());
                part.push(b'\n');
            }
        }
        (!part.is_empty()).then_some((part, shards))
    })
}

/// The ledger of [`packed`] parts; the error is a fault of the program.
async fn unpacked(mut parts: Parts) -> Result<Ledger, String> {
    let mut assembly = Assembly::default();
    while let Some(part) = parts.next().await {
        let text = std::str::from_utf8(&part).map_err(|error| error.to_string())?;
        let mut lines = text.lines();
        while let Some((name, json)) = lines.next().zip(lines.next()) {
            assembly.take(name, json).map_err(|error| error.to_string())?;
        }
    }
    assembly.finish().map_err(|error| error.to_string())
}

/// Places the people of a rotation. Goes with the [`packed`] ledger.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlaceBatches {
    pub plan: PlanId,
    pub today: Date,
    /// Who stays where he is.
    pub stay: Stay,
    pub seed: u32,
    pub effort: Effort,
}

/// What the planner answers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Placed {
    /// Stopped early it is the best so far.
    pub plan: RotaPlan,
    /// How many people want a place.
    pub people: usize,
}

impl PlaceBatches {
    /// Milliseconds of work before the page hears of it.
    const SLICE: f64 = 80.0;

    /// The question; the ledger is not needed any more.
    async fn problem(&self, parts: Parts) -> Result<RotationProblem, String> {
        let ledger = unpacked(parts).await?;
        let plan = ledger.plans.get(&self.plan).ok_or("no such plan")?;
        let reference = ledger.settings.reference();
        // Whoever needs the course most goes first.
        let course = plan.rotation.course.as_deref();
        let priorities = course.map(|course| priorities(&ledger, course, reference));
        let priorities = priorities.unwrap_or_default();
        let urgent = |person: PersonId| priorities.get(&person).copied().unwrap_or(0).into();
        Ok(problem(&ledger, plan, reference, self.today, self.stay, &urgent))
    }

    async fn place(&self, parts: Parts, progress: &Progress) -> Result<Placed, String> {
        let problem = self.problem(parts).await?;
        let prepared = prepare(&problem).map_err(|problems| {
            let texts: Vec<_> = problems.iter().map(ToString::to_string).collect();
            texts.join("; ")
        })?;
        let mut planner = Planner::new(&prepared, u64::from(self.seed), self.effort);
        let mut iterations = 2_000_u32;
        loop {
            let before = clock::milliseconds();
            let state = planner.step(iterations);
            if state.finished || progress.is_stopped() {
                break;
            }
            progress.tell((1000.0 * state.done / state.total) as u32, state.uncovered.to_string());
            // As many as take about one slice on this computer; the plan does not depend on it.
            let took = (clock::milliseconds() - before).max(1.0);
            let fitting = f64::from(iterations) * Self::SLICE / took;
            iterations = fitting.clamp(500.0, 200_000.0) as u32;
            clock::sleep(0).await;
        }
        Ok(Placed { plan: planner.stop(), people: problem.needs.len() })
    }
}

impl Job for PlaceBatches {
    const NAME: &'static str = "place-batches";
    /// The error says what is wrong with the data; the page makes them, so it is a fault of the
    /// program.
    type Answer = Result<Placed, String>;

    /// Tells the number of people without a place.
    async fn run(self, parts: Parts, progress: Progress) -> (Self::Answer, Vec<u8>) {
        (self.place(parts, &progress).await, Vec::new())
    }
}

/// Finds out why people of a rotation have no place. Goes with the [`packed`] ledger.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExplainPlaces {
    pub plan: PlanId,
    pub today: Date,
}

impl ExplainPlaces {
    fn explain(&self, ledger: &Ledger) -> Result<(RotaPlan, Vec<Conflict>), String> {
        let plan = ledger.plans.get(&self.plan).ok_or("no such plan")?;
        let reference = ledger.settings.reference();
        let problem = problem(ledger, plan, reference, self.today, Stay::Told, &|_| 0);
        let stands = as_it_stands(plan, &problem);
        let conflicts = prepare(&problem).map(|prepared| explain(&prepared, &stands));
        Ok((stands, conflicts.unwrap_or_default()))
    }
}

impl Job for ExplainPlaces {
    const NAME: &'static str = "explain-places";
    /// The plan as it stands, and why people have no place in it; the error as with
    /// [`PlaceBatches`].
    type Answer = Result<(RotaPlan, Vec<Conflict>), String>;

    async fn run(self, parts: Parts, _: Progress) -> (Self::Answer, Vec<u8>) {
        (unpacked(parts).await.and_then(|ledger| self.explain(&ledger)), Vec::new())
    }
}

/// The browser's own decoder, in the page and in the worker.
pub struct BrowserDecoding;

impl TextDecoding for BrowserDecoding {
    fn decode(&self, label: &str, bytes: &[u8]) -> Option<String> {
        files::decode(label, bytes)
    }
}
