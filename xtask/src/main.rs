//! The project's commands. `cargo xtask help` lists them; [`xtask`] is their table of contents.

use clap::Parser;
use std::process::ExitCode;

fn main() -> miette::Result<ExitCode> {
    xtask::run(xtask::Cli::parse())
}
