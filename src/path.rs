//! Paths that were checked once, when they were made: [`SourcePath`] of what users wrote, [`OutputPath`] of what is
//! published. Nothing here touches the file system.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use percent_encoding::AsciiSet;
use unicase::UniCase;
use unicode_normalization::UnicodeNormalization;

/// The longest component of an output path, in bytes: file systems stop at 255, and a suffix must fit.
pub const MAX_COMPONENT: usize = 200;
/// The longest output path, in bytes.
pub const MAX_PATH: usize = 1000;

/// Names that some systems reserve, whatever follows after a dot.
const RESERVED: [&str; 7] = ["con", "prn", "aux", "nul", "clock$", "conin$", "conout$"];

/// A file's path relative to the root of the site, with `/`: for messages and for resolving links.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// The path of a file that was found below the root.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        Self(path.into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder that the file is in, without a slash at its end; empty for the root.
    pub fn folder(&self) -> &str {
        self.0.rfind('/').map_or("", |at| &self.0[..at])
    }

    /// The path that `relative` names, seen from this file's folder; `None` if it leaves the root.
    pub fn join(&self, relative: &str) -> Option<String> {
        let mut parts: Vec<&str> = self.folder().split('/').filter(|part| !part.is_empty()).collect();
        for part in relative.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        Some(parts.join("/"))
    }
}

impl SourcePath {
    /// The way from this file's folder to the file at `path`, as a link says it.
    pub fn way_to(&self, path: &str) -> String {
        let folder: Vec<&str> = self.folder().split('/').filter(|part| !part.is_empty()).collect();
        let parts: Vec<&str> = path.split('/').collect();
        let shared = folder.iter().zip(&parts).take_while(|(a, b)| a == b).count();
        let up = folder[shared..].iter().map(|_| "..");
        up.chain(parts[shared..].iter().copied()).collect::<Vec<_>>().join("/")
    }
}

impl std::fmt::Display for SourcePath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where one file is published: relative to the output folder, with `/`. It stays below that folder on every system.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(Arc<str>);

impl OutputPath {
    /// Checks a path. The error says what is wrong with it, to go after "`…` cannot be published: ".
    pub fn new(path: impl Into<Arc<str>>) -> Result<Self, String> {
        let path = path.into();
        if path.len() > MAX_PATH {
            return Err(format!("its path is longer than {MAX_PATH} bytes"));
        }
        path.split('/').try_for_each(check_component)?;
        Ok(Self(path))
    }

    /// The page of the site-relative URL `url` (`groups/fg-mv/`, or empty for the home page).
    pub fn page(url: &str) -> Result<Self, String> {
        Self::new(format!("{url}index.html"))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The site-relative URL: `groups/fg-mv/` for `groups/fg-mv/index.html`, the path itself for other files.
    pub fn url(&self) -> &str {
        match self.0.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => &self.0,
        }
    }

    /// The folder that the file is in, without a slash at its end; empty at the top.
    pub fn folder(&self) -> &str {
        self.0.rfind('/').map_or("", |at| &self.0[..at])
    }

    /// What two paths must not share: on some systems letter case and Unicode forms do not tell files apart.
    pub fn collision_key(&self) -> Cow<'_, str> {
        collision_key(&self.0)
    }
}

/// The folders that a path is in, without a slash at their ends, the inmost first.
pub fn folders_of(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(at, _)| &path[..at])
}

/// `text` in NFC with Unicode case folding.
pub fn collision_key(text: &str) -> Cow<'_, str> {
    if !text.is_ascii() {
        return Cow::Owned(UniCase::new(text.nfc().collect::<String>()).to_folded_case().nfc().collect());
    }
    // Nearly all paths are made of ids, which are their own keys.
    match text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        true => Cow::Owned(text.to_ascii_lowercase()),
        false => Cow::Borrowed(text),
    }
}

fn check_component(part: &str) -> Result<(), String> {
    if part.is_empty() {
        return Err("a folder or file in it has no name".to_owned());
    }
    if part == "." || part == ".." {
        return Err(format!("`{part}` would leave its place"));
    }
    if part.len() > MAX_COMPONENT {
        return Err(format!("a name in it is longer than {MAX_COMPONENT} bytes"));
    }
    if let Some(c) = part.chars().find(|&c| is_forbidden(c)) {
        return Err(format!("it has the character {}", c.escape_default()));
    }
    if part.ends_with('.') || part.ends_with(' ') {
        return Err(format!("`{part}` ends in a dot or a space, which some systems drop"));
    }
    let stem = part.split('.').next().unwrap_or(part).trim_end();
    let numbered = |name: &str| stem.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(name)) && stem.len() == 4;
    let is_numbered = stem.ends_with(|c: char| c.is_ascii_digit()) && (numbered("com") || numbered("lpt"));
    if is_numbered || RESERVED.iter().any(|reserved| stem.eq_ignore_ascii_case(reserved)) {
        return Err(format!("`{part}` is a name that some systems reserve"));
    }
    Ok(())
}

/// Control characters, characters that turn the direction of writing, and what some systems forbid in names.
fn is_forbidden(c: char) -> bool {
    c.is_control() || turns_writing(c) || matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
}

