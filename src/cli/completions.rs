//! `plenary completions`: a script that completes commands in a shell.

use clap::CommandFactory;
use clap_complete::Shell;

use super::print;

/// The flags of `completions`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The shell
    shell: Shell,
}

/// Writes the script; returns the exit code.
pub fn run(arguments: &Arguments) -> u8 {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::Arguments::command(), "plenary", &mut script);
    print(&String::from_utf8_lossy(&script))
}
