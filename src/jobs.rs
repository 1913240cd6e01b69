//! The long work that runs in a worker. Every kind implements [`worker::Job`] beside what it does
//! and has one line here: `worker::listed::<ReadRoster>()`.

use serde::{Deserialize, Serialize};

use crate::browser::worker::{self, Job, Listed, Progress};
use crate::browser::{clock, files};
use crate::interchange::encoding::TextDecoding;
use crate::interchange::file::read_workbook;
use crate::interchange::table::Workbook;
use crate::model::problem::ImportError;
use crate::planning::rotation::explain::conflict::Conflict;
use crate::planning::rotation::explain::explain;
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

/// Takes a spreadsheet or text file apart.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadWorkbook {
    /// The name of the file.
    pub name: String,
}

impl Job for ReadWorkbook {
    const NAME: &'static str = "read-workbook";
    type Answer = Result<Workbook, ImportError>;

    async fn run(self, bytes: Vec<u8>, _: Progress) -> (Self::Answer, Vec<u8>) {
        (read_workbook(&bytes, &self.name, &BrowserDecoding), Vec::new())
    }
}

/// Places the people of a rotation.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlaceBatches {
    pub problem: RotationProblem,
    pub seed: u32,
    pub effort: Effort,
}

impl PlaceBatches {
    /// Milliseconds of work before the page hears of it; it paints in between.
    const SLICE: f64 = 80.0;
}

impl Job for PlaceBatches {
    const NAME: &'static str = "place-batches";
    /// The placements. Stopped early it is the best so far. The error says what is wrong with the
    /// data; the page makes them, so it is a fault of the program.
    type Answer = Result<RotaPlan, String>;

    /// Tells the number of people without a place.
    async fn run(self, _: Vec<u8>, progress: Progress) -> (Self::Answer, Vec<u8>) {
        let prepared = match prepare(&self.problem) {
            Ok(prepared) => prepared,
            Err(problems) => {
                let texts: Vec<_> = problems.iter().map(ToString::to_string).collect();
                return (Err(texts.join("; ")), Vec::new());
            }
        };
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
        (Ok(planner.stop()), Vec::new())
    }
}

/// Finds out why people of a rotation have no place.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExplainPlaces {
    pub problem: RotationProblem,
    pub plan: RotaPlan,
}

impl Job for ExplainPlaces {
    const NAME: &'static str = "explain-places";
    type Answer = Vec<Conflict>;

    async fn run(self, _: Vec<u8>, _: Progress) -> (Self::Answer, Vec<u8>) {
        let prepared = prepare(&self.problem);
        (prepared.map(|prepared| explain(&prepared, &self.plan)).unwrap_or_default(), Vec::new())
    }
}

/// The browser's own decoder, in the page and in the worker.
pub struct BrowserDecoding;

impl TextDecoding for BrowserDecoding {
    fn decode(&self, label: &str, bytes: &[u8]) -> Option<String> {
        files::decode(label, bytes)
    }
}
