//! The project's commands, and what they share.
//!
//! [`commands`] has a module for each; [`crate_dir`] is the directory that a crate is written to.
//! Only this package touches the disk and starts processes: what is generated comes from `codegen`.

pub mod cargo;
pub mod commands;
pub mod compare;
pub mod crate_dir;
pub mod external;
pub mod files;
pub mod generation;
pub mod output;
pub mod project;
pub mod verdict;
pub mod workers;

use clap::{Parser, Subcommand};
use commands::{
    api_diff, bench, conformance, contract, corpus, fuzz, names, programs, regenerate, round_trip,
    rules, soak,
};
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
    /// that a run killed at any point leaves the old code or the new. A file there without the
    /// generator's mark stops the run. In Cargo.toml only the dependencies and features that the
    /// code needs are edited.
    Regenerate(regenerate::Args),
    /// Say what a change means to the users of a crate.
    ///
    /// Compares the public API of two versions, and what they send and receive: the crate of a git
    /// revision with what would be generated now, or the crates of two descriptions. The verdict is
    /// none, patch, minor or major, with each change, the rule that it comes under, and its place in
    /// the description. Writes nothing.
    ApiDiff(api_diff::Args),
    /// Write the table of rules into codegen/README.md.
    ///
    /// The rules are what warnings and errors about a description are named after.
    Rules(rules::Args),
    /// Generate and compile every description in a directory.
    ///
    /// Shows how much of each document its crate represents, and fails if a document is refused
    /// or a crate does not compile without a warning.
    Corpus(corpus::Args),
    /// Check that the models keep what every description in a directory describes.
    ///
    /// Samples of each component schema are decoded by its model and encoded again: valid ones
    /// must come back equal, broken ones must be refused. The samples are made by
    /// hypothesis-jsonschema, which needs Python 3 and is installed below target/ on first use.
    RoundTrip(round_trip::Args),
    /// Run clients against servers that others wrote.
    ///
    /// The token client against Prism, which checks each request against the description; and a
    /// client of a server made with FastAPI, generated from what that server says of itself. Both
    /// listen on free ports of this machine, and are installed from npm and PyPI below target/ on
    /// first use, which needs Node.js and Python 3.
    Contract(contract::Args),
    /// Do real tasks with clients of real APIs.
    ///
    /// The programs in xtask/programs use crates of the descriptions of Stripe, OpenAI, Discord,
    /// Box and GitHub against servers on this machine that answer as these do and check what they
    /// are sent. The descriptions are installed from npm and PyPI below target/ on first use,
    /// which needs Node.js and Python 3. No package has that of Discord: a part of it is in
    /// xtask/programs, and `--spec` names the whole.
    Programs(programs::Args),
    /// Run generated clients against the server of a suite that tests such clients.
    ///
    /// Spector is the suite of the TypeSpec project. Its scenarios are data: the program that makes
    /// their calls is generated, and the server says which are right. Fails if other scenarios do
    /// not pass than those that are known not to. The server needs Node.js and is installed from
    /// npm below target/ on first use.
    Conformance(conformance::Args),
    /// Feed broken descriptions to the generator: it may refuse them, but must not crash.
    ///
    /// Panics, stack overflows, and runs that take too long or too much memory are failures.
    Fuzz(fuzz::Args),
    /// Compile clients of documents that use every name which could clash.
    ///
    /// Schemas, operations, parameters, properties, values, servers, security schemes and headers
    /// bear the names that generated code imports or defines, Rust's keywords, and its prelude.
    Names(names::Args),
    /// Make many calls at once, of a server with faults.
    ///
    /// The token client calls a server on this machine that closes connections, breaks off, says
    /// what is not HTTP, and sends bodies of a gigabyte. Shows what became of the calls, what the
    /// server saw, and the memory that it took. Fails if a call is lost, has the answer of another,
    /// ends as it must not, or creates a token twice.
    Soak(soak::Args),
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
        Command::ApiDiff(args) => api_diff::run(&args),
        Command::Rules(args) => rules::run(&args),
        Command::Corpus(args) => corpus::run(&args),
        Command::RoundTrip(args) => round_trip::run(&args),
        Command::Contract(args) => contract::run(&args),
        Command::Programs(args) => programs::run(&args),
        Command::Conformance(args) => conformance::run(&args),
        Command::Fuzz(args) => fuzz::run(&args),
        Command::Names(args) => names::run(&args),
        Command::Soak(args) => soak::run(&args),
        Command::Bench(args) => bench::run(&args),
    }
}

/// The programs in the README compile.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

/// So do the recipes of the client.
#[cfg(doctest)]
#[doc = include_str!("../../generated-client/RECIPES.md")]
struct Recipes;
