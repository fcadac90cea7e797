//! A record as data: what its front matter says, with designations resolved, and what follows from it on the site's day.
//! The same for its own file and for that of its kind.

use std::borrow::Cow;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::Renderer;
use crate::fields::Fields;
use crate::fields::export::{NameData, Names};
use crate::fields::value::Prose;
use crate::library::Library;
use crate::model::Data;
use crate::model::reference::Reference;
use crate::target::{RecordId, Target};
use crate::view::{Made, Named, Views};

/// Tells the texts and designations of one record.
pub(super) struct Teller<'r> {
    views: Views<'r>,
    /// What each designation names, by the place where it stands; sorted.
    targets: Vec<(u32, Option<Target>)>,
}

impl<'r> Teller<'r> {
    /// A teller of what `visit` visits.
    pub fn new(views: Views<'r>, visit: impl FnOnce(&mut dyn FnMut(Reference<'_>))) -> Self {
        let mut targets = Vec::new();
        visit(&mut |reference| targets.push((reference.name.span.start, views.library.find(&reference.name.text, reference.wanted))));
        targets.sort_unstable();
        Self { views, targets }
    }

    /// A teller of a record.
    pub fn of_record(views: Views<'r>, id: RecordId) -> Self {
        Self::new(views, |visit| views.library.record(id).references(visit))
    }
}

/// What a target is called, and where it is.
pub(super) fn name_of(library: &Library, target: Target) -> NameData<'_> {
    let path = library.url(target).map(|(url, anchor)| anchor.map_or(url.clone(), |anchor| format!("{url}#{anchor}")));
    let address = library.address(target).map(Into::into);
    NameData { name: library.official(target).into(), path, address }
}

impl Names for Teller<'_> {
    fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if text.contains('\\') { self.views.shown(text).into() } else { text.into() }
    }

    fn named<'n>(&'n self, name: &'n Prose) -> NameData<'n> {
        let at = self.targets.binary_search_by_key(&name.span.start, |(start, _)| *start);
        match at.ok().and_then(|at| self.targets[at].1) {
            Some(target) => name_of(self.views.library, target),
            None => NameData { name: self.text(&name.text), path: None, address: None },
        }
    }
}

/// A record, to be serialised.
pub(super) struct RecordData<'r, 's>(pub &'r Renderer<'s>, pub RecordId);

#[derive(Serialize)]
struct AttachmentData {
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
}

impl Serialize for RecordData<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (Self(renderer, id), views) = (self, self.0.views);
        let record = views.library.record(*id);
        let teller = Teller::of_record(views, *id);
        let header = &record.header;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", record.kind.info().name)?;
        map.serialize_entry("id", &record.id)?;
        map.serialize_entry("path", &record.url)?;
        map.serialize_entry("address", &renderer.views.settings.base_url.address(&record.url))?;
        map.serialize_entry("language", record.language.unwrap_or(views.settings.language()).as_str())?;
        map.serialize_entry("designation", &record.official())?;
        map.serialize_entry("title", &teller.text(&header.title.text))?;
        if let Some(summary) = &header.summary {
            map.serialize_entry("summary", &teller.text(&summary.text))?;
        }
        for (key, date) in [("date", header.date), ("updated", header.updated)] {
            date.map_or(Ok(()), |date| map.serialize_entry(key, &date.to_string()))?;
        }
        if !header.tags.is_empty() {
            map.serialize_entry("tags", &header.tags)?;
        }
        if !header.attachments.is_empty() {
            let named = header.attachments.iter().map(|attachment| views.attachment(*id, attachment));
            let told = |named: Made<Named>| AttachmentData {
                title: named.name.clone(),
                format: named.title.clone(),
                path: named.path.clone(),
                address: named.address.clone(),
            };
            map.serialize_entry("attachments", &named.map(told).collect::<Vec<_>>())?;
        }
        if let Some(owner) = views.library.owner(*id) {
            map.serialize_entry("part_of", &name_of(views.library, Target::Record(owner)))?;
        }
        match &record.data {
            Data::Group(group) => {
                group.entries(&teller, &mut map)?;
                if let Some(state) = views.state(group) {
                    map.serialize_entry("state", state.id)?;
                }
                if let Some(end) = views.lifetime(group).end {
                    map.serialize_entry("lifetime_ends", &end)?;
                }
            }
            Data::Circular(circular) => circular.entries(&teller, &mut map)?,
            Data::Liaison(liaison) => liaison.entries(&teller, &mut map)?,
            Data::Report(report) => report.entries(&teller, &mut map)?,
            Data::StudyGroup(study_group) => study_group.entries(&teller, &mut map)?,
            Data::Page => {}
        }
        map.end()
    }
}

/// A row of the catalogue, to be serialised.
#[derive(Clone, Copy)]
pub(super) struct RowData<'r, 's>(pub &'r Renderer<'s>, pub Target);

impl Serialize for RowData<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (views, library) = (self.0.views, self.0.views.library);
        let mut map = serializer.serialize_map(None)?;
        let NameData { name, path, .. } = name_of(library, self.1);
        let kind = match self.1 {
            Target::Recommendation(_) => "recommendation",
            Target::WorkItem(_) => "work-item",
            _ => "organisation",
        };
        map.serialize_entry("type", kind)?;
        map.serialize_entry("designation", &name)?;
        if let Some(path) = path {
            map.serialize_entry("path", &path)?;
            map.serialize_entry("address", &views.settings.base_url.address(&path))?;
        }
        match self.1 {
            Target::Recommendation(at) => {
                let row = &library.recommendations[at as usize].row;
                row.entries(&Teller::new(views, |visit| row.references(visit)), &mut map)?;
                if let Some(newest) = row.newest_said() {
                    map.serialize_entry("newest_status", newest.status.as_str())?;
                    map.serialize_entry("newest_status_date", &newest.date.to_string())?;
                }
            }
            Target::WorkItem(at) => {
                let row = &library.work_items[at as usize].row;
                row.entries(&Teller::new(views, |visit| row.references(visit)), &mut map)?;
            }
            Target::Organisation(at) => library.organisations[at as usize].entries(&Teller::new(views, |_| ()), &mut map)?,
            _ => unreachable!("only rows of the catalogue are told so"),
        }
        map.end()
    }
}
