//! Whether the site says the same after a rename: every designation and link leads to the same page, by its new URL.

use std::collections::BTreeMap;

use super::Edit;
use super::files::Moves;
use super::mend::{new_url, page_of};
use crate::Site;
use crate::diagnostic::{Code, Diagnostic, shown};
use crate::library::{Library, Links, Resolved, Route};
use crate::model::Record;
use crate::model::reference::Wanted;
use crate::path::SourcePath;
use crate::span::Span;
use crate::target::RecordId;

/// A designation as a record has it, with where it leads.
type Named = (String, Span, Option<(String, Option<String>)>);

/// Compares every designation and link of the site before and after; tells those that lead elsewhere, at their place now.
pub fn same(before: &Site, after: &Site, moves: &Moves) -> Result<(), Vec<Diagnostic>> {
    let (old, new) = (&before.library, &after.library);
    let mut faults = Vec::new();
    for id in old.ids() {
        let record = old.record(id);
        let Some((_, Route::Record(new_id))) = new.routes.of_source(moves.new_path(record.path()).as_str()) else { continue };
        let here = |page: Option<(String, Option<String>)>| page.map(|(url, anchor)| (new_url(old, new, moves, &url), anchor));
        let then = references(new, new.record(new_id)).into_iter().chain(links(new, new_id)).map(|(_, _, page)| page);
        let now = references(old, record).into_iter().chain(links(old, id));
        for ((name, span, page), then) in now.zip(then) {
            if here(page) != then {
                let message = format!("`{}` would lead elsewhere than it does now", shown(&name));
                let help = format!("choose another id than `{}`, or use another name here", moves.new_id);
                let span = span.first_line(&record.source.text);
                faults.push(Diagnostic::new(Code::RenameConflict, record.path(), span, message).help(help));
            }
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

fn references(library: &Library, record: &Record) -> Vec<Named> {
    let mut found = Vec::new();
    let mut add = |name: &str, span: Span, wanted: Wanted| {
        let page = library.find(name, wanted).map(|target| page_of(library, target));
        found.push((name.to_owned(), span, page));
    };
    record.references(&mut |reference| add(&reference.name.text, reference.name.span, reference.wanted));
    found
}

fn links(library: &Library, id: RecordId) -> Vec<Named> {
    let links = Links { library, record: id };
    let own = || library.record(id).url.clone();
    let resolve = |link: &crate::markdown::RawLink| {
        let page = match links.resolve(link.kind, &link.destination) {
            Ok(Resolved::Target { target, .. }) => Some(page_of(library, target)),
            Ok(Resolved::Page(url, anchor)) => Some((url, anchor)),
            Ok(Resolved::Anchor(anchor)) => Some((own(), Some(anchor))),
            Ok(Resolved::External(address)) => Some((address, None)),
            Ok(Resolved::Unread) | Err(_) => None,
        };
        (link.destination.clone(), link.span, page)
    };
    library.bodies[id.index()].links.iter().map(resolve).collect()
}

/// The faults that the renamed site would have, told where its files are now. A file that would be changed has other
/// places, so that its faults are told of the whole of it.
pub fn at_old_places(faults: Vec<Diagnostic>, moves: &Moves, edits: &BTreeMap<SourcePath, Vec<Edit>>) -> Vec<Diagnostic> {
    let old_path = |path: &SourcePath| moves.files.iter().find(|(_, new)| *new == path).map_or(path, |(old, _)| old).clone();
    let mut faults: Vec<Diagnostic> = faults
        .into_iter()
        .map(|fault| {
            let file = old_path(&fault.file);
            let span = fault.span.filter(|_| !edits.contains_key(&file));
            let message = format!("with this id: {}", fault.message);
            Diagnostic { file, span, message, ..fault }
        })
        .collect();
    crate::diagnostic::sort(&mut faults);
    faults
}
