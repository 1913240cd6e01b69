//! The search: place everybody as they come, mend by chains, improve by annealing, put in order.
//!
//! It goes on in small steps and keeps the best plan so far, so that it can be stopped at any
//! time. Effort is counted in steps and never in time: the same seed gives the same plan
//! everywhere, in whatever slices the steps are taken.

use serde::{Deserialize, Serialize};

use super::anneal::Anneal;
use super::chain::Chain;
use super::prepared::Prepared;
use super::problem::RotaPlan;
use super::random::Random;
use super::state::{NOWHERE, State};
use super::table::{Index as _, SessionIx, Table, UnitIx};

/// How much is tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Effort {
    /// A first plan, to look at while the data change.
    Quick,
    #[default]
    Normal,
    /// Several times as long, for a plan to be published.
    Fine,
}

impl Effort {
    /// Steps of the annealing for so many units.
    fn steps(self, units: u64) -> u64 {
        match self {
            Self::Quick => 0,
            Self::Normal => {
                // A plan of a district has time for twice as many as one of a province.
                let steps = (units * 1_500).min(1_500_000).max(units * 750);
                let round = steps.clamp(400_000.min(units * 8_000), 24_000_000);
                round * u64::from(self.rounds(units))
            }
            Self::Fine => (units * 8_000).clamp(8_000_000.min(units * 80_000), 160_000_000),
        }
    }

    /// How often the annealing begins anew: a small plan hangs on which sessions are held.
    fn rounds(self, units: u64) -> u32 {
        let (size, most) = match self {
            Self::Quick => (1, 1),
            Self::Normal => (800, 8),
            Self::Fine => (2_000, 20),
        };
        (size / units.max(1)).clamp(1, most) as u32
    }
}

/// How far the search is.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
pub struct Progress {
    pub done: f64,
    pub total: f64,
    /// People without a session so far.
    pub uncovered: u32,
    pub open_sessions: u32,
    /// The score so far by the weights of the search.
    pub score: f64,
    pub finished: bool,
}

/// What the search is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Published placements that are still allowed.
    Keep,
    Place,
    Mend,
    Anneal,
    /// Chains for who is still nowhere, without opening sessions.
    Insert,
    /// New sessions for them.
    Open,
    /// Sessions below their minimum are filled or given up.
    Dissolve,
    /// Those who lost their place by it, first without opening, then with it.
    Again,
    OpenAgain,
    /// Is there another round, and is the best plan one that was put in order?
    Judge,
    Finished,
}

/// The best plan so far.
struct Best {
    uncovered: u32,
    cost: i64,
    at: Table<UnitIx, SessionIx>,
    rooms: Vec<(SessionIx, Option<u32>, Option<u32>)>,
}

/// A search under way.
pub struct Planner<'a> {
    state: State<'a>,
    random: Random,
    turn: Vec<UnitIx>,
    phase: Phase,
    next: usize,
    /// Sessions that could not be filled in this phase, whoever they were opened for.
    refused: Vec<SessionIx>,
    anneal: Anneal,
    best: Option<Best>,
    /// The best plan is put in order, after a last round that came to a worse one.
    ordered: bool,
    steps: u64,
    done: u64,
    /// Steps of every kind so far.
    spent: u64,
}

impl<'a> Planner<'a> {
    /// A search from the beginning.
    pub fn new(prepared: &'a Prepared<'a>, seed: u64, effort: Effort) -> Self {
        let units = prepared.units.len() as u64;
        let steps = effort.steps(units);
        Self {
            state: State::new(prepared),
            random: Random::new(seed),
            turn: prepared.in_turn(),
            phase: Phase::Keep,
            next: 0,
            refused: Vec::new(),
            anneal: Anneal::new(prepared, steps, effort.rounds(units), effort == Effort::Fine),
            best: None,
            ordered: false,
            steps,
            done: 0,
            spent: 0,
        }
    }

    /// Goes on for about so many steps, at least one.
    pub fn step(&mut self, iterations: u32) -> Progress {
        let end = self.spent + u64::from(iterations.max(1));
        while self.spent < end && self.phase != Phase::Finished {
            self.spent += self.advance();
        }
        self.progress()
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        let state = &self.state;
        let (uncovered, cost) = match &self.best {
            Some(best) => (best.uncovered, best.cost),
            None => (state.uncovered, state.cost),
        };
        let open = state.heads.iter().filter(|heads| **heads > 0).count();
        Progress {
            done: self.done as f64,
            total: (self.steps + 2 * self.turn.len() as u64) as f64,
            uncovered,
            open_sessions: open as u32,
            score: cost as f64,
            finished: self.phase == Phase::Finished,
        }
    }

