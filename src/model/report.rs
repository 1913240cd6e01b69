//! The written part of a form (总结自评): what was done, what came of it, what is wrong, what is next.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::assessment::Assessment;
use super::pack::Extra;

/// Four texts, about an area or the whole form. Kept as typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Narrative {
    /// 主要做法.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub practice: String,
    /// 成效.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub results: String,
    /// 问题.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub problems: String,
    /// 下一步.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub next: String,
    #[serde(flatten)]
    pub extra: Extra,
}

/// Which of the four texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Passage {
    Practice,
    Results,
    Problems,
    Next,
}

impl Passage {
    /// In the order of the report.
    pub const ALL: [Self; 4] = [Self::Practice, Self::Results, Self::Problems, Self::Next];
}

impl Narrative {
    /// One of the texts.
    pub fn text(&self, passage: Passage) -> &str {
        match passage {
            Passage::Practice => &self.practice,
            Passage::Results => &self.results,
            Passage::Problems => &self.problems,
            Passage::Next => &self.next,
        }
    }

    /// One of the texts, to change it.
    pub fn text_mut(&mut self, passage: Passage) -> &mut String {
        match passage {
            Passage::Practice => &mut self.practice,
            Passage::Results => &mut self.results,
            Passage::Problems => &mut self.problems,
            Passage::Next => &mut self.next,
        }
    }

    /// Is nothing written?
    pub fn is_blank(&self) -> bool {
        Passage::ALL.into_iter().all(|passage| self.text(passage).trim().is_empty())
    }
}

/// The report of a form (自评报告). Names may stand in it, so it leaves in named files only.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// About the form as a whole.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub whole: Narrative,
    /// By the id of a top area.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub areas: BTreeMap<String, Narrative>,
    #[serde(flatten)]
    pub extra: Extra,
}

fn is_empty(narrative: &Narrative) -> bool {
    *narrative == Narrative::default()
}

impl Report {
    /// Nothing in it that would have to be kept?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What is written about an area, or about the whole.
    pub fn of(&self, area: Option<&str>) -> Option<&Narrative> {
        match area {
            None => Some(&self.whole),
            Some(area) => self.areas.get(area),
        }
    }

    /// Is nothing written anywhere?
    pub fn is_blank(&self) -> bool {
        self.whole.is_blank() && self.areas.values().all(Narrative::is_blank)
    }
}

impl Assessment {
    /// Changes what is written about an area, or about the whole form. What is emptied again is
    /// taken away.
    pub fn edit_narrative(&mut self, area: Option<&str>, change: impl FnOnce(&mut Narrative)) {
        match area {
            None => change(&mut self.report.whole),
            Some(area) => {
                let mut narrative = self.report.areas.remove(area).unwrap_or_default();
                change(&mut narrative);
                if !is_empty(&narrative) {
                    self.report.areas.insert(area.to_owned(), narrative);
                }
            }
        }
    }
}
