//! A run of text as readers see it, with the way back to the bytes of the source.
//!
//! The Markdown reader hands text over in pieces: it splits at characters that might have meant something, and resolves
//! entities. Designations are found in the whole run.

use std::ops::Range;

use crate::span::Span;

/// Text that stands together, and where each piece of it came from.
#[derive(Debug, Default)]
pub struct Run {
    text: String,
    pieces: Vec<Piece>,
}

#[derive(Debug)]
struct Piece {
    at: usize,
    source: Range<usize>,
}

impl Run {
    /// Adds a piece of text that came from `source`.
    pub fn push(&mut self, text: &str, source: Range<usize>) {
        self.pieces.push(Piece { at: self.text.len(), source });
        self.text.push_str(text);
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Empties it, keeping its memory.
    pub fn clear(&mut self) {
        self.text.clear();
        self.pieces.clear();
    }

    /// The bytes of the source that the bytes `start..end` of the run came from.
    pub fn source(&self, start: usize, end: usize) -> Span {
        Span::new(self.source_of(start, false), self.source_of(end, true))
    }

    fn source_of(&self, at: usize, is_end: bool) -> usize {
        let after = self.pieces.partition_point(|piece| if is_end { piece.at < at } else { piece.at <= at });
        let Some(piece) = self.pieces.get(after.saturating_sub(1)) else { return 0 };
        let next = self.pieces.get(after).map_or(self.text.len(), |next| next.at);
        if next - piece.at == piece.source.len() {
            return piece.source.start + (at - piece.at);
        }
        // An entity or a line break: the whole of it.
        if at > piece.at { piece.source.end } else { piece.source.start }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resolved_entity_is_the_whole_of_its_source() {
        // Source: `SG&nbsp;17`.
        let mut run = Run::default();
        run.push("SG", 0..2);
        run.push("\u{a0}", 2..8);
        run.push("17", 8..10);
        assert_eq!(run.source(0, run.text().len()), Span::new(0, 10));
        assert_eq!(run.source(4, 6), Span::new(8, 10));
        assert_eq!(run.source(2, 4), Span::new(2, 8));
    }
}
