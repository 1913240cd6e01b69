//! What a step of the search costs, without taking it.

use super::problem::Mix;
use super::state::{Cost, NOWHERE, State};
use super::table::{Days, GroupIx, Index as _, OfficeIx, SessionIx, UnitIx};

impl<'a> State<'a> {
    /// What the placement costs by itself.
    #[inline(always)]
    pub(super) fn own_cost(&self, unit: UnitIx, session: SessionIx) -> i64 {
        if session == NOWHERE {
            let entry = &self.prepared.units[unit];
            return self.weights.uncovered * i64::from(entry.people.len())
                + self.weights.change * i64::from(entry.published);
        }
        self.prepared.choice(unit, session).unwrap_or_default().into()
    }

    #[inline(always)]
    fn peak_step(&self, unit: UnitIx, from: Days, to: Days) -> i64 {
        let mut change = 0;
        for (office, count) in self.prepared.units[unit].offices.of(&self.prepared.unit_offices) {
            let peak = self.peak[*office];
            let mut top = if *count == 1 {
                let lost = self.away.days(*office, from).iter().filter(|away| **away == peak);
                let lost = lost.count() as u16;
                let all = self.level(*office, peak);
                if lost > 0 && lost == all { peak - 1 } else { peak }
            } else {
                self.top_without(*office, from, *count)
            };
            let overlap = from.overlaps(to);
            for (away, day) in self.away.days(*office, to).iter().zip(to.iter()) {
                let own = if overlap && from.contains(day) { *count } else { 0 };
                top = top.max(away + count - own);
            }
            change += i64::from(top) - i64::from(peak);
        }
        change
    }

    fn top_without(&self, office: OfficeIx, from: Days, count: u16) -> u16 {
        let all = Days { from: 0, to: self.prepared.calendar.len() as u16 };
        let away = self.away.days(office, all).iter().zip(all.iter());
        let left = away.map(|(away, day)| if from.contains(day) { away - count } else { *away });
        left.max().unwrap_or_default()
    }

    #[inline(always)]
    fn level(&self, office: OfficeIx, level: u16) -> u16 {
        let place = self.level_of[office] as usize + usize::from(level);
        self.levels.get(place).copied().unwrap_or_default()
    }

    /// How the mix of a session changes when some leave and some come.
    #[inline(always)]
    fn mix_step(&self, session: SessionIx, out: &[(GroupIx, u16)], into: &[(GroupIx, u16)]) -> i64 {
        let entry = &self.prepared.sessions[session];
        if entry.mix == Mix::None || out == into {
            return 0;
        }
        let (mut kinds, mut above) = (0, 0);
        let quotas = entry.quotas.of(&self.prepared.quotas);
        let mut step = |group: GroupIx, less: u16, more: u16| {
            let before = self.groups.day(session, group.0 as u16);
            let after = before - less + more;
            kinds += i64::from(after > 0) - i64::from(before > 0);
            let quota = quotas.get(group.at()).copied().unwrap_or(u32::MAX);
            above += i64::from(u32::from(after).saturating_sub(quota))
                - i64::from(u32::from(before).saturating_sub(quota));
        };
        for (group, less) in out {
            let more = into.iter().find(|(other, _)| other == group).map_or(0, |(_, more)| *more);
            step(*group, *less, more);
        }
        for (group, more) in into {
            if out.iter().all(|(other, _)| other != group) {
                step(*group, 0, *more);
            }
        }
        if entry.mix == Mix::Mixed {
            return above;
        }
        let before = i64::from(self.kinds[session]);
        (before + kinds - 1).max(0) - (before - 1).max(0)
    }

    /// How far the sizes of a series lie apart when heads come to a session, or leave it.
    #[inline(always)]
    fn spread_step(&self, session: SessionIx, before: u32, after: u32) -> i64 {
        let spread = self.spread[self.prepared.sessions[session].series];
        let sole = before == spread.most && spread.at_most == 1 && after < before
            || before == spread.least && spread.at_least == 1 && (after > before || after == 0);
        if sole {
            let none = (NOWHERE, 0);
            let (out, into) = if after < before {
                ((session, before - after), none)
            } else {
                (none, (session, after - before))
            };
            return self.range(session, out, into) - spread.apart();
        }
        let (least, most) = if after == 0 {
            (spread.least, spread.most)
        } else {
            (spread.least.min(after), spread.most.max(after))
        };
        i64::from(most - least) - spread.apart()
    }

