//! Compiles generated crates with clippy, all in one workspace.

use crate::{cargo, project, workers};
use miette::{IntoDiagnostic, Result};
use serde::Deserialize;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::Stdio,
    thread,
};

/// What was found, by crate. A crate without findings is not there.
pub type Found = BTreeMap<String, Findings>;

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

/// What every crate has beside its default features, and needs no library of the system.
const OTHER_FEATURES: [&str; 2] = ["mock", "tracing"];

/// How to compile.
#[derive(Debug, Clone, Default)]
pub struct How {
    /// Crates at a time.
    pub jobs: usize,
    /// With clippy's stricter lints.
    pub pedantic: bool,
    /// Without default features.
    pub models_alone: bool,
    /// With these features alone, each as `crate/feature`.
    pub only_features: Vec<String>,
}

/// Compiles the crates of these names below `crates`.
///
/// # Errors
///
/// If Cargo does not get as far as the crates, with what it says.
pub fn all(crates: &Path, names: &[&str], how: &How) -> Result<Found> {
    if names.is_empty() {
        return Ok(Found::new());
    }
    cargo::write_workspace(crates, names)?;
    let bar = workers::progress(names.len(), "compiling");
    let mut command = cargo::command(crates);
    command
        .args([
            "clippy",
            "--workspace",
            "--keep-going",
            "--message-format=json",
        ])
        .args(["--jobs", &how.jobs.to_string()]);
    if !how.only_features.is_empty() {
        let features = how.only_features.join(",");
        command.args(["--lib", "--no-default-features", "--features", &features]);
    } else if how.models_alone {
        command.args(["--lib", "--no-default-features"]);
    } else {
        let features: Vec<String> = names
            .iter()
            .flat_map(|name| OTHER_FEATURES.map(|feature| format!("{name}/{feature}")))
            .collect();
        command.args(["--all-targets", "--features", &features.join(",")]);
    }
    command.args(["--", "-D", "warnings"]);
    if how.pedantic {
        command.args(["-W", "clippy::pedantic"]);
    }
    command
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
                bar.set_message(name);
                bar.inc(1);
            }
        }
    }
    child.wait().into_diagnostic()?;
    bar.finish_and_clear();
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

/// What the compiler says most often, as text: one cause usually breaks many crates.
#[must_use]
pub fn tally(found: &Found) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let all = found.values().flat_map(|findings| &findings.messages);
    for line in all.filter_map(|message| message.lines().next()) {
        *counts.entry(line).or_default() += 1;
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| Reverse(*count));
    let lines: Vec<String> = counts
        .iter()
        .map(|(line, count)| format!("{count:>5} × {line}\n"))
        .collect();
    lines.concat()
}

/// Reads Cargo's messages.
struct Reader {
    crates: PathBuf,
    seen: BTreeSet<String>,
    found: Found,
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
            found: Found::new(),
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
