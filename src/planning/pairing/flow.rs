//! The cheapest assignment of learners to helpers: a min-cost flow by shortest paths, one learner
//! after another.
//!
//! Every learner and every helper has a price, the least it costs to find one more place from
//! there on. Prices never exceed that, so costs less the difference of prices are never negative and
//! Dijkstra's search applies; it ends at the first way to a free place, or to a learner who better
//! goes without. Who is inserted pushes others on along that way, and whoever was looked at on the
//! way is priced anew. A search stays within the connected component of its learner, so components
//! need not be told apart.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A possible helper of a learner.
#[derive(Clone, Copy, Debug)]
pub struct Edge {
    pub helper: u32,
    pub cost: i64,
}

/// Who could help whom. Learners and helpers are numbers from 0 on.
#[derive(Debug, Default)]
pub struct Network {
    /// The edges of all learners one after another, and where those of each learner end.
    edges: Vec<Edge>,
    ends: Vec<usize>,
    helpers: Vec<Helper>,
    learners: Vec<Learner>,
    /// What one more learner costs who has so many.
    load_cost: Vec<i64>,
    unmatched: i64,
}

#[derive(Debug)]
struct Helper {
    capacity: usize,
    price: i64,
    /// The learners now.
    load: Vec<u32>,
    /// The shortest way found in this search, and the learner it comes from.
    distance: i64,
    from: u32,
    is_settled: bool,
}

#[derive(Clone, Copy, Debug)]
struct Learner {
    price: i64,
    helper: Option<u32>,
}

/// Where a search ends.
#[derive(Clone, Copy)]
enum End {
    /// The new learner goes without.
    Without,
    /// The helper takes one more.
    Place(u32),
    /// This learner of this helper goes without.
    Displaced(u32, u32),
}

fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

impl Network {
    /// Helpers by capacity, without learners yet. `load_cost` must not fall.
    pub fn new(capacities: impl Iterator<Item = u32>, load_cost: Vec<i64>, unmatched: i64) -> Self {
        let first = load_cost.first().copied().unwrap_or_default();
        let helpers = capacities.map(|capacity| Helper {
            capacity: place(capacity),
            price: first,
            load: Vec::new(),
            distance: i64::MAX,
            from: 0,
            is_settled: false,
        });
        Self { helpers: helpers.collect(), load_cost, unmatched, ..Self::default() }
    }

    /// Adds the next learner with his possible helpers.
    pub fn add_learner(&mut self, edges: impl Iterator<Item = Edge>) {
        self.edges.extend(edges);
        self.ends.push(self.edges.len());
        self.learners.push(Learner { price: 0, helper: None });
    }

    /// The helper of each learner in the cheapest assignment.
    pub fn solve(mut self) -> Vec<Option<u32>> {
        let mut search = Search::default();
        for learner in 0..self.learners.len() {
            self.insert(u32::try_from(learner).unwrap_or(u32::MAX), &mut search);
        }
        self.learners.into_iter().map(|learner| learner.helper).collect()
    }

    fn insert(&mut self, source: u32, search: &mut Search) {
        search.begin(self.unmatched);
        self.relax(source, 0, search);
        while let Some(Reverse((distance, number))) = search.queue.pop() {
            if distance >= search.nearest {
                break;
            }
            let Some(helper) = self.helpers.get_mut(place(number)) else { continue };
            if helper.is_settled {
                continue;
            }
            helper.is_settled = true;
            search.settled.push(number);
            if helper.load.len() < helper.capacity {
                let cost = self.load_cost.get(helper.load.len()).copied().unwrap_or_default();
                search.end(distance + cost - helper.price, End::Place(number));
            }
            // Nothing below changes who is with whom.
            let load = std::mem::take(&mut helper.load);
            for learner in &load {
                let price = self.learners.get(place(*learner)).map_or(0, |learner| learner.price);
                search.end(distance + self.unmatched - price, End::Displaced(*learner, number));
                self.relax(*learner, distance - price, search);
            }
            if let Some(helper) = self.helpers.get_mut(place(number)) {
                helper.load = load;
            }
        }
        self.price_anew(source, search);
        self.push_along(search.at);
    }

    /// Looks from a learner at the helpers he could have. `base` is the way to him less his price.
    fn relax(&mut self, learner: u32, base: i64, search: &mut Search) {
        let number = place(learner);
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before));
        let (start, end) = (start.copied().unwrap_or(0), self.ends.get(number).copied());
        for edge in self.edges.get(start..end.unwrap_or(start)).unwrap_or_default() {
            let Some(helper) = self.helpers.get_mut(place(edge.helper)) else { continue };
            let distance = base + edge.cost + helper.price;
            if distance < helper.distance && distance < search.nearest {
                if helper.distance == i64::MAX {
                    search.reached.push(edge.helper);
                }
                helper.distance = distance;
                helper.from = learner;
                search.queue.push(Reverse((distance, edge.helper)));
            }
        }
    }

    fn price_anew(&mut self, source: u32, search: &Search) {
        for number in &search.settled {
            let Some(helper) = self.helpers.get_mut(place(*number)) else { continue };
            let raise = search.nearest - helper.distance;
            helper.price += raise;
            for learner in &helper.load {
                if let Some(learner) = self.learners.get_mut(place(*learner)) {
                    learner.price += raise;
                }
            }
        }
        if let Some(learner) = self.learners.get_mut(place(source)) {
            learner.price = search.nearest;
        }
        for number in &search.reached {
            if let Some(helper) = self.helpers.get_mut(place(*number)) {
                helper.distance = i64::MAX;
                helper.is_settled = false;
            }
        }
    }

    /// Everybody on the way moves on by one.
    fn push_along(&mut self, end: End) {
        let mut target = match end {
            End::Without => return,
            End::Place(helper) => helper,
            End::Displaced(learner, helper) => {
                self.part(learner, helper);
                helper
            }
        };
        while let Some(helper) = self.helpers.get_mut(place(target)) {
            let moved = helper.from;
            helper.load.push(moved);
            let Some(learner) = self.learners.get_mut(place(moved)) else { return };
            match learner.helper.replace(target) {
                Some(before) => {
                    // His new helper stands already.
                    if let Some(helper) = self.helpers.get_mut(place(before)) {
                        helper.load.retain(|other| *other != moved);
                    }
                    target = before;
                }
                None => return,
            }
        }
    }

    fn part(&mut self, learner: u32, helper: u32) {
        if let Some(helper) = self.helpers.get_mut(place(helper)) {
            helper.load.retain(|other| *other != learner);
        }
        if let Some(learner) = self.learners.get_mut(place(learner)) {
            learner.helper = None;
        }
    }
}

/// What a search has seen.
struct Search {
    queue: BinaryHeap<Reverse<(i64, u32)>>,
    reached: Vec<u32>,
    settled: Vec<u32>,
    /// The nearest end so far and where it is.
    nearest: i64,
    at: End,
}

impl Default for Search {
    fn default() -> Self {
        Self {
            queue: BinaryHeap::new(),
            reached: Vec::new(),
            settled: Vec::new(),
            nearest: 0,
            at: End::Without,
        }
    }
}

impl Search {
    fn begin(&mut self, without: i64) {
        self.queue.clear();
        self.reached.clear();
        self.settled.clear();
        (self.nearest, self.at) = (without, End::Without);
    }

    fn end(&mut self, distance: i64, at: End) {
        if distance < self.nearest {
            (self.nearest, self.at) = (distance, at);
        }
    }
}
