//! The long work that runs in a worker. Every kind implements [`worker::Job`] beside what it does
//! and has one line here: `worker::listed::<ReadRoster>()`.

use crate::browser::worker::{self, Listed};

const JOBS: &[Listed] = &[];

/// The role of the worker: waits for its one job.
pub fn serve() {
    worker::serve(JOBS);
}
