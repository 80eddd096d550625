//! A status that is gained or lost.

use super::{
    AssumptionFault, CountryCode, Day, Laid, Node, attested, begins_from, end_on, includes, is_of,
    items_mut, object, of_day, of_text, reaches, text,
};
use crate::rulebook::assumption::AssumedStatus;
use crate::rulebook::pack::AccessionStatus;

impl Laid {
    pub(super) fn gains(
        &mut self,
        country: CountryCode,
        status: AssumedStatus,
        from: Day,
        source: &str,
    ) -> Result<(), AssumptionFault> {
        self.check_territory(country)?;
        let mut members = self.rows("member-states").iter();
        let is_member = members.any(|row| is_of(row, country) && reaches(row, from));
        if status == AssumedStatus::Assistance && !is_member {
            return Err(AssumptionFault::NoMemberState { country });
        }
        if self.has(country, status, from) {
            let what = format!("{country} has {status}").into();
            return Err(AssumptionFault::SoAlready { what, day: from });
        }
        let answer = match status {
            AssumedStatus::Accession(status) => status.as_str(),
            AssumedStatus::Partnership | AssumedStatus::Assistance => "yes",
        };
        self.hold_from(country, status, from, answer, source);
        Ok(())
    }

    pub(super) fn loses(
        &mut self,
        country: CountryCode,
        status: AssumedStatus,
        from: Day,
        source: &str,
    ) -> Result<(), AssumptionFault> {
        self.check_territory(country)?;
        let answer = self.answer(country, status, from);
        let may_have = match status {
            AssumedStatus::Accession(_) => self.has(country, status, from),
            // What is not known can be assumed to be lost.
            AssumedStatus::Partnership | AssumedStatus::Assistance => {
                answer.is_some_and(|answer| answer != "no")
            }
        };
        if !may_have {
            let what = format!("{country} does not have {status}").into();
            return Err(AssumptionFault::SoAlready { what, day: from });
        }
        let answer = match status {
            AssumedStatus::Accession(_) => AccessionStatus::NoStatus.as_str(),
            AssumedStatus::Partnership | AssumedStatus::Assistance => "no",
        };
        self.hold_from(country, status, from, answer, source);
        Ok(())
    }

    fn has(&self, country: CountryCode, status: AssumedStatus, on: Day) -> bool {
        let yes = match status {
            AssumedStatus::Accession(status) => status.as_str(),
            AssumedStatus::Partnership | AssumedStatus::Assistance => "yes",
        };
        self.answer(country, status, on) == Some(yes)
    }

    /// What the register says of the country on a day; `None`: nothing.
    fn answer(&self, country: CountryCode, status: AssumedStatus, on: Day) -> Option<&str> {
        let mut rows = self.rows(status.register()).iter();
        text(rows.find(|row| is_of(row, country) && includes(row, on))?, member(status))
    }

    /// From a day on the register says that, and nothing else, of the country.
    fn hold_from(
        &mut self,
        country: CountryCode,
        status: AssumedStatus,
        from: Day,
        answer: &str,
        source: &str,
    ) {
        let mut members = self.rows("member-states").iter();
        let was_member = members.any(|row| is_of(row, country) && !begins_from(row, from));
        let path = format!("countries/{}.json", status.register());
        let Some(rows) = self.changed(&path).and_then(|file| items_mut(file, "rows")) else {
            return;
        };
        let before = from.yesterday();
        // Nothing is said of assistance before a country was a Member State.
        let is_early = status == AssumedStatus::Assistance && !was_member;
        let begins = |row: &Node| before.is_none() || is_early || begins_from(row, from);
        rows.retain(|row| !is_of(row, country) || !begins(row));
        if let Some(before) = before {
            rows.iter_mut().filter(|row| is_of(row, country)).for_each(|row| end_on(row, before));
        }
        let mut row = vec![
            ("country", of_text(country.as_str())),
            ("first_day", of_day(from)),
            ("last_day", Node::Null),
            (member(status), of_text(answer)),
        ];
        row.extend(attested(source));
        if let AssumedStatus::Accession(_) = status {
            row.push(("stalled", Node::Null));
        }
        rows.push(object(row));
    }
}

fn member(status: AssumedStatus) -> &'static str {
    match status {
        AssumedStatus::Accession(_) => "status",
        AssumedStatus::Partnership | AssumedStatus::Assistance => "answer",
    }
}
