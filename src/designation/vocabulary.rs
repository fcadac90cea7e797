//! The names that a site has, and what each of them names.

use ahash::HashMap;

use super::cursor::{Cursor, is_gap};
use super::words;

/// Stands in a name for a gap: spaces and hyphens are free there.
const GAP: u8 = 1;

/// The names of a site. `T` is what a name names.
///
/// Three tables serve what the grammar reads by rule (study groups, Questions, Recommendations with their Supplements);
/// every other name (acronyms, work items, references, other spellings) is found letter by letter in a sorted list.
#[derive(Clone, Debug, PartialEq)]
pub struct Vocabulary<T> {
    study_groups: Vec<Option<T>>,
    questions: HashMap<(u32, u32), T>,
    texts: HashMap<Box<str>, T>,
    actions: HashMap<Box<str>, T>,
    names: Vec<Entry<T>>,
    /// The bytes that a name begins with.
    first: [bool; 256],
    /// Those that any designation begins with: capitals are read by rule.
    starts: [bool; 256],
    /// By the first byte, those that may be the second.
    seconds: Vec<[bool; 256]>,
    /// Whether this is the vocabulary of a site: without one, the forms that only names decide are still candidates.
    site: bool,
}

/// One name of the sorted list.
#[derive(Clone, Debug, PartialEq)]
struct Entry<T> {
    folded: Box<[u8]>,
    names: NameAt<T>,
}

/// What a name names, and where its words end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NameAt<T> {
    /// What it names.
    pub target: T,
    /// Whether it is a text of the catalogue, before which `Recommendation` and `ITU-T` belong to the mention.
    pub is_text: bool,
    /// The byte after it.
    pub end: usize,
}

impl<T: Copy> Vocabulary<T> {
    /// A vocabulary without any name, for texts outside of a site.
    pub fn outside() -> Self {
        Self {
            study_groups: vec![None; 100],
            questions: HashMap::default(),
            texts: HashMap::default(),
            actions: HashMap::default(),
            names: Vec::new(),
            first: [false; 256],
            starts: std::array::from_fn(|byte| (byte as u8).is_ascii_uppercase()),
            seconds: (0..=u8::MAX).map(|first| std::array::from_fn(|second| words::may_begin(first, second as u8))).collect(),
            site: false,
        }
    }

    /// An empty vocabulary of a site, to add names to. [`Vocabulary::freeze`] ends that.
    pub fn of_site() -> Self {
        Self { site: true, ..Self::outside() }
    }

    /// ITU-T's study group `number`, 1 to 99.
    pub fn add_study_group(&mut self, number: u32, names: T) {
        if let Some(place) = self.study_groups.get_mut(number as usize) {
            *place = Some(names);
        }
    }

    /// Question `number` of ITU-T's study group `group`.
    pub fn add_question(&mut self, number: u32, group: u32, names: T) {
        self.questions.insert((number, group), names);
    }

    /// A Recommendation, Supplement, amendment or corrigendum by its canonical id.
    pub fn add_text(&mut self, id: &str, names: T) {
        self.texts.insert(id.into(), names);
    }

    /// An action item by its number.
    pub fn add_action(&mut self, id: &str, names: T) {
        self.actions.insert(id.into(), names);
    }

    /// Any other name, in its official letter case.
    pub fn add_name(&mut self, name: &str, names: T) {
        self.add(name, names, false);
    }

    /// A text of the catalogue by its name: a work item, a technical report.
    pub fn add_text_name(&mut self, name: &str, names: T) {
        self.add(name, names, true);
    }

    fn add(&mut self, name: &str, target: T, is_text: bool) {
        let folded = fold(name);
        if let Some(&first) = folded.first() {
            self.first[usize::from(first)] = true;
            self.starts[usize::from(first)] = true;
            let seconds = &mut self.seconds[usize::from(first)];
            match folded.get(1) {
                Some(&second) if second != GAP => seconds[usize::from(second)] = true,
                // Anything may stand behind a name of one letter, and in place of a gap.
                _ => seconds.fill(true),
            }
            self.names.push(Entry { folded, names: NameAt { target, is_text, end: 0 } });
        }
    }

    /// Sorts the names. Of equal names the first one added stays.
    #[must_use]
    pub fn freeze(mut self) -> Self {
        self.names.sort_by(|a, b| a.folded.cmp(&b.folded));
        self.names.dedup_by(|later, earlier| later.folded == earlier.folded);
        self
    }

    /// Whether the names of a site are known.
    pub fn is_of_site(&self) -> bool {
        self.site
    }

    /// What ITU-T's study group `number` is.
    pub fn study_group(&self, number: u32) -> Option<T> {
        self.study_groups.get(number as usize).copied().flatten()
    }

