//! Finds the designations of a running text.

use super::cursor::Cursor;
use super::forms::{self, next_item};
use super::vocabulary::Vocabulary;
use super::words::{self, Words, question_word, study_group_word};

/// What a mention is of, by the form it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A study group of ITU-T by its number.
    StudyGroup(u32),
    /// Question `.0` of ITU-T's study group `.1`.
    Question(u32, u32),
    /// A Recommendation, Supplement, amendment or corrigendum: its canonical id.
    Text(String),
    /// An action item: its number.
    Action(String),
    /// A focus group, by the form of its name alone.
    FocusGroup(String),
    /// A circular, by the form of its name alone: series and number.
    Circular(String),
    /// A name of the vocabulary.
    Name,
}

/// One mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// The first byte of its words.
    pub start: usize,
    /// The byte after them.
    pub end: usize,
    /// What it is of.
    pub kind: Kind,
    /// What it names, if the vocabulary has it.
    pub target: Option<T>,
    /// Whether a backslash stands before it: then it is no mention, and the backslash is not printed.
    pub escaped: bool,
}

/// Finds every designation of `text`, in order. Outside of a site only full forms are found.
pub fn scan<T: Copy>(text: &str, vocabulary: &Vocabulary<T>, mut found: impl FnMut(Found<T>)) {
    let bytes = text.as_bytes();
    let mut from = 0;
    // Designations begin with a capital or as some name does: most bytes are passed over here.
    while let Some(at) = vocabulary.next_start(bytes, from) {
        from = at + 1;
        let start = Cursor { text, at };
        if !text.is_char_boundary(at) || !start.begins_word() {
            continue;
        }
        let escaped = at > 0 && bytes[at - 1] == b'\\';
        let mut place = Place { start, vocabulary, escaped, found: &mut found };
        from = place.read().unwrap_or(from);
    }
}

/// One place where a designation, or a list of them, may begin.
struct Place<'t, 'v, T, F> {
    start: Cursor<'t>,
    vocabulary: &'v Vocabulary<T>,
    escaped: bool,
    found: F,
}

