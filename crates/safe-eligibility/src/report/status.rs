//! What a country may do, for reading and for programs.

use std::collections::BTreeSet;

use super::json::{self, Json, Shown, Word, WriteJson, key};
use super::page::{Align, Block, Cell, Section, Table, Tone, outcome_tone, source_items};
use super::text::{TextOptions, of_sections};
use super::words::{Language, Words};
use crate::outcome::{Judgement, Outcome};
use crate::rulebook::law::{CoreClass, Law};
use crate::rulebook::pack::{Approach, ApproachAim, ApproachKind, Attestation, Period, Topic};
use crate::status::{AgreementStatus, Standing, Status};

impl Status<'_> {
    /// The status as `safe-status/1`, laid out for reading, without a line end.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = String::new();
        json::append(self, true, &mut text);
        text
    }

    /// The status as text, with a line end at its end; sources come from the pack of `law`.
    #[must_use]
    pub fn to_text(&self, law: &Law, screen: TextOptions) -> String {
        let tone = outcome_tone(Some(self.core.outcome));
        let head = format!("{} on {}: {}", self.country, self.as_of, class_words(self));
        let mut sections = vec![Section::new("Standing", self.standings())];
        sections.extend(self.agreement.as_ref().map(|agreement| self.agreement(agreement)));
        if !self.approaches.is_empty() {
            let items = self.approaches.iter().map(|one| (approach_words(one), Vec::new()));
            sections.push(Section::new("Without result", vec![Block::List(items.collect())]));
        }
        sections.push(self.topics());
        let ids = self.data().filter_map(|standing| standing.datum.source);
        let shares = self.agreement.iter().flat_map(|agreement| &agreement.shares);
        let ids = ids.chain(shares.filter_map(|datum| datum.source));
        let approaches = self.approaches.iter().map(|approach| &*approach.attested.source);
        let ids: BTreeSet<&str> = ids.chain(approaches).collect();
        let sources = source_items(law.pack(), ids, Words::of(Language::English));
        if !sources.is_empty() {
            sections.push(Section::new("Sources", vec![Block::List(sources)]));
        }
        let before = self.assumptions.as_ref().map(|assumed| assumed.said(Language::English));
        of_sections(&before.unwrap_or_default(), &Cell::toned(head, tone), &sections, screen)
    }

    fn data(&self) -> impl Iterator<Item = &Standing<'_>> {
        let registers = [&self.core, &self.accession, &self.partnership, &self.assistance];
        let agreement = self.agreement.iter().flat_map(|agreement| {
            let topics = agreement.topics.iter().map(|(_, standing)| standing);
            std::iter::once(&agreement.applied).chain(topics).chain(&agreement.control_terms)
        });
        registers.into_iter().chain(agreement)
    }

    fn standings(&self) -> Vec<Block> {
        let rows = [
            ("in the core area", &self.core),
            ("on its way to accession", &self.accession),
            ("partner in security and defence", &self.partnership),
            ("receives financial assistance", &self.assistance),
        ];
        let mut blocks = Vec::new();
        if let Some(state) = self.read_as {
            blocks.push(Block::Paragraph(format!("{} is read as {state}.", self.country)));
        }
        if self.standing_day != self.as_of {
            let day = self.standing_day;
            blocks.push(Block::Paragraph(format!(
                "Standing is taken on {day}, the first day the act was in force."
            )));
        }
        let rows = rows.into_iter().map(|(what, standing)| (what.to_owned(), standing));
        blocks.extend(answers(rows));
        if self.stalled {
            let what = format!("The accession process of {} is stalled.", self.country);
            blocks.push(Block::Paragraph(what));
        }
        let may = match self.may_participate.outcome {
            Outcome::Met => "It may take part in a common procurement.",
            Outcome::NotMet => "It may not take part in a common procurement.",
            Outcome::Undetermined => "Whether it may take part in a common procurement is open.",
        };
        blocks.push(Block::Paragraph(may.to_owned()));
        blocks
    }

    fn agreement(&self, agreement: &AgreementStatus<'_>) -> Section {
        let mut blocks = Vec::new();
        if let Some((title, citation)) = agreement.title.zip(agreement.citation) {
            blocks.push(Block::Paragraph(format!("{title}, {citation}")));
        }
        let applied = std::iter::once(("it is applied".to_owned(), &agreement.applied));
        let topics = agreement
            .topics
            .iter()
            .map(|(topic, standing)| (format!("it opens {}", topic_words(*topic)), standing));
        let terms = agreement.control_terms.iter();
        let terms = terms.map(|standing| ("its terms on control are known".to_owned(), standing));
        blocks.extend(answers(applied.chain(topics).chain(terms)));
        let shares = agreement.shares.iter().map(|datum| {
            let source = datum.source.unwrap_or("none");
            let text = format!("{}: {} ({source}, {})", datum.address, datum.value, datum.evidence);
            let tone = if datum.set_aside { Tone::Undetermined } else { Tone::Plain };
            (Cell::toned(text, tone), Vec::new())
        });
        blocks.push(Block::List(shares.collect()));
        Section::new(format!("Agreement with {}", self.country), blocks)
    }

    fn topics(&self) -> Section {
        let rows = self.inside.iter().map(|(topic, judgement)| {
            let word = match judgement.outcome {
                Outcome::Met => "inside",
                Outcome::NotMet => "outside",
                Outcome::Undetermined => "not known",
            };
            vec![
                Cell::plain(topic_words(*topic)),
                Cell::toned(word, outcome_tone(Some(judgement.outcome))),
                Cell::plain(judgement.evidence.as_str()),
            ]
        });
        let columns =
            vec![("Topic", Align::Left), ("Counts as", Align::Left), ("Evidence", Align::Left)];
        let table = Table::new(columns, rows);
        Section::new("Inside, by topic", vec![Block::Table(table)])
    }
}

