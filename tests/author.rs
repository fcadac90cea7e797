//! What helps an author before and beside a build: `init`, `new`, `explain`, `schema`, `completions`, and diagnostics for
//! other programs.

mod support;

use plenary::diagnostic::Code;
use plenary::fields::{Field, Shape};
use plenary::model::KINDS;
use plenary::model::header::Header;
use plenary::rules::{Rule, Rules};
use plenary::{fields::Fields, schema};
use serde_json::{Value, json};
use support::site::Site;

const IDS: [&str; 6] = ["fg-xx", "tsb-circular-12", "tsag-ls-12", "23n912", "sg17", "about"];

#[test]
fn a_new_site_and_a_new_record_of_every_kind_build_at_once() {
    let site = Site::empty();
    let run = site.run(&["init", "--today", "2020-01-15"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), "a new site in .; go there and say `plenary new focus-group fg-xx`\n"));
    assert_eq!(site.tree().files(), ["content/index.md", "content/study-groups/tsag.md", "plenary.yaml"]);
    for (info, id) in KINDS.iter().zip(IDS) {
        let run = site.run(&["new", info.name, id, "--today", "2020-01-15"]);
        let folder = if info.name == "focus-group" { format!("groups/{id}/index.md") } else { format!("{}/{id}.md", info.folder) };
        assert_eq!((run.code, run.stderr), (Some(0), format!("content/{folder}\n")));
    }
    let run = site.build();
    let kinds = "1 focus group, 1 circular, 1 liaison statement, 1 report, 2 study groups, 2 pages";
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    // How many files there are is the outputs' affair.
    assert!(run.stderr.starts_with(&format!("19 pages ({kinds}), ")), "{}", run.stderr);
}

#[test]
fn what_is_there_already_is_never_touched() {
    let site = Site::new().file("content/pages/about.md", "mine");
    let before = site.tree();
    let run = site.run(&["new", "page", "about"]);
    let said =
        "error[already-exists]: it is there already, and was left as it is\n--> content/pages/about.md\n = help: choose another id\n\n";
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), said));
    let run = site.run(&["init"]);
    let said = "error[already-exists]: the folder is not empty, and was left as it is\n--> .\n = help: name a new folder\n\n";
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), said));
    assert_eq!(site.tree().difference(&before), Vec::<String>::new());
}

#[test]
fn a_site_begins_in_a_folder() {
    let site = Site::empty().file("notes", "mine");
    let run = site.run(&["init", "notes"]);
    let said = "error[already-exists]: this is no folder, and was left as it is\n--> notes\n = help: name a new folder\n\n";
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), said));
    assert_eq!(site.tree().files(), ["notes"]);
    let run = site.run(&["init", "a\nb"]);
    assert_eq!((run.code, run.stderr.lines().count()), (Some(0), 1), "{}", run.stderr);
}

#[test]
fn a_new_record_is_one_that_a_build_reads() {
    let site = Site::new();
    let before = site.tree();
    for (id, reason) in [
        ("", "it has neither a letter nor a digit"),
        ("..", "it has neither a letter nor a digit"),
        (".about", "files of such names are left out"),
        ("about.fr", "it ends as the name of an edition in a language does"),
        ("index", "its file would be read as something else"),
    ] {
        let run = site.run(&["new", "page", id]);
        let said = format!("error: `{id}` cannot be the id of a page: {reason}\n");
        assert_eq!((run.code, run.stderr.as_str()), (Some(2), said.as_str()));
    }
    assert_eq!(site.tree().difference(&before), Vec::<String>::new());
    for id in ["About us", "about.de", "報告"] {
        assert_eq!(site.run(&["new", "page", id]).code, Some(0), "{id}");
    }
    assert!(site.build().stderr.starts_with("15 pages (3 pages), "));
}

#[test]
fn a_new_record_takes_the_values_that_are_set() {
    let site = Site::new().file("content/study-groups/sg17.md", "---\ntitle: Security\nacronym: SG17\nnumber: 17\n---\n");
    let run = site.run(&["new", "focus-group", "FG XX", "--set", "title=Focus Group on: examples", "--set", "lifetime=P1Y"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), "content/groups/fg-xx/index.md\n"));
    let text = std::fs::read_to_string(site.path("content/groups/fg-xx/index.md")).expect("it was made");
    let values: Vec<&str> = text.lines().skip(1).take_while(|line| !line.is_empty()).collect();
    assert_eq!(values, ["title: \"Focus Group on: examples\"", "acronym: FG-XX", "parent: SG17", "lifetime: P1Y"]);
    let run = site.run(&["new", "page", "help", "--set", "titel=Help"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(2), "error: `titel` is not a key of a page; did you mean `title`?\n"));
}

#[test]
fn a_group_needs_a_body_to_report_to() {
    let site = Site::new();
    let run = site.run(&["new", "focus-group", "fg-xx"]);
    let said = "error[unknown-designation]: a focus group needs a study group or an advisory group, and the site has none\n\
                --> content/groups/fg-xx/index.md\n = help: begin with one: plenary new study-group tsag\n\n";
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), said));
    assert_eq!(site.tree().files(), ["plenary.yaml"]);
}

