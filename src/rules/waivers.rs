//! Findings that are accepted: which waiver holds for which finding, and the waivers that ended or accept nothing.
//!
//! A waiver in a record holds for that record's file. One in the settings holds for the file, the record or the row that
//! its `where` names, or for the whole site where it names nothing. Only what `check` finds can be waived, never an
//! error or a warning of a build.

use super::Sources;
use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic, shown};
use crate::fields::value::Prose;
use crate::library::{Miss, Route};
use crate::model::header::{Until, Waiver};
use crate::model::reference::Wanted;
use crate::path::SourcePath;
use crate::source::{ORGANISATIONS, RECOMMENDATIONS, SETTINGS, WORK_ITEMS};
use crate::span::Span;
use crate::suggest::nearest;
use crate::target::Target;

/// What a waiver holds for.
#[derive(Clone, Debug)]
enum Scope {
    /// The whole site.
    Site,
    /// A file.
    File(SourcePath),
    /// A part of a file: a row, a meeting.
    Part(SourcePath, Span),
    /// A draft, which is not there.
    Draft,
}

/// A waiver at its place.
struct Placed<'s> {
    waiver: &'s Waiver,
    /// The file that it is written in.
    file: SourcePath,
    scope: Scope,
}

/// What is left of the findings.
#[derive(Debug, Default)]
pub struct Judged {
    /// The findings that nothing accepts, and what is to be said of waivers.
    pub findings: Vec<Diagnostic>,
    /// The findings that are accepted, as notes.
    pub waived: Vec<Diagnostic>,
}

/// Checks what waivers say: codes of findings, and places that there are.
pub fn check(sources: &Sources<'_>, names_are_known: bool) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (waiver, file, own) in written(sources) {
        faults.extend(
            wrong_code(&waiver.code)
                .map(|(message, help)| Diagnostic::new(Code::InvalidValue, &file, waiver.code.span, message).maybe_help(help)),
        );
        if let (Some(named), Err(help), true) = (&waiver.place, scope(sources, waiver, &file, own), names_are_known) {
            let message = format!("`{}` names no file and no record of the site", shown(&named.text));
            faults.push(Diagnostic::new(Code::UnknownDesignation, &file, named.span, message).maybe_help(help));
        }
    }
    faults
}

/// Takes the findings that waivers accept out of `findings`.
pub fn judge(sources: &Sources<'_>, findings: Vec<Diagnostic>) -> Judged {
    let placed: Vec<Placed<'_>> = written(sources)
        .filter_map(|(waiver, file, own)| Some(Placed { waiver, scope: scope(sources, waiver, &file, own).ok()?, file }))
        .collect();
    let mut hits = vec![false; placed.len()];
    let mut judged = Judged::default();
    for finding in findings {
        let mut accepted: Option<&Waiver> = None;
        for (placed, hit) in placed.iter().zip(&mut hits).filter(|(placed, _)| placed.holds_for(&finding)) {
            *hit = true;
            if !placed.has_ended(sources.today) {
                accepted = accepted.or(Some(placed.waiver));
            }
        }
        match accepted {
            Some(waiver) => judged.waived.push(note(finding, waiver)),
            None => judged.findings.push(finding),
        }
    }
    for (placed, hit) in placed.iter().zip(hits) {
        judged.findings.extend(placed.remark(hit, sources.today));
    }
    judged
}

/// All waivers, with the file that they are written in, and whether it is a record's.
fn written<'s>(sources: &Sources<'s>) -> impl Iterator<Item = (&'s Waiver, SourcePath, bool)> {
    let of_site = sources.settings.waivers.iter().map(|waiver| (waiver, SourcePath::new(SETTINGS), false));
    let of_records = sources.library.records.iter();
    of_site.chain(of_records.flat_map(|record| record.header.waivers.iter().map(|waiver| (waiver, record.path().clone(), true))))
}

fn wrong_code(code: &Prose) -> Option<(String, Option<String>)> {
    let name = &code.text;
    let known = Code::of_name(name);
    if name.is_empty() || known.is_some_and(super::is_finding) {
        return None;
    }
    if known.is_some() {
        let help = "only what `plenary check` alone finds can be waived".to_owned();
        return Some((format!("`{}` cannot be waived", shown(name)), Some(help)));
    }
    let names = Code::ALL.iter().filter(|code| super::is_finding(**code)).map(|code| code.as_str());
    let help = nearest(name, names).map(|near| format!("did you mean `{near}`?"));
    Some((format!("there is no finding `{}`", shown(name)), help))
}

