//! The people of one office, and the edits on them.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::id::{OfficeId, PersonId};
use super::ledger::Ledger;
use super::person::{Archived, Person};
use crate::order::Gather as _;

/// People of one office, at most [`SHARD_LIMIT`], so that a save writes little.
pub type PeopleShard = BTreeMap<PersonId, Person>;

/// Where a shard stands: the office and, for large offices, the part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShardKey {
    pub office: OfficeId,
    pub part: u16,
}

/// At most so many people stand in one shard.
pub const SHARD_LIMIT: usize = 200;

/// Why an edit was refused; the ledger is then unchanged.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum Rejection {
    #[error("a name is missing")]
    MissingName,
    #[error("born after the period")]
    FutureBirth,
    #[error("no such person")]
    NoSuchPerson,
    #[error("no such office")]
    NoSuchOffice,
    #[error("the file is for the office {0}")]
    OtherOffice(String),
    #[error("no such group")]
    NoSuchGroup,
    #[error("no such plan")]
    NoSuchPlan,
    #[error("no such batch")]
    NoSuchBatch,
    #[error("no such session")]
    NoSuchSession,
    #[error("no such form")]
    NoSuchAssessment,
    #[error("the standard of the form is missing")]
    NoSuchStandard,
    #[error("the form {0} is of the same subject, year and standard")]
    FormExists(String),
    #[error("no such draft of a standard")]
    NoSuchDraft,
    #[error("no such area or item")]
    NoSuchPlace,
    #[error("an area cannot stand within itself")]
    AreaInItself,
    #[error("the number {0} is taken")]
    NumberTaken(String),
    #[error("the standard has {0} faults")]
    StandardHasFaults(usize),
    #[error("there is a version {0} of the standard already")]
    VersionTaken(String),
    #[error("forms are filled under the standard")]
    StandardInUse,
    #[error("the name {0} is taken")]
    NameTaken(String),
    #[error("the person has training hours and cannot be deleted as a wrong entry")]
    HasHours,
    #[error("the end lies before the start")]
    EndBeforeStart,
    #[error("a person cannot be paired with himself")]
    PairedWithSelf,
    #[error("a closed plan cannot be changed")]
    PlanClosed,
    #[error("a reason is missing")]
    MissingReason,
    #[error("this window may not write")]
    ReadOnly,
    #[error("the file is too large to be kept")]
    FileTooLarge,
    #[error("there is no room for more files")]
    FilesFull,
    #[error("the office still has {0} people")]
    OfficeHasPeople(usize),
}

impl Ledger {
    /// Everybody, archived people too, office by office.
    pub fn people(&self) -> impl Iterator<Item = &Person> {
        self.people.values().flat_map(|shard| shard.values())
    }

    /// Everybody by id, where many are looked up: finding one goes through the shards.
    pub fn people_by_id(&self) -> BTreeMap<PersonId, &Person> {
        self.people().map(|person| (person.id, person)).gather_map()
    }

    /// The people of the roster at `day`.
    pub fn enrolled(&self, day: Date) -> impl Iterator<Item = &Person> {
        self.people().filter(move |person| person.is_enrolled(day))
    }

    /// How many offices have people of the roster at `day`: what is counted as 单位 everywhere.
    pub fn staffed_offices(&self, day: Date) -> usize {
        self.enrolled(day).map(|person| person.office).gather_set().len()
    }

