//! `plenary rename`: another id for a record, with every reference to it and an alias.

use std::path::Path;

use super::{Common, DONE, FAULTY, USAGE, print};
use crate::designation::key;
use crate::diagnostic::{counted, shown};
use crate::rename::{self, Refusal, Rename, What};
use crate::report::to_stderr;
use crate::source;
use crate::span::Position;

/// The flags of `rename`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The record: its designation, its id or its file
    old: String,
    /// Its new id: the name of its file, and the last part of its URL
    new: String,
    /// Only say what would change
    #[arg(long)]
    dry_run: bool,
}

/// Renames a record; returns the exit code.
pub fn run(arguments: &Arguments, common: &Common) -> u8 {
    let Some(root) = common.find_root() else {
        return common.report(Path::new("."), &[source::no_settings()]);
    };
    let options = match common.options() {
        Ok(options) => options,
        Err(code) => return code,
    };
    if arguments.dry_run && rename::is_unfinished(&root) {
        to_stderr("error: an earlier rename was ended halfway; say it again without --dry-run, which finishes it\n");
        return FAULTY;
    }
    let mut finished = None;
    if !arguments.dry_run {
        match rename::finish(&root) {
            Ok(None) => {}
            Ok(Some(done)) => {
                common.say(&format!("finished the rename of {} to {}, which had been ended halfway", done.old, done.new));
                if done.new == arguments.new && key(&done.old) == key(&arguments.old) {
                    return DONE;
                }
                finished = Some(done.new);
            }
            Err(fault) => return common.report(&root, &[fault]),
        }
    }
    let planned = match rename::plan(&root, &options, &arguments.old, &arguments.new) {
        Ok(planned) => planned,
        // By another of its names: that is done.
        Err(Refusal::Already(_)) if finished.as_ref() == Some(&arguments.new) => return DONE,
        Err(Refusal::Asked(message) | Refusal::Already(message)) => {
            to_stderr(&format!("error: {message}\n"));
            return USAGE;
        }
        Err(Refusal::Faults(faults)) => {
            common.report(&root, &faults);
            common.say("nothing was renamed");
            return FAULTY;
        }
    };
    if !arguments.dry_run
        && let Err(fault) = rename::write(&root, &planned)
    {
        return common.report(&root, &[fault]);
    }
    let printed = if arguments.dry_run || !common.quiet { print(&list(&planned)) } else { DONE };
    common.say(&summary(&planned, arguments.dry_run));
    printed
}

/// What moves, and what changes where.
fn list(planned: &Rename) -> String {
    let mut out = String::new();
    for (old, new) in &planned.units {
        out.push_str(&format!("{old} -> {new}\n"));
    }
    for (path, edits) in &planned.edits {
        let text = planned.text(path);
        for edit in edits {
            let Position { line, column } = Position::of(text, edit.span.start as usize);
            let (old, new) = (&text[edit.span.range()], edit.words.trim());
            let change = if old.is_empty() { format!("+ {}", shown(new)) } else { format!("{} -> {}", shown(old), shown(new)) };
            out.push_str(&format!("{path}:{line}:{column}: {change}\n"));
        }
    }
    out
}

fn summary(planned: &Rename, dry_run: bool) -> String {
    let references = planned.count(What::Reference);
    let files = counted(planned.files, "file", "files");
    let references = counted(references, "reference", "references");
    let aliases = counted(planned.count(What::Alias), "alias", "aliases");
    let verb = if dry_run { "would rename" } else { "renamed" };
    format!("{verb} {} to {}: {files} moved, {references} mended, {aliases} added", planned.old, planned.new)
}
