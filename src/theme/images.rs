//! What a theme asks for of the pictures that pages show: `images.yaml`, the site's own in place of the program's.

use crate::diagnostic::{Code, Diagnostic};
use crate::fields::value::{At, Prose};
use crate::fields::{Fields, MapReader, Read, Reader, record};
use crate::picture::Wanted;
use crate::source::Text;
use crate::yaml;

/// What the file is called, in the folder of a theme.
pub(super) const NAME: &str = "images.yaml";
/// The narrowest and the widest form that can be asked for, in pixels.
const WIDTHS: std::ops::RangeInclusive<u32> = 16..=4096;

record! {
    /// What `images.yaml` holds.
    pub struct Images = "the pictures of a theme" {
        /// How wide the forms are, in pixels.
        widths: Vec<At<u32>> = "[400, 800]";
        /// How wide pictures are shown: what the attribute `sizes` of HTML says.
        sizes: Prose = "100vw";
    }
}

/// Reads the file.
pub(super) fn read(text: &Text) -> (Wanted, Vec<Diagnostic>) {
    let mut reader = Reader::new(&text.path, &text.text);
    let tree = match yaml::parse(&text.text) {
        Ok(tree) => tree,
        Err(fault) => {
            let help = fault.help();
            reader.fault(fault.code, fault.span, fault.message, help);
            return (Wanted::default(), reader.diagnostics);
        }
    };
    let empty = yaml::Node { span: crate::span::Span::default(), value: yaml::Value::Mapping(Vec::new()) };
    let images = match MapReader::open(&tree.unwrap_or(empty), &[Images::FIELDS], Images::WHAT, &mut reader) {
        Some(mut map) => Images::take(&mut map, &mut reader),
        None => Images::stand_in(),
    };
    for width in images.widths.iter().filter(|width| !WIDTHS.contains(&width.value)) {
        let message = format!("a width is {} to {} pixels", WIDTHS.start(), WIDTHS.end());
        reader.fault(Code::InvalidValue, width.span, message, None);
    }
    let widths = images.widths.iter().map(|width| width.value).collect();
    (Wanted { widths, sizes: images.sizes.text }, reader.diagnostics)
}
