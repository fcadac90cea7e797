//! Lays out the files that a case's sections name, odd ones too: the words in brackets after a path say what is odd.
//!
//! `x.md -> y.md` is a symbolic link. `(escaped)` reads `\r`, `\xff` and `\u{feff}` in path and text, for bytes that a
//! case file cannot hold. `(padded to N)` adds line feeds up to N bytes. `(fifo)` is a FIFO. `(mode 000)` sets the mode,
//! of a folder if the path ends in a slash.

use std::ffi::OsStr;
use std::fs::{self, Permissions};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

/// One file to be.
pub struct Item<'t> {
    path: &'t str,
    oddity: Oddity<'t>,
    text: &'t str,
}

enum Oddity<'t> {
    None,
    LinkTo(&'t str),
    Escaped,
    PaddedTo(usize),
    Fifo,
    Mode(u32),
}

impl<'t> Item<'t> {
    /// Reads the header of a section.
    pub fn new(header: &'t str, text: &'t str) -> Self {
        if let Some((path, target)) = header.split_once(" -> ") {
            return Self { path, oddity: Oddity::LinkTo(target), text };
        }
        let Some((path, words)) = header.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")) else {
            return Self { path: header, oddity: Oddity::None, text };
        };
        let oddity = match words.split(' ').collect::<Vec<_>>()[..] {
            ["escaped"] => Oddity::Escaped,
            ["padded", "to", size] => Oddity::PaddedTo(size.parse().expect("a number of bytes")),
            ["fifo"] => Oddity::Fifo,
            ["mode", mode] => Oddity::Mode(u32::from_str_radix(mode, 8).expect("an octal mode")),
            _ => panic!("nobody knows what `({words})` says of a file"),
        };
        Self { path, oddity, text }
    }

    /// The path as its header has it.
    pub fn path(&self) -> &str {
        self.path
    }

    /// Whether only an ordinary user is kept from reading it.
    pub fn is_closed(&self) -> bool {
        matches!(self.oddity, Oddity::Mode(_))
    }

    /// Puts it into `root`.
    pub fn lay_out(&self, root: &Path) {
        let file = self.place(root);
        let parent = file.parent().expect("it lies in the root");
        fs::create_dir_all(parent).unwrap_or_else(|error| panic!("{}: {error}", self.path));
        let done = match self.oddity {
            Oddity::LinkTo(target) => symlink(target, &file),
            Oddity::Fifo => rustix::fs::mkfifoat(rustix::fs::CWD, &file, rustix::fs::Mode::RUSR).map_err(Into::into),
            Oddity::Escaped => fs::write(&file, unescaped(self.text)),
            Oddity::PaddedTo(size) => {
                let mut bytes = self.text.as_bytes().to_vec();
                bytes.resize(size, b'\n');
                fs::write(&file, bytes)
            }
            Oddity::Mode(_) if self.path.ends_with('/') => fs::create_dir(&file),
            Oddity::Mode(_) | Oddity::None => fs::write(&file, self.text),
        };
        done.unwrap_or_else(|error| panic!("{}: {error}", self.path));
    }

    /// Sets its mode, after everything is laid out.
    pub fn close(&self, root: &Path) {
        if let Oddity::Mode(mode) = self.oddity {
            fs::set_permissions(self.place(root), Permissions::from_mode(mode)).expect("it is ours");
        }
    }

    /// Makes it readable again, so that its folder can be removed.
    pub fn open(&self, root: &Path) {
        if self.is_closed() {
            fs::set_permissions(self.place(root), Permissions::from_mode(0o755)).expect("it is ours");
        }
    }

    fn place(&self, root: &Path) -> PathBuf {
        match self.oddity {
            Oddity::Escaped => root.join(OsStr::from_bytes(&unescaped(self.path))),
            _ => root.join(self.path),
        }
    }
}

fn unescaped(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.extend_from_slice(before.as_bytes());
        let (bytes, length) = escape(after).unwrap_or_else(|| panic!("nobody knows the escape in {text:?}"));
        out.extend(bytes);
        rest = &after[length..];
    }
    out.extend_from_slice(rest.as_bytes());
    out
}

/// The bytes that an escape stands for, and its length after the backslash.
fn escape(after: &str) -> Option<(Vec<u8>, usize)> {
    if after.starts_with('r') {
        return Some((vec![b'\r'], 1));
    }
    if let Some(digits) = after.strip_prefix("u{") {
        let (digits, _) = digits.split_once('}')?;
        let c = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
        return Some((c.to_string().into_bytes(), digits.len() + 3));
    }
    let digits = after.strip_prefix('x')?.get(..2)?;
    Some((vec![u8::from_str_radix(digits, 16).ok()?], 3))
}
