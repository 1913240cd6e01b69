//! Measures the built page in a browser.

use crate::tools::cargo;
use crate::{Outcome, build, test, tools};

/// Builds the page and prints what `tests/e2e/src/bench.rs` measures.
pub fn bench() -> Outcome {
    test::install_browser()?;
    build::build(false)?;
    tools::run(cargo()?.args(["run", "--quiet", "-p", "e2e", "--", "--bench"]))
}
