//! Which words must change so that every designation and link of the site leads where it led.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use super::files::Moves;
use super::{Edit, What};
use crate::Site;
use crate::config::Settings;
use crate::designation::key;
use crate::diagnostic::{Code, Diagnostic, shown};
use crate::fields::value::Prose;
use crate::library::{Library, Links, Resolved, Route};
use crate::markdown::{LinkKind, Reading, destinations, escape};
use crate::model::Record;
use crate::model::header::Waiver;
use crate::model::reference::{Reference, Wanted};
use crate::path::SourcePath;
use crate::source::{RECOMMENDATIONS, SETTINGS, WORK_ITEMS};
use crate::span::Span;
use crate::target::{RecordId, Target};

/// The edits by file, each file's in their order. `moved` is the site with its files moved and nothing mended.
pub fn edits(site: &Site, moved: &Site, moves: &Moves) -> Result<BTreeMap<SourcePath, Vec<Edit>>, Vec<Diagnostic>> {
    let mut mender = Mender { before: &site.library, after: &moved.library, moves, edits: BTreeMap::new(), faults: Vec::new() };
    for id in site.library.ids() {
        mender.record(id);
    }
    for entry in site.library.recommendations.iter() {
        entry.row.references(&mut |reference| mender.reference(&SourcePath::new(RECOMMENDATIONS), "", reference));
    }
    for entry in site.library.work_items.iter() {
        entry.row.references(&mut |reference| mender.reference(&SourcePath::new(WORK_ITEMS), "", reference));
    }
    mender.settings(&site.settings);
    if !mender.faults.is_empty() {
        return Err(mender.faults);
    }
    for edits in mender.edits.values_mut() {
        edits.sort();
        edits.dedup();
    }
    Ok(mender.edits)
}

/// Where what a designation names has its page; what has none is told by its name.
pub(super) fn page_of(library: &Library, target: Target) -> (String, Option<String>) {
    library.url(target).unwrap_or_else(|| (library.official(target), None))
}

/// The URL that a page or file has after the rename.
pub(super) fn new_url(before: &Library, after: &Library, moves: &Moves, url: &str) -> String {
    let source = match before.routes.get(url) {
        Some(Route::Record(id)) => before.path(id),
        Some(Route::Asset(at)) => &before.assets[at as usize].path,
        _ => return url.to_owned(),
    };
    let moved = moves.files.get(source).and_then(|path| after.routes.of_source(path.as_str()));
    moved.map_or_else(|| url.to_owned(), |(url, _)| url)
}

struct Mender<'s> {
    before: &'s Library,
    after: &'s Library,
    moves: &'s Moves,
    edits: BTreeMap<SourcePath, Vec<Edit>>,
    faults: Vec<Diagnostic>,
}

