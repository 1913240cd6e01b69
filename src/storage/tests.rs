//! The policy over a database that is a map.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use proptest::prelude::*;

use super::*;
use crate::model::ledger::tests::ledger_of;
use crate::model::received::Archive;

/// A database in memory, with the same one rule: it refuses a commit that is not based on it.
#[derive(Clone, Default)]
struct Disk {
    chunks: BTreeMap<String, String>,
    manifests: BTreeMap<u32, String>,
    head: Option<String>,
}

impl Records for Disk {
    async fn head(&self) -> Result<Option<String>, SaveError> {
        Ok(self.head.clone())
    }

    async fn generations(&self) -> Result<Vec<u32>, SaveError> {
        Ok(self.manifests.keys().copied().collect())
    }

    async fn manifest(&self, generation: u32) -> Result<Option<String>, SaveError> {
        Ok(self.manifests.get(&generation).cloned())
    }

    async fn chunks(&self, names: Vec<String>) -> Result<BTreeMap<String, String>, SaveError> {
        let found = |name| Some((String::clone(name), self.chunks.get(name)?.clone()));
        Ok(names.iter().filter_map(found).collect())
    }
}

/// A disk answers at once, so the future is ready when it is first asked.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("a disk does not wait"),
    }
}

impl Disk {
    fn write(&mut self, commit: &Commit) -> bool {
        if Base::of(self.head.as_deref()) != commit.expected {
            return false;
        }
        self.chunks.extend(commit.chunks.clone());
        for manifest in &commit.manifests {
            let text = serde_json::to_string(manifest).unwrap();
            self.manifests.insert(manifest.generation(), text);
        }
        for generation in &commit.dropped {
            self.manifests.remove(generation);
        }
        self.head = Some(serde_json::to_string(&commit.head).unwrap());
        true
    }

    fn sweep(&mut self) {
        let named: Vec<_> = self
            .manifests
            .values()
            .flat_map(|text| serde_json::from_str::<Manifest>(text).unwrap().chunks.into_values())
            .collect();
        self.chunks.retain(|name, _| named.contains(name));
    }

    fn head(&self) -> Head {
        serde_json::from_str(self.head.as_ref().unwrap()).unwrap()
    }

    fn load(&self, sentinel: Option<Sentinel>) -> Opening {
        now(load(self, sentinel)).unwrap()
    }

    fn read(&self, generation: u32) -> Opened {
        now(read_generation(self, &self.head(), generation)).unwrap().unwrap()
    }

    fn damage(&mut self, chunk: &str) {
        self.chunks.get_mut(chunk).unwrap().push(' ');
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
    if store.should_sweep() {
        disk.sweep();
        store.swept();
    }
    written
}

const EDIT: Move = Move::Edit { joined: false };

/// A ledger whose notes are edited and saved one after the other.
struct Desk {
    ledger: Ledger,
    people: Vec<crate::model::id::PersonId>,
    archive: Archive,
    store: Store,
    disk: Disk,
    minute: i64,
}

impl Desk {
    fn new(people: usize) -> Self {
        let (ledger, people) = ledger_of(people);
        let mut desk = Self {
            ledger,
            people,
            archive: Archive::default(),
            store: Store::default(),
            disk: Disk::default(),
            minute: 0,
        };
        desk.queue(Step::Create, EDIT, false);
        assert!(desk.save());
        desk
    }

    fn queue(&mut self, step: Step, how: Move, restore_point: bool) {
        self.store.queue(&self.ledger, &self.archive, step, how, at(self.minute), restore_point);
        self.minute += 1;
    }

    fn save(&mut self) -> bool {
        save(&mut self.store, &mut self.disk)
    }

    fn edit(&mut self, note: &str) {
        let person = self.people[0];
        self.ledger.edit_person(person, |person| person.note = note.into()).unwrap();
        self.queue(Step::Other, EDIT, false);
    }

    /// The chunk of the people in the current generation.
    fn people_chunk(&self) -> String {
        let chunks = self.disk.read(self.disk.head().generation).manifest.chunks;
        chunks.into_iter().find(|(name, _)| name.starts_with("people/")).unwrap().1
    }

