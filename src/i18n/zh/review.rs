//! 下发自评表、考核、退回、考核结果。

use crate::assessment::review::VerdictFault;
use crate::interchange::review::{Question, ReviewRefusal, TakeRefusal};
use crate::model::assessment::Column;
use crate::model::review::{ReplyKind, RoundKind, Stage};

/// Texts of the exchange of forms.
pub struct Review {
    pub issue: &'static str,
    pub issue_title: &'static str,
    pub issue_about: &'static str,
    pub issue_offices: &'static str,
    pub issue_all: &'static str,
    pub issue_none: &'static str,
    pub issue_people: fn(usize) -> String,
    pub issue_known: &'static str,
    pub due: &'static str,
    pub due_hint: &'static str,
    pub issue_now: fn(usize) -> String,
    pub nobody_chosen: &'static str,
    pub no_offices: &'static str,
    pub issued_word: &'static str,
    pub issued_several: &'static str,
    pub issued: fn(usize, &str) -> String,
    /// A file of a form that was handed down.
    pub for_office: fn(&str) -> String,
    pub holds: fn(usize, usize, usize) -> String,
    pub wanted_by: fn(&str) -> String,
    pub take_over: &'static str,
    pub take_over_as: fn(&str) -> String,
    pub not_known: fn(&str) -> String,
    /// The own office, and the one that the file is for.
    pub for_other: fn(&str, &str) -> String,
    pub file_gone: &'static str,
    pub alike: &'static str,
    pub below: &'static str,
    pub has_form: &'static str,
    pub open_form: &'static str,
    /// People and sessions.
    pub taken_over: fn(usize, usize) -> String,
    pub nothing_taken: &'static str,
    /// Where a form stands, with the deadline.
    pub stage: fn(Stage, &str) -> String,
    /// Its submission stands in a received file and is not taken in.
    pub arrived: &'static str,
    pub by_column: fn(&str, Column) -> String,
    pub result: &'static str,
    /// A word with the column that it is about.
    pub of_column: fn(&str, Column) -> String,
    /// The result on paper, with its rating.
    pub result_words: fn(&str, &str) -> String,
    pub round: fn(usize) -> String,
    pub comments: fn(usize, usize) -> String,
    pub history: &'static str,
    pub no_history: &'static str,
    /// Check code and total.
    pub round_facts: fn(&str, &str) -> String,
    pub kind: fn(&RoundKind) -> String,
    pub mark_as: fn(Column) -> &'static str,
    /// Head of a column of marks on paper.
    pub mark_of: fn(Column) -> &'static str,
    /// As the column before.
    pub agree: fn(Column) -> String,
    pub agree_all: fn(Column) -> String,
    pub agreed: fn(usize, Column) -> String,
    pub nothing_to_agree: fn(Column) -> String,
    pub is_received: &'static str,
    pub others: &'static str,
    pub nothing_said: &'static str,
    pub opinion: fn(Column) -> String,
    /// Those of several reviewers, each named.
    pub opinions: &'static str,
    pub named_opinion: fn(Column, &str) -> String,
    pub commented: &'static str,
    pub changed: &'static str,
    /// The own mark of the submission before the last, and of the last.
    pub changed_from: fn(&str, &str) -> String,
    /// Marked otherwise than in this column.
    pub differs: fn(Column) -> String,
    pub thread: &'static str,
    pub accept: &'static str,
    pub reply: &'static str,
    pub reply_hint: &'static str,
    pub send_reply: &'static str,
    pub take_back: &'static str,
    pub reply_kind: fn(&ReplyKind) -> &'static str,
    pub not_sent: &'static str,
    pub print_exchange: &'static str,
    /// The exchange on paper, by the title of the form.
    pub exchange_title: fn(&str) -> String,
    /// Day, who said it, the step, the item, what was said, what was replied.
    pub exchange_heads: [&'static str; 6],
    /// A reply with its day and text.
    pub replied: fn(&ReplyKind, &str, &str) -> String,
    pub not_replied: &'static str,
    pub reopen: &'static str,
    pub return_form: &'static str,
    pub conclude: &'static str,
    pub return_title: &'static str,
    pub conclude_title: fn(Column) -> String,
    pub return_about: &'static str,
    pub conclude_about: &'static str,
    pub note: &'static str,
    pub mend_by: &'static str,
    pub make_return: &'static str,
    pub make_result: &'static str,
    pub will_go: fn(usize) -> String,
    /// Of comments of earlier rounds that still stand in the column.
    pub stay: fn(usize) -> String,
    pub returned_word: &'static str,
    pub result_word: fn(Column) -> String,
    pub made: fn(&str) -> String,
    pub fault: fn(&VerdictFault) -> String,
    pub review_this: fn(Column) -> String,
    pub go_on: fn(Column) -> String,
    pub taken: &'static str,
    pub ask_title: &'static str,
    pub ask: fn(&Question) -> String,
    pub take_anyway: &'static str,
    pub take_refusal: fn(&TakeRefusal) -> String,
    pub receive: &'static str,
    pub received: &'static str,
    pub received_before: &'static str,
    /// The issuer of the form, and who made the review.
    pub by_another: fn(&str, &str) -> String,
    pub refused: &'static str,
    pub refusal: fn(&ReviewRefusal) -> String,
    pub own_code: &'static str,
    pub about_code: fn(&str) -> String,
    /// Item, title, full mark, mark of the reviewer; the comment follows.
    pub review_columns: [&'static str; 4],
    pub log: &'static str,
}

pub const REVIEW: Review = Review {
    issue: "下发自评表",
    issue_title: "下发自评表",
    issue_about: "每个单位一份文件：考核标准、空白自评表、本单位的人员和本年学时（不含身份证号）。表也留在本台账里，便于看进度。",
    issue_offices: "下发给",
    issue_all: "全选",
    issue_none: "全不选",
    issue_people: |people| format!("{people} 人"),
    issue_known: "已有此表，再发一次",
    due: "完成时限",
    due_hint: "可不填；填了就印在文件里，列表上也看得到。",
    issue_now: |forms| format!("下发 {forms} 份"),
    nobody_chosen: "至少选一个单位",
    no_offices: "本局下面还没有有人的单位，请先导入名册。",
    issued_word: "下发自评表",
    issued_several: "下发自评表",
    issued: |forms, name| format!("已下发 {forms} 份：{name}"),
    for_office: |office| format!("下发给“{office}”的自评表"),
    holds: |forms, people, sessions| format!("{forms} 张自评表，{people} 人，{sessions} 个班次"),
    wanted_by: |day| format!("{day} 截止"),
    take_over: "接收下发的自评表",
    take_over_as: |office| format!("本单位就是“{office}”，接收"),
    file_gone: "此后又改过评分或意见，当时的文件不能再生成。",
    for_other: |own, other| {
        format!(
            "本台账是“{own}”，已接收过下发的自评表，不能再接收发给“{other}”的文件。本单位改名的，请先到设置里改名。"
        )
    },
    not_known: |own| {
        format!("本台账的单位是“{own}”。确认是同一个单位再接收，接收后单位名称、编号以文件为准。")
    },
    alike: "单位名称或代码相同；接收后编号以文件为准，以后上报才对得上。",
    below: "这是发给下属单位的，请转给他们在自己的电脑上打开。",
    has_form: "本台账里已有这张表，再次接收不会改动已填的内容。",
    open_form: "打开自评表",
    taken_over: |people, sessions| format!("已接收自评表，并带入 {people} 人、{sessions} 个班次"),
    nothing_taken: "已接收自评表；名册和学时用本台账原有的",
    stage: |stage, day| match (stage, day) {
        (Stage::Alone, _) => String::new(),
        (Stage::Issued, "") => "已下发，未上报".to_owned(),
        (Stage::Issued, day) => format!("已下发，未上报，{day} 截止"),
        (Stage::Submitted, _) => "已上报".to_owned(),
        (Stage::Returned, "") => "已退回".to_owned(),
        (Stage::Returned, day) => format!("已退回，{day} 前改完"),
        (Stage::Concluded, _) => "已出结果".to_owned(),
    },
    arrived: "已报来，待考核",
    by_column: |total, column| format!("{total}，以{}计", column_word(column)),
    result: "结果",
    of_column: |word, column| format!("{word}（{}）", column_word(column)),
    result_words: |result, rating| match rating {
        "" => format!("考核结果{result}。"),
        rating => format!("考核结果{result}，等次：{rating}。"),
    },
    round: |round| format!("第{round}轮"),
    comments: |all, open| match open {
        0 => format!("意见 {all} 条"),
        open => format!("意见 {all} 条，{open} 条待回复"),
    },
    history: "往来记录",
    no_history: "还没有上报或退回过。",
    round_facts: |code, total| match total {
        "" => format!("自评栏校验码 {code}"),
        total => format!("自评栏校验码 {code}　得分 {total}"),
    },
    kind: |kind| {
        match kind {
            RoundKind::Submitted => "上报",
            RoundKind::Returned => "退回",
            RoundKind::Concluded => "出具结果",
            RoundKind::Other(_) => "其他",
        }
        .to_owned()
    },
    mark_as: |column| match column {
        Column::Own => "自评",
        Column::Assessed => "填考核得分",
        Column::Rechecked => "填复核得分",
        Column::Approved => "填核定得分",
    },
    mark_of: |column| match column {
        Column::Own => "自评得分",
        Column::Assessed => "考核得分",
        Column::Rechecked => "复核得分",
        Column::Approved => "核定得分",
    },
    agree: |before| format!("与{}一致", column_word(before)),
    agree_all: |before| format!("未评的全部同{}", column_word(before)),
    agreed: |items, before| format!("{items} 项与{}一致", column_word(before)),
    nothing_to_agree: |before| format!("没有可以照{}的项目", column_word(before)),
    is_received: "这一栏是收到的，不能在这里改。",
    others: "其他各方",
    nothing_said: "未评",
    opinion: |column| format!("{}意见", column_word(column)),
    opinions: "各方意见",
    named_opinion: |column, text| format!("{}：{text}", column_word(column)),
    commented: "有意见",
    changed: "本轮改分",
    changed_from: |before, now| format!("自评上轮 {before}，本轮 {now}"),
    differs: |other| format!("与{}不同", column_word(other)),
    thread: "意见",
    accept: "接受",
    reply: "回复",
    reply_hint: "写回复",
    send_reply: "存回复",
    take_back: "收回",
    reply_kind,
    not_sent: "未发出",
    print_exchange: "印往来意见",
    exchange_title: |title| format!("{title}　往来意见"),
    exchange_heads: ["日期", "意见方", "轮次", "考核项目", "意见", "回复"],
    replied: |kind, day, text| match text {
        "" => format!("{}（{day}）", reply_kind(kind)),
        text => format!("{}（{day}）：{text}", reply_kind(kind)),
    },
    not_replied: "未回复",
    reopen: "重新打开",
    return_form: "退回",
    conclude: "出具结果",
    return_title: "退回修改",
    conclude_title: |column| format!("出具{}结果", column_word(column)),
    return_about: "生成一个退回文件交给该单位。对方打开后，意见落在各项上，自评重新可以填。",
    conclude_about: "生成一个结果文件交给该单位，本栏随即锁定。自评栏不变，结果以本栏计。",
    note: "总的意见",
    mend_by: "修改时限",
    make_return: "生成退回文件",
    make_result: "生成结果文件",
    stay: |comments| {
        format!("先前写的 {comments} 条意见还在表上，会照样打印；不再适用的，请先到该项删去：")
    },
    will_go: |comments| match comments {
        0 => "没有逐项意见".to_owned(),
        comments => format!("随文件带去 {comments} 条意见："),
    },
    returned_word: "退回意见",
    result_word: |column| format!("{}结果", column_word(column)),
    made: |name| format!("已生成：{name}"),
    fault: |fault| match fault {
        VerdictFault::Open(open) => format!("还有 {open} 项未评，不能出具结果。"),
        VerdictFault::NothingSaid => "退回要说明理由：在某一项写意见，或写总的意见。".to_owned(),
        VerdictFault::Score(_) => "这张表现在不能计分。".to_owned(),
    },
    review_this: |column| format!("{}此表", column_word(column)),
    go_on: |column| format!("继续{}", column_word(column)),
    taken: "已收入；收到的各栏与上报的一样，不能在这里改",
    ask_title: "收入前请确认",
    ask: |question| {
        match question {
        Question::Reopens => {
            "这张表已出过结果，这份上报与那时的不同。收入后本栏重新打开，要再评、再出具结果；原来的结果留在往来记录里。".to_owned()
        }
        Question::FilledHere => {
            "这张表的自评在本台账里填过。收入后以收到的自评为准，这里填的自评不再保留；其他各栏不变。".to_owned()
        }
        Question::OtherForm(title) => format!(
            "本台账里已有同一单位、同一标准的“{title}”，编号不同。收入后两张并成一张：自评以收到的为准，已评的各栏和往来记录留下。"
        ),
    }
    },
    take_anyway: "确认收入",
    take_refusal: |refusal| match refusal {
        TakeRefusal::Newer => "文件由更新的版本生成，请用新版网页打开后再考核。".to_owned(),
        TakeRefusal::NoBureau => {
            "本单位是基层所，只能查看，不能考核。级别可在“设置”里改。".to_owned()
        }
        TakeRefusal::NoStandard => "文件里没有这张表的考核标准，不能考核。".to_owned(),
        TakeRefusal::WrongCode => "校验码与内容不符，请对方重新上报。".to_owned(),
        TakeRefusal::Unscorable => "这张表不能计分，请对方核对后重新上报。".to_owned(),
        TakeRefusal::UnknownSubject => {
            "本台账里没有这张表所填的人或单位；个人的表要实名上报才能考核。".to_owned()
        }
        TakeRefusal::OtherForm(title) => {
            format!("本台账里的“{title}”编号与它相同，单位或年度却不同。确认不用后先删除它。")
        }
        TakeRefusal::OtherStandard => {
            "本台账里这张表用的是另一版考核标准，请核对双方的标准。".to_owned()
        }
        TakeRefusal::Older => "已收过比这份更新的上报。".to_owned(),
        TakeRefusal::Unchanged => {
            "内容没有变化：自评与已收入的一样，本台账里的说明和考核都不动。".to_owned()
        }
    },
    receive: "接收意见",
    received: "已接收，意见在各项上",
    received_before: "这份意见先前已接收。",
    by_another: |issuer, by| {
        format!("这张表由“{issuer}”下发，意见却由“{by}”出具。请核实以后再接收。")
    },
    refused: "不能接收",
    refusal: |refusal| {
        match refusal {
        ReviewRefusal::OtherOffice(office) => {
            format!("这是给“{office}”的意见，不是本单位的。")
        }
        ReviewRefusal::OtherIdentity => {
            "这份意见是对接收下发文件以前的自评作的，那时本单位用的是另一个编号，现在对不上。请在“上报”里把自评再报一次，请对方收入后重新出具。".to_owned()
        }
        ReviewRefusal::NoBureau(name) => {
            format!("这份意见由“{name}”出具，基层所不能考核。请向区局、市局索取。")
        }
        ReviewRefusal::UnknownForm => "本台账里没有这张自评表，可能已被删除。".to_owned(),
        ReviewRefusal::OtherStandard => {
            "考核用的是另一版考核标准，与本台账里这张表的不一致。".to_owned()
        }
        ReviewRefusal::OwnChanged { reviewed, now } => format!(
            "自评在上报后改过：考核的是自评栏校验码 {reviewed}，现在是 {now}。可在这里查看；要接收，先用撤销退回到上报时的内容，或重新上报。"
        ),
        ReviewRefusal::ColumnFilled => {
            "本台账里这一栏已手工填写，不会覆盖。清空后才能接收。".to_owned()
        }
        ReviewRefusal::Older => "已接收过比这份更新的意见。".to_owned(),
        ReviewRefusal::Received => "这份意见先前已接收。".to_owned(),
        ReviewRefusal::Unscorable => "文件里的分数与考核标准对不上，请对方重新生成。".to_owned(),
        ReviewRefusal::Newer => "文件由更新的版本生成，请用新版网页打开。".to_owned(),
    }
    },
    own_code: "自评栏校验码",
    about_code: |code| format!("考核的自评栏校验码 {code}"),
    review_columns: ["项", "考核项目", "分值", "得分"],
    log: "退回和结果记录",
};

fn reply_kind(kind: &ReplyKind) -> &'static str {
    match kind {
        ReplyKind::Accepted => "已接受",
        ReplyKind::Answered | ReplyKind::Other(_) => "已回复",
    }
}

/// 自评, 考核, 复核, 核定.
fn column_word(column: Column) -> &'static str {
    (super::assessment::ASSESSMENT.column)(column)
}
