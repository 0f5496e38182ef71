//! The project's commands, one module for each.
//!
//! Only this crate touches the disk and starts processes; what is generated comes from `codegen`.

pub mod bench;
pub mod contract;
pub mod corpus;
pub mod crate_dir;
pub mod diagnostics;
pub mod fuzz;
pub mod panics;
pub mod project;
pub mod regenerate;
pub mod round_trip;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// The project's commands.
#[derive(Debug, Parser)]
#[command(
    name = "xtask",
    bin_name = "cargo xtask",
    max_term_width = 100,
    arg_required_else_help = true
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Generate a client crate from a description.
    ///
    /// Without options, this repository's own client. The crate gets a new src/ in one step, so
    /// that a run killed at any point leaves the old code or the new; files there that do not bear
    /// the generator's mark stop it. In Cargo.toml only the dependencies and features that the
    /// code needs are edited.
    Regenerate(regenerate::Args),
    /// Generate and compile every description in a directory.
    ///
    /// Shows how much of each document its crate represents, and fails if a document is refused
    /// or a crate does not compile without a warning.
    Corpus(corpus::Args),
    /// Run the client against a server that checks each request against the description.
    ///
    /// The server is Prism, on a free port of this machine. It needs Node.js and is installed
    /// from npm below target/ on first use.
    Contract(contract::Args),
    /// Feed broken descriptions to the generator: it may refuse them, never break.
    ///
    /// Panics, stack overflows, and runs that take too long or too much memory are failures.
    Fuzz(fuzz::Args),
    /// Measure the client and the generator: calls, compiling, generating.
    ///
    /// Prints tables of ratios to a client written by hand and to other generators where they are
    /// installed. Instructions need valgrind.
    Bench(bench::Args),
}

/// Runs a command.
///
/// # Errors
///
/// What keeps the command from doing its work, with what to do about it. A command that did its
/// work and found something wrong has said so and returns a failing exit code.
pub fn run(cli: Cli) -> miette::Result<ExitCode> {
    match cli.command {
        Command::Regenerate(args) => regenerate::run(&args),
        Command::Corpus(args) => corpus::run(&args),
        Command::Contract(args) => contract::run(&args),
        Command::Fuzz(args) => fuzz::run(&args),
        Command::Bench(args) => bench::run(&args),
    }
}
