//! The policy over a database that is a map.

use std::collections::BTreeMap;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use training_ledger::model::date::Moment;
use training_ledger::model::id::{IdSource, PersonId};
use training_ledger::model::ledger::Ledger;
use training_ledger::model::person::Person;
use training_ledger::model::received::Archive;
use training_ledger::model::step::Step;
use training_ledger::storage::{
    Base, Commit, Counts, Head, Manifest, Move, Opened, Opening, Records, Recovery, SaveError,
    Sentinel, Store, load, read_generation,
};

/// A database in memory, with the same one rule: it refuses a commit that is not based on it.
#[derive(Clone, Default)]
pub struct Disk {
    pub chunks: BTreeMap<String, String>,
    pub manifests: BTreeMap<u32, String>,
    pub head: Option<String>,
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
pub fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("a disk does not wait"),
    }
}

impl Disk {
    pub fn write(&mut self, commit: &Commit) -> bool {
        if Base::of(self.head.as_deref()) != commit.expected {
            return false;
        }
        if commit.anew {
            self.chunks.clear();
            self.manifests.clear();
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

    pub fn head(&self) -> Head {
        serde_json::from_str(self.head.as_ref().unwrap()).unwrap()
    }

    pub fn load(&self, sentinel: Option<Sentinel>) -> Opening {
        now(load(self, sentinel)).unwrap()
    }

    pub fn read(&self, generation: u32) -> Opened {
        now(read_generation(self, &self.head(), generation)).unwrap().unwrap()
    }

    pub fn damage(&mut self, chunk: &str) {
        self.chunks.get_mut(chunk).unwrap().push(' ');
    }
}

pub fn at(minute: i64) -> Moment {
    let start = Moment::parse("2026-09-01T08:00:00+08:00").unwrap();
    let local = start.local + jiff::SignedDuration::from_mins(minute);
    Moment { local, ..start }
}

pub fn save(store: &mut Store, disk: &mut Disk) -> bool {
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

pub const EDIT: Move = Move::Edit { joined: false };

/// A ledger whose notes are edited and saved one after the other.
pub struct Desk {
    pub ledger: Ledger,
    pub people: Vec<PersonId>,
    pub archive: Archive,
    pub store: Store,
    pub disk: Disk,
    pub minute: i64,
}

impl Desk {
    /// One bureau with so many people, saved once.
    pub fn new(people: usize) -> Self {
        Self::with(ledger_of(people))
    }

    /// A ledger, saved once.
    pub fn with(ledger: Ledger) -> Self {
        let mut desk = Self {
            people: ledger.people().map(|person| person.id).collect(),
            ledger,
            archive: Archive::default(),
            store: Store::default(),
            disk: Disk::default(),
            minute: 0,
        };
        desk.queue(Step::Create, EDIT, false);
        assert!(desk.save());
        desk
    }

    pub fn queue(&mut self, step: Step, how: Move, restore_point: bool) {
        self.store.queue(&self.ledger, &self.archive, step, how, at(self.minute), restore_point);
        self.minute += 1;
    }

    pub fn save(&mut self) -> bool {
        save(&mut self.store, &mut self.disk)
    }

    pub fn edit(&mut self, note: &str) {
        let person = self.people[0];
        self.ledger.edit_person(person, |person| person.note = note.into()).unwrap();
        self.queue(Step::Other, EDIT, false);
    }

    /// The chunk of the people in the current generation.
    pub fn people_chunk(&self) -> String {
        let chunks = self.disk.read(self.disk.head().generation).manifest.chunks;
        chunks.into_iter().find(|(name, _)| name.starts_with("people/")).unwrap().1
    }

    pub fn note_in(&self, opened: &Opened) -> String {
        opened.ledger.person(self.people[0]).unwrap().note.clone()
    }
}

/// A ledger with one bureau and so many people in it.
fn ledger_of(people: usize) -> Ledger {
    let ids = &mut IdSource::new([42; 16]);
    let mut ledger = Ledger::new("示范区市场监督管理局".into(), 2026, ids);
    let office = ledger.settings.office;
    for number in 0..people {
        let mut person = Person::new(PersonId::new(ids), format!("人{number}"), office);
        person.position = u32::try_from(number).unwrap();
        ledger.add_person(person).unwrap();
    }
    ledger
}

/// What a browser remembers that saw 86 people.
pub fn sentinel(generation: u32) -> Option<Sentinel> {
    let counts = Counts { people: 86, plans: 3, forms: 0 };
    Some(Sentinel { generation, counts, backup: None })
}

/// What opening found wrong.
pub fn recovery(opening: Opening) -> Recovery {
    match opening {
        Opening::Damaged(recovery, ..) => recovery,
        other => panic!("no damage found: {other:?}"),
    }
}
