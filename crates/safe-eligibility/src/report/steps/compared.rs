//! Comparisons as they are written.

use crate::model::exact::{Exact, Fraction};
use crate::report::json::{Json, Shown, Word, WriteJson, key};
use crate::rulebook::law::Rule;
use crate::trace::{Bound, BoundOrigin, BoundValue, Comparison, Portion, Side};

/// Both sides of a comparison, as exact as they were compared.
pub(super) struct Compared<'s, 'a> {
    pub(super) rule: &'s Rule,
    pub(super) comparison: &'s Comparison<'a>,
}

impl WriteJson for Compared<'_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("left"), &self.comparison.left);
            json.member(key!("operator"), &Word(self.comparison.operator));
            json.member(
                key!("right"),
                &WrittenBound { rule: self.rule, bound: &self.comparison.right },
            );
        });
    }
}

impl WriteJson for Side {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| match self {
            Self::Range { name, share } => {
                let ends = share.as_ref().map(|share| [&share.least, &share.most].map(End::of));
                range(name, ends, json);
            }
            Self::Sum { name, least, most } => {
                let whole = Exact::new(1, 0);
                let ends = [least, most]
                    .map(|sum| End { share: Fraction::of(sum, &whole), is_nothing: false });
                range(name, Some(ends), json);
            }
            Self::Share { name, value } => {
                json.member(key!("name"), &Word(name));
                json.member(key!("value"), &value.map(Shown));
            }
            Self::Day { name, value } => {
                json.member(key!("name"), &Word(name));
                json.member(key!("value"), &value.map(Shown));
            }
        });
    }
}

fn range(name: &'static str, ends: Option<[End; 2]>, json: &mut Json<'_>) {
    let rounded = |end: &End| end.share.to_four_decimals();
    let [least, most] = match &ends {
        Some(ends) => ends.each_ref().map(|end| Some(rounded(end))),
        None => [None, None],
    };
    json.member(key!("name"), &Word(name));
    json.member(key!("least"), &least);
    json.member(key!("most"), &most);
    json.member(key!("exact"), &ends.map(Ends));
}

/// A share at its least or most.
struct End {
    share: Fraction,
    is_nothing: bool,
}

impl End {
    fn of(portion: &Portion) -> Self {
        Self { share: portion.fraction(), is_nothing: portion.is_nothing() }
    }

    // Nothing of nothing has no denominator, and no bound that it does not meet.
    fn pair(&self) -> [String; 2] {
        let denominator = self.share.denominator().to_string();
        let denominator = if self.is_nothing { "0".to_owned() } else { denominator };
        [self.share.numerator().to_string(), denominator]
    }
}

struct Ends([End; 2]);

impl WriteJson for Ends {
    fn write(&self, json: &mut Json<'_>) {
        let [least, most] = &self.0;
        json.object(|json| {
            json.member(key!("least"), &least.pair());
            json.member(key!("most"), &most.pair());
        });
    }
}

struct WrittenBound<'s, 'a> {
    rule: &'s Rule,
    bound: &'s Bound<'a>,
}

impl WriteJson for WrittenBound<'_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("name"), &Word(self.bound.name));
            match self.bound.value {
                BoundValue::Share(share) => json.member(key!("value"), &Shown(share)),
                BoundValue::Day(day) => json.member(key!("value"), &day),
                BoundValue::Shares(least, most) => {
                    json.member(key!("least"), &Shown(least));
                    json.member(key!("most"), &Shown(most));
                }
            }
            match self.bound.from {
                BoundOrigin::Parameter(name) => {
                    json.member(key!("from"), &Shown(format_args!("{}#{name}", self.rule.id)));
                }
                BoundOrigin::Assumed { parameter, source } => {
                    json.member(key!("from"), &Shown(format_args!("{}#{parameter}", self.rule.id)));
                    json.member(key!("source"), source);
                    json.member(key!("evidence"), &Word(self.bound.from.evidence().as_str()));
                }
                BoundOrigin::Datum(datum) => json.member(key!("from"), &datum.address),
            }
        });
    }
}
