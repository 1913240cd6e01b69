//! Names of offices to offices: the full name, or the short one (长安所) where it is clear.

use std::collections::{BTreeMap, HashMap};

use super::cells::tidy;
use super::words::{RosterWords, fold};
use crate::model::id::{IdSource, OfficeId};
use crate::model::ledger::Ledger;
use crate::model::office::{Office, OfficeKind, OfficeLevel};
use crate::model::pack::Extra;

/// The offices of the ledger and those that a roster adds.
pub struct OfficeBook<'a> {
    words: &'a RosterWords,
    by_name: HashMap<String, OfficeId>,
    /// By the core of the name and its kind, with the bureau before it, which may be blank.
    by_core: BTreeMap<(String, OfficeKind), Vec<(String, OfficeId)>>,
    parent: OfficeId,
    bureau_level: OfficeLevel,
    next_position: u32,
    pub added: Vec<Office>,
}

impl<'a> OfficeBook<'a> {
    /// Starts with the offices of the ledger.
    pub fn new(ledger: &Ledger, words: &'a RosterWords) -> Self {
        let mut book = Self {
            words,
            by_name: HashMap::new(),
            by_core: BTreeMap::new(),
            parent: ledger.settings.office,
            bureau_level: ledger
                .own_office()
                .map_or(OfficeLevel::District, |own| own.level.clone()),
            next_position: 0,
            added: Vec::new(),
        };
        for office in ledger.offices.values() {
            book.remember(&office.name, office.id);
            book.next_position = book.next_position.max(office.position + 1);
        }
        book
    }

    fn remember(&mut self, name: &str, id: OfficeId) {
        let key = fold(name);
        if let Some((bureau, core, kind)) = self.parts(&key) {
            self.by_core.entry((core, kind)).or_default().push((bureau, id));
        }
        self.by_name.insert(key, id);
    }

    /// The bureau before the name, the core of the name, and what it is.
    fn parts(&self, key: &str) -> Option<(String, String, OfficeKind)> {
        let bureau = self.words.bureau_endings.iter().find_map(|ending| {
            let end = key.find(ending.as_str())? + ending.len();
            let rest = key.get(end..).filter(|rest| !rest.is_empty())?;
            Some((key.get(..end - ending.len())?, rest))
        });
        let (bureau, rest) = bureau.unwrap_or(("", key));
        let ending = self.ending(rest)?;
        let core = rest.strip_suffix(ending.0)?;
        (!core.is_empty()).then(|| (bureau.to_owned(), core.to_owned(), ending.1.clone()))
    }

    fn ending(&self, name: &str) -> Option<(&'a str, &'a OfficeKind)> {
        let words = self.words;
        words
            .office_endings
            .iter()
            .find(|ending| name.ends_with(ending.ending.as_str()))
            .map(|ending| (ending.ending.as_str(), &ending.kind))
    }

    /// The office of a name; a new one where there is none yet.
    pub fn resolve(&mut self, name: &str, ids: &mut IdSource) -> OfficeId {
        let key = fold(name);
        if let Some(id) = self.by_name.get(&key) {
            return *id;
        }
        if let Some(id) = self.by_short_name(&key) {
            self.by_name.insert(key, id);
            return id;
        }
        let kind = self.ending(&key).map_or(OfficeKind::Section, |(_, kind)| kind.clone());
        let level = match kind {
            OfficeKind::Station => OfficeLevel::Station,
            _ => self.bureau_level.clone(),
        };
        let office = Office {
            id: OfficeId::new(ids),
            code: None,
            name: tidy(name).replace(' ', ""),
            kind,
            level,
            parent: Some(self.parent),
            position: self.next_position,
            extra: Extra::new(),
        };
        self.next_position += 1;
        let id = office.id;
        self.remember(&office.name, id);
        self.by_name.insert(key, id);
        self.added.push(office);
        id
    }

    /// 长安所 is 示范区市场监督管理局长安市场监督管理所 if no other bureau has a 长安所.
    fn by_short_name(&self, key: &str) -> Option<OfficeId> {
        let (bureau, core, kind) = self.parts(key)?;
        let known = self.by_core.get(&(core, kind))?;
        let fitting: Vec<_> = known
            .iter()
            .filter(|(other, _)| bureau.is_empty() || other.is_empty() || *other == bureau)
            .collect();
        match fitting.as_slice() {
            [(_, id)] => Some(*id),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ledger::tests::ledger_of;
    use crate::model::pack::Packs;

    #[test]
    fn short_names_mean_the_office_where_there_is_only_one() {
        let (ledger, _) = ledger_of(0);
        let words = RosterWords::new(&Packs::built_in());
        let mut book = OfficeBook::new(&ledger, &words);
        let mut ids = IdSource::new([1; 16]);
        let full = book.resolve("示范区市场监督管理局长安市场监督管理所", &mut ids);
        for name in ["长安所", "长安市监所", "长安 市场监管所", "示范区市监局长安所"]
        {
            assert_eq!(book.resolve(name, &mut ids), full, "{name}");
        }
        assert_eq!(book.added[0].kind, OfficeKind::Station);
        assert_ne!(book.resolve("长安大队", &mut ids), full);
        let other = book.resolve("另区市场监督管理局长安市场监督管理所", &mut ids);
        assert_ne!(other, full);
        assert_eq!(book.added.len(), 3);
        assert_eq!(book.resolve("示范区市场监督管理局", &mut ids), ledger.settings.office);
    }
}
