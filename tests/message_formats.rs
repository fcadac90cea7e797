//! Diagnostics for other programs: SARIF is valid by its own schema, and each format says of each fault the same as the
//! others, also where texts and file names are hostile.

mod support;

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use support::json_schema::{faults, validator};
use support::run::Run;
use support::site::Site;

const NOTHING: [String; 0] = [];

/// A diagnostic as a format tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Told {
    level: String,
    code: String,
    file: String,
    /// First line and column, last line and column.
    place: [u64; 4],
    /// The message and the hint.
    words: String,
}

/// The file names of the hostile site: all that mean something in a URI, in a command of a workflow, or in a terminal.
const HOSTILE: [&str; 5] = [
    "content/pages/a,line=1::b.md",
    "content/pages/50% off#top?x.md",
    "content/pages/[a] \"b\" <c>.md",
    "content/pages/été.md",
    "content/pages/a%2e%2e.md",
];

fn sites() -> Vec<(&'static str, Site)> {
    let mut hostile = Site::new();
    for path in HOSTILE {
        hostile = hostile.file(
            path,
            "---\ntitle: \"\"\n\"a\\u001B]0;::error::\": x\ndraft: \"%0A::warning::\\\"&<\"\ntags: {a: 1}\n---\n<script>\n</script>\n",
        );
    }
    // Names that turn the direction of writing, of which one is near to what is written.
    hostile =
        hostile.file("content/groups/fg-x/index.md", "---\ntitle: G\nacronym: \"FG-\\u202EABC\"\nparent: FG-\u{202e}ABD\n---\n").file(
            "content/pages/c.md",
            "---\ntitle: C\n---\n[[FG-\u{202e}ABD]] [x](\u{202e}d.md) [y](/\u{202e}) [z][\u{202e}] [w](#\u{202e})\n",
        );
    vec![
        ("nothing is wrong", Site::new()),
        ("a file as a whole", Site::new().file("content/pages/help.MD", "")),
        ("the last line without its end", Site::new().file("content/pages/about.md", "---\ntitle: A\n---\n[x](y.md)")),
        ("many lines", Site::new().file("content/pages/about.md", "---\ntitle: [a,\n  b]\n---\n<div\nclass=\"a\">\n")),
        ("a warning", Site::new().file("content/pages/about.md", "---\ntitle: A\n---\n[x](javascript:alert)\n")),
        ("a note", Site::new().file("public/.plenary-manifest", "made by plenary\n").file("public/CNAME", "example.org\n")),
        ("hostile", hostile),
    ]
}

fn run(site: &Site, format: &str) -> Run {
    site.run(&["build", "--message-format", format])
}

/// Reads objects, a line each; the hint goes after the message and `between`.
fn of_json(text: &str, between: &str) -> Vec<Told> {
    let told = |line: &str| {
        let value: Value = serde_json::from_str(line).unwrap_or_else(|fault| panic!("{fault}: {line}"));
        let text = |key: &str| value[key].as_str().expect("it is a text").to_owned();
        let words = text("message") + &value["help"].as_str().map_or_else(String::new, |help| format!("{between}{help}"));
        let place = ["line", "column", "end_line", "end_column"].map(|key| value[key].as_u64().expect("it is a number"));
        Told { level: text("level"), code: text("code"), file: text("file"), place, words }
    };
    text.lines().map(told).collect()
}

fn of_sarif(document: &Value) -> Vec<Told> {
    let results = document["runs"][0]["results"].as_array().expect("a run has results");
    let told = |result: &Value| {
        let text = |value: &Value| value.as_str().expect("it is a text").to_owned();
        let place = &result["locations"][0]["physicalLocation"];
        let at = ["startLine", "startColumn", "endLine", "endColumn"].map(|key| place["region"][key].as_u64().expect("it is a number"));
        let uri = text(&place["artifactLocation"]["uri"]);
        assert!(uri.is_ascii() && !uri.contains([' ', '"', '#', '?', '<', '[']), "{uri} is no relative URI");
        let file = percent_encoding::percent_decode_str(&uri).decode_utf8().expect("a path is UTF-8").into_owned();
        Told { level: text(&result["level"]), code: text(&result["ruleId"]), file, place: at, words: text(&result["message"]["text"]) }
    };
    results.iter().map(told).collect()
}

