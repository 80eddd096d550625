//! Bills as tables, and what is laid over them; the first two bytes say what the others are.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use safe_eligibility::{Law, Rulebook};
use safe_fuzz::mutate::mutate;
use safe_fuzz::random::Random;
use safe_fuzz::tables::{JSON, answer_table};

static LAW: LazyLock<Law> =
    LazyLock::new(|| safe_fuzz::law_of(&Rulebook::embedded().expect("the pack is in order")));

fuzz_target!(|input: &[u8]| answer_table(input, &LAW));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let is_json = size > 2 && JSON.contains(&data[0]);
    if !is_json || seed % 3 == 0 {
        return fuzzer_mutate(data, size, max_size);
    }
    let changed = mutate(&data[2..size], max_size - 2, &mut Random::new(u64::from(seed)));
    let length = changed.len().min(max_size - 2);
    data[2..2 + length].copy_from_slice(&changed[..length]);
    length + 2
});
