//! The rules that hold the architecture: which file may import which, how long a file may be, what no file may hold, and
//! that each line of a table has what belongs to it. The monopolies of reading, writing, printing and asking the clock are
//! clippy's to hold (`.clippy.toml`); here it is held that nobody else is excepted from them.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use plenary::diagnostic::Code;
use plenary::model::KINDS;
use support::imports::{code_of, paths_after};

/// The layers, lowest first. A file imports only what stands in a lower one, or its own folder. A folder that belongs to
/// several layers is named file by file.
const LAYERS: &[&[&str]] = &[
    // What everything speaks of.
    &["colour", "date", "path", "slug", "span", "suggest", "target", "threads", "watch"],
    &["diagnostic"],
    &["yaml", "zone"],
    // The grammar of designations alone, and the only reader.
    &["cache", "designation", "source"],
    // Pictures of the content.
    &["picture"],
    // Texts as typed values, each with its place.
    &[
        "fields",
        "front_matter",
        "markdown/events",
        "markdown/destination",
        "markdown/excerpt",
        "markdown/mod",
        "markdown/parse",
        "markdown/run",
        "markdown/sentence",
    ],
    &["language"],
    &["model"],
    &["config"],
    // What other sites have designations for.
    &["inventory"],
    // What a theme says by itself.
    &["words"],
    // Every record with what it names: frozen from here on.
    &["library"],
    &[
        "markdown/alert",
        "markdown/footnotes",
        "markdown/highlight",
        "markdown/image",
        "markdown/lines",
        "markdown/render",
        "rules",
        "theme",
    ],
    &["drawing"],
    // What is to be done by when.
    &["agenda"],
    // What is published, and what templates see of it.
    &["plan", "schema", "view"],
    &["search"],
    &["output"],
    &["site"],
    // What asks others.
    &["external"],
    // What is held to an earlier build.
    &["former"],
    // The only writer, the preview, the only printer, and what is told from the tables alone.
    &["publish", "rename", "report", "scaffold", "serve"],
    // What is built, to where it is served.
    &["deploy"],
    &["cli"],
    &["build", "lib", "main"],
];

/// What a file of `src/` may be long for. A table is long without being a tangle.
const MAX_LINES: usize = 400;
/// Tables that are longer, each with its reason.
const TABLES: &[(&str, &str)] = &[];

/// Who holds a monopoly: the files that allow in their first lines what `.clippy.toml` forbids, for all below them.
const MONOPOLIES: [&str; 11] = [
    "src/cache.rs",
    "src/cli/mod.rs",
    "src/deploy/built.rs",
    "src/deploy/folder.rs",
    "src/external/cache.rs",
    "src/publish/mod.rs",
    "src/rename/write.rs",
    "src/report/mod.rs",
    "src/scaffold.rs",
    "src/serve/mod.rs",
    "src/source/mod.rs",
];

/// Codes that no case can show, and why.
const SHOWN_ELSEWHERE: [(Code, &str); 6] = [
    (Code::NotPublished, "needs a file system that refuses: tests/publishing.rs"),
    (Code::AlreadyExists, "`init` and `new` tell it, and no build"),
    (Code::RenameConflict, "`rename` tells it: tests/renaming.rs"),
    (Code::DeadLink, "needs servers that answer: tests/external.rs"),
    (Code::MovedLink, "needs servers that answer: tests/external.rs"),
    (Code::UnreachableLink, "needs servers that answer: tests/external.rs"),
];

const NOTHING: [String; 0] = [];

#[test]
fn imports_lead_to_lower_layers() {
    let files = files_of("src");
    let reexports: BTreeMap<&str, Vec<Vec<String>>> = files
        .iter()
        .map(|(path, text)| (path.as_str(), paths_after(&code_of(text), "pub use ")))
        .filter(|(path, _)| path.ends_with("mod.rs") || *path == "src/lib.rs")
        .collect();
    let mut faults = Vec::new();
    for (path, text) in &files {
        let code = code_of(text);
        if code.contains("super::super") {
            faults.push(format!("{path}: write `crate::` in place of `super::super`"));
        }
        let own = unit_of(path);
        for import in imports(&own, &code) {
            let target = resolve(&import, &reexports);
            let folder = |unit: &str| unit.split('/').next().map(str::to_owned);
            // A file that has no layer is another test's to tell.
            let (Some(from), Some(to)) = (layer(&own), layer(&target)) else { continue };
            if to > from || (to == from && folder(&own) != folder(&target)) {
                faults.push(format!("{path} (layer {from}): `{}` is {target}'s (layer {to})", import.join("::")));
            }
        }
    }
    faults.dedup();
    assert_eq!(faults, NOTHING);
}

