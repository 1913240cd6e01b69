//! Annealing: steps that make a plan worse are taken too, ever more seldom. Block by block, so
//! that what is worked on lies together in memory.

use super::chain::Chain;
use super::prepared::Prepared;
use super::random::{Chances, Random};
use super::state::{NOWHERE, State};
use super::table::{BlockIx, SessionIx, Span, Table, UnitIx};

/// Temperatures, from the first to the last in even ratio.
const STEPS: u32 = 48;
/// From one temperature to the next, in 1/65536: the last ones take hardly a worse step.
const RATIO: i64 = 56_000;
/// How a round begins: its first temperature, for the standard weight of an open session, and
/// the number of steps with single people to one with a whole session. A hot round with many
/// whole sessions finds others to hold, a cool one fills them better (docs/bench/rotation.md).
const ROUNDS: [(i64, u32); 2] = [(10, 300), (30, 100)];

/// Of a large block so many units are looked at together, for so many runs: what lies apart in
/// memory takes five times as long (docs/bench/rotation.md).
const WINDOW: u32 = 1024;
const STAY: u32 = 32;

/// The units of a block that are looked at: all, or a part that lies together.
#[derive(Clone, Copy)]
struct Near {
    units: Span,
    first: u32,
    length: u32,
    is_part: bool,
}

impl Near {
    #[inline(always)]
    fn pick(self, random: &mut Random) -> UnitIx {
        let at = self.first + random.below(self.length);
        let length = self.units.len();
        UnitIx(self.units.from + if at >= length { at - length } else { at })
    }
}

/// An annealing under way.
pub struct Anneal {
    chances: Chances,
    /// Steps of each block at each temperature.
    quotas: Table<BlockIx, u64>,
    /// The sessions of each block.
    sessions: Table<BlockIx, Vec<SessionIx>>,
    rounds: u32,
    hot: bool,
    round: u32,
    /// In 1/65536.
    temperature: i64,
    regroup: u32,
    step: u32,
    block: usize,
    left: u64,
    /// Where the window begins, and runs left in it.
    window: u32,
    stay: u32,
    keep: bool,
}

impl Anneal {
    /// So many steps in all, in so many rounds, of which the first is a hot one or a cool one.
    pub fn new(prepared: &Prepared<'_>, steps: u64, rounds: u32, hot: bool) -> Self {
        let units = prepared.units.len().max(1) as u64;
        let mut quotas = Table::default();
        let mut sessions = Table::default();
        for block in prepared.blocks.iter() {
            let share = steps * u64::from(block.units.len()) / units;
            quotas.push(share / u64::from(STEPS * rounds));
            let own = block.series.iter().flat_map(|series| prepared.sessions_of(*series));
            sessions.push(own.collect());
        }
        let mut anneal = Self {
            chances: Chances::new(),
            left: quotas.iter().next().copied().unwrap_or_default(),
            quotas,
            sessions,
            rounds,
            hot,
            round: 0,
            temperature: 0,
            regroup: 1,
            step: 0,
            block: 0,
            window: 0,
            stay: 0,
            keep: false,
        };
        anneal.heat(prepared);
        anneal
    }

    fn heat(&mut self, prepared: &Prepared<'_>) {
        let Some((first, regroup)) =
            ROUNDS.iter().cycle().nth((self.round + u32::from(self.hot)) as usize)
        else {
            return;
        };
        let open = i64::from(prepared.problem.weights.open).clamp(10, 10_000);
        self.temperature = (first << 16) * open / 100;
        self.regroup = *regroup;
        self.step = 0;
    }

    /// Has every round been gone through?
    pub fn is_over(&self) -> bool {
        self.round >= self.rounds
    }

    /// Has the last step ended a round?
    pub fn ends_a_round(&self) -> bool {
        self.keep && self.step == 0
    }

    /// Is this a moment to keep the plan?
    pub fn is_worth_keeping(&self) -> bool {
        self.keep
    }

    /// A short run in one block; how many steps it took.
    pub fn advance(&mut self, state: &mut State<'_>, random: &mut Random) -> u64 {
        self.keep = false;
        let block = BlockIx(self.block as u32);
        if self.left == 0 || state.prepared.blocks[block].units.is_empty() {
            self.next(state);
            return 1;
        }
        let run = self.left.min(u64::from(self.regroup)) as u32;
        let near = self.near(state.prepared.blocks[block].units, random);
        for _ in 0..run {
            let unit = near.pick(random);
            if random.below(2) == 0 {
                self.move_one(state, random, unit);
            } else {
                self.swap(state, random, unit, near);
            }
        }
        let mut spent = u64::from(run);
        if u64::from(run) == u64::from(self.regroup) {
            spent += self.regroup(state, random, block);
        }
        self.left = self.left.saturating_sub(spent);
        spent
    }

    /// The units that are looked at now.
    fn near(&mut self, units: Span, random: &mut Random) -> Near {
        let is_part = units.len() > 2 * WINDOW;
        if is_part && self.stay == 0 {
            self.window = random.below(units.len());
            self.stay = STAY;
        }
        self.stay = self.stay.saturating_sub(1);
        let length = if is_part { WINDOW } else { units.len() };
        Near { units, first: if is_part { self.window } else { 0 }, length, is_part }
    }

