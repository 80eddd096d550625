//! A seeded source of choices, and the days on which the register changes.

pub const DAYS: [&str; 29] = [
    "2019-12-31",
    "2024-05-21",
    "2025-05-18",
    "2025-05-28",
    "2025-05-29",
    "2025-05-30",
    "2025-06-22",
    "2025-06-23",
    "2025-09-08",
    "2025-09-09",
    "2026-01-26",
    "2026-01-27",
    "2026-02-10",
    "2026-02-11",
    "2026-02-13",
    "2026-02-14",
    "2026-02-16",
    "2026-02-17",
    "2026-03-08",
    "2026-03-09",
    "2026-03-18",
    "2026-03-24",
    "2026-03-31",
    "2026-04-01",
    "2026-05-30",
    "2026-05-31",
    "2026-09-01",
    "2026-11-22",
    "2026-11-23",
];
pub const LATE_DAYS: [&str; 6] =
    ["2026-04-01", "2026-05-30", "2026-09-01", "2026-11-22", "2026-11-23", "2027-06-01"];

/// Splitmix64: the same seed gives the same documents on every machine.
pub struct Random {
    state: u64,
}

impl Random {
    pub fn seeded(seed: u64) -> Random {
        Random { state: seed }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).expect("small");
        usize::try_from(self.next() % bound).expect("small")
    }

    pub fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    pub fn pick<'v>(&mut self, values: &[&'v str]) -> &'v str {
        values[self.below(values.len())]
    }
}
