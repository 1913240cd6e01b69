//! What is written, what stays, and what another window did meanwhile.

use training_ledger::model::canonical::sha256;
use training_ledger::model::kept_file::KeptFile;
use training_ledger::model::step::Step;
use training_ledger::storage::{Move, Opening, STEPS, Store};

use crate::disk::{Desk, Disk, EDIT, at, save, sentinel};

#[test]
fn only_the_shard_that_changed_is_written_again() {
    let mut desk = Desk::new(450);
    assert!(desk.disk.chunks.len() > 5);
    desk.edit("x");
    assert_eq!(desk.store.take().unwrap().chunks.len(), 1);
}

#[test]
fn a_kept_file_is_written_when_it_is_kept_and_not_again() {
    let mut desk = Desk::new(3);
    let (hash, file) = (sha256(b"a"), KeptFile::new(b"a"));
    desk.ledger.keep_file(hash.clone(), file).unwrap();
    desk.edit("x");
    let chunks = desk.store.take().unwrap().chunks;
    assert_eq!(chunks.len(), 2);
    desk.edit("y");
    assert_eq!(desk.store.take().unwrap().chunks.len(), 1);
    assert!(desk.ledger.files.contains_key(&hash));
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
fn a_generation_goes_by_what_made_it_or_was_taken_back() {
    let mut desk = Desk::new(1);
    let moves = [(EDIT, false), (Move::Beside, false), (Move::Undo, true), (Move::Beside, true)];
    for (how, undone) in moves {
        let step = if how == Move::Beside { Step::Other } else { Step::EditSettings };
        desk.queue(step, how, false);
        let mark = desk.store.head.marks.last().unwrap();
        assert_eq!((&mark.step, mark.undone), (&Step::EditSettings, undone), "{how:?}");
    }
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
fn unnamed_chunks_are_swept_though_every_run_is_short() {
    let mut desk = Desk::new(1);
    for run in 0..40 {
        for edit in 0..10 {
            desk.minute = run * 1_000 + edit;
            desk.edit(&format!("{run} {edit}"));
            desk.save();
        }
        let Opening::Whole(head, opened) = desk.disk.load(None) else { panic!("not whole") };
        let base = head.base();
        desk.store = Store::new(head, base);
        desk.store.remember(&opened.ledger, &opened.archive, &opened.manifest);
    }
    let kept = desk.disk.manifests.len();
    assert!(desk.disk.chunks.len() < kept + 70, "{} of {kept}", desk.disk.chunks.len());
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
    desk.queue(Step::PurgePerson, Move::Purge, false);
    assert!(desk.save());
    assert_eq!(desk.disk.manifests.len(), 1);
    assert!(desk.disk.head().undo.is_empty());
    assert!(desk.disk.chunks.values().all(|text| !text.contains("secret")));
    assert_eq!(*desk.disk.read(desk.disk.head().generation).ledger, desk.ledger);
    desk.edit("after");
    assert!(desk.save());
    assert!(matches!(desk.disk.load(None), Opening::Whole(..)));
}

#[test]
fn a_purge_while_a_save_is_under_way_is_complete_whether_that_save_succeeds_or_not() {
    for succeeds in [true, false] {
        let mut desk = Desk::new(2);
        desk.edit("secret");
        let under_way = desk.store.take().unwrap();
        desk.edit("open");
        desk.queue(Step::PurgePerson, Move::Purge, false);
        if succeeds {
            assert!(desk.disk.write(&under_way));
            desk.store.completed(&under_way);
        } else {
            desk.store.failed(under_way);
        }
        desk.edit("after");
        assert!(desk.save());
        assert_eq!(desk.disk.manifests.len(), 2);
        assert!(desk.disk.chunks.values().all(|text| !text.contains("secret")));
        let Opening::Whole(_, opened) = desk.disk.load(None) else { panic!("not whole") };
        assert_eq!(*opened.ledger, desk.ledger);
    }
}