    /// The smallest piece of work; how many steps it took.
    fn advance(&mut self) -> u64 {
        match self.phase {
            Phase::Keep => self.for_each_unit(Phase::Place, Self::keep),
            Phase::Place => self.for_each_unit(Phase::Mend, Self::place),
            Phase::Mend => {
                self.for_each_unit(Phase::Anneal, |planner, unit| planner.chain_for(unit, true, 4))
            }
            Phase::Anneal => self.anneal(),
            Phase::Insert => {
                self.for_each_unit(Phase::Open, |planner, unit| planner.chain_for(unit, false, 5))
            }
            Phase::Open => self.for_each_unit(Phase::Dissolve, Self::open_for),
            Phase::Dissolve => self.dissolve(),
            Phase::OpenAgain => self.for_each_unit(Phase::Judge, Self::open_for),
            Phase::Again => self
                .for_each_unit(Phase::OpenAgain, |planner, unit| planner.chain_for(unit, false, 5)),
            Phase::Judge => self.judge(),
            Phase::Finished => 0,
        }
    }

    fn for_each_unit(&mut self, then: Phase, work: fn(&mut Self, UnitIx) -> u64) -> u64 {
        let Some(unit) = self.turn.get(self.next).copied() else {
            self.enter(then);
            return 1;
        };
        self.next += 1;
        if matches!(self.phase, Phase::Keep | Phase::Place) {
            self.done += 1;
        }
        if self.state.at[unit] == NOWHERE { work(self, unit) } else { 1 }
    }

    fn enter(&mut self, phase: Phase) {
        self.next = 0;
        self.refused.clear();
        if phase == Phase::Insert {
            self.remember();
            // Sessions below their minimum that hold people the best plan leaves out may be
            // filled yet.
            let state = &self.state;
            let holds_more = |best: &Best| state.short > 0 && state.uncovered < best.uncovered;
            if !self.best.as_ref().is_some_and(holds_more) {
                self.restore();
            }
            self.state.short_weight = 1200;
        }
        if phase == Phase::Anneal {
            self.remember();
        }
        self.phase = phase;
    }

    fn keep(&mut self, unit: UnitIx) -> u64 {
        let prepared = self.state.prepared;
        for session in prepared.published[unit].keys() {
            let known = prepared.choice(unit, *session).is_some();
            if known && (self.state.is_open(*session) || self.state.open(*session)) {
                if self.state.fits(unit, *session) {
                    self.state.go(unit, *session);
                    return 4;
                }
                self.state.close_empty(*session);
            }
        }
        4
    }

    fn place(&mut self, unit: UnitIx) -> u64 {
        let prepared = self.state.prepared;
        let mut refused: Vec<SessionIx> = Vec::new();
        loop {
            let mut best = self.state.cheapest(unit, NOWHERE);
            for choice in prepared.choices(unit) {
                let session = choice.session;
                if self.state.is_open(session)
                    || refused.contains(&session)
                    || prepared.heads(unit) > prepared.sessions[session].seats
                    || !self.state.suits(unit, session)
                {
                    continue;
                }
                let cost = self.state.weighed(self.state.step(unit, session));
                if best.is_none_or(|(least, _)| cost < least) {
                    best = Some((cost, session));
                }
            }
            let Some((_, session)) = best else { return 8 };
            if self.state.is_open(session) || self.state.open(session) {
                if self.state.fits(unit, session) {
                    self.state.go(unit, session);
                    return 8;
                }
                self.state.close_empty(session);
            }
            refused.push(session);
        }
    }

    /// A chain of placements for a unit that is nowhere. It must not cost a session its minimum.
    fn chain_for(&mut self, unit: UnitIx, opens: bool, depth: u32) -> u64 {
        const NODES: u32 = 2000;
        let mut chain = Chain::new(NODES, opens, self.random.next() >> 8);
        let state = &mut self.state;
        let mark = state.begin();
        let (short, total) = (state.short, state.total());
        let settled = state.settle(unit, depth, &mut chain);
        if !settled || !opens && (state.short > short || state.total() >= total) {
            state.back_to(mark);
        }
        state.end(mark);
        u64::from(NODES - chain.nodes) * 8 + 1
    }

    /// A new session for a unit that is nowhere, filled to its minimum by others.
    fn open_for(&mut self, unit: UnitIx) -> u64 {
        let prepared = self.state.prepared;
        let mut spent = 1;
        for choice in prepared.choices(unit) {
            let session = choice.session;
            if self.state.heads[session] > 0
                || self.refused.contains(&session)
                || !self.state.suits(unit, session)
            {
                continue;
            }
            spent += 400;
            let mut chain = Chain::new(4000, false, self.random.next() >> 8);
            let state = &mut self.state;
            let mark = state.begin();
            let (short, total) = (state.short, state.total());
            let min = prepared.sessions[session].min;
            let filled =
                (state.is_open(session) || state.open(session)) && state.fits(unit, session) && {
                    state.go(unit, session);
                    state.fill(session, min, &mut chain)
                };
            let better = filled && state.short <= short && state.total() < total;
            if !better {
                state.back_to(mark);
            }
            state.end(mark);
            if better {
                break;
            }
            self.refused.push(session);
        }
        spent
    }

