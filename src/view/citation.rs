//! How a document is cited: for 'cite this' on its page, and for the files that reference managers read.

use serde::Serialize;

use super::Views;
use crate::date::Date;
use crate::library::{Library, Route};
use crate::model::Data;

/// Everything that a citation needs.
#[derive(Clone, Debug, Serialize)]
pub struct CitationView {
    /// A key of ASCII letters, digits, `.` and `-`.
    pub key: String,
    /// `report` or `standard`.
    pub kind: &'static str,
    /// Who wrote it; the publisher where nobody is named.
    pub authors: Vec<String>,
    /// What it is called.
    pub title: String,
    /// What it is one of: `TSB Circular`, `Liaison statement`, `Recommendation`.
    pub series: String,
    /// Its number there.
    pub number: String,
    /// Its date.
    pub date: Option<String>,
    /// Who publishes it.
    pub publisher: String,
    /// The address of its page.
    pub address: String,
    /// The site-relative path of its BibTeX file.
    pub bibtex: String,
}

/// The pages of documents, which are cited: circulars, liaison statements, reports and Recommendations.
pub fn cited(library: &Library) -> impl Iterator<Item = (&str, Route)> {
    let is_cited = |route: Route| match route {
        Route::Record(id) => matches!(library.record(id).data, Data::Circular(_) | Data::Liaison(_) | Data::Report(_)),
        Route::Recommendation(_) => true,
        _ => false,
    };
    library.routes.all.iter().filter(move |(_, route)| is_cited(*route)).map(|(path, route)| (path.as_str(), *route))
}

impl Views<'_> {
    /// How what stands at a route is cited, if it is a document.
    pub fn citation(&self, route: Route) -> Option<CitationView> {
        let library = self.library;
        let publisher = self.settings.organisation.as_ref().map_or_else(|| self.settings.title.clone(), |publisher| publisher.name.clone());
        let (path, kind, title, series, number, date): (&str, _, _, String, String, Option<Date>);
        let mut authors = Vec::new();
        match route {
            Route::Record(id) => {
                let record = library.record(id);
                (path, kind, title, date) = (&record.url, "report", self.shown(&record.header.title.text), record.header.date);
                (series, number) = match &record.data {
                    Data::Circular(circular) => (circular.series.clone(), circular.number.text.clone()),
                    Data::Liaison(liaison) => {
                        authors.push(self.maybe_designated(&liaison.from).name.clone());
                        (self.kind_in_words(id).to_owned(), liaison.reference.as_ref().map(|name| name.text.clone()).unwrap_or_default())
                    }
                    Data::Report(report) => {
                        authors.extend(report.authors.iter().cloned());
                        (self.kind_in_words(id).to_owned(), report.reference.as_ref().map(|name| name.text.clone()).unwrap_or_default())
                    }
                    _ => return None,
                };
            }
            Route::Recommendation(at) => {
                let entry = &library.recommendations[at as usize];
                (path, kind, title, date) = (&entry.url, "standard", self.shown(&entry.row.title.text), entry.row.said_on());
                (series, number) = (self.words.of(&format!("text-{}", entry.row.kind.as_str())).to_owned(), entry.row.id.text.clone());
            }
            _ => return None,
        }
        if authors.is_empty() {
            authors.push(publisher.clone());
        }
        Some(CitationView {
            key: key(path),
            kind,
            authors,
            title,
            series,
            number,
            date: date.map(|date| date.to_string()),
            publisher,
            address: self.settings.base_url.address(path),
            bibtex: format!("{path}cite.bib"),
        })
    }
}

/// A key from a path, such as `circulars-tsb-circular-33`. What is not ASCII becomes its number, so that two paths never
/// share a key.
fn key(path: &str) -> String {
    let mut key = String::with_capacity(path.len());
    for c in path.trim_end_matches('/').chars() {
        match c {
            '/' => key.push('-'),
            c if c.is_ascii_alphanumeric() || matches!(c, '-' | '.') => key.push(c),
            c => key.push_str(&format!("u{:x}", u32::from(c))),
        }
    }
    key
}
