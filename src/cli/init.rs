//! `plenary init`: a small site that builds.

use std::path::PathBuf;

use super::{Common, DONE};
use crate::diagnostic::{Code, Diagnostic, shown};
use crate::path::SourcePath;
use crate::scaffold;

/// The flags of `init`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The folder of the new site: one that holds nothing yet
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
}

/// Begins a site; returns the exit code.
pub fn run(arguments: &Arguments, common: &Common) -> u8 {
    let today = match common.options() {
        Ok(options) => options.today.unwrap_or(options.otherwise_today),
        Err(code) => return code,
    };
    let folder = &arguments.folder;
    let path = folder.to_string_lossy();
    if let Some(what) = scaffold::in_the_way(folder) {
        let fault = Diagnostic::of_file(Code::AlreadyExists, &SourcePath::new(path), format!("{what}, and was left as it is"));
        return common.report(folder, &[fault.help("name a new folder")]);
    }
    for (path, text) in scaffold::site("Focus groups", today) {
        if let Err(fault) = scaffold::create(folder, path, &text) {
            return common.report(folder, &[fault]);
        }
    }
    common.say(&format!("a new site in {}; go there and say `plenary new focus-group fg-xx`", shown(&path)));
    DONE
}
