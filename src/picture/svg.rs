//! The size that an SVG drawing says of itself: `width` and `height` in pixels, else the size of its `viewBox`.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Size;

/// The size in the first element of a drawing that begins so.
pub fn size(beginning: &[u8]) -> Option<Size> {
    let mut reader = Reader::from_reader(beginning);
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) | Event::Empty(element) if element.local_name().as_ref() == "svg" => return of_element(&element),
            Event::Start(_) | Event::Empty(_) | Event::Eof => return None,
            _ => {}
        }
    }
}

fn of_element(element: &BytesStart<'_>) -> Option<Size> {
    let value = |name: &str| {
        let attribute = element.try_get_attribute(name).ok().flatten()?;
        Some(attribute.value.into_owned())
    };
    let pixels = |name: &str| length(&value(name)?);
    if let (Some(width), Some(height)) = (pixels("width"), pixels("height")) {
        return rounded(width, height);
    }
    let numbers: Vec<f64> =
        value("viewBox")?.split([' ', ',', '\n', '\t']).filter(|part| !part.is_empty()).filter_map(|part| part.parse().ok()).collect();
    if let [_, _, width, height] = numbers[..] { rounded(width, height) } else { None }
}

/// A length in pixels; of another unit, or a share of the window, there is none.
fn length(text: &str) -> Option<f64> {
    text.trim().trim_end_matches("px").parse().ok()
}

fn rounded(width: f64, height: f64) -> Option<Size> {
    let whole = |length: f64| (0.5..100_000.0).contains(&length).then(|| length.round() as u32);
    Some(Size { width: whole(width)?, height: whole(height)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_says_its_size_in_pixels_or_by_its_view_box() {
        let found = |text: &str| size(text.as_bytes()).map(|size| (size.width, size.height));
        assert_eq!(found("<?xml version='1.0'?><!-- x --><svg width='20px' height=\"10.4\"/>"), Some((20, 10)));
        assert_eq!(found("<svg xmlns='http://www.w3.org/2000/svg' width='100%' viewBox='0,0 300 150'><g/></svg>"), Some((300, 150)));
        for none in ["<svg width='10em' height='2em'/>", "<html><svg width='1' height='1'/>", "", "<svg", "<svg viewBox='0 0 -1 NaN'/>"] {
            assert_eq!(found(none), None, "{none}");
        }
    }
}
