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
    // Cargo says where the package is when it runs it: a target folder that two clones share must
    // not send one to the other.
    let here = std::env::var_os("CARGO_MANIFEST_DIR");
    let here = here.map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    here.parent().unwrap_or(&here).to_owned()
}

/// The user's cache folder.
fn cache() -> Outcome<PathBuf> {
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).or_else(|| {
        env::var_os("HOME")
            .or_else(|| env::var_os("USERPROFILE"))
            .map(|home| Path::new(&home).join(".cache"))
    });
    Ok(cache.ok_or("neither XDG_CACHE_HOME nor HOME is set")?)
}

/// The folder of the tools.
pub fn folder() -> Outcome<PathBuf> {
    let folder = cache()?.join("training-ledger/tools");
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

/// Runs a command to its end, and fails where it fails.
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

/// Installs what is missing for a build and says what takes how long.
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
    show_to_trunk(&bin("wasm-bindgen"), &version)
}

/// A plain `trunk build` has our folder not on its path, but looks into a cache of its own before
/// it would load wasm-bindgen from the network.
fn show_to_trunk(wasm_bindgen: &Path, version: &str) -> Outcome {
    let place = cache()?.join(format!("trunk/wasm-bindgen-{version}"));
    let copy = place.join("wasm-bindgen");
    if !copy.exists() {
        fs::create_dir_all(&place)?;
        fs::copy(wasm_bindgen, copy)?;
    }
    Ok(())
}

/// A Chromium 83, the oldest kernel the page must run on, with what drives it. From npm, where it
/// is meant for other ends; returns the folder with `chromium` and `node_modules`.
pub fn kernel83() -> Outcome<PathBuf> {
    let folder = folder()?.join("kernel83");
    let chromium = folder.join("chromium");
    if chromium.exists() {
        return Ok(folder);
    }
    println!("Installing a Chromium 83 for the tests by npm (56 MB, half a minute) …");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("package.json"), "{\"private\": true}")?;
    // Its install scripts would load a newer browser; its peer is older than the newest.
    run(Command::new("npm").current_dir(&folder).args([
        "install",
        "--ignore-scripts",
        "--legacy-peer-deps",
        "--no-audit",
        "--no-fund",
        "--silent",
        "chrome-aws-lambda@3.1.1",
        "puppeteer-core@5.5.0",
    ]))?;
    let unpack = "const fs = require('fs');\
        const packed = fs.readFileSync('node_modules/chrome-aws-lambda/bin/chromium.br');\
        fs.writeFileSync('unpacked', require('zlib').brotliDecompressSync(packed), { mode: 0o755 });\
        fs.renameSync('unpacked', 'chromium');";
    run(Command::new("node").current_dir(&folder).args(["-e", unpack]))?;
    Ok(folder)
}

/// A validator of JSON Schema that is not ours, from npm; returns the folder with `node_modules`.
pub fn validator() -> Outcome<PathBuf> {
    let folder = folder()?.join("validator");
    if folder.join("node_modules/ajv-formats/package.json").exists() {
        return Ok(folder);
    }
    eprintln!("Installing a JSON Schema validator for the tests by npm (some seconds) …");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("package.json"), "{\"private\": true}")?;
    run(Command::new("npm").current_dir(&folder).args([
        "install",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--silent",
        "ajv@8.17.1",
        "ajv-formats@3.0.1",
    ]))?;
    Ok(folder)
}

fn install_crate(name: &str, version: &str, locked: bool, folder: &Path) -> Outcome {
    let mut command = Command::new("cargo");
    command
        .current_dir(root())
        .args(["install", "--quiet", name, "--version", version, "--force", "--root"])
        .arg(folder);
    command.env_remove("RUSTFLAGS").env_remove("CARGO_TARGET_DIR");
    if locked {
        command.arg("--locked");
    }
    run(&mut command)
}
