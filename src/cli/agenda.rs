//! `plenary agenda`: what staff must do, by date.

use std::path::Path;

use serde::Serialize;

use super::{Common, DONE, FAULTY, USAGE, print};
use crate::agenda::{self, Item, Sources};
use crate::date::{Date, Duration};
use crate::report::{Format, to_stderr};
use crate::span::Position;
use crate::{Site, diagnostic, site, source};

/// The flags of `agenda`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// How far to look ahead of the site's day: 60d, 8w, 3m, 1y, or P60D
    #[arg(long, value_name = "DURATION", default_value = "60d", value_parser = parse_horizon)]
    next: Duration,
}

/// One item, as machines read it.
#[derive(Serialize)]
struct Line<'i> {
    date: String,
    /// Days from the site's day to the date, or to the first that it can be; negative of what is past.
    days: i32,
    overdue: bool,
    kind: &'static str,
    subject: &'i str,
    what: &'i str,
    rule: Option<&'i str>,
    file: &'i str,
    line: usize,
    column: usize,
}

/// Lists what is to be done; returns the exit code.
pub fn run(arguments: &Arguments, common: &Common) -> u8 {
    let Some(root) = common.find_root() else {
        return common.report(Path::new("."), &[source::no_settings()]);
    };
    let options = match common.options() {
        Ok(options) => options,
        Err(code) => return code,
    };
    if matches!(common.message_format, Format::Github | Format::Sarif) {
        // These are forms of faults, and an agenda has none.
        to_stderr("error: an agenda is written as human or json\n");
        return USAGE;
    }
    let (site, faults) = site::load(&root, &options);
    let code = common.report(&root, &faults);
    let Some(site) = site.filter(|_| !diagnostic::has_errors(&faults)) else {
        return FAULTY;
    };
    let Some(until) = site.today.after(arguments.next) else {
        to_stderr("error: the calendar ends before that\n");
        return USAGE;
    };
    let items = agenda::agenda(&Sources { library: &site.library, rules: &site.rules, today: site.today, until });
    let printed = print(&match common.message_format {
        Format::Json => for_machines(&items, &site),
        Format::Human | Format::Github | Format::Sarif => for_people(&items, site.today, until),
    });
    if printed == DONE { code } else { printed }
}

fn parse_horizon(text: &str) -> Result<Duration, String> {
    agenda::parse_horizon(text).ok_or_else(|| "expected a duration such as 60d, 8w, 3m, 1y or P60D".to_owned())
}

/// One object a line.
fn for_machines(items: &[Item], site: &Site) -> String {
    let line = |item: &Item| {
        let record = site.library.id_of(&item.file).map(|id| site.library.record(id));
        let place = record.map(|record| Position::of(&record.source.text, item.span.start as usize));
        let Position { line, column } = place.unwrap_or(Position { line: 1, column: 1 });
        let line = Line {
            date: item.date.to_string(),
            days: site.today.days_until(item.date.first()),
            overdue: item.overdue,
            kind: item.kind.as_str(),
            subject: &item.subject,
            what: &item.what,
            rule: item.rule.as_deref(),
            file: item.file.as_str(),
            line,
            column,
        };
        serde_json::to_string(&line).expect("strings and numbers are JSON") + "\n"
    };
    items.iter().map(line).collect()
}

/// A table: when, on which date, who, and what.
fn for_people(items: &[Item], today: Date, until: Date) -> String {
    if items.is_empty() {
        return format!("from {today} to {until} there is nothing to do\n");
    }
    let rows: Vec<[String; 4]> = items
        .iter()
        .map(|item| {
            let rule = item.rule.as_ref().map_or_else(String::new, |rule| format!(" ({rule})"));
            let words = diagnostic::shown(&format!("{}{rule}", item.what));
            [distance(item, today), item.date.to_string(), diagnostic::shown(&item.subject), words]
        })
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let (when, date, subject) = (width(0), width(1), width(2));
    rows.iter().map(|row| format!("{:when$}  {:date$}  {:subject$}  {}\n", row[0], row[1], row[2], row[3])).collect()
}

/// `overdue`, `today`, `in 12 days`; of what lasts longer and has begun, `now`.
fn distance(item: &Item, today: Date) -> String {
    match today.days_until(item.date.first()) {
        _ if item.overdue => "overdue".to_owned(),
        0 if item.date.day().is_some() => "today".to_owned(),
        days if days <= 0 => "now".to_owned(),
        days => format!("in {}", crate::diagnostic::counted(days as usize, "day", "days")),
    }
}
