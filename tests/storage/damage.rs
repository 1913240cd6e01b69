//! Damage is noticed, costs what is damaged and nothing else, and nothing is written before somebody
//! chose.

use std::sync::Arc;

use training_ledger::model::step::Step;
use training_ledger::storage::{Damage, Move, Opening, Store, read_generation};

use crate::disk::{Desk, Disk, at, now, recovery, save, sentinel};

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
fn lost_packs_cost_the_packs_and_lost_settings_the_settings() {
    for offices_too in [false, true] {
        let mut desk = Desk::new(3);
        desk.edit("x");
        desk.save();
        let chunks = desk.disk.read(2).manifest.chunks;
        desk.disk.damage(&chunks["packs"]);
        let opened = desk.disk.read(2);
        assert_eq!(opened.missing, ["packs"]);
        assert_eq!(*opened.ledger, desk.ledger);

        desk.disk.damage(&chunks["settings"]);
        if offices_too {
            desk.disk.damage(&chunks["offices"]);
        }
        let recovery = recovery(desk.disk.load(None));
        assert!(matches!(recovery.damage, Damage::BadChunks(_)), "{:?}", recovery.damage);
        let missing: &[_] = &["offices", "packs", "settings"];
        let missing = if offices_too { missing } else { &missing[1..] };
        assert_eq!(recovery.candidates[0].missing, missing);
        let opened = desk.disk.read(2);
        assert_eq!(opened.ledger.people, desk.ledger.people);
        assert_eq!(opened.ledger.settings.office, desk.ledger.settings.office);
        assert_eq!(opened.ledger.settings.year, 2026);
    }
}

#[test]
fn received_files_survive_a_lost_generation() {
    let mut desk = Desk::new(3);
    let mut log = (*desk.archive.log).clone();
    log.extra.insert("kept".into(), true.into());
    desk.archive.log = Arc::new(log);
    for note in ["x", "y"] {
        desk.edit(note);
        desk.save();
    }
    desk.disk.manifests.remove(&3);
    let Opening::Damaged(recovery, _, _, archive) = desk.disk.load(None) else { panic!() };
    assert_eq!(recovery.candidates[0].mark.generation, 2);
    assert_eq!(*archive, desk.archive);
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