impl Mender<'_> {
    fn record(&mut self, id: RecordId) {
        let record = self.before.record(id);
        let (path, text) = (record.path(), record.source.text.as_str());
        record.references(&mut |reference| self.reference(path, text, reference));
        self.waivers(path, text, &record.header.waivers);
        let body = &self.before.bodies[id.index()];
        let links: Vec<_> = body.links.iter().filter(|link| link.kind != LinkKind::Undefined).collect();
        if !links.is_empty() {
            let places = destinations(Reading { text: record.markdown(), offset: record.body });
            for (link, place) in links.into_iter().zip(places) {
                let new = match link.kind {
                    LinkKind::Wiki => self.new_name(link.destination.trim_end_matches('\\').trim(), Wanted::Any),
                    _ => self.new_destination(record, id, link.kind, &link.destination).map(Ok),
                };
                match (new, place) {
                    (None, _) => {}
                    (Some(Ok(words)), Some(span)) => self.edit(path, span, words),
                    (Some(_), _) => self.cannot(path, link.span.first_line(text), &link.destination),
                }
            }
        }
        for file in record.header.attachments.iter().filter_map(|attachment| attachment.file.as_ref()) {
            if let Some(words) = self.new_destination(record, id, LinkKind::Link, &file.text) {
                self.edit(path, file.span, in_quotes_as(text, file.span, words));
            }
        }
    }

    /// Mends what waivers are for: a file by its path, or whatever a designation names.
    fn waivers(&mut self, path: &SourcePath, text: &str, waivers: &[Waiver]) {
        for named in waivers.iter().filter_map(|waiver| waiver.place.as_ref()) {
            let file = self.moves.files.get(&SourcePath::new(named.text.as_str()));
            match file.map(|file| Ok(file.to_string())).or_else(|| self.new_name(&named.text, Wanted::Any)) {
                None => {}
                Some(Ok(words)) => self.edit(path, named.span, in_quotes_as(text, named.span, words)),
                Some(Err(())) => self.cannot(path, named.span, &named.text),
            }
        }
    }

    /// Mends a designation of front matter or of the catalogue.
    fn reference(&mut self, path: &SourcePath, text: &str, reference: Reference<'_>) {
        let Prose { text: name, span } = reference.name;
        match self.new_name(name, reference.wanted) {
            None => {}
            Some(Ok(words)) => self.edit(path, *span, in_quotes_as(text, *span, words)),
            Some(Err(())) => self.cannot(path, *span, name),
        }
    }

    /// What a name becomes; nothing where it still names the same.
    fn new_name(&self, name: &str, wanted: Wanted) -> Option<Result<String, ()>> {
        let target = self.before.find(name, wanted)?;
        let (url, anchor) = page_of(self.before, target);
        let page = (new_url(self.before, self.after, self.moves, &url), anchor);
        if self.after.find(name, wanted).is_some_and(|target| page_of(self.after, target) == page) {
            return None;
        }
        // By its id alone, or `id/1` for a meeting and `id/page` for a page of its folder.
        let old = key(&self.moves.old_id);
        if key(name) == old {
            return Some(Ok(self.moves.new_id.clone()));
        }
        let slash = name.match_indices('/').map(|(at, _)| at).find(|at| key(&name[..*at]) == old);
        Some(slash.map(|at| format!("{}{}", self.moves.new_id, &name[at..])).ok_or(()))
    }

    /// What the destination of a link becomes; nothing where it still leads to the same.
    fn new_destination(&self, record: &Record, id: RecordId, kind: LinkKind, destination: &str) -> Option<String> {
        let Ok(Resolved::Page(url, _)) = (Links { library: self.before, record: id }).resolve(kind, destination) else { return None };
        let destination = destination.trim();
        let (written, rest) = destination.split_at(destination.find(['#', '?']).unwrap_or(destination.len()));
        if written.is_empty() {
            return None;
        }
        if written.starts_with('/') {
            return Some(self.new_site_path(written, &url)? + &escape_rest(rest));
        }
        let decoded = percent_decode_str(written).decode_utf8_lossy();
        let joined = record.path().join(&decoded)?;
        let is_file = self.before.routes.of_source(&joined).is_some();
        let source = if is_file { joined } else { format!("{}/index.md", joined.trim_end_matches('/')) };
        let source = self.moves.new_path(&SourcePath::new(source));
        let wanted = if is_file { source.as_str() } else { source.folder() };
        let from = self.moves.new_path(record.path());
        if from.join(&decoded).as_deref() == Some(wanted) {
            return None;
        }
        let slash = if !is_file && decoded.ends_with('/') { "/" } else { "" };
        let way = from.way_to(wanted);
        Some(format!("{}{slash}{}", escape(if way.is_empty() { "." } else { &way }), escape_rest(rest)))
    }

    fn new_site_path(&self, written: &str, url: &str) -> Option<String> {
        let new = new_url(self.before, self.after, self.moves, url);
        let new_path = if written.ends_with('/') { new.as_str() } else { new.trim_end_matches('/') };
        (new != url).then(|| format!("/{}", escape(new_path)))
    }

    /// The menu, the organisation's mark, and what waivers are for.
    fn settings(&mut self, settings: &Settings) {
        self.waivers(&SourcePath::new(SETTINGS), "", &settings.waivers);
        let menu = settings.menu.iter().map(|item| &item.url).filter(|url| url.text.starts_with('/'));
        let logo = settings.organisation.as_ref().and_then(|organisation| organisation.logo.as_ref());
        for named in menu.chain(logo) {
            let (written, rest) = named.text.split_at(named.text.find(['#', '?']).unwrap_or(named.text.len()));
            let path = written.trim_start_matches('/');
            let url = [path.to_owned(), format!("{path}/")].into_iter().find(|url| self.before.routes.get(url).is_some());
            if let Some(words) = url.and_then(|url| self.new_site_path(written, &url)) {
                self.edit(&SourcePath::new(SETTINGS), named.span, format!("\"{words}{rest}\""));
            }
        }
    }

    fn edit(&mut self, path: &SourcePath, span: Span, words: String) {
        self.edits.entry(path.clone()).or_default().push(Edit { span, words, what: What::Reference });
    }

    fn cannot(&mut self, path: &SourcePath, span: Span, name: &str) {
        let message = format!("`{}` would name nothing any more, and cannot be mended as it is written", shown(name));
        let help = format!("write another name of it here, or its id `{}`", self.moves.old_id);
        self.faults.push(Diagnostic::new(Code::RenameConflict, path, span, message).help(help));
    }
}

/// A value of YAML as the one that stands at `span`: in quotes where that is, and where plain words would mean another
/// thing. Of a file of which the text is not at hand, in quotes.
fn in_quotes_as(text: &str, span: Span, words: String) -> String {
    let old = text.get(span.range()).unwrap_or("\"");
    match old.chars().next() {
        Some('\'') => format!("'{words}'"),
        Some('"') => format!("\"{words}\""),
        _ if matches!(words.as_str(), "null" | "Null" | "NULL") => format!("\"{words}\""),
        _ => words,
    }
}

/// Query and anchor of a destination, of which only what would end it is written in another way.
fn escape_rest(rest: &str) -> String {
    let mut out = String::with_capacity(rest.len());
    for c in rest.chars() {
        match c {
            '#' | '?' | '%' | '=' | '&' | ':' | ',' => out.push(c),
            c => out.push_str(&escape(c.encode_utf8(&mut [0; 4]))),
        }
    }
    out
}
