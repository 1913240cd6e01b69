//! Which generations stay.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::date::Moment;

use super::Head;

/// One generation a day is kept for so many days.
const DAYS: i64 = 30;
/// So many restore points are kept.
const RESTORE_POINTS: usize = 20;
const DAY: i64 = 86_400;

/// Takes the generations out of the head that no rule keeps: the current one, those of undo and
/// redo, the last of each hour of today and of each of thirty days, and the restore points.
/// Order goes by generation, never by the clock, which may be set back.
pub fn retire(head: &mut Head, now: Moment) -> Vec<u32> {
    let mut kept = BTreeSet::from([head.generation]);
    kept.extend(head.undo.iter().chain(&head.redo).map(|turn| turn.generation));
    let points = head.marks.iter().rev().filter(|mark| mark.before.is_some());
    kept.extend(points.take(RESTORE_POINTS).map(|mark| mark.generation));
    let mut slots = BTreeMap::new();
    for mark in &head.marks {
        let age = (now.unix_seconds() - mark.at.unix_seconds()) / DAY;
        if age <= DAYS {
            let hour = (mark.at.date() == now.date()).then_some(mark.at.local.hour());
            // Later marks of the same slot take its place.
            slots.insert((mark.at.date(), hour), mark.generation);
        }
    }
    kept.extend(slots.into_values());
    let dropped = head
        .marks
        .iter()
        .map(|mark| mark.generation)
        .filter(|generation| !kept.contains(generation))
        .collect();
    head.marks.retain(|mark| kept.contains(&mark.generation));
    dropped
}