impl<'t, T: Copy, F: FnMut(Found<T>)> Place<'t, '_, T, F> {
    /// Tells what begins here; returns the byte after it, or `None` where nothing does.
    fn read(&mut self) -> Option<usize> {
        let start = self.start;
        if let Some(after) = words::other_sector(start) {
            return Some(self.other_sector(after));
        }
        let words = Words::before(start);
        if let Some(core) = words.end {
            if words::other_sector(core).is_some() {
                return Some(core.at);
            }
            if let Some(end) = self.text(core, true) {
                return Some(end);
            }
        }
        let core = words.home_sector.unwrap_or(start);
        if let Some(end) = self.study_groups(core).or_else(|| self.questions(core)) {
            return Some(end);
        }
        if words.end.is_some() {
            // `ITU-T FG DLT`: the sector is not part of the name, which is found on its own.
            return None;
        }
        self.text(start, false).or_else(|| self.by_form())
    }

    fn tell(&mut self, start: usize, end: usize, kind: Kind, target: Option<T>) {
        let escaped = self.escaped;
        (self.found)(Found { start, end, kind, target, escaped });
    }

    /// A name or a Recommendation at `core`: the longer wins. A bare form counts only if the vocabulary has it.
    fn text(&mut self, core: Cursor<'t>, full: bool) -> Option<usize> {
        let start = self.start.at;
        let name = self.vocabulary.name_at(core).filter(|name| name.is_text || !full);
        let text = forms::text(core);
        if let Some(name) = name
            && text.as_ref().is_none_or(|text| name.end >= text.id_end)
        {
            // Edition and state belong to the words of a text, not to those of a group.
            let end = if name.is_text { forms::tail(Cursor { at: name.end, ..core }).at } else { name.end };
            self.tell(start, end, Kind::Name, Some(name.target));
            return Some(end);
        }
        let text = text?;
        let target = self.vocabulary.text(&text.id);
        if !full && target.is_none() {
            return None;
        }
        self.tell(start, text.end, Kind::Text(text.id), target);
        Some(text.end)
    }

    /// `SG17`, `Study Group 17`, `SGs 11, 13 and 17`.
    fn study_groups(&mut self, core: Cursor<'t>) -> Option<usize> {
        let (plural, after) = study_group_word(core)?;
        let (number, mut end) = after.gap().number(2)?;
        if !end.ends_word() {
            return None;
        }
        let mut found = vec![(self.start.at, end.at, number)];
        while plural && let Some(item) = next_item(end) {
            match item.number(2) {
                Some((number, after)) if after.ends_word() => {
                    found.push((item.at, after.at, number));
                    end = after;
                }
                _ => break,
            }
        }
        if !words::is_of_other_sector(end) {
            for (start, end, number) in found {
                let target = self.vocabulary.study_group(number);
                self.tell(start, end, Kind::StudyGroup(number), target);
            }
        }
        Some(end.at)
    }

    /// `Q24/16`, `Question 24/16`, `Questions 5/16 and 6/16`.
    fn questions(&mut self, core: Cursor<'t>) -> Option<usize> {
        let (plural, after) = question_word(core)?;
        let (number, group, mut end) = forms::question(after.gap())?;
        let mut found = vec![(self.start.at, end.at, number, group)];
        while plural && let Some(item) = next_item(end) {
            let Some((number, group, after)) = forms::question(item) else { break };
            found.push((item.at, after.at, number, group));
            end = after;
        }
        if !words::is_of_other_sector(end) {
            for (start, end, number, group) in found {
                let target = self.vocabulary.question(number, group);
                self.tell(start, end, Kind::Question(number, group), target);
            }
        }
        Some(end.at)
    }

    /// What only its form tells: an action item's number, and outside of a site a focus group or a circular.
    fn by_form(&mut self) -> Option<usize> {
        let start = self.start;
        if let Some(end) = words::action(start) {
            let id = &start.text[start.at..end];
            let target = self.vocabulary.action(id);
            if target.is_none() && self.vocabulary.is_of_site() {
                return None;
            }
            self.tell(start.at, end, Kind::Action(id.to_owned()), target);
            return Some(end);
        }
        if let Some(end) = words::focus_group(start) {
            self.tell(start.at, end, Kind::FocusGroup(start.text[start.at..end].to_owned()), None);
            return Some(end);
        }
        let number = start.word("TSB")?.some_gap()?.word("Circular")?.some_gap()?;
        let (value, end) = number.number(4).filter(|(_, end)| end.ends_word())?;
        self.tell(start.at, end.at, Kind::Circular(format!("TSB Circular {value}")), None);
        Some(end.at)
    }

    /// Everything that a word of another sector governs is another sector's: the list of study groups and Questions
    /// after it. Of these only a record that says its sector is named.
    fn other_sector(&mut self, after: Cursor<'t>) -> usize {
        let sector = &self.start.text[after.at - 1..after.at];
        let mut end = after;
        loop {
            let from = words::glue(end);
            let Some((number, next)) = words::other_item(from).filter(|_| from.at > end.at) else { break };
            if let Some(number) = number {
                let name = format!("ITU-{sector} SG{number}");
                let named = self.vocabulary.name_at(Cursor { text: &name, at: 0 }).filter(|named| named.end == name.len());
                // The sector belongs to the first of the list.
                let start = if end.at == after.at { self.start.at } else { from.at };
                if let Some(named) = named {
                    self.tell(start, next.at, Kind::Name, Some(named.target));
                }
            }
            end = next;
        }
        // A text of that sector: `ITU-R M.2083`.
        forms::text(end.gap()).map_or(end.at, |text| text.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words and what they name, of a small site.
    fn mentions(text: &str) -> Vec<(String, &'static str)> {
        let mut vocabulary = Vocabulary::of_site();
        for (number, name) in [(5, "sg5"), (11, "sg11"), (13, "sg13"), (16, "sg16"), (17, "sg17")] {
            vocabulary.add_study_group(number, name);
        }
        vocabulary.add_question(24, 16, "q24/16");
        vocabulary.add_action("R09/06", "r09/06");
        for name in ["F.780.1", "X.Suppl.38", "Y.Suppl.60", "H.Suppl.20", "A.Suppl.5", "G.780", "Y.1540 Amd.2", "A.7"] {
            vocabulary.add_text(name, name);
        }
        for name in
            ["FG-MV", "FG DLT", "FG4H", "TSAG", "JCA-IoT and SC&C", "ITU-R SG5", "TSB Circular 33", "MoU/MG/23N912", "sp17-tsag-oLS-00012"]
        {
            vocabulary.add_name(name, name);
        }
        for name in ["Y.QKDN-amc", "F.780.1 (V3)", "FSTP-CONF-F780.1", "TR_AccountingIOT"] {
            vocabulary.add_text_name(name, name);
        }
        let mut all = Vec::new();
        scan(text, &vocabulary.freeze(), |found| {
            if let (Some(target), false) = (found.target, found.escaped) {
                all.push((text[found.start..found.end].to_owned(), target));
            }
        });
        all
    }

    fn one(text: &str) -> Option<(String, &'static str)> {
        let mut all = mentions(text);
        assert!(all.len() < 2, "{text}: {all:?}");
        all.pop()
    }

    #[test]
    fn the_forms_of_the_table_are_found() {
        for (text, target) in [
            ("ITU-T SG17", "sg17"),
            ("SG 17", "sg17"),
            ("Study Group 17", "sg17"),
            ("SG\u{a0}17", "sg17"),
            ("ITU\u{2011}T SG\u{2011}17", "sg17"),
            ("Q24/16", "q24/16"),
            ("Question 24/16", "q24/16"),
            ("Recommendation ITU-T F.780.1 (V2) (revised)", "F.780.1"),
            ("ITU-T Recommendation F.780.1", "F.780.1"),
            ("Rec. ITU-T F.780.1", "F.780.1"),
            ("Recommendation\nITU-T F.780.1", "F.780.1"),
            ("F.780.1", "F.780.1"),
            ("ITU-T X Suppl. 38", "X.Suppl.38"),
            ("X.Suppl.38", "X.Suppl.38"),
            ("ITU-T Y Suppl.60 (revised)", "Y.Suppl.60"),
            ("ITU-T Supplement H.Sup20", "H.Suppl.20"),
            ("A-series Supplement 5", "A.Suppl.5"),
            ("Recommendation ITU-T Y.1540 Amd.2", "Y.1540 Amd.2"),
            ("G.780/Y.1351", "G.780"),
            ("Recommendation ITU-T Y.QKDN-amc", "Y.QKDN-amc"),
            ("F.780.1 (V3)", "F.780.1 (V3)"),
            ("ITU-T F.780.1 (V3) (revised)", "F.780.1 (V3)"),
            ("FSTP-CONF-F780.1", "FSTP-CONF-F780.1"),
            ("TR_AccountingIOT", "TR_AccountingIOT"),
            ("FG MV", "FG-MV"),
            ("FG4H", "FG4H"),
            ("JCA-IoT and SC&C", "JCA-IoT and SC&C"),
            ("TSB Circular 33", "TSB Circular 33"),
            ("R09/06", "r09/06"),
            ("MoU/MG/23N912", "MoU/MG/23N912"),
            ("sp17-tsag-oLS-00012", "sp17-tsag-oLS-00012"),
            ("ITU-R SG5", "ITU-R SG5"),
        ] {
            assert_eq!(one(text), Some((text.to_owned(), target)), "{text}");
            assert_eq!(one(&format!("(\u{201c}{text}\u{201d})")), Some((text.to_owned(), target)), "{text}");
            assert_eq!(one(&format!("See {text}.")), Some((text.to_owned(), target)), "{text}");
        }
    }

    #[test]
    fn a_name_may_begin_anyhow() {
        let mut vocabulary = Vocabulary::of_site();
        for name in ["A-x", "B", "Cd", "é-f", "ghi", "Жа"] {
            vocabulary.add_name(name, ());
        }
        let vocabulary = vocabulary.freeze();
        for text in ["A-x", "A x", "Ax", "B", "Cd", "é-f", "éf", "ghi", "Жа"] {
            let mut found = Vec::new();
            scan(&format!("of {text}"), &vocabulary, |name| found.push((name.start, name.end)));
            assert_eq!(found, [(3, 3 + text.len())], "{text}");
        }
    }

    #[test]
    fn each_number_of_a_list_is_a_mention() {
        let words = |text: &str| mentions(text).into_iter().map(|(words, _)| words).collect::<Vec<_>>();
        assert_eq!(words("ITU-T SGs 11, 13 and 17 agree"), ["ITU-T SGs 11", "13", "17"]);
        assert_eq!(words("Study Groups 11 and 13, seven"), ["Study Groups 11", "13"]);
        assert_eq!(words("SG11, SG13 and SG17"), ["SG11", "SG13", "SG17"]);
        assert_eq!(words("Q24/16 and Q24/16"), ["Q24/16", "Q24/16"]);
        assert_eq!(words("SG 16, 17 items"), ["SG 16"]);
    }

    #[test]
    fn false_links_are_worse_than_missing_ones() {
        for text in [
            "MSG17",
            "SG170",
            "SG17a",
            "SG17-led",
            "non-SG17",
            "sg17",
            "SG 017",
            "H.264-like",
            "F.780.1-like",
            "C.22",
            "Y.1",
            "about",
            "https://example.org/SG17/",
            "a@SG17.org",
            "Q24/16/3",
            "R09/061",
            "fg-mv",
            "FG-MVX",
            "F.780.12",
            "TSAGs",
            "FG MV2",
            "SG\n\n17",
            "Y.3000-series",
            "H.550-H.599",
            "TSB Circular 331",
        ] {
            assert_eq!(mentions(text), [], "{text}");
        }
    }

    #[test]
    fn a_sector_word_governs_the_list_and_the_question_after_it() {
        for text in [
            "ITU-D SG 1 and SG 11",
            "ITU-D SG 1 Question 24/16",
            "ITU-D Q24/16",
            "ITU-R SGs 11, 13 and 17",
            "ITU-D Study Groups 11 and 17",
            "ITU-D's SG 17",
            "ITU-R Study Group 6 (SG17)",
            "(ITU-R) SG17",
            "ITU-D, SG17",
            "ITU-R Study Groups SG6 & SG17",
            "ITU-D SG 1 as well as SG17",
            "ITU\u{2013}R SG17",
            "SG17 of ITU-R",
            "SG 17 (ITU-D)",
            "ITU-D Study Group 1's Q24/16",
            "ITU-R F.780.1",
            "Recommendation ITU-R F.780.1",
            "ITU-D Questions 1/1 and 24/16",
        ] {
            assert_eq!(mentions(text), [], "{text}");
        }
        assert_eq!(one("ITU-R Study Group 5"), Some(("ITU-R Study Group 5".to_owned(), "ITU-R SG5")));
        assert_eq!(one("ITU-R SGs 6 and 5"), Some(("5".to_owned(), "ITU-R SG5")));
        assert_eq!(one("ITU-D. SG17 leads").map(|found| found.1), Some("sg17"));
        assert_eq!(one("ITU-D SG 1 and ITU-T SG 11").map(|found| found.1), Some("sg11"));
    }

    #[test]
    fn a_backslash_makes_it_no_mention() {
        assert_eq!(mentions("\\SG17 and \\F.780.1"), []);
    }

    #[test]
    fn outside_of_a_site_full_forms_are_found() {
        let mut found = Vec::new();
        let text = "FG-MV and FG Chairman, Recommendation ITU-T Y.9999, F.780.1, TSB Circular 7, R09/06, Q1/2, TSAG";
        scan::<()>(text, &Vocabulary::outside(), |mention| found.push(&text[mention.start..mention.end]));
        assert_eq!(found, ["FG-MV", "Recommendation ITU-T Y.9999", "TSB Circular 7", "R09/06", "Q1/2"]);
    }
}
