//! The benchmark program and its server, each a process of its own.

use super::tools;
use crate::project;
use miette::{IntoDiagnostic, Result};
use serde::Deserialize;
use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

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

/// The server at work. Ends when this does.
pub struct Server {
    child: Child,
    pub url: String,
}

impl Server {
    pub fn start(program: &Path) -> Result<Self> {
        let mut child = Command::new(program)
            .arg("serve")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .into_diagnostic()?;
        let mut port = String::new();
        if let Some(stdout) = child.stdout.take() {
            BufReader::new(stdout)
                .read_line(&mut port)
                .into_diagnostic()?;
        }
        let url = format!("http://127.0.0.1:{}", port.trim());
        Ok(Self { child, url })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
