//! What names something that is not there: front matter, catalogue, `[[…]]` and links.

use rayon::prelude::*;

use super::hint::{Finding, with_hints};
use super::links::{self, Links, unknown};
use super::names::Miss;
use super::{Library, SHARE, Unread};
use crate::config::{RawHtml, Settings};
use crate::designation::{self, Name};
use crate::diagnostic::{self, Code, Diagnostic, MAX_TOLD};
use crate::fields::value::Prose;
use crate::markdown::LinkKind;
use crate::model::reference::{Reference, Wanted};
use crate::model::{Data, Kind};
use crate::path::SourcePath;
use crate::source::{RECOMMENDATIONS, WORK_ITEMS};
use crate::target::RecordId;

/// Checks every reference and link of the library.
pub fn check(library: &Library, settings: &Settings) -> Vec<Diagnostic> {
    let ids: Vec<RecordId> = library.ids().collect();
    let mut diagnostics = check_records(library, &ids, settings);
    let gaps = Gaps::of(library, &library.unread);
    let mut found = Vec::new();
    for entry in library.recommendations.iter() {
        entry.row.references(&mut |reference| tell(library, &gaps, &SourcePath::new(RECOMMENDATIONS), reference, &mut found));
    }
    for entry in library.work_items.iter() {
        entry.row.references(&mut |reference| tell(library, &gaps, &SourcePath::new(WORK_ITEMS), reference, &mut found));
    }
    diagnostics.extend(with_hints(library, found));
    diagnostics
}

/// Checks the references and links of some records. Every fault is in the file of its record.
pub fn check_records(library: &Library, ids: &[RecordId], settings: &Settings) -> Vec<Diagnostic> {
    let gaps = Gaps::of(library, &library.unread);
    let found = ids.par_iter().with_max_len(SHARE).flat_map_iter(|id| check_record(library, *id, &gaps, settings)).collect();
    with_hints(library, found)
}

/// What could not be read, so that nothing is told which would only follow from that.
struct Gaps<'u> {
    unread: &'u Unread,
    /// The kinds of which a record has a fault, and so may not answer to its names.
    kinds: Vec<Kind>,
}

impl<'u> Gaps<'u> {
    fn of(library: &Library, unread: &'u Unread) -> Self {
        let mut kinds: Vec<Kind> = library.records.iter().filter(|record| lacks_names(record)).map(|record| record.kind).collect();
        // An unread page has no name but its id, by which nothing in front matter names it.
        kinds.extend(unread.kinds().filter(|kind| *kind != Kind::Page));
        kinds.sort_unstable();
        kinds.dedup();
        Self { unread, kinds }
    }

    /// Whether a name of what is wanted might be that of something unread.
    fn cover(&self, wanted: Wanted) -> bool {
        let kind = |kind: Kind| self.kinds.contains(&kind);
        match wanted {
            Wanted::Any => !self.kinds.is_empty() || self.unread.recommendations || self.unread.work_items || self.unread.organisations,
            Wanted::StudyGroup | Wanted::Question => kind(Kind::StudyGroup),
            Wanted::Group | Wanted::Meeting => kind(Kind::Group),
            Wanted::Organisation => self.unread.organisations,
            Wanted::Circular => kind(Kind::Circular),
            Wanted::Liaison => kind(Kind::Liaison),
            Wanted::Recommendation => self.unread.recommendations,
            Wanted::WorkItem => self.unread.work_items,
        }
    }
}

/// What a name could be of, by its form.
fn wanted_by(name: &str) -> Wanted {
    match designation::parse(name) {
        Name::StudyGroup(_) | Name::Question(..) => Wanted::StudyGroup,
        Name::Text(_) => Wanted::Recommendation,
        Name::Other(_) => Wanted::Any,
    }
}

/// Whether a record's names could not be read.
fn lacks_names(record: &crate::model::Record) -> bool {
    if record.unread {
        // A page has no name but its id, which is known.
        return record.kind != Kind::Page;
    }
    record.faulty
        && match &record.data {
            Data::Group(group) => group.acronym.text.is_empty() || group.meetings.iter().any(|meeting| meeting.id.text.is_empty()),
            Data::StudyGroup(group) => group.acronym.text.is_empty() || group.number.is_none(),
            Data::Circular(circular) => circular.number.text.is_empty() || circular.series.is_empty(),
            Data::Liaison(_) | Data::Report(_) | Data::Page => false,
        }
}

