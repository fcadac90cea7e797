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
use crate::output::{Files, Renderer};
use crate::path::OutputPath;
use crate::plan::{MANIFEST, Plan};

/// Removes what an earlier build left.
pub fn clear(target: &Target) -> Result<(), Diagnostic> {
    match std::fs::remove_dir_all(&target.staging) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(fault(target, &target.staging, "remove", &error)),
        _ => Ok(()),
    }
}

/// Writes the whole site; returns the paths of its files. Every fault is kept: one page's does not hide another's.
pub fn write(site: &Site, target: &Target, step: &(dyn Fn() + Sync)) -> Result<Vec<OutputPath>, Vec<Diagnostic>> {
    let plan = &site.plan;
    make_folders(plan.artifacts.iter().map(|(path, _)| path), target).map_err(|fault| vec![fault])?;
    let renderer = site.renderer();
    // Bundles on a thread of their own: they wait for work that they give to the threads that render.
    let (mut faults, bundles) = std::thread::scope(|scope| {
        let bundles = scope.spawn(|| make_bundles(&renderer, plan));
        (write_artifacts(&renderer, plan, target, step), bundles.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let bundled = bundles.unwrap_or_else(|of_bundles| {
        faults.extend(of_bundles);
        Vec::new()
    });
    if !faults.is_empty() {
        return Err(faults);
    }
    make_folders(bundled.iter().map(|(path, _)| path), target).map_err(|fault| vec![fault])?;
    for (path, bytes) in &bundled {
        let file = target.staging.join(path.as_str());
        create(&file, bytes).map_err(|error| vec![fault(target, &file, "write", &error)])?;
    }
    Ok(plan.artifacts.iter().map(|(path, _)| path.clone()).chain(bundled.into_iter().map(|(path, _)| path)).collect())
}

/// Writes the list of plenary's own files, which are at these paths.
pub fn write_list(paths: &mut [OutputPath], target: &Target) -> Result<(), Diagnostic> {
    paths.sort_unstable();
    let manifest = target.staging.join(MANIFEST);
    create(&manifest, manifest_text(paths).as_bytes()).map_err(|error| fault(target, &manifest, "write", &error))
}

/// Renders and writes every artifact; returns what went wrong.
fn write_artifacts(renderer: &Renderer<'_>, plan: &Plan, target: &Target, step: &(dyn Fn() + Sync)) -> Vec<Diagnostic> {
    thread_local! {
        static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    }
    plan.artifacts
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
        .collect()
}

/// Makes the files of the bundles.
fn make_bundles(renderer: &Renderer<'_>, plan: &Plan) -> Files {
    let mut files = Vec::new();
    for bundle in &plan.bundles {
        files.extend(renderer.bundle(*bundle, plan)?);
    }
    Ok(files)
}

/// Makes every folder that is not there, outer ones first.
fn make_folders<'p>(paths: impl Iterator<Item = &'p OutputPath>, target: &Target) -> Result<(), Diagnostic> {
    let staging = &target.staging;
    let mut folders: BTreeSet<&str> = BTreeSet::new();
    for path in paths {
        let mut folder = path.folder();
        while !folder.is_empty() && folders.insert(folder) {
            folder = folder.rfind('/').map_or("", |at| &folder[..at]);
        }
    }
    std::fs::create_dir_all(staging).map_err(|error| fault(target, staging, "make", &error))?;
    for folder in folders {
        let folder = staging.join(folder);
        match std::fs::create_dir(&folder) {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => return Err(fault(target, &folder, "make", &error)),
            _ => {}
        }
    }
    Ok(())
}

/// Writes a file that is not there.
pub fn create(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    File::create_new(path)?.write_all(bytes)
}

/// The list of plenary's own files: what is not on it in the output is somebody else's.
fn manifest_text(paths: &[OutputPath]) -> String {
    let mut text = "plenary made these files; the next build replaces them, and carries over all others\n".to_owned();
    for path in paths {
        text.push_str(path.as_str());
        text.push('\n');
    }
    text
}