    /// One person.
    pub fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.values().find_map(|shard| shard.get(&id))
    }

    fn shard_of(&self, id: PersonId) -> Option<ShardKey> {
        self.people.iter().find(|(_, shard)| shard.contains_key(&id)).map(|(key, _)| *key)
    }

    /// Adds a person to the first shard of the office that has room.
    ///
    /// # Errors
    /// A blank name, an unknown office.
    pub fn add_person(&mut self, person: Person) -> Result<(), Rejection> {
        if person.name.trim().is_empty() {
            return Err(Rejection::MissingName);
        }
        if !self.offices.contains_key(&person.office) {
            return Err(Rejection::NoSuchOffice);
        }
        let office = person.office;
        let part = (0..=u16::MAX)
            .find(|part| {
                self.people
                    .get(&ShardKey { office, part: *part })
                    .is_none_or(|shard| shard.len() < SHARD_LIMIT)
            })
            .unwrap_or(u16::MAX);
        let shard = self.people.entry(ShardKey { office, part }).or_default();
        Arc::make_mut(shard).insert(person.id, person);
        Ok(())
    }

    /// Is the person born by the end of the period? To be asked before somebody is entered by hand;
    /// an import asks by the day it is made.
    ///
    /// # Errors
    /// [`Rejection::FutureBirth`].
    pub fn check_birth(&self, person: &Person) -> Result<(), Rejection> {
        match person.birth {
            Some(birth) if birth.first_day() > self.settings.reference() => {
                Err(Rejection::FutureBirth)
            }
            _ => Ok(()),
        }
    }

    /// Changes one person. A person who changes office moves to the shards of that office.
    ///
    /// # Errors
    /// Nobody of that id, a blank name, an unknown office.
    pub fn edit_person(
        &mut self,
        id: PersonId,
        change: impl FnOnce(&mut Person),
    ) -> Result<(), Rejection> {
        let key = self.shard_of(id).ok_or(Rejection::NoSuchPerson)?;
        let mut person = self.person(id).cloned().ok_or(Rejection::NoSuchPerson)?;
        change(&mut person);
        person.id = id;
        if person.name.trim().is_empty() {
            return Err(Rejection::MissingName);
        }
        if person.office != key.office {
            if !self.offices.contains_key(&person.office) {
                return Err(Rejection::NoSuchOffice);
            }
            self.take_person(id);
            return self.add_person(person);
        }
        if let Some(shard) = self.people.get_mut(&key)
            && shard.get(&id) != Some(&person)
        {
            Arc::make_mut(shard).insert(id, person);
        }
        Ok(())
    }

    /// Takes somebody out of the roster from a day on; the record stays (归档).
    ///
    /// # Errors
    /// Nobody of that id.
    pub fn archive_person(&mut self, id: PersonId, archived: Archived) -> Result<(), Rejection> {
        self.edit_person(id, |person| person.archived = Some(archived))
    }

    /// Brings an archived person back.
    ///
    /// # Errors
    /// Nobody of that id.
    pub fn restore_person(&mut self, id: PersonId) -> Result<(), Rejection> {
        self.edit_person(id, |person| person.archived = None)
    }

    /// Removes a wrong entry (删除误录). Somebody with training hours is no wrong entry.
    ///
    /// # Errors
    /// Nobody of that id, or hours recorded.
    pub fn delete_person(&mut self, id: PersonId) -> Result<(), Rejection> {
        if self.sessions.values().any(|session| session.attendance.contains_key(&id)) {
            return Err(Rejection::HasHours);
        }
        self.purge_person(id)
    }

    /// Removes somebody from everywhere (彻底清除), hours included. The generations that still
    /// hold the person are the storage's to purge.
    ///
    /// # Errors
    /// Nobody of that id.
    pub fn purge_person(&mut self, id: PersonId) -> Result<(), Rejection> {
        self.take_person(id).ok_or(Rejection::NoSuchPerson)?;
        self.redirect(id, None);
        Ok(())
    }

    /// Makes one record of two of the same person (合并重复): blanks of `keep` are filled from
    /// `gone`, and groups, plans, pairs and hours of `gone` go to `keep`.
    ///
    /// # Errors
    /// Nobody of either id, or the same id twice.
    pub fn merge_people(&mut self, keep: PersonId, gone: PersonId) -> Result<(), Rejection> {
        if keep == gone || self.person(keep).is_none() {
            return Err(Rejection::NoSuchPerson);
        }
        let gone_person = self.take_person(gone).ok_or(Rejection::NoSuchPerson)?;
        self.edit_person(keep, |person| person.fill_blanks(gone_person))?;
        self.redirect(gone, Some(keep));
        Ok(())
    }

    fn take_person(&mut self, id: PersonId) -> Option<Person> {
        let key = self.shard_of(id)?;
        let shard = self.people.get_mut(&key)?;
        let person = Arc::make_mut(shard).remove(&id);
        if shard.is_empty() {
            self.people.remove(&key);
        }
        person
    }

    /// Lets every reference to `from` point to `to`, or removes it.
    fn redirect(&mut self, from: PersonId, to: Option<PersonId>) {
        if self.groups.values().any(|group| group.names(from)) {
            for group in Arc::make_mut(&mut self.groups).values_mut() {
                move_key(&mut group.pinned_in, from, to);
                move_key(&mut group.pinned_out, from, to);
            }
        }
        for plan in self.plans.values_mut().filter(|plan| plan.names(from)) {
            Arc::make_mut(plan).redirect(from, to);
        }
        for session in self.sessions.values_mut() {
            if session.attendance.contains_key(&from) {
                move_key(&mut Arc::make_mut(session).attendance, from, to);
            }
        }
        self.redirect_forms(from, to);
    }
}

/// Moves the value of one person to another who has none yet.
pub(super) fn move_key<V>(map: &mut BTreeMap<PersonId, V>, from: PersonId, to: Option<PersonId>) {
    if let (Some(value), Some(to)) = (map.remove(&from), to) {
        map.entry(to).or_insert(value);
    }
}

