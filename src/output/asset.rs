//! Files that are published as they are: those of the content, and the static ones of the theme.

use super::{Bytes, Output, Renderer, Sources};
use crate::library::Route;
use crate::plan::{Artifact, Item, Owner};
use crate::source::Asset;
use crate::theme::Origin;

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

/// The static files of the theme, and the style sheet of the settings' colours.
pub(super) const THEME: Output = Output {
    name: "theme",
    claim: |&Sources { theme, .. }, output, planner| {
        for (at, file) in (0..).zip(&theme.assets) {
            let owner = match file.origin {
                Origin::Site => Owner::File(file.asset.path.clone(), None),
                Origin::Program => Owner::Embedded(file.asset.path.clone()),
                Origin::Settings => Owner::Made("the colours of the settings"),
            };
            planner.claim(&file.url, owner, Artifact { output, item: Item::File(at) });
        }
    },
    bytes: |renderer, _, item, _| read(item, |at| &renderer.theme.assets[at].asset),
};

/// The file that an artifact is, if it is one.
pub(super) fn file<'r>(renderer: &'r Renderer<'_>, artifact: &Artifact) -> Option<&'r Asset> {
    let Item::File(at) = artifact.item else { return None };
    match super::OUTPUTS[artifact.output].name {
        name if name == CONTENT.name => renderer.views.library.assets.get(at as usize),
        name if name == THEME.name => renderer.theme.assets.get(at as usize).map(|file| &file.asset),
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
