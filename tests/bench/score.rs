//! How long a form of 500 items takes: `cargo bench --no-default-features --bench score`.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    native::main();
}

#[cfg(not(target_arch = "wasm32"))]
#[allow(clippy::unwrap_used)]
mod native {
    use std::hint::black_box;

    use criterion::Criterion;
    use serde_json::{Value, json};
    use training_ledger::assessment::check_code::check_code;
    use training_ledger::assessment::scoring::score;
    use training_ledger::model::assessment::{Answers, Assessment, Column, Subject};
    use training_ledger::model::id::{AssessmentId, IdSource, OfficeId};
    use training_ledger::model::standard::Standard;

    const AREAS: usize = 20;
    const ITEMS: usize = 25;

    /// Rules of an item and its answer, one of each kind in turn.
    fn item(place: usize) -> (Value, Value) {
        match place % 6 {
            0 => (
                json!([{"id": "1", "kind": "all_or_nothing"}, {"id": "2", "kind": "deduct", "points": 50, "cap": 100}]),
                json!({"1": {"kind": "all_or_nothing", "met": true}, "2": {"kind": "deduct", "lines": [{"times": 3}]}}),
            ),
            1 => (
                json!([{"id": "1", "kind": "ratio", "floor": {"part": 1, "whole": 2}}]),
                json!({"1": {"kind": "ratio", "part": 83, "whole": 97}}),
            ),
            2 => (
                json!([{"id": "1", "kind": "threshold", "compare": "atLeast", "limit": {"part": 95, "whole": 100}, "points": 100}]),
                json!({"1": {"kind": "threshold", "part": 93, "whole": 97}}),
            ),
            3 => (
                json!([{"id": "1", "kind": "step", "target": {"part": 95, "whole": 100}, "every": {"part": 1, "whole": 100}, "points": 10}]),
                json!({"1": {"kind": "step", "part": 80, "whole": 97}}),
            ),
            4 => (
                json!([{"id": "1", "kind": "levels", "levels": [{"id": "a", "name": "A", "mark": 200}, {"id": "b", "name": "B", "mark": 100}]}]),
                json!({"1": {"kind": "levels", "level": "b"}}),
            ),
            _ => (json!([]), json!({"mark": {"kind": "manual", "points": 125}})),
        }
    }

    fn form() -> (Standard, Answers) {
        let mut answers = serde_json::Map::new();
        let areas: Vec<_> = (0..AREAS)
            .map(|area| {
                let items: Vec<_> = (0..ITEMS)
                    .map(|place| {
                        let id = format!("{area}.{place}");
                        let (rules, answer) = item(area + place);
                        answers.insert(id.clone(), json!({"rules": answer}));
                        json!({"id": id, "title": id, "fullMark": 200, "rules": rules})
                    })
                    .collect();
                json!({"id": format!("{area}"), "title": "", "items": items})
            })
            .collect();
        let standard = json!({"id": "bench", "version": "1", "title": "", "areas": areas});
        (
            serde_json::from_str(&standard.to_string()).unwrap(),
            serde_json::from_str(&json!({"items": answers}).to_string()).unwrap(),
        )
    }

    pub fn main() {
        let (standard, answers) = form();
        let scored = score(&standard, &answers).unwrap();
        assert_eq!((scored.answered, scored.of), (AREAS * ITEMS, AREAS * ITEMS));
        let ids = &mut IdSource::new([1; 16]);
        let subject = Subject::Office { id: OfficeId::new(ids) };
        let mut whole =
            Assessment::new(AssessmentId::new(ids), "t".to_owned(), subject, 2026, &standard);
        whole.columns.entry(Column::Own).or_default().answers = answers.clone();
        let mut criterion = Criterion::default().configure_from_args();
        criterion.bench_function("a form of 500 items", |bench| {
            bench.iter(|| score(black_box(&standard), black_box(&answers)));
        });
        criterion.bench_function("its check code", |bench| {
            bench.iter(|| check_code(black_box(&whole), black_box(&standard)));
        });
        criterion.final_summary();
    }
}
