//! The floor of a build: what it costs this machine to read every source and to write files of the same paths and sizes,
//! and nothing else.
//!
//! floor SOURCE LIST OUT: LIST has a line `size<TAB>path` for each file. `benches/builds.py` makes it of a finished build.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

fn main() -> io::Result<()> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [source, list, out] = arguments.as_slice() else { return Err(io::Error::other("usage: floor SOURCE LIST OUT")) };
    let mut sources = Vec::new();
    walk(source, &mut sources)?;
    sources.par_iter().try_for_each_init(Vec::new, |buffer: &mut Vec<u8>, path| {
        buffer.clear();
        File::open(path)?.read_to_end(buffer).map(|_| ())
    })?;
    let list = fs::read_to_string(list)?;
    let files: Vec<(usize, PathBuf)> = list
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(size, path)| Some((size.parse().ok()?, out.join(path))))
        .collect();
    let zeros = vec![0; files.iter().map(|(size, _)| *size).max().unwrap_or(0)];
    fs::create_dir_all(out)?;
    files.par_iter().try_for_each(|(size, path)| {
        // Its folder is there, or can be made at once, or those above it are not there yet.
        if let Some(folder) = path.parent() {
            fs::create_dir(folder).or_else(|_| fs::create_dir_all(folder))?;
        }
        File::create(path)?.write_all(&zeros[..*size])
    })
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}
