//! Other generators, where they are installed.

use super::tools;
use crate::project;
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// What each generated crate is called.
pub const CRATE: &str = "bench-client";

/// The generators to compare with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Name {
    /// cargo install ploidy
    Ploidy,
    /// cargo install cargo-progenitor
    Progenitor,
    /// pip install openapi-generator-cli; needs Java
    OpenapiGenerator,
}

/// Another generator.
#[derive(Debug)]
pub struct Rival {
    name: Name,
    program: PathBuf,
}

impl Rival {
    /// The generator of this name, if it is installed.
    pub fn find(name: Name, path: Option<&Path>) -> Option<Self> {
        let program = match path {
            Some(path) => path.canonicalize().ok(),
            None => tools::find(name.program()),
        };
        program.map(|program| Self { name, program })
    }

    /// The command that generates the crate [`CRATE`].
    pub fn command(&self, document: &Path, root: &Path) -> Command {
        let (before, after): (&[&str], &[&str]) = match self.name {
            Name::Ploidy => (&["generate", "rust"], &["--name", CRATE]),
            Name::Progenitor => (
                &["progenitor", "--input"],
                &["--name", CRATE, "--version", "0.1.0"],
            ),
            Name::OpenapiGenerator => (
                &["generate", "--generator-name", "rust", "--input-spec"],
                &["--package-name", CRATE, "--skip-validate-spec"],
            ),
        };
        let mut command = Command::new(&self.program);
        command.args(before).arg(document);
        command.arg("--output").arg(root).args(after);
        command.current_dir(project::root());
        command
    }
}

impl Name {
    /// What it is called in the tables.
    pub fn shown(self) -> &'static str {
        match self {
            Self::Ploidy => "ploidy",
            Self::Progenitor => "progenitor",
            Self::OpenapiGenerator => "openapi-generator",
        }
    }

    fn program(self) -> &'static str {
        match self {
            Self::Ploidy => "ploidy",
            Self::Progenitor => "cargo-progenitor",
            Self::OpenapiGenerator => "openapi-generator-cli",
        }
    }
}
