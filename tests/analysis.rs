//! A rule pack examined.
mod support;
use safe_eligibility::analysis::{Analysis, Effort, Shown};
#[test]
fn probe() {
    let t = std::time::Instant::now();
    let law = support::rulebook().on(support::day("2026-11-22"));
    let analysis = Analysis::of(&law, Effort::default());
    let say = |s: &Shown| match s {
        Shown::By(w) => format!("by {:?} {:?} {} moved", w.verdicts, w.readings, w.moved.len()),
        Shown::Never(n) => format!("never {}", n.as_str()),
        Shown::NotFound { tries } => format!("NOT FOUND {tries}"),
    };
    for r in &analysis.rules {
        println!("{} : {} | {} | {}", r.rule, say(&r.decides), say(&r.met), say(&r.not_met));
    }
    for r in &analysis.readings {
        println!("{} {}/{}: {}", r.reading, r.chosen, r.other, say(&r.differs));
    }
    println!("{:?}", t.elapsed());
}
