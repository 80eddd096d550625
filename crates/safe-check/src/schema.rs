//! `schema`: the JSON Schemas of what is read and written.

use crate::arguments::Schema;
use crate::failure::Failure;
use crate::screen;

const PROCUREMENT: &str = include_str!("../schema/procurement.schema.json");
const ANALYSIS: &str = include_str!("../schema/analysis.schema.json");
const COMPARISON: &str = include_str!("../schema/comparison.schema.json");
const ASSESSMENT: &str = include_str!("../schema/assessment.schema.json");
const DIFF: &str = include_str!("../schema/diff.schema.json");
const DIAGNOSTICS: &str = include_str!("../schema/diagnostics.schema.json");
const MAPPING: &str = include_str!("../schema/mapping.schema.json");
const NEXT: &str = include_str!("../schema/next.schema.json");
const REMEDY: &str = include_str!("../schema/remedy.schema.json");
const BREAK: &str = include_str!("../schema/break.schema.json");
const READINGS: &str = include_str!("../schema/readings.schema.json");
const RECEIPT: &str = include_str!("../schema/receipt.schema.json");
const VERIFICATION: &str = include_str!("../schema/verification.schema.json");
const TIMELINE: &str = include_str!("../schema/timeline.schema.json");
const RULE: &str = include_str!("../../../rules/schema/rule.schema.json");

pub(crate) fn run(of: Schema) -> Result<u8, Failure> {
    let schema = match of {
        Schema::Procurement => PROCUREMENT,
        Schema::Assessment => ASSESSMENT,
        Schema::Rule => RULE,
        Schema::Mapping => MAPPING,
        Schema::Next => NEXT,
        Schema::Remedy => REMEDY,
        Schema::Break => BREAK,
        Schema::Readings => READINGS,
        Schema::Timeline => TIMELINE,
        Schema::Diff => DIFF,
        Schema::Analysis => ANALYSIS,
        Schema::Comparison => COMPARISON,
        Schema::Diagnostics => DIAGNOSTICS,
        Schema::Receipt => RECEIPT,
        Schema::Verification => VERIFICATION,
    };
    screen::print(schema.as_bytes())?;
    Ok(0)
}
