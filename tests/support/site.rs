//! A site in a temporary folder of its own, with an empty home folder beside it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::run::{self, Run};
use super::tree::Tree;

/// The settings of a site that says nothing else: they freeze the day.
pub const SETTINGS: &str = "title: ITU-T Focus Groups\nbase_url: https://example.org/\ntoday: 2020-02-01\n";
/// The program.
pub const PLENARY: &str = env!("CARGO_BIN_EXE_plenary");

/// A site, removed with its folder when it is dropped.
pub struct Site {
    folder: TempDir,
    /// The folder without symbolic links on the way, as the program names it.
    real: PathBuf,
}

impl Site {
    /// A folder with nothing in it.
    pub fn empty() -> Self {
        let folder = tempfile::Builder::new().prefix("plenary-test-").tempdir().expect("a temporary folder can be made");
        let real = folder.path().canonicalize().expect("it is there");
        // Another user may have to read it, and the modes below must not depend on the mask.
        fs::set_permissions(&real, fs::Permissions::from_mode(0o755)).expect("it is ours");
        for name in ["site", "home"] {
            fs::create_dir(real.join(name)).expect("a folder can be made");
        }
        Self { folder, real }
    }

    /// A site that has only settings.
    pub fn new() -> Self {
        Self::empty().file("plenary.yaml", SETTINGS)
    }

    /// The same with a file, which may lie in folders that are not there yet.
    #[must_use]
    pub fn file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        self.write(path, content);
        self
    }

    /// Writes a file.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let file = self.path(path);
        let folder = file.parent().expect("it lies in the site");
        fs::create_dir_all(folder).and_then(|()| fs::write(&file, content)).unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    /// Removes a file.
    pub fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    /// The root of the site.
    pub fn root(&self) -> PathBuf {
        self.real.join("site")
    }

    /// A file or folder of the site.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// A file or folder beside the site.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.real.join(name)
    }

    /// The whole site, without what a build may write beside its output.
    pub fn tree(&self) -> Tree {
        Tree::of(&self.root()).without(".plenary")
    }

    /// What is published.
    pub fn public(&self) -> Tree {
        Tree::of(&self.path("public"))
    }

    /// The program in the site's root, with no environment but an empty home.
    pub fn plenary(&self, arguments: &[&str]) -> Command {
        self.program(Path::new(PLENARY), arguments)
    }

    /// The same with a copy of the program.
    pub fn program(&self, program: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.root()).env_clear().env("HOME", self.beside("home"));
        command
    }

    /// Runs the program; what it says names the site's root `[ROOT]`, and the folder around it `[BESIDE]`.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_command(&mut self.plenary(arguments))
    }

    /// Runs a command that [`Site::plenary`] made.
    pub fn run_command(&self, command: &mut Command) -> Run {
        let run = run::run(command);
        let anonymous = |text: &str| {
            let root = self.root().to_string_lossy().into_owned();
            text.replace(&root, "[ROOT]").replace(&*self.real.to_string_lossy(), "[BESIDE]")
        };
        Run { stdout: anonymous(&run.stdout), stderr: anonymous(&run.stderr), ..run }
    }

    /// Builds the site.
    pub fn build(&self) -> Run {
        self.run(&["build", "--color", "never"])
    }
}
