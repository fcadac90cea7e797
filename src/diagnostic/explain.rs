//! What each code means at length: cause, an example that shows it, and the repair. One flat table.

use super::Code;

/// A diagnostic explained.
#[derive(Clone, Copy, Debug)]
pub struct Explanation {
    /// How it comes about.
    pub cause: &'static str,
    /// Something that shows it.
    pub example: &'static str,
    /// What to do.
    pub repair: &'static str,
}

impl Code {
    /// The code of a name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name)
    }

    /// Explains the code at length.
    pub fn explanation(self) -> Explanation {
        let (cause, example, repair) = match self {
            Self::YamlSyntax => (
                "Front matter, settings and catalogue are YAML 1.2. The reader stops where it cannot go on; the fault may stand a little before that. Most often a value holds `: ` or begins with a sign that means something, or a line is not indented as its neighbours are.",
                "title: Circular 33: first meeting",
                "Put the value in quotes: `title: \"Circular 33: first meeting\"`. Indent with spaces.",
            ),
            Self::MissingFrontMatter => (
                "Every Markdown file in content/ is a record, and a record begins with its keys between two lines `---`.",
                "Welcome to FG-XX.",
                "Begin the file with `---`, `title: …` and `---`.",
            ),
            Self::UnclosedFrontMatter => (
                "The front matter is opened by a line `---` and not closed by another.",
                "---\ntitle: First meeting\n\nThe meeting is held in Geneva.",
                "Add a line `---` after the last key.",
            ),
            Self::UnknownKey => (
                "Each kind of record has its own keys, and nothing is silently ignored: a key with a slip of the pen would otherwise have no effect.",
                "life_time: P1Y",
                "Use the key that the hint names. What is only for the theme goes under `extra:`.",
            ),
            Self::MissingKey => (
                "Some keys must be there: every record's `title`, a circular's `number`, `series` and `date`, a meeting's `id` and `start`.",
                "meetings:\n  - title: First meeting",
                "Add the key to the map that is told.",
            ),
            Self::DuplicateKey => (
                "The same key stands twice in one map, and only one of the two could be meant.",
                "date: 2020-01-15\ndate: 2020-01-16",
                "Keep one.",
            ),
            Self::InvalidValue => (
                "A value is not of the type that its key takes, is none of the words that it allows, names a day that does not exist, or disagrees with another.",
                "start: 2020-02-30",
                "Write the value in the form that the message gives. Dates are written 2020-01-15.",
            ),
            Self::UnknownKind => (
                "The folder of a Markdown file says what kind of record it is, and this place says none.",
                "content/news/first-meeting.md",
                "Move the file into groups/, circulars/, liaisons/, reports/, study-groups/ or pages/.",
            ),
            Self::UnknownDesignation => (
                "A key, or `[[…]]`, names a record, a Question or a row of the catalogue that the site does not have, or one of another kind than is wanted there.",
                "parent: SG71",
                "Use a designation that the hint names, or add the record.",
            ),
            Self::DuplicateDesignation => (
                "Two records or rows answer to one name. Case, spaces and hyphens do not tell names apart: FG-XX and FG XX are one.",
                "acronym: FG-XX",
                "Give one of them another name. Both places are told.",
            ),
            Self::DraftReference => (
                "A published record names one with `draft: true`, on purpose. In plain prose the same name would just stay text.",
                "supersedes: [TSB Circular 12]",
                "Publish the draft first, or remove the reference.",
            ),
            Self::BrokenLink => (
                "A Markdown link leads to a file or a path that the site does not have. Links to source files are seen from the file they stand in.",
                "[the circular](tsb-circular-33.md)",
                "Write the way to the file, here `../circulars/tsb-circular-33.md`, or a path of the site such as `/circulars/tsb-circular-33/`.",
            ),
            Self::BrokenAnchor => (
                "The page is there and has no such anchor. Headings make anchors from their words, or have their own: `## Annex 1 {#annex-1}`.",
                "[Annex 1](../circulars/tsb-circular-33.md#annex1)",
                "Use the anchor that the hint names, or give the heading that one.",
            ),
            Self::OutputCollision => (
                "Two sources would be published at one path, also where only letter case tells them apart, or a file stands where a folder must be.",
                "content/reports/Final.md\ncontent/reports/final.md",
                "Rename one of the two. Both are told.",
            ),
            Self::OutsideRoot => (
                "A path, an alias or a symbolic link leads out of the folder of the site, or a link ends at a folder.",
                "aliases: [/../old/]",
                "Keep everything that is published inside of the site.",
            ),
            Self::InvalidUtf8 => (
                "Texts are UTF-8, and file names too. Another encoding, or a NUL character, is never guessed at.",
                "a file saved as Latin-1",
                "Save the file as UTF-8.",
            ),
            Self::Unreadable => (
                "The system does not let the file be read, or it is no regular file.",
                "content/pages/about.md without read permission",
                "Give the permission, or put a regular file there.",
            ),
            Self::TooLarge => (
                "A Markdown, YAML or template file is over 10 MiB, or its YAML is over 64 levels deep or over 100,000 values with its aliases expanded.",
                "a record in which aliases name aliases nine levels deep",
                "Split the file, or write the values out.",
            ),
            Self::TemplateError => (
                "A template of the theme cannot be read, or failed while a page was rendered: a field that is not there, a filter that does not exist, a template that includes itself.",
                "{{ group.acronim }}",
                "Mend the template at the line told. What templates see stands in src/view.",
            ),
            Self::RefusedOutput => (
                "A build replaces its output folder whole, and this one must not be replaced: it is or holds the sources or the home folder, is a symbolic link, or holds files that plenary did not make.",
                "plenary build --output content",
                "Name a folder of its own.",
            ),
            Self::NotPublished => (
                "The site could not be written, or another build is writing it. The published site is as it was.",
                "a full disk",
                "Mend what the message says and build again.",
            ),
            Self::AlreadyExists => (
                "`init` and `new` only create. What is there already is left as it is.",
                "plenary new circular tsb-circular-33",
                "Choose another id, or edit the file that is there.",
            ),
            Self::RawHtml => (
                "HTML in Markdown is printed as text, so that content cannot change the page around it.",
                "Some <b>bold</b> words",
                "Write Markdown: `**bold**`. Put code between back-ticks. A site that trusts its authors sets `markdown: {raw_html: allow}`.",
            ),
            Self::UnsafeLink => (
                "Only http, https, mailto and tel are addresses that a page may lead to.",
                "[press here](javascript:alert)",
                "Use one of these, or remove the link.",
            ),
            Self::ForeignFile => (
                "The output holds a file that plenary did not make. It is carried over to the new site as it is.",
                "public/CNAME",
                "Nothing, if it belongs there. Files of the site itself go into content/.",
            ),
        };
        Explanation { cause, example, repair }
    }
}
