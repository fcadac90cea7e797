//! Citations: BibTeX as `cite.bib` beside every document, RIS and CSL-JSON of all documents in one file each.

use std::borrow::Cow;

use serde::Serialize;

use super::Output;
use super::data::written;
use crate::date::Date;
use crate::plan::{Artifact, Item, Owner};
use crate::view::{self, CitationView};

/// BibTeX beside every document.
pub(super) const BIBTEX: Output = Output {
    name: "BibTeX",
    claim: |sources, output, planner| {
        for (page, route) in view::cited(sources.library).filter(|_| sources.settings.makes_data()) {
            planner.claim(&format!("{page}cite.bib"), Owner::Made("a citation"), Artifact { output, item: Item::About(route) });
        }
    },
    bytes: |renderer, _, item, buffer| {
        let Item::About(route) = *item else { unreachable!("a citation is of a page") };
        let citation = renderer.views.citation(route).expect("only documents are cited");
        buffer.extend_from_slice(bibtex(&citation).as_bytes());
        Ok(Cow::Borrowed(buffer))
    },
};

/// RIS (file 0) and CSL-JSON (file 1) of all documents.
pub(super) const LISTS: Output = Output {
    name: "citations",
    claim: |sources, output, planner| {
        for (at, path) in [(0, "data/citations.ris"), (1, "data/citations.csl.json")] {
            if sources.settings.makes_data() {
                planner.claim(path, Owner::Made("the citations"), Artifact { output, item: Item::File(at) });
            }
        }
    },
    bytes: |renderer, _, item, buffer| {
        let cited = view::cited(renderer.views.library).filter_map(|(_, route)| renderer.views.citation(route));
        if *item == Item::File(0) {
            cited.for_each(|citation| buffer.extend_from_slice(ris(&citation).as_bytes()));
            return Ok(Cow::Borrowed(buffer));
        }
        Ok(written(&cited.map(Csl::of).collect::<Vec<_>>(), buffer))
    },
};

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

fn bibtex(citation: &CitationView) -> String {
    let date = citation.date.as_deref().and_then(Date::parse).map(Date::parts);
    // A technical report must have a year.
    let kind = if date.is_some() { "techreport" } else { "misc" };
    let mut text = format!("@{kind}{{{},\n", citation.key);
    let mut field = |name: &str, value: String| text.push_str(&format!("  {name} = {value},\n"));
    let braced = |value: &str| format!("{{{{{}}}}}", tex(value));
    // Each author in braces of its own: a name that is a body's, or has `and` in it, stays whole.
    let authors: Vec<String> = citation.authors.iter().map(|author| format!("{{{}}}", tex(author))).collect();
    field("author", format!("{{{}}}", authors.join(" and ")));
    field("title", braced(&citation.title));
    field("institution", braced(&citation.publisher));
    field("type", braced(&citation.series));
    if !citation.number.is_empty() {
        field("number", braced(&citation.number));
    }
    if let Some((year, month, day)) = date {
        field("year", format!("{{{year}}}"));
        field("month", MONTHS[month as usize - 1].to_owned());
        field("day", format!("{{{day}}}"));
    }
    field("url", format!("{{{}}}", citation.address));
    text.push_str("}\n");
    text
}

/// A text for TeX: no character of it is a command, and its braces are balanced.
fn tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        // Two of these become another character: a dash, a quotation mark.
        if (c == before && "-'`,<>".contains(c)) || (c == '`' && "?!".contains(before)) {
            out.push_str("{}");
        }
        before = c;
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\lbrace{}"),
            '}' => out.push_str("\\rbrace{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '$' | '&' | '#' | '%' | '_' => out.extend(['\\', c]),
            c if c.is_control() || c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn ris(citation: &CitationView) -> String {
    let mut text = String::new();
    // A value is one line: a line end in it would begin another field.
    let mut field = |tag: &str, value: &str| {
        let value =
            value.split(|c: char| c.is_control() || c.is_whitespace()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        if !value.is_empty() {
            text.push_str(&format!("{tag}  - {value}\r\n"));
        }
    };
    field("TY", if citation.kind == "standard" { "STAND" } else { "RPRT" });
    field("ID", &citation.key);
    citation.authors.iter().for_each(|author| field("AU", author));
    field("TI", &citation.title);
    field("T2", &citation.series);
    field("SN", &citation.number);
    if let Some(date) = &citation.date {
        field("PY", &date[..4]);
        field("DA", &date.replace('-', "/"));
    }
    field("PB", &citation.publisher);
    field("UR", &citation.address);
    text.push_str("ER  - \r\n\r\n");
    text
}

/// A citation in CSL-JSON.
#[derive(Serialize)]
struct Csl {
    id: String,
    r#type: &'static str,
    title: String,
    author: Vec<Literal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Issued>,
    genre: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    number: String,
    publisher: String,
    #[serde(rename = "URL")]
    url: String,
}

#[derive(Serialize)]
struct Literal {
    literal: String,
}

#[derive(Serialize)]
struct Issued {
    #[serde(rename = "date-parts")]
    date_parts: [[i16; 3]; 1],
}

impl Csl {
    fn of(citation: CitationView) -> Self {
        let date = citation.date.as_deref().and_then(Date::parse).map(Date::parts);
        Self {
            id: citation.key,
            r#type: citation.kind,
            title: citation.title,
            author: citation.authors.into_iter().map(|literal| Literal { literal }).collect(),
            issued: date.map(|(year, month, day)| Issued { date_parts: [[year, i16::from(month), i16::from(day)]] }),
            genre: citation.series,
            number: citation.number,
            publisher: citation.publisher,
            url: citation.address,
        }
    }
}