#[test]
fn every_file_has_a_layer_and_every_layer_its_files() {
    let mut units: Vec<String> = files_of("src").iter().map(|(path, _)| unit_of(path)).collect();
    let mut named: Vec<&str> = LAYERS.concat();
    units.sort();
    units.dedup();
    named.sort_unstable();
    assert_eq!(units, named);
}

#[test]
fn imports_are_found_however_they_are_written() {
    let text = r##"
        //! [`crate::comment`]
        use crate::{Site, first, second::{self, Inner as Renamed}, third::*};
        use super::{neighbour::Thing, own};
        /* crate::comment */ fn f<'a>(x: &'a crate::fourth::Type) -> char { '"' }
        const A: &str = "crate::string \" crate::string"; const B: &str = r#"crate::"raw"#; const C: char = '\'';
        macro_rules! m { () => { $crate::fifth::call() } }
        let short = markdown::parse(mycrate::other, second::thing);
    "##;
    let code = code_of(text);
    let found = |head| -> Vec<String> { paths_after(&code, head).iter().map(|path| path.join("::")).collect() };
    let after_crate = ["Site", "first", "second::self", "second::Inner", "third::*", "fourth::Type", "fifth::call"];
    assert_eq!(found("crate::"), after_crate);
    assert_eq!(found("super::"), ["neighbour::Thing", "own"]);
    assert_eq!(found("markdown::"), ["parse"]);
    assert_eq!(imports("markdown/render", &code).last(), Some(&vec!["markdown".to_owned(), "own".to_owned()]));
}

#[test]
fn files_of_the_program_are_short() {
    let tables: Vec<&str> = TABLES.iter().map(|(path, _)| *path).collect();
    let long: Vec<String> = files_of("src")
        .iter()
        .filter(|(path, text)| text.lines().count() > MAX_LINES && !tables.contains(&path.as_str()))
        .map(|(path, text)| format!("{path}: {} lines", text.lines().count()))
        .collect();
    assert_eq!(long, NOTHING);
}

#[test]
fn every_file_begins_with_what_it_is() {
    let silent = names_where(&[files_of("src"), files_of("tests")].concat(), |_, text| !text.starts_with("//! "));
    assert_eq!(silent, NOTHING);
}

#[test]
fn names_of_files_say_something() {
    const EMPTY: [&str; 6] = ["utils", "helpers", "common", "manager", "handler", "misc"];
    let stem = |path: &str| Path::new(path).file_stem().is_some_and(|stem| EMPTY.iter().any(|empty| stem == *empty));
    let vague = names_where(&[files_of("src"), files_of("tests")].concat(), |path, _| stem(path));
    assert_eq!(vague, NOTHING);
}

#[test]
fn nothing_is_left_for_later() {
    // Written in two halves, so that this file holds none of them.
    const WORDS: [&str; 5] =
        [concat!("todo", "!("), concat!("unimpl", "emented!("), concat!("db", "g!("), concat!("FIX", "ME"), concat!("XX", "X")];
    const ENDINGS: [&str; 6] = ["rs", "sh", "js", "mjs", "css", "html"];
    let is_program = |path: &str| path.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending));
    let later = names_where(&files_of(""), |path, text| is_program(path) && WORDS.iter().any(|word| text.contains(word)));
    assert_eq!(later, NOTHING);
}

#[test]
fn no_file_names_a_place_outside_of_the_repository() {
    const PLACES: [&str; 3] = [concat!("/wo", "rk/"), concat!("/fa", "rm/"), concat!("../sha", "red")];
    let in_address = |text: &str, at: usize| text[..at].ends_with(|c: char| c.is_alphanumeric() || "-_.".contains(c));
    let outside =
        names_where(&files_of(""), |_, text| PLACES.iter().any(|place| text.match_indices(place).any(|(at, _)| !in_address(text, at))));
    assert_eq!(outside, NOTHING);
}

#[test]
fn nobody_else_is_excepted_from_the_monopolies() {
    const FORBIDDEN: [&str; 4] = ["clippy::disallowed_methods", "clippy::print_stdout", "clippy::print_stderr", "clippy::unwrap_used"];
    let names_one = |code: &str| FORBIDDEN.iter().any(|lint| code.contains(lint));
    let mut excepted = names_where(&files_of("src"), |_, text| names_one(&code_of(text)));
    let lib = excepted.iter().position(|path| path == "src/lib.rs").expect("src/lib.rs turns the monopolies on");
    excepted.remove(lib);
    assert_eq!(excepted, MONOPOLIES);
    let turned_on = format!("#![warn({})]", FORBIDDEN.join(", "));
    let text = fs::read_to_string(root().join("src/lib.rs")).expect("the library has a page");
    assert_eq!(text.lines().filter(|line| line.contains("clippy::")).collect::<Vec<_>>(), [turned_on]);
}

