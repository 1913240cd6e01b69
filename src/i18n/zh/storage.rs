//! 保存、找回数据时说的话。

use std::collections::BTreeMap;

use crate::model::shard::ShardName;
use crate::storage::{Counts, Damage, SaveError};

/// Why something could not be saved, and the words of the recovery page.
pub struct Storage {
    pub unusable: &'static str,
    pub conflict: &'static str,
    pub full: &'static str,
    pub failed: fn(&str) -> String,
    pub counts: fn(Counts) -> String,
    pub damage: fn(&Damage) -> String,
    /// The database is empty, and so much was there when it was last open.
    pub lost: fn(Counts) -> String,
    pub damage_text: fn(&Damage) -> String,
    pub last_seen: &'static str,
    pub last_backup: &'static str,
    pub no_backup: &'static str,
    pub candidates: &'static str,
    pub use_this: &'static str,
    pub restore_backup: &'static str,
    pub start_anew: &'static str,
    /// Takes everything that is stored away as it is, and the word for it in the file's name.
    pub raw_data: &'static str,
    pub raw_word: &'static str,
    pub nothing_written: &'static str,
    pub whole: &'static str,
    /// Shards from an earlier version, shards that are left out.
    pub mended: fn(&[ShardName], &[ShardName]) -> String,
    pub continue_in_memory: &'static str,
    pub keep_mine: &'static str,
    pub rewritten_title: &'static str,
    pub rewritten_text: &'static str,
    pub understood: &'static str,
    pub not_open: &'static str,
    pub candidate_columns: [&'static str; 7],
}

impl Storage {
    /// Why a save failed; an empty reason of the browser is not shown.
    pub fn save_error(&self, error: &SaveError) -> String {
        match error {
            SaveError::Unusable => self.unusable.to_owned(),
            SaveError::Conflict => self.conflict.to_owned(),
            SaveError::Full => self.full.to_owned(),
            SaveError::Failed(why) => (self.failed)(why),
        }
    }
}

/// 哪几部分：“名册 2 处、计划 1 处”。
fn parts(shards: &[ShardName]) -> String {
    let words = shard_counts(shards).into_iter().map(|(kind, count)| {
        let word = match kind {
            "settings" => "设置",
            "packs" => "代码表",
            "offices" => "单位",
            "groups" => "分组",
            "people" => "名册",
            "plan" => "计划",
            "session" => "学时",
            "assessment" => "自评表",
            "standard" => "标准",
            _ => "收件和记录",
        };
        format!("{word} {count} 处")
    });
    words.collect::<Vec<_>>().join("、")
}

/// How many shards there are of each kind.
pub fn shard_counts(shards: &[ShardName]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for name in shards {
        let kind = name.split('/').next().unwrap_or_default();
        *counts.entry(kind).or_default() += 1;
    }
    counts
}

pub const STORAGE: Storage = Storage {
    unusable: "浏览器不让使用数据库。",
    conflict: "另一个窗口已经改动了台账。",
    full: "存储空间已满。",
    failed: |why| format!("浏览器报告：{why}。"),
    counts: |counts| {
        format!(
            "{}\u{a0}人、{}\u{a0}份计划、{}\u{a0}张自评表",
            counts.people, counts.plans, counts.forms
        )
    },
    damage: |damage| match damage {
        Damage::Lost => "没有找到上次的数据".into(),
        Damage::Older { .. } => "找到的数据比上次的旧".into(),
        Damage::BadChunks(_) => "有一部分数据损坏了".into(),
        Damage::HeadLost => "数据的目录损坏了".into(),
        Damage::Unreadable(_) => "数据读不出来".into(),
        Damage::Newer => "数据是新版本写的".into(),
        Damage::Closed => "浏览器的数据库打不开".into(),
    },
    lost: |counts| {
        format!(
            "上次打开时有 {} 人、{} 份计划、{} 张自评表，这次没有找到",
            counts.people, counts.plans, counts.forms
        )
    },
    damage_text: |damage| match damage {
        Damage::Lost => {
            "浏览器数据可能被清理过。请先恢复备份；在您选择之前，不会写入任何内容。".into()
        }
        Damage::Older { found } => {
            format!("浏览器里只找到第 {found} 次保存的内容。请选一个版本，或者恢复备份。")
        }
        Damage::BadChunks(names) => {
            format!(
                "{} 处数据缺失或与校验值不符，其余内容完好。请选一个版本，或者恢复备份。",
                names.len().max(1)
            )
        }
        Damage::HeadLost => "各次保存的内容还在。请选一个版本，或者恢复备份。".into(),
        Damage::Newer => "请用新版网页文件打开；本版本不会改动它。".into(),
        Damage::Closed => {
            "上次保存的数据可能还在。请关闭本网页的其他窗口后重新打开；仍然不行，可以恢复备份，\
             只在内存里继续。"
                .into()
        }
        Damage::Unreadable(why) => {
            format!("可能是更新版本写的，请用新版网页文件打开。（{why}）")
        }
    },
    last_seen: "上次打开时",
    last_backup: "最近一次备份",
    no_backup: "没有备份记录",
    candidates: "可以恢复的版本",
    use_this: "用这个版本",
    restore_backup: "恢复备份…",
    start_anew: "不要了，重新开始",
    raw_data: "下载原始数据（交技术人员找回）",
    raw_word: "原始数据",
    nothing_written: "在您选择之前，不会写入或删除任何内容。",
    whole: "完整",
    mended: |older, missing| {
        let older = (!older.is_empty()).then(|| format!("{}取自更早的版本", parts(older)));
        let missing = (!missing.is_empty()).then(|| format!("缺{}", parts(missing)));
        older.into_iter().chain(missing).collect::<Vec<_>>().join("；")
    },
    continue_in_memory: "只在内存里继续",
    keep_mine: "保留本窗口的改动",
    rewritten_title: "浏览器的数据刚被清除。",
    rewritten_text: "已按本页的内容重新保存，早先的版本没有了。请马上下载备份。",
    understood: "知道了",
    not_open: "台账未打开",
    candidate_columns: ["时间", "做了什么", "人", "计划", "自评", "核对", ""],
};