/// Reads the commands as the runner of a workflow does: a command is a line that begins with `::`; its properties end at
/// the next `::`.
fn of_github(text: &str) -> Vec<Told> {
    let data = |text: &str| text.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%");
    let property = |text: &str| data(&text.replace("%3A", ":").replace("%2C", ","));
    let told = |line: &str| {
        let (head, message) =
            line.strip_prefix("::").and_then(|rest| rest.split_once("::")).unwrap_or_else(|| panic!("no command: {line}"));
        let (command, properties) = head.split_once(' ').expect("a command has properties");
        let of = |key: &str| properties.split(',').find_map(|pair| pair.strip_prefix(key)?.strip_prefix('=')).map(property);
        let number = |key: &str| of(key).map_or(0, |text| text.parse().expect("it is a number"));
        let level = if command == "notice" { "note" } else { command }.to_owned();
        let place = [number("line"), number("col"), number("endLine"), number("endColumn")];
        Told { level, code: of("title").expect("it has a title"), file: of("file").expect("it has a file"), place, words: data(message) }
    };
    text.lines().map(told).collect()
}

#[test]
fn every_format_says_the_same_of_every_fault() {
    let schema = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/sarif-schema-2.1.0.json"));
    let sarif_schema = validator(&serde_json::from_str(&schema.expect("the schema is there")).expect("it is JSON"));
    let mut told = 0;
    for (name, site) in sites() {
        let json = run(&site, "json").stderr;
        let document: Value = serde_json::from_str(&run(&site, "sarif").stderr).expect("it is one document");
        assert_eq!(faults(&sarif_schema, &document), NOTHING, "{name}");
        assert_eq!(of_sarif(&document), of_json(&json, ": "), "{name}");
        let mut wanted = of_json(&json, "\n");
        // The runner takes columns of one line only.
        let has_columns = |place: [u64; 4]| place[0] == place[2] && place[3] > place[1];
        for told in wanted.iter_mut().filter(|told| !has_columns(told.place)) {
            (told.place[1], told.place[3]) = (0, 0);
        }
        assert_eq!(of_github(&run(&site, "github").stderr), wanted, "{name}");
        assert_eq!(wanted.is_empty(), name == "nothing is wrong", "{name}");
        told += wanted.len();
    }
    assert!(told > 25, "{told} diagnostics");
}

#[test]
fn the_schema_of_sarif_refuses_what_is_none() {
    let schema = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/sarif-schema-2.1.0.json"));
    let schema = validator(&serde_json::from_str(&schema.expect("the schema is there")).expect("it is JSON"));
    let site = Site::new().file("content/pages/about.md", "no front matter\n");
    let document: Value = serde_json::from_str(&run(&site, "sarif").stderr).expect("it is one document");
    for (place, value) in
        [("/runs/0/results/0/level", json!("fatal")), ("/runs/0/results/0/message", json!({})), ("/version", json!("2.0"))]
    {
        let mut wrong = document.clone();
        *wrong.pointer_mut(place).unwrap_or_else(|| panic!("{place} is not there")) = value;
        assert_ne!(faults(&schema, &wrong), NOTHING, "{place}");
    }
}

#[test]
fn no_fault_begins_a_line_that_a_terminal_or_a_runner_would_obey() {
    let (_, hostile) = sites().pop().expect("the hostile site is the last");
    for format in ["human", "json", "github", "sarif"] {
        let said = run(&hostile, format).stderr;
        assert!(!said.contains(['\u{1b}', '\u{202e}']), "{format} prints an escape, or turns the direction of writing");
        let commands = said.lines().filter(|line| line.trim_start().starts_with("::")).count();
        let wanted = if format == "github" { of_json(&run(&hostile, "json").stderr, "").len() } else { 0 };
        assert_eq!(commands, wanted, "{format}");
    }
}
