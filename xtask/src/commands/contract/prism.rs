//! Prism: a server that answers as a description says and refuses requests that it does not allow.

use crate::{
    cargo,
    external::{
        registries::{self, Package},
        server::{self, Server},
    },
    files::failed,
    project,
};
use miette::{IntoDiagnostic, Result};
use std::{fs, path::Path, process::Command};

/// A range, so that fixes arrive; the major version, so that its options stay.
const PRISM: Package = Package {
    name: "@stoplight/prism-cli",
    version: "5",
};
const NEED: &str = "Prism, which checks the requests, needs it";

/// True if the tests `contract` of a package pass against a server that follows a description.
pub fn check(spec: &Path, package: &str) -> Result<bool> {
    let spec = fs::canonicalize(spec).map_err(|error| failed("open", spec, &error))?;
    registries::require_node("node", NEED)?;
    let directory = project::target().join("contract");
    let prism = registries::npm_package(&directory, PRISM, NEED)?;
    // Node itself, not a wrapper around it: what is started here is what is to be stopped.
    let port = server::free_port()?;
    let mut command = Command::new("node");
    command
        .arg(prism.join("dist/index.js"))
        .arg("mock")
        .arg(&spec)
        // `--errors`: a wrong request is an error, not an example of one.
        .args(["--errors", "--multiprocess", "false"])
        .args(["--host", "127.0.0.1", "--port", &port.to_string()]);
    let server = Server::start("Prism", &mut command, port, &directory)?;
    let status = cargo::command(&project::root())
        .args(["test", "--package", package, "--test", "contract"])
        .args(["--", "--ignored"])
        .env("CONTRACT_BASE_URL", server.url())
        .status()
        .into_diagnostic()?;
    if !status.success() {
        eprintln!("{}", server.stop());
    }
    Ok(status.success())
}
