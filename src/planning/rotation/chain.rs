//! Ejection chains: to place somebody, one that stands in the way is placed elsewhere, and so on.

use super::prepared::Relation;
use super::state::{NOWHERE, State};
use super::table::{SessionIx, UnitIx};

/// How far a chain may go.
pub struct Chain {
    /// Steps left.
    pub nodes: u32,
    /// Nobody is brought here.
    pub banned: SessionIx,
    /// May sessions be opened?
    pub opens: bool,
    /// Where looking begins; changed all the time, so that chains differ.
    pub turn: u32,
    /// Who was moved in this chain.
    moved: Vec<UnitIx>,
}

/// How many are tried in the way of one placement.
const BLOCKERS: usize = 6;

impl Chain {
    pub fn new(nodes: u32, opens: bool, turn: u32) -> Self {
        Self { nodes, banned: NOWHERE, opens, turn, moved: Vec::new() }
    }

    /// A new chain with the steps that are left.
    pub fn forget(&mut self) {
        self.moved.clear();
    }
}

impl State<'_> {
    /// The open session that the unit fits in at least cost.
    pub fn cheapest(&self, unit: UnitIx, banned: SessionIx) -> Option<(i64, SessionIx)> {
        let mut best = None;
        for choice in self.prepared.choices(unit) {
            let session = choice.session;
            if session != banned && session != self.at[unit] && self.fits(unit, session) {
                let cost = self.weighed(self.step(unit, session));
                if best.is_none_or(|(least, _)| cost < least) {
                    best = Some((cost, session));
                }
            }
        }
        best
    }

    /// Places a unit that is nowhere, moving others where need be. The caller has set a mark and
    /// goes back to it where this fails.
    pub fn settle(&mut self, unit: UnitIx, depth: u32, chain: &mut Chain) -> bool {
        chain.nodes = chain.nodes.saturating_sub(1);
        if chain.nodes == 0 {
            return false;
        }
        if let Some((_, session)) = self.cheapest(unit, chain.banned) {
            self.go(unit, session);
            return true;
        }
        if chain.opens && self.settle_in_new(unit, chain) {
            return true;
        }
        if depth == 0 {
            return false;
        }
        let prepared = self.prepared;
        let choices = prepared.choices(unit);
        let length = choices.len();
        chain.turn = chain.turn.wrapping_add(1);
        let start = if length == 0 { 0 } else { chain.turn as usize % length };
        let (before, after) = choices.split_at(start);
        for choice in after.iter().chain(before) {
            let session = choice.session;
            if session == chain.banned || !self.is_open(session) {
                continue;
            }
            if self.make_room(unit, session, depth, chain) {
                return true;
            }
            if chain.nodes == 0 {
                return false;
            }
        }
        false
    }

    /// Places a unit that is nowhere in a session by moving one colleague that stands in the way.
    fn make_room(
        &mut self,
        unit: UnitIx,
        session: SessionIx,
        depth: u32,
        chain: &mut Chain,
    ) -> bool {
        for blocker in self.blockers(unit, session, chain) {
            if chain.nodes == 0 {
                return false;
            }
            if chain.moved.contains(&blocker) || blocker == unit {
                continue;
            }
            let mark = self.begin();
            self.go(blocker, NOWHERE);
            if self.is_open(session) && self.fits(unit, session) {
                self.go(unit, session);
                chain.moved.push(blocker);
                if self.settle(blocker, depth - 1, chain) {
                    self.end(mark);
                    return true;
                }
                chain.moved.pop();
            }
            self.back_to(mark);
            self.end(mark);
        }
        false
    }

    /// Brings somebody into a session from elsewhere, moving colleagues where need be; takes all
    /// back where it cannot, or where the session gains nobody by it.
    pub fn bring(&mut self, unit: UnitIx, session: SessionIx, chain: &mut Chain) -> bool {
        let heads = self.heads[session];
        let mark = self.begin();
        let short = self.short;
        self.go(unit, NOWHERE);
        if self.fits(unit, session) {
            self.go(unit, session);
        } else {
            let _ = self.make_room(unit, session, 3, chain);
        }
        let gained = self.at[unit] == session && self.heads[session] > heads && self.short < short;
        if !gained {
            self.back_to(mark);
        }
        self.end(mark);
        gained
    }

    /// Opens the cheapest closed session for the unit.
    fn settle_in_new(&mut self, unit: UnitIx, chain: &Chain) -> bool {
        let prepared = self.prepared;
        let mut best: Option<(i64, SessionIx)> = None;
        for choice in prepared.choices(unit) {
            let session = choice.session;
            if session == chain.banned || self.is_open(session) || !self.suits(unit, session) {
                continue;
            }
            let cost = self.weighed(self.step(unit, session));
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, session));
            }
        }
        let Some((_, session)) = best else { return false };
        let opened = self.open(session) && self.fits(unit, session);
        if opened {
            self.go(unit, session);
        } else if self.is_open(session) && self.heads[session] == 0 {
            self.close_empty(session);
        }
        opened
    }

    /// Closes a session that nobody is in, unless it must be open.
    pub fn close_empty(&mut self, session: SessionIx) {
        if self.heads[session] == 0 && !self.prepared.sessions[session].must_open {
            self.close(session);
        }
    }

    /// Who stands in the way, by the first rule that does not hold.
    fn blockers(&self, unit: UnitIx, session: SessionIx, chain: &Chain) -> Vec<UnitIx> {
        let prepared = self.prepared;
        let free = |unit: &UnitIx| prepared.units[*unit].locked.is_none();
        if let Some((other, relation)) = self.against(unit, session) {
            let unplaced = relation == Relation::Before && self.at[other] == NOWHERE;
            return if unplaced || !free(&other) { Vec::new() } else { vec![other] };
        }
        let mut found: Vec<UnitIx> = match self.no_room(unit, session, &[]) {
            Some((row, day)) => {
                let units = prepared.row_spans[row].of(&prepared.row_units).iter();
                let there = |other: &&UnitIx| self.days(self.at[**other]).contains(day);
                units.filter(there).copied().filter(free).collect()
            }
            None => self.members[session].iter().copied().filter(free).collect(),
        };
        if !found.is_empty() {
            let turn = chain.turn as usize % found.len();
            found.rotate_left(turn);
        }
        found.truncate(BLOCKERS);
        found
    }
}
