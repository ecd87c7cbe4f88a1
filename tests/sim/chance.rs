//! Chance from a seed: the same seed, the same life, on every machine.

use jiff::SignedDuration;

/// SplitMix64 (Steele, Lea, Flood 2014): a counter, well stirred.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    pub fn of(seed: u64) -> Chance {
        Chance(seed)
    }

    /// Another chance of its own, so that drawing more here changes nothing there.
    pub fn fork(&mut self) -> Chance {
        Chance(self.draw())
    }

    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to but not including `end`.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.draw() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    /// Once in so many times.
    pub fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// Some seconds, of these bounds or between them.
    pub fn seconds(&mut self, least: i64, most: i64) -> SignedDuration {
        let span = usize::try_from(most - least + 1).unwrap();
        SignedDuration::from_secs(least + i64::try_from(self.below(span)).unwrap())
    }

    pub fn minutes(&mut self, least: i64, most: i64) -> SignedDuration {
        self.seconds(least * 60, most * 60)
    }

    pub fn hours(&mut self, least: i64, most: i64) -> SignedDuration {
        self.minutes(least * 60, most * 60)
    }
}
