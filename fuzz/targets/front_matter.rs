//! Front matter of every kind, the catalogue and the settings: any bytes are read or refused, and every fault has a place
//! that is in the text.

use plenary::config::Settings;
use plenary::diagnostic::{Code, Diagnostic, has_errors};
use plenary::model::{KINDS, Record, catalogue};
use plenary::path::SourcePath;
use plenary::source::{self, Text};

/// Reads the bytes as a file of each sort; the first one says which header stands before the rest.
pub fn run(data: &[u8]) {
    let Some((&first, rest)) = data.split_first() else { return };
    let bytes = if first % 2 == 0 { [b"---\n", rest, b"\n---\nText.\n"].concat() } else { rest.to_vec() };
    let Ok(text) = source::decoded(bytes, SourcePath::new("content/x.md")) else { return };
    let text = text.text;
    for kind in &KINDS {
        let path = SourcePath::new(format!("content/{}/{}", kind.folder, if kind.folder == "groups" { "x/index.md" } else { "x.md" }));
        let (record, faults) = Record::read(Text { path, text: text.clone() });
        assert!(record.as_ref().is_some_and(|record| record.body <= text.len()), "a file in its place is a record");
        assert!(record.is_some_and(|record| record.faulty == has_errors(&faults) || faults.is_empty()));
        check(&text, &faults);
    }
    let path = SourcePath::new(source::SETTINGS);
    check(&text, &Settings::read(&Text { path, text: text.clone() }).1);
    let path = SourcePath::new(source::RECOMMENDATIONS);
    let (_, faults) = catalogue::read_rows(&path, &text, catalogue::RecommendationRow::check);
    check(&text, &faults);
    let path = SourcePath::new(source::WORK_ITEMS);
    let (_, faults) = catalogue::read_rows(&path, &text, catalogue::WorkItemRow::check);
    check(&text, &faults);
}

fn check(text: &str, faults: &[Diagnostic]) {
    for fault in faults {
        let span = fault.span.expect("it has a place");
        assert!(text.get(span.range()).is_some(), "{fault:?}");
        assert!(fault.code != Code::NotPublished && !fault.message.is_empty() && !fault.message.contains('\n'), "{fault:?}");
    }
}
