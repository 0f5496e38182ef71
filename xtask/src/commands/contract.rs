//! `cargo xtask contract`: runs the client against Prism, a server that answers as a description
//! says and refuses requests that it does not allow.

use crate::{
    cargo,
    files::failed,
    node::{self, Server},
    project,
};
use miette::{IntoDiagnostic, Result};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

/// A range, so that fixes arrive; the major version, so that its options stay.
const PACKAGE: &str = "@stoplight/prism-cli@5";

/// Options of `contract`.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// The description that the server follows [default: spec/token-operations.yaml]
    #[arg(long, value_name = "FILE")]
    pub spec: Option<PathBuf>,
    /// The package to test
    #[arg(long, value_name = "NAME", default_value = "authlete-token-client")]
    pub package: String,
}

/// Runs the command.
///
/// # Errors
///
/// If Node.js is missing, or Prism cannot be installed or started.
pub fn run(args: &Args) -> Result<ExitCode> {
    let spec = args
        .spec
        .clone()
        .unwrap_or_else(|| project::root().join("spec/token-operations.yaml"));
    let spec = fs::canonicalize(&spec).map_err(|error| failed("open", &spec, &error))?;
    let server = start(&project::target().join("contract"), &spec)?;
    let url = format!("http://{}", server.address());
    println!("Prism listens at {url}");
    let status = cargo::command(&project::root())
        .args(["test", "--package", &args.package, "--test", "contract"])
        .args(["--", "--ignored"])
        .env("CONTRACT_BASE_URL", url)
        .status()
        .into_diagnostic()?;
    if status.success() {
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("{}", server.stop());
    Ok(ExitCode::FAILURE)
}

/// Prism, installed below `directory` if it is not there.
fn start(directory: &Path, spec: &Path) -> Result<Server> {
    node::require("node", "Prism, which checks the requests,")?;
    let program = directory.join("node_modules/@stoplight/prism-cli/dist/index.js");
    node::install(directory, &[PACKAGE], &program)?;
    let port = node::free_port()?;
    let mut command = Command::new("node");
    command
        .arg(program)
        // `--errors`: a wrong request is an error, not an example of one.
        .args(["mock", "--errors", "--multiprocess", "false"])
        .args(["--host", "127.0.0.1", "--port", &port.to_string()])
        .arg(spec);
    Server::start(command, port, &directory.join("prism.log"))
}
