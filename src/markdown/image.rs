//! An image of a text: with its size, so that nothing moves while it is loaded, and with the forms that it was made in.

use std::fmt::Write;

use pulldown_cmark_escape::{escape_href, escape_html};

use super::render::Page;
use crate::library::{Resolved, Route};
use crate::path::{encoded, way_up};
use crate::picture;

/// Writes an image up to its alternative text, and returns what comes after that; nothing where it leads nowhere. The
/// first image of a page is loaded at once, the others when they come near.
pub(super) fn open(page: &Page<'_>, resolved: &Resolved, title: &str, is_first: bool, out: &mut String) -> Option<String> {
    let href = page.links.href(resolved)?;
    let library = page.links.library;
    let route = if let Resolved::Page(url, _) = resolved { library.routes.get(url) } else { None };
    let asset = route.and_then(|route| if let Route::Asset(at) = route { Some(at) } else { None });
    let forms = asset.map_or(&[][..], |at| page.pictures.forms(at));
    if !forms.is_empty() {
        let way = way_up(&library.record(page.links.record).url);
        let set: Vec<String> = forms.iter().map(|form| format!("{way}{} {}w", encoded(&form.url), form.width)).collect();
        out.push_str("<picture><source type=\"image/webp\" srcset=\"");
        // A string takes everything.
        let _ = escape_html(&mut *out, &set.join(", "));
        out.push_str("\" sizes=\"");
        let _ = escape_html(&mut *out, &page.pictures.sizes);
        out.push_str("\">");
    }
    out.push_str("<img src=\"");
    let _ = escape_href(&mut *out, &href);
    out.push_str("\" alt=\"");
    let mut rest = "\"".to_owned();
    if !title.is_empty() {
        rest.push_str(" title=\"");
        let _ = escape_html(&mut rest, title);
        rest.push('"');
    }
    if let Some(size) = asset.and_then(|at| picture::size(&library.assets[at as usize])) {
        let _ = write!(rest, " width=\"{}\" height=\"{}\"", size.width, size.height);
    }
    rest.push_str(if is_first { " decoding=\"async\">" } else { " loading=\"lazy\" decoding=\"async\">" });
    if !forms.is_empty() {
        rest.push_str("</picture>");
    }
    Some(rest)
}
