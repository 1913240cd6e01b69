//! Steps with whole sessions: closing one, opening one, holding one on another date. Each leaves
//! the state as it was where it cannot be done; whether it is worth its cost is the caller's
//! judgement.

use super::chain::Chain;
use super::state::{NOWHERE, State};
use super::table::{SessionIx, UnitIx};
use crate::order::Order as _;

impl State<'_> {
    /// May everybody of the session be moved?
    fn is_free(&self, session: SessionIx) -> bool {
        let mut members = self.members[session].iter();
        members.all(|unit| self.prepared.units[*unit].locked.is_none())
    }

    /// Who is in the session, those with few other choices first.
    fn leaving(&self, session: SessionIx) -> Vec<UnitIx> {
        let mut units = self.members[session].clone();
        units.order_by_key(|unit| (self.prepared.units[*unit].domain.len(), *unit));
        units
    }

    /// Everybody of a session goes elsewhere, by chains of a depth. `false` where somebody cannot.
    pub fn empty(&mut self, session: SessionIx, depth: u32, chain: &mut Chain) -> bool {
        // Everybody takes a step of the chain at least.
        let steps_last = self.members[session].len() < chain.nodes as usize;
        if !steps_last || !self.is_free(session) {
            return false;
        }
        let units = self.leaving(session);
        for unit in &units {
            self.go(*unit, NOWHERE);
        }
        chain.banned = session;
        let settled = units.iter().all(|unit| self.settle(*unit, depth, chain));
        chain.banned = NOWHERE;
        settled
    }

    /// Opens a session and brings people there: first who is nowhere, then who gains most by it,
    /// up to `most` heads. `false` where it cannot have its minimum.
    pub fn open_and_fill(&mut self, session: SessionIx, most: u32, chain: &mut Chain) -> bool {
        if self.is_open(session) && self.heads[session] > 0
            || !self.is_open(session) && !self.open(session)
        {
            return false;
        }
        let prepared = self.prepared;
        let span = prepared.session_spans[session];
        let mut keyed: Vec<(i64, u32, UnitIx)> = Vec::new();
        for unit in span.of(&prepared.session_units) {
            let from = self.at[*unit];
            if prepared.units[*unit].locked.is_some() {
                continue;
            }
            chain.turn = chain.turn.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let there = i64::from(prepared.choice(*unit, session).unwrap_or_default());
            let gain = if from == NOWHERE {
                i64::MIN / 2
            } else {
                let here = i64::from(prepared.choice(*unit, from).unwrap_or_default());
                (there - here) * 64 - i64::from(self.heads[from])
            };
            keyed.push((gain, chain.turn >> 8, *unit));
        }
        keyed.order_by(|a, b| a.cmp(b));
        let most = most.min(self.seats[session]);
        let min = prepared.sessions[session].min;
        for (_, _, unit) in keyed {
            if self.heads[session] >= most {
                break;
            }
            let from = self.at[unit];
            // Who fills it up must not break up another one.
            if from != NOWHERE {
                let left = self.heads[from] - prepared.heads(unit);
                if left < prepared.sessions[from].min
                    && self.heads[from] >= prepared.sessions[from].min
                {
                    continue;
                }
            }
            if self.fits(unit, session) {
                if self.heads[session] >= min && self.weighed(self.step(unit, session)) >= 0 {
                    continue;
                }
                self.go(unit, session);
            }
        }
        if self.heads[session] == 0 {
            self.close_empty(session);
            return false;
        }
        self.heads[session] >= min
    }

    /// Holds a session on another date: everybody who can goes along, the others go elsewhere.
    pub fn shift(&mut self, from: SessionIx, to: SessionIx, chain: &mut Chain) -> bool {
        if !self.is_free(from) || self.heads[to] > 0 {
            return false;
        }
        let units = self.leaving(from);
        for unit in &units {
            self.go(*unit, NOWHERE);
        }
        if !self.is_open(to) && !self.open(to) {
            return false;
        }
        let mut left = Vec::new();
        for unit in units {
            if self.prepared.choice(unit, to).is_some() && self.fits(unit, to) {
                self.go(unit, to);
            } else {
                left.push(unit);
            }
        }
        if self.heads[to] == 0 {
            self.close_empty(to);
            return false;
        }
        chain.banned = from;
        let settled = left.iter().all(|unit| self.settle(*unit, 2, chain));
        chain.banned = NOWHERE;
        settled
    }

    /// The average size of the sessions of a series that are held.
    pub fn average(&self, session: SessionIx) -> u32 {
        let series = self.prepared.sessions[session].series;
        let held = self.prepared.sessions_of(series).map(|at| self.heads[at]);
        let held: Vec<_> = held.filter(|heads| *heads > 0).collect();
        let sum: u32 = held.iter().sum();
        sum.div_ceil(held.len().max(1) as u32)
    }

    /// Brings people into a session until it has its minimum: who is nowhere, then who can be
    /// spared in the largest ones.
    pub(super) fn fill(&mut self, session: SessionIx, min: u32, chain: &mut Chain) -> bool {
        use crate::order::Order as _;
        let prepared = self.prepared;
        let span = prepared.session_spans[session];
        let mut units = Vec::new();
        for unit in span.of(&prepared.session_units) {
            let from = self.at[*unit];
            if from != session && prepared.units[*unit].locked.is_none() {
                let heads = if from == NOWHERE { u32::MAX } else { self.heads[from] };
                units.push((u32::MAX - heads, *unit));
            }
        }
        units.order_by_key(|key| *key);
        for (_, unit) in units.iter().copied() {
            chain.nodes = chain.nodes.saturating_sub(1);
            if self.heads[session] >= min {
                break;
            }
            let from = self.at[unit];
            let spared = from == NOWHERE
                || self.heads[from] >= prepared.sessions[from].min + prepared.heads(unit);
            if spared && self.fits(unit, session) {
                self.go(unit, session);
            }
        }
        for (_, unit) in units {
            if self.heads[session] >= min || chain.nodes == 0 {
                break;
            }
            if self.at[unit] != session {
                chain.forget();
                self.bring(unit, session, chain);
            }
        }
        self.heads[session] >= min
    }

    /// Everybody leaves the session, and with them who needs it for a later course.
    pub(super) fn give_up(&mut self, session: SessionIx) {
        for unit in self.members[session].clone() {
            if self.prepared.units[unit].locked.is_none() {
                self.drop_with_followers(unit);
            }
        }
    }

    fn drop_with_followers(&mut self, unit: UnitIx) {
        for kin in self.prepared.kin_of(unit) {
            if kin.relation == super::prepared::Relation::After
                && self.at[kin.unit] != NOWHERE
                && self.prepared.units[kin.unit].locked.is_none()
            {
                self.drop_with_followers(kin.unit);
            }
        }
        if self.at[unit] != NOWHERE {
            self.go(unit, NOWHERE);
        }
    }
}
