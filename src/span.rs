//! Byte ranges in a source text, and the lines and columns that people count in.
//!
//! A [`Span`] is all that the stages keep; lines and columns are computed once, when something is reported.

/// A range of bytes in one source text: `start` inclusive, `end` exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// A span of the bytes `start..end`. Sources are at most 10 MiB, so `u32` holds every offset.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// The same span in a text that holds this one from byte `offset` on.
    pub fn shifted(self, offset: usize) -> Self {
        Self { start: self.start + offset as u32, end: self.end + offset as u32 }
    }

    /// The range of bytes, to slice a text with.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The part of this span on its first line, so that an excerpt shows one line.
    pub fn first_line(self, text: &str) -> Self {
        let line = &text[self.range()];
        let end = line.find('\n').map_or(self.end, |at| self.start + at as u32);
        Self { start: self.start, end }
    }
}

/// A place as people count: both from 1, columns in Unicode characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in Unicode characters, from 1.
    pub column: usize,
}

impl Position {
    /// The position of byte `offset` in `text`; an offset past the end counts as the end.
    pub fn of(text: &str, offset: usize) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &text[..offset];
        let line_start = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |at| at + 1);
        Self { line: memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1, column: before[line_start..].chars().count() + 1 }
    }
}

/// Finds the positions of offsets in one text, in time that grows with the text alone where they are asked for in rising
/// order, as sorted spans are.
#[derive(Clone, Copy, Debug)]
pub struct Positions {
    offset: usize,
    position: Position,
}

impl Default for Positions {
    fn default() -> Self {
        Self { offset: 0, position: Position { line: 1, column: 1 } }
    }
}

impl Positions {
    /// The position of byte `offset` in `text`, which must be the text of every call; an offset past the end counts as the
    /// end.
    pub fn find(&mut self, text: &str, offset: usize) -> Position {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        if offset < self.offset {
            *self = Self::default();
        }
        let further = &text[self.offset..offset];
        let Position { line, column } = self.position;
        self.position = match memchr::memrchr(b'\n', further.as_bytes()) {
            Some(at) => Position {
                line: line + memchr::memchr_iter(b'\n', further.as_bytes()).count(),
                column: further[at + 1..].chars().count() + 1,
            },
            None => Position { line, column: column + further.chars().count() },
        };
        self.offset = offset;
        self.position
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        assert_eq!(Position::of("a\né→x", 7), Position { line: 2, column: 3 });
    }

    #[test]
    fn positions_are_the_same_in_any_order() {
        let text = "a\né→x\n\nlong line\nü";
        let mut positions = Positions::default();
        for offset in (0..=text.len() + 2).chain([3, 0, 9, 9, 4]) {
            assert_eq!(positions.find(text, offset), Position::of(text, offset), "{offset}");
        }
    }

    #[test]
    fn an_offset_past_the_end_is_the_end() {
        assert_eq!(Position::of("ab", 9), Position { line: 1, column: 3 });
    }

    #[test]
    fn a_span_is_cut_at_its_first_line() {
        assert_eq!(Span::new(1, 7).first_line("xab\ncd\n"), Span::new(1, 3));
    }
}
