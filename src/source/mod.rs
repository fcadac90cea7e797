//! Reads what users wrote: settings, content, catalogue and theme. The only reader.
//!
//! In: the root of a site. Out: texts and the names of assets, sorted, with every fault kept. Text comes out as UTF-8
//! without a byte order mark and with line feeds alone, so that the same words make the same site on every system.
#![allow(clippy::disallowed_methods, reason = "source is the only reader")]

mod newer;
mod original;
mod read;
mod walk;

use std::path::{Path, PathBuf};

use rayon::prelude::*;

pub use newer::newer_than;
pub use original::Original;
pub use read::{decoded, read_for_excerpt, read_plain, read_text, reason};
pub use walk::is_left_out;

use crate::diagnostic::{Code, Diagnostic};
use crate::path::SourcePath;
use walk::{Found, Walk};

/// The largest Markdown, YAML or template file that is read.
pub const MAX_TEXT: u64 = 10 * 1024 * 1024;
/// Files that are larger, in bytes, are copied piece by piece.
pub const LARGE: u64 = 8 * 1024 * 1024;
/// The name of the settings, in the root of a site.
pub const SETTINGS: &str = "plenary.yaml";
/// The folder of the content.
pub const CONTENT: &str = "content";
/// The file of the Recommendations.
pub const RECOMMENDATIONS: &str = "content/catalogue/recommendations.yaml";
/// The file of the work items.
pub const WORK_ITEMS: &str = "content/catalogue/work-items.yaml";
/// The file of the organisations.
pub const ORGANISATIONS: &str = "content/catalogue/organisations.yaml";
/// The folder of these.
pub const CATALOGUE: &str = "content/catalogue";
/// All of them.
const ROWS: [&str; 3] = [RECOMMENDATIONS, WORK_ITEMS, ORGANISATIONS];
/// The folder of the themes.
pub const THEMES: &str = "themes";

/// A text that a user wrote.
#[derive(Clone, Debug)]
pub struct Text {
    /// Where it is, relative to the root.
    pub path: SourcePath,
    /// What it says.
    pub text: String,
}

/// A file that is published as it is.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Where it is, relative to the root.
    pub path: SourcePath,
    /// Its bytes.
    pub data: AssetData,
}

/// Where the bytes of an asset are.
#[derive(Clone, Debug)]
pub enum AssetData {
    /// In a file.
    File(PathBuf),
    /// Inside the program.
    Embedded(&'static [u8]),
    /// In memory: made of the settings, or of another file.
    Made(std::sync::Arc<[u8]>),
}

impl Asset {
    /// Reads its bytes.
    pub fn read(&self) -> Result<std::borrow::Cow<'static, [u8]>, Diagnostic> {
        match &self.data {
            AssetData::Embedded(bytes) => Ok((*bytes).into()),
            AssetData::Made(bytes) => Ok(bytes.to_vec().into()),
            AssetData::File(file) => read::bytes(file, &self.path, u64::MAX).map(Into::into),
        }
    }

    /// How many bytes it has.
    pub fn size(&self) -> std::io::Result<u64> {
        match &self.data {
            AssetData::Embedded(bytes) => Ok(bytes.len() as u64),
            AssetData::Made(bytes) => Ok(bytes.len() as u64),
            AssetData::File(file) => std::fs::metadata(file).map(|data| data.len()),
        }
    }

    /// Its file, if that is so large that it should not be held in memory whole.
    pub fn large_file(&self) -> Option<&Path> {
        match &self.data {
            AssetData::File(file) if std::fs::metadata(file).is_ok_and(|data| data.len() > LARGE) => Some(file),
            _ => None,
        }
    }

    /// Some of its bytes: at most `length` from `start`, fewer at its end.
    pub fn read_at(&self, start: u64, length: u64) -> std::io::Result<Vec<u8>> {
        use std::io::{Read, Seek};
        let part_of = |bytes: &[u8]| {
            let from = bytes.get(start as usize..).unwrap_or_default();
            from[..from.len().min(length as usize)].to_vec()
        };
        match &self.data {
            AssetData::Embedded(bytes) => Ok(part_of(bytes)),
            AssetData::Made(bytes) => Ok(part_of(bytes)),
            AssetData::File(file) => {
                let mut file = std::fs::File::open(file)?;
                file.seek(std::io::SeekFrom::Start(start))?;
                let mut bytes = Vec::with_capacity(length as usize);
                file.take(length).read_to_end(&mut bytes)?;
                Ok(bytes)
            }
        }
    }

    /// The same, with its error as a diagnostic.
    pub fn part(&self, start: u64, length: u64) -> Result<Vec<u8>, Diagnostic> {
        self.read_at(start, length).map_err(|error| self.unreadable(&error))
    }

    /// Says that its bytes cannot be read.
    pub fn unreadable(&self, error: &std::io::Error) -> Diagnostic {
        read::unreadable(&self.path, &reason(error))
    }
}

/// What `content/` holds.
#[derive(Debug, Default)]
pub struct Content {
    /// The Markdown files.
    pub records: Vec<Text>,
    /// The YAML files of `catalogue/`.
    pub catalogue: Vec<Text>,
    /// All other files.
    pub assets: Vec<Asset>,
    /// What was left out by its name.
    pub left_out: Vec<SourcePath>,
    /// The symbolic links among these files, and the file of the site that each stands for.
    pub links: Vec<(SourcePath, SourcePath)>,
}

