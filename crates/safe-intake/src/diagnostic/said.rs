//! Problems and remarks of every part of the reading, as diagnostics.

use super::{Diagnostic, Severity};
use crate::alternatives::AlternativeProblem;
use crate::country_name::CountryRemark;
use crate::cyclonedx::{CyclonedxProblem, CyclonedxRemark};
use crate::mapping::MappingProblem;
use crate::origins::{OriginProblem, OriginRemark};
use crate::rates::{RateProblem, RateRemark};
use crate::remark::{Remark, Weight};
use crate::shape::{RowRemark, ShapeProblem};
use crate::source::Source;

impl From<Weight> for Severity {
    fn from(weight: Weight) -> Self {
        match weight {
            Weight::Note => Self::Note,
            Weight::Warning => Self::Warning,
        }
    }
}

macro_rules! problems {
    ($($problem:ty,)*) => {$(
        impl From<&$problem> for Diagnostic {
            fn from(problem: &$problem) -> Self {
                Self::at(problem.code(), problem.source().clone(), &problem.to_string())
                    .with(Severity::Error, problem.given(), problem.help())
            }
        }
    )*};
}

problems! {
    AlternativeProblem, CyclonedxProblem, MappingProblem, OriginProblem, RateProblem, ShapeProblem,
}

macro_rules! remarks {
    ($($remark:ty,)*) => {$(
        impl From<&$remark> for Diagnostic {
            fn from(remark: &$remark) -> Self {
                Self::at(remark.code(), remark.source().clone(), &remark.to_string())
                    .with(remark.weight().into(), remark.given(), remark.help())
            }
        }
    )*};
}

remarks! { CyclonedxRemark, Remark, }

impl From<&CountryRemark> for Diagnostic {
    fn from(remark: &CountryRemark) -> Self {
        Self::at(remark.code(), remark.source().clone(), &remark.to_string()).with(
            remark.weight().into(),
            Some(remark.given()),
            remark.help(),
        )
    }
}

impl From<&RowRemark> for Diagnostic {
    fn from(remark: &RowRemark) -> Self {
        match remark {
            RowRemark::Bill(at, remark) => Self::at(remark.code(), at.clone(), &remark.to_string())
                .with(remark.weight().into(), remark.given(), remark.help()),
            RowRemark::Country(remark, cells) => {
                let mut diagnostic = Self::at(
                    remark.code(),
                    remark.source().clone(),
                    &remark.to_string(),
                )
                .with(remark.weight().into(), Some(remark.given()), remark.help());
                match cells.saturating_sub(1) {
                    0 => {}
                    1 => diagnostic.add(", and so in 1 other cell"),
                    others => diagnostic.add(&format!(", and so in {others} other cells")),
                }
                diagnostic
            }
        }
    }
}

impl Diagnostic {
    fn add(&mut self, text: &str) {
        self.message = format!("{}{text}", self.message).into();
    }

    /// What is remarked about declarations of origin, which are called `input` as a whole.
    pub(crate) fn of_origins(remark: &OriginRemark, input: &str) -> Self {
        let mut diagnostic =
            Self::of_remark(remark.code(), remark.source(), input, &remark.to_string()).with(
                remark.weight().into(),
                remark.given(),
                remark.help(),
            );
        diagnostic.pointer = remark.pointer().cloned();
        diagnostic
    }

    /// What is remarked about exchange rates, which are called `input` as a whole.
    pub(crate) fn of_rates(remark: &RateRemark, input: &str) -> Self {
        let mut diagnostic =
            Self::of_remark(remark.code(), remark.source(), input, &remark.to_string()).with(
                remark.weight().into(),
                remark.given(),
                remark.help(),
            );
        diagnostic.pointer = Some(remark.pointer());
        diagnostic
    }

    fn of_remark(code: &'static str, source: Option<&Source>, input: &str, message: &str) -> Self {
        match source {
            Some(source) => Self::at(code, source.clone(), message),
            None => Self::new(code, input, message),
        }
    }

    fn with(mut self, severity: Severity, given: Option<&str>, help: Option<String>) -> Self {
        self.severity = severity;
        self.given = given.map(Into::into);
        self.help = help.map(Into::into);
        self
    }
}