    fn note_in(&self, opened: &Opened) -> String {
        opened.ledger.person(self.people[0]).unwrap().note.clone()
    }
}

fn sentinel(generation: u32) -> Option<Sentinel> {
    let counts = Counts { people: 86, plans: 3, forms: 0 };
    Some(Sentinel { generation, counts, backup: None })
}

fn recovery(opening: Opening) -> Recovery {
    match opening {
        Opening::Damaged(recovery, ..) => recovery,
        other => panic!("no damage found: {other:?}"),
    }
}

#[test]
fn only_the_shard_that_changed_is_written_again() {
    let mut desk = Desk::new(450);
    assert!(desk.disk.chunks.len() > 5);
    desk.edit("x");
    assert_eq!(desk.store.take().unwrap().chunks.len(), 1);
}

#[test]
fn a_window_that_another_has_overtaken_writes_nothing() {
    let mut mine = Desk::new(3);
    let mut other = Store::new(mine.disk.head(), mine.disk.head().base());
    other.queue(&mine.ledger, &mine.archive, Step::Other, EDIT, at(1), false);
    assert!(save(&mut other, &mut mine.disk));
    let before = mine.disk.head();
    mine.edit("x");
    assert!(!mine.save());
    assert_eq!(mine.disk.head(), before);
    assert!(!mine.store.is_clean(), "what could not be written is kept");
}

#[test]
fn an_overtaken_window_can_go_on_and_the_other_s_work_stays_a_generation() {
    let mut mine = Desk::new(3);
    let mut theirs = mine.ledger.clone();
    theirs.edit_person(mine.people[1], |person| person.note = "theirs".into()).unwrap();
    let mut other = Store::new(mine.disk.head(), mine.disk.head().base());
    other.queue(&theirs, &mine.archive, Step::Other, EDIT, at(1), false);
    assert!(save(&mut other, &mut mine.disk));
    mine.edit("mine");
    assert!(!mine.save());
    let found = mine.disk.head();
    mine.store.rebase(found.clone());
    mine.queue(Step::Other, EDIT, true);
    assert!(mine.save());
    assert_eq!(*mine.disk.read(mine.disk.head().generation).ledger, mine.ledger);
    assert_eq!(*mine.disk.read(found.generation).ledger, theirs);
    assert_eq!(mine.disk.head().undo.last().unwrap().generation, found.generation);
}

#[test]
fn a_database_emptied_under_an_open_page_is_written_whole_again() {
    let mut desk = Desk::new(3);
    desk.edit("x");
    assert!(desk.save());
    desk.disk = Disk::default();
    desk.edit("y");
    assert!(!desk.save());
    desk.store.restart();
    desk.queue(Step::Other, Move::Beside, false);
    assert!(desk.save());
    let Opening::Whole(head, opened) = desk.disk.load(sentinel(3)) else { panic!() };
    assert_eq!(*opened.ledger, desk.ledger);
    assert!(head.generation > 3, "an older number would look like a loss");
}

#[test]
fn a_damaged_chunk_is_named_and_the_shard_before_takes_its_place() {
    let mut desk = Desk::new(3);
    desk.edit("x");
    desk.save();
    let chunk = desk.people_chunk();
    desk.disk.damage(&chunk);
    let recovery = recovery(desk.disk.load(None));
    let Damage::BadChunks(bad) = &recovery.damage else { panic!("{:?}", recovery.damage) };
    assert_eq!(bad.len(), 1);
    assert!(bad[0].starts_with("people/"));
    let generations: Vec<_> = recovery.candidates.iter().map(|c| c.mark.generation).collect();
    assert_eq!(generations, [2, 1]);
    assert_eq!(recovery.candidates[0].older, *bad);
    assert_eq!(desk.note_in(&desk.disk.read(2)), "");
}

#[test]
fn a_chunk_that_every_generation_shares_costs_its_people_and_not_the_ledger() {
    let mut desk = Desk::new(450);
    for note in ["a", "b", "c"] {
        desk.edit(note);
        desk.save();
    }
    let manifest = desk.disk.read(4).manifest;
    let shared = manifest.chunks.iter().filter(|(name, _)| name.starts_with("people/")).nth(2);
    let (name, chunk) = shared.unwrap();
    desk.disk.damage(chunk);
    let recovery = recovery(desk.disk.load(None));
    assert_eq!(recovery.candidates.len(), 1, "no generation is whole");
    assert_eq!(recovery.candidates[0].missing, std::slice::from_ref(name));
    let opened = desk.disk.read(4);
    assert_eq!(opened.ledger.people().count(), 400);
    assert_eq!(desk.note_in(&opened), "c");
}

#[test]
fn lost_packs_cost_the_packs_and_lost_settings_the_ledger() {
    let mut desk = Desk::new(3);
    desk.edit("x");
    desk.save();
    let chunks = desk.disk.read(2).manifest.chunks;
    desk.disk.damage(&chunks["packs"]);
    let opened = desk.disk.read(2);
    assert_eq!(opened.missing, ["packs"]);
    assert_eq!(*opened.ledger, desk.ledger);
    desk.disk.damage(&chunks["settings"]);
    let recovery = recovery(desk.disk.load(None));
    assert!(matches!(recovery.damage, Damage::BadChunks(_)), "{:?}", recovery.damage);
    assert!(recovery.candidates.is_empty());
}

#[test]
fn received_files_survive_the_recovery_of_an_earlier_ledger() {
    let mut desk = Desk::new(3);
    let mut log = (*desk.archive.log).clone();
    log.extra.insert("kept".into(), true.into());
    desk.archive.log = Arc::new(log);
    desk.edit("x");
    desk.save();
    let chunk = desk.people_chunk();
    desk.disk.damage(&chunk);
    let Opening::Damaged(_, _, _, archive) = desk.disk.load(None) else { panic!() };
    assert_eq!(*archive, desk.archive);
}

#[test]
fn a_missing_or_older_database_is_noticed() {
    let empty = Disk::default();
    assert_eq!(empty.load(None), Opening::Empty);
    assert_eq!(recovery(empty.load(sentinel(7))).damage, Damage::Lost);
    let mut desk = Desk::new(3);
    desk.edit("x");
    desk.save();
    assert!(matches!(desk.disk.load(sentinel(2)), Opening::Whole(..)));
    assert!(matches!(desk.disk.load(sentinel(1)), Opening::Whole(..)), "the sentinel is late");
    let older = recovery(desk.disk.load(sentinel(9)));
    assert_eq!(older.damage, Damage::Older { found: 2 });
    assert_eq!(older.candidates.len(), 2);
}

#[test]
fn a_head_that_is_gone_or_garbage_is_made_again_of_the_manifests() {
    for garbage in [None, Some("{\"generation\":".to_owned())] {
        let mut desk = Desk::new(3);
        desk.edit("x");
        desk.save();
        desk.disk.head = garbage;
        let Opening::Damaged(recovery, head, base, archive) = desk.disk.load(None) else {
            panic!("nothing noticed")
        };
        assert_eq!(recovery.damage, Damage::HeadLost);
        assert_eq!(head.generation, 2);
        assert_eq!(recovery.candidates[0].mark.generation, 2);
        let opened = now(read_generation(&desk.disk, &head, 2)).unwrap().unwrap();
        let mut store = Store::new(head, base);
        store.queue(&opened.ledger, &archive, Step::Other, Move::Beside, at(9), true);
        assert!(save(&mut store, &mut desk.disk));
        assert!(matches!(desk.disk.load(sentinel(3)), Opening::Whole(..)));
    }
}

#[test]
fn what_a_newer_version_wrote_is_left_alone() {
    let mut desk = Desk::new(3);
    desk.disk.head = Some("{\"format\":2,\"where\":\"elsewhere\"}".to_owned());
    let recovery = recovery(desk.disk.load(None));
    assert_eq!(recovery.damage, Damage::Newer);
    assert!(recovery.candidates.is_empty());
}

#[test]
fn old_generations_thin_out_but_restore_points_and_steps_stay() {
    let mut desk = Desk::new(1);
    for turn in 1..900 {
        desk.minute = turn * 10;
        desk.edit(&turn.to_string());
        desk.queue(Step::EditSettings, Move::Beside, turn == 100);
        desk.save();
    }
    let head = desk.disk.head();
    assert_eq!(head.undo.len(), STEPS);
    assert!(head.marks.len() < 160, "{}", head.marks.len());
    assert_eq!(head.marks.len(), desk.disk.manifests.len());
    let points: Vec<_> = head.marks.iter().filter_map(|mark| mark.before.clone()).collect();
    assert_eq!(points, [Step::EditSettings]);
    for turn in &head.undo {
        desk.disk.read(turn.generation);
    }
    assert!(desk.disk.chunks.len() < 300, "{} chunks were not swept", desk.disk.chunks.len());
}

#[test]
fn a_purge_leaves_no_earlier_generation_and_no_chunk_of_one() {
    let mut desk = Desk::new(2);
    for note in ["secret", "secret too"] {
        desk.edit(note);
        desk.save();
    }
    desk.edit("queued secret");
    desk.edit("open");
    desk.queue(Step::PurgePerson, Move::Beside, false);
    desk.store.purge();
    assert!(desk.save());
    assert_eq!(desk.disk.manifests.len(), 1);
    assert!(desk.disk.head().undo.is_empty());
    assert!(desk.disk.chunks.values().all(|text| !text.contains("secret")));
    assert_eq!(*desk.disk.read(desk.disk.head().generation).ledger, desk.ledger);
}

/// What a person, the browser and chance do to a ledger.
#[derive(Clone, Debug)]
enum Deed {
    Edit(usize, bool),
    Undo,
    Redo,
    Save,
    Reload,
    Purge,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        6 => (0_usize..5, any::<bool>()).prop_map(|(person, point)| Deed::Edit(person, point)),
        3 => Just(Deed::Undo),
        2 => Just(Deed::Redo),
        3 => Just(Deed::Save),
        2 => Just(Deed::Reload),
        1 => Just(Deed::Purge),
    ];
    proptest::collection::vec(deed, 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is edited, undone, saved late or loaded anew: what the head says is what was seen.
    #[test]
    fn undo_and_redo_come_back_to_what_was_seen(deeds in deeds()) {
        let mut desk = Desk::new(5);
        let mut seen = BTreeMap::from([(1, desk.ledger.clone())]);
        for (index, deed) in deeds.into_iter().enumerate() {
            match deed {
                Deed::Undo => {
                    let Some(turn) = desk.store.head.undo.last().cloned() else { continue };
                    desk.ledger = seen[&turn.generation].clone();
                    desk.queue(turn.step, Move::Undo, false);
                }
                Deed::Redo => {
                    let Some(turn) = desk.store.head.redo.last().cloned() else { continue };
                    desk.ledger = seen[&turn.generation].clone();
                    desk.queue(turn.step, Move::Redo, false);
                }
                Deed::Save => {
                    prop_assert!(desk.save());
                }
                Deed::Reload => {
                    prop_assert!(desk.save());
                    let Opening::Whole(head, opened) = desk.disk.load(None) else {
                        panic!("not whole")
                    };
                    prop_assert_eq!(&*opened.ledger, &desk.ledger);
                    let base = head.base();
                    desk.store = Store::new(head, base);
                    desk.store.remember(&opened.ledger, &opened.archive, &opened.manifest);
                }
                Deed::Purge => {
                    desk.queue(Step::PurgePerson, Move::Beside, false);
                    desk.store.purge();
                }
                Deed::Edit(person, point) => {
                    let person = desk.people[person];
                    let note = index.to_string();
                    desk.ledger.edit_person(person, |person| person.note = note).unwrap();
                    desk.queue(Step::Other, EDIT, point);
                }
            }
            seen.insert(desk.store.head.generation, desk.ledger.clone());
        }
        prop_assert!(desk.save());
        let head = desk.disk.head();
        prop_assert_eq!(&*desk.disk.read(head.generation).ledger, &desk.ledger);
        for turn in head.undo.iter().chain(&head.redo) {
            prop_assert_eq!(&*desk.disk.read(turn.generation).ledger, &seen[&turn.generation]);
        }
    }

    /// Whatever chunks are damaged: it is noticed, and what is offered holds nothing damaged.
    #[test]
    fn damage_is_always_noticed(edits in 1_usize..8, hits in proptest::collection::vec(any::<prop::sample::Index>(), 1..4)) {
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
                for candidate in recovery.candidates {
                    let generation = candidate.mark.generation;
                    let opened = now(read_generation(&desk.disk, &head, generation)).unwrap().unwrap();
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
