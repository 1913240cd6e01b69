//! The pinned tools, installed once into the user's cache folder, where the next clone finds them.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Outcome;

const TRUNK: &str = "0.21.14";
const BINARYEN: &str = "132";

/// The repository.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// The folder of the tools.
pub fn folder() -> Outcome<PathBuf> {
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).or_else(|| {
        env::var_os("HOME")
            .or_else(|| env::var_os("USERPROFILE"))
            .map(|home| Path::new(&home).join(".cache"))
    });
    let folder =
        cache.ok_or("neither XDG_CACHE_HOME nor HOME is set")?.join("training-ledger/tools");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// The wasm-bindgen version of Cargo.lock: the tool must have the very same.
fn wasm_bindgen_version() -> Outcome<String> {
    let lock = fs::read_to_string(root().join("Cargo.lock"))?;
    let mut lines = lock.lines();
    lines.find(|line| *line == "name = \"wasm-bindgen\"").ok_or("no wasm-bindgen in Cargo.lock")?;
    let version = lines.next().and_then(|line| line.split('"').nth(1));
    Ok(version.ok_or("no version of wasm-bindgen in Cargo.lock")?.to_owned())
}

/// Says what is done, runs a command to its end, and fails where it fails.
pub fn run(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|error| format!("cannot start {command:?}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} failed").into()) }
}

/// What a command prints, empty where it cannot be run.
pub fn output(program: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).stderr(Stdio::null()).output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default()
}

/// A command of cargo without the settings of an outer cargo, and with the tools first on the
/// path. A `RUSTFLAGS` of the environment would replace those of `.cargo/config.toml`.
pub fn cargo() -> Outcome<Command> {
    tool_command("cargo")
}

/// A command with the tools first on the path.
pub fn tool_command(program: &str) -> Outcome<Command> {
    let mut command = Command::new(program);
    command.current_dir(root()).env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
    let mut path = vec![folder()?.join("bin")];
    path.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    command.env("PATH", env::join_paths(path)?);
    Ok(command)
}

/// wasm-opt of npm's binaryen, run by node.
pub fn wasm_opt() -> Outcome<Command> {
    let script = folder()?.join("node_modules/binaryen/bin/wasm-opt");
    let script = if script.exists() { script } else { script.with_extension("js") };
    if !script.exists() {
        return Err("wasm-opt is missing: run `cargo xtask build` once, which installs it".into());
    }
    let mut command = Command::new("node");
    command.arg(script);
    Ok(command)
}

/// Installs what is missing and says what takes how long.
pub fn install() -> Outcome {
    let folder = folder()?;
    if !output("rustup", &["target", "list", "--installed"]).contains("wasm32-unknown-unknown") {
        println!("Adding the wasm target (half a minute) …");
        run(Command::new("rustup")
            .args(["target", "add", "wasm32-unknown-unknown"])
            .current_dir(root()))?;
    }
    let node = output("node", &["--version"]);
    let major: u32 = node
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()
        .unwrap_or_default()
        .parse()
        .unwrap_or(0);
    if major < 18 {
        return Err(
            "Node.js 18 or newer is needed: install it (for example `apt-get install nodejs npm`)"
                .into(),
        );
    }
    let bin = |name: &str| folder.join("bin").join(name);
    if !output(bin("trunk"), &["--version"]).contains(TRUNK) {
        println!("Installing trunk {TRUNK} into {} (about 6 minutes, once) …", folder.display());
        install_crate("trunk", TRUNK, true, &folder)?;
    }
    let version = wasm_bindgen_version()?;
    if !output(bin("wasm-bindgen"), &["--version"]).contains(&version) {
        println!(
            "Installing wasm-bindgen-cli {version} into {} (about 3 minutes, once) …",
            folder.display()
        );
        // Its own lock file names versions that do not build here.
        install_crate("wasm-bindgen-cli", &version, false, &folder)?;
    }
    let package =
        fs::read_to_string(folder.join("node_modules/binaryen/package.json")).unwrap_or_default();
    if !package.contains(&format!("\"version\": \"{BINARYEN}.")) {
        println!("Installing binaryen {BINARYEN} (wasm-opt) by npm …");
        run(Command::new("npm")
            .args(["install", "--no-audit", "--no-fund", "--silent", "--prefix"])
            .arg(&folder)
            .arg(format!("binaryen@{BINARYEN}")))?;
    }
    Ok(())
}

fn install_crate(name: &str, version: &str, locked: bool, folder: &Path) -> Outcome {
    let mut command = Command::new("cargo");
    command
        .args(["install", "--quiet", name, "--version", version, "--force", "--root"])
        .arg(folder);
    command.env_remove("RUSTFLAGS").env_remove("CARGO_TARGET_DIR");
    if locked {
        command.arg("--locked");
    }
    run(&mut command)
}