fn check_record(library: &Library, id: RecordId, gaps: &Gaps<'_>, settings: &Settings) -> Vec<Finding> {
    let record = library.record(id);
    let path = record.path();
    let body = &library.bodies[id.index()];
    let links = Links { library, record: id };
    let mut found = Vec::new();
    record.references(&mut |reference| tell(library, gaps, path, reference, &mut found));
    for link in &body.links {
        let Err(fault) = links.resolve(link.kind, &link.destination) else { continue };
        let follows = link.kind == LinkKind::Wiki && fault.code == Code::UnknownDesignation && gaps.cover(wanted_by(&link.destination));
        if !follows {
            let span = link.span.first_line(&record.source.text);
            found.push(fault.at(path, span));
        }
    }
    for file in record.header.attachments.iter().filter_map(|attachment| attachment.file.as_ref()) {
        if let Err(fault) = links.resolve(LinkKind::Link, &file.text) {
            found.push(fault.at(path, file.span));
        }
    }
    let mut diagnostics = Vec::new();
    if settings.raw_html() == RawHtml::Escape {
        diagnostics.extend(body.raw_html.iter().take(MAX_TOLD).map(|span| {
            let help = "write it in Markdown, put code between back-ticks, or set `markdown: {raw_html: allow}`";
            Diagnostic::new(Code::RawHtml, path, span.first_line(&record.source.text), "raw HTML is printed as text").help(help)
        }));
        // Nor made: of a file of 10 MiB they would be millions.
        let more = body.raw_html.len().saturating_sub(MAX_TOLD);
        diagnostics.extend((more > 0).then(|| diagnostic::not_told(Code::RawHtml, path, more)));
    }
    let is_orphan = record.owner.is_some() && library.owner(id).is_none() && record.language.is_none();
    if is_orphan && !library.routes.is_unread(owner_url(&record.url)) {
        let message = "this is a page of a record that is not there";
        let help = format!("add `{}/index.md`", path.folder());
        diagnostics.push(Diagnostic::of_file(Code::UnknownKind, path, message).help(help));
    }
    found.extend(diagnostics.into_iter().map(|diagnostic| (diagnostic, None)));
    found
}

/// The URL of the record that the page at `url` belongs to: `groups/fg-mv/` for `groups/fg-mv/terms-of-reference/`.
fn owner_url(url: &str) -> &str {
    let page = url.trim_end_matches('/');
    page.rfind('/').map_or("", |at| &page[..=at])
}

/// Tells a reference that names nothing.
fn tell(library: &Library, gaps: &Gaps<'_>, path: &SourcePath, reference: Reference<'_>, found: &mut Vec<Finding>) {
    let name = &reference.name.text;
    if name.is_empty() {
        return;
    }
    let Err(miss) = library.names.lookup(name, reference.wanted) else { return };
    let told = match miss {
        Miss::Unknown | Miss::Other(_) => reference.must && !gaps.cover(reference.wanted),
        // A name that may be any text is a draft's only if it names nothing else.
        Miss::Draft | Miss::Ambiguous(_) => true,
    };
    if told {
        found.push(unknown(library, name, reference.wanted, &miss).at(path, reference.name.span));
    }
}

/// Checks what the settings name: the pages of the menu, and the organisation's mark.
pub fn check_settings(library: &Library, settings: &Settings, path: &SourcePath) -> Vec<Diagnostic> {
    let menu = settings.menu.iter().map(|item| &item.url).filter(|url| url.text.starts_with('/'));
    let logo = settings.organisation.as_ref().and_then(|organisation| organisation.logo.as_ref());
    let faulty = |named: &Prose| Some(links::check_site_link(library, &named.text).err()?.at(path, named.span));
    with_hints(library, menu.chain(logo).filter_map(faulty).collect())
}
