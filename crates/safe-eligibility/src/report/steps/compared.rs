//! Comparisons as they are written.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::model::exact::{Exact, Fraction};
use crate::report::json::Shown;
use crate::rulebook::law::Rule;
use crate::trace::{Bound, BoundOrigin, BoundValue, Comparison, Portion, Side};

/// Both sides of a comparison, as exact as they were compared.
pub(super) struct Compared<'s, 'a> {
    pub(super) rule: &'s Rule,
    pub(super) comparison: &'s Comparison<'a>,
}

impl Serialize for Compared<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("left", &self.comparison.left)?;
        map.serialize_entry("operator", self.comparison.operator)?;
        map.serialize_entry(
            "right",
            &WrittenBound { rule: self.rule, bound: &self.comparison.right },
        )?;
        map.end()
    }
}

impl Serialize for Side {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::Range { name, share } => {
                let ends = share.as_ref().map(|share| [&share.least, &share.most].map(End::of));
                range(&mut map, name, ends)?;
            }
            Self::Sum { name, least, most } => {
                let whole = Exact::new(1, 0);
                let ends = [least, most]
                    .map(|sum| End { share: Fraction::of(sum, &whole), is_nothing: false });
                range(&mut map, name, Some(ends))?;
            }
            Self::Share { name, value } => {
                map.serialize_entry("name", name)?;
                map.serialize_entry("value", &value.map(Shown))?;
            }
            Self::Day { name, value } => {
                map.serialize_entry("name", name)?;
                map.serialize_entry("value", &value.map(Shown))?;
            }
        }
        map.end()
    }
}

fn range<M: SerializeMap>(map: &mut M, name: &str, ends: Option<[End; 2]>) -> Result<(), M::Error> {
    let rounded = |end: &End| end.share.to_four_decimals();
    let [least, most] = match &ends {
        Some(ends) => ends.each_ref().map(|end| Some(rounded(end))),
        None => [None, None],
    };
    map.serialize_entry("name", name)?;
    map.serialize_entry("least", &least)?;
    map.serialize_entry("most", &most)?;
    map.serialize_entry("exact", &ends.map(Ends))
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

impl Serialize for Ends {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let [least, most] = &self.0;
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("least", &least.pair())?;
        map.serialize_entry("most", &most.pair())?;
        map.end()
    }
}

struct WrittenBound<'s, 'a> {
    rule: &'s Rule,
    bound: &'s Bound<'a>,
}

impl Serialize for WrittenBound<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("name", self.bound.name)?;
        match self.bound.value {
            BoundValue::Share(share) => map.serialize_entry("value", &Shown(share))?,
            BoundValue::Day(day) => map.serialize_entry("value", &Shown(day))?,
            BoundValue::Shares(least, most) => {
                map.serialize_entry("least", &Shown(least))?;
                map.serialize_entry("most", &Shown(most))?;
            }
        }
        match self.bound.from {
            BoundOrigin::Parameter(name) => {
                map.serialize_entry("from", &Shown(format_args!("{}#{name}", self.rule.id)))?;
            }
            BoundOrigin::Datum(datum) => map.serialize_entry("from", &Shown(datum.address))?,
        }
        map.end()
    }
}
