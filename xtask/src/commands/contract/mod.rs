//! `cargo xtask contract`: runs clients against servers that others wrote.

mod fastapi;
mod prism;

use crate::project;
use miette::Result;
use std::{path::PathBuf, process::ExitCode};

/// Options of `contract`.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// The description that Prism follows [default: spec/token-operations.yaml]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// The package to test against Prism
    #[arg(long, value_name = "NAME", default_value = "authlete-token-client")]
    pub package: String,
    /// Only this server
    #[arg(long, value_name = "NAME")]
    pub only: Option<Which>,
}

/// A server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Which {
    /// Prism, which follows a description.
    Prism,
    /// A server of this repository, made with `FastAPI`.
    Fastapi,
}

/// Runs the command.
///
/// # Errors
///
/// If Node.js or Python is missing, or a server cannot be installed or started.
pub fn run(args: &Args) -> Result<ExitCode> {
    let runs = |which| args.only.is_none_or(|only| only == which);
    let mut passed = true;
    if runs(Which::Prism) {
        let token_operations = || project::own_description();
        let spec = args.spec.clone().unwrap_or_else(token_operations);
        passed &= prism::check(&spec, &args.package)?;
    }
    if runs(Which::Fastapi) {
        passed &= fastapi::check()?;
    }
    Ok(if passed {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