    /// What Question `number/group` is.
    pub fn question(&self, number: u32, group: u32) -> Option<T> {
        self.questions.get(&(number, group)).copied()
    }

    /// What a canonical id of a Recommendation or Supplement is.
    pub fn text(&self, id: &str) -> Option<T> {
        self.texts.get(id).copied()
    }

    /// What an action item's number is.
    pub fn action(&self, id: &str) -> Option<T> {
        self.actions.get(id).copied()
    }

    /// The first byte of `text`, from `at` on, that a designation may begin with; at the end of the text, 0 is behind it.
    pub fn next_start(&self, text: &[u8], mut at: usize) -> Option<usize> {
        loop {
            at += text.get(at..)?.iter().position(|byte| self.starts[usize::from(*byte)])?;
            let second = text.get(at + 1).copied().unwrap_or(0);
            if self.seconds[usize::from(text[at])][usize::from(second)] {
                return Some(at);
            }
            at += 1;
        }
    }

    /// The longest name that stands at `start` as a whole word.
    pub fn name_at(&self, start: Cursor<'_>) -> Option<NameAt<T>> {
        if !self.first[usize::from(start.byte())] {
            return None;
        }
        let mut best = None;
        walk(&self.names, 0, start, &mut best);
        best
    }
}

/// Narrows `names`, all equal in their first `depth` bytes, by what stands at `cursor`.
fn walk<T: Copy>(mut names: &[Entry<T>], mut depth: usize, mut cursor: Cursor<'_>, best: &mut Option<NameAt<T>>) {
    loop {
        // A name that ends here sorts before all that go on.
        if let Some(entry) = names.first()
            && entry.folded.len() == depth
        {
            let ends = entry.folded.last() == Some(&b')') || cursor.ends_word();
            if ends && best.is_none_or(|best| best.end < cursor.at) {
                *best = Some(NameAt { end: cursor.at, ..entry.names });
            }
            names = &names[1..];
        }
        let gapped = narrow(names, depth, GAP);
        if !gapped.is_empty() {
            walk(gapped, depth + 1, cursor.gap(), best);
        }
        let Some(next) = cursor.rest().chars().next() else { return };
        for &byte in next.encode_utf8(&mut [0; 4]).as_bytes() {
            names = narrow(names, depth, byte);
            depth += 1;
        }
        if names.is_empty() {
            return;
        }
        cursor = cursor.skip(next.len_utf8());
    }
}

/// Those of `names` that have `byte` at `depth`.
fn narrow<T>(names: &[Entry<T>], depth: usize, byte: u8) -> &[Entry<T>] {
    let from = names.partition_point(|entry| entry.folded[depth] < byte);
    let length = names[from..].partition_point(|entry| entry.folded[depth] == byte);
    &names[from..from + length]
}

/// The letters of a name, with one [`GAP`] for every run of spaces and hyphens.
fn fold(name: &str) -> Box<[u8]> {
    let mut folded = Vec::with_capacity(name.len());
    for c in name.trim().chars() {
        if is_gap(c) {
            if folded.last() != Some(&GAP) {
                folded.push(GAP);
            }
        } else {
            folded.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }
    folded.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find<'t>(names: &[&str], text: &'t str) -> Option<&'t str> {
        let mut vocabulary = Vocabulary::of_site();
        for (at, name) in names.iter().enumerate() {
            vocabulary.add_name(name, at);
        }
        let found = vocabulary.freeze().name_at(Cursor { text, at: 0 })?;
        Some(&text[..found.end])
    }

    #[test]
    fn spaces_and_hyphens_are_free_between_the_parts() {
        for text in ["FG-MV", "FG MV", "FGMV", "FG\u{a0}MV", "FG\u{2011}MV"] {
            assert_eq!(find(&["FG-MV"], text), Some(text));
        }
        assert_eq!(find(&["FG-MV"], "FG-M-V"), None);
        assert_eq!(find(&["FG-MV"], "fg-mv"), None);
    }

    #[test]
    fn the_longest_name_wins() {
        assert_eq!(find(&["F.780.1", "F.780.1 (V3)"], "F.780.1 (V3) x"), Some("F.780.1 (V3)"));
        assert_eq!(find(&["FG-AN", "FG-AN2"], "FG-AN, x"), Some("FG-AN"));
        assert_eq!(find(&["FGAN", "FG-AN"], "FGAN"), Some("FGAN"));
    }

    #[test]
    fn names_of_any_script_are_found() {
        assert_eq!(find(&["Ünïcode-Ж"], "Ünïcode Ж."), Some("Ünïcode Ж"));
        assert_eq!(find(&["é"], "è"), None);
    }
}