#[test]
fn every_kind_has_a_template() {
    let templates = root().join("themes/default/templates");
    let missing: Vec<&str> = KINDS.iter().map(|info| info.template).filter(|template| !templates.join(template).is_file()).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn every_code_is_shown_by_a_case() {
    let cases = files_of("tests/cases");
    let is_shown = |code: Code| cases.iter().any(|(_, text)| text.contains(&format!("{}[{}]: ", code.level().as_str(), code.as_str())));
    let unseen: Vec<Code> = Code::ALL.iter().copied().filter(|code| !is_shown(*code)).collect();
    assert_eq!(unseen, SHOWN_ELSEWHERE.map(|(code, _)| code));
}

/// What a file of a unit imports: after `crate::`, and in a folder of several layers from its neighbours too.
fn imports(own: &str, code: &str) -> Vec<Vec<String>> {
    let mut found = paths_after(code, "crate::");
    for folder in split_folders() {
        found.extend(paths_after(code, &format!("{folder}::")).into_iter().map(|path| below(folder, path)));
        if own.starts_with(&format!("{folder}/")) {
            found.extend(paths_after(code, "super::").into_iter().map(|path| below(folder, path)));
        }
    }
    // Where the folder alone is imported, what is taken from it stands after its name.
    found.retain(|path| !is_split(&path[0]) || path.get(1).is_some_and(|name| name != "self" && name != "*"));
    found
}

fn below(folder: &str, mut path: Vec<String>) -> Vec<String> {
    path.insert(0, folder.to_owned());
    path
}

/// The unit of [`LAYERS`] that an import leads to, by way of what `lib.rs` and a folder's `mod.rs` re-export.
fn resolve(import: &[String], reexports: &BTreeMap<&str, Vec<Vec<String>>>) -> String {
    let via = |list: &str, name: &str| reexports.get(list)?.iter().find(|path| path.last().is_some_and(|last| last == name)).cloned();
    let name = &import[0];
    if !is_split(name) {
        let reexported = if layer(name).is_none() { via("src/lib.rs", name) } else { None };
        return reexported.map_or(name.clone(), |path| resolve(&path, reexports));
    }
    let file = format!("{name}/{}", import[1]);
    if layer(&file).is_some() {
        return file;
    }
    via(&format!("src/{name}/mod.rs"), &import[1]).map_or(format!("{name}/mod"), |path| format!("{name}/{}", path[0]))
}

/// The folders that belong to several layers.
fn split_folders() -> impl Iterator<Item = &'static str> {
    let mut folders: Vec<&str> = LAYERS.concat().into_iter().filter_map(|unit| Some(unit.split_once('/')?.0)).collect();
    folders.sort_unstable();
    folders.dedup();
    folders.into_iter()
}

fn is_split(folder: &str) -> bool {
    split_folders().any(|split| split == folder)
}

fn layer(unit: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&unit))
}

/// What [`LAYERS`] calls a file: its folder, or in a folder of several layers itself.
fn unit_of(path: &str) -> String {
    let path = path.trim_start_matches("src/").trim_end_matches(".rs");
    match path.split_once('/') {
        Some((folder, _)) if !is_split(folder) => folder.to_owned(),
        _ => path.to_owned(),
    }
}

fn names_where(files: &[(String, String)], is_so: impl Fn(&str, &str) -> bool) -> Vec<String> {
    files.iter().filter(|(path, text)| is_so(path, text)).map(|(path, _)| path.clone()).collect()
}

/// The texts below a folder of the repository by path: of `src` and `tests` the Rust files.
fn files_of(folder: &str) -> Vec<(String, String)> {
    const MADE: [&str; 6] = [".git", ".plenary", "node_modules", "public", "target", "Cargo.lock"];
    let only_rust = ["src", "tests"].contains(&folder);
    let walk = walkdir::WalkDir::new(root().join(folder)).sort_by_file_name().into_iter();
    let kept = walk.filter_entry(|entry| !MADE.iter().any(|made| entry.file_name() == *made));
    let files = kept.map(|entry| entry.expect("the repository can be read")).filter(|entry| entry.file_type().is_file());
    files
        .filter(|entry| !only_rust || entry.path().extension().is_some_and(|ending| ending == "rs"))
        .filter_map(|entry| {
            let path = entry.path().strip_prefix(root()).expect("it is below the root").to_string_lossy().into_owned();
            // Pictures are no text.
            Some((path, fs::read_to_string(entry.path()).ok()?))
        })
        .collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
