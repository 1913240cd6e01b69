//! Tables by typed index: a unit cannot be looked up in a list of sessions.
//!
//! An index is made only where its table is filled ([`super::prepare`]), for an entry that is
//! there, and tables never shrink; so looking up needs no way out. Property tests hold the whole
//! search against a recount.
#![allow(clippy::indexing_slicing, reason = "indices are made for entries that are there")]

use std::marker::PhantomData;
use std::ops::{Index as Lookup, IndexMut as LookupMut};

/// The place of something in its table.
pub trait Index: Copy {
    fn new(place: usize) -> Self;
    fn at(self) -> usize;
}

macro_rules! indices {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl Index for $name {
            #[inline(always)]
            fn new(place: usize) -> Self {
                Self(place as u32)
            }
            #[inline(always)]
            fn at(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

indices! {
    /// An office.
    OfficeIx
    /// Somebody of the staff.
    PersonIx
    /// A training group.
    GroupIx
    /// A course.
    CourseIx
    /// A series of sessions.
    SeriesIx
    /// A session.
    SessionIx
    /// Units that are searched together.
    BlockIx
    /// People placed together, mostly one.
    UnitIx
    /// Something of which only so many may be away on a day: an office, the cover of a post, two
    /// people never away together.
    RowIx
    /// A venue or a trainer.
    ResourceIx
}

/// A list by index.
#[derive(Clone, Debug)]
pub struct Table<I, T> {
    list: Vec<T>,
    index: PhantomData<I>,
}

impl<I, T> Default for Table<I, T> {
    fn default() -> Self {
        Self { list: Vec::new(), index: PhantomData }
    }
}

impl<I: Index, T> Table<I, T> {
    /// The same for everything.
    pub fn filled(length: usize, value: T) -> Self
    where
        T: Clone,
    {
        Self { list: vec![value; length], index: PhantomData }
    }

    /// Adds an entry.
    pub fn push(&mut self, value: T) -> I {
        self.list.push(value);
        I::new(self.list.len() - 1)
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All indices in order.
    pub fn indices(&self) -> impl Iterator<Item = I> + use<I, T> {
        (0..self.list.len()).map(I::new)
    }

    /// All entries in order.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.list.iter()
    }
}

impl<I: Index, T> From<Vec<T>> for Table<I, T> {
    fn from(list: Vec<T>) -> Self {
        Self { list, index: PhantomData }
    }
}

impl<I: Index, T> Lookup<I> for Table<I, T> {
    type Output = T;
    #[inline(always)]
    fn index(&self, index: I) -> &T {
        &self.list[index.at()]
    }
}

impl<I: Index, T> LookupMut<I> for Table<I, T> {
    #[inline(always)]
    fn index_mut(&mut self, index: I) -> &mut T {
        &mut self.list[index.at()]
    }
}

/// A piece of a flat list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    pub from: u32,
    pub to: u32,
}

impl Span {
    #[inline(always)]
    pub fn len(self) -> u32 {
        self.to - self.from
    }

    pub fn is_empty(self) -> bool {
        self.from == self.to
    }

    /// The piece of the list.
    #[inline(always)]
    pub fn of<T>(self, list: &[T]) -> &[T] {
        &list[self.from as usize..self.to as usize]
    }

    /// Appends a piece to a flat list.
    pub fn append<T>(list: &mut Vec<T>, piece: impl IntoIterator<Item = T>) -> Self {
        let from = list.len() as u32;
        list.extend(piece);
        Self { from, to: list.len() as u32 }
    }
}

/// Consecutive workdays, the last one excluded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    pub from: u16,
    pub to: u16,
}

impl Days {
    #[inline(always)]
    pub fn overlaps(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }

    #[inline(always)]
    pub fn contains(self, day: u16) -> bool {
        self.from <= day && day < self.to
    }

    pub fn is_empty(self) -> bool {
        self.from >= self.to
    }

    pub fn len(self) -> u16 {
        self.to.saturating_sub(self.from)
    }

    pub fn iter(self) -> std::ops::Range<u16> {
        self.from..self.to
    }

    /// The days of both.
    pub fn common(self, other: Self) -> Self {
        let from = self.from.max(other.from);
        Self { from, to: self.to.min(other.to).max(from) }
    }
}

/// A number for everything on every workday.
#[derive(Clone, Debug)]
pub struct Grid<I, T> {
    list: Vec<T>,
    days: usize,
    index: PhantomData<I>,
}

impl<I: Index, T: Copy> Grid<I, T> {
    /// The same everywhere.
    pub fn filled(length: usize, days: usize, value: T) -> Self {
        Self { list: vec![value; length * days], days, index: PhantomData }
    }

    /// The numbers of some days.
    #[inline(always)]
    pub fn days(&self, index: I, days: Days) -> &[T] {
        let start = index.at() * self.days;
        &self.list[start + days.from as usize..start + days.to as usize]
    }

    /// The same, to be changed.
    #[inline(always)]
    pub fn days_mut(&mut self, index: I, days: Days) -> &mut [T] {
        let start = index.at() * self.days;
        &mut self.list[start + days.from as usize..start + days.to as usize]
    }

    /// The number of one day.
    #[inline(always)]
    pub fn day(&self, index: I, day: u16) -> T {
        self.list[index.at() * self.days + day as usize]
    }

    /// The same, to be changed.
    #[inline(always)]
    pub fn day_mut(&mut self, index: I, day: u16) -> &mut T {
        &mut self.list[index.at() * self.days + day as usize]
    }
}
