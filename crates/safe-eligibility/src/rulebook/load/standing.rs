//! Checks that the countries rows and agreements speak of are what these take for granted.

use super::super::node::Node;
use super::super::pack::Period;
use super::super::problem::{PackFault, PackPlace};
use super::super::reader::{Problems, Reader};
use super::{Files, periods};
use crate::model::country::CountryCode;

const CORE: [&str; 3] = ["member-states", "eea-efta-states", "ukraine"];

pub(super) fn check(files: &Files<'_>) {
    let [members, others, ukraine] = CORE.map(|name| group(files, name));
    if let Some(members) = &members {
        for row in rows(files, "assistance", "country") {
            tell_without(files, row, &[members], "Member State");
        }
        check_parties(files, members);
    }
    if let (Some(members), Some(others), Some(ukraine)) = (&members, &others, &ukraine) {
        for row in rows(files, "territories", "read_as") {
            tell_without(files, row, &[members, others, ukraine], "State of the core area");
        }
    }
}

type Group = Vec<(CountryCode, Period)>;

struct Row {
    at: PackPlace,
    country: CountryCode,
    period: Period,
}

/// A register of the core area; `None` where a row of it is not in order, since that country
/// may be the one that is asked for.
fn group(files: &Files<'_>, name: &str) -> Option<Group> {
    let node = files.nodes.get(&path(name))?.as_ref()?.member("rows")?;
    let group: Group = rows(files, name, "country").map(|row| (row.country, row.period)).collect();
    (group.len() == node.items().len()).then_some(group)
}

fn path(register: &str) -> String {
    format!("countries/{register}.json")
}

/// The rows of a register whose days and whose country under `member` are in order.
fn rows<'f>(
    files: &Files<'f>,
    register: &str,
    member: &'static str,
) -> impl Iterator<Item = Row> + use<'f> {
    let path = path(register);
    let node = files.nodes.get(&path).and_then(Option::as_ref);
    let items = node.and_then(|node| node.member("rows")).map_or(&[][..], Node::items);
    let list = PackPlace::file(&path).member("rows");
    items.iter().enumerate().filter_map(move |(index, item)| row(item, list.item(index), member))
}

// What is wrong with them is told where they are read.
fn row(node: &Node, at: PackPlace, member: &str) -> Option<Row> {
    let quiet = Problems::default();
    let object = Reader::new(node, at, &quiet).object(&[])?;
    let country = object.get(member).country()?;
    let period = periods::period(&object)?;
    Some(Row { at: object.get(member).at().clone(), country, period })
}

fn tell_without(files: &Files<'_>, row: Row, groups: &[&Group], group: &'static str) {
    let Row { at, country, period } = row;
    if !groups.iter().any(|group| is_in(group, country, period)) {
        files.problems.add(at, PackFault::WithoutStanding { country, group });
    }
}

fn is_in(group: &Group, country: CountryCode, period: Period) -> bool {
    group.iter().any(|(own, days)| *own == country && days.meets(period))
}

fn check_parties(files: &Files<'_>, members: &Group) {
    for (_, file) in files.like("agreements/*/*.json") {
        let Some(node) = file.node() else { continue };
        let Some(Row { at, country, period }) = row(node, file.at().clone(), "party") else {
            continue;
        };
        if is_in(members, country, period) {
            files.problems.add(at, PackFault::PartyIsMemberState { party: country });
        }
    }
}
