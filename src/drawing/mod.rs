//! Drawings: SVG that is made with the page, of plain values and words. Same values, same bytes.
//!
//! A drawing has a title and a description, what it shows are links that a keyboard reaches, and its colours are those
//! of the theme, by classes. Its text is large enough at its own size; where the window is narrower, it scrolls.

mod relations;
mod timeline;

pub use relations::{Column, Node, Relations};
pub use timeline::{Lane, Mark, Timeline};

use std::fmt::Write;

use pulldown_cmark_escape::escape_html;

/// Text of an element or of an attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // A string takes everything.
    let _ = escape_html(&mut out, text);
    out
}

/// Opens a drawing of a size; `id` is that of its title.
fn open(out: &mut String, id: &str, (width, height): (i32, i32), title: &str, description: &str) {
    let _ = write!(
        out,
        "<svg class=\"drawing-svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"group\" \
         aria-labelledby=\"{id}-title {id}-text\"><title id=\"{id}-title\">{}</title><desc id=\"{id}-text\">{}</desc>",
        escaped(title),
        escaped(description),
    );
}

/// A text that has room for so many characters: cut at the end, with `…`.
fn cut(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        None => text.to_owned(),
        Some(_) => {
            let kept: String = text.chars().take(characters.saturating_sub(1)).collect();
            format!("{}…", kept.trim_end())
        }
    }
}
