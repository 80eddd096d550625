//! The built-in rule pack with one file changed: two bytes say which, the others are its content.
#![no_main]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use safe_eligibility::model::country::CountryCode;
use safe_eligibility::model::procurement::CommonProcurement;
use safe_eligibility::report::TextOptions;
use safe_eligibility::rulebook::problem::RulebookError;
use safe_eligibility::status::Status;
use safe_eligibility::{Rulebook, assess};
use safe_fuzz::mutate::mutate;
use safe_fuzz::random::Random;

static EXAMPLES: LazyLock<Vec<CommonProcurement>> = LazyLock::new(|| {
    let texts = [
        &include_bytes!("../../examples/data/contract-example.json")[..],
        include_bytes!("../../examples/data/howitzer-korean-chassis.json"),
        include_bytes!("../../examples/data/tactical-radios-from-canada.json"),
        include_bytes!("../../examples/data/swiss-subsidiary-as-contractor.json"),
    ];
    texts.map(|text| safe_intake::read_document(text).expect("an example can be read")).into()
});

static PACK: LazyLock<Vec<(String, &'static [u8])>> =
    LazyLock::new(|| safe_rules::files().collect());

fuzz_target!(|input: &[u8]| {
    let Some((choice, content)) = input.split_first_chunk::<2>() else { return };
    let choice = usize::from(u16::from_le_bytes(*choice)) % PACK.len();
    let mut files: BTreeMap<String, Vec<u8>> =
        PACK.iter().map(|(path, content)| (path.clone(), content.to_vec())).collect();
    files.insert(PACK[choice].0.clone(), content.to_vec());
    match Rulebook::from_files(files) {
        Ok(rulebook) => ask(&rulebook, content.len()),
        Err(error) => check_error(&error),
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    if seed % 3 == 0 || size < 2 {
        return fuzzer_mutate(data, size, max_size);
    }
    let changed = mutate(&data[2..size], max_size - 2, &mut Random::new(u64::from(seed)));
    let length = changed.len().min(max_size - 2);
    data[2..2 + length].copy_from_slice(&changed[..length]);
    length + 2
});

/// Asks a rulebook that loaded something of everything that can be asked of it; `choice` says what.
fn ask(rulebook: &Rulebook, choice: usize) {
    let law = safe_fuzz::law_of(rulebook);
    let shown = choice % EXAMPLES.len();
    for (index, procurement) in EXAMPLES.iter().enumerate() {
        match assess(procurement, &law) {
            Ok(assessment) if index == shown => safe_fuzz::check_written(&assessment),
            Ok(assessment) => safe_fuzz::check_default(&assessment),
            Err(error) => safe_fuzz::check_message(&error.to_string()),
        }
    }
    let screen = TextOptions::default();
    match choice / EXAMPLES.len() % 3 {
        0 => assert!(!law.rules_to_text(screen).is_empty()),
        1 => law.rules().iter().for_each(|rule| drop(law.rule_to_text(&rule.id, screen))),
        _ => {
            for country in ["PL", "NO", "UA", "CA", "XK", "US"] {
                let status = Status::of(CountryCode::parse(country).expect("a code"), &law);
                assert!(serde_json::from_str::<serde_json::Value>(&status.to_json()).is_ok());
                assert!(!status.to_text(&law, screen).is_empty());
            }
        }
    }
}

fn check_error(error: &RulebookError) {
    safe_fuzz::check_message(&error.to_string());
    if let RulebookError::Broken { problems } = error {
        assert!(!problems.is_empty());
        problems.iter().for_each(|problem| safe_fuzz::check_message(&problem.to_string()));
    }
}