/// What a file of `content/` is.
enum Entry {
    Record(Text),
    Catalogue(Text),
    /// Its bytes are read when it is published; that they can be is known now, with all other faults. One that cannot be read is
    /// there all the same for those that link to it.
    Asset(Asset, Option<Diagnostic>),
}

/// Reads the content of the site at `root`; all comes out in the order of the paths.
pub fn load_content(root: &Path) -> (Content, Vec<Diagnostic>) {
    let mut walk = Walk::new(root, CONTENT);
    // One thread after another asks the walk for a file and reads it, while the next one asks.
    let read: Vec<Result<Entry, Diagnostic>> = walk.by_ref().par_bridge().map(load).collect();
    let mut content = Content { left_out: walk.left_out, links: walk.links, ..Content::default() };
    let mut diagnostics = walk.diagnostics;
    for entry in read {
        match entry {
            Ok(Entry::Record(text)) => content.records.push(text),
            Ok(Entry::Catalogue(text)) => content.catalogue.push(text),
            Ok(Entry::Asset(asset, fault)) => {
                content.assets.push(asset);
                diagnostics.extend(fault);
            }
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    // By path and not by folder: a page and its folder of sub-pages stand together on every system.
    content.records.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
    content.catalogue.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    content.assets.par_sort_unstable_by(|a, b| a.path.cmp(&b.path));
    content.left_out.sort_unstable();
    (content, diagnostics)
}

/// Reads a file of the content, if it is a text.
fn load(Found { path, file }: Found) -> Result<Entry, Diagnostic> {
    let name = path.as_str();
    if ROWS.contains(&name) {
        read::text(&file, path).map(Entry::Catalogue)
    } else if name.strip_prefix(CATALOGUE).is_some_and(|rest| rest.starts_with('/')) {
        let files = "the catalogue holds `recommendations.yaml`, `work-items.yaml` and `organisations.yaml`";
        let near = crate::suggest::nearest(name, ROWS).map(|near| format!("did you mean `{near}`?"));
        Err(Diagnostic::of_file(Code::UnknownKind, &path, files).maybe_help(near))
    } else if is_markdown(name) {
        read::text(&file, path).map(Entry::Record)
    } else {
        let fault = read::is_readable(&file, &path).err();
        Ok(Entry::Asset(Asset { path, data: AssetData::File(file) }, fault))
    }
}

/// Whether a file is meant as Markdown, also where the ending is spelled in a way that is not read.
fn is_markdown(name: &str) -> bool {
    let ending = name.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending.to_ascii_lowercase());
    matches!(ending.as_deref(), Some("md" | "markdown"))
}

/// The files of a theme's folder in the site.
#[derive(Default)]
pub struct ThemeFiles {
    /// The templates: `templates/**`.
    pub templates: Vec<Text>,
    /// The words, a file a language: `words/*`.
    pub words: Vec<Text>,
    /// What it asks for of pictures: `images.yaml`.
    pub images: Option<Text>,
    /// What is published as it is: `static/**`.
    pub assets: Vec<Asset>,
}

/// The files of a theme's folder in the site. A theme that has no folder has none.
pub fn load_theme(root: &Path, theme: &str) -> (ThemeFiles, Vec<Diagnostic>) {
    let folder = format!("{THEMES}/{theme}");
    let mut found = ThemeFiles::default();
    let mut walk = Walk::new(root, &folder);
    let mut files: Vec<Found> = walk.by_ref().collect();
    let mut diagnostics = walk.diagnostics;
    files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    for Found { path, file } in files {
        let within = &path.as_str()[folder.len() + 1..];
        let take: fn(&mut ThemeFiles, Text) = match within.split_once('/') {
            Some(("templates", _)) => |found, text| found.templates.push(text),
            Some(("words", _)) => |found, text| found.words.push(text),
            None if within == "images.yaml" => |found, text| found.images = Some(text),
            Some(("static", _)) => {
                found.assets.push(Asset { path, data: AssetData::File(file) });
                continue;
            }
            _ => continue,
        };
        match read::text(&file, path) {
            Ok(text) => take(&mut found, text),
            Err(diagnostic) => diagnostics.push(diagnostic),
        }
    }
    (found, diagnostics)
}

/// Whether the site has a folder of this theme.
pub fn has_theme(root: &Path, theme: &str) -> bool {
    root.join(THEMES).join(theme).is_dir()
}

/// The nearest folder from `start` upward that has settings.
pub fn find_root(start: &Path) -> Option<PathBuf> {
    start.ancestors().find(|folder| folder.join(SETTINGS).is_file()).map(Path::to_path_buf)
}

/// Whether the folder has settings, readable or not.
pub fn has_settings(root: &Path) -> bool {
    root.join(SETTINGS).symlink_metadata().is_ok()
}

/// Whether there is a file or folder at `path` of the site.
pub fn is_there(root: &Path, path: &SourcePath) -> bool {
    root.join(path.as_str()).symlink_metadata().is_ok()
}

/// Says that the root has no settings.
pub fn no_settings() -> Diagnostic {
    Diagnostic::of_file(Code::Unreadable, &SourcePath::new(SETTINGS), format!("there is no `{SETTINGS}`"))
        .help("go to the folder of a site or below it, name it with --root, or begin one with `plenary init`")
}
