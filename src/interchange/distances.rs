//! Distances between offices as typed or pasted: a line for two offices (津桥 小北 6), or a table with
//! the offices across and down. Whole kilometres.

use std::collections::BTreeSet;

use crate::i18n::format::office_short;
use crate::model::id::OfficeId;
use crate::model::ledger::Ledger;
use crate::model::pair::Distance;

/// What was understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PastedDistances {
    pub distances: BTreeSet<Distance>,
    /// Words that are no office or no distance.
    pub unread: BTreeSet<String>,
}

/// Understands a list or a table of distances.
pub fn read_distances(text: &str, ledger: &Ledger) -> PastedDistances {
    let rows: Vec<Vec<&str>> = text
        .lines()
        .map(|line| {
            // A table has empty cells; a typed line has blanks of any number.
            if line.contains('\t') {
                line.split('\t').map(str::trim).collect()
            } else {
                line.split([' ', '\u{3000}', ',', '，']).filter(|word| !word.is_empty()).collect()
            }
        })
        .filter(|row: &Vec<&str>| row.iter().any(|cell| !cell.is_empty()))
        .collect();
    let mut pasted = PastedDistances::default();
    let Some((head, body)) = rows.split_first() else { return pasted };
    let is_table = head.first() == Some(&"") || head.len() > 3;
    if is_table {
        let columns = head.get(1..).unwrap_or_default();
        for row in body {
            let Some((office, cells)) = row.split_first() else { continue };
            for (column, km) in columns.iter().zip(cells).filter(|(_, km)| !km.is_empty()) {
                pasted.push(office, column, km, ledger);
            }
        }
        return pasted;
    }
    for row in &rows {
        match row.as_slice() {
            [first, second, km, ..] => pasted.push(first, second, km, ledger),
            words => pasted.unread.extend(words.iter().map(|word| (*word).to_owned())),
        }
    }
    pasted
}

impl PastedDistances {
    fn push(&mut self, first: &str, second: &str, km: &str, ledger: &Ledger) {
        let (one, other) = (office_of(first, ledger), office_of(second, ledger));
        let digits: String = km.chars().take_while(char::is_ascii_digit).collect();
        let number = digits.parse().ok();
        for (word, is_known) in
            [(first, one.is_some()), (second, other.is_some()), (km, number.is_some())]
        {
            if !is_known {
                self.unread.insert(word.to_owned());
            }
        }
        if let (Some(one), Some(other), Some(km)) = (one, other, number)
            && one != other
        {
            self.distances.insert((one.min(other), one.max(other), km));
        }
    }
}

/// By the full name or the short one, of which the last character may be missing: 津桥 for 津桥所.
fn office_of(word: &str, ledger: &Ledger) -> Option<OfficeId> {
    let word = word.trim();
    let offices = || ledger.offices.values();
    let short = || {
        let word = office_short(word);
        let is_meant = |name: &str| {
            let name = office_short(name);
            name.strip_prefix(&word).is_some_and(|rest| rest.chars().count() < 2)
        };
        offices().find(|office| !word.is_empty() && is_meant(&office.name))
    };
    offices().find(|office| office.name == word).or_else(short).map(|office| office.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::IdSource;
    use crate::model::ledger::tests::ledger_of;
    use crate::model::office::Office;

    fn ledger() -> (Ledger, [OfficeId; 3]) {
        let (mut ledger, _) = ledger_of(0);
        let ids = &mut IdSource::new([3; 16]);
        let own = ledger.offices[&ledger.settings.office].clone();
        let offices = ["津桥", "小北", "文官"].map(|name| {
            let id = OfficeId::new(ids);
            let name = format!("示范区市场监督管理局{name}市场监督管理所");
            ledger.add_office(Office { id, name, ..own.clone() }).unwrap();
            id
        });
        (ledger, offices)
    }

    fn of(one: OfficeId, other: OfficeId, km: u32) -> Distance {
        (one.min(other), one.max(other), km)
    }

    #[test]
    fn a_line_names_two_offices_and_how_far_apart_they_are() {
        let (ledger, [a, b, c]) = ledger();
        let text = "津桥 小北 6\n小北所\t文官\t12公里\n津桥 津桥 0\n火星 津桥 5\n津桥，文官，远\n";
        let pasted = read_distances(text, &ledger);
        assert_eq!(pasted.distances, BTreeSet::from([of(a, b, 6), of(b, c, 12)]));
        let unread: Vec<_> = pasted.unread.iter().map(String::as_str).collect();
        assert_eq!(unread, ["火星", "远"]);
    }

    #[test]
    fn a_table_has_the_offices_across_and_down() {
        let (ledger, [a, b, c]) = ledger();
        let text = "\t津桥\t小北\t文官\n津桥\t0\t6\t\n小北\t6\t0\t12\n文官\t\t12\t0\n";
        let pasted = read_distances(text, &ledger);
        assert_eq!(pasted.distances, BTreeSet::from([of(a, b, 6), of(b, c, 12)]));
        assert!(pasted.unread.is_empty());
    }
}
