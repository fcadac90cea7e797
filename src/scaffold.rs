//! The texts of `new` and `init`, and the only hand that makes records: it creates, and never overwrites.
#![allow(clippy::disallowed_methods, reason = "scaffold creates records")]

use std::fs::File;
use std::io::Write;
use std::path::Path;

use crate::date::Date;
use crate::diagnostic::{Code, Diagnostic};
use crate::fields::{Field, Fields, Shape};
use crate::model::header::Header;
use crate::model::{Kind, KindInfo};
use crate::path::SourcePath;
use crate::source::reason;

/// A value that is written for a required key: YAML that stands after `key: `.
pub type Value = (String, String);

/// Where the file of a new record goes.
pub fn path_of(info: &KindInfo, id: &str) -> String {
    match info.kind {
        // A group's folder is where its pages and files will be.
        Kind::Group => format!("content/{}/{id}/index.md", info.folder),
        _ => format!("content/{}/{id}.md", info.folder),
    }
}

/// The keys that a new record must have, each with a valid stand-in. `parent` is the first study or advisory group of the
/// site.
pub fn stand_ins(info: &KindInfo, id: &str, today: Date, parent: Option<&str>) -> Vec<Value> {
    let upper = id.to_uppercase();
    let digits: String = id.chars().filter(char::is_ascii_digit).collect();
    let number = if digits.is_empty() { "1".to_owned() } else { digits };
    let body = parent.unwrap_or("").to_owned();
    let mut values = vec![("title".to_owned(), title_of(info, id))];
    if info.is_dated {
        values.push(("date".to_owned(), today.to_string()));
    }
    for field in info.fields.iter().filter(|field| field.required) {
        let value = match (field.key, &field.shape) {
            ("acronym", _) => upper.clone(),
            ("parent" | "from" | "to", _) => body.clone(),
            ("number", _) => number.clone(),
            (_, Shape::Word(words)) => words[0].to_owned(),
            _ => field.example.to_owned(),
        };
        values.push((field.key.to_owned(), value));
    }
    if info.kind == Kind::StudyGroup {
        let is_numbered = id.starts_with("sg") && id.len() > 2;
        let (key, value) = if is_numbered { ("number", number) } else { ("kind", "advisory-group".to_owned()) };
        values.push((key.to_owned(), value));
    }
    values
}

fn title_of(info: &KindInfo, id: &str) -> String {
    match info.kind {
        Kind::Group => format!("Focus Group {}", id.to_uppercase()),
        Kind::StudyGroup => id.to_uppercase(),
        _ => {
            let words = id.replace(['-', '_'], " ");
            let mut letters = words.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        }
    }
}

/// The text of a new record: its values, and every other key in a comment that says what it means.
pub fn text(info: &KindInfo, values: &[Value]) -> String {
    let mut text = "---\n".to_owned();
    let all = || Header::FIELDS.iter().chain(info.fields);
    for (key, value) in values {
        let shape = all().find(|field| field.key == key).map(|field| &field.shape);
        text.push_str(&format!("{key}: {}\n", scalar(value, shape)));
    }
    text.push_str("\n# Other keys of this kind. Take the # away from a line to use it.\n");
    for field in all().filter(|field| !values.iter().any(|(key, _)| key == field.key)) {
        text.push_str(&comment(field));
    }
    text.push_str("---\n");
    text
}

fn comment(field: &Field) -> String {
    format!("#\n# {}\n# {}: {}\n", field.meaning, field.key, field.example)
}

/// A value as YAML: lists and maps as given, texts in quotes where a plain one would not be read as meant.
fn scalar(value: &str, shape: Option<&Shape>) -> String {
    let is_text = matches!(shape, Some(Shape::Text | Shape::Designation | Shape::DesignationOrText));
    let plain = value.chars().all(|c| c.is_alphanumeric() || " -./(),'_".contains(c))
        && value.chars().next().is_some_and(char::is_alphanumeric)
        && !value.contains(" -");
    if plain || !is_text { value.to_owned() } else { serde_json::to_string(value).expect("a text is JSON, which is YAML") }
}

