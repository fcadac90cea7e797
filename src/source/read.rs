//! Bytes of files, and text from bytes.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::{MAX_TEXT, Text};
use crate::diagnostic::{Code, Diagnostic, lower_first};
use crate::path::SourcePath;
use crate::span::Span;

/// Reads a text of the site at `root`, and not one that a symbolic link leads to elsewhere.
pub fn read_text(root: &Path, name: &str) -> Result<Text, Diagnostic> {
    let real = |path: &Path| path.canonicalize().map_err(|error| unreadable(&SourcePath::new(name), &reason(&error)));
    if !real(&root.join(name))?.starts_with(real(root)?) {
        let message = "a symbolic link that leaves the site";
        return Err(Diagnostic::of_file(Code::OutsideRoot, &SourcePath::new(name), message).help("put the file itself here"));
    }
    text(&root.join(name), SourcePath::new(name))
}

/// Reads any text, inside of a site or not, that is called `path` as seen from `root`: for commands that take files by name.
pub fn read_plain(root: &Path, path: &Path) -> Result<Text, Diagnostic> {
    text(&root.join(path), SourcePath::new(path.to_string_lossy().replace('\\', "/")))
}

/// Reads a text once more, to show the line of a fault in it: what is not UTF-8 is replaced. There is none for what is no
/// text at all.
pub fn read_for_excerpt(root: &Path, path: &SourcePath) -> Option<String> {
    let bytes = bytes(&root.join(path.as_str()), path, MAX_TEXT).ok()?;
    Some(normalize(String::from_utf8_lossy(&bytes).into_owned()))
}

/// Whether a file can be opened, without reading it.
pub(super) fn is_readable(file: &Path, path: &SourcePath) -> Result<(), Diagnostic> {
    match File::open(file) {
        Ok(_) => Ok(()),
        Err(error) => Err(unreadable(path, &reason(&error))),
    }
}

/// Reads the text at `file`, which messages call `path`.
pub(super) fn text(file: &Path, path: SourcePath) -> Result<Text, Diagnostic> {
    let bytes = bytes(file, &path, MAX_TEXT)?;
    decoded(bytes, path)
}

/// The text of bytes, which messages call `path`.
pub fn decoded(bytes: Vec<u8>, path: SourcePath) -> Result<Text, Diagnostic> {
    let text = String::from_utf8(bytes).map_err(|error| {
        // Everything up to the fault is text: its place is counted in that, as an excerpt will show it.
        let valid = error.utf8_error().valid_up_to();
        let at = normalize(String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned()).len();
        let span = Span::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8());
        Diagnostic::new(Code::InvalidUtf8, &path, span, "this is not UTF-8").help("save the file as UTF-8")
    })?;
    let text = normalize(text);
    if let Some(at) = memchr::memchr(0, text.as_bytes()) {
        let span = Span::new(at, at + 1);
        return Err(Diagnostic::new(Code::InvalidUtf8, &path, span, "a NUL character does not belong in a text"));
    }
    Ok(Text { path, text })
}

/// Reads the bytes at `file`, at most `limit` of them.
pub(super) fn bytes(file: &Path, path: &SourcePath, limit: u64) -> Result<Vec<u8>, Diagnostic> {
    let unreadable = |error| unreadable(path, &reason(&error));
    // Looked at before it is opened: to open a FIFO would wait for its other end.
    let data = std::fs::metadata(file).map_err(unreadable)?;
    if !data.is_file() {
        return Err(Diagnostic::of_file(Code::Unreadable, path, "not a regular file").help("put a file here"));
    }
    let too_large = || {
        let message = format!("larger than {} MiB, the most that is read", limit >> 20);
        Diagnostic::of_file(Code::TooLarge, path, message)
    };
    let size = data.len();
    if size > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(size as usize);
    let open = File::open(file).map_err(unreadable)?;
    // Of a limited reader nobody asks the system for its size once more. It may have grown since.
    open.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > limit { Err(too_large()) } else { Ok(bytes) }
}

/// Says that a file or folder cannot be read.
pub(super) fn unreadable(path: &SourcePath, reason: &str) -> Diagnostic {
    Diagnostic::of_file(Code::Unreadable, path, format!("cannot read it: {reason}"))
}

/// What the system says, without the number of its error.
pub fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    lower_first(text.split(" (os error").next().unwrap_or(&text))
}

/// Without a byte order mark, and with line feeds in place of carriage returns.
pub(super) fn normalize(mut text: String) -> String {
    if text.starts_with('\u{feff}') {
        text.drain(..3);
    }
    if memchr::memchr(b'\r', text.as_bytes()).is_some() {
        text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    text
}
