//! `data/urls.txt`: every URL that is meant to stay, so that a later site can be held to it (`plenary check --previous`).
//! Site-relative, percent-encoded, one a line, sorted. The files of the theme and of the
//! search index are not among them: nobody links to them, and they come and go.

use std::borrow::Cow;
use std::io::Write;

use super::{OUTPUTS, Output, asset, search};
use crate::config::encoded;
use crate::plan::{Artifact, Item, Owner};

/// The list.
pub(super) const LIST: Output = Output {
    name: "list of URLs",
    claim: |_, output, planner| {
        planner.claim("data/urls.txt", Owner::Made("the list of URLs"), Artifact { output, item: Item::File(0) });
    },
    bytes: |renderer, _, _, buffer| {
        let lasting = |artifact: &Artifact| ![asset::THEME.name, search::INDEX.name].contains(&OUTPUTS[artifact.output].name);
        for (path, _) in renderer.plan.artifacts.iter().filter(|(_, artifact)| lasting(artifact)) {
            writeln!(buffer, "/{}", encoded(path.url())).expect("a buffer takes all that is written");
        }
        Ok(Cow::Borrowed(buffer))
    },
};