impl Person {
    /// Takes over what is blank here and known in `other`.
    pub fn fill_blanks(&mut self, other: Self) {
        fn fill<T>(here: &mut Option<T>, there: Option<T>) {
            if here.is_none() {
                *here = there;
            }
        }
        fill(&mut self.number, other.number);
        fill(&mut self.sex, other.sex);
        fill(&mut self.birth, other.birth);
        fill(&mut self.id_number, other.id_number);
        fill(&mut self.full_time, other.full_time);
        fill(&mut self.in_service, other.in_service);
        fill(&mut self.rank, other.rank);
        fill(&mut self.staff_kind, other.staff_kind);
        fill(&mut self.retirement, other.retirement);
        fill(&mut self.work_start, other.work_start);
        fill(&mut self.promoted, other.promoted);
        fill(&mut self.politics, other.politics);
        fill(&mut self.certificate, other.certificate);
        for post in other.posts {
            if !self.posts.contains(&post) {
                self.posts.push(post);
            }
        }
        for (post, appraisals) in other.skills {
            let here = self.skills.entry(post).or_default();
            for appraisal in appraisals {
                if here.iter().all(|known| known.by != appraisal.by) {
                    here.push(appraisal);
                }
            }
        }
        if self.periods.is_empty() {
            self.periods = other.periods;
        }
        if self.note.is_empty() {
            self.note = other.note;
        }
        for (column, value) in other.custom {
            self.custom.entry(column).or_insert(value);
        }
        for (field, value) in other.extra {
            self.extra.entry(field).or_insert(value);
        }
        self.packs.extend(other.packs);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::date::PartialDate;
    use crate::model::ledger::tests::ledger_of;
    use crate::model::skill::{Appraiser, Skill};

    #[test]
    fn nobody_is_born_after_the_period() {
        let (ledger, people) = ledger_of(1);
        let mut person = ledger.person(people[0]).unwrap().clone();
        for (years, is_fine) in [(1, false), (-30, true)] {
            person.birth = PartialDate::month(ledger.settings.year + years, 1);
            assert_eq!(ledger.check_birth(&person).is_ok(), is_fine);
        }
    }

    #[test]
    fn a_refused_edit_leaves_no_trace() {
        let (mut ledger, people) = ledger_of(3);
        let before = ledger.clone();
        let result = ledger.edit_person(people[0], |person| person.name = " ".into());
        assert_eq!(result, Err(Rejection::MissingName));
        assert_eq!(ledger, before);
    }

    #[test]
    fn large_offices_are_split_and_everybody_is_found_again() {
        let (ledger, people) = ledger_of(450);
        assert_eq!(ledger.people.len(), 3);
        assert!(people.iter().all(|id| ledger.person(*id).is_some()));
        assert_eq!(ledger.people().count(), 450);
    }

    #[test]
    fn an_edit_touches_only_the_shard_of_the_person() {
        let (mut ledger, people) = ledger_of(450);
        let before = ledger.clone();
        ledger.edit_person(people[0], |person| person.note = "x".into()).unwrap();
        let changed = ledger
            .people
            .iter()
            .filter(|(key, shard)| !Arc::ptr_eq(shard, &before.people[*key]))
            .count();
        assert_eq!(changed, 1);
    }

    #[test]
    fn merging_two_records_keeps_what_either_knew() {
        let (mut ledger, people) = ledger_of(2);
        ledger
            .edit_person(people[1], |person| {
                person.birth = PartialDate::parse("1985-06");
                person.posts = vec!["P05".into()];
                let on = "2026-03-02".parse().unwrap();
                person.appraise("P05", Some(Skill::Able), &Appraiser::Exam, on);
                person.appraise("P05", Some(Skill::Able), &Appraiser::Oneself, on);
            })
            .unwrap();
        ledger
            .edit_person(people[0], |person| {
                let on = "2026-04-01".parse().unwrap();
                person.appraise("P05", Some(Skill::Unable), &Appraiser::Oneself, on);
            })
            .unwrap();
        ledger.merge_people(people[0], people[1]).unwrap();
        let kept = ledger.person(people[0]).unwrap();
        assert_eq!(kept.birth, PartialDate::parse("1985-06"));
        assert_eq!(kept.posts, ["P05"]);
        let skills: Vec<_> = kept.appraisals("P05").iter().map(|one| &one.skill).collect();
        assert_eq!(skills, [&Skill::Unable, &Skill::Able]);
        assert_eq!(ledger.person(people[1]), None);
    }
}
