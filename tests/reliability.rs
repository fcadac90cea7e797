//! The cases of what goes wrong with generators, and what holds each of them: a site of `tests/cases/`, or a test of any
//! file. For every such site `check` says what `build` says, and writes nothing.

mod support;

#[path = "reliability/bodies.rs"]
mod bodies;
#[path = "reliability/builds.rs"]
mod builds;
#[path = "reliability/list.rs"]
mod list;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use list::{CASES, Held};
use support::case::Case;

#[test]
fn every_case_is_held_by_something_that_is_there() {
    let numbers: Vec<u8> = CASES.iter().map(|(number, ..)| *number).collect();
    assert_eq!(numbers, (1..=50).collect::<Vec<u8>>());
    let mut faults = Vec::new();
    for (number, what, held) in CASES {
        assert!(!held.is_empty(), "nothing holds {number}: {what}");
        for by in *held {
            let is_there = match by {
                Held::Site(name) => site(name).is_file(),
                Held::Test(file, name) => is_test(&repository().join(file), name),
            };
            faults.extend((!is_there).then(|| format!("{number} ({what}): {by:?} is not there")));
        }
    }
    assert_eq!(faults, [""; 0]);
}

/// Whether a file has a test of this name: a function that is marked so.
fn is_test(file: &Path, name: &str) -> bool {
    let text = fs::read_to_string(file).unwrap_or_default();
    text.contains(&format!("#[test]\nfn {name}(")) || text.contains(&format!("#[test]\n    fn {name}("))
}

#[test]
fn the_manual_names_tests_that_are_there_and_limits_as_they_are() {
    let page = fs::read_to_string(repository().join("docs/robustness.md")).expect("there is a page");
    let mut file = PathBuf::new();
    let mut count = 0;
    // After the link to a file stand the names of its tests.
    for line in page.lines().filter(|line| line.starts_with("| ") && line.contains("](../")) {
        let (_, held) = line.trim_end_matches(" |").rsplit_once(" | ").expect("a row has two cells");
        for word in held.split([' ', ',']).filter(|word| !word.is_empty()) {
            match word.split_once("](../").and_then(|(_, path)| path.strip_suffix(')')) {
                Some(path) => file = repository().join(path),
                None => {
                    let name = word.trim_matches('`');
                    assert!(is_test(&file, name), "{} has no test `{name}`", file.display());
                    count += 1;
                }
            }
        }
    }
    assert!(count > 30, "{count} tests");
    for (name, value) in [
        ("source::MAX_TEXT", plenary::source::MAX_TEXT as usize),
        ("yaml::MAX_DEPTH", plenary::yaml::MAX_DEPTH),
        ("yaml::MAX_NODES", plenary::yaml::MAX_NODES),
        ("model::group::MAX_NAMES", plenary::model::group::MAX_NAMES),
        ("path::MAX_COMPONENT", plenary::path::MAX_COMPONENT),
        ("path::MAX_PATH", plenary::path::MAX_PATH),
        ("cli::MOST_JOBS", usize::from(plenary::cli::MOST_JOBS)),
        ("publish::MOST_TOLD", plenary::publish::MOST_TOLD),
        ("publish::MOST_COMPRESSED", plenary::publish::MOST_COMPRESSED as usize),
        ("suggest::MOST_SOUGHT", plenary::suggest::MOST_SOUGHT),
        ("diagnostic::MAX_TOLD", plenary::diagnostic::MAX_TOLD),
        ("markdown::highlight::MAX_CODE", plenary::markdown::highlight::MAX_CODE),
        ("markdown::highlight::MAX_LINE", plenary::markdown::highlight::MAX_LINE),
    ] {
        let row = page.lines().find(|line| line.starts_with(&format!("| `{name}` |"))).unwrap_or_else(|| panic!("no row of {name}"));
        assert!(row.ends_with(&format!(" | {value} |")), "{row}: it is {value}");
    }
}

#[test]
fn check_says_what_a_build_says_and_writes_nothing() {
    let sites: BTreeSet<&str> = CASES
        .iter()
        .flat_map(|(.., held)| held.iter())
        .filter_map(|held| if let Held::Site(name) = held { Some(*name) } else { None })
        .collect();
    let mut faults = Vec::new();
    for name in sites {
        let text = fs::read_to_string(site(name)).expect("a case can be read");
        faults.extend(Case::parse(&text).disagreement_of_check().map(|fault| format!("{name}: {fault}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn site(name: &str) -> PathBuf {
    repository().join("tests/cases").join(format!("{name}.txt"))
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