/// Whether a character is not seen and makes what is seen another text: the direction of writing, a byte order mark.
pub fn turns_writing(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The way from the top of the site that a page at `url` writes before site-relative URLs: `../../` for
/// `groups/fg-mv/`, `./` for the home page.
pub fn way_up(url: &str) -> String {
    match url.bytes().filter(|byte| *byte == b'/').count() {
        0 => "./".to_owned(),
        depth => "../".repeat(depth),
    }
}

/// A relative path of the system's with `/` between its names: a name that itself has a `\` keeps it, where names may. `None` for
/// one that is not UTF-8.
pub fn with_slashes(path: &Path) -> Option<String> {
    let names: Option<Vec<&str>> = path.components().map(|name| name.as_os_str().to_str()).collect();
    Some(names?.join("/"))
}

/// What an address may hold as it is: RFC 3986's unreserved characters and sub-delimiters, `/`, `:` and `@`.
const PLAIN: AsciiSet = percent_encoding::NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/')
    .remove(b':')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// A site-relative path, of a page or a file and without an anchor, as an address holds it: the one place that encodes paths.
pub fn encoded(path: &str) -> percent_encoding::PercentEncode<'_> {
    percent_encoding::utf8_percent_encode(path, &PLAIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_leave_their_place_are_refused() {
        for path in [
            "",
            ".",
            "..",
            "a/./b",
            "a/../b",
            "/a",
            "a//b",
            "a/",
            "C:/x",
            "a\\b",
            "a\0b",
            "a\u{202e}b",
            "con",
            "aux.html",
            "a./b",
            "a /b",
            "LPT1.txt",
        ] {
            assert!(OutputPath::new(path).is_err(), "{path:?}");
        }
        for part in [".", ".."] {
            assert_eq!(OutputPath::new(format!("a/{part}/b")), Err(format!("`{part}` would leave its place")));
        }
        for path in ["a", "...a", "a.b/c", "com", "comm", "com10", "page1", "cons", "console.html", "été/ü"] {
            assert_eq!(OutputPath::new(path).as_ref().map(OutputPath::as_str), Ok(path));
        }
    }

    #[test]
    fn paths_and_their_names_have_a_greatest_length() {
        let name = |length| "x".repeat(length);
        assert!(OutputPath::new(name(MAX_COMPONENT)).is_ok());
        assert!(OutputPath::new(name(MAX_COMPONENT + 1)).is_err());
        let path = |length: usize| format!("{}{}", "x/".repeat(length / 2 - 1), name(length % 2 + 2));
        assert_eq!(path(MAX_PATH).len(), MAX_PATH);
        assert!(OutputPath::new(path(MAX_PATH)).is_ok());
        assert!(OutputPath::new(path(MAX_PATH + 1)).is_err());
    }

    #[test]
    fn a_path_is_said_as_it_was_found() {
        assert_eq!(SourcePath::new("content/a b.md").to_string(), "content/a b.md");
        assert_eq!(with_slashes(Path::new("a").join("b c").as_path()).as_deref(), Some("a/b c"));
        assert_eq!(with_slashes(Path::new("")).as_deref(), Some(""));
        #[cfg(unix)]
        assert_eq!(with_slashes(Path::new("a\\b/c")).as_deref(), Some("a\\b/c"));
    }

    #[test]
    fn a_page_is_a_folder_with_an_index() {
        let path = OutputPath::page("groups/fg-mv/").unwrap();
        assert_eq!((path.as_str(), path.url()), ("groups/fg-mv/index.html", "groups/fg-mv/"));
        assert_eq!(path.folder(), "groups/fg-mv");
        assert_eq!(OutputPath::page("").unwrap().url(), "");
        let file = OutputPath::new("groups/my-index.html").unwrap();
        assert_eq!((file.url(), file.folder()), ("groups/my-index.html", "groups"));
        assert_eq!(OutputPath::new("robots.txt").unwrap().folder(), "");
    }

    #[test]
    fn twins_share_a_collision_key() {
        assert_eq!(collision_key("Caf\u{e9}"), collision_key("CAFE\u{301}"));
        assert_eq!(collision_key("straße"), collision_key("STRASSE"));
        assert_eq!(OutputPath::new("Groups/FG").unwrap().collision_key(), "groups/fg");
        assert_ne!(collision_key("Caf\u{e9}"), collision_key("Cafe"));
    }

    #[test]
    fn links_join_from_the_folder_of_their_file() {
        let path = SourcePath::new("content/groups/fg-mv/index.md");
        assert_eq!(path.join("../../circulars/x.md").as_deref(), Some("content/circulars/x.md"));
        assert_eq!(path.join("../../../../x"), None);
        assert_eq!(path.way_to("content/circulars/x.md"), "../../circulars/x.md");
        assert_eq!(path.way_to("content/groups/fg-mv/logo.svg"), "logo.svg");
    }

    #[test]
    fn what_an_address_cannot_hold_is_encoded() {
        assert_eq!(encoded("a b/100%#1.pdf").to_string(), "a%20b/100%25%231.pdf");
        assert_eq!(encoded("groups/fg-mv/x+(1).pdf").to_string(), "groups/fg-mv/x+(1).pdf");
    }

    #[test]
    fn the_way_up_is_one_step_a_folder() {
        assert_eq!(way_up("groups/fg-mv/"), "../../");
        assert_eq!(way_up(""), "./");
    }
}
