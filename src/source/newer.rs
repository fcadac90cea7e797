//! Sources that were changed after a moment, as far as their times tell.

use std::path::Path;
use std::time::SystemTime;

use walkdir::WalkDir;

use super::{CONTENT, SETTINGS, THEMES, is_left_out};
use crate::path::SourcePath;

/// The source of the site at `root` that was changed last, if that was after `time`: settings, content, theme, or one of
/// `files` that the settings name. Times are a hint: a checkout sets them, and copies may keep old ones.
pub fn newer_than<'f>(root: &Path, files: impl Iterator<Item = &'f str>, time: SystemTime) -> Option<SourcePath> {
    let mut newest: Option<(SystemTime, SourcePath)> = None;
    for start in [SETTINGS, CONTENT, THEMES].into_iter().chain(files) {
        let walk = WalkDir::new(root.join(start)).sort_by_file_name().into_iter();
        let kept = walk.filter_entry(|entry| entry.depth() == 0 || !is_left_out(&entry.file_name().to_string_lossy()));
        for entry in kept.filter_map(Result::ok) {
            let Some(changed) = entry.metadata().ok().and_then(|data| data.modified().ok()) else { continue };
            if changed > time && newest.as_ref().is_none_or(|(newest, _)| changed > *newest) {
                let path = entry.path().strip_prefix(root).unwrap_or(entry.path()).to_string_lossy().replace('\\', "/");
                newest = Some((changed, SourcePath::new(path)));
            }
        }
    }
    newest.map(|(_, path)| path)
}
