//! 与佐证一起存的小文件。

use crate::i18n::format::file_size;
use crate::model::kept_file::{FILE_LIMIT, FILES_LIMIT, FileFault};

/// Texts of the small files that are kept beside evidence.
pub struct KeptFiles {
    /// Keeps a file of so many bytes.
    pub keep: fn(usize) -> String,
    /// How many files there are, and their bytes.
    pub room: fn(usize, usize) -> String,
    pub too_large: fn(usize) -> String,
    pub full: fn() -> String,
    pub save: &'static str,
    pub remove: &'static str,
    pub not_here: &'static str,
    pub fault: fn(FileFault) -> &'static str,
    /// Files in a backup that are not restored.
    pub spoilt: fn(usize) -> String,
    /// Files and bytes that go along with a submission.
    pub enclose: fn(usize, usize) -> String,
    pub enclose_about: &'static str,
    /// Files that cannot go along: not here, and too many.
    pub left: fn(usize, usize) -> String,
    pub enclosed: &'static str,
}

pub const KEPT_FILES: KeptFiles = KeptFiles {
    keep: |bytes| format!("存入台账（{}）", file_size(bytes)),
    room: |files, bytes| {
        format!("已存 {files} 个文件，{} / {}", file_size(bytes), file_size(FILES_LIMIT))
    },
    too_large: |bytes| {
        format!(
            "文件有 {}，超过 {}，只记校验值；请把文件留在原处，填好存放位置。",
            file_size(bytes),
            file_size(FILE_LIMIT)
        )
    },
    full: || {
        format!(
            "台账里的佐证文件合计最多 {}，放不下这一个，只记校验值；移除不再需要的文件后再存。",
            file_size(FILES_LIMIT)
        )
    },
    save: "下载",
    remove: "移除文件",
    not_here: "这里没有这份文件：收到的文件没有随附，或已删除。上报时勾选“佐证文件一并上报”才会随附，可向报来的单位要原件。",
    fault: |fault| match fault {
        FileFault::NotBase64 | FileFault::WrongHash => "文件已损坏，与校验值不符，不能下载。",
        FileFault::TooLarge => "文件超过允许的大小，不能下载。",
    },
    spoilt: |files| format!("{files} 个佐证文件与校验值不符，不会恢复；其余内容不受影响。"),
    enclose: |files, bytes| format!("佐证文件一并上报（{files} 个，{}）", file_size(bytes)),
    enclose_about: "文件原样随报，里面的姓名、身份证号不会遮盖。",
    left: |missing, too_many| {
        let missing = match missing {
            0 => String::new(),
            missing => {
                format!("有 {missing} 个佐证文件这里没有（报来时未附，或已删除），不能随报。")
            }
        };
        match too_many {
            0 => missing,
            too_many => {
                let limit = file_size(FILES_LIMIT);
                format!("{missing}有 {too_many} 个佐证文件合计超过 {limit}，不能随报。")
            }
        }
    },
    enclosed: "随附的佐证文件",
};
