//! The benchmark program, which is a server, too.

use super::tools;
use crate::project;
use miette::Result;
use serde::Deserialize;
use std::path::PathBuf;

#[derive(Deserialize)]
struct Message {
    target: Option<Target>,
    executable: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

/// Builds the benchmark of the generated client and returns its program.
pub fn program() -> Result<PathBuf> {
    let mut command = tools::cargo(&project::root());
    command.args([
        "bench",
        "--package",
        "authlete-token-client",
        "--bench",
        "call",
        "--no-run",
        "--message-format=json",
    ]);
    let text = tools::text(&mut command)?;
    let mut messages = text
        .lines()
        .filter_map(|line| serde_json::from_str::<Message>(line).ok());
    messages
        .find_map(|message| {
            let is_it = message.target.is_some_and(|target| target.name == "call");
            message.executable.filter(|_| is_it)
        })
        .ok_or_else(|| miette::miette!("Cargo built no benchmark"))
}
