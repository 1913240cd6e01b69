//! What holds for every ledger and every order of events.

use std::sync::Arc;

use proptest::prelude::*;
use training_ledger::history::History;
use training_ledger::model::group::Group;
use training_ledger::model::id::{GroupId, IdSource, PersonId};
use training_ledger::model::ledger::Ledger;
use training_ledger::model::pack::Extra;
use training_ledger::model::people::Rejection;
use training_ledger::model::person::{Archived, Person};
use training_ledger::model::step::Step;
use training_ledger::storage::{Move, Opening, STEPS, Store, read_generation};

use crate::arbitrary::ledger::{day, ledger};
use crate::disk::{Desk, EDIT, now};

/// What a person, the browser and chance do to a ledger.
#[derive(Clone, Debug)]
enum Deed {
    Edit(Edit, prop::sample::Index, bool),
    Undo,
    Redo,
    Save,
    Reload,
    Purge(prop::sample::Index),
}

/// The edits that change every kind of shard.
#[derive(Clone, Copy, Debug)]
enum Edit {
    AddPerson,
    NotePerson,
    ArchivePerson,
    DeletePerson,
    MergePeople,
    PutGroup,
    DeleteGroup,
    RenameOffice,
    RenamePlan,
    DeletePlan,
    DeleteSession,
    DeleteForm,
    ChooseYear,
}

fn edits() -> impl Strategy<Value = Edit> {
    prop::sample::select(vec![
        Edit::AddPerson,
        Edit::NotePerson,
        Edit::ArchivePerson,
        Edit::DeletePerson,
        Edit::MergePeople,
        Edit::PutGroup,
        Edit::DeleteGroup,
        Edit::RenameOffice,
        Edit::RenamePlan,
        Edit::DeletePlan,
        Edit::DeleteSession,
        Edit::DeleteForm,
        Edit::ChooseYear,
    ])
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        8 => (edits(), any::<prop::sample::Index>(), any::<bool>())
            .prop_map(|(edit, which, point)| Deed::Edit(edit, which, point)),
        4 => Just(Deed::Undo),
        3 => Just(Deed::Redo),
        3 => Just(Deed::Save),
        2 => Just(Deed::Reload),
        1 => any::<prop::sample::Index>().prop_map(Deed::Purge),
    ];
    proptest::collection::vec(deed, 1..50)
}

/// One of the keys, if there are any.
fn pick<K: Copy>(keys: impl Iterator<Item = K>, which: prop::sample::Index) -> Option<K> {
    let keys: Vec<_> = keys.collect();
    (!keys.is_empty()).then(|| keys[which.index(keys.len())])
}

fn apply(
    ledger: &mut Ledger,
    edit: Edit,
    which: prop::sample::Index,
    number: usize,
) -> Result<(), Rejection> {
    let ids = &mut IdSource::new([u8::try_from(number).unwrap(); 16]);
    let person = pick(ledger.people().map(|person| person.id), which);
    let nobody = Rejection::NoSuchPerson;
    let name = format!("第{number}次");
    match edit {
        Edit::AddPerson => {
            let office = pick(ledger.offices.keys().copied(), which).unwrap();
            ledger.add_person(Person::new(PersonId::new(ids), name, office))
        }
        Edit::NotePerson => ledger.edit_person(person.ok_or(nobody)?, |person| person.note = name),
        Edit::ArchivePerson => {
            ledger.archive_person(person.ok_or(nobody)?, Archived { on: day(6, 1), reason: name })
        }
        Edit::DeletePerson => ledger.delete_person(person.ok_or(nobody)?),
        Edit::MergePeople => {
            let first = ledger.people().next().map(|person| person.id);
            ledger.merge_people(first.ok_or(nobody.clone())?, person.ok_or(nobody)?)
        }
        Edit::PutGroup => ledger.put_group(Group {
            id: GroupId::new(ids),
            name,
            rule: Default::default(),
            pinned_in: person.map(|person| (person, "点名".to_owned())).into_iter().collect(),
            pinned_out: Default::default(),
            position: 0,
            extra: Extra::new(),
        }),
        Edit::DeleteGroup => {
            let group = pick(ledger.groups.keys().copied(), which);
            ledger.delete_group(group.ok_or(Rejection::NoSuchGroup)?)
        }
        Edit::RenameOffice => {
            let office = pick(ledger.offices.keys().copied(), which).unwrap();
            ledger.edit_office(office, |office| office.name = name)
        }
        Edit::RenamePlan => {
            let plan = pick(ledger.plans.keys().copied(), which);
            ledger.edit_plan(plan.ok_or(Rejection::NoSuchPlan)?, |plan| {
                plan.title = name;
                Ok(())
            })
        }
        Edit::DeletePlan => {
            let plan = pick(ledger.plans.keys().copied(), which);
            ledger.delete_plan(plan.ok_or(Rejection::NoSuchPlan)?)
        }
        Edit::DeleteSession => {
            let session = pick(ledger.sessions.keys().copied(), which);
            ledger.delete_session(session.ok_or(Rejection::NoSuchSession)?)
        }
        Edit::DeleteForm => {
            let form = pick(ledger.assessments.keys().copied(), which);
            ledger.delete_assessment(form.ok_or(Rejection::NoSuchAssessment)?)
        }
        Edit::ChooseYear => {
            Arc::make_mut(&mut ledger.settings).year = 2000 + i16::try_from(number).unwrap();
            Ok(())
        }
    }
}