    /// One session below its minimum: it is filled, or its people go elsewhere, or it is given up.
    fn dissolve(&mut self) -> u64 {
        let session = SessionIx::new(self.next);
        if self.next >= self.state.heads.len() {
            self.enter(Phase::Again);
            return 1;
        }
        self.next += 1;
        let heads = self.state.heads[session];
        let min = self.state.prepared.sessions[session].min;
        if heads == 0 || heads >= min {
            return 1;
        }
        let state = &mut self.state;
        let mut chain = Chain::new(3000, false, self.random.next() >> 8);
        let mark = state.begin();
        let short = state.short;
        let emptied = state.empty(session, 4, &mut chain) && state.short < short;
        if !emptied {
            state.back_to(mark);
            if !state.fill(session, min, &mut chain) || state.short >= short {
                state.back_to(mark);
                state.give_up(session);
            }
        }
        state.end(mark);
        u64::from(3000 - chain.nodes) * 8 + 50
    }

    fn anneal(&mut self) -> u64 {
        let spent = self.anneal.advance(&mut self.state, &mut self.random);
        self.done += spent;
        if self.anneal.is_worth_keeping() {
            self.remember();
            self.try_left_out();
        }
        if self.anneal.ends_a_round() {
            self.enter(Phase::Insert);
        }
        spent
    }

    /// Everybody out, to be placed in another order.
    fn begin_anew(&mut self) {
        for unit in self.state.prepared.units.indices() {
            if self.state.at[unit] != NOWHERE && self.state.prepared.units[unit].locked.is_none() {
                self.state.go(unit, NOWHERE);
            }
        }
        for at in (1..self.turn.len()).rev() {
            self.turn.swap(at, self.random.below(at as u32 + 1) as usize);
        }
        self.enter(Phase::Keep);
    }

    /// After a plan was put in order.
    fn judge(&mut self) -> u64 {
        self.remember();
        // Where most have no place at all, the chains take longer than everything else.
        if !self.anneal.is_over() && self.spent < 2 * self.steps {
            self.begin_anew();
            return 1;
        }
        let state = &self.state;
        let is_best = |best: &Best| (best.uncovered, best.cost) == (state.uncovered, state.cost);
        if self.ordered || self.best.as_ref().is_none_or(is_best) {
            self.restore();
            self.phase = Phase::Finished;
        } else {
            self.restore();
            self.ordered = true;
            self.enter(Phase::Insert);
        }
        1
    }

    /// Short chains for those who are nowhere: what was in their way may have moved.
    fn try_left_out(&mut self) {
        const NODES: u32 = 150;
        if self.state.uncovered == 0 {
            return;
        }
        for at in 0..self.turn.len() {
            let Some(unit) = self.turn.get(at).copied() else { break };
            if self.state.at[unit] != NOWHERE || self.state.prepared.choices(unit).is_empty() {
                continue;
            }
            let mut chain = Chain::new(NODES, true, self.random.next() >> 8);
            let mark = self.state.begin();
            if !self.state.settle(unit, 3, &mut chain) {
                self.state.back_to(mark);
            }
            self.state.end(mark);
        }
    }

    /// Keeps the plan as it stands if it is the best one.
    fn remember(&mut self) {
        let state = &self.state;
        let rank = (state.uncovered, state.cost);
        let worse = |best: &Best| rank >= (best.uncovered, best.cost);
        if state.short > 0 || self.best.as_ref().is_some_and(worse) {
            return;
        }
        let held = state.prepared.sessions.indices().filter(|session| state.is_open(*session));
        let room = |session| {
            let (venue, trainer) = (state.venue(session), state.trainer(session));
            (session, venue.map(|one| one.0), trainer.map(|one| one.0))
        };
        let rooms = held.map(room).collect();
        let (uncovered, cost) = rank;
        self.best = Some(Best { uncovered, cost, at: state.at.clone(), rooms });
    }

    /// Goes back to the best plan.
    fn restore(&mut self) {
        if let Some(best) = &self.best
            && (best.uncovered, best.cost) != (self.state.uncovered, self.state.cost)
        {
            self.state.set_to(&best.at, &best.rooms);
        }
    }

    /// Ends the search: the best plan so far.
    pub fn stop(mut self) -> RotaPlan {
        if self.phase != Phase::Finished {
            self.remember();
            self.restore();
            for session in self.state.prepared.sessions.indices() {
                let heads = self.state.heads[session];
                if heads > 0 && heads < self.state.prepared.sessions[session].min {
                    self.state.give_up(session);
                }
            }
        }
        self.state.plan()
    }
}
