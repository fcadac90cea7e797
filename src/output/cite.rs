//! Citations: BibTeX as `cite.bib` beside every document, RIS and CSL-JSON of all documents in one file each.

use std::borrow::Cow;
use std::io::{self, Write};

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
        bibtex(&citation, buffer).expect(TAKES_ALL);
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
            cited.for_each(|citation| ris(&citation, buffer).expect(TAKES_ALL));
            return Ok(Cow::Borrowed(buffer));
        }
        Ok(written(&cited.map(Csl::of).collect::<Vec<_>>(), buffer))
    },
};

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// What no write into a buffer does is fail.
const TAKES_ALL: &str = "a buffer takes all that is written";

fn bibtex(citation: &CitationView, out: &mut Vec<u8>) -> io::Result<()> {
    let date = citation.date.as_deref().and_then(Date::parse).map(Date::parts);
    // A technical report must have a year.
    let kind = if date.is_some() { "techreport" } else { "misc" };
    writeln!(out, "@{kind}{{{},", citation.key)?;
    // Each author in braces of its own: a name that is a body's, or has `and` in it, stays whole.
    out.extend_from_slice(b"  author = {");
    for (at, author) in citation.authors.iter().enumerate() {
        out.extend_from_slice(if at == 0 { b"{" } else { b" and {" });
        tex(author, out);
        out.push(b'}');
    }
    out.extend_from_slice(b"},\n");
    for (name, value) in
        [("title", &citation.title), ("institution", &citation.publisher), ("type", &citation.series), ("number", &citation.number)]
    {
        if name != "number" || !value.is_empty() {
            write!(out, "  {name} = {{{{")?;
            tex(value, out);
            out.extend_from_slice(b"}},\n");
        }
    }
    if let Some((year, month, day)) = date {
        write!(out, "  year = {{{year}}},\n  month = {},\n  day = {{{day}}},\n", MONTHS[month as usize - 1])?;
    }
    write!(out, "  url = {{{}}},\n}}\n", citation.address)
}

/// Writes a text for TeX: no character of it is a command, and its braces are balanced.
fn tex(text: &str, out: &mut Vec<u8>) {
    let mut before = ' ';
    for c in text.chars() {
        // Two of these become another character: a dash, a quotation mark.
        if (c == before && "-'`,<>".contains(c)) || (c == '`' && "?!".contains(before)) {
            out.extend_from_slice(b"{}");
        }
        before = c;
        match c {
            '\\' => out.extend_from_slice(b"\\textbackslash{}"),
            '{' => out.extend_from_slice(b"\\lbrace{}"),
            '}' => out.extend_from_slice(b"\\rbrace{}"),
            '^' => out.extend_from_slice(b"\\textasciicircum{}"),
            '~' => out.extend_from_slice(b"\\textasciitilde{}"),
            '$' | '&' | '#' | '%' | '_' => out.extend([b'\\', c as u8]),
            c if c.is_control() || c.is_whitespace() => out.push(b' '),
            c => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
}

fn ris(citation: &CitationView, out: &mut Vec<u8>) -> io::Result<()> {
    // A value is one line: a line end in it would begin another field.
    let mut field = |tag: &str, value: &str| -> io::Result<()> {
        let mut words = value.split(|c: char| c.is_control() || c.is_whitespace()).filter(|word| !word.is_empty());
        let Some(first) = words.next() else { return Ok(()) };
        write!(out, "{tag}  - {first}")?;
        for word in words {
            out.push(b' ');
            out.extend_from_slice(word.as_bytes());
        }
        out.extend_from_slice(b"\r\n");
        Ok(())
    };
    field("TY", if citation.kind == "standard" { "STAND" } else { "RPRT" })?;
    field("ID", &citation.key)?;
    for author in &citation.authors {
        field("AU", author)?;
    }
    field("TI", &citation.title)?;
    field("T2", &citation.series)?;
    field("SN", &citation.number)?;
    if let Some(date) = &citation.date {
        field("PY", &date[..4])?;
        field("DA", &date.replace('-', "/"))?;
    }
    field("PB", &citation.publisher)?;
    field("UR", &citation.address)?;
    out.extend_from_slice(b"ER  - \r\n\r\n");
    Ok(())
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
