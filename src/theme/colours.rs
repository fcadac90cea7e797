//! The colours of the settings, as a style sheet of their own: no page needs a style in itself.

use std::fmt::Write;

use crate::colour::{GROUNDS, Rgb};
use crate::config::Colours;

/// What templates call the style sheet.
pub(super) const NAME: &str = "colours.css";
/// What links are made to have on the ground of the page; on the slightly darker head they still have 7 to 1.
const TEXT: f64 = 7.8;

/// Links are text: they are darkened, or lightened, until they stand out 7 to 1. Print keeps to black.
pub(super) fn style_sheet(colours: &Colours) -> String {
    let [light, dark] = colours.accents().map(|accent| accent.and_then(|accent| Rgb::parse(&accent.value.0)));
    let of_dark = dark.or_else(|| light.map(|light| light.standing_out(GROUNDS[1].1, 4.5)));
    let mut out = String::new();
    for ((scheme, ground), accent) in GROUNDS.into_iter().zip([light, of_dark]) {
        if let Some(accent) = accent {
            // A string takes everything.
            let _ = writeln!(
                out,
                "@media screen and (prefers-color-scheme: {scheme}) {{ :root {{ --accent: {accent}; --link: {}; }} }}",
                accent.standing_out(ground, TEXT),
            );
        }
    }
    out
}
