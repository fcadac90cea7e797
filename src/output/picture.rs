//! The pictures of pages in forms that browsers load faster, beside the files of the content as they are.

use std::borrow::Cow;

use super::{Output, Sources};
use crate::plan::{Artifact, Item, Owner};

/// The forms.
pub(super) const FORMS: Output = Output {
    name: "pictures",
    claim: |&Sources { pictures, .. }, output, planner| {
        for (at, (_, form)) in (0..).zip(pictures.published()) {
            planner.claim(&form.url, Owner::Made("a form of a picture"), Artifact { output, item: Item::File(at) });
        }
    },
    bytes: |renderer, _, item, _| {
        let Item::File(at) = item else { unreachable!("this output claims files only") };
        let (asset, form) = &renderer.pictures.published()[*at as usize];
        let bytes = renderer.pictures.bytes(&renderer.views.library.assets[*asset as usize], form);
        bytes.map(Cow::Owned).map_err(|fault| vec![fault])
    },
};
