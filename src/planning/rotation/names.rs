//! Ids of a list in their order.

use super::data_problem::{DataProblem, List};
use crate::order::Order as _;

/// Ids in order, each with its place in the file. The place in this order is the index.
#[derive(Debug, Default)]
pub struct Names<'a>(Vec<(&'a str, u32)>);

impl<'a> Names<'a> {
    /// The ids of a list; what is there twice is a problem.
    pub fn new(
        list: List,
        ids: impl Iterator<Item = &'a str>,
        problems: &mut Vec<DataProblem>,
    ) -> Self {
        let mut names: Vec<_> = ids.zip(0..).collect();
        names.order_by_key(|(id, _)| *id);
        for pair in names.windows(2) {
            if let [(first, _), (second, _)] = pair
                && first == second
            {
                problems.push(DataProblem::DuplicateId { list, id: (*first).to_owned() });
            }
        }
        Self(names)
    }

    /// The index of an id.
    pub fn find(&self, id: &str) -> Option<u32> {
        let index = self.0.partition_point(|(name, _)| *name < id);
        self.0.get(index).filter(|(name, _)| *name == id).map(|_| index as u32)
    }

    /// The index of an id that an entry names; a problem where there is none.
    pub fn known(
        &self,
        id: &str,
        list: List,
        entry: &str,
        problems: &mut Vec<DataProblem>,
    ) -> Option<u32> {
        let found = self.find(id);
        if found.is_none() {
            let (entry, unknown) = (entry.to_owned(), id.to_owned());
            problems.push(DataProblem::UnknownId { list, entry, unknown });
        }
        found
    }

    /// Places in the file by index.
    pub fn places(&self) -> impl Iterator<Item = u32> {
        self.0.iter().map(|(_, place)| *place)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }
}