/// What a waiver holds for; the error is a hint.
fn scope(sources: &Sources<'_>, waiver: &Waiver, file: &SourcePath, is_of_record: bool) -> Result<Scope, Option<String>> {
    let library = sources.library;
    let Some(named) = &waiver.place else {
        return Ok(if is_of_record { Scope::File(file.clone()) } else { Scope::Site });
    };
    let name = named.text.as_str();
    let is_record = matches!(library.routes.of_source(name), Some((_, Route::Record(_))));
    if is_record || [RECOMMENDATIONS, WORK_ITEMS, ORGANISATIONS, SETTINGS].contains(&name) {
        return Ok(Scope::File(SourcePath::new(name)));
    }
    match library.names.lookup(name, Wanted::Any) {
        // Nothing is found on another site.
        Ok(Target::Foreign(_)) => Err(None),
        Ok(target) => Ok(part(sources, target)),
        Err(Miss::Draft) => Ok(Scope::Draft),
        Err(_) => {
            let near = library.names.nearest(name, Wanted::Any);
            Err(near.first().map(|near| format!("did you mean `{near}`?")))
        }
    }
}

/// Where a target is written.
fn part(sources: &Sources<'_>, target: Target) -> Scope {
    let library = sources.library;
    let row = |file: &str, span: Span| Scope::Part(SourcePath::new(file), span);
    match target {
        Target::Record(id) => Scope::File(library.path(id).clone()),
        Target::Recommendation(at) => row(RECOMMENDATIONS, library.recommendations[at as usize].row.at),
        Target::WorkItem(at) => row(WORK_ITEMS, library.work_items[at as usize].row.at),
        Target::Organisation(at) => row(ORGANISATIONS, library.organisations[at as usize].at),
        Target::Question(at) => Scope::File(library.path(library.questions[at as usize].study_group).clone()),
        Target::Action(at) => {
            let entry = &library.actions[at as usize];
            let file = library.path(entry.newest().0).clone();
            entry.action(library).map_or_else(|| Scope::File(file.clone()), |action| Scope::Part(file.clone(), action.at))
        }
        Target::Foreign(_) => unreachable!("a waiver is of what is on this site"),
        Target::Meeting(at) => {
            let entry = &library.meetings[at as usize];
            Scope::Part(library.path(entry.group).clone(), entry.meeting(library).at)
        }
    }
}

/// An accepted finding as a note.
fn note(finding: Diagnostic, waiver: &Waiver) -> Diagnostic {
    let until = match waiver.until {
        Until::Day(day) => format!(", until {}", day.in_words()),
        Until::Never => String::new(),
    };
    let message = format!("waived ({}{until}): {}: {}", shown(&waiver.reason), finding.code.as_str(), finding.message);
    Diagnostic { code: Code::Waived, message, help: None, ..finding }
}

impl Placed<'_> {
    fn holds_for(&self, finding: &Diagnostic) -> bool {
        let is_within = |part: Span| finding.span.is_some_and(|span| part.start <= span.start && span.end <= part.end);
        self.waiver.code.text == finding.code.as_str()
            && match &self.scope {
                Scope::Site => true,
                Scope::File(file) => *file == finding.file,
                Scope::Part(file, part) => *file == finding.file && is_within(*part),
                Scope::Draft => false,
            }
    }

    fn has_ended(&self, today: Date) -> bool {
        matches!(self.waiver.until, Until::Day(day) if day < today)
    }

    /// What is to be said of the waiver itself.
    fn remark(&self, is_hit: bool, today: Date) -> Option<Diagnostic> {
        let code = &self.waiver.code;
        let about = |kind, message: String| Diagnostic::new(kind, &self.file, code.span, message);
        match (is_hit, self.waiver.until) {
            (false, _) if matches!(self.scope, Scope::Draft) => None,
            (false, _) => Some(
                about(Code::UnusedWaiver, format!("the waiver accepts nothing: there is no `{}` where it holds", code.text))
                    .help("remove the waiver"),
            ),
            (true, Until::Day(day)) if self.has_ended(today) => {
                let message = format!("the waiver of `{}` ended on {}, and what it accepted is told again", code.text, day.in_words());
                Some(about(Code::ExpiredWaiver, message).help("mend what is told, or accept it for longer with a reason"))
            }
            (true, _) => None,
        }
    }
}