/// The files of a small site that builds.
pub fn site(title: &str, today: Date) -> Vec<(&'static str, String)> {
    let parent =
        "---\ntitle: Advisory group\nacronym: TSAG\nkind: advisory-group\n---\nThe group to which the focus groups of this site report.\n";
    let home = format!(
        "---\ntitle: {}\n---\nWelcome. The focus groups of this site and all that concerns them stand in the menu.\n\nWritten on {today}.\n",
        scalar(title, Some(&Shape::Text))
    );
    let settings = format!(
        "# The settings of the site. `plenary schema settings` lists all of them.\ntitle: {}\n# Where the site will be served: absolute, with a slash at the end.\nbase_url: https://example.org/\n",
        scalar(title, Some(&Shape::Text))
    );
    vec![("plenary.yaml", settings), ("content/index.md", home), ("content/study-groups/tsag.md", parent.to_owned())]
}

/// Creates a file below `root`, and the folders on the way to it. A file that is there already is never touched.
pub fn create(root: &Path, path: &str, text: &str) -> Result<(), Diagnostic> {
    let source = SourcePath::new(path);
    let file = root.join(path);
    let fault = |error: std::io::Error| {
        if error.kind() == std::io::ErrorKind::AlreadyExists {
            return Diagnostic::of_file(Code::AlreadyExists, &source, "it is there already, and was left as it is")
                .help("choose another id");
        }
        Diagnostic::of_file(Code::NotPublished, &source, format!("cannot create it: {}", reason(&error)))
    };
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(fault)?;
    }
    let mut created = File::create_new(&file).map_err(fault)?;
    created.write_all(text.as_bytes()).map_err(fault)
}

/// What keeps a folder from becoming a new site, if anything does: it holds something, or something else has its place.
pub fn in_the_way(folder: &Path) -> Option<&'static str> {
    match std::fs::read_dir(folder) {
        Ok(mut entries) => entries.next().map(|_| "the folder is not empty"),
        Err(_) => std::fs::symlink_metadata(folder).is_ok_and(|data| !data.is_dir()).then_some("this is no folder"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{KINDS, Record};
    use crate::source::Text;

    #[test]
    fn every_kind_begins_as_a_record_without_a_fault() {
        let today = Date::parse("2020-01-15").unwrap();
        for info in &KINDS {
            let values = stand_ins(info, "fg-x1", today, Some("TSAG"));
            let source = Text { path: SourcePath::new(path_of(info, "fg-x1")), text: text(info, &values) };
            let (record, diagnostics) = Record::read(source);
            assert_eq!(diagnostics, [], "{}", info.name);
            assert!(record.is_some_and(|record| !record.faulty), "{}", info.name);
        }
    }

    #[test]
    fn the_commented_keys_are_valid_too() {
        let today = Date::parse("2020-01-15").unwrap();
        for info in &KINDS {
            let values = stand_ins(info, "sg1", today, Some("TSAG"));
            let given = |line: &&str| !values.iter().any(|(key, _)| line.starts_with(&format!("# {key}:")));
            let all: Vec<String> = text(info, &values)
                .lines()
                .filter(given)
                .map(|line| match line.strip_prefix("# ") {
                    Some(key) if is_key(key, info) => key.to_owned(),
                    _ => line.to_owned(),
                })
                // Some keys exclude each other, and a group's example names a working group of its own.
                .collect();
            let source = Text { path: SourcePath::new(path_of(info, "sg1")), text: all.join("\n") + "\n" };
            let (_, diagnostics) = Record::read(source);
            assert_eq!(diagnostics, [], "{}", info.name);
        }
    }

    fn is_key(line: &str, info: &KindInfo) -> bool {
        Header::FIELDS.iter().chain(info.fields).any(|field| line.starts_with(&format!("{}: ", field.key)))
    }
}