#[test]
fn every_code_is_explained() {
    let site = Site::new();
    for code in Code::ALL {
        let run = site.run(&["explain", code.as_str()]);
        let explanation = code.explanation();
        let example = explanation.example.replace('\n', "\n    ");
        let head = format!("{} ({})\n{}", code.as_str(), code.level().as_str(), code.meaning());
        // Of a rule of the procedure its source stands between.
        let rules = Rules::embedded();
        let counting = |rule: &Rule| rule.notice.map_or_else(String::new, |_| format!(" {}", rules.counting));
        let rule = rules.get(*code).map(|rule| format!("Rule ({}): {}{}\n\n", rule.cited, rule.what, counting(rule))).unwrap_or_default();
        let whole = format!("{head}\n\n{}\n\n{rule}Example:\n\n    {example}\n\nRepair: {}\n", explanation.cause, explanation.repair);
        assert_eq!((run.code, run.stdout), (Some(0), whole));
        for words in [explanation.cause, explanation.example, explanation.repair] {
            assert!(words.len() > 3, "{code:?}");
        }
    }
}

/// The keys and required keys of a schema of a map.
fn keys(schema: &Value) -> (Vec<&str>, Vec<&str>) {
    let properties = schema["properties"].as_object().expect("a map has properties");
    let required = schema["required"].as_array().expect("a map has required keys");
    (properties.keys().map(String::as_str).collect(), required.iter().filter_map(Value::as_str).collect())
}

fn sorted<'k>(fields: impl Iterator<Item = &'k Field>) -> Vec<&'k str> {
    let mut keys: Vec<&str> = fields.map(|field| field.key).collect();
    keys.sort_unstable();
    keys
}

#[test]
fn a_schema_has_the_keys_that_the_reader_takes_and_no_others() {
    let site = Site::new();
    for info in &KINDS {
        let run = site.run(&["schema", info.name]);
        let schema: Value = serde_json::from_str(&run.stdout).expect("it is JSON");
        let fields = || Header::FIELDS.iter().chain(info.fields);
        let (properties, mut required) = keys(&schema);
        assert_eq!(properties, sorted(fields()), "{}", info.name);
        let dated = info.is_dated.then_some("date");
        let mut wanted: Vec<&str> = fields().filter(|field| field.required).map(|field| field.key).chain(dated).collect();
        wanted.sort_unstable();
        required.sort_unstable();
        assert_eq!(required, wanted, "{}", info.name);
        assert_eq!(schema["additionalProperties"], json!(false));
        for field in fields().filter(|field| matches!(field.shape, Shape::Word(_))) {
            let Shape::Word(words) = field.shape else { continue };
            assert_eq!(schema["properties"][field.key]["enum"], json!(words));
        }
    }
    let all: Value = serde_json::from_str(&site.run(&["schema"]).stdout).expect("it is JSON");
    let mut names = schema::names();
    names.sort_unstable();
    assert_eq!(all["$defs"].as_object().expect("it has definitions").keys().map(String::as_str).collect::<Vec<_>>(), names);
}

#[test]
fn other_programs_read_the_same_diagnostics() {
    let site = Site::new().file("content/pages/about.md", "---\ntitle: Été\ntags: {a: b}\n---\n<hr>\n");
    let github = site.run(&["build", "--message-format", "github"]);
    let said = "::error file=content/pages/about.md,line=3,endLine=3,col=7,endColumn=13,title=invalid-value::\
                a map will not do here: expected a text\n\
                ::warning file=content/pages/about.md,line=5,endLine=5,col=1,endColumn=5,title=raw-html::raw HTML is printed as text\
                %0Awrite it in Markdown, put code between back-ticks, or set `markdown: {raw_html: allow}`\n";
    assert_eq!((github.code, github.stderr.as_str()), (Some(1), said));
    let sarif = site.run(&["build", "--message-format", "sarif"]);
    let document: Value = serde_json::from_str(&sarif.stderr).expect("it is one JSON document");
    let run = &document["runs"][0];
    let found: Vec<Value> = run["results"]
        .as_array()
        .expect("a run has results")
        .iter()
        .map(|result| {
            let place = &result["locations"][0]["physicalLocation"];
            json!([
                result["ruleId"],
                result["level"],
                place["artifactLocation"]["uri"],
                place["region"]["startLine"],
                place["region"]["endColumn"]
            ])
        })
        .collect();
    let page = "content/pages/about.md";
    assert_eq!(found, [json!(["invalid-value", "error", page, 3, 13]), json!(["raw-html", "warning", page, 5, 5])]);
    let rules: Vec<&str> =
        run["tool"]["driver"]["rules"].as_array().expect("there are rules").iter().filter_map(|rule| rule["id"].as_str()).collect();
    assert_eq!(rules, Code::ALL.iter().map(|code| code.as_str()).collect::<Vec<_>>());
    // One document, also when there is nothing to say.
    site.write(page, "---\ntitle: About\n---\n");
    let sarif = site.run(&["build", "--message-format", "sarif"]);
    let document: Value = serde_json::from_str(&sarif.stderr).expect("it is one JSON document");
    assert_eq!((sarif.code, &document["runs"][0]["results"], &document["version"]), (Some(0), &json!([]), &json!("2.1.0")));
}

#[test]
fn every_shell_has_its_completions() {
    let site = Site::new();
    for (shell, first) in [
        ("bash", "_plenary() {"),
        ("fish", "# Print an optspec for argparse to handle cmd's options that are independent of any subcommand."),
        ("zsh", "#compdef plenary"),
    ] {
        let run = site.run(&["completions", shell]);
        assert_eq!((run.code, run.stdout.lines().next()), (Some(0), Some(first)));
    }
}
