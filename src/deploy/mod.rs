//! Brings the built site to where it is served: to a folder, or to storage that speaks as S3 does.
//!
//! In: the built site, and what the settings say. Out: what is new, changed and gone there, and then the same done. Only what
//! differs is sent, by what is in it and never by its time; only what plenary brought is removed. Whatever ends a deployment,
//! the next one does the rest.

mod built;
mod changes;
mod folder;
mod list;
mod order;
mod s3;
mod storage;

pub use built::{Built, File};
pub use changes::{Changes, json};
pub use folder::Folder;
pub use rusty_s3::Credentials;
pub use s3::Upload;
pub use storage::{Patience, Storage};

use crate::diagnostic::{Code, Diagnostic};
use crate::path::SourcePath;
use crate::source::SETTINGS;
use crate::span::Span;

/// A fault of a deployment, told where the settings say where it goes.
fn fault(at: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::NotDeployed, &SourcePath::new(SETTINGS), at, message)
}
