//! Programs that are written by hand against generated crates, in one workspace with them.

use crate::{
    cargo,
    files::write_if_changed,
    generation::{self, Failure, documents::Document},
    project,
};
use codegen::Options;
use miette::{IntoDiagnostic, Result, miette};
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    io::BufRead,
    path::{Path, PathBuf},
    process::Command,
};

/// A program in `xtask/programs/`, and the crate that it uses.
#[derive(Debug, Clone)]
pub struct Program {
    /// Its file, without `.rs`.
    pub name: &'static str,
    /// The crate.
    pub crate_name: &'static str,
    /// Only these operations of the description; all if there are none.
    pub operations: &'static [&'static str],
}

/// Generates the crate of a program from a description.
///
/// # Errors
///
/// If the generator refuses the description, or the crate cannot be written.
pub fn generate(crates: &Path, program: &Program, description: &Path) -> Result<()> {
    let only = program.operations.iter().map(ToString::to_string);
    let options = Options {
        crate_name: program.crate_name.to_owned(),
        only_operations: only.collect(),
        ..Options::default()
    };
    let generated = generation::generate_with(description, &options)
        .map_err(|failure: Failure| miette!("{}", failure.text(false).trim_end()))?;
    let document = Document {
        path: description.to_path_buf(),
        name: program.name.to_owned(),
        crate_name: program.crate_name.to_owned(),
    };
    generation::write(&crates.join(program.crate_name), &document, &generated)
}

/// Compiles programs whose crates are below `crates`, without optimization. Returns where they
/// are, by name.
///
/// # Errors
///
/// If Cargo cannot be run, or a program or its crate does not compile; Cargo has said why.
pub fn compile(crates: &Path, programs: &[&Program]) -> Result<BTreeMap<String, PathBuf>> {
    let sources = project::root().join("xtask/programs");
    write_if_changed(
        &crates.join("programs/support/Cargo.toml"),
        &support(&sources),
    )?;
    let mut members = vec!["programs/support".to_owned()];
    for program in programs {
        let member = format!("programs/{}", program.name);
        let manifest = manifest(program, &sources);
        write_if_changed(&crates.join(&member).join("Cargo.toml"), &manifest)?;
        members.extend([program.crate_name.to_owned(), member]);
    }
    let members: Vec<&str> = members.iter().map(String::as_str).collect();
    cargo::write_workspace(crates, &members)?;
    let output = cargo::command(crates)
        .args(["build", "--workspace", "--bins", "--quiet"])
        .arg("--message-format=json-render-diagnostics")
        .env(
            "CARGO_TARGET_DIR",
            project::target().join("programs/target"),
        )
        .stderr(std::process::Stdio::inherit())
        .output()
        .into_diagnostic()?;
    if !output.status.success() {
        return Err(miette!("the programs in xtask/programs do not compile"));
    }
    executables(&output.stdout)
}

/// Runs a program; true if it succeeds. What it says is shown.
///
/// # Errors
///
/// If it cannot be run.
pub fn run(program: &Path, arguments: &[String]) -> Result<bool> {
    let status = Command::new(program)
        .args(arguments)
        .status()
        .into_diagnostic()?;
    if !status.success() {
        eprintln!("{}: {status}", project::display(program));
    }
    Ok(status.success())
}

/// The programs among what Cargo says it made, by the directories of their packages.
///
/// # Errors
///
/// If that is not text.
pub fn executables(messages: &[u8]) -> Result<BTreeMap<String, PathBuf>> {
    #[derive(Deserialize)]
    struct Message {
        manifest_path: Option<PathBuf>,
        executable: Option<PathBuf>,
    }
    let mut programs = BTreeMap::new();
    for line in messages.lines() {
        let line = line.into_diagnostic()?;
        let Ok(message) = serde_json::from_str::<Message>(&line) else {
            continue;
        };
        if let (Some(manifest), Some(program)) = (message.manifest_path, message.executable) {
            let name = manifest.parent().and_then(Path::file_name);
            let name = name.unwrap_or_default().to_string_lossy().into_owned();
            programs.insert(name, program);
        }
    }
    Ok(programs)
}

fn support(sources: &Path) -> String {
    format!(
        "[package]\nname = \"support\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [lib]\npath ={}\ndoctest = false\ntest = false\n\n\
         [dependencies]\nserde_json = \"1\"\n{TOKIO}\n{LINTS}",
        quoted(&sources.join("support/lib.rs")),
    )
}

fn manifest(program: &Program, sources: &Path) -> String {
    let Program {
        name, crate_name, ..
    } = program;
    // Without TLS, which a server on this machine does not speak.
    format!(
        "[package]\nname = \"program-{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
         [[bin]]\nname = \"program-{name}\"\npath ={}\ntest = false\n\n\
         [dependencies]\n\
         {crate_name} = {{ path = \"../../{crate_name}\", default-features = false, features = [\"client\"] }}\n\
         reqwest = {{ version = \"0.13\", default-features = false }}\n\
         serde_json = \"1\"\nsupport = {{ path = \"../support\" }}\n{TOKIO}\n{LINTS}",
        quoted(&sources.join(format!("{name}.rs"))),
    )
}

const TOKIO: &str =
    "tokio = { version = \"1\", features = [\"net\", \"rt-multi-thread\", \"time\"] }\n";

const LINTS: &str = "[lints.rust]\nwarnings = \"deny\"\n";

fn quoted(path: &Path) -> String {
    toml_edit::Value::from(path.to_string_lossy().into_owned()).to_string()
}
