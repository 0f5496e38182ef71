//! Compiles all generated crates in one workspace, so that their dependencies are built once.

use super::generate::write_if_changed;
use crate::{crate_dir::failed, project};
use indicatif::ProgressBar;
use miette::{IntoDiagnostic, Result};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
};

/// What the compiler said about a crate.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Findings {
    /// Errors and warnings as shown by the compiler, each once.
    pub messages: BTreeSet<String>,
}

impl Findings {
    /// Errors of the language before those of lints, which may follow from them.
    pub fn worst_first(&self) -> impl Iterator<Item = &String> {
        let of_lints = |message: &&String| !message.starts_with("error[");
        let (lints, errors): (Vec<_>, Vec<_>) = self.messages.iter().partition(of_lints);
        errors.into_iter().chain(lints)
    }
}

/// How to compile.
#[derive(Debug, Clone, Copy, Default)]
pub struct How {
    /// Crates at a time.
    pub jobs: usize,
    /// With clippy's stricter lints.
    pub pedantic: bool,
    /// Without default features.
    pub models_alone: bool,
}

/// Compiles the crates of these names below `crates` with clippy. Returns what was found, by
/// crate; a crate without findings is clean.
///
/// # Errors
///
/// If Cargo does not get as far as the crates, with what it says.
pub fn all(
    crates: &Path,
    names: &[&str],
    how: How,
    progress: &ProgressBar,
) -> Result<BTreeMap<String, Findings>> {
    write_workspace(crates, names)?;
    let mut command = Command::new(env_cargo());
    command
        .args([
            "clippy",
            "--workspace",
            "--keep-going",
            "--message-format=json",
        ])
        .args(["--jobs", &how.jobs.to_string()]);
    if how.models_alone {
        command.args(["--lib", "--no-default-features"]);
    } else {
        command.arg("--all-targets");
    }
    command.args(["--", "-D", "warnings"]);
    if how.pedantic {
        command.args(["-W", "clippy::pedantic"]);
    }
    command
        .current_dir(crates)
        .env("CARGO_TARGET_DIR", project::target().join("corpus/target"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().into_diagnostic()?;
    let stderr = child.stderr.take();
    let stderr = thread::spawn(move || {
        let mut text = Vec::new();
        if let Some(mut stderr) = stderr {
            let _ = stderr.read_to_end(&mut text);
        }
        String::from_utf8_lossy(&text).into_owned()
    });
    let mut reader = Reader::new(crates);
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            if let Some(name) = reader.read(&line.into_diagnostic()?) {
                progress.set_message(name);
                progress.inc(1);
            }
        }
    }
    child.wait().into_diagnostic()?;
    let stderr = stderr.join().unwrap_or_default();
    if reader.finished {
        Ok(reader.found)
    } else {
        Err(miette::miette!(
            "Cargo could not compile the crates:\n{}",
            stderr.trim_end()
        ))
    }
}

/// The Cargo that runs this, else the one that is found.
pub(crate) fn env_cargo() -> std::ffi::OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

pub(crate) fn write_workspace(crates: &Path, names: &[&str]) -> Result<()> {
    let members: Vec<String> = names
        .iter()
        .map(|name| format!("    \"{name}\",\n"))
        .collect();
    write_if_changed(
        &crates.join("Cargo.toml"),
        &format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\n{}]\n\n[profile.dev]\ndebug = false\n",
            members.concat()
        ),
    )?;
    // The same versions as those that the repository is tested with.
    let (from, to) = (
        project::root().join("Cargo.lock"),
        crates.join("Cargo.lock"),
    );
    if from.exists() && !to.exists() {
        fs::copy(&from, &to).map_err(|error| failed("write", &to, &error))?;
    }
    Ok(())
}

/// Reads Cargo's messages.
struct Reader {
    crates: PathBuf,
    seen: BTreeSet<String>,
    found: BTreeMap<String, Findings>,
    finished: bool,
}

#[derive(Deserialize)]
struct Message {
    reason: String,
    manifest_path: Option<PathBuf>,
    #[serde(rename = "message")]
    content: Option<CompilerMessage>,
}

#[derive(Deserialize)]
struct CompilerMessage {
    rendered: Option<String>,
    level: String,
    spans: Vec<serde::de::IgnoredAny>,
}

impl Reader {
    fn new(crates: &Path) -> Self {
        Self {
            crates: crates
                .canonicalize()
                .unwrap_or_else(|_| crates.to_path_buf()),
            seen: BTreeSet::new(),
            found: BTreeMap::new(),
            finished: false,
        }
    }

    /// The name of the crate that a message is about, the first time that it is heard of.
    fn read(&mut self, line: &str) -> Option<String> {
        // What is no message is printed by a build script and not for us.
        let message: Message = serde_json::from_str(line).ok()?;
        self.finished |= message.reason == "build-finished";
        let manifest = message.manifest_path?;
        let name = manifest.strip_prefix(&self.crates).ok()?.parent()?;
        let name = name.to_string_lossy().into_owned();
        if let Some(CompilerMessage {
            rendered: Some(rendered),
            level,
            spans,
        }) = message.content
        {
            // Without a place: a count of the errors before.
            let counts = spans.is_empty() && rendered.starts_with("error: aborting due to");
            if (level == "error" || level == "warning") && !counts {
                let found = self.found.entry(name.clone()).or_default();
                found.messages.insert(rendered);
            }
        }
        self.seen.insert(name.clone()).then_some(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_belong_to_crates() {
        let mut reader = Reader::new(Path::new("/crates"));
        let message = |name: &str, level: &str, rendered: &str| {
            serde_json::json!({
                "reason": "compiler-message",
                "manifest_path": format!("/crates/{name}/Cargo.toml"),
                "message": { "rendered": rendered, "level": level, "spans": [{}] },
            })
            .to_string()
        };
        assert_eq!(reader.read("not a message"), None);
        assert_eq!(
            reader.read(&message("one", "error", "error: x")),
            Some("one".to_owned())
        );
        // The same, from the tests' build of the same code.
        assert_eq!(reader.read(&message("one", "error", "error: x")), None);
        reader.read(&message("one", "note", "note: y"));
        reader
            .read(r#"{"reason": "compiler-artifact", "manifest_path": "/crates/two/Cargo.toml"}"#);
        assert!(!reader.finished);
        reader.read(r#"{"reason": "build-finished", "success": false}"#);
        assert!(reader.finished);
        assert_eq!(reader.seen.len(), 2);
        assert_eq!(reader.found.len(), 1);
        assert_eq!(reader.found["one"].messages.len(), 1);
    }
}
