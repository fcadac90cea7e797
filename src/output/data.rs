//! Data for other programs: a list of each kind as `data/<kind>.json`, one record as `index.json` beside its page, and
//! the JSON Schema of both. Keys are those of front matter (`plenary schema`); paths are relative to `base_url`.

use std::borrow::Cow;

use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};

use super::told::{RecordData, RowData};
use super::{Output, Renderer};
use crate::library::{Library, Route};
use crate::model::KINDS;
use crate::plan::{Artifact, Item, Owner};
use crate::schema;
use crate::target::Target;

/// The tables, by the names of their files: the kinds, and the files of the catalogue.
pub(super) fn tables() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|info| info.folder).chain(["recommendations", "work-items", "organisations"])
}

/// What a table holds, each as a target.
pub(super) fn rows(library: &Library, table: usize) -> Box<dyn Iterator<Item = Target> + '_> {
    match KINDS.get(table) {
        Some(info) => Box::new(library.of_kind(info.kind).map(Target::Record)),
        None => match table - KINDS.len() {
            0 => Box::new((0..library.recommendations.len() as u32).map(Target::Recommendation)),
            1 => Box::new((0..library.work_items.len() as u32).map(Target::WorkItem)),
            _ => Box::new((0..library.organisations.len() as u32).map(Target::Organisation)),
        },
    }
}

/// The lists.
pub(super) const LISTS: Output = Output {
    name: "data",
    claim: |sources, output, planner| {
        for (table, name) in (0..).zip(tables()).filter(|_| sources.settings.makes_data()) {
            let artifact = Artifact { output, item: Item::File(table) };
            planner.claim(&format!("data/{name}.json"), Owner::Made("a list of data"), artifact);
        }
    },
    bytes: |renderer, _, item, buffer| {
        let Item::File(table) = *item else { unreachable!("this output claims files only") };
        let (settings, table) = (renderer.views.settings, table as usize);
        let list = ListData {
            schema: "schema.json",
            list: tables().nth(table).unwrap_or_default(),
            title: &settings.title,
            base_url: settings.base_url.as_str(),
            today: renderer.views.today.to_string(),
            records: Rows(renderer, table),
        };
        Ok(written(&list, buffer))
    },
};

/// The records.
pub(super) const RECORDS: Output = Output {
    name: "records as data",
    claim: |sources, output, planner| {
        for (page, route) in sources.library.routes.all.iter().filter(|_| sources.settings.makes_data()) {
            if let Route::Record(_) | Route::Recommendation(_) = route {
                let artifact = Artifact { output, item: Item::About(*route) };
                planner.claim(&format!("{page}index.json"), Owner::Made("the data of a record"), artifact);
            }
        }
    },
    bytes: |renderer, _, item, buffer| match *item {
        Item::About(Route::Record(id)) => Ok(written(&RecordData(renderer, id), buffer)),
        Item::About(Route::Recommendation(at)) => Ok(written(&RowData(renderer, Target::Recommendation(at)), buffer)),
        _ => unreachable!("this output claims records only"),
    },
};

/// The schema.
pub(super) const SCHEMA: Output = Output {
    name: "schema of the data",
    claim: |sources, output, planner| {
        if sources.settings.makes_data() {
            planner.claim("data/schema.json", Owner::Made("the schema of the data"), Artifact { output, item: Item::File(0) });
        }
    },
    bytes: |_, _, _, buffer| Ok(written(&schema::of_data(), buffer)),
};

/// Writes a value as JSON, with a line end.
pub(super) fn written<'b>(value: &impl Serialize, buffer: &'b mut Vec<u8>) -> Cow<'b, [u8]> {
    serde_json::to_writer(&mut *buffer, value).expect("these values are JSON, and a buffer takes all that is written");
    buffer.push(b'\n');
    Cow::Borrowed(buffer)
}

#[derive(Serialize)]
struct ListData<'r, 's> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    list: &'static str,
    title: &'r str,
    base_url: &'r str,
    /// The day that states are measured against.
    today: String,
    records: Rows<'r, 's>,
}

/// The rows of a table, each written as it comes.
struct Rows<'r, 's>(&'r Renderer<'s>, usize);

impl Serialize for Rows<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for target in rows(self.0.views.library, self.1) {
            match target {
                Target::Record(id) => list.serialize_element(&RecordData(self.0, id))?,
                target => list.serialize_element(&RowData(self.0, target))?,
            }
        }
        list.end()
    }
}
