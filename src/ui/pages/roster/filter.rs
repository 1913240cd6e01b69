//! What the roster is narrowed to. It stays while other pages are open, and they can set it, so
//! that a figure opens its people.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::grouping::roster::{Column, Filter};
use crate::model::group::Axis;

/// The axes that have a chip.
const CHIPS: [Axis; 6] =
    [Axis::Office, Axis::AgeStage, Axis::Education, Axis::AnyPost, Axis::Certificate, Axis::Status];

/// Search, chips and order of the roster.
#[derive(Clone, Copy)]
pub struct RosterFilter {
    pub text: RwSignal<String>,
    pub incomplete: RwSignal<bool>,
    pub archived: RwSignal<bool>,
    pub sort: RwSignal<Option<(Column, bool)>>,
    chips: [RwSignal<BTreeSet<String>>; CHIPS.len()],
}

impl RosterFilter {
    /// Makes an empty one and gives it to everything below.
    pub fn provide() -> Self {
        let filter = Self {
            text: RwSignal::new(String::new()),
            incomplete: RwSignal::new(false),
            archived: RwSignal::new(false),
            sort: RwSignal::new(None),
            chips: CHIPS.map(|_| RwSignal::new(BTreeSet::new())),
        };
        provide_context(filter);
        filter
    }

    /// The one of the page.
    pub fn here() -> Self {
        use_context().unwrap_or_else(Self::provide)
    }

    /// The axes with a chip, each with what is chosen.
    pub fn chips(self) -> impl Iterator<Item = (Axis, RwSignal<BTreeSet<String>>)> {
        CHIPS.into_iter().zip(self.chips)
    }

    /// What the core filters by, tracked.
    pub fn get(self) -> Filter {
        Filter {
            text: self.text.get(),
            axes: self.chips().map(|(axis, chosen)| (axis, chosen.get())).collect(),
            incomplete: self.incomplete.get(),
            archived: self.archived.get(),
        }
    }

    /// Does it leave anybody out?
    pub fn is_set(self) -> bool {
        !self.text.read().trim().is_empty()
            || self.incomplete.get()
            || self.archived.get()
            || self.chips.iter().any(|chosen| !chosen.read().is_empty())
    }

    /// Everybody again; the order stays.
    pub fn clear(self) {
        self.text.set(String::new());
        self.incomplete.set(false);
        self.archived.set(false);
        for chosen in self.chips {
            chosen.set(BTreeSet::new());
        }
    }

    /// Only people of whom something is missing.
    pub fn show_incomplete(self) {
        self.clear();
        self.incomplete.set(true);
    }
}
