//! Builds the artifact with Trunk, whose hook packs it.

use std::fs;

use crate::tools::{self, root};
use crate::{Outcome, pack};

/// Builds `dist/index.html`. `quick` leaves out what only makes it smaller.
pub fn build(quick: bool) -> Outcome {
    tools::install()?;
    println!("Building dist/index.html ({}) …", if quick { "seconds" } else { "2 to 5 minutes" });
    let mut trunk = tools::tool_command("trunk")?;
    trunk.args(["build", "--offline", "--log", "warn"]);
    // trunk reads NO_COLOR as a flag of its own and accepts true or false only.
    trunk.env_remove("NO_COLOR");
    if quick {
        trunk.args(["--cargo-profile", "quick"]).env(pack::QUICK, "1");
    } else {
        trunk.arg("--release");
    }
    tools::run(&mut trunk)?;
    let file = root().join("dist/index.html");
    println!("{}: {} KB", file.display(), fs::metadata(&file)?.len() / 1000);
    Ok(())
}
