//! 上报。

use crate::interchange::checklist::About;
use crate::interchange::submission::Change;

/// Texts of the page where files for upload are made.
pub struct Submit {
    pub title: &'static str,
    pub about: &'static str,
    pub make: &'static str,
    pub take_comments: &'static str,
    pub what: &'static str,
    pub groups_after: fn(usize) -> String,
    pub roster_after: fn(usize, usize) -> String,
    pub plans_after: fn(usize) -> String,
    /// Sessions and hours per head, written out.
    pub hours_after: fn(usize, &str) -> String,
    pub forms_after: fn(usize) -> String,
    pub period: &'static str,
    pub spans: [&'static str; 3],
    pub span_text: fn(&str, &str) -> String,
    pub how_much: &'static str,
    /// Title and explanation of named, de-identified, statistics.
    pub redactions: [(&'static str, &'static str); 3],
    pub id_numbers: &'static str,
    pub purpose: &'static str,
    pub purpose_hint: &'static str,
    pub recipient: &'static str,
    pub recipient_hint: &'static str,
    pub checklist: &'static str,
    pub findings: fn(usize) -> String,
    pub overriding: &'static str,
    pub since: fn(&str) -> String,
    pub first_time: &'static str,
    pub change: fn(Change) -> &'static str,
    pub file_name: &'static str,
    pub nothing_chosen: &'static str,
    pub purpose_missing: &'static str,
    pub reason_missing: &'static str,
    pub done_title: &'static str,
    pub done_text: fn(usize) -> String,
    pub save_again: &'static str,
    pub codes: &'static str,
    pub history: &'static str,
    /// The log of what was handed down.
    pub issued: &'static str,
    pub times: fn(usize) -> String,
    pub no_history: &'static str,
    /// Time, file, redaction, people, hash, check codes, recipient, reason.
    pub columns: [&'static str; 8],
    /// What was found, with a quiet word after it. The names of people are given.
    pub finding: fn(&About, &str) -> (String, String),
    /// What its link says; empty where there is nothing to go to.
    pub link: fn(&About) -> &'static str,
}

pub const SUBMIT: Submit = Submit {
    title: "上报",
    about: "生成一个文件，交给上级局，由对方在同一网页里打开",
    make: "生成上报文件",
    take_comments: "收退回意见",
    what: "报什么",
    groups_after: |groups| format!("{groups}\u{a0}个群体"),
    roster_after: |people, offices| format!("{people}\u{a0}人，{offices}\u{a0}个单位"),
    plans_after: |plans| format!("{plans}\u{a0}份"),
    hours_after: |sessions, average| format!("{sessions}\u{a0}个班次，人均 {average}（含网络）"),
    forms_after: |forms| format!("{forms}\u{a0}张"),
    period: "期间",
    spans: ["上半年", "1月1日至今", "全年"],
    span_text: |from, to| format!("{from} 至 {to}"),
    how_much: "人员信息给到什么程度",
    redactions: [
        ("实名", "姓名、单位、岗位、学时和备注。须填上报事由，记入导出记录。"),
        ("去标识", "姓名换成代号，出生到年月；备注、原因、自定义列不报。"),
        ("仅统计数据", "按单位、年龄阶段、学历层次等汇总；少于 5 人的格子不报。"),
    ],
    id_numbers: "附身份证号（只有实名文件可以；平时不要勾）",
    purpose: "上报事由",
    purpose_hint: "为什么要报实名，如：省局抽调师资",
    recipient: "报给",
    recipient_hint: "单位、联系人",
    checklist: "报前检查",
    findings: |count| {
        if count == 0 {
            "没有发现问题".to_owned()
        } else {
            format!("{count} 处不全，仍可上报")
        }
    },
    overriding: "带着不全上报的理由",
    since: |when| format!("比上次（{when}）"),
    first_time: "还没有上报过，这是第一次。",
    change: |change| match change {
        Change::New => "首次上报",
        Change::Changed => "有改动",
        Change::Unchanged => "没有变化",
    },
    file_name: "文件名",
    nothing_chosen: "请至少选一项内容",
    purpose_missing: "实名上报须填事由",
    reason_missing: "还有不全的地方，请写明带着不全上报的理由",
    done_title: "上报文件已生成",
    done_text: |kilobytes| {
        format!(
            "{kilobytes} KB，已交给浏览器下载，请到下载文件夹里取。校验值用来发现损坏，不是签名。"
        )
    },
    save_again: "再存一份",
    codes: "自评表校验码",
    history: "上报记录",
    issued: "下发记录",
    times: |times| format!("{times} 次"),
    no_history: "还没有上报过。每次生成的文件都记在这里：时间、内容、给谁、校验值。",
    columns: ["时间", "文件", "人员信息", "人数", "校验值", "自评表校验码", "报给", "事由"],
    finding: |about, names| {
        let (text, note) = match about {
            About::Sample => ("台账里是示例数据".to_owned(), "不要把示例报上去".to_owned()),
            About::NobodyOnRoster => ("名册里没有人".to_owned(), String::new()),
            About::NoOfficeCode => {
                ("本单位没有填单位代码".to_owned(), "上级只能按名称对上".to_owned())
            }
            About::MissingBirth(people) => {
                (format!("{} 人缺出生年月", people.len()), names.to_owned())
            }
            About::MissingEducation(people) => {
                (format!("{} 人缺学历", people.len()), names.to_owned())
            }
            About::MissingPost(people) => (format!("{} 人缺岗位", people.len()), names.to_owned()),
            About::Duplicates(people) => (format!("{} 人可能重复", people.len()), names.to_owned()),
            About::NoDuplicates => ("没有人重复".to_owned(), String::new()),
            About::NoGroups => ("还没有培训群体".to_owned(), String::new()),
            About::InNoGroup(people) => (format!("{people} 人未入任何群体"), String::new()),
            About::NoPlan => ("本年度还没有培训计划".to_owned(), String::new()),
            About::PlanIsDraft { title, .. } => {
                (format!("“{title}”还是草稿"), "没有下发".to_owned())
            }
            About::ChangedSinceIssued { title, changes, .. } => {
                (format!("“{title}”下发后有 {changes} 处改动"), String::new())
            }
            About::NoSessions => ("期间内没有学时记录".to_owned(), String::new()),
            About::WithoutHours(people) => {
                (format!("{} 人期间内没有学时", people.len()), names.to_owned())
            }
            About::NoForms => ("没有要报的自评表".to_owned(), String::new()),
            About::OpenItems { title, open, of, .. } => {
                (format!("“{title}”还差 {open} 项"), format!("共 {of} 项；未评不算零分"))
            }
            About::OpenForms(forms) => {
                (format!("{forms} 张自评表还没有填完"), "未评不算零分".to_owned())
            }
            About::NotBack(forms) => {
                (format!("下发的 {forms} 张自评表还没有收入"), "上报的是空表".to_owned())
            }
            About::CommentsOpen { title, items, .. } => {
                (format!("“{title}”有 {} 项意见没有回复", items.len()), items.join("、"))
            }
            About::TextsStay { title, .. } => (
                format!("考核人看不到“{title}”的说明、佐证名称和回复"),
                "要让考核人看到，请选实名".to_owned(),
            ),
            About::Unscorable { title, .. } => {
                (format!("“{title}”算不出得分"), "标准缺失，或答案与标准不符".to_owned())
            }
            About::WithoutEvidence { title, items, .. } => {
                (format!("“{title}”{} 项缺佐证", items.len()), first(items))
            }
            About::WithoutReason { title, items, .. } => {
                (format!("“{title}”{} 项不适用没有写理由", items.len()), first(items))
            }
            About::SecretPresent => ("匹配密钥已收，上级可对人".to_owned(), String::new()),
            About::SecretMissing => {
                ("没有上级下发的匹配密钥".to_owned(), "代号是随机的，上级不能跨单位对人".to_owned())
            }
        };
        (text, note)
    },
    link: |about| match about {
        About::MissingBirth(_) | About::MissingEducation(_) | About::MissingPost(_) => "补填",
        About::NoOfficeCode => "去填",
        About::NobodyOnRoster => "去导入",
        About::Duplicates(_) | About::WithoutHours(_) | About::InNoGroup(_) => "去看",
        About::NoGroups | About::NoPlan | About::NoForms => "去建",
        About::PlanIsDraft { .. } | About::ChangedSinceIssued { .. } => "看计划",
        About::NoSessions => "录入",
        About::OpenItems { .. } => "继续自评",
        About::NotBack(_) | About::OpenForms(_) | About::TextsStay { .. } => "去看",
        About::CommentsOpen { .. } => "去回复",
        About::Unscorable { .. } | About::WithoutEvidence { .. } | About::WithoutReason { .. } => {
            "去补"
        }
        About::Sample | About::NoDuplicates | About::SecretPresent | About::SecretMissing => "",
    },
};

/// The first of some items.
fn first(items: &[String]) -> String {
    let more = if items.len() > 6 { "…" } else { "" };
    let shown: Vec<_> = items.iter().take(6).map(String::as_str).collect();
    format!("{}{more}", shown.join("、"))
}
