//! Alerts: `> [!NOTE]` and its like, each with its name in the language of the page.

use pulldown_cmark::BlockQuoteKind;
use pulldown_cmark_escape::escape_html;

use crate::words::Words;

/// Opens an alert, with its name above its text.
pub(super) fn open(kind: BlockQuoteKind, words: &Words, out: &mut String) {
    let (class, word) = match kind {
        BlockQuoteKind::Note => ("note", "alert-note"),
        BlockQuoteKind::Tip => ("tip", "alert-tip"),
        BlockQuoteKind::Important => ("important", "alert-important"),
        BlockQuoteKind::Warning => ("warning", "alert-warning"),
        BlockQuoteKind::Caution => ("caution", "alert-caution"),
    };
    out.push_str(&format!("<div class=\"alert {class}\" role=\"note\">\n<p class=\"alert-title\">"));
    // A string takes everything.
    let _ = escape_html(&mut *out, words.of(word));
    out.push_str("</p>\n");
}