/// A desk with the history of the page beside the one on the disk, and what a perfect memory would
/// hold: the states to go back to, the one that is shown, and those to go forth to.
struct Office {
    desk: Desk,
    history: History,
    back: Vec<Ledger>,
    forth: Vec<Ledger>,
    /// Milliseconds.
    clock: f64,
}

impl Office {
    fn new(ledger: Ledger) -> Self {
        let desk = Desk::with(ledger);
        let history = History::of(&desk.store.head);
        Self { desk, history, back: Vec::new(), forth: Vec::new(), clock: 0.0 }
    }

    fn edit(&mut self, edit: Edit, which: prop::sample::Index, point: bool, number: usize) {
        let mut after = self.desk.ledger.clone();
        if apply(&mut after, edit, which, number).is_err() {
            assert_eq!(after, self.desk.ledger, "a refused edit left a trace");
            return;
        }
        if after.is_same(&self.desk.ledger) {
            return;
        }
        self.clock += 400.0;
        let step = match edit {
            Edit::RenamePlan => Step::EditPlan("计划".into()),
            _ => Step::Other,
        };
        let before = std::mem::replace(&mut self.desk.ledger, after);
        let generation = self.desk.store.head.generation;
        let shared = Arc::new(before.clone());
        let joined = self.history.record(shared, generation, step.clone(), self.clock);
        if !joined {
            self.back.push(before);
            let surplus = self.back.len().saturating_sub(STEPS);
            self.back.drain(..surplus);
        }
        self.forth.clear();
        self.desk.queue(step, Move::Edit { joined }, point);
    }

    /// Undo or redo as the page does it: from memory, or from the disk after a reload.
    fn turn(&mut self, back: bool) {
        let target = if back { self.history.undo_target() } else { self.history.redo_target() };
        let wanted = if back { self.back.pop() } else { self.forth.pop() };
        assert_eq!(target.is_some(), wanted.is_some());
        let (Some((generation, known)), Some(wanted)) = (target, wanted) else { return };
        let target = known.map_or_else(
            || {
                let head = self.desk.disk.head();
                let opened = now(read_generation(&self.desk.disk, &head, generation));
                let opened = opened.unwrap().unwrap();
                assert!(opened.is_whole());
                Ledger::clone(&opened.ledger)
            },
            |known| Ledger::clone(&known),
        );
        assert_eq!(target, wanted);
        let before = std::mem::replace(&mut self.desk.ledger, target);
        let shared = Arc::new(before.clone());
        let current = self.desk.store.head.generation;
        let (step, how) = if back {
            self.forth.push(before);
            (self.history.undo(shared, current), Move::Undo)
        } else {
            self.back.push(before);
            (self.history.redo(shared, current), Move::Redo)
        };
        self.desk.queue(step.unwrap(), how, false);
    }

