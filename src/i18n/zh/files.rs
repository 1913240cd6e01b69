//! 文件进出：备份、恢复、收件，以及打不开时的说明。

use crate::interchange::envelope::{Kind, Redaction};
use crate::interchange::json::OpenError;
use crate::interchange::submission::Part;
use crate::model::assessment::Column;

/// Texts of files that are written or opened, whatever page it is on.
pub struct Files {
    pub kind: fn(&Kind) -> String,
    /// A review by whose column it is about.
    pub review: fn(Column) -> String,
    pub redaction: fn(Redaction) -> &'static str,
    pub part: fn(Part) -> &'static str,
    /// Names of counts: `people`, `plans` …
    pub count: fn(&str) -> Option<&'static str>,
    pub fault_title: fn(&OpenError) -> String,
    pub fault_text: fn(&OpenError) -> String,
    pub unreadable: &'static str,
    pub faults_title: fn(usize) -> String,
    pub received_several: fn(usize) -> String,
    pub nothing_changed: &'static str,
    pub another: &'static str,
    pub to_import: &'static str,
    pub open: &'static str,
    pub backup_word: &'static str,
    pub backup_done: fn(&str) -> String,
    pub backup_without_received: &'static str,
    pub backup_failed: &'static str,
    pub too_large: &'static str,
    pub restore: &'static str,
    pub restore_title: &'static str,
    pub restore_text: &'static str,
    pub restore_now: &'static str,
    pub restored: &'static str,
    pub written: &'static str,
    pub here: &'static str,
    pub in_file: &'static str,
    pub other_ledger: fn(&str) -> String,
    pub received: fn(&str) -> String,
    pub received_before: fn(&str) -> String,
    pub opening: fn(&str) -> String,
    pub sha256: &'static str,
}

pub const FILES: Files = Files {
    kind: |kind| {
        match kind {
            Kind::Submission => "上报文件",
            Kind::Issued => "下发文件",
            Kind::Review => "意见文件",
            Kind::Rollup => "汇总文件",
            Kind::Backup => "备份",
            Kind::Pack => "规则包",
            Kind::Template => "空白模板",
            Kind::Other(_) => "未知种类的文件",
        }
        .to_owned()
    },
    review: |column| format!("{}意见", (super::assessment::ASSESSMENT.column)(column)),
    redaction: |redaction| match redaction {
        Redaction::Named => "实名",
        Redaction::Deidentified => "去标识",
        Redaction::Statistics => "仅统计",
    },
    part: |part| match part {
        Part::Roster => "名册",
        Part::Groups => "分组",
        Part::Plans => "计划",
        Part::Hours => "学时",
        Part::Assessments => "自评",
    },
    count: |name| match name {
        "offices" => Some("所属单位"),
        "people" => Some("人员"),
        "groups" => Some("培训群体"),
        "plans" => Some("培训计划"),
        "sessions" => Some("班次"),
        "assessments" => Some("自评表"),
        "files" => Some("佐证文件"),
        "received" => Some("收件"),
        _ => None,
    },
    fault_title: |error| {
        match error {
            OpenError::TooLarge { .. } => "文件太大",
            OpenError::Empty => "这个文件是空的",
            OpenError::Truncated => "这个文件不完整",
            OpenError::NotJson { .. } | OpenError::NotOurs => "这不是培训台账的文件",
            OpenError::Damaged { .. } => "文件坏了",
            OpenError::Archive => "这是压缩包",
            OpenError::TooDeep { .. } => "这个文件不正常",
            OpenError::NewerMajor { .. } => "文件来自更新的版本",
            OpenError::WrongHash { .. } => "校验值不符",
            OpenError::WrongType { .. } => "文件内容有误",
            OpenError::NotABackup { .. } => "这不是备份",
        }
        .to_owned()
    },
    fault_text: |error| {
        match error {
        OpenError::TooLarge { limit } => {
            format!("超过 {} MB，不再读取。台账的文件不会这么大，请核对是否选错。", limit >> 20)
        }
        OpenError::Empty => "里面没有内容，多半是复制或传输时出了错，请重新取一份。".to_owned(),
        OpenError::Truncated => "末尾缺了一段，多半是传输时断了，请重新取一份。".to_owned(),
        OpenError::NotJson { line, .. } => {
            format!("从第 {line} 行起读不懂。名册（Excel、CSV）请到“名册—导入”打开。")
        }
        OpenError::Damaged { line } => {
            format!("第 {line} 行读不懂，多半是传输或保存时损坏了，请重新取一份。")
        }
        OpenError::Archive => "请先解压，再打开本单位的那一个文件。".to_owned(),
        OpenError::NotOurs => "它不是本程序写的，请核对是否选错。".to_owned(),
        OpenError::TooDeep { limit } => format!("里面嵌套超过 {limit} 层，为安全起见不再读取。"),
        OpenError::NewerMajor { version } => {
            format!(
                "文件格式是 {version}，本网页只认到 1.x。请用新版网页文件打开；这里只能作为收件查看。"
            )
        }
        OpenError::WrongHash { .. } => {
            "文件里写的校验值与内容对不上，说明传输中损坏或被改动过，请换一份完好的，或请对方重新发一份。".to_owned()
        }
        OpenError::WrongType { path, .. } => format!("“{path}”缺少或类型不对，无法读取。"),
        OpenError::NotABackup { .. } => {
            "只有备份文件能恢复台账；其他文件请到“汇总”里打开。".to_owned()
        }
    }
    },
    unreadable: "文件读不出来，可能已被移动，或 U 盘已拔出。",
    faults_title: |files| format!("{files} 份文件收不进来"),
    received_several: |files| format!("已收入 {files} 份文件"),
    nothing_changed: "现有数据没有改动。",
    another: "换一个文件",
    to_import: "去导入名册",
    open: "打开文件",
    backup_word: "备份",
    backup_done: |name| format!("已生成备份：{name}"),
    backup_without_received: "收件太大，没有放进去。",
    backup_failed: "浏览器没有让下载文件。",
    too_large: "内容超过 64 MB，一个文件放不下。",
    restore: "从备份恢复",
    restore_title: "用这份备份恢复台账",
    restore_text: "恢复会用备份替换现在的台账；先自动记一个还原点，随时可以撤销。收件、上报记录、备份记录不会减少。",
    restore_now: "恢复",
    restored: "已从备份恢复",
    written: "备份时间",
    here: "现在",
    in_file: "备份里",
    other_ledger: |name| format!("这份备份是“{name}”的另一本台账。"),
    received: |name| format!("已收入：{name}"),
    received_before: |name| format!("这份文件先前已收入：{name}"),
    opening: |name| format!("正在读取 {name}…"),
    sha256: "校验值",
};
