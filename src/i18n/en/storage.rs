//! Texts about saving and recovery.

use super::count;
use crate::i18n::zh::storage::{Storage, shard_counts};
use crate::model::shard::ShardName;
use crate::storage::Damage;

/// Which parts: “2 × roster, 1 × plans”.
fn parts(shards: &[ShardName]) -> String {
    let words = shard_counts(shards).into_iter().map(|(kind, count)| {
        let word = match kind {
            "settings" => "settings",
            "packs" => "code tables",
            "offices" => "offices",
            "groups" => "groups",
            "people" => "roster",
            "plan" => "plans",
            "session" => "hours",
            "assessment" => "forms",
            "standard" => "standards",
            _ => "received files and logs",
        };
        format!("{count} × {word}")
    });
    words.collect::<Vec<_>>().join(", ")
}

pub const STORAGE: Storage = Storage {
    unusable: "The browser does not let the page use its database.",
    conflict: "Another window has changed the ledger.",
    full: "There is no room left.",
    failed: |why| format!("The browser says: {why}."),
    counts: |counts| {
        [count(counts.people, "person"), count(counts.plans, "plan"), count(counts.forms, "form")]
            .join(", ")
    },
    damage: |damage| match damage {
        Damage::Lost => "The data of last time was not found".into(),
        Damage::Older { .. } => "What was found is older than last time".into(),
        Damage::BadChunks(_) => "Some of the data is damaged".into(),
        Damage::HeadLost => "The index of the data is damaged".into(),
        Damage::Unreadable(_) => "The data cannot be read".into(),
        Damage::Newer => "A newer version wrote the data".into(),
        Damage::Closed => "The browser's database does not open".into(),
    },
    lost: |counts| {
        format!(
            "Last time there were {}, {} and {}; now nothing was found",
            count(counts.people, "person"),
            count(counts.plans, "plan"),
            count(counts.forms, "form")
        )
    },
    damage_text: |damage| {
        match damage {
        Damage::Lost => "The browser's data may have been cleared. Restore a backup; nothing is written before you choose.".into(),
        Damage::Older { found } => {
            format!("The browser holds save number {found} only. Choose a version or restore a backup.")
        }
        Damage::BadChunks(names) => {
            format!("{} parts are missing or do not match their hash; the rest is whole. Choose a version or restore a backup.", names.len().max(1))
        }
        Damage::HeadLost => "What was saved is still there. Choose a version or restore a backup.".into(),
        Damage::Newer => "Open it with the newer page; this version leaves it alone.".into(),
        Damage::Closed => "What was saved may still be there. Close the other windows of this page and open it again; if that does not help, restore a backup and go on in memory only.".into(),
        Damage::Unreadable(why) => {
            format!("A newer version may have written it: open it with the newer page. ({why})")
        }
    }
    },
    last_seen: "When last opened",
    last_backup: "Last backup",
    no_backup: "No backup known",
    candidates: "Versions that can be restored",
    use_this: "Use this version",
    restore_backup: "Restore a backup…",
    start_anew: "Give it up and start anew",
    raw_data: "Download the raw data (for a technician)",
    raw_word: "raw data",
    nothing_written: "Nothing is written or deleted before you choose.",
    whole: "whole",
    mended: |older, missing| {
        let older =
            (!older.is_empty()).then(|| format!("from an earlier version: {}", parts(older)));
        let missing = (!missing.is_empty()).then(|| format!("missing: {}", parts(missing)));
        older.into_iter().chain(missing).collect::<Vec<_>>().join("; ")
    },
    continue_in_memory: "Go on in memory only",
    keep_mine: "Keep this window's changes",
    rewritten_title: "The browser's data has just been cleared.",
    rewritten_text: "It was saved again from this page; earlier versions are gone. Download a backup now.",
    understood: "Understood",
    not_open: "Ledger not open",
    candidate_columns: ["Time", "What was done", "People", "Plans", "Forms", "Check", ""],
};
