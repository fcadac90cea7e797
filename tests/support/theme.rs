//! The default theme as its files are, and a site in two languages to show it with.

use std::fs;
use std::path::Path;

use plenary::language::Language;
use plenary::source::Text;
use plenary::words::{self, Words};

use super::site::{SETTINGS, Site};

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
