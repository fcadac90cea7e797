//! The bytes of each artifact of a plan: one file an output. Pure: nothing here writes.

mod html;

use std::borrow::Cow;

use crate::Site;
use crate::diagnostic::Diagnostic;
use crate::path::OutputPath;
use crate::plan::Artifact;

pub use html::Pages;

/// Makes the bytes of an artifact. `buffer` is used again from one page to the next.
pub fn bytes<'b>(
    site: &Site,
    pages: &Pages<'_>,
    path: &OutputPath,
    artifact: &Artifact,
    buffer: &'b mut Vec<u8>,
) -> Result<Cow<'b, [u8]>, Vec<Diagnostic>> {
    match artifact {
        Artifact::Page(route, template) => {
            buffer.clear();
            pages.render(path, *route, template, buffer)?;
            Ok(Cow::Borrowed(buffer.as_slice()))
        }
        Artifact::Asset(at) => site.library.assets[*at as usize].read().map_err(|fault| vec![fault]),
        Artifact::ThemeAsset(at) => site.theme.assets[*at as usize].1.read().map_err(|fault| vec![fault]),
    }
}
