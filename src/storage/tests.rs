//! The policy over a database that is a map.

use proptest::prelude::*;

use super::*;
use crate::model::ledger::tests::ledger_of;

/// A database in memory, with the same one rule: it refuses a commit that is not based on it.
#[derive(Clone, Default)]
struct Disk {
    chunks: BTreeMap<String, String>,
    manifests: BTreeMap<u32, Manifest>,
    head: Option<Head>,
}

impl Disk {
    fn write(&mut self, commit: &Commit) -> bool {
        if self.head.as_ref().map(|head| (head.generation, head.epoch)) != commit.expected {
            return false;
        }
        self.chunks.extend(commit.chunks.clone());
        for manifest in &commit.manifests {
            self.manifests.insert(manifest.generation, manifest.clone());
        }
        for generation in &commit.dropped {
            self.manifests.remove(generation);
        }
        self.head = Some(commit.head.clone());
        true
    }

    fn open(&self, generation: u32) -> Result<Arc<Ledger>, Damage> {
        open(&self.manifests[&generation], &self.chunks).map(|(ledger, _)| ledger)
    }

    fn current(&self) -> Arc<Ledger> {
        self.open(self.head.as_ref().unwrap().generation).unwrap()
    }
}

fn at(minute: i64) -> Moment {
    let start = Moment::parse("2026-09-01T08:00:00+08:00").unwrap();
    let local = start.local + jiff::SignedDuration::from_mins(minute);
    Moment { local, ..start }
}

fn save(store: &mut Store, disk: &mut Disk) -> bool {
    let Some(commit) = store.take() else { return true };
    let written = disk.write(&commit);
    if written {
        store.completed(&commit);
    } else {
        store.failed(commit);
    }
    written
}

const EDIT: Move = Move::Edit { joined: false };

#[test]
fn only_the_shard_that_changed_is_written_again() {
    let (mut ledger, people) = ledger_of(450);
    let (mut store, archive) = (Store::new(None), Archive::default());
    store.queue(&ledger, &archive, Step::Create, EDIT, at(0), false);
    let first = store.take().unwrap();
    assert!(first.chunks.len() > 5);
    store.completed(&first);
    ledger.edit_person(people[0], |person| person.note = "x".into()).unwrap();
    store.queue(&ledger, &archive, Step::Other, EDIT, at(1), false);
    assert_eq!(store.take().unwrap().chunks.len(), 1);
}

#[test]
fn a_window_that_another_has_overtaken_writes_nothing() {
    let (ledger, _) = ledger_of(3);
    let archive = Archive::default();
    let mut disk = Disk::default();
    let mut mine = Store::new(None);
    mine.queue(&ledger, &archive, Step::Create, EDIT, at(0), false);
    assert!(save(&mut mine, &mut disk));
    let mut other = Store::new(disk.head.clone());
    other.queue(&ledger, &archive, Step::Other, EDIT, at(1), false);
    assert!(save(&mut other, &mut disk));
    let before = disk.head.clone();
    mine.queue(&ledger, &archive, Step::Other, EDIT, at(2), false);
    assert!(!save(&mut mine, &mut disk));
    assert_eq!(disk.head, before);
    assert!(!mine.is_clean(), "what could not be written is kept");
}

#[test]
fn a_damaged_chunk_is_named_and_the_generation_before_is_whole() {
    let (mut ledger, people) = ledger_of(3);
    let archive = Archive::default();
    let mut disk = Disk::default();
    let mut store = Store::new(None);
    store.queue(&ledger, &archive, Step::Create, EDIT, at(0), false);
    save(&mut store, &mut disk);
    ledger.edit_person(people[0], |person| person.note = "x".into()).unwrap();
    store.queue(&ledger, &archive, Step::Other, EDIT, at(1), false);
    let commit = store.take().unwrap();
    disk.write(&commit);
    let chunk = commit.chunks.keys().next().unwrap();
    disk.chunks.get_mut(chunk).unwrap().push(' ');
    let Err(Damage::BadChunks(bad)) = disk.open(2) else { panic!("damage not found") };
    assert_eq!(bad.len(), 1);
    assert!(bad[0].starts_with("people/"));
    assert!(disk.open(1).is_ok());
}

