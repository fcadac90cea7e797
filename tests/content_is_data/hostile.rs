//! A site of hostile values, made from the tables of the keys.

use plenary::config::Settings;
use plenary::fields::{Field, Fields, Shape};
use plenary::model::KINDS;
use plenary::model::catalogue::{OrganisationRow, RecommendationRow, WorkItemRow};
use plenary::model::header::Header;

/// A site.
pub struct Made {
    /// Its files.
    pub files: Vec<(String, String)>,
    /// The marks in its values, each with the key that has it.
    pub marks: Vec<(String, String)>,
    variant: usize,
}

/// The ends of the keys whose values no output of the theme inside the program has.
pub const NOT_PUBLISHED: [&str; 1] = [".extra"];

/// Values of keys that take no text of any kind, or must agree with another; the rest is made by shape. `-` leaves a key out.
const GIVEN: &[(&str, &str)] = &[
    ("focus-group.aliases", "[\"/old/it's & {{ 7 }};,{% x %}/\"]"),
    ("page.aliases", "[\"/older/%3Bx/\", \"/old.html\"]"),
    ("aliases", "-"),
    ("template", "-"),
    ("draft", "false"),
    ("focus-group.attachments.file", "\"it's & {{ 7 }}.txt\""),
    ("focus-group.attachments.url", "-"),
    ("attachments.file", "-"),
    ("waivers", "-"),
    ("settings.base_url", "https://example.org/it's&;,/"),
    ("settings.organisation.logo", "-"),
    ("settings.theme", "-"),
    ("settings.output", "-"),
    ("settings.menu.url", "\"https://example.org/?a='&b=\""),
    ("settings.edit_url", "\"https://example.org/edit/{path}?a='&b=\""),
    ("settings.rules", "-"),
    ("settings.external", "-"),
    ("settings.inventories", "-"),
    ("settings.deploy", "-"),
];

/// The ends of the keys that records are named by.
const NAMES: [&str; 6] = [".id", ".number", ".acronym", ".series", ".reference", ".also_written"];

/// The records that others name.
const NAMED: [(&str, &str); 13] = [
    ("content/study-groups/sg2.md", "title: Operations\nacronym: SG2\nnumber: 2"),
    ("content/study-groups/sg3.md", "title: Tariffs\nacronym: SG3\nnumber: 3"),
    ("content/study-groups/sg16.md", "title: Multimedia\nacronym: SG16\nnumber: 16\nquestions: [{number: 24}]"),
    ("content/study-groups/sg20.md", "title: Things\nacronym: SG20\nnumber: 20\nquestions: [{number: 2}]"),
    ("content/study-groups/tsag.md", "title: Advice\nacronym: TSAG\nkind: advisory-group"),
    ("content/groups/fg-xx/index.md", "title: A group\nacronym: FG-XX\nparent: TSAG\nmeetings: [{id: 1, start: 2020-03-10}]"),
    ("content/circulars/c12.md", "title: A letter\nseries: TSB Circular\nnumber: 12\ndate: 2020-01-20"),
    ("content/circulars/c34.md", "title: A letter\nseries: TSB Circular\nnumber: 34\ndate: 2020-01-20"),
    (
        "content/liaisons/ls-11.md",
        "title: A liaison\ndate: 2020-01-20\nfrom: TSAG\nto: IETF\npurpose: comment\nreference: sp17-tsag-oLS-00011",
    ),
    ("content/groups/fg-canary/it's & {{ 7 }}.txt", ""),
    ("content/catalogue/organisations.yaml", "- {id: IETF, title: Engineers}\n- {id: IEC TC 57, title: Power}"),
    ("content/catalogue/recommendations.yaml", "- {id: F.780.1, title: Framework, study_group: SG16}"),
    ("content/catalogue/work-items.yaml", "- {id: F.MIBS, title: Images, study_group: SG16}"),
];

/// What a value says: it tries to leave every format that it may be put into.
pub fn text(mark: &str) -> String {
    format!(
        "=1+1 {mark} \"'`><canary-x canary-y=1 onerror=canary()>&lt;canary-x&gt;</script></style></title></textarea><script>canary()</script>\
         --> ]]> <!-- {{{{ 7*7191 }}}} {{% set a = 1 %}} ; , \\ \\n javascript:canary() %0d%0aX-Canary: 1 \u{2028} é 日 \u{1f469}\u{200d}\u{1f680}\n\
         BEGIN:VEVENT\nATTACH:https://canary.example/\nX-Canary: 1\nER  - \n}}, canary = {{x"
    )
}

