//! The built site: the files that a build listed, with what is in them.
#![allow(clippy::disallowed_methods, reason = "a deployment reads back what plenary wrote")]

use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use md5::{Digest, Md5};
use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic};
use crate::path::{OutputPath, SourcePath};
use crate::plan::MANIFEST;
use crate::source::reason;

/// A site that was built.
#[derive(Debug)]
pub struct Built {
    /// Its folder.
    pub folder: PathBuf,
    /// What messages call it.
    pub name: SourcePath,
    /// Its files, in the order of their paths.
    pub files: Vec<File>,
    /// When it was built.
    pub time: SystemTime,
}

/// A file of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path.
    pub path: OutputPath,
    /// How many bytes it has.
    pub size: u64,
    /// The MD5 sum of them: what storage that speaks as S3 does checks and tells. It guards against accidents, not attackers.
    pub md5: [u8; 16],
}

impl Built {
    /// Reads the site that was built in `folder`, which messages call `name`.
    pub fn read(folder: &Path, name: &Path) -> Result<Self, Diagnostic> {
        let name = SourcePath::new(name.to_string_lossy().replace('\\', "/"));
        let fault = |path: &str, message: String| {
            let file = if path.is_empty() { name.clone() } else { SourcePath::new(format!("{name}/{path}")) };
            Diagnostic::of_file(Code::NotDeployed, &file, message).help("make the site with `plenary build`")
        };
        let list = std::fs::read_to_string(folder.join(MANIFEST)).map_err(|_| fault("", "there is no built site here".to_owned()))?;
        let time = std::fs::metadata(folder.join(MANIFEST)).and_then(|data| data.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
        let read = |path: &str| {
            let path = OutputPath::new(path).map_err(|why| fault(MANIFEST, format!("this list has a path that is none: {why}")))?;
            let (size, md5) = sum(&folder.join(path.as_str()))
                .map_err(|error| fault(path.as_str(), format!("the site is not whole; cannot read it: {}", reason(&error))))?;
            Ok(File { path, size, md5 })
        };
        let lines: Vec<&str> = list.lines().skip(1).collect();
        let mut files = lines.into_par_iter().map(read).collect::<Result<Vec<File>, Diagnostic>>()?;
        files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        files.dedup_by(|a, b| a.path == b.path);
        if files.is_empty() {
            return Err(fault("", "the built site has no file".to_owned()));
        }
        Ok(Self { folder: folder.to_path_buf(), name, files, time })
    }

    /// Opens a file of it.
    pub fn open(&self, file: &File) -> std::io::Result<std::fs::File> {
        std::fs::File::open(self.folder.join(file.path.as_str()))
    }

    /// The address that the site was built for, as its `robots.txt` says.
    pub fn base_url(&self) -> Option<String> {
        let text = std::fs::read_to_string(self.folder.join("robots.txt")).ok()?;
        let sitemap = text.lines().find_map(|line| line.strip_prefix("Sitemap: "))?;
        Some(sitemap.strip_suffix("sitemap.xml")?.to_owned())
    }
}

/// The size of a file and the MD5 sum of what is in it.
fn sum(path: &Path) -> std::io::Result<(u64, [u8; 16])> {
    if !std::fs::symlink_metadata(path)?.is_file() {
        return Err(std::io::Error::other("it is no file"));
    }
    let mut file = std::fs::File::open(path)?;
    let (mut sum, mut size, mut piece) = (Md5::new(), 0, [0; 64 * 1024]);
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            return Ok((size, sum.finalize().into()));
        }
        sum.update(&piece[..read]);
        size += read as u64;
    }
}
