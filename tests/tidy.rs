//! The house rules that a machine can see.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may fail"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|one| endings.contains(&one.to_str().unwrap())) {
                found.push(path);
            }
        }
    }
    found
}

/// The part of a file before its tests, without comments.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let tests =
        ["mod", "pub mod", "struct"].map(|word| text.find(&format!("#[cfg(test)]\n{word}")));
    let code = &text[..tests.into_iter().flatten().min().unwrap_or(text.len())];
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

fn is_han(character: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&character)
}

fn under(path: &Path, part: &str) -> bool {
    path.strip_prefix(root()).unwrap().starts_with(part)
}

#[track_caller]
fn none(what: &str, found: Vec<String>) {
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

#[test]
fn no_file_is_longer_than_500_lines() {
    let mut long = Vec::new();
    for folder in ["src", "tests", "xtask", "examples", "style"] {
        for path in files(folder, &["rs", "css"]) {
            let lines = fs::read_to_string(&path).unwrap().lines().count();
            if lines > 500 {
                long.push(format!("{} has {lines}", path.display()));
            }
        }
    }
    none("files over 500 lines", long);
}

#[test]
fn no_module_is_a_drawer_for_anything() {
    let names = ["common", "utils", "helpers", "misc"];
    let found = files("src", &["rs"])
        .into_iter()
        .filter(|path| names.contains(&path.file_stem().unwrap().to_str().unwrap()))
        .map(|path| path.display().to_string());
    none("modules without a subject", found.collect());
}

#[test]
fn only_the_browser_layer_names_the_platform() {
    let mut found = Vec::new();
    for path in files("src", &["rs"]) {
        if under(&path, "src/browser") {
            continue;
        }
        let code = code(&path);
        for name in ["web_sys::", "js_sys::", "gloo_storage::", "gloo_timers::"] {
            if code.contains(name) {
                found.push(format!("{}: {name}", path.display()));
            }
        }
    }
    none("the platform outside src/browser", found);
}

#[test]
fn text_for_people_stands_in_i18n() {
    let mut found = Vec::new();
    for path in files("src", &["rs"]) {
        let is_test = path.file_stem().is_some_and(|name| name == "tests" || name == "laws");
        // Standards are Chinese in every language of the page: there it is what is read and written.
        let is_grammar = under(&path, "src/interchange/standard_table");
        if under(&path, "src/i18n") || is_grammar || is_test {
            continue;
        }
        for (number, line) in code(&path).lines().enumerate() {
            let in_quotes = line.split('"').skip(1).step_by(2).any(|text| text.chars().any(is_han));
            if in_quotes && !line.contains("//") {
                found.push(format!("{}:{}: {line}", path.display(), number + 1));
            }
        }
    }
    none("Chinese text outside src/i18n", found);
}

#[test]
fn no_view_sets_a_style_attribute() {
    let found = files("src/ui", &["rs"])
        .into_iter()
        .filter(|path| code(path).contains(" style=\"") || code(path).contains(" style=format"))
        .map(|path| path.display().to_string());
    none("style attributes, which the policy refuses", found.collect());
}

#[test]
fn the_sheets_of_pages_name_only_classes_that_views_use() {
    // What no view uses matches one day by accident.
    let word = |one: char| one.is_alphanumeric() || one == '-' || one == '_';
    let used: BTreeSet<String> = files("src", &["rs"])
        .iter()
        .flat_map(|path| {
            let text = fs::read_to_string(path).unwrap();
            text.split(|one| !word(one)).map(str::to_owned).collect::<Vec<_>>()
        })
        .collect();
    let mut found = Vec::new();
    for path in files("style/pages", &["css"]) {
        let text = fs::read_to_string(&path).unwrap();
        let selectors = text.split(['{', '}']).filter(|part| !part.contains(';'));
        for selector in selectors {
            // A class begins with a letter behind a dot.
            for class in selector.split('.').skip(1) {
                let class: String = class.chars().take_while(|one| word(*one)).collect();
                let is_class = class.starts_with(|one: char| one.is_ascii_alphabetic());
                if is_class && !used.contains(&class) {
                    found.push(format!("{}: .{class}", path.display()));
                }
            }
        }
    }
    none("classes that no view uses", found);
}

#[test]
fn no_page_lays_anything_over_the_whole_window() {
    // Dialogs and menus do, and they are components: a slash between two numbers once lay as a
    // scrim over everything, because a page called its overlay by the same short word.
    let mut found = Vec::new();
    for path in files("style/pages", &["css"]) {
        let text = fs::read_to_string(&path).unwrap();
        for rule in text.split('}') {
            if ["position: fixed", "top: 0", "bottom: 0"].iter().all(|part| rule.contains(part)) {
                found.push(format!("{}: {}", path.display(), rule.trim()));
            }
        }
    }
    none("rules of pages that cover the window", found);
}

#[test]
fn style_sheets_stay_within_the_floor() {
    let newer = ["inset:", ":is(", ":where(", ":has(", "aspect-ratio", "color-mix(", "@container"];
    let mut found = Vec::new();
    for path in files("style", &["css"]) {
        let text = fs::read_to_string(&path).unwrap();
        for word in newer {
            if text.contains(word) {
                found.push(format!("{}: {word}", path.display()));
            }
        }
    }
    none("CSS newer than Chromium 83", found);
}
