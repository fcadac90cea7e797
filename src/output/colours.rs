//! The colours of the settings, as a style sheet of their own: no page needs a style in itself.

use std::borrow::Cow;
use std::io::Write;

use super::{Output, Sources};
use crate::colour::{GROUNDS, Rgb};
use crate::config::Colours;
use crate::plan::{Artifact, Item, Owner};

/// Where it is published.
const URL: &str = "theme/colours.css";

/// The style sheet of the settings' colours.
pub(super) const COLOURS: Output = Output {
    name: "colours",
    claim: |&Sources { settings, .. }, output, planner| {
        if settings.colours.as_ref().is_some_and(Colours::says_any) {
            planner.claim(URL, Owner::Made("the colours of the settings"), Artifact { output, item: Item::File(0) });
        }
    },
    bytes: |renderer, _, _, buffer| {
        if let Some(colours) = &renderer.views.settings.colours {
            write(colours, buffer);
        }
        Ok(Cow::Borrowed(buffer))
    },
};

/// Links are text: they are darkened, or lightened, until they stand out 7 to 1. Print keeps to black.
fn write(colours: &Colours, out: &mut Vec<u8>) {
    let [light, dark] = colours.accents().map(|accent| accent.and_then(|accent| Rgb::parse(&accent.value.0)));
    let of_dark = dark.or_else(|| light.map(|light| light.standing_out(GROUNDS[1].1, 4.5)));
    for ((scheme, ground), accent) in GROUNDS.into_iter().zip([light, of_dark]) {
        if let Some(accent) = accent {
            // A vector takes every byte.
            let _ = writeln!(
                out,
                "@media screen and (prefers-color-scheme: {scheme}) {{ :root {{ --accent: {accent}; --link: {}; }} }}",
                accent.standing_out(ground, TEXT),
            );
        }
    }
}

/// What links are made to have on the ground of the page; on the slightly darker head they still have 7 to 1.
const TEXT: f64 = 7.8;
