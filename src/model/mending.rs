//! Who puts a problem right, and by when (整改): the working half of the list of problems. What the
//! problems are is said by the answers.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::assessment::Assessment;
use super::pack::Extra;
use super::score::Hundredths;
pub use super::standard_tree::Spot;

/// How one problem is put right. It stays when the problem is gone, so that it is there again with
/// it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Mending {
    /// 责任人, by name. Leaves in named files only.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// 整改期限.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// 已整改.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub done: bool,
    /// What the problem cost when that was said, in marks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_loss: Option<Hundredths>,
    #[serde(flatten)]
    pub extra: Extra,
}

impl Mending {
    /// Says that a problem that costs so much is put right, or that it is not.
    pub fn set_done(&mut self, done: bool, loss: Hundredths) {
        self.done = done;
        self.done_loss = done.then_some(loss);
    }

    /// How a problem that costs so much is put right: one that costs more than when it was put right
    /// is not.
    #[must_use]
    pub fn of(&self, loss: Hundredths) -> Self {
        let mut mending = self.clone();
        if self.done_loss.is_some_and(|before| loss > before) {
            mending.set_done(false, loss);
        }
        mending
    }
}

/// The problems that somebody has been put in charge of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Mendings {
    /// By item id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub items: BTreeMap<String, Mending>,
    /// By area id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub areas: BTreeMap<String, Mending>,
    #[serde(flatten)]
    pub extra: Extra,
}

impl Mendings {
    /// Nothing in it that would have to be kept?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// How the problem of a spot is put right.
    pub fn at(&self, spot: &Spot) -> Option<&Mending> {
        match spot {
            Spot::Item(id) => self.items.get(id),
            Spot::Area(id) => self.areas.get(id),
        }
    }
}

impl Assessment {
    /// Changes how a problem is put right; one that says nothing any more is taken away.
    pub fn edit_mending(&mut self, spot: &Spot, change: impl FnOnce(&mut Mending)) {
        let (all, id) = match spot {
            Spot::Item(id) => (&mut self.mending.items, id),
            Spot::Area(id) => (&mut self.mending.areas, id),
        };
        let mut mending = all.remove(id).unwrap_or_default();
        change(&mut mending);
        if mending != Mending::default() {
            all.insert(id.clone(), mending);
        }
    }
}
