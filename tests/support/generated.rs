//! Pages of `docs/` that are made from the program's own tables, so that they cannot say anything else than it does.

use std::path::Path;

use super::difference;

/// Compares a page of `docs/` with what it should say; with `PLENARY_ACCEPT` set, writes it instead.
pub fn check(name: &str, wanted: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    if std::env::var_os("PLENARY_ACCEPT").is_some() {
        std::fs::write(&file, wanted).expect("the page can be written");
    }
    let there = std::fs::read_to_string(&file).unwrap_or_default();
    if let Some(difference) = difference::of(wanted, &there) {
        panic!("docs/{name} is out of date: PLENARY_ACCEPT=1 cargo test --test docs\n{difference}");
    }
}
