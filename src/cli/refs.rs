//! `plenary refs`: every designation found in texts.

use std::path::PathBuf;

use super::{Common, print};
use crate::designation::{self, Found, Kind, Vocabulary};
use crate::front_matter;
use crate::library::Library;
use crate::markdown::{self, Reading};
use crate::report::Format;
use crate::source::{self, Text};
use crate::span::{Positions, Span};
use crate::target::Target;
use crate::{diagnostic, fields, site};

use serde::Serialize;

/// The flags of `refs`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Texts: `.md` as Markdown, others as they are
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// One designation, as machines read it.
#[derive(Serialize)]
struct Line<'t> {
    file: &'t str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    text: &'t str,
    kind: &'static str,
    id: String,
    known: bool,
}

/// Lists designations; returns the exit code.
pub fn run(arguments: &Arguments, common: &Common) -> u8 {
    let options = match common.options() {
        Ok(options) => options,
        Err(code) => return code,
    };
    // Outside of a site, or where it cannot be read, the full forms are found all the same.
    let site = common.find_root().and_then(|root| site::load(&root, &options).0);
    let library = site.as_ref().map(|site| &site.library);
    let outside = Vocabulary::outside();
    let vocabulary = library.map_or(&outside, |library| &library.vocabulary);
    let (mut out, mut faults) = (String::new(), Vec::new());
    for file in &arguments.files {
        match source::read_plain(std::path::Path::new(""), file) {
            Ok(text) => list(&text, vocabulary, library, common.message_format, &mut out),
            Err(fault) => faults.push(fault),
        }
    }
    let printed = print(&out);
    if diagnostic::has_errors(&faults) { common.report(std::path::Path::new(""), &faults) } else { printed }
}

/// Lists the designations of one text.
fn list(text: &Text, vocabulary: &Vocabulary<Target>, library: Option<&Library>, format: Format, out: &mut String) {
    let mut positions = Positions::default();
    let tell = |span: Span, found: &Found<Target>| {
        let (kind, id) = describe(&found.kind, found.target, library);
        let (start, end) = (positions.find(&text.text, span.start as usize), positions.find(&text.text, span.end as usize));
        let line = Line {
            file: text.path.as_str(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            text: &text.text[span.range()],
            kind,
            id,
            known: found.target.is_some(),
        };
        match format {
            Format::Json => out.push_str(&serde_json::to_string(&line).expect("strings and numbers are JSON")),
            // Annotations are of faults: a list of designations has none.
            Format::Human | Format::Github | Format::Sarif => {
                let words = markdown::one_line(line.text);
                let unknown = if line.known || library.is_none() { "" } else { " (not in the site)" };
                out.push_str(&format!("{}:{}:{}: {words} = {} {}{unknown}", line.file, line.line, line.column, line.kind, line.id));
            }
        }
        out.push('\n');
    };
    find(text, vocabulary, tell);
}

/// Finds the designations of a text: of Markdown where readers see them, of other texts everywhere.
fn find(text: &Text, vocabulary: &Vocabulary<Target>, mut tell: impl FnMut(Span, &Found<Target>)) {
    let is_markdown = text.path.as_str().ends_with(".md");
    if !is_markdown {
        designation::scan(&text.text, vocabulary, |found| {
            if !found.escaped {
                tell(Span::new(found.start, found.end), &found);
            }
        });
        return;
    }
    if let Some(tree) = front_matter::tree(&text.text) {
        fields::prose::visit(&tree, &mut |node, _| {
            designation::scan(&text.text[node.span.range()], vocabulary, |found| {
                if !found.escaped {
                    tell(Span::new(found.start, found.end).shifted(node.span.start as usize), &found);
                }
            });
        });
    }
    let body = front_matter::split(&text.text).map_or(0, |split| split.body);
    markdown::mentions(Reading { text: &text.text[body..], offset: body }, vocabulary, tell);
}

/// The kind and the canonical id of a mention.
fn describe(kind: &Kind, target: Option<Target>, library: Option<&Library>) -> (&'static str, String) {
    match (kind, target, library) {
        (Kind::StudyGroup(number), ..) => ("study-group", format!("SG{number}")),
        (Kind::Question(number, group), ..) => ("question", format!("Q{number}/{group}")),
        (Kind::Text(id), ..) => ("recommendation", id.clone()),
        (Kind::Action(id), ..) => ("action", id.clone()),
        (Kind::FocusGroup(name), ..) => ("focus-group", markdown::one_line(name)),
        (Kind::Circular(name), ..) => ("circular", name.clone()),
        (Kind::Name, Some(target), Some(library)) => {
            let kind = match target {
                Target::Record(id) => library.record(id).kind.info().name,
                Target::WorkItem(_) => "work-item",
                Target::Recommendation(_) => "recommendation",
                Target::Organisation(_) => "organisation",
                Target::Question(_) => "question",
                Target::Action(_) => "action",
                Target::Meeting(_) => "meeting",
                Target::Foreign(at) => library.foreign(at).kind.as_str(),
            };
            (kind, library.official(target))
        }
        // A name is only found by a vocabulary, which only a library has.
        (Kind::Name, ..) => ("name", String::new()),
    }
}
