//! Reads the file of the procedure rules: the program's own, or the one that a site puts in its place.

use std::collections::BTreeMap;

use super::{Notice, Rule, Rules};
use crate::diagnostic::{Code, Diagnostic, shown};
use crate::fields::value::{At, Prose};
use crate::fields::{Fields, MapReader, Reader, record, ticked};
use crate::source::Text;
use crate::suggest::nearest;

record! {
    /// A file of procedure rules.
    pub struct RuleFile = "the rules" {
        /// What the rules are of.
        title: String = "Recommendation ITU-T A.7";
        /// The document and edition that findings name where a rule names none.
        source: String = "A.7 (10/2016)";
        /// How days are counted, in words.
        counting: Option<String> = "Days are calendar days.";
        /// The rules; one that is left out is not applied.
        rules: Vec<RuleRow> = "[{id: meeting-notice, clause: \"2.9\", what: Meetings are announced, days: 28}]";
    }
}

record! {
    /// A rule with its parameters.
    pub struct RuleRow = "a rule" {
        /// The code of its findings.
        id: Prose = "meeting-notice";
        /// The document and edition that it is from.
        source: Option<String> = "TSB Circular 33, Annex 1";
        /// The clause.
        clause: Option<String> = "\"2.9\"";
        /// What it asks, in words.
        what: String = "Meetings are announced four weeks ahead.";
        /// How many days before; or `months`.
        days: Option<At<u32>> = "28";
        /// How many months before.
        months: Option<At<u32>> = "1";
    }
}

/// Reads a file of rules. With a fault among the diagnostics, the rules that could be read are there all the same.
pub fn read(source: &Text) -> (Rules, Vec<Diagnostic>) {
    let mut reader = Reader::new(&source.path, &source.text);
    let mut rules = Rules::none();
    match crate::yaml::parse(&source.text) {
        Ok(Some(tree)) => {
            if let Some(mut map) = MapReader::open(&tree, &[RuleFile::FIELDS], RuleFile::WHAT, &mut reader) {
                let file = RuleFile::take(&mut map, &mut reader);
                rules.rows = file.rules.iter().filter_map(|row| take(row, &file.source, &mut reader)).collect();
                tell_doubled(&file.rules, &mut reader);
                rules.counting = file.counting.unwrap_or_default();
            }
        }
        Ok(None) => reader.fault(Code::MissingKey, crate::span::Span::default(), "the rules must have `title`", None),
        Err(fault) => {
            let help = fault.help();
            reader.fault(fault.code, fault.span, fault.message, help);
        }
    }
    (rules, reader.diagnostics)
}

/// The rule of a row, if it is one that the program knows and its parameters fit.
fn take(row: &RuleRow, source: &str, reader: &mut Reader<'_>) -> Option<(Code, Rule)> {
    let name = &row.id.text;
    if name.is_empty() {
        return None;
    }
    let Some(code) = super::procedure().find(|code| code.as_str() == name) else {
        let names: Vec<&str> = super::procedure().map(Code::as_str).collect();
        let help = nearest(name, names.iter().copied())
            .map_or_else(|| format!("the rules are {}", ticked(&names)), |near| format!("did you mean `{near}`?"));
        reader.fault(Code::InvalidValue, row.id.span, format!("there is no rule `{}`", shown(name)), Some(help));
        return None;
    };
    let notice = match (row.days, row.months) {
        (Some(_), Some(months)) => {
            reader.fault(Code::InvalidValue, months.span, "a rule has `days` or `months`, not both", None);
            return None;
        }
        (Some(days), None) => Some(Notice::Days(days.value)),
        (None, Some(months)) => Some(Notice::Months(months.value)),
        (None, None) => None,
    };
    let wanted = super::NOTICES.contains(&code);
    if let (Some(given), false) = (row.days.or(row.months), wanted) {
        reader.fault(Code::InvalidValue, given.span, format!("the rule `{name}` counts no days"), Some("remove the key".to_owned()));
    }
    if notice.is_none() && wanted && !reader.has_fault_in(row.at) {
        let help = Some("add `days:` or `months:` with a whole number".to_owned());
        reader.fault(Code::MissingKey, row.at, format!("the rule `{name}` must have `days` or `months`"), help);
        return None;
    }
    let source = row.source.as_deref().unwrap_or(source);
    let cited = row.clause.as_ref().map_or_else(|| source.to_owned(), |clause| format!("{source} clause {clause}"));
    Some((code, Rule { cited, what: row.what.clone(), notice: notice.filter(|_| wanted) }))
}

/// Tells rules that stand in the file twice.
fn tell_doubled(rows: &[RuleRow], reader: &mut Reader<'_>) {
    let mut seen: BTreeMap<&str, ()> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.id.text.is_empty()) {
        if seen.insert(&row.id.text, ()).is_some() {
            reader.fault(Code::InvalidValue, row.id.span, format!("a second rule `{}`", shown(&row.id.text)), None);
        }
    }
}
