//! Holds a site to the URLs that an earlier build of it published (`data/urls.txt`): each must still be there, or be an alias.
//!
//! In: a site and the list. Out: a finding for each URL that is gone. What plenary makes beside a page, such as a feed,
//! follows its page: it is told neither where the page itself is gone, nor where the page has moved and taken it along.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;

use crate::Site;
use crate::diagnostic::{Code, Diagnostic, shown};
use crate::output;
use crate::path::SourcePath;
use crate::source::{self, SETTINGS, Text};
use crate::span::Span;
use crate::suggest::{self, MOST_SOUGHT};

/// Where the list of an earlier build is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum List {
    /// In a file: its path, from the root of the site or absolute.
    File(PathBuf),
    /// At an address of the web.
    Address(String),
}

impl List {
    /// What the command line says. The error says what to write.
    pub fn parse(text: &str) -> Result<Self, String> {
        let is_address = text.get(..8).is_some_and(|start| start.to_ascii_lowercase().starts_with("https://"))
            || text.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("http://"));
        match (is_address, cfg!(feature = "external")) {
            (true, true) => Ok(Self::Address(text.to_owned())),
            (true, false) => Err("this program was built to speak to nobody: name a file".to_owned()),
            (false, _) => Ok(Self::File(text.into())),
        }
    }

    /// Reads it. What is fetched is told at the settings, since no file of the site holds it.
    fn read(&self, root: &Path) -> Result<Text, Diagnostic> {
        match self {
            Self::File(path) => source::read_plain(root, path),
            Self::Address(address) => {
                let settings = SourcePath::new(SETTINGS);
                let bytes = fetch(address).map_err(|why| {
                    let message = format!("cannot read the list at `{}`: {why}", shown(address));
                    Diagnostic::of_file(Code::Unreadable, &settings, message)
                })?;
                source::decoded(bytes, settings).map_err(|fault| self.fault(fault.code, &fault.file, Span::new(0, 0), &fault.message))
            }
        }
    }

    /// A fault of the list: at its line, or of what was fetched by its address.
    fn fault(&self, code: Code, path: &SourcePath, span: Span, message: &str) -> Diagnostic {
        match self {
            Self::File(_) => Diagnostic::new(code, path, span, message),
            Self::Address(address) => Diagnostic::of_file(code, path, format!("the list at `{}`: {message}", shown(address))),
        }
    }
}

#[cfg(feature = "external")]
fn fetch(address: &str) -> Result<Vec<u8>, String> {
    crate::external::fetch(address, &crate::external::Pace::default())
}

/// Without the feature no address becomes a [`List`].
#[cfg(not(feature = "external"))]
fn fetch(_: &str) -> Result<Vec<u8>, String> {
    Err("this program was built to speak to nobody".to_owned())
}

/// Tells every URL of the list that the site at `root` has no more, and what is wrong with the list.
pub fn check(site: &Site, root: &Path, list: &List) -> Vec<Diagnostic> {
    let text = match list.read(root) {
        Ok(text) => text,
        Err(fault) => return vec![fault],
    };
    let urls = match read(&text.text) {
        Ok(urls) => urls,
        Err((span, message)) => {
            let help = "name `data/urls.txt` of an earlier build";
            return vec![list.fault(Code::InvalidValue, &text.path, span, &message).help(help)];
        }
    };
    let now = Now::of(site);
    let gone = now.gone(&urls);
    let hint = |url: &str| {
        let near = if gone.len() > MOST_SOUGHT { None } else { now.nearest(url) };
        let near = near.map_or_else(String::new, |near| format!("; the nearest is `/{near}`"));
        format!("add it to `aliases` of the record that took its place{near}")
    };
    let tell = |(url, span): &(&str, Span)| {
        let message = format!("`{}` was published, and is gone", shown(&text.text[span.range()]));
        let place = match list {
            List::File(_) => Diagnostic::new(Code::GoneUrl, &text.path, *span, message),
            List::Address(_) => Diagnostic::of_file(Code::GoneUrl, &text.path, message),
        };
        place.help(hint(url))
    };
    gone.iter().map(tell).collect()
}

