//! The program in `xtask/programs/soak/`, whose server and callers are processes of their own.

use crate::{
    cargo::{self, server::Server},
    files::write_if_changed,
    project,
};
use miette::{IntoDiagnostic, Result, miette};
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    env,
    path::PathBuf,
    process::{Command, Stdio},
};

/// What the caller says of its calls.
#[derive(Debug, Deserialize)]
pub struct Report {
    /// How many calls had each outcome: `success`, or the variant of the error.
    pub outcomes: BTreeMap<String, usize>,
    /// How many creations the server saw more than once.
    pub created_twice: usize,
    /// How many requests the server saw.
    pub received: usize,
    /// The most memory at a time, in MiB.
    pub peak: Option<u64>,
    /// What is not as it must be.
    pub wrong: Vec<String>,
}

/// The program, and its server at work.
pub struct Program {
    path: PathBuf,
    server: Server,
}

impl Program {
    /// Compiles the program, with optimization, and starts its server.
    ///
    /// # Errors
    ///
    /// If it does not compile; Cargo has said why.
    pub fn build() -> Result<Self> {
        let directory = project::target().join("soak");
        write_if_changed(&directory.join("Cargo.toml"), &manifest())?;
        if !directory.join("Cargo.lock").exists() {
            cargo::copy_lock(&directory)?;
        }
        let status = cargo::command(&directory)
            .args(["build", "--release", "--quiet", "--target-dir", "target"])
            .status()
            .into_diagnostic()?;
        if !status.success() {
            return Err(miette!(
                "the program in xtask/programs/soak does not compile"
            ));
        }
        let path = format!("target/release/soak{}", env::consts::EXE_SUFFIX);
        let path = directory.join(path);
        let server = Server::start(&path)?;
        Ok(Self { path, server })
    }

    /// Makes calls.
    ///
    /// # Errors
    ///
    /// If the program ends without a report.
    pub fn call(&self, what: &str, calls: usize) -> Result<Report> {
        let output = Command::new(&self.path)
            .args(["call", &self.server.url, what, &calls.to_string()])
            .stderr(Stdio::inherit())
            .output()
            .into_diagnostic()?;
        serde_json::from_slice(&output.stdout)
            .map_err(|_| miette!("`{what}` ended without a report: {}", output.status))
    }
}

/// With decompression turned on, as another crate of a program may do.
fn manifest() -> String {
    let quoted = |path: &str| {
        let path = project::root().join(path);
        toml_edit::Value::from(path.to_string_lossy().into_owned()).to_string()
    };
    format!(
        "[package]\nname = \"soak\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [[bin]]\nname = \"soak\"\npath ={}\n\n\
         [dependencies]\n\
         authlete-token-client = {{ path ={}, default-features = false, features = [\"client\"] }}\n\
         flate2 = \"1\"\n\
         reqwest = {{ version = \"0.13\", default-features = false, features = [\"gzip\"] }}\n\
         serde_json = \"1\"\n\
         tokio = {{ version = \"1\", features = [\"io-util\", \"net\", \"rt-multi-thread\", \"time\"] }}\n\n\
         [target.'cfg(unix)'.dependencies]\n\
         rustix = {{ version = \"1.1\", features = [\"process\"] }}\n\n\
         [workspace]\n",
        quoted("xtask/programs/soak/main.rs"),
        quoted("generated-client"),
    )
}
