//! The long work that runs in a worker. Every kind implements [`worker::Job`] beside what it does
//! and has one line here: `worker::listed::<ReadRoster>()`.

use serde::{Deserialize, Serialize};

use crate::browser::files;
use crate::browser::worker::{self, Job, Listed, Progress};
use crate::interchange::encoding::TextDecoding;
use crate::interchange::file::read_workbook;
use crate::interchange::table::Workbook;
use crate::model::problem::ImportError;

const JOBS: &[Listed] = &[worker::listed::<ReadWorkbook>()];

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

/// The browser's own decoder, in the page and in the worker.
pub struct BrowserDecoding;

impl TextDecoding for BrowserDecoding {
    fn decode(&self, label: &str, bytes: &[u8]) -> Option<String> {
        files::decode(label, bytes)
    }
}
