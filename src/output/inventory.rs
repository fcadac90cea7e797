//! `data/designations.json`: every designation of the site, with its kind, its title and its address, so that another
//! site can name them (`inventories` in its settings).

use serde::Serialize;

use super::data::written;
use super::told::name_of;
use super::{Output, Renderer};
use crate::fields::value::Prose;
use crate::library::Library;
use crate::model::{Data, Kind};
use crate::plan::{Artifact, Item, Owner};
use crate::target::Target;

/// The inventory.
pub(super) const INVENTORY: Output = Output {
    name: "inventory",
    claim: |sources, output, planner| {
        if sources.settings.makes_data() {
            let artifact = Artifact { output, item: Item::File(0) };
            planner.claim("data/designations.json", Owner::Made("the list of designations"), artifact);
        }
    },
    bytes: |renderer, _, _, buffer| Ok(written(&renderer.inventory(), buffer)),
};

#[derive(Serialize)]
struct InventoryData<'l> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    list: &'static str,
    title: &'l str,
    base_url: &'l str,
    designations: Vec<DesignationData<'l>>,
}

/// A designation and what it names.
#[derive(Serialize)]
struct DesignationData<'l> {
    name: String,
    kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    also_written: Vec<&'l str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
}

impl Renderer<'_> {
    fn inventory(&self) -> InventoryData<'_> {
        let settings = self.views.settings;
        InventoryData {
            schema: "schema.json",
            list: "designations",
            title: &settings.title,
            base_url: settings.base_url.as_str(),
            designations: targets(self.views.library).map(|target| self.designation(target)).collect(),
        }
    }

    fn designation(&self, target: Target) -> DesignationData<'_> {
        let library = self.views.library;
        let told = name_of(library, target);
        let address = told.path.map(|path| self.views.settings.base_url.address(&path)).or(told.address.map(Into::into));
        let also_written = match target {
            Target::Record(id) => also_written(&library.record(id).data).iter().map(|name| name.text.as_str()).collect(),
            _ => Vec::new(),
        };
        DesignationData {
            name: told.name.into_owned(),
            kind: kind_of(library, target),
            also_written,
            title: self.views.named(target).title.clone(),
            address,
        }
    }
}

/// Everything that has a designation: records that are more than a page first, each list in the library's order.
fn targets(library: &Library) -> impl Iterator<Item = Target> + '_ {
    let records = library.ids().filter(|id| library.record(*id).kind != Kind::Page && library.record(*id).language.is_none());
    // A record without a number of its own is named by nothing.
    let has_name = |target: &Target| match target {
        Target::Record(id) => match &library.record(*id).data {
            Data::Liaison(liaison) => liaison.reference.is_some(),
            Data::Report(report) => report.reference.is_some(),
            _ => true,
        },
        _ => true,
    };
    let numbered = |count: usize, target: fn(u32) -> Target| (0..count as u32).map(target);
    records
        .map(Target::Record)
        .chain(numbered(library.recommendations.len(), Target::Recommendation))
        .chain(numbered(library.work_items.len(), Target::WorkItem))
        .chain(numbered(library.organisations.len(), Target::Organisation))
        .chain(numbered(library.questions.len(), Target::Question))
        .chain(numbered(library.actions.len(), Target::Action))
        .chain(numbered(library.meetings.len(), Target::Meeting))
        .filter(has_name)
}

fn also_written(data: &Data) -> &[Prose] {
    match data {
        Data::Group(group) => &group.also_written,
        Data::Report(report) => &report.also_written,
        _ => &[],
    }
}

/// What a target is, in the word that `plenary refs` has for it.
fn kind_of(library: &Library, target: Target) -> &'static str {
    match target {
        Target::Record(id) => library.record(id).kind.info().name,
        Target::Recommendation(_) => "recommendation",
        Target::WorkItem(_) => "work-item",
        Target::Organisation(_) => "organisation",
        Target::Question(_) => "question",
        Target::Action(_) => "action",
        Target::Meeting(_) => "meeting",
        Target::Foreign(at) => library.foreign(at).kind.as_str(),
    }
}
