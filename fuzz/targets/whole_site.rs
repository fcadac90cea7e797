//! A whole site of records that name each other, made of the bytes: loaded, and if nothing is wrong with it every file is
//! made and read back. The bytes choose files, keys, values and bodies, so that most sites come far.

use super::memory;

/// Words from which values are made: designations, dates, markup, and what breaks the formats of outputs.
const WORDS: [&str; 40] = [
    "SG17",
    "SG16",
    "TSAG",
    "FG-XX",
    "FG-YY",
    "Q1/17",
    "F.780.1",
    "Y.4484",
    "TSB Circular 33",
    "2020-01-15",
    "2020-03",
    "2020-Q1",
    "P1Y",
    "active",
    "forming",
    "concluded",
    "approved",
    "information",
    "chair",
    "true",
    "1",
    "33",
    "https://example.org/",
    "javascript:alert(1)",
    "a@example.org",
    "<canary-x canary-y=1>",
    "\"><script>canary()</script>",
    "{{ 7*7 }}",
    "=1+1",
    "a\\;b,c",
    "]]>",
    "--> ",
    "\u{202e}é日",
    "[x](../../groups/fg-xx/index.md)",
    "[[FG-XX/1]]",
    "# H {#own}",
    "```js\n</pre><canary-x>\n```",
    "09:30",
    "Europe/Zurich",
    "fg-xx",
];
/// Keys of all kinds, sound and not.
const KEYS: [&str; 44] = [
    "title",
    "summary",
    "date",
    "updated",
    "draft",
    "aliases",
    "tags",
    "attachments",
    "extra",
    "acronym",
    "also_written",
    "parent",
    "established",
    "lifetime",
    "concluded",
    "continued_as",
    "history",
    "study_groups",
    "organisations",
    "leadership",
    "working_groups",
    "contact",
    "mailing_list",
    "participation",
    "meetings",
    "deliverables",
    "milestones",
    "number",
    "series",
    "reference",
    "to",
    "copy_to",
    "groups",
    "meeting",
    "deadlines",
    "supersedes",
    "from",
    "purpose",
    "deadline",
    "actions",
    "authors",
    "questions",
    "website",
    "drfat",
];
/// Where files may lie, with what each must have.
const PLACES: [(&str, &str); 9] = [
    ("content/index.md", "title: Home\n"),
    ("content/groups/fg-xx/index.md", "title: Focus Group X\nacronym: FG-XX\nparent: SG17\nmeetings: [{id: 1, start: 2020-03-10}]\n"),
    ("content/groups/fg-xx/terms.md", "title: Terms\n"),
    ("content/groups/fg-yy/index.md", "title: Focus Group Y\nacronym: FG-YY\nparent: TSAG\n"),
    ("content/circulars/c33.md", "title: Letter\nseries: TSB Circular\nnumber: 33\ndate: 2020-01-20\n"),
    ("content/liaisons/ls-1.md", "title: Liaison\ndate: 2020-01-20\nfrom: SG17\nto: [TSAG]\npurpose: information\n"),
    ("content/reports/r-1.md", "title: Report\ndate: 2020-01-20\n"),
    ("content/study-groups/sg16.md", "title: Multimedia\nacronym: SG16\nnumber: 16\n"),
    ("content/pages/about.md", "title: About\n"),
];

/// Bytes as a row of choices; zero when there are no more.
struct Choices<'d>(std::slice::Iter<'d, u8>);

impl Choices<'_> {
    fn byte(&mut self) -> usize {
        self.0.next().map_or(0, |byte| usize::from(*byte))
    }

    fn of<'l>(&mut self, list: &[&'l str]) -> &'l str {
        list[self.byte() % list.len()]
    }

    /// One to four words.
    fn words(&mut self) -> String {
        let count = self.byte() % 4 + 1;
        (0..count).map(|_| self.of(&WORDS)).collect::<Vec<_>>().join(" ")
    }

    /// A value as YAML: a text in quotes or plain, a list, or a map.
    fn value(&mut self, depth: usize) -> String {
        match self.byte() % 8 {
            0 | 1 => serde_json::to_string(&self.words()).unwrap_or_default(),
            2..=4 => self.of(&WORDS[..25]).to_owned(),
            5 if depth < 3 => format!("[{}]", (0..self.byte() % 3).map(|_| self.value(depth + 1)).collect::<Vec<_>>().join(", ")),
            6 if depth < 3 => {
                let count = self.byte() % 4;
                let pairs: Vec<String> = (0..count).map(|_| format!("{}: {}", self.of(&KEYS), self.value(depth + 1))).collect();
                format!("{{{}}}", pairs.join(", "))
            }
            _ => self.words(),
        }
    }
}

/// Makes a site of the bytes.
pub fn run(data: &[u8]) {
    let mut choices = Choices(data.iter());
    let mut files = vec![
        (
            "content/study-groups/sg17.md".to_owned(),
            "---\ntitle: Security\nacronym: SG17\nnumber: 17\nquestions: [{number: 1}]\n---\n".to_owned(),
        ),
        ("content/study-groups/tsag.md".to_owned(), "---\ntitle: Advice\nacronym: TSAG\nkind: advisory-group\n---\n".to_owned()),
        (
            "content/catalogue/recommendations.yaml".to_owned(),
            format!("- {{id: Y.4484, title: {}, study_group: SG17}}\n", choices.value(3)),
        ),
    ];
    for (path, needed) in PLACES {
        if choices.byte() % 3 == 0 {
            continue;
        }
        let mut text = format!("---\n{needed}");
        for _ in 0..choices.byte() % 4 {
            text.push_str(&format!("{}: {}\n", choices.of(&KEYS), choices.value(0)));
        }
        text.push_str("---\n");
        for _ in 0..choices.byte() % 6 {
            text.push_str(&choices.words());
            text.push_str(if choices.byte() % 2 == 0 { "\n\n" } else { " " });
        }
        files.push((path.to_owned(), text));
    }
    let (site, faults) = memory::site_of(&files);
    memory::judge_all(&site, &faults);
}
