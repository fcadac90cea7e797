//! `docs/records.md`: every key of every kind of record, of the catalogue and of the settings, from the tables that the
//! reader goes by.

use plenary::config::Settings;
use plenary::fields::{Field, Fields, Shape};
use plenary::model::KINDS;
use plenary::model::catalogue::{OrganisationRow, RecommendationRow, WorkItemRow};
use plenary::model::header::Header;

const HEAD: &str = "\
# Records and settings

All that may be written, key by key. A key that is not in these tables is an error, and so is a value of another form.
Keys in **bold** must be there. Where a list is asked for, one value of it will do. Values with `: ` or a sign that means
something in YAML stand in quotes.

`plenary new KIND ID` writes a record with all keys of its kind in comments, and `plenary schema KIND` describes them to
[editors](editors.md).

This page is made by `PLENARY_ACCEPT=1 cargo test --test docs`, and a test compares it.
";

/// The tables told so far, each with the heading of its section: a table is told once.
type Told = Vec<(*const Field, String)>;

/// The page.
pub fn page() -> String {
    let mut out = HEAD.to_owned();
    let mut told = Told::new();
    let mut section = |heading: &str, intro: &str, name: &str, fields: &'static [Field]| {
        out.push_str(&format!("\n## {heading}\n\n{intro}\n"));
        if !fields.is_empty() {
            out.push_str(&table(name, fields, &mut told));
        }
    };
    section(
        "Every record",
        "Each Markdown file below `content/` begins with keys between two lines `---`; these all may have.",
        "every record",
        Header::FIELDS,
    );
    for info in &KINDS {
        let place = match info.folder {
            "groups" => "`content/groups/<id>/index.md` or `content/groups/<id>.md`".to_owned(),
            folder => format!("`content/{folder}/<id>.md`"),
        };
        let dated = if info.is_dated { " The key `date` [of every record](#every-record) must be there." } else { "" };
        let own = if info.fields.is_empty() { " It has no other keys than those [of every record](#every-record)." } else { "" };
        let intro = format!("{} (`plenary new {}`) is a file {place}.{dated}{own}", capital(info.what), info.name);
        section(&capital(info.what), &intro, info.what, info.fields);
    }
    let rows = "A list of rows, each with these keys.";
    for (file, fields) in [
        ("recommendations.yaml", RecommendationRow::FIELDS),
        ("work-items.yaml", WorkItemRow::FIELDS),
        ("organisations.yaml", OrganisationRow::FIELDS),
    ] {
        section(&format!("catalogue/{file}"), &format!("`content/catalogue/{file}`. {rows}"), file, fields);
    }
    section("Settings", "`plenary.yaml` in the root of the site.", "the settings", Settings::FIELDS);
    out
}

/// The table of the keys of `of`, and the tables of the maps in it that were not told yet.
fn table(of: &str, fields: &'static [Field], told: &mut Told) -> String {
    let mut out = "\n| key | what it is | value | example |\n|---|---|---|---|\n".to_owned();
    let mut below = Vec::new();
    for field in fields {
        let heading = format!("{} of {of}", field.key);
        let value = value(&field.shape, &mut |fields: &'static [Field]| {
            let known = told.iter().find(|(table, _)| *table == fields.as_ptr()).map(|(_, heading)| heading.clone());
            let heading = known.unwrap_or_else(|| {
                told.push((fields.as_ptr(), heading.clone()));
                below.push((heading.clone(), fields));
                heading.clone()
            });
            format!("[keys and values](#{})", anchor(&heading))
        });
        let key = if field.required { format!("**`{}`**", field.key) } else { format!("`{}`", field.key) };
        out.push_str(&format!("| {key} | {} | {} | {} |\n", cell(field.meaning), value.replace('|', "\\|"), code(field.example)));
    }
    for (heading, fields) in below {
        out.push_str(&format!("\n### {heading}\n"));
        out.push_str(&table(&heading, fields, told));
    }
    out
}

/// What a value looks like, with a link in the place of a map.
fn value(shape: &'static Shape, map: &mut impl FnMut(&'static [Field]) -> String) -> String {
    match shape {
        Shape::Map(fields) => map(fields),
        Shape::List(item) => format!("a list, each {}", value(item, map)),
        Shape::Either(shapes) => shapes.iter().map(|shape| value(shape, map)).collect::<Vec<_>>().join(" or "),
        Shape::Free => "keys and values of your own".to_owned(),
        shape => shape.wanted(),
    }
}

/// The anchor that GitHub and GitLab make of a heading.
pub fn anchor(heading: &str) -> String {
    heading
        .to_lowercase()
        .chars()
        .filter_map(|c| if c == ' ' { Some('-') } else { (c.is_alphanumeric() || "-_".contains(c)).then_some(c) })
        .collect()
}

fn code(text: &str) -> String {
    assert!(!text.contains('`'), "an example has no back-tick: {text}");
    format!("`{}`", cell(text))
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
