//! `data/urls.txt`: every URL that is meant to stay, so that a later site can be held to it (`plenary check --previous`).
//! From the top of the site, percent-encoded, one a line, sorted. The theme's files and the search index are not among them:
//! they come and go with the program. Nor are the lists of redirects and headers, which only hosts read, nor the further
//! pages of long lists and the parts of the sitemap: they come and go with the number of records.

use std::borrow::Cow;
use std::io::Write;

use super::{OUTPUTS, Output, asset, headers, picture, redirect, search, sitemap};
use crate::path::encoded;
use crate::plan::{Artifact, Item, Owner};

/// The list.
pub(super) const LIST: Output = Output {
    name: "list of URLs",
    claim: |_, output, planner| {
        planner.claim("data/urls.txt", Owner::Made("the list of URLs"), Artifact { output, item: Item::File(0) });
    },
    bytes: |renderer, _, _, buffer| {
        for (path, _) in renderer.plan.artifacts.iter().filter(|(_, artifact)| lasts(artifact)) {
            writeln!(buffer, "/{}", encoded(path.url())).expect("a buffer takes all that is written");
        }
        Ok(Cow::Borrowed(buffer))
    },
};

/// Whether the URL of a file is meant to stay.
fn lasts(artifact: &Artifact) -> bool {
    let name = OUTPUTS[artifact.output].name;
    let is_part = match artifact.item {
        Item::Page(_, _, sheet) => sheet.is_some(),
        _ => name == sitemap::SITEMAP.name && artifact.item != Item::File(0),
    };
    !is_part && ![asset::THEME.name, picture::FORMS.name, search::INDEX.name, redirect::LIST.name, headers::LIST.name].contains(&name)
}
