//! The project's commands. `cargo xtask help` lists them; [`xtask`] is their table of contents.

use clap::Parser;
use mimalloc::MiMalloc;
use std::process::ExitCode;

/// A third of what generating does with the system's allocator is to allocate.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> miette::Result<ExitCode> {
    // A line that begins in the middle of a path might be a command for CI.
    let handler = |_: &_| -> Box<dyn miette::ReportHandler> {
        Box::new(miette::MietteHandlerOpts::new().wrap_lines(false).build())
    };
    miette::set_hook(Box::new(handler))?;
    xtask::run(xtask::Cli::parse())
}
