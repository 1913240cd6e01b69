//! 数据里的枚举怎么说。

use crate::i18n::format::file_size;
use crate::model::course::{TrainingForm, TrainingKind};
use crate::model::group::Axis;
use crate::model::hours::Presence;
use crate::model::kept_file::{FILE_LIMIT, FILES_LIMIT};
use crate::model::office::{OfficeKind, OfficeLevel};
use crate::model::people::Rejection;
use crate::model::person::{RetirementCategory, Sex};
use crate::model::plan::PlanState;
use crate::model::status::DutyStatus;
use crate::model::step::Step;

/// The words for what the core says in enums.
pub struct Model {
    /// 未填.
    pub blank: &'static str,
    /// 未定.
    pub undecided: &'static str,
    /// Between the members of a list.
    pub comma: &'static str,
    /// How the name of a bureau ends.
    pub bureau_ending: &'static str,
    pub certificate_valid: &'static str,
    pub certificate_expired: &'static str,
    /// An office without the name of its bureau: 长安所.
    pub short_office: fn(&str, &str) -> String,
    pub sex: fn(Sex) -> &'static str,
    pub status: fn(&DutyStatus) -> String,
    pub retirement: fn(&RetirementCategory) -> String,
    pub axis: fn(&Axis) -> String,
    pub training_kind: fn(&TrainingKind) -> String,
    pub form: fn(&TrainingForm) -> String,
    /// One character in a box: 轮 集 互 网.
    pub form_mark: fn(&TrainingForm) -> String,
    pub plan_state: fn(&PlanState) -> String,
    pub presence: fn(&Presence) -> String,
    pub office_kind: fn(&OfficeKind) -> String,
    pub office_level: fn(&OfficeLevel) -> String,
    pub step: fn(&Step) -> String,
    pub rejection: fn(&Rejection) -> String,
}

