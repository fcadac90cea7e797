//! Writes every artifact into the staging folder.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::Path;

use rayon::prelude::*;

use super::fault;
use super::spare::Spare;
use super::target::Target;
use crate::Site;
use crate::diagnostic::Diagnostic;
use crate::output::{Files, OUTPUTS, Renderer};
use crate::path::{OutputPath, folders_of};
use crate::plan::{Artifact, Item, MANIFEST, Plan};
use crate::threads;
use crate::watch::Watch;

/// Removes what was staged.
pub fn clear(target: &Target) -> std::io::Result<()> {
    std::fs::remove_dir_all(&target.staging)
}

/// Writes the whole site; returns the paths of its files. Every fault is kept: one page's does not hide another's.
pub fn write(site: &Site, spare: &Spare<'_>, watch: &dyn Watch) -> Result<Vec<OutputPath>, Vec<Diagnostic>> {
    let plan = &site.plan;
    let renderer = site.renderer();
    watch.stage("rendering", Some(plan.artifacts.len()));
    renderer.collect();
    // Bundles on a thread of their own: they wait for work that they give to the threads that render.
    let (bundles, mut faults) = threads::both(|| make_bundles(&renderer, plan), || write_artifacts(&renderer, plan, spare, watch));
    let bundled = bundles.unwrap_or_else(|of_bundles| {
        faults.extend(of_bundles);
        Vec::new()
    });
    if !faults.is_empty() {
        return Err(faults);
    }
    make_folders(bundled.iter().map(|(path, _)| path), spare.target).map_err(|fault| vec![fault])?;
    for (path, bytes) in &bundled {
        spare.put(path.as_str(), bytes).map_err(|fault| vec![fault])?;
    }
    Ok(plan.artifacts.iter().map(|(path, _)| path.clone()).chain(bundled.into_iter().map(|(path, _)| path)).collect())
}

/// Writes the list of plenary's own files, which are at these paths. Its time is that of the build, also where it says what it
/// said before.
pub fn write_list(paths: &mut [OutputPath], spare: &Spare<'_>) -> Result<(), Diagnostic> {
    paths.sort_unstable();
    spare.put(MANIFEST, manifest_text(paths).as_bytes())?;
    spare.renew(MANIFEST)
}

/// Renders and writes every artifact; returns what went wrong.
fn write_artifacts(renderer: &Renderer<'_>, plan: &Plan, spare: &Spare<'_>, watch: &dyn Watch) -> Vec<Diagnostic> {
    plan.each(|path, artifact, buffer| {
        let began = watch.now();
        if let Some((asset, file)) = renderer.file(artifact).and_then(|asset| Some((asset, asset.large_file()?))) {
            let faults = spare.put_copy(path.as_str(), file, |error| asset.unreadable(&error)).err().into_iter().collect();
            watch.made(path.as_str(), maker(artifact), began, began);
            return faults;
        }
        let bytes = match renderer.bytes(path, artifact, buffer) {
            Ok(bytes) => bytes,
            Err(faults) => return faults,
        };
        let ready = watch.now();
        let faults = spare.put(path.as_str(), &bytes).err().into_iter().collect();
        watch.made(path.as_str(), maker(artifact), began, ready);
        faults
    })
}

/// What makes a file: a template, or an output.
fn maker(artifact: &Artifact) -> &str {
    match &artifact.item {
        Item::Page(_, template, _) => template,
        _ => OUTPUTS[artifact.output].name,
    }
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
pub(super) fn make_folders<'p>(paths: impl Iterator<Item = &'p OutputPath>, target: &Target) -> Result<(), Diagnostic> {
    let staging = &target.staging;
    let mut folders: BTreeSet<&str> = BTreeSet::new();
    for path in paths {
        for folder in folders_of(path.as_str()) {
            // Of a folder that is known all are known that it is in.
            if !folders.insert(folder) {
                break;
            }
        }
    }
    std::fs::create_dir_all(staging).map_err(|error| fault(target, staging, "make", &error))?;
    let mut by_depth: Vec<Vec<&str>> = Vec::new();
    for folder in folders {
        let depth = folder.matches('/').count();
        by_depth.resize_with(by_depth.len().max(depth + 1), Vec::new);
        by_depth[depth].push(folder);
    }
    by_depth.iter().try_for_each(|folders| folders.par_iter().try_for_each(|folder| make_folder(&staging.join(folder), target)))
}

fn make_folder(folder: &Path, target: &Target) -> Result<(), Diagnostic> {
    match std::fs::create_dir(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(fault(target, folder, "make", &error)),
        _ => Ok(()),
    }
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
