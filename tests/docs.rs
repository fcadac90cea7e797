//! The manual says what the program does: pages that are made of its tables are up to date, and the examples of diagnostics
//! are real. `PLENARY_ACCEPT=1 cargo test --test docs` writes the pages that are made.

mod support;

use std::fs;

use plenary::diagnostic::Code;
use support::{diagnostics_page, generated, records_page};

#[test]
fn the_page_of_diagnostics_tells_every_code() {
    generated::check("diagnostics.md", &diagnostics_page::page());
}

#[test]
fn the_page_of_records_tells_every_key() {
    generated::check("records.md", &records_page::page());
}

#[test]
fn the_example_of_a_diagnostic_stands_in_the_case_made_for_it() {
    let mut seen = 0;
    for code in Code::ALL {
        let Ok(case) = fs::read_to_string(diagnostics_page::example_case(*code)) else { continue };
        let content = case.split("-- stderr --").next().expect("a split has a first part").to_lowercase();
        for line in code.explanation().example.lines() {
            assert!(content.contains(line.to_lowercase().trim()), "{}: no case shows `{line}`", code.as_str());
        }
        seen += 1;
    }
    assert!(seen > 20, "{seen} examples");
}
