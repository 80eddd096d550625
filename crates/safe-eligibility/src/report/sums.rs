//! The sums behind shares as they are written.

use super::json::{Json, Shown, Word, WriteJson, key};
use super::lines::LineReport;
use super::source::{Sourced, WriteMembers};
use crate::assessment::Assessment;
use crate::sums::{
    Growth, Interval, Margin, Reach, ShareMargin, ShareSums, ShareTest, Turning, TurningLine,
};

/// Sums with the assessment that knows where their lines were read.
pub(super) struct WrittenSums<'r, 'a> {
    pub(super) assessment: &'r Assessment<'a>,
    pub(super) sums: Vec<ShareSums<'a>>,
}

impl WriteJson for WrittenSums<'_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        let assessment = self.assessment;
        json.list(self.sums.iter().map(|sums| OneSum { assessment, sums }));
    }
}

struct OneSum<'r, 'a> {
    assessment: &'r Assessment<'a>,
    sums: &'r ShareSums<'a>,
}

impl WriteJson for OneSum<'_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        let Self { assessment, sums } = *self;
        json.object(|json| {
            json.member(key!("rule"), &*sums.rule.id);
            json.member(key!("subject"), &sums.subject);
            json.member(key!("outcome"), &Word(sums.outcome.as_str()));
            json.member(key!("total"), &sums.total);
            json.member(key!("tests"), &sums.tests);
            let shown =
                sums.lines.iter().map(|line| Sourced { assessment, at: &line.at, item: line });
            let shown: Vec<_> = shown.collect();
            json.member(key!("lines"), &shown);
            json.member(key!("other_lines"), &Others(sums));
            json.member(key!("growth"), &sums.growth);
            json.member(key!("would_lose"), &Turned { assessment, turning: &sums.losing });
            json.member(key!("would_win"), &Turned { assessment, turning: &sums.winning });
        });
    }
}

struct Others<'r, 'a>(&'r ShareSums<'a>);

impl WriteJson for Others<'_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("count"), &self.0.others);
            json.member(key!("least"), &self.0.others_cost.least);
            json.member(key!("most"), &self.0.others_cost.most);
        });
    }
}

impl WriteJson for ShareTest {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("agreement"), &self.agreement.map(Shown));
            json.member(key!("outcome"), &Word(self.outcome.as_str()));
            json.member(key!("shares"), &self.shares);
        });
    }
}

impl WriteJson for ShareMargin {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("name"), &Word(self.name));
            json.member(key!("operator"), &Word(self.operator));
            json.member(key!("bound"), &Shown(self.bound));
            let share = self.share.as_ref();
            let least = share.map(|share| share.least.fraction().to_four_decimals());
            let most = share.map(|share| share.most.fraction().to_four_decimals());
            json.member(key!("least"), &least);
            json.member(key!("most"), &most);
            json.member(key!("margin_at_least"), &self.least);
            json.member(key!("margin_at_most"), &self.most);
        });
    }
}

impl WriteJson for Margin {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("side"), &Word(self.side.as_str()));
            json.member(key!("apart"), &self.apart.to_four_decimals());
            let exact = [self.apart.numerator(), self.apart.denominator()];
            json.member(key!("exact"), &exact.map(Shown));
            json.member(key!("added"), &self.added);
            json.member(key!("replaced"), &self.replaced);
        });
    }
}

impl WriteJson for Growth {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("country"), &self.origin.map(|origin| Word(origin.as_str())));
            json.member(key!("standing"), &Word(self.standing));
            json.member(key!("least"), &self.cost.least);
            json.member(key!("most"), &self.cost.most);
            json.member(key!("added"), &self.added);
            json.member(key!("replacing_core"), &self.replacing);
        });
    }
}

impl WriteJson for Reach {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("met"), &self.met);
            json.member(key!("possible"), &self.possible);
        });
    }
}

impl WriteJson for Interval {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("least"), &self.least);
            json.member(key!("most"), &self.most);
        });
    }
}

struct Turned<'r, 'a> {
    assessment: &'r Assessment<'a>,
    turning: &'r Turning<'a>,
}

impl WriteJson for Turned<'_, '_> {
    fn write(&self, json: &mut Json<'_>) {
        let Self { assessment, turning } = *self;
        let lines = turning.lines.iter();
        let lines = lines.map(|item| Sourced { assessment, at: &item.line.at, item });
        let lines: Vec<_> = lines.collect();
        json.object(|json| {
            json.member(key!("from"), &turning.origin.map(|origin| Word(origin.as_str())));
            json.member(key!("count"), &turning.count);
            json.member(key!("lines"), &lines);
        });
    }
}

impl WriteMembers for TurningLine<'_> {
    fn write_members(&self, json: &mut Json<'_>) {
        let line: &LineReport<'_> = &self.line;
        line.write_members(json);
        json.member(key!("condition"), &Word(self.condition.as_str()));
        json.member(key!("finding"), &Word(self.finding.as_str()));
        json.member(key!("verdict"), &Word(self.verdict.as_str()));
    }
}