/// A standing in words; those that are names are written as such.
fn standing_words(standing: &str) -> String {
    match standing {
        "member-state" => "Member State".to_owned(),
        "eea-efta-state" => "EEA EFTA State".to_owned(),
        "ukraine" => "Ukraine".to_owned(),
        other => other.replace('-', " "),
    }
}

fn approach_words(approach: &Approach) -> Cell {
    let about = match approach.about {
        ApproachAim::Agreement => "an agreement under Article 17",
        ApproachAim::Partnership => "a partnership in security and defence",
    };
    let kind = match approach.kind {
        ApproachKind::Asked => "asked for",
        ApproachKind::Explored => "explored",
        ApproachKind::NegotiationsEnded => "negotiations ended",
    };
    let day = approach.day.map_or("on a day not known".to_owned(), |day| format!("on {day}"));
    let Attestation { source, evidence, note, .. } = &approach.attested;
    let note = note.as_ref().map_or(String::new(), |note| format!(": {note}"));
    Cell::plain(format!("{about}: {kind} {day} ({source}, {evidence}){note}"))
}

fn class_words(status: &Status<'_>) -> String {
    match (status.class, status.core.outcome) {
        (Some(class), Outcome::Met) => format!("in the core area, as {}", article(class)),
        (_, Outcome::Undetermined) => "whether it is in the core area is not known".to_owned(),
        (_, Outcome::Met | Outcome::NotMet) => "outside the core area".to_owned(),
    }
}

fn article(class: CoreClass) -> &'static str {
    match class {
        CoreClass::MemberState => "a Member State",
        CoreClass::EeaEftaState => "an EEA EFTA State",
        CoreClass::Ukraine => "Ukraine",
    }
}

fn topic_words(topic: Topic) -> &'static str {
    match topic {
        Topic::Establishment => "establishment",
        Topic::ExecutiveManagement => "executive management",
        Topic::Control => "control",
        Topic::Facilities => "facilities",
        Topic::Components => "components",
        Topic::DesignAuthority => "design authority",
    }
}

