//! Running Cargo, on this repository and on workspaces of generated crates.

pub mod clippy;
pub mod programs;
pub mod server;

use crate::{files, project};
use miette::Result;
use std::{ffi::OsString, path::Path, process::Command};

/// The Cargo that runs this, else the one on `PATH`.
#[must_use]
pub fn program() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Cargo in a directory.
#[must_use]
pub fn command(directory: &Path) -> Command {
    let mut command = Command::new(program());
    command.current_dir(directory);
    command
}

/// Makes one workspace of the crates of these names below `crates`, so that their dependencies are
/// built once.
///
/// # Errors
///
/// If it cannot be written.
pub fn write_workspace(crates: &Path, names: &[&str]) -> Result<()> {
    let members: Vec<String> = names
        .iter()
        .map(|name| format!("    \"{name}\",\n"))
        .collect();
    files::write_if_changed(
        &crates.join("Cargo.toml"),
        &format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\n{}]\n\n[profile.dev]\ndebug = false\n",
            members.concat()
        ),
    )?;
    let lock = crates.join("Cargo.lock");
    if lock.exists() {
        return Ok(());
    }
    copy_lock(crates)
}

/// Gives a crate or workspace the versions of dependencies that this repository is tested with.
///
/// # Errors
///
/// If they cannot be written.
pub fn copy_lock(directory: &Path) -> Result<()> {
    let from = project::root().join("Cargo.lock");
    files::copy(&from, &directory.join("Cargo.lock"))
}