    /// The next block, and after the last one the next temperature.
    fn next(&mut self, state: &mut State<'_>) {
        self.block += 1;
        self.stay = 0;
        if self.block >= self.quotas.len() {
            self.block = 0;
            self.step += 1;
            self.temperature = (self.temperature * RATIO) >> 16;
            state.short_weight = match STEPS.saturating_sub(self.step) {
                0..=3 => 1200,
                4..=7 => 400,
                8..=15 => 120,
                _ => 60,
            };
            self.keep = true;
            if self.step >= STEPS {
                self.round += 1;
                self.heat(state.prepared);
            }
        }
        self.left = self.quotas[BlockIx(self.block as u32)];
    }

    #[inline(always)]
    fn choice(state: &State<'_>, random: &mut Random, unit: UnitIx) -> Option<SessionIx> {
        let choices = state.prepared.choices(unit);
        let here = state.at[unit];
        for _ in 0..3 {
            let at = random.below(choices.len() as u32) as usize;
            let session = choices.get(at)?.session;
            if session != here && state.is_open(session) {
                return Some(session);
            }
        }
        None
    }

    /// Somebody in a session that the unit could go to.
    #[inline(always)]
    fn partner(
        state: &State<'_>,
        random: &mut Random,
        unit: UnitIx,
        near: Near,
    ) -> Option<(UnitIx, SessionIx)> {
        let here = state.at[unit];
        if near.is_part && here != NOWHERE {
            for _ in 0..4 {
                let other = near.pick(random);
                let there = state.at[other];
                let differs = there != NOWHERE && there != here;
                if differs && state.prepared.choice(unit, there).is_some() {
                    return Some((other, there));
                }
            }
            return None;
        }
        let there = Self::choice(state, random, unit)?;
        let members = &state.members[there];
        let at = random.below(members.len() as u32) as usize;
        Some((members.get(at).copied()?, there))
    }

    #[inline(always)]
    fn move_one(&self, state: &mut State<'_>, random: &mut Random, unit: UnitIx) {
        let Some(session) = Self::choice(state, random, unit) else { return };
        if !state.fits(unit, session) {
            return;
        }
        let step = state.step(unit, session);
        let cost = state.weighed(step);
        if cost <= 0 || cost <= self.chances.most(random, self.temperature) {
            state.put(unit, session);
            state.cost += step.cost;
            state.short += step.short;
        }
    }

    #[inline(always)]
    fn swap(&self, state: &mut State<'_>, random: &mut Random, unit: UnitIx, near: Near) {
        let Some((other, there)) = Self::partner(state, random, unit, near) else { return };
        let prepared = state.prepared;
        if prepared.heads(other) != prepared.heads(unit) || prepared.units[other].locked.is_some() {
            return;
        }
        if state.at[unit] == NOWHERE {
            return self.replace(state, random, other, unit, there);
        }
        let Some(cost) = state.exchange(unit, other) else { return };
        if cost <= 0 || cost <= self.chances.most(random, self.temperature) {
            state.put_both(unit, other);
            state.cost += cost;
        }
    }

    /// Somebody who is nowhere takes the place of another.
    fn replace(
        &self,
        state: &mut State<'_>,
        random: &mut Random,
        out: UnitIx,
        into: UnitIx,
        session: SessionIx,
    ) {
        if state.is_needed(out) {
            return;
        }
        let mark = state.begin();
        let before = state.total();
        state.go(out, NOWHERE);
        let mut good = state.is_open(session) && state.fits(into, session);
        if good {
            state.go(into, session);
            let cost = state.total() - before;
            good = cost <= 0 || cost <= self.chances.most(random, self.temperature);
        }
        if !good {
            state.back_to(mark);
        }
        state.end(mark);
    }

    /// A step with a whole session; how many steps it counts for.
    fn regroup(&self, state: &mut State<'_>, random: &mut Random, block: BlockIx) -> u64 {
        const NODES: u32 = 400;
        let sessions = &self.sessions[block];
        let pick = |random: &mut Random| {
            sessions.get(random.below(sessions.len() as u32) as usize).copied()
        };
        let (Some(session), Some(other)) = (pick(random), pick(random)) else { return 1 };
        let kind = random.below(100);
        let mut chain = Chain::new(NODES, false, random.next() >> 8);
        let mark = state.begin();
        let before = state.total();
        let same = state.prepared.sessions[session].series == state.prepared.sessions[other].series;
        let held = state.heads[session] > 0;
        let done = if held {
            match kind {
                0..40 => state.empty(session, 2, &mut chain),
                40..60 => state.empty(session, 0, &mut chain),
                _ if same && state.heads[other] == 0 && other != session => {
                    state.shift(session, other, &mut chain)
                }
                _ => {
                    let _ = state.enlarge(session);
                    state.heads[session] < state.seats[session]
                }
            }
        } else {
            let most = state.average(session).max(state.prepared.sessions[session].min);
            let opened = state.open_and_fill(session, most, &mut chain);
            let close = same && kind < 60 && state.heads[other] > 0 && other != session;
            opened && (!close || state.empty(other, 2, &mut chain))
        };
        let cost = state.total() - before;
        let good = done && (cost <= 0 || cost <= self.chances.most(random, self.temperature));
        if !good {
            state.back_to(mark);
        }
        state.end(mark);
        u64::from(NODES - chain.nodes) * 4 + 1
    }
}