/// Answers as a table, and what a reader should know about them.
fn answers<'s>(rows: impl Iterator<Item = (String, &'s Standing<'s>)>) -> Vec<Block> {
    let mut cells = Vec::new();
    let mut notes = Vec::new();
    for (what, standing) in rows {
        let datum = &standing.datum;
        let aside = if datum.set_aside { ", set aside" } else { "" };
        let answer = format!("{}{aside}", standing_words(&datum.value.to_string()));
        if let Some(note) = standing.note {
            notes.push((Cell::plain(format!("{what}: {note}")), Vec::new()));
        }
        cells.push(vec![
            Cell::toned(what, outcome_tone(Some(standing.outcome))),
            Cell::plain(answer),
            Cell::plain(days(standing.period)),
            Cell::plain(datum.source.unwrap_or("")),
            Cell::plain(datum.evidence.as_str()),
        ]);
    }
    let columns = vec![
        ("Question", Align::Left),
        ("Answer", Align::Left),
        ("Days", Align::Left),
        ("Source", Align::Left),
        ("Evidence", Align::Left),
    ];
    vec![Block::Table(Table::new(columns, cells)), Block::List(notes)]
}

fn days(period: Option<Period>) -> String {
    match period.map(|period| (period.first_day, period.last_day)) {
        None | Some((None, None)) => String::new(),
        Some((Some(first), None)) => format!("since {first}"),
        Some((None, Some(last))) => format!("until {last}"),
        Some((Some(first), Some(last))) => format!("{first} to {last}"),
    }
}

impl WriteJson for Status<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("format"), &Word("safe-status/1"));
            json.assumptions(self.assumptions.as_ref());
            json.member(key!("country"), &Word(self.country.as_str()));
            json.member(key!("read_as"), &self.read_as.map(Shown));
            json.member(key!("as_of"), &self.as_of);
            json.member(key!("standing_day"), &self.standing_day);
            json.member(key!("class"), &self.class.map(CoreClass::as_str));
            json.member(key!("core"), &self.core);
            json.member(key!("accession"), &self.accession);
            json.member(key!("stalled"), &self.stalled);
            json.member(key!("partnership"), &self.partnership);
            json.member(key!("assistance"), &self.assistance);
            json.member(key!("may_participate"), &self.may_participate);
            json.member(key!("agreement"), &self.agreement);
            json.member(key!("approaches"), &self.approaches);
            json.member(key!("inside"), &Topics(&self.inside));
        });
    }
}

struct Topics<'s, T>(&'s [(Topic, T)]);

impl<T: WriteJson> WriteJson for Topics<'_, T> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            for (topic, value) in self.0 {
                json.entry(topic.as_str(), value);
            }
        });
    }
}

impl WriteJson for Judgement {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("outcome"), &Word(self.outcome.as_str()));
            json.member(key!("evidence"), &Word(self.evidence.as_str()));
        });
    }
}

impl WriteJson for Standing<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("outcome"), &Word(self.outcome.as_str()));
            let period = self.period.as_ref();
            let (first, last) =
                period.map_or((None, None), |period| (period.first_day, period.last_day));
            json.member(key!("first_day"), &first);
            json.member(key!("last_day"), &last);
            json.member(key!("law"), &self.datum);
            json.member(key!("note"), &self.note);
        });
    }
}

impl WriteJson for Approach {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("about"), &Word(self.about.as_str()));
            json.member(key!("approach"), &Word(self.kind.as_str()));
            json.member(key!("day"), &self.day);
            json.member(key!("source"), &*self.attested.source);
            json.member(key!("evidence"), &Word(self.attested.evidence.as_str()));
            json.member(key!("known_from"), &self.attested.known_from);
            json.member(key!("note"), &self.attested.note.as_deref());
        });
    }
}

impl WriteJson for AgreementStatus<'_> {
    fn write(&self, json: &mut Json<'_>) {
        json.object(|json| {
            json.member(key!("title"), &self.title);
            json.member(key!("citation"), &self.citation);
            json.member(key!("applied"), &self.applied);
            json.member(key!("topics"), &Topics(&self.topics));
            json.member(key!("shares"), &self.shares);
            json.member(key!("control_terms"), &self.control_terms);
        });
    }
}
