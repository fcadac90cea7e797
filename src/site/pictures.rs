//! The forms of the pictures that pages show, made or found in the cache before anything is planned.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::cache::Cache;
use crate::diagnostic::{Code, Diagnostic};
use crate::library::{Library, Links, Resolved, Route};
use crate::markdown::LinkKind;
use crate::path::SourcePath;
use crate::picture::{self, Form, MAX_FILE, MAX_PIXELS, Pictures, Unusable, Wanted};
use crate::span::Span;

/// Prepares every picture of the content that a page shows; tells those of which no forms can be made at the first place
/// that shows them.
pub(super) fn prepare(library: &Library, wanted: &Wanted, cache: &Cache) -> (Pictures, Vec<Diagnostic>) {
    let shown: Vec<(u32, (SourcePath, Span))> = shown(library).into_iter().collect();
    let prepared: Vec<(u32, Result<Vec<Form>, Diagnostic>)> = shown
        .into_par_iter()
        .map(|(at, place)| {
            let asset = &library.assets[at as usize];
            (at, picture::prepare(asset, wanted, cache).map_err(|why| told(&asset.path, &place, why)))
        })
        .collect();
    let (mut forms, mut faults) = (BTreeMap::new(), Vec::new());
    for (at, prepared) in prepared {
        match prepared {
            Ok(of_one) => drop(forms.insert(at, of_one)),
            Err(fault) => faults.push(fault),
        }
    }
    (Pictures::new(forms, wanted, cache), faults)
}

/// The pictures that pages show, by the places of their assets, each with the first place that shows it.
fn shown(library: &Library) -> BTreeMap<u32, (SourcePath, Span)> {
    let mut shown = BTreeMap::new();
    for id in library.ids() {
        let (record, links) = (library.record(id), Links { library, record: id });
        for link in library.bodies[id.index()].links.iter().filter(|link| link.kind == LinkKind::Image) {
            let Ok(Resolved::Page(url, _)) = links.resolve(link.kind, &link.destination) else { continue };
            if let Some(Route::Asset(at)) = library.routes.get(&url)
                && picture::has_forms(&url)
            {
                shown.entry(at).or_insert_with(|| (record.path().clone(), link.span.first_line(&record.source.text)));
            }
        }
    }
    shown
}

fn told(path: &SourcePath, (file, span): &(SourcePath, Span), why: Unusable) -> Diagnostic {
    let why = match why {
        Unusable::NoPicture => "is no picture".to_owned(),
        Unusable::Damaged => "is damaged".to_owned(),
        Unusable::TooManyPixels(count) => format!("has {count} pixels, more than {MAX_PIXELS}"),
        Unusable::TooLarge(size) => format!("has {size} bytes, more than {MAX_FILE}"),
    };
    Diagnostic::new(Code::UnusablePicture, file, *span, format!("`{path}` {why}: it is published as it is"))
        .help("save it anew, as PNG, JPEG or WebP")
}
