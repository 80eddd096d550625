//! What was considered and did not carry: the whole list of each step, with the reasons.

use safe_eligibility::outcome::{EvidenceGrade, Outcome};
use serde_json::Value;

use super::findings::direct;
use super::judged::{Judged, grade};
use super::law_data;
use super::leaves::weighed;
use super::shown::{IN_FORCE, Shown, Step, includes, list, text};

pub(crate) fn faults(shown: &Shown<'_>, step: &Step<'_>) -> Vec<String> {
    let mut expected = of_kind(shown, step);
    if std::ptr::eq(step.step, step.top) {
        expected.extend(derogations(shown, step));
        expected.extend(versions(shown, step));
    }
    let found: Vec<(String, String)> = step
        .list("rejected")
        .iter()
        .map(|one| (text(&one["what"]).to_owned(), text(&one["why"]).to_owned()))
        .collect();
    let mut sorted = found.clone();
    sorted.sort();
    expected.sort();
    (sorted != expected)
        .then(|| format!("rejected {found:?}, expected {expected:?}"))
        .into_iter()
        .collect()
}

type Rejected = Vec<(String, String)>;

fn one(what: impl Into<String>, why: &str) -> (String, String) {
    (what.into(), why.to_owned())
}

fn of_kind(shown: &Shown<'_>, step: &Step<'_>) -> Rejected {
    match step.kind() {
        "core-or-partner" | "located-in" | "imposed-inside" => partner(shown, step),
        "applied" => rows(shown, step),
        "control-terms" => {
            let (_, party) = step.at().rsplit_once('-').unwrap();
            let mut rejected = rows(shown, step);
            rejected.push(one(format!("agreement:{party}"), "undetermined"));
            rejected
        }
        "share-at-most" => agreements(shown, step),
        "not-called-for" => not_called_for(shown, step),
        _ => Vec::new(),
    }
}

/// Of the rows on one question the best one that says yes carries.
fn rows(shown: &Shown<'_>, step: &Step<'_>) -> Rejected {
    let is_row = |datum: &&Value| text(&datum["at"]).contains("#applied/");
    let rows: Vec<&Value> = step.list("law").iter().filter(is_row).collect();
    let carries = |row: &Value| weighed(row).outcome == Outcome::Met;
    let yes = rows.iter().filter(|row| carries(row));
    let best = yes.clone().map(|row| grade(&row["evidence"])).max();
    let first = yes.clone().find(|row| Some(grade(&row["evidence"])) == best);
    let others = rows.iter().filter(|row| first.is_none_or(|first| first["at"] != row["at"]));
    let why = |row: &Value| match weighed(row).outcome {
        Outcome::Met => "not-needed",
        _ if grade(&row["evidence"]) < shown.setting.least => "documented-too-weakly",
        Outcome::Undetermined => "undetermined",
        Outcome::NotMet => "not-met",
    };
    others.map(|row| one(text(&row["at"]), why(row))).collect()
}

/// The agreement with the country of the step, where it is looked at and does not open the topic.
fn partner(shown: &Shown<'_>, step: &Step<'_>) -> Rejected {
    let mut rejected = rows(shown, step);
    let of_agreement = |datum: &&Value| text(&datum["at"]).starts_with("agreements/");
    let law: Vec<&Value> = step.list("law").iter().filter(of_agreement).collect();
    let Some(first) = law.first() else { return rejected };
    let party = text(&first["at"]).trim_start_matches("agreements/").split('#').next().unwrap();
    if !shown.parties().contains(party) {
        return rejected;
    }
    let is_row = |datum: &&&Value| text(&datum["at"]).contains("#topics/");
    let topic = law.iter().find(is_row).map(|datum| weighed(datum));
    let agreement: Vec<Judged> = topic.into_iter().chain([applied(shown, party)]).collect();
    let why = match (topic, Judged::all(&agreement).outcome) {
        (_, Outcome::Met) => return rejected,
        (None, _) => "not-applied-on-the-day",
        (Some(_), Outcome::Undetermined) => "undetermined",
        (Some(_), Outcome::NotMet) => "not-met",
    };
    rejected.push(one(format!("agreement:{party}"), why));
    rejected
}

/// Whether an agreement is applied on the day, as its file says.
pub(crate) fn applied(shown: &Shown<'_>, party: &str) -> Judged {
    let rows = law_data::rows_of(shown, party);
    let judged = rows.iter().map(|(_, row)| {
        let evidence = grade(&row["evidence"]);
        let outcome = match text(&row["answer"]) {
            _ if evidence < shown.setting.least => Outcome::Undetermined,
            "yes" => Outcome::Met,
            "no" => Outcome::NotMet,
            _ => Outcome::Undetermined,
        };
        Judged::new(outcome, evidence)
    });
    let judged: Vec<Judged> = judged.collect();
    if judged.is_empty() {
        return Judged::new(Outcome::NotMet, EvidenceGrade::Secondary);
    }
    Judged::any(&judged)
}

