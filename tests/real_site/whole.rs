//! The site as a whole: the same bytes each time, nothing in it that must not be published, and no sentence that is copied.

use std::collections::HashSet;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::SITE;
use crate::support::documents::{self, repository};
use crate::support::tree::Tree;

#[test]
fn two_builds_give_the_same_bytes() {
    // Neither threads, time zone, locale nor the day of the machine matter: the settings say as of when the site speaks.
    let variables = [("TZ", "Pacific/Kiritimati"), ("LC_ALL", "C"), ("SOURCE_DATE_EPOCH", "4102444800")];
    let again = crate::build(&["--jobs", "1"], &variables);
    assert!(again.files().len() > 200, "{} files", again.files().len());
    assert_eq!(SITE.tree.difference(&again), [""; 0]);
}

#[test]
fn every_page_says_how_new_it_is_and_who_answers_for_it() {
    let pages: Vec<&str> = SITE.tree.files().into_iter().filter(|path| path.ends_with(".html")).collect();
    assert!(pages.len() > 200, "{} pages", pages.len());
    let lacks = |path: &&str| {
        let text = SITE.tree.text(path).expect("it is a file");
        let (_, footer) = text.split_once("<footer").expect("every page has a footer");
        // The date of the source or of what is behind it, and that of the site.
        footer.matches("<time datetime=\"").count() < 2 || !footer.contains("Questions about this page: ")
    };
    assert_eq!(pages.into_iter().filter(lacks).collect::<Vec<_>>(), [""; 0]);
}

/// The circular prints the name and the key of a wireless network. Neither is written here: this is all that is known of
/// them, FNV-1a of their seven letters in lower case.
const NETWORK: [u64; 2] = [0x2715_bec9_0fab_c042, 0xca8f_6047_55f1_9002];
const LETTERS: usize = 7;

#[test]
fn the_key_of_the_wireless_network_is_nowhere() {
    let content = Tree::of(&repository().join("content"));
    let documents = Tree::of(&repository().join("tests/documents"));
    for tree in [&content, &SITE.tree, &documents] {
        assert_eq!(holding(tree, &NETWORK), [""; 0]);
    }
    // The search finds what is there.
    assert_eq!(holding(&documents, &[fingerprint(b"blockch")]).len(), 4);
}

/// The files that hold seven letters with one of these fingerprints.
fn holding<'t>(tree: &'t Tree, fingerprints: &[u64]) -> Vec<&'t str> {
    let holds = |path: &&str| {
        let text = format!("{path}\n{}", tree.text(path).unwrap_or_default());
        text.as_bytes().windows(LETTERS).any(|letters| fingerprints.contains(&fingerprint(letters)))
    };
    tree.files().into_iter().filter(holds).collect()
}

fn fingerprint(letters: &[u8]) -> u64 {
    letters.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3))
}

#[test]
fn no_page_says_that_something_is_still_to_be_written() {
    let mut faults = Vec::new();
    for path in SITE.tree.files() {
        let text = SITE.tree.text(path).unwrap_or_default().to_lowercase();
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        faults.extend(words.find(|word| ["todo", "lorem", "ipsum", "tbd", "fixme"].contains(word)).map(|word| format!("{path}: {word}")));
    }
    assert_eq!(faults, [""; 0]);
}

/// So many words in a row are a copy.
const RUN: usize = 12;

#[test]
fn sentences_are_not_those_of_the_documents() {
    let documents: Vec<String> = documents::ALL.iter().flat_map(|name| words(&documents::read(name))).collect();
    let runs: HashSet<&[String]> = documents.windows(RUN).collect();
    let content = Tree::of(&repository().join("content"));
    let mut faults = Vec::new();
    let mut sentences = 0;
    for path in content.files().into_iter().filter(|path| path.ends_with(".md")) {
        for passage in own_prose(&content.text(path).expect("it is a file")) {
            sentences += 1;
            let passage = words(&passage);
            faults.extend(passage.windows(RUN).find(|run| runs.contains(run)).map(|run| format!("{path}: {}", run.join(" "))));
        }
    }
    assert!(sentences > 100, "{sentences} passages");
    assert_eq!(faults, [""; 0]);
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// The passages of a record's text that its editor wrote: paragraphs and notes, without lists, tables, quotations,
/// headings and what stands in quotation marks.
fn own_prose(text: &str) -> Vec<String> {
    let body = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(text, |(_, body)| body);
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_GFM | Options::ENABLE_HEADING_ATTRIBUTES;
    let (mut passages, mut passage, mut within) = (Vec::new(), String::new(), 0);
    for event in Parser::new_ext(body, options) {
        match event {
            Event::Start(tag) if is_left_out(&tag) => within += 1,
            Event::End(TagEnd::List(_) | TagEnd::Table | TagEnd::BlockQuote(None) | TagEnd::Heading(_) | TagEnd::CodeBlock) => within -= 1,
            Event::Text(text) if within == 0 => passage.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::Code(_) => passage.push(' '),
            Event::End(TagEnd::Paragraph) => passages.extend(without_quotes(&std::mem::take(&mut passage))),
            _ => {}
        }
    }
    passages
}

fn is_left_out(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::List(_) | Tag::Table(_) | Tag::BlockQuote(None) | Tag::Heading { .. } | Tag::CodeBlock(_))
}

/// What stands before, between and after quotations.
fn without_quotes(passage: &str) -> Vec<String> {
    let (mut parts, mut quoted) = (vec![String::new()], None);
    for c in passage.chars() {
        match (quoted, c) {
            (None, '“') => quoted = Some('”'),
            (None, '"') => quoted = Some('"'),
            (Some(end), c) if c == end => {
                quoted = None;
                parts.push(String::new());
            }
            (None, c) => parts.last_mut().expect("there is one").push(c),
            (Some(_), _) => {}
        }
    }
    parts
}
