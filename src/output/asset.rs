//! Files that are published as they are: those of the content, and the static ones of the theme.

use super::{Bytes, Output, Renderer, Sources};
use crate::library::Route;
use crate::plan::{Artifact, Item, Owner};
use crate::source::{Asset, AssetData};

/// The files of the content.
pub(super) const CONTENT: Output = Output {
    name: "assets",
    claim: |&Sources { library, .. }, output, planner| {
        for (url, route) in &library.routes.all {
            if let Route::Asset(at) = route {
                let owner = Owner::File(library.assets[*at as usize].path.clone(), None);
                planner.claim(url, owner, Artifact { output, item: Item::File(*at) });
            }
        }
    },
    bytes: |renderer, _, item, _| read(item, |at| &renderer.views.library.assets[at]),
};

/// The static files of the theme.
pub(super) const THEME: Output = Output {
    name: "theme",
    claim: |&Sources { theme, .. }, output, planner| {
        for (at, (url, asset)) in (0..).zip(&theme.assets) {
            let owner = match asset.data {
                AssetData::File(_) => Owner::File(asset.path.clone(), None),
                AssetData::Embedded(_) => Owner::Embedded(asset.path.clone()),
            };
            planner.claim(url, owner, Artifact { output, item: Item::File(at) });
        }
    },
    bytes: |renderer, _, item, _| read(item, |at| &renderer.theme.assets[at].1),
};

/// The file that an artifact is, if it is one.
pub(super) fn file<'r>(renderer: &'r Renderer<'_>, artifact: &Artifact) -> Option<&'r Asset> {
    let Item::File(at) = artifact.item else { return None };
    match super::OUTPUTS[artifact.output].name {
        name if name == CONTENT.name => renderer.views.library.assets.get(at as usize),
        name if name == THEME.name => renderer.theme.assets.get(at as usize).map(|(_, asset)| asset),
        _ => None,
    }
}

/// The bytes of the file that an item names in its list.
fn read<'a>(item: &Item, asset: impl Fn(usize) -> &'a Asset) -> Bytes<'static> {
    match item {
        Item::File(at) => asset(*at as usize).read().map_err(|fault| vec![fault]),
        Item::Page(..) | Item::About(_) => unreachable!("these outputs claim files only"),
    }
}
