//! Writes every artifact into the staging folder.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write;
use std::path::Path;

use rayon::prelude::*;

use super::fault;
use super::target::Target;
use crate::Site;
use crate::diagnostic::Diagnostic;
use crate::path::OutputPath;
use crate::plan::{Artifact, MANIFEST};

/// Removes what an earlier build left.
pub fn clear(target: &Target) -> Result<(), Diagnostic> {
    match std::fs::remove_dir_all(&target.staging) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(fault(target, &target.staging, "remove", &error)),
        _ => Ok(()),
    }
}

/// Writes the whole site; returns how many files it has. Every fault is kept: one page's does not hide another's.
pub fn write(site: &Site, target: &Target, step: &(dyn Fn() + Sync)) -> Result<usize, Vec<Diagnostic>> {
    let artifacts = &site.plan.artifacts;
    make_folders(artifacts, target).map_err(|fault| vec![fault])?;
    let renderer = site.renderer();
    thread_local! {
        static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    }
    let faults: Vec<Diagnostic> = artifacts
        .par_iter()
        .flat_map_iter(|(path, artifact)| {
            BUFFER.with_borrow_mut(|buffer| {
                let bytes = match renderer.bytes(path, artifact, buffer) {
                    Ok(bytes) => bytes,
                    Err(faults) => return faults,
                };
                let file = target.staging.join(path.as_str());
                step();
                create(&file, &bytes).err().map(|error| fault(target, &file, "write", &error)).into_iter().collect()
            })
        })
        .collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    let manifest = target.staging.join(MANIFEST);
    create(&manifest, manifest_text(artifacts).as_bytes()).map_err(|error| vec![fault(target, &manifest, "write", &error)])?;
    Ok(artifacts.len())
}

/// Makes every folder once, outer ones first.
fn make_folders(artifacts: &[(OutputPath, Artifact)], target: &Target) -> Result<(), Diagnostic> {
    let staging = &target.staging;
    let mut folders: BTreeSet<&str> = BTreeSet::new();
    for (path, _) in artifacts {
        let mut folder = path.folder();
        while !folder.is_empty() && folders.insert(folder) {
            folder = folder.rfind('/').map_or("", |at| &folder[..at]);
        }
    }
    std::fs::create_dir_all(staging).map_err(|error| fault(target, staging, "make", &error))?;
    for folder in folders {
        let folder = staging.join(folder);
        std::fs::create_dir(&folder).map_err(|error| fault(target, &folder, "make", &error))?;
    }
    Ok(())
}

fn create(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    File::create_new(path)?.write_all(bytes)
}

/// The list of plenary's own files: what is not on it in the output is somebody else's.
fn manifest_text(artifacts: &[(OutputPath, Artifact)]) -> String {
    let mut text = "plenary made these files; the next build replaces them, and carries over all others\n".to_owned();
    for (path, _) in artifacts {
        text.push_str(path.as_str());
        text.push('\n');
    }
    text
}
