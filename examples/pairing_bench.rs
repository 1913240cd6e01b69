//! Measures pairing at the size of districts, cities and provinces, with helpers enough and too few:
//! `cargo run --release --example pairing_bench`. With a size and a kind it prints that instance
//! instead: `… pairing_bench city shortage`.

use std::io::Write as _;
use std::process::ExitCode;
use std::time::Instant;

use training_ledger::planning::pairing::plan::pair;
use training_ledger::planning::pairing::problem::{
    PairingOffice, PairingParams, PairingPerson, PairingProblem,
};

/// Offices of a district, and people of an office.
const OFFICES: usize = 48;
const PEOPLE: usize = 12;

const SIZES: [(&str, usize); 3] = [("district", 1), ("city", 9), ("province", 52)];
const KINDS: [Kind; 3] = [Kind::Enough, Kind::Shortage, Kind::Whole];

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Helpers enough.
    Enough,
    /// Hardly as many places as learners.
    Shortage,
    /// As scarce, and no border between the districts: one component.
    Whole,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Enough => "enough",
            Self::Shortage => "shortage",
            Self::Whole => "whole",
        }
    }
}

/// Numbers that are the same everywhere (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: i32) -> i32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        i32::try_from((mixed ^ (mixed >> 31)) % u64::try_from(limit).unwrap_or(1)).unwrap_or(0)
    }
}

fn instance(size: &str, districts: usize, kind: Kind) -> PairingProblem {
    let mut numbers = Numbers(7);
    let weights = [
        ("REG", [3, 0, 0, 1, 2, 0]),
        ("FOOD", [0, 3, 0, 2, 1, 0]),
        ("SPEC", [0, 0, 3, 2, 1, 1]),
        ("ENF", [0, 1, 1, 3, 1, 1]),
        ("GEN", [1, 0, 0, 1, 3, 0]),
        ("HEAD", [1, 1, 1, 3, 1, 1]),
    ];
    let side = 60.0 * if kind == Kind::Whole { (districts as f64).sqrt() } else { 1.0 };
    let (mut offices, mut people) = (Vec::new(), Vec::new());
    for number in 0..districts * OFFICES {
        let district = if kind == Kind::Whole { 0 } else { number / OFFICES };
        let id = format!("O{number:05}");
        let (x, y) = (numbers.below(side as i32), numbers.below(side as i32));
        offices.push(PairingOffice { id: id.clone(), district: format!("D{district:03}"), x, y });
        for _ in 0..PEOPLE {
            let age = 24 + numbers.below(36);
            let years = numbers.below((age - 22).min(25));
            let at = usize::try_from(numbers.below(6)).unwrap_or_default();
            let Some((post, weights)) = weights.get(at) else { continue };
            let skill: Vec<i32> = weights
                .iter()
                .map(|weight| (20 + weight * 8 + years + numbers.below(35)).min(100))
                .collect();
            let helping = if kind == Kind::Enough { 70 } else { 18 };
            let helps = years >= 2 && numbers.below(100) < helping;
            people.push(PairingPerson {
                id: format!("S{:06}", people.len()),
                office: id.clone(),
                age: Some(age),
                edu: numbers.below(3),
                post: (*post).to_owned(),
                years: Some(years),
                skill,
                mentor_cap: if helps {
                    u32::try_from(1 + numbers.below(3)).unwrap_or(1)
                } else {
                    0
                },
                learner: years < 6 && numbers.below(100) < 80,
                need: None,
            });
        }
    }
    PairingProblem {
        format: "pair-instance/1".to_owned(),
        id: format!("{size}-{}", kind.name()),
        skills: ["登记注册", "食品安全", "特种设备", "执法办案", "信息化", "计量标准"]
            .map(str::to_owned)
            .to_vec(),
        posts: weights.map(|(post, weights)| (post.to_owned(), weights.to_vec())).into(),
        offices,
        distances: Vec::new(),
        people,
        forbid: Vec::new(),
        keep: Vec::new(),
        params: PairingParams::usual(vec![4]),
    }
}

fn main() -> ExitCode {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let mut out = std::io::stdout().lock();
    for (size, districts) in SIZES {
        for kind in KINDS {
            let problem = instance(size, districts, kind);
            if let [asked_size, asked_kind] = asked.as_slice() {
                if asked_size == size && asked_kind == kind.name() {
                    let text = serde_json::to_string(&problem).unwrap_or_default();
                    return ExitCode::from(u8::from(writeln!(out, "{text}").is_err()));
                }
                continue;
            }
            let start = Instant::now();
            let Ok(plan) = pair(&problem) else { return ExitCode::FAILURE };
            let line = format!(
                "| {} | {} | {} | {} | {} | {} ms |",
                problem.id,
                problem.people.len(),
                plan.pairs.len() + plan.unmatched.len(),
                plan.unmatched.len(),
                plan.cost,
                start.elapsed().as_millis(),
            );
            if writeln!(out, "{line}").is_err() {
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