/// The same in few words.
fn name(mark: &str) -> String {
    format!("={mark}\"'><canary-x>&;,\\{{{{7*7191}}}}")
}

/// Makes a site. What may have one of several shapes has the first that can hold a text, or with variant 1 the last.
pub fn made(variant: usize) -> Made {
    let mut made = Made { files: Vec::new(), marks: Vec::new(), variant };
    for (path, text) in NAMED {
        let text = if path.ends_with(".md") { format!("---\n{text}\n---\n") } else { format!("{text}\n") };
        made.files.push((path.to_owned(), text));
    }
    for kind in &KINDS {
        let mut text = "---\n".to_owned();
        for field in Header::FIELDS.iter().chain(kind.fields) {
            text.push_str(&made.line(kind.name, field));
        }
        let body = self::text("body");
        text.push_str(&format!("---\n{body}\n"));
        let path = if kind.folder == "groups" { "groups/fg-canary/index.md".to_owned() } else { format!("{}/canary.md", kind.folder) };
        made.files.push((format!("content/{path}"), text));
    }
    for (file, name, fields) in [
        ("recommendations", "recommendation", RecommendationRow::FIELDS),
        ("work-items", "work-item", WorkItemRow::FIELDS),
        ("organisations", "organisation", OrganisationRow::FIELDS),
    ] {
        let row = made.map(name, fields);
        let path = format!("content/catalogue/{file}.yaml");
        let text = &mut made.files.iter_mut().find(|(own, _)| *own == path).expect("it is there").1;
        text.push_str(&format!("- {row}\n"));
    }
    let settings: String = Settings::FIELDS.iter().map(|field| made.line("settings", field)).collect();
    made.files.push(("plenary.yaml".to_owned(), settings));
    made
}

impl Made {
    fn line(&mut self, of: &str, field: &Field) -> String {
        let value = self.value(of, field);
        if value == "-" { String::new() } else { format!("{}: {value}\n", field.key) }
    }

    /// A value as YAML.
    fn value(&mut self, of: &str, field: &Field) -> String {
        let key = format!("{of}.{}", field.key);
        // A key that every record has is given for all kinds.
        let given = GIVEN.iter().find(|(own, _)| *own == key || key.split_once('.').is_some_and(|(_, rest)| rest == *own));
        match given {
            Some((_, value)) => (*value).to_owned(),
            None => self.of_shape(&key, &field.shape).unwrap_or_else(|| field.example.to_owned()),
        }
    }

    fn map(&mut self, of: &str, fields: &[Field]) -> String {
        let pairs: Vec<String> = fields
            .iter()
            .map(|field| (field.key, self.value(of, field)))
            .filter(|(_, value)| value != "-")
            .map(|(key, value)| format!("{key}: {value}"))
            .collect();
        format!("{{{}}}", pairs.join(", "))
    }

    /// A value of a shape that can hold a text.
    fn of_shape(&mut self, key: &str, shape: &Shape) -> Option<String> {
        match shape {
            // What names are made of is short: paths are.
            Shape::Text if NAMES.iter().any(|name| key.ends_with(name)) => Some(quoted(&name(&self.mark(key)))),
            Shape::Text if key == "focus-group.deliverables.working_group" => {
                let (mark, _) = self.marks.iter().find(|(_, key)| key == "focus-group.working_groups.id")?;
                Some(quoted(&name(mark)))
            }
            Shape::Text | Shape::DesignationOrText => Some(quoted(&text(&self.mark(key)))),
            Shape::Url => Some(quoted(&format!("https://example.org/{}?a='&b=;,{{{{7*7191}}}}", self.mark(key)))),
            Shape::Email => Some(quoted(&format!("{}'&{{{{7*7191}}}}@example.org", self.mark(key)))),
            Shape::Map(fields) => Some(self.map(key, fields)),
            Shape::List(item) => self.of_shape(key, item).map(|value| format!("[{value}]")),
            Shape::Either(shapes) => {
                let mut order: Vec<&Shape> = shapes.iter().collect();
                if self.variant == 1 {
                    order.reverse();
                }
                order.into_iter().find_map(|shape| self.of_shape(key, shape))
            }
            Shape::Free => {
                let inner = quoted(&text(&self.mark(key)));
                Some(format!("{{canary: [{inner}, {{more: {inner}}}]}}"))
            }
            _ => None,
        }
    }

    fn mark(&mut self, key: &str) -> String {
        let mark = format!("K{}K", self.marks.len());
        self.marks.push((mark.clone(), key.to_owned()));
        mark
    }
}

/// A text as YAML and JSON have it.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON")
}
