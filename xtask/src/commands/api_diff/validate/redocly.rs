//! `redocly diff`, which compares two descriptions.

use crate::external::registries::{self, Package, output};
use codegen::review::Level;
use miette::{IntoDiagnostic, Result, miette};
use serde_json::Value;
use std::{
    path::{Path, PathBuf},
    process::Command,
};

const PACKAGE: Package = Package {
    name: "@redocly/cli",
    version: "2.77.0",
};

/// The tool.
#[derive(Debug)]
pub struct Program {
    program: PathBuf,
}

impl Program {
    /// The tool, installed below `folder` if it is not there.
    ///
    /// # Errors
    ///
    /// If it cannot be installed.
    pub fn install(folder: &Path) -> Result<Self> {
        let folder = folder.join("redocly");
        let need = "it runs the tool that verdicts are compared with";
        let package = registries::npm_package(&folder, PACKAGE, need)?;
        Ok(Self {
            program: package.join("bin/cli.js"),
        })
    }

    /// What the change from one description to another asks of the version number.
    ///
    /// # Errors
    ///
    /// If it does not say.
    pub fn compare(&self, old: &Path, new: &Path) -> Result<Level> {
        let report = output(
            Command::new("node")
                .arg(&self.program)
                .arg("diff")
                .args([old, new])
                .args(["--format", "json", "--fail-on", "none"])
                .env("REDOCLY_TELEMETRY", "off")
                .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"),
        )?;
        let report: Value = serde_json::from_str(&report).into_diagnostic()?;
        match report["bump"].as_str() {
            Some("major") => Ok(Level::Major),
            Some("minor") => Ok(Level::Minor),
            Some("patch") => Ok(Level::Patch),
            Some("none") | None => Ok(Level::None),
            Some(other) => Err(miette!("redocly says `{other}`, which is no level")),
        }
    }
}
