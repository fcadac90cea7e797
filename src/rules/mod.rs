//! What `check` finds beyond the faults of a build: the procedure rules, as data, and the state of the content.
//!
//! In: a site at rest, and the parameters of the rules. Out: findings, each at the key or the words that it is about.
//!
//! **How days are counted.** Days are calendar days, and the whole days between two dates are counted: the day of the
//! meeting itself is not. From 5 to 17 October are 12 days. A month before 17 October is 17 September; where a month has
//! no such day, its last. Of a date that is only a month or a quarter, a finding is told if it holds on each of its days.

mod answers;
mod counts;
mod deliverables;
mod file;
mod formation;
mod lifetime;
mod lists;
mod meetings;
mod mentions;
mod names;
mod place;
mod text;
mod totals;
mod waivers;
mod wording;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::config::Settings;
use crate::date::{Date, When};
use crate::diagnostic::{self, Code, Diagnostic};
use crate::library::Library;
use crate::path::SourcePath;
use crate::source::Text;
use crate::target::RecordId;

pub use file::{RuleFile, RuleRow};
pub use waivers::{Judged, check as check_waivers};

/// The rules inside the program.
pub const EMBEDDED: &str = include_str!("../../rules/itu-t-a7.yaml");

/// The rules that count days or months before something.
const NOTICES: [Code; 5] =
    [Code::MeetingNotice, Code::ContributionDeadline, Code::RegistrationDeadline, Code::VisaDeadline, Code::DeliverableNotice];

/// What rules look at.
#[derive(Clone, Copy)]
pub struct Sources<'s> {
    /// The records.
    pub library: &'s Library,
    /// The settings.
    pub settings: &'s Settings,
    /// The parameters of the procedure rules.
    pub rules: &'s Rules,
    /// The day of the site.
    pub today: Date,
}

/// Takes a finding.
type Tell<'t> = &'t mut dyn FnMut(Diagnostic);

/// A family of rules about the site: what it finds.
type OfSite = fn(&Sources<'_>, Tell<'_>);
/// A family of rules about one record alone.
type OfRecord = fn(&Sources<'_>, RecordId, Tell<'_>);

/// All families about the site. A new one is a file beside this one and a line here.
const RULES: [OfSite; 7] =
    [meetings::find, lifetime::find, deliverables::find, formation::find, answers::find, mentions::find_orphans, names::find];
/// All families about one record.
const RECORD_RULES: [OfRecord; 4] = [text::find, mentions::find, counts::find, wording::find];

/// Everything that `check` finds in a site without errors, sorted: what waivers accept stands apart.
pub fn find(sources: &Sources<'_>) -> Judged {
    let of_site = RULES.par_iter().flat_map_iter(|family| collect(|tell| family(sources, tell)));
    let ids: Vec<RecordId> = sources.library.ids().collect();
    let of_records = ids.par_iter().flat_map_iter(|id| collect(|tell| RECORD_RULES.iter().for_each(|family| family(sources, *id, tell))));
    let mut findings: Vec<Diagnostic> = of_site.chain(of_records).collect();
    diagnostic::sort(&mut findings);
    waivers::judge(sources, findings)
}

fn collect(run: impl FnOnce(Tell<'_>)) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    run(&mut |finding| found.push(finding));
    found
}

impl<'s> Sources<'s> {
    /// A rule that counts days, and how many, if it is applied.
    fn notice(&self, code: Code) -> Option<(&'s Rule, Notice)> {
        let rule = self.rules.get(code)?;
        Some((rule, rule.notice?))
    }
}

/// `on 7 June 2017`, `in January 2024`, `in the third quarter of 2017`.
fn on_or_in(when: When) -> String {
    let words = when.in_words();
    match when {
        When::Day(_) => format!("on {words}"),
        When::Month(_) => format!("in {words}"),
        When::Quarter(_) => format!("in the {words}"),
    }
}

/// The parameters of the procedure rules that a site applies.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    rows: BTreeMap<Code, Rule>,
    /// How days are counted, in words; empty where the file does not say.
    pub counting: String,
}

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Document, edition and clause, as findings name them: `A.7 (10/2016) clause 8`.
    pub cited: String,
    /// What it asks, in words.
    pub what: String,
    /// How long before something it asks for, if it does.
    pub notice: Option<Notice>,
}

/// How long before something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Calendar days, the day itself not counted.
    Days(u32),
    /// Months by the calendar.
    Months(u32),
}

impl Notice {
    /// The last day that keeps the notice before `date`; `None` where the calendar ends.
    pub fn before(self, date: Date) -> Option<Date> {
        match self {
            Self::Days(days) => date.days_before(days),
            Self::Months(months) => date.months_before(months),
        }
    }
}

impl Rules {
    /// No rules at all.
    pub fn none() -> Self {
        Self::default()
    }

    /// The rules inside the program.
    pub fn embedded() -> Self {
        Self::read(&Text { path: SourcePath::new("rules/itu-t-a7.yaml"), text: EMBEDDED.to_owned() }).0
    }

    /// Reads a file of rules; what cannot be read is told.
    pub fn read(text: &Text) -> (Self, Vec<Diagnostic>) {
        file::read(text)
    }

    /// The rule of a code, if the site applies it.
    pub fn get(&self, code: Code) -> Option<&Rule> {
        self.rows.get(&code)
    }

    /// The rules that are applied, by their codes.
    pub fn all(&self) -> impl Iterator<Item = (Code, &Rule)> {
        self.rows.iter().map(|(code, rule)| (*code, rule))
    }

    /// The last day for something that a rule asks for before `date`; `None` if the rule is not applied or counts no days.
    pub fn latest(&self, code: Code, date: Date) -> Option<Date> {
        self.get(code)?.notice?.before(date)
    }
}

/// Whether `check` alone tells a code, so that it can be waived.
pub fn is_finding(code: Code) -> bool {
    (Code::MeetingNotice..=Code::Orphan).contains(&code)
}

/// The codes that a file of rules may name.
pub fn procedure() -> impl Iterator<Item = Code> {
    Code::ALL.iter().copied().filter(|code| (Code::MeetingNotice..=Code::LiaisonDeadline).contains(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_inside_the_program_have_no_fault_and_are_all() {
        let text = Text { path: SourcePath::new("rules/itu-t-a7.yaml"), text: EMBEDDED.to_owned() };
        let (rules, faults) = Rules::read(&text);
        assert_eq!(faults, []);
        assert_eq!(rules.all().map(|(code, _)| code).collect::<Vec<_>>(), procedure().collect::<Vec<_>>());
        assert!(rules.counting.starts_with("Days are calendar days"));
    }

    #[test]
    fn days_are_counted_without_the_day_of_the_meeting() {
        let rules = Rules::embedded();
        let meeting = Date::parse("2017-10-17").unwrap();
        let latest = |code| rules.latest(code, meeting).map(|date| date.to_string());
        assert_eq!(latest(Code::ContributionDeadline).as_deref(), Some("2017-10-05"));
        assert_eq!(latest(Code::MeetingNotice).as_deref(), Some("2017-09-19"));
        assert_eq!(latest(Code::VisaDeadline).as_deref(), Some("2017-09-17"));
        assert_eq!(latest(Code::Lifetime), None);
        assert_eq!(rules.get(Code::ContributionDeadline).unwrap().cited, "A.7 (10/2016) clause 8");
    }
}