/// Every agreement of the pack is tested, or is not for want of lines or of anything to share.
fn agreements(shown: &Shown<'_>, step: &Step<'_>) -> Rejected {
    let mut carried = super::compared::outcome(&step.step["compares"]) == Some(Outcome::Met);
    let mut rejected = Vec::new();
    for party in shown.parties() {
        let tests = step.children();
        let test = tests.iter().find(|test| test.at().ends_with(&format!("agreement-{party}")));
        let why = match test.map(|test| Judged::of(test.step).outcome) {
            None if has_line_from(shown, step, party) => "undetermined",
            None => "no-line-from-the-party",
            Some(Outcome::Met) if carried => "not-needed",
            Some(Outcome::Met) => {
                carried = true;
                continue;
            }
            Some(Outcome::Undetermined) => "undetermined",
            Some(Outcome::NotMet) if applied(shown, party).outcome == Outcome::NotMet => {
                "not-applied-on-the-day"
            }
            Some(Outcome::NotMet) => "not-met",
        };
        rejected.push(one(format!("agreement:{party}"), why));
    }
    rejected
}

fn has_line_from(shown: &Shown<'_>, step: &Step<'_>, party: &str) -> bool {
    let lines = step.step.get("lines").map_or(&[][..], |lines| list(lines, "shown"));
    let mut origins = lines.iter().map(|line| format!("{}/origin", text(&line["at"])));
    origins.any(|origin| shown.text(&origin) == Some(party))
}

/// A duty comes with a derogation: it is not met, not open, or itself says that nothing is due.
fn not_called_for(shown: &Shown<'_>, step: &Step<'_>) -> Rejected {
    let follows = shown.resolved(&shown.rule_file(step)["follows"]);
    let derogation = text(&follows["derogation"]);
    let (_, subject) = text(&step.top["at"]).split_once(':').unwrap();
    let at = format!("{derogation}:{subject}");
    let found = shown.steps().iter().find(|top| top["at"] == *at);
    // Its own conditions count, whether or not it is for what is procured.
    let outcome = found.map(|top| text(&direct(&Step { step: top, top }).step["outcome"]));
    let why = match outcome {
        None => "not-open",
        Some("met") if is_silenced(step) => return Vec::new(),
        Some(outcome) => outcome,
    };
    vec![one(derogation, why)]
}

fn is_silenced(step: &Step<'_>) -> bool {
    let met = |end: &str| {
        let children = step.children();
        let child = children.iter().find(|child| child.at().ends_with(end));
        child.map(|child| Judged::of(child.step).outcome == Outcome::Met)
    };
    met("#silent-where") == Some(true) && met("#unless") != Some(true)
}

/// Derogations from a rule that is not met directly, in the order of the rules.
fn derogations(shown: &Shown<'_>, step: &Step<'_>) -> Rejected {
    let (rule, subject) = text(&step.top["at"]).split_once(':').unwrap();
    let Some(finding) = shown.by_subject().get(&(rule, subject)).copied() else {
        return Vec::new();
    };
    let by_itself = Judged::of(direct(step).step).outcome;
    let is_rule = matches!(text(&finding["weight"]), "condition" | "duty");
    if !is_rule || finding["outcome"] == "not-applicable" || by_itself == Outcome::Met {
        return Vec::new();
    }
    let mut carried = false;
    let mut rejected = Vec::new();
    for derogation in list(&shown.files["pack.json"], "rules").iter().map(text) {
        let Some(file) = shown.rule_named(derogation) else { continue };
        let cures = shown.resolved(&file["derogates_from"]);
        let mut cures = cures.as_array().unwrap().iter();
        let Some(cure) = cures.find(|cure| cure["rule"] == rule) else { continue };
        let is_open = shown.by_subject().contains_key(&(derogation, subject));
        let children = step.children();
        let end = format!("#{derogation}");
        let branch = children.iter().find(|branch| branch.at().ends_with(&end));
        let why = match branch.map(|branch| Judged::of(branch.step).outcome) {
            None if !is_open => "not-open",
            None if cure["cures"] == false => "excluded-by-reading",
            None => "a branch that is not there",
            Some(_) if !is_open || cure["cures"] == false => "a branch that is not open",
            Some(Outcome::NotMet) => "not-met",
            Some(Outcome::Undetermined) => "undetermined",
            Some(Outcome::Met) if carried => "not-needed",
            Some(Outcome::Met) => {
                carried = true;
                continue;
            }
        };
        rejected.push(one(derogation, why));
    }
    rejected
}

/// The versions of the rule for other days.
fn versions(shown: &Shown<'_>, step: &Step<'_>) -> Rejected {
    let day = shown.governing_day().max(IN_FORCE);
    let others = shown.versions(step.rule()).filter(|file| !includes(file, day));
    let each = others.map(|file| {
        let first_day = text(&file["first_day"]);
        let why = if first_day > day { "applies-from-a-later-day" } else { "no-longer-applies" };
        one(format!("version:{first_day}"), why)
    });
    each.collect()
}