#[test]
fn a_missing_or_older_database_is_noticed() {
    let seen =
        Sentinel { generation: 7, counts: Counts { people: 86, plans: 3, forms: 0 }, backup: None };
    let head = |generation| Head { generation, ..Head::default() };
    assert_eq!(compare(None, Some(&seen)), Some(Damage::Lost));
    assert_eq!(compare(Some(&head(6)), Some(&seen)), Some(Damage::Older { found: 6 }));
    assert_eq!(compare(Some(&head(7)), Some(&seen)), None);
    assert_eq!(compare(Some(&head(9)), Some(&seen)), None);
    assert_eq!(compare(None, None), None);
}

#[test]
fn old_generations_thin_out_but_restore_points_and_steps_stay() {
    let (ledger, _) = ledger_of(1);
    let archive = Archive::default();
    let mut disk = Disk::default();
    let mut store = Store::new(None);
    store.queue(&ledger, &archive, Step::Create, EDIT, at(0), false);
    for minute in 1..1500 {
        let restore_point = minute == 100;
        store.queue(&ledger, &archive, Step::Other, EDIT, at(minute * 10), restore_point);
        save(&mut store, &mut disk);
    }
    assert_eq!(store.head.undo.len(), STEPS);
    assert!(store.head.marks.len() < 160, "{}", store.head.marks.len());
    assert_eq!(store.head.marks.len(), disk.manifests.len());
    assert!(store.head.marks.iter().any(|mark| mark.restore_point));
    for turn in &store.head.undo {
        assert!(disk.manifests.contains_key(&turn.generation));
    }
}

#[test]
fn a_purge_leaves_no_earlier_generation() {
    let (ledger, _) = ledger_of(2);
    let archive = Archive::default();
    let mut disk = Disk::default();
    let mut store = Store::new(None);
    for minute in 0..5 {
        store.queue(&ledger, &archive, Step::Other, EDIT, at(minute), false);
        save(&mut store, &mut disk);
    }
    store.queue(&ledger, &archive, Step::PurgePerson, EDIT, at(9), false);
    store.purge();
    assert!(save(&mut store, &mut disk));
    assert_eq!(disk.manifests.len(), 1);
    assert!(disk.head.unwrap().undo.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is edited, undone, saved late or loaded anew: what the head says is what was seen.
    #[test]
    fn undo_and_redo_come_back_to_what_was_seen(moves in proptest::collection::vec(0_u8..6, 1..40)) {
        let (ledger, people) = ledger_of(5);
        let archive = Archive::default();
        let mut disk = Disk::default();
        let mut store = Store::new(None);
        let mut now = Arc::new(ledger);
        let mut seen = BTreeMap::new();
        store.queue(&now, &archive, Step::Create, EDIT, at(0), false);
        seen.insert(store.head.generation, now.clone());
        for (index, action) in moves.into_iter().enumerate() {
            let time = at(1 + i64::try_from(index).unwrap());
            match action {
                0 if !store.head.undo.is_empty() => {
                    let turn = store.head.undo.last().cloned().unwrap();
                    now = seen[&turn.generation].clone();
                    store.queue(&now, &archive, turn.step, Move::Undo, time, false);
                }
                1 if !store.head.redo.is_empty() => {
                    let turn = store.head.redo.last().cloned().unwrap();
                    now = seen[&turn.generation].clone();
                    store.queue(&now, &archive, turn.step, Move::Redo, time, false);
                }
                2 => {
                    save(&mut store, &mut disk);
                    // A reload: everything in memory goes, the database stays.
                    store = Store::new(disk.head.clone());
                    prop_assert_eq!(&disk.current(), &now);
                }
                3 => {
                    save(&mut store, &mut disk);
                }
                _ => {
                    let mut next = Ledger::clone(&now);
                    next.edit_person(people[index % 5], |person| person.note = format!("{index}"))
                        .unwrap();
                    now = Arc::new(next);
                    store.queue(&now, &archive, Step::Other, EDIT, time, false);
                }
            }
            seen.insert(store.head.generation, now.clone());
        }
        save(&mut store, &mut disk);
        prop_assert_eq!(&disk.current(), &now);
        for turn in store.head.undo.iter().chain(&store.head.redo) {
            prop_assert_eq!(&disk.open(turn.generation).unwrap(), &seen[&turn.generation]);
        }
    }
}
