//! Any bytes as a document, a list of documents or JSON lines.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use safe_eligibility::{Law, Rulebook};
use safe_fuzz::mutate::mutate;
use safe_fuzz::random::Random;

static LAW: LazyLock<Law> =
    LazyLock::new(|| safe_fuzz::law_of(&Rulebook::embedded().expect("the pack is in order")));

fuzz_target!(|input: &[u8]| safe_fuzz::answer_input(input, &LAW));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    if seed % 3 == 0 {
        return fuzzer_mutate(data, size, max_size);
    }
    let changed = mutate(&data[..size], max_size, &mut Random::new(u64::from(seed)));
    let length = changed.len().min(max_size);
    data[..length].copy_from_slice(&changed[..length]);
    length
});
