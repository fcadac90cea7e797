//! `docs/diagnostics.md`: every code with its level, meaning, cause, example and repair, from the table of codes and their
//! explanations; what the program says of an example is what the cases of `tests/cases/` hold it to.

use std::fs;
use std::path::Path;

use plenary::diagnostic::{Code, Level};

const HEAD: &str = "\
# Diagnostics

Everything that `plenary` may say about a site, by code. An **error** keeps a site from being published, a **warning** does
so with `--deny warnings`, and a **note** never does. A code keeps its meaning; `plenary explain CODE` says in the terminal
what stands here. Messages name file, line and column, counted from 1, columns in characters.

`--message-format` takes `human`, `json` (one object a line), `github` (annotations of a workflow) and `sarif` (one SARIF 2.1.0
document, for code scanning).

This page is made by `PLENARY_ACCEPT=1 cargo test --test docs`, and a test compares it.
";

/// The page.
pub fn page() -> String {
    let mut out = HEAD.to_owned();
    let levels = [(Level::Error, "Errors"), (Level::Warning, "Warnings"), (Level::Note, "Notes")];
    let of = |level: Level| Code::ALL.iter().filter(move |code| code.level() == level);
    for (level, heading) in levels {
        let names: Vec<String> = of(level).map(|code| format!("[`{0}`](#{0})", code.as_str())).collect();
        out.push_str(&format!("\n{heading}: {}\n", names.join(", ")));
    }
    for (level, heading) in levels {
        out.push_str(&format!("\n## {heading}\n"));
        of(level).for_each(|code| out.push_str(&section(*code)));
    }
    out
}

fn section(code: Code) -> String {
    let explanation = code.explanation();
    let mut out = format!("\n### {}\n\n{}\n\n{}\n\n", code.as_str(), code.meaning(), explanation.cause);
    out.push_str(&format!("For example:\n\n{}", block(explanation.example)));
    if let Some(said) = said(code) {
        out.push_str(&format!("\nThe program says:\n\n{}", block(&said)));
    }
    out.push_str(&format!("\n**Repair:** {}\n", explanation.repair));
    out
}

fn block(text: &str) -> String {
    format!("```text\n{}\n```\n", text.trim_end())
}

/// What the program says of the example: in the case that is made for it, or else in the shortest one.
fn said(code: Code) -> Option<String> {
    let mark = format!("{}[{}]: ", code.level().as_str(), code.as_str());
    let of_case = |text: &str| -> Option<String> {
        let (_, said) = text.split_once("-- stderr --\n")?;
        let said = said.split("-- exit --\n").next()?;
        // Each diagnostic ends with an empty line.
        let (before, first) = said.split_once(&mark)?;
        (before.is_empty() || before.ends_with('\n')).then(|| format!("{mark}{}", first.split("\n\n").next().unwrap_or_default()))
    };
    if let Ok(example) = fs::read_to_string(example_case(code)) {
        return of_case(&example);
    }
    let mut blocks: Vec<String> = cases().iter().filter_map(|text| of_case(text)).collect();
    blocks.sort_by_key(|block| (block.len(), block.clone()));
    blocks.into_iter().next()
}

/// The case made for the example of a code, where there is one.
pub fn example_case(code: Code) -> std::path::PathBuf {
    folder().join(format!("{}-example.txt", code.as_str()))
}

fn cases() -> Vec<String> {
    let entries = fs::read_dir(folder()).expect("there are cases");
    entries.map(|entry| fs::read_to_string(entry.expect("it can be read").path()).expect("a case is text")).collect()
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}