/// The URLs of a list, from the top of the site and decoded, each with its place. A line that is none makes it another file.
fn read(text: &str) -> Result<BTreeMap<String, Span>, (Span, String)> {
    let mut urls = BTreeMap::new();
    let mut start = 0;
    for line in text.split('\n') {
        let span = Span::new(start, start + line.len());
        start += line.len() + 1;
        if line.is_empty() {
            continue;
        }
        let decoded = line.strip_prefix('/').filter(|rest| !rest.starts_with('/') && !rest.contains(['?', '#', ' ', '\\']));
        let Some(url) = decoded.and_then(|rest| percent_decode_str(rest).decode_utf8().ok()) else {
            let short: String = line.chars().take(60).collect();
            return Err((span, format!("`{}` is no URL of a list: expected a path such as `/groups/fg-xx/`", shown(&short))));
        };
        urls.entry(url.into_owned()).or_insert(span);
    }
    if urls.is_empty() { Err((Span::new(0, 0), "this list names no URL".to_owned())) } else { Ok(urls) }
}

/// What the site publishes now.
struct Now<'s> {
    /// Every URL.
    urls: BTreeSet<&'s str>,
    /// The URLs of old pages, with those of the records that they lead to.
    redirects: BTreeMap<&'s str, &'s str>,
    /// The names of files that are made beside pages.
    beside: BTreeSet<&'s str>,
    /// The URLs of the records, which can have aliases.
    records: Vec<&'s str>,
}

impl<'s> Now<'s> {
    fn of(site: &'s Site) -> Self {
        let artifacts = &site.plan.artifacts;
        let to = |artifact| output::redirected(artifact).map(|id| site.library.record(id).url.as_str());
        let made = artifacts.iter().filter(|(_, artifact)| output::is_beside(artifact));
        Self {
            urls: artifacts.iter().map(|(path, _)| path.url()).collect(),
            redirects: artifacts.iter().filter_map(|(path, artifact)| Some((path.url(), to(artifact)?))).collect(),
            beside: made.map(|(path, _)| split(path.url()).1).collect(),
            records: site.library.records.iter().map(|record| record.url.as_str()).collect(),
        }
    }

    /// The URLs that are there no more, in the order of the list.
    fn gone<'l>(&self, former: &'l BTreeMap<String, Span>) -> Vec<(&'l str, Span)> {
        let mut gone: Vec<(&str, Span)> = former
            .iter()
            .map(|(url, span)| (url.as_str(), *span))
            .filter(|(url, _)| !self.has(url) && !self.follows(url, former))
            .collect();
        gone.sort_by_key(|(_, span)| *span);
        gone
    }

    /// Whether there is something at a URL. Hosts lead from a path to the folder of that name, which is how a file has an alias.
    fn has(&self, url: &str) -> bool {
        self.urls.contains(url) || self.urls.contains(format!("{url}/").as_str())
    }

    /// Whether a file was made beside a page that is told itself, or that has moved and has such a file beside it again.
    fn follows(&self, url: &str, former: &BTreeMap<String, Span>) -> bool {
        let (page, name) = split(url);
        if !self.beside.contains(name) || !former.contains_key(page) {
            return false;
        }
        match self.redirects.get(page) {
            Some(to) => self.urls.contains(format!("{to}{name}").as_str()),
            None => !self.has(page),
        }
    }

    /// The page of a record that probably took the place of a URL: of the same name elsewhere, or of a like name beside it.
    fn nearest(&self, url: &str) -> Option<String> {
        let (folder, name) = split(url.trim_end_matches('/'));
        let pages = || self.records.iter().map(|page| split(page.trim_end_matches('/')));
        let same = pages().find(|(_, other)| *other == name && !name.is_empty());
        let (folder, name) = same.or_else(|| {
            let beside = pages().filter(|(other, name)| *other == folder && !name.is_empty()).map(|(_, name)| name);
            Some((folder, suggest::nearest(name, beside)?))
        })?;
        Some(format!("{folder}{name}/"))
    }
}

/// A URL as its folder, with the slash at its end, and the name after it.
fn split(url: &str) -> (&str, &str) {
    url.split_at(url.rfind('/').map_or(0, |at| at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_decoded_and_another_file_is_none() {
        let urls = read("/\n/caf%C3%A9/\n/a%20b.pdf\n").unwrap();
        assert_eq!(urls.keys().collect::<Vec<_>>(), ["", "a b.pdf", "caf\u{e9}/"]);
        for other in ["", "\n", "groups/\n", "/\n//host/\n", "/a b\n", "/a?b\n", "/%ff/\n", "<!doctype html>\n"] {
            assert!(read(other).is_err(), "{other:?}");
        }
    }

    #[test]
    fn addresses_are_told_from_files() {
        assert_eq!(List::parse("public/data/urls.txt"), Ok(List::File("public/data/urls.txt".into())));
        assert_eq!(List::parse("http").unwrap(), List::File("http".into()));
        assert_eq!(
            List::parse("HTTPS://example.org/data/urls.txt").is_ok_and(|list| matches!(list, List::Address(_))),
            cfg!(feature = "external")
        );
    }
}