pub const MODEL: Model = Model {
    blank: "未填",
    undecided: "未定",
    comma: "、",
    bureau_ending: crate::i18n::zh::model::BUREAU_ENDING,
    certificate_valid: "有效",
    certificate_expired: "已过期",
    short_office,
    sex: |sex| match sex {
        Sex::Male => "男",
        Sex::Female => "女",
    },
    status: |status| match status {
        DutyStatus::OnPost => "在岗".into(),
        DutyStatus::Seconded => "借调".into(),
        DutyStatus::SickLeave => "病休".into(),
        DutyStatus::Leave => "休假".into(),
        DutyStatus::Left => "调出".into(),
        DutyStatus::Retired => "退休".into(),
        DutyStatus::Other(other) => other.clone(),
    },
    retirement: |category| match category {
        RetirementCategory::Male60 => "男（原60岁）".into(),
        RetirementCategory::Female55 => "女干部（原55岁）".into(),
        RetirementCategory::Female50 => "女工人（原50岁）".into(),
        RetirementCategory::Female60 => "女，县处级或高级职称（原60岁）".into(),
        RetirementCategory::Other(other) => other.clone(),
    },
    axis: |axis| match axis {
        Axis::AgeStage => "年龄阶段".into(),
        Axis::AgeBand => "年龄段".into(),
        Axis::Education => "学历层次".into(),
        Axis::Post => "主岗".into(),
        Axis::AnyPost => "主岗或兼岗".into(),
        Axis::Office => "单位".into(),
        Axis::Grade => "职级".into(),
        Axis::StaffKind => "人员身份".into(),
        Axis::Sex => "性别".into(),
        Axis::Status => "状态".into(),
        Axis::Certificate => "执法证".into(),
        Axis::Other(other) => other.clone(),
    },
    training_kind: |kind| match kind {
        TrainingKind::Induction => "初任培训".into(),
        TrainingKind::Promotion => "任职培训".into(),
        TrainingKind::Special => "专门业务培训".into(),
        TrainingKind::InService => "在职培训".into(),
        TrainingKind::Other(other) => other.clone(),
    },
    form: |form| match form {
        TrainingForm::Rotation => "分批轮训".into(),
        TrainingForm::Intensive => "专项集中".into(),
        TrainingForm::MutualHelp => "互帮互学".into(),
        TrainingForm::Online => "网络培训".into(),
        TrainingForm::Other(other) => other.clone(),
    },
    form_mark: |form| match form {
        TrainingForm::Rotation => "轮".into(),
        TrainingForm::Intensive => "集".into(),
        TrainingForm::MutualHelp => "互".into(),
        TrainingForm::Online => "网".into(),
        TrainingForm::Other(other) => other.chars().take(1).collect(),
    },
    plan_state: |state| match state {
        PlanState::Draft => "草稿".into(),
        PlanState::Issued => "已下发".into(),
        PlanState::Running => "进行中".into(),
        PlanState::Closed => "已完成".into(),
        PlanState::Other(other) => other.clone(),
    },
    presence: |presence| match presence {
        Presence::Present => "出勤".into(),
        Presence::Late => "迟到".into(),
        Presence::Leave => "请假".into(),
        Presence::Absent => "缺勤".into(),
        Presence::Other(other) => other.clone(),
    },
    office_kind: |kind| match kind {
        OfficeKind::Station => "所".into(),
        OfficeKind::Branch => "分局".into(),
        OfficeKind::Section => "科室".into(),
        OfficeKind::Brigade => "大队".into(),
        OfficeKind::Bureau => "局机关".into(),
        OfficeKind::Other(other) => other.clone(),
    },
    office_level: |level| match level {
        OfficeLevel::Station => "所".into(),
        OfficeLevel::District => "区（县）局".into(),
        OfficeLevel::City => "市局".into(),
        OfficeLevel::Province => "省局".into(),
        OfficeLevel::Other(other) => other.clone(),
    },
    step: |step| match step {
        Step::Create => "建立台账".into(),
        Step::LoadSample => "打开示例".into(),
        Step::RemoveSample => "清掉示例".into(),
        Step::ImportRoster { added, changed } => {
            format!("导入名册，新增 {added}\u{a0}人、更新 {changed}\u{a0}人")
        }
        Step::AddPerson(name) => format!("添加{name}"),
        Step::EditPerson(name) => format!("修改{name}"),
        Step::EditPeople { people } => format!("批量修改 {people}\u{a0}人"),
        Step::EditSkills { cells } => format!("评定能力 {cells}\u{a0}格"),
        Step::ArchivePeople { people } => format!("归档 {people}\u{a0}人"),
        Step::RestorePerson(name) => format!("恢复{name}"),
        Step::DeletePerson(name) => format!("删除误录{name}"),
        Step::MergePeople(name) => format!("合并{name}的重复记录"),
        Step::PurgePerson => "彻底清除1人".into(),
        Step::EditOffice(name) => format!("修改单位{name}"),
        Step::AddGroup(name) => format!("建立群体“{name}”"),
        Step::EditGroup(name) => format!("修改群体“{name}”"),
        Step::DeleteGroup(name) => format!("删除群体“{name}”"),
        Step::AddPlan(title) => format!("新建计划“{title}”"),
        Step::EditPlan(title) => format!("修改计划“{title}”"),
        Step::DeletePlan(title) => format!("删除计划“{title}”"),
        Step::PlaceBatches(title) => format!("自动编排“{title}”"),
        Step::PairPeople(title) => format!("自动结对“{title}”"),
        Step::MakeCircles(title) => format!("按结对编组“{title}”"),
        Step::MovePerson(name) => format!("调整{name}的批次"),
        Step::AdvancePlan(title) => format!("变更“{title}”的状态"),
        Step::RecordHours(title) => format!("登记“{title}”的学时"),
        Step::MakeUp(title) => format!("安排“{title}”"),
        Step::ImportHours { rows } => format!("导入学时 {rows}\u{a0}条"),
        Step::AddAssessment(title) => format!("新建自评表“{title}”"),
        Step::AddAssessments { forms } => format!("新建 {forms} 张自评表"),
        Step::EditAssessment(title) => format!("填写自评表“{title}”"),
        Step::FillFromTable(title) => format!("导入自评表“{title}”的表格"),
        Step::DeleteAssessment(title) => format!("删除自评表“{title}”"),
        Step::IssueForms { forms } => format!("下发自评表 {forms}\u{a0}张"),
        Step::TakeIssued(title) => format!("接收下发的“{title}”"),
        Step::SubmitForms { forms } => format!("记下上报 {forms}\u{a0}张自评表"),
        Step::TakeSubmitted(title) => format!("收入“{title}”待考核"),
        Step::ReviewForm(title) => format!("出具“{title}”的意见"),
        Step::ReceiveReview(title) => format!("接收“{title}”的意见"),
        Step::ImportStandard(title) => format!("导入考核标准“{title}”"),
        Step::DeleteStandard(title) => format!("删除考核标准“{title}”"),
        Step::AddDraft(title) => format!("起草考核标准“{title}”"),
        Step::EditDraft(title) => format!("修改标准草稿“{title}”"),
        Step::DeleteDraft(title) => format!("删除标准草稿“{title}”"),
        Step::FinishDraft(title) => format!("定稿“{title}”"),
        Step::CarryOver(title) => format!("将“{title}”换用新版标准"),
        Step::EditSettings => "修改设置".into(),
        Step::RestoreBackup => "恢复备份".into(),
        Step::RestoreGeneration => "恢复到以前的版本".into(),
        Step::Other => "改动".into(),
    },
    rejection: |rejection| match rejection {
        Rejection::MissingName => "名称不能空着。".into(),
        Rejection::FutureBirth => "出生年月晚于本年度，请核对。".into(),
        Rejection::NoSuchPerson => "找不到这个人，可能已被删除。".into(),
        Rejection::NoSuchOffice => "找不到这个单位，请先在设置中添加。".into(),
        Rejection::NoSuchGroup => "找不到这个群体，可能已被删除。".into(),
        Rejection::NoSuchPlan => "找不到这个计划，可能已被删除。".into(),
        Rejection::NoSuchBatch => "找不到这一批，可能已被删除。".into(),
        Rejection::NoSuchSession => "找不到这个班次，可能已被删除。".into(),
        Rejection::NoSuchAssessment => "找不到这张自评表，可能已被删除。".into(),
        Rejection::NoSuchStandard => "找不到这个考核标准，或与自评表所用的不一致。".into(),
        Rejection::FormExists(title) => {
            format!("今年已有“{title}”：同一单位、同一标准一年只有一张。")
        }
        Rejection::NoSuchDraft => "找不到这份标准草稿，可能已被删除或已定稿。".into(),
        Rejection::NoSuchPlace => "找不到这个领域或项目，可能已被删除。".into(),
        Rejection::AreaInItself => "领域不能移到自己里面。".into(),
        Rejection::NumberTaken(number) => format!("编号 {number} 已经有了，请换一个。"),
        Rejection::StandardHasFaults(faults) => {
            format!("还有 {faults}\u{a0}处问题，改好后才能使用。")
        }
        Rejection::VersionTaken(version) => {
            format!("这个标准已有 {version} 版，请换一个版本号。")
        }
        Rejection::StandardInUse => "已有自评表使用这个考核标准，不能删除。".into(),
        Rejection::OtherOffice(name) => format!("这个文件是发给“{name}”的，不是本单位。"),
        Rejection::NameTaken(name) => format!("已经有“{name}”了，请换一个名称。"),
        Rejection::HasHours => {
            "此人已有学时记录，不是误录。离开单位请用“归档”，重复的记录请用“合并重复”。".into()
        }
        Rejection::EndBeforeStart => "结束日期早于开始日期。".into(),
        Rejection::PairedWithSelf => "不能与本人结对。".into(),
        Rejection::PlanClosed => "计划已完成，不能再改。".into(),
        Rejection::MissingReason => "请填写理由。".into(),
        Rejection::ReadOnly => "本窗口只能查看，要修改请点“改在这里编辑”。".into(),
        Rejection::FileTooLarge => {
            format!("单个文件超过 {}，不能存入台账。", file_size(FILE_LIMIT))
        }
        Rejection::FilesFull => {
            format!("台账里的佐证文件合计最多 {}，放不下了。", file_size(FILES_LIMIT))
        }
        Rejection::OfficeHasPeople(people) => format!("这个单位还有 {people}\u{a0}人，不能删除。"),
    },
};

/// 示范区市场监督管理局长安市场监督管理所 is 长安所 within its bureau.
pub fn short_office(name: &str, bureau: &str) -> String {
    let name = name.strip_prefix(bureau).filter(|rest| !rest.is_empty()).unwrap_or(name);
    for long in ["市场监督管理所", "市场监管所"] {
        if let Some(place) = name.strip_suffix(long).filter(|place| !place.is_empty()) {
            return format!("{place}所");
        }
    }
    name.to_owned()
}

/// How the name of a bureau ends, in the interface of either language.
pub const BUREAU_ENDING: &str = "市场监督管理局";
