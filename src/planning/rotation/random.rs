//! Random numbers and chances in whole numbers and the four basic operations, so that every
//! machine draws the same.

/// A generator of random numbers (xorshift64*).
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        // Seeds next to each other must not give plans next to each other; zero would stay zero.
        let mut mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Self((mixed ^ (mixed >> 31)).max(1))
    }

    #[inline(always)]
    pub fn next(&mut self) -> u32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32) as u32
    }

    /// Less than `end`; 0 where that is 0.
    #[inline(always)]
    pub fn below(&mut self, end: u32) -> u32 {
        ((u64::from(self.next()) * u64::from(end)) >> 32) as u32
    }
}

/// How much worse a step may be at a temperature: `-ln` of evenly spread chances, in 1/65536.
pub struct Chances(Vec<u32>);

const CHANCES: u32 = 4096;

impl Chances {
    pub fn new() -> Self {
        Self(
            (0..CHANCES)
                .map(|at| minus_ln(f64::from(2 * at + 1) / f64::from(2 * CHANCES)))
                .collect(),
        )
    }

    /// The most that a step may cost this time, at a temperature in 1/65536.
    #[inline(always)]
    pub fn most(&self, random: &mut Random, temperature: i64) -> i64 {
        let at = random.next() >> 20;
        let factor = self.0.get(at as usize).copied().unwrap_or_default();
        (temperature * i64::from(factor)) >> 32
    }
}

/// `-ln(chance)` in 1/65536, by the series of the area tangent of a number near one.
fn minus_ln(chance: f64) -> u32 {
    use std::f64::consts::LN_2;
    let (mut chance, mut halvings) = (chance, 0.0);
    while chance < 0.75 {
        chance *= 2.0;
        halvings += 1.0;
    }
    let ratio = (1.0 - chance) / (1.0 + chance);
    let (mut power, mut sum, mut at) = (ratio, 0.0, 1.0);
    while at < 40.0 {
        sum += power / at;
        power *= ratio * ratio;
        at += 2.0;
    }
    ((halvings * LN_2 + 2.0 * sum) * 65536.0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_follow_the_logarithm() {
        for at in 1..2000 {
            let chance = f64::from(at) / 2000.0;
            let exact = -chance.ln() * 65536.0;
            assert!((f64::from(minus_ln(chance)) - exact).abs() < 2.0, "{chance}");
        }
    }

    #[test]
    fn numbers_below_an_end_are_all_drawn() {
        let mut random = Random::new(0);
        let mut seen = [0_u32; 7];
        for _ in 0..7000 {
            seen[random.below(7) as usize] += 1;
        }
        assert!(seen.iter().all(|times| (800..1200).contains(times)), "{seen:?}");
        assert_eq!(random.below(0), 0);
    }
}
