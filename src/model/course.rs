//! Courses of the course pack and the forms in which training is held.

use serde::{Deserialize, Serialize};

use super::hours::QuarterHours;
use super::pack::{Extra, PackHead};

/// How training is held. 分批轮训, 专项集中培训, 互帮互学, 网络培训.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum TrainingForm {
    Rotation,
    Intensive,
    MutualHelp,
    Online,
    #[serde(untagged)]
    Other(String),
}

impl TrainingForm {
    /// The forms that this version knows, in the order in which they are offered.
    pub const KNOWN: [Self; 4] = [Self::Rotation, Self::Intensive, Self::MutualHelp, Self::Online];
}

/// Kind of training by law (培训类别): 初任, 任职, 专门业务, 在职 (公务员法 第六十七条).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum TrainingKind {
    Induction,
    Promotion,
    /// 专门业务培训.
    Special,
    InService,
    /// A kind of a newer version, kept as it came.
    #[serde(untagged)]
    Other(String),
}

impl TrainingKind {
    /// The kinds that this version knows, in the order in which they are offered.
    pub const KNOWN: [Self; 4] = [Self::Induction, Self::Promotion, Self::Special, Self::InService];
}

/// The courses on offer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CoursePack {
    #[serde(flatten)]
    pub head: PackHead,
    pub courses: Vec<Course>,
    #[serde(flatten)]
    pub extra: Extra,
}

/// One course.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Course {
    /// Short and stable, such as `C01`.
    pub code: String,
    pub name: String,
    pub hours: QuarterHours,
    /// The form it is usually held in.
    pub form: TrainingForm,
    /// Post codes it is meant for; empty for everybody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub basis: String,
    #[serde(flatten)]
    pub extra: Extra,
}

impl CoursePack {
    /// The course of a code.
    pub fn course(&self, code: &str) -> Option<&Course> {
        self.courses.iter().find(|course| course.code == code)
    }

    /// A code that no course has, for one that is made here.
    pub fn new_code(&self) -> String {
        let mut codes = (1..).map(|number: u32| format!("L{number:02}"));
        codes.find(|code| self.course(code).is_none()).unwrap_or_default()
    }
}