    fn reload(&mut self) {
        assert!(self.desk.save());
        let Opening::Whole(head, opened) = self.desk.disk.load(None) else { panic!("not whole") };
        assert_eq!(*opened.ledger, self.desk.ledger);
        assert_eq!(head, self.desk.store.head);
        self.history = History::of(&head);
        let base = head.base();
        self.desk.store = Store::new(head, base);
        self.desk.store.remember(&opened.ledger, &opened.archive, &opened.manifest);
        self.desk.ledger = Ledger::clone(&opened.ledger);
    }

    fn purge(&mut self, which: prop::sample::Index) {
        let Some(person) = pick(self.desk.ledger.people().map(|person| person.id), which) else {
            return;
        };
        self.desk.ledger.purge_person(person).unwrap();
        self.history.clear();
        self.back.clear();
        self.forth.clear();
        self.desk.queue(Step::PurgePerson, Move::Purge, false);
        assert!(self.desk.save());
        let person = person.to_string();
        let disk = &self.desk.disk;
        let texts = disk.chunks.values().chain(disk.manifests.values()).chain(&disk.head);
        for text in texts {
            assert!(!text.contains(&person), "the person is still in {text}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_ledger_that_went_through_its_chunks_is_the_same(ledger in ledger()) {
        let desk = Desk::with(ledger);
        let Opening::Whole(_, opened) = desk.disk.load(None) else { panic!("not whole") };
        prop_assert_eq!(&*opened.ledger, &desk.ledger);
        for (name, shard) in opened.ledger.shards() {
            let chunk = &opened.manifest.chunks[&name];
            prop_assert_eq!(&shard.to_json(), &desk.disk.chunks[chunk], "{}", name);
        }
    }

    #[test]
    fn undo_takes_every_edit_back_and_redo_does_it_again(ledger in ledger(), deeds in deeds()) {
        let mut office = Office::new(ledger);
        for (number, deed) in deeds.into_iter().enumerate() {
            match deed {
                Deed::Edit(edit, which, point) => office.edit(edit, which, point, number),
                Deed::Undo => office.turn(true),
                Deed::Redo => office.turn(false),
                Deed::Save => {
                    prop_assert!(office.desk.save());
                }
                Deed::Reload => office.reload(),
                Deed::Purge(which) => office.purge(which),
            }
        }
        office.reload();
        let shown = office.desk.ledger.clone();
        let steps = office.back.len();
        for _ in 0..steps {
            office.turn(true);
        }
        office.reload();
        for _ in 0..steps {
            office.turn(false);
        }
        prop_assert_eq!(&office.desk.ledger, &shown);
    }

    /// Whatever chunks are damaged: it is noticed, and what is offered holds nothing damaged.
    #[test]
    fn damage_is_always_noticed(
        edits in 1_usize..8,
        hits in proptest::collection::vec(any::<prop::sample::Index>(), 1..4),
    ) {
        let mut desk = Desk::new(5);
        let mut seen = vec![desk.ledger.clone()];
        for edit in 0..edits {
            let person = desk.people[edit % 5];
            desk.ledger.edit_person(person, |person| person.note = edit.to_string()).unwrap();
            desk.queue(Step::Other, EDIT, false);
            desk.save();
            seen.push(desk.ledger.clone());
        }
        let names: Vec<_> = desk.disk.chunks.keys().cloned().collect();
        for hit in hits {
            desk.disk.damage(hit.get(&names).as_str());
        }
        match desk.disk.load(None) {
            Opening::Whole(_, opened) => prop_assert_eq!(&*opened.ledger, &desk.ledger),
            Opening::Damaged(recovery, head, ..) => {
                prop_assert_eq!(recovery.candidates[0].mark.generation, head.generation);
                for candidate in recovery.candidates {
                    let generation = candidate.mark.generation;
                    let opened = now(read_generation(&desk.disk, &head, generation));
                    let opened = opened.unwrap().unwrap();
                    let right = &seen[generation as usize - 1];
                    if candidate.older.is_empty() && candidate.missing.is_empty() {
                        prop_assert_eq!(&*opened.ledger, right);
                    } else {
                        prop_assert_eq!(generation, head.generation);
                    }
                }
            }
            Opening::Empty => prop_assert!(false, "not empty"),
        }
    }
}