    /// How far the sizes of a series lie apart, with some heads less here and more there.
    #[inline(always)]
    fn range(
        &self,
        session: SessionIx,
        (less, out): (SessionIx, u32),
        (more, into): (SessionIx, u32),
    ) -> i64 {
        let series = self.prepared.sessions[session].series;
        let span = self.prepared.series[series].sessions;
        let (mut least, mut most) = (u32::MAX, 0);
        for at in span.from..span.to {
            let at = SessionIx(at);
            let mut heads = self.heads[at];
            if at == less {
                heads -= out;
            }
            if at == more {
                heads += into;
            }
            if heads > 0 {
                least = least.min(heads);
                most = most.max(heads);
            }
        }
        i64::from(most.saturating_sub(least.min(most)))
    }

    #[inline(always)]
    fn balance_step(&self, from: SessionIx, to: SessionIx, heads: u32) -> i64 {
        let sessions = &self.prepared.sessions;
        if from != NOWHERE && to != NOWHERE && sessions[from].series == sessions[to].series {
            let spread = self.spread[sessions[from].series];
            let (less, more) = (self.heads[from] - heads, self.heads[to] + heads);
            let keeps = (self.heads[from] < spread.most || spread.at_most > 1)
                && (self.heads[to] > spread.least || spread.at_least > 1)
                && less > 0
                && more > heads;
            if keeps {
                let (least, most) = (spread.least.min(less), spread.most.max(more));
                return i64::from(most - least) - spread.apart();
            }
            return self.range(from, (from, heads), (to, heads)) - spread.apart();
        }
        let mut step = 0;
        if from != NOWHERE {
            step += self.spread_step(from, self.heads[from], self.heads[from] - heads);
        }
        if to != NOWHERE {
            step += self.spread_step(to, self.heads[to], self.heads[to] + heads);
        }
        step
    }

    #[inline(always)]
    fn missing(&self, session: SessionIx, heads: u32) -> i64 {
        if heads == 0 {
            return 0;
        }
        i64::from(self.prepared.sessions[session].min.saturating_sub(heads))
    }

    fn groups_of(&self, unit: UnitIx) -> &'a [(GroupIx, u16)] {
        self.prepared.units[unit].groups.of(&self.prepared.unit_groups)
    }

    /// What it costs to bring a unit elsewhere.
    #[inline]
    pub fn step(&self, unit: UnitIx, to: SessionIx) -> Cost {
        let from = self.at[unit];
        let count = self.prepared.heads(unit);
        let weights = &self.weights;
        let mut cost = self.own_cost(unit, to) - self.own_cost(unit, from);
        let mut short = 0;
        let groups = self.groups_of(unit);
        if from != NOWHERE {
            let heads = self.heads[from];
            short += self.missing(from, heads - count) - self.missing(from, heads);
            cost -= if heads == count { weights.open } else { 0 };
            cost += weights.mix * self.mix_step(from, groups, &[]);
        }
        if to != NOWHERE {
            let heads = self.heads[to];
            short += self.missing(to, heads + count) - self.missing(to, heads);
            cost += if heads == 0 { weights.open } else { 0 };
            cost += weights.mix * self.mix_step(to, &[], groups);
        }
        cost += weights.balance * self.balance_step(from, to, count);
        cost += weights.peak * self.peak_step(unit, self.days(from), self.days(to));
        Cost { cost, short }
    }

    /// Room that a unit gives where it leaves.
    #[inline(always)]
    fn swap_fits(&self, unit: UnitIx, other: UnitIx, to: SessionIx) -> bool {
        self.no_room(unit, to, self.prepared.rows_of(other)).is_none()
            && self.against(unit, to).is_none()
    }

    /// What it costs that two units of the same size change places, `None` where they may not.
    #[inline]
    pub fn exchange(&self, one: UnitIx, two: UnitIx) -> Option<i64> {
        let (here, there) = (self.at[one], self.at[two]);
        let choice = self.prepared.choice(two, here)?;
        if !self.swap_fits(one, two, there) || !self.swap_fits(two, one, here) {
            return None;
        }
        let mut cost = i64::from(choice) - self.own_cost(two, there) + self.own_cost(one, there)
            - self.own_cost(one, here);
        let (mine, theirs) = (self.groups_of(one), self.groups_of(two));
        if self.prepared.sessions[here].mix != Mix::None {
            cost += self.weights.mix
                * (self.mix_step(here, mine, theirs) + self.mix_step(there, theirs, mine));
        }
        let offices =
            |unit: UnitIx| self.prepared.units[unit].offices.of(&self.prepared.unit_offices);
        if offices(one) != offices(two) {
            let (from, to) = (self.days(here), self.days(there));
            cost +=
                self.weights.peak * (self.peak_step(one, from, to) + self.peak_step(two, to, from));
        }
        Some(cost)
    }
}
