//! What kind of problem a problem is, for programs.

use safe_eligibility::model::bill::BillProblem;
use safe_eligibility::model::procurement::ProcurementProblem;

use super::InputError;

impl InputError {
    /// The kind of problem, in lower case with hyphens; it stays as it is from version to version.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoDocument => "no-document",
            Self::NotUtf8 { .. } => "not-utf-8",
            Self::Syntax { .. } => "syntax",
            Self::Format { .. } => "unknown-format",
            Self::Kind { .. } => "wrong-kind",
            Self::Number { .. } => "json-number",
            Self::UnknownMember { .. } => "unknown-member",
            Self::RepeatedMember { .. } => "repeated-member",
            Self::MissingMember { .. }
            | Self::MissingQuantity { .. }
            | Self::MissingCurrency { .. } => "missing-member",
            Self::EmptyId { .. } => "empty-id",
            Self::Country { .. } => "country",
            Self::Currency { .. } => "currency",
            Self::Day { .. } => "day",
            Self::Figure { .. } => "figure",
            Self::Withheld { .. } => "withheld",
            Self::Word { .. } => "unknown-word",
            Self::BesideUses { .. } => "beside-uses",
            Self::TwoCosts { .. } => "two-costs",
            Self::RangeEnds { .. } => "range-ends",
            Self::TooDeep { .. } => "controllers-too-deep",
            Self::Bill { problem, .. } => of_bill(problem),
            Self::Procurement { problem, .. } => of_procurement(problem),
        }
    }

    /// The text that was given; `None`: the problem is not about a text.
    #[must_use]
    pub fn given(&self) -> Option<&str> {
        match self {
            Self::Kind { given, .. } => Some(&*given.text).filter(|text| !text.is_empty()),
            Self::Format { given, .. }
            | Self::Number { given, .. }
            | Self::Country { given, .. }
            | Self::Currency { given, .. }
            | Self::Day { given, .. }
            | Self::Figure { given, .. }
            | Self::Word { given, .. } => Some(given),
            Self::NoDocument
            | Self::NotUtf8 { .. }
            | Self::Syntax { .. }
            | Self::UnknownMember { .. }
            | Self::RepeatedMember { .. }
            | Self::MissingMember { .. }
            | Self::MissingQuantity { .. }
            | Self::MissingCurrency { .. }
            | Self::EmptyId { .. }
            | Self::Withheld { .. }
            | Self::BesideUses { .. }
            | Self::TwoCosts { .. }
            | Self::RangeEnds { .. }
            | Self::TooDeep { .. }
            | Self::Bill { .. }
            | Self::Procurement { .. } => None,
        }
    }
}

fn of_bill(problem: &BillProblem) -> &'static str {
    match problem {
        BillProblem::DuplicateId { .. } => "duplicate-id",
        BillProblem::UnknownParent { .. } => "unknown-parent",
        BillProblem::Cycle { .. } => "cycle",
        BillProblem::BackwardsRange { .. } => "backwards-range",
        BillProblem::NoUse { .. } => "no-use",
        BillProblem::TooManyLines => "too-many-lines",
        // The list is open outside its own crate.
        _ => "bill",
    }
}

pub(crate) fn of_procurement(problem: &ProcurementProblem) -> &'static str {
    match problem {
        ProcurementProblem::EmptyList { .. } => "empty-list",
        ProcurementProblem::DuplicateId { .. } => "duplicate-id",
        ProcurementProblem::DuplicateState { .. } => "duplicate-state",
        ProcurementProblem::UnknownSupplier { .. } => "unknown-supplier",
        ProcurementProblem::EuroRate { .. } => "euro-rate",
        // The list is open outside its own crate.
        _ => "procurement",
    }
}
