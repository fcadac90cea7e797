//! The schemas that `plenary schema` prints, held by a validator of JSON Schema 2020-12: they are schemas, what the program
//! reads conforms to them, and what it refuses for its keys does not.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use plenary::model::KINDS;
use plenary::model::place::Place;
use plenary::path::SourcePath;
use serde_json::Value;
use support::json_schema::{faults, front_matter, of_yaml, validator};
use support::site::Site;

const NOTHING: [String; 0] = [];

/// Cases of a missing key that a schema of single keys cannot tell, each with the reason.
const NOT_IN_THE_SCHEMA: [(&str, &str); 4] = [
    ("missing-key-attachment", "an attachment must have one of two keys"),
    ("missing-key-catalogue", "a row must have one of two keys"),
    ("missing-key-study-group-number", "a number is needed by one kind of body alone"),
    ("missing-key-study-group", "a number is needed by one kind of body alone"),
];

/// The validator of what the program prints for `name`.
fn schema(name: &str) -> Validator {
    let printed = Site::new().run(&["schema", name]);
    assert_eq!(printed.code, Some(0));
    validator(&serde_json::from_str(&printed.stdout).expect("it is JSON"))
}

/// The name of the schema of a file of a site, where it has one.
fn name_of(path: &str) -> Option<&'static str> {
    match path {
        "plenary.yaml" => Some("settings"),
        "content/catalogue/recommendations.yaml" => Some("recommendations"),
        "content/catalogue/work-items.yaml" => Some("work-items"),
        "content/catalogue/organisations.yaml" => Some("organisations"),
        path if path.ends_with(".md") => Place::of(&SourcePath::new(path)).ok().map(|place| place.kind.info().name),
        _ => None,
    }
}

/// The validators of all names.
struct Schemas(Vec<(&'static str, Validator)>);

impl Schemas {
    fn new() -> Self {
        Self(plenary::schema::names().into_iter().map(|name| (name, schema(name))).collect())
    }

    /// What is wrong with a file of a site, by its schema; `None` where it has no schema or cannot be read at all.
    fn faults(&self, path: &str, text: &str) -> Option<Vec<String>> {
        let name = name_of(path)?;
        let value = if path.ends_with(".md") { front_matter(text)? } else { of_yaml(text) };
        let (_, validator) = self.0.iter().find(|(own, _)| *own == name).expect("every name has a schema");
        Some(faults(validator, &value))
    }
}

/// The files below a folder of the repository, by their path from its root.
fn files(folder: &str) -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let walk = walkdir::WalkDir::new(root.join(folder)).sort_by_file_name().into_iter();
    let files = walk.map(|entry| entry.expect("it can be read").into_path()).filter(|path| path.is_file());
    files.map(|path| (path.strip_prefix(root).expect("it is below the root").to_string_lossy().into_owned(), path)).collect()
}

#[test]
fn the_schema_of_everything_is_a_schema() {
    let printed = Site::new().run(&["schema"]);
    validator(&serde_json::from_str(&printed.stdout).expect("it is JSON"));
}

#[test]
fn every_file_of_the_real_site_conforms() {
    let schemas = Schemas::new();
    let files: Vec<_> = files("content").into_iter().chain(files("plenary.yaml")).collect();
    assert!(files.len() > 30, "{} files", files.len());
    let mut wrong = Vec::new();
    for (path, file) in files.iter().filter(|(path, _)| path.ends_with(".md") || path.ends_with(".yaml")) {
        let text = fs::read_to_string(file).expect("it is text");
        let faults = schemas.faults(path, &text).unwrap_or_else(|| panic!("{path} has no schema"));
        wrong.extend(faults.into_iter().map(|fault| format!("{path}: {fault}")));
    }
    assert_eq!(wrong, NOTHING);
}

#[test]
fn every_new_record_conforms() {
    let site = Site::empty();
    site.run(&["init"]);
    let schemas = Schemas::new();
    for info in &KINDS {
        let run = site.run(&["new", info.name, "x-1"]);
        let path = run.stderr.trim_end();
        let text = fs::read_to_string(site.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(schemas.faults(path, &text), Some(Vec::new()), "{path}");
    }
    for path in ["plenary.yaml", "content/study-groups/tsag.md"] {
        let text = fs::read_to_string(site.path(path)).expect("`init` made it");
        assert_eq!(schemas.faults(path, &text), Some(Vec::new()), "{path}");
    }
}

/// The files of a case, and what the program says of them.
fn case(path: &Path) -> (Vec<(String, String)>, String) {
    let text = fs::read_to_string(path).expect("a case is text");
    let (mut files, mut said, mut into_said) = (Vec::<(String, String)>::new(), String::new(), false);
    for line in text.split_inclusive('\n').skip(1) {
        match line.trim_end().strip_prefix("-- ").and_then(|line| line.strip_suffix(" --")) {
            Some("exit") => break,
            Some(name) => {
                into_said = name == "stderr";
                files.push((name.to_owned(), String::new()));
            }
            None if into_said => said.push_str(line),
            None => files.last_mut().expect("a section begins a case").1.push_str(line),
        }
    }
    (files, said)
}

#[test]
fn what_builds_conforms_and_what_has_wrong_keys_does_not() {
    let schemas = Schemas::new();
    let (mut right, mut wrong) = (0, 0);
    for (path, file) in files("tests/cases") {
        let name = file.file_stem().expect("a case has a name").to_string_lossy().into_owned();
        let (files, said) = case(&file);
        for (file, text) in &files {
            // A diagnostic's place stands on the line after its code.
            let told = |code: &str| {
                let lines: Vec<&str> = said.lines().collect();
                lines.windows(2).any(|pair| pair[0].starts_with(&format!("error[{code}]")) && pair[1].contains(&format!("--> {file}:")))
            };
            if name.starts_with("builds-") {
                let Some(faults) = schemas.faults(file, text) else { continue };
                assert_eq!(faults, NOTHING, "{path}, {file}");
                right += 1;
            } else if (told("unknown-key") || told("missing-key")) && !NOT_IN_THE_SCHEMA.iter().any(|(case, _)| *case == name) {
                let Some(faults) = schemas.faults(file, text) else { continue };
                assert_ne!(faults, NOTHING, "{path}, {file}");
                wrong += 1;
            }
        }
    }
    assert!(right > 20 && wrong > 20, "{right} right and {wrong} wrong");
}

#[test]
fn a_schema_tells_where_a_record_is_wrong() {
    let group = |keys: &str| of_yaml(&format!("title: Examples\nacronym: FG-XX\nparent: TSAG\n{keys}"));
    let schema = schema("focus-group");
    assert_eq!(faults(&schema, &group("meetings: [{id: 1, start: 2020-Q1}]\ndraft: true")), NOTHING);
    let wrong: [(Value, &str); 8] = [
        (group("lifetime: a year"), "/lifetime"),
        (group("established: 15 January 2020"), "/established"),
        (group("draft: \"yes\""), "/draft"),
        (group("meetings: [{id: 1}]"), "/meetings"),
        (group("leadership: [{role: chairman, name: Name SURNAME}]"), "/leadership"),
        (group("registration: javascript:alert(1)"), "/registration"),
        (group("staus: active"), ""),
        (of_yaml("title: Examples"), ""),
    ];
    for (value, place) in wrong {
        let found = faults(&schema, &value);
        assert!(found.iter().any(|fault| fault.starts_with(&format!("{place}: "))), "{value}: {found:?}");
    }
}
