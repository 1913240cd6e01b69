//! The cases worked out by hand in `tests/fixtures/score`, each with the sentence it follows, and
//! the laws that hold for every form.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};
use training_ledger::assessment::input::ScoreInput;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    #[serde(rename = "rule")]
    _rule: String,
    #[serde(rename = "working")]
    _working: String,
    input: ScoreInput,
    expected: Expected,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Expected {
    /// Fields of the scored form.
    form: Map<String, Value>,
    /// Marks by item.
    items: BTreeMap<String, Value>,
    /// Marks by area.
    areas: BTreeMap<String, Value>,
    /// The error, where scoring is refused.
    refused: Option<String>,
}

#[test]
fn the_cases_worked_out_by_hand_come_out_as_written() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/score");
    let mut files: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 40, "only {} cases", files.len());
    for file in files {
        let name = file.display();
        let text = std::fs::read_to_string(&file).unwrap();
        let case: Case = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        let expected = case.expected;
        let scored = match case.input.score() {
            Ok(scored) => scored,
            Err(error) => {
                assert_eq!(Some(error.to_string()), expected.refused, "{name}");
                continue;
            }
        };
        assert_eq!(expected.refused, None, "{name} was scored");
        let json = serde_json::to_value(&scored).unwrap();
        for (field, value) in expected.form {
            assert_eq!(json[&field], value, "{name}: {field}");
        }
        for (item, mark) in expected.items {
            let item = scored.item(&item).unwrap();
            assert_eq!(serde_json::to_value(item.mark).unwrap(), mark, "{name}: {}", item.id);
        }
        for (area, mark) in expected.areas {
            let area = scored.area(&area).unwrap();
            assert_eq!(serde_json::to_value(area.mark).unwrap(), mark, "{name}: {}", area.id);
        }
    }
}
