//! The default theme as its files are, and a site in two languages to show it with.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use plenary::colour::Rgb;
use plenary::language::Language;
use plenary::source::Text;
use plenary::words::{self, Words};

use super::site::{SETTINGS, Site};

/// The contrast that a pair of colours has at least.
#[derive(Clone, Copy)]
pub enum Least {
    /// Text: WCAG 2.2, AAA.
    Text,
    /// A mark with a meaning: that of text by WCAG 2.2, AA.
    Mark,
    /// A line that bounds a control: WCAG 2.2, AA.
    Line,
}

impl Least {
    /// What it is called, and how much it is.
    pub fn told(self) -> (&'static str, f64) {
        match self {
            Self::Text => ("text", 7.0),
            Self::Mark => ("mark", 4.5),
            Self::Line => ("line", 3.0),
        }
    }
}

/// Which colours stand on which grounds, by their roles.
pub const CONTRASTS: [(&str, &str, Least); 40] = [
    ("ink", "ground", Least::Text),
    ("quiet", "ground", Least::Text),
    ("link", "ground", Least::Text),
    ("visited", "ground", Least::Text),
    ("good", "ground", Least::Text),
    ("soon", "ground", Least::Text),
    ("late", "ground", Least::Text),
    ("over", "ground", Least::Text),
    ("bad", "ground", Least::Text),
    ("accent", "ground", Least::Mark),
    ("focus", "ground", Least::Mark),
    ("strong-line", "ground", Least::Line),
    ("ink", "raised", Least::Text),
    ("quiet", "raised", Least::Text),
    ("link", "raised", Least::Text),
    ("visited", "raised", Least::Text),
    ("good", "raised", Least::Text),
    ("soon", "raised", Least::Text),
    ("late", "raised", Least::Text),
    ("over", "raised", Least::Text),
    ("bad", "raised", Least::Text),
    ("accent", "raised", Least::Mark),
    ("focus", "raised", Least::Line),
    ("strong-line", "raised", Least::Line),
    ("ink", "target", Least::Text),
    ("link", "target", Least::Text),
    ("visited", "target", Least::Text),
    ("quiet", "target", Least::Text),
    ("good", "good-ground", Least::Text),
    ("ink", "good-ground", Least::Text),
    ("link", "good-ground", Least::Text),
    ("soon", "soon-ground", Least::Text),
    ("ink", "soon-ground", Least::Text),
    ("link", "soon-ground", Least::Text),
    ("visited", "soon-ground", Least::Text),
    ("late", "late-ground", Least::Text),
    ("ink", "late-ground", Least::Text),
    ("link", "late-ground", Least::Text),
    ("visited", "late-ground", Least::Text),
    ("over", "over-ground", Least::Text),
];

/// The contrast of a pair in light and in dark.
pub fn contrast(schemes: &[BTreeMap<String, String>; 2], ink: &str, ground: &str) -> [f64; 2] {
    schemes.each_ref().map(|tokens| {
        let colour = |name: &str| Rgb::parse(&tokens[name]).unwrap_or_else(|| panic!("`{name}` is no colour"));
        colour(ink).contrast(colour(ground))
    })
}

/// A site in two languages, with a group that meets soon.
pub fn two_languages() -> Site {
    let group = "title: Focus Group on examples\nacronym: FG-XX\nparent: TSAG\nlifetime: P1Y\ncontact: {email: fgxx@example.org}\n\
                 mailing_list: {subscribe: https://example.org/list}\n\
                 meetings: [{id: 1, start: 2020-03-10, end: 2020-03-12, announced: 2020-01-20, deadlines: [{date: 2020-02-27, for: contributions}]}]\n";
    Site::empty()
        .file("plenary.yaml", format!("{SETTINGS}languages: [en, fr]\n"))
        .file("content/study-groups/tsag.md", "---\ntitle: Advisory Group\nacronym: TSAG\nkind: advisory-group\n---\n")
        .file("content/groups/fg-xx/index.md", format!("---\n{group}---\nWork.\n"))
        .file("content/groups/fg-xx/index.fr.md", format!("---\n{group}---\nDu travail.\n"))
}

/// The program's own words of a language.
pub fn built_in(language: Language) -> Words {
    let read = |language: Language| {
        let path = format!("themes/default/{}", words::file(language));
        Some(Text { text: fs::read_to_string(root().join(&path)).ok()?, path: plenary::path::SourcePath::new(path) })
    };
    let (all, faults) = words::load(&[language], |wanted| if wanted == language { read(wanted) } else { None }, &[]);
    assert_eq!(faults, []);
    let own = all.of(language);
    Words::clone(own)
}

/// The files of a folder, by name.
pub fn files(folder: &str) -> Vec<(String, String)> {
    let entries = fs::read_dir(root().join(folder)).expect("the folder can be read");
    let mut all: Vec<(String, String)> = entries
        .map(|entry| entry.expect("it can be read").path())
        .map(|path| (path.file_name().expect("a file").to_string_lossy().into_owned(), fs::read_to_string(&path).expect("a text")))
        .collect();
    all.sort();
    all
}

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The colours of the style sheet by their roles, in light and in dark.
pub fn tokens(text: &str) -> [BTreeMap<String, String>; 2] {
    let block = |from: usize| -> BTreeMap<String, String> {
        let body = text[from..].split_once(":root {").expect("a block").1.split('}').next().expect("it ends");
        let declared = body.split(';').filter_map(|part| part.trim().strip_prefix("--")?.split_once(": #"));
        declared.map(|(name, value)| (name.to_owned(), format!("#{value}"))).collect()
    };
    let light = block(0);
    let mut dark = light.clone();
    dark.extend(block(text.find("prefers-color-scheme: dark").expect("there is a dark scheme")));
    [light, dark]
}

/// The style sheet.
pub fn style() -> String {
    fs::read_to_string(root().join("themes/default/static/style.css")).expect("there is a style sheet")
}
