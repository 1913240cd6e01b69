//! The identity of the ledger's own office, which it takes from the bureau above: files are
//! matched by it.

use std::sync::Arc;

use super::ledger::Ledger;
use super::office::Office;
use super::people::Rejection;

impl Ledger {
    /// Lets the ledger's own office be the one of a file from above: everything that named the
    /// office by its old identity names it by the new one.
    ///
    /// # Errors
    /// Another office of the ledger has this identity or this name.
    pub fn take_identity(&mut self, office: &Office) -> Result<(), Rejection> {
        let old = self.settings.office;
        if self.offices.values().any(|other| other.id != old && other.name == office.name) {
            return Err(Rejection::NameTaken(office.name.clone()));
        }
        if old != office.id {
            if self.offices.contains_key(&office.id) {
                return Err(Rejection::NameTaken(self.office_name(office.id).to_owned()));
            }
            // Identities are unique, so they are found wherever they stand, even in fields that
            // only a newer version knows.
            let (from, to) = (old.to_string(), office.id.to_string());
            let shards = self.shards().into_iter();
            let texts: Vec<(String, String)> = shards
                .map(|(name, shard)| {
                    (name.replace(&from, &to), shard.to_json().replace(&from, &to))
                })
                .collect();
            let chunks = texts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
            *self = Self::from_shards(chunks).map_err(|_| Rejection::NoSuchOffice)?;
        }
        if let Some(own) = Arc::make_mut(&mut self.offices).get_mut(&office.id) {
            own.name.clone_from(&office.name);
            own.code.clone_from(&office.code);
            own.kind = office.kind.clone();
            own.level = office.level.clone();
            own.parent = office.parent;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::{IdSource, OfficeId};
    use crate::model::ledger::tests::ledger_of;

    #[test]
    fn an_office_that_takes_an_identity_keeps_its_people() {
        let (mut ledger, people) = ledger_of(3);
        let old = ledger.settings.office;
        let id = OfficeId::new(&mut IdSource::new([8; 16]));
        let office = Office { id, name: "长安所".into(), ..ledger.offices[&old].clone() };
        ledger.take_identity(&office).unwrap();
        assert_eq!(ledger.settings.office, id);
        assert_eq!(ledger.own_office().map(|own| own.name.as_str()), Some("长安所"));
        assert!(people.iter().all(|person| ledger.person(*person).unwrap().office == id));
        assert!(ledger.people.keys().all(|key| key.office == id));
        assert_eq!(ledger.offices.len(), 1);
    }

    #[test]
    fn the_identity_of_another_office_of_the_ledger_is_refused() {
        let (mut ledger, _) = ledger_of(1);
        let id = OfficeId::new(&mut IdSource::new([8; 16]));
        let own = ledger.own_office().unwrap().clone();
        let office = Office { id, name: "长安所".into(), ..own };
        ledger.add_office(office.clone()).unwrap();
        let before = ledger.clone();
        assert_eq!(ledger.take_identity(&office), Err(Rejection::NameTaken("长安所".into())));
        assert_eq!(ledger, before);
    }
}
