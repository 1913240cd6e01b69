//! Makes the one self-contained file: what the first paint needs is inlined as it is, everything
//! else (the wasm, its glue, the style sheets of the pages) is packed in one piece, under a policy
//! that allows just these scripts and styles and no network.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use sha2::{Digest, Sha256};

use crate::squeeze::{self, Squeezed};
use crate::{Outcome, floor, names, split, tools};

/// Set for a quick build: wasm-opt and the checks are left out.
pub const QUICK: &str = "TRAINING_LEDGER_QUICK";

/// The whole file may have so many bytes (docs/decisions.md, "size").
const LIMIT: usize = 2_100_000;

/// What Chromium 83 does not have, lowered. Of the levels `-O1` packs smallest: 1191 KB, where
/// `-Oz` makes a smaller module that packs to 1209 KB.
pub const WASM_OPT: [&str; 10] = [
    "-O1",
    // What is called most gets the shortest numbers: 4 KB.
    "--reorder-functions",
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--llvm-memory-copy-fill-lowering",
    "--signext-lowering",
    "--llvm-nontrapping-fptoint-lowering",
    "--strip-producers",
];

const GATE: &str = include_str!("start/gate.js");
const PROGRAM: &str = include_str!("start/program.js");

/// Packs what Trunk has staged; Trunk calls this from its hook.
pub fn pack_of_trunk() -> Outcome {
    let staging = env::var_os("TRUNK_STAGING_DIR").ok_or("`pack` is called by Trunk's hook")?;
    let staging = PathBuf::from(staging);
    let quick = env::var_os(QUICK).is_some();
    let file = |ending: &str| find(&staging, ending);
    let glue = fs::read_to_string(file(".js")?)?;
    let mut wasm = file("_bg.wasm")?;
    if !quick {
        let small = staging.join("small.wasm");
        tools::run(tools::wasm_opt()?.args(WASM_OPT).arg(&wasm).arg("-o").arg(&small))?;
        wasm = small;
    }
    let (glue, wasm) = names::shorten(&glue, &fs::read(wasm)?)?;
    if !quick {
        floor::check_wasm(&wasm)?;
        floor::check_script("the glue", &glue)?;
        floor::check_script("the start", PROGRAM)?;
    }
    let decoder = squeeze::decoder(&staging)?;
    let page = pack(&tools::root(), &glue, &wasm, &decoder, quick)?;
    if !quick && page.len() > LIMIT {
        return Err(format!("the file has {} bytes, more than {LIMIT}", page.len()).into());
    }
    for entry in fs::read_dir(&staging)? {
        let path = entry?.path();
        if path.is_dir() { fs::remove_dir_all(path)? } else { fs::remove_file(path)? }
    }
    fs::write(staging.join("index.html"), page)?;
    Ok(())
}

fn find(folder: &Path, ending: &str) -> Outcome<PathBuf> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(ending) {
            return Ok(path);
        }
    }
    Err(format!("Trunk has made no file ending in {ending}").into())
}

/// The page of the template `index.html`. Its style sheets marked `data-packed` go with the program.
fn pack(root: &Path, glue: &str, wasm: &[u8], decoder: &[u8], quick: bool) -> Outcome<String> {
    let template = fs::read_to_string(root.join("index.html"))?;
    let mut styles = Vec::new();
    let mut later = String::new();
    let mut page = String::new();
    for line in template.lines() {
        if line.contains("data-trunk") && line.contains("rel=\"css\"") {
            let path = line.split("href=\"").nth(1).and_then(|rest| rest.split('"').next());
            let path = root.join(path.ok_or("a style sheet without address")?);
            let style = style_rules(&fs::read_to_string(path)?);
            if line.contains("data-packed") {
                later += &style;
            } else {
                styles.push(source(&style));
                page += &format!("<style>{style}</style>\n");
            }
        } else if !line.contains("data-trunk") {
            page += line;
            page.push('\n');
        }
    }
    styles.push(source(&later));
    let starter = statements(PROGRAM);
    let inner = format!("{} {}", source(glue), source(&starter));
    let gate = statements(GATE).replace("HASHES", &inner);

    let apart = if quick { split::whole(wasm) } else { split::split(wasm)? };
    let parts = [glue.as_bytes(), later.as_bytes(), &apart];
    let Squeezed { packed, checksum } = squeeze::squeeze(&parts.concat(), quick)?;
    let program = format!(
        "<script type=\"application/octet-stream\" id=\"unpack\" \
         data-length=\"{}\">{}</script>\n\
         <script type=\"application/octet-stream\" id=\"packed\" data-parts=\"{} {} {}\" \
         data-module=\"{}\" data-length=\"{}\" data-barred=\"{}\" data-checksum=\"{checksum}\">{}</script>\n\
         <script>{starter}</script>",
        decoder.len(),
        squeeze::text(decoder),
        glue.len(),
        later.len(),
        apart.len(),
        wasm.len() + split::join::ROOM,
        packed.len(),
        squeeze::barred(),
        squeeze::text(&packed),
    );
    let policy = format!(
        "default-src 'none'; connect-src 'none'; base-uri 'none'; form-action 'none'; \
         worker-src blob:; img-src data:; style-src {}; \
         script-src {} {inner} 'unsafe-eval' 'wasm-unsafe-eval'",
        styles.join(" "),
        source(&gate),
    );
    let policy = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
    let places = [
        ("<!-- policy -->", policy),
        ("<script data-start=\"gate\"></script>", format!("<script>{gate}</script>")),
        ("<script data-start=\"program\"></script>", program),
    ];
    for (place, text) in places {
        if !page.contains(place) {
            return Err(format!("index.html has no {place}").into());
        }
        page = page.replacen(place, &text, 1);
    }
    Ok(page)
}

/// A style sheet without its comments: they explain it to us, not to the browser.
fn style_rules(sheet: &str) -> String {
    let mut rules = String::new();
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        rules += before;
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    rules + rest
}

/// A script of ours without its comments, which have lines of their own.
fn statements(script: &str) -> String {
    let lines = script.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// The name of an inline text in a policy.
fn source(text: &str) -> String {
    format!("'sha256-{}'", BASE64.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_stay_with_us() {
        assert_eq!(style_rules("a { b: c } /* why */\n/* x"), "a { b: c } \n");
        assert_eq!(statements("// why\nvar a;\n  // x\nb(\"//\");\n"), "var a;\nb(\"//\");\n");
    }
}
