//! cargo-semver-checks, which compares the docs of two crates.

use crate::{
    cargo,
    crate_dir::manifest,
    external::registries::output,
    files::{self, failed},
    project,
};
use codegen::{Generated, review::Level};
use miette::{IntoDiagnostic, Result, miette};
use std::{
    collections::hash_map::DefaultHasher,
    fs,
    hash::{Hash, Hasher},
    path::{Path, PathBuf},
    process::Command,
};

const VERSION: &str = "0.51.0";
/// Those that a crate may have, without TLS, of which only one kind can be had where no library of
/// the system is.
const FEATURES: [&str; 5] = ["blocking", "client", "mock", "oauth2", "stream"];

/// The levels that it can give, and how its report says each.
const LEVELS: [(&str, Level); 3] = [
    ("requires new major version", Level::Major),
    ("requires new minor version", Level::Minor),
    ("no semver update required", Level::None),
];

/// The tool, and the crate whose docs it reads.
#[derive(Debug)]
pub struct Program {
    executable: PathBuf,
    folder: PathBuf,
    /// The compiler and the versions of dependencies.
    environment: [String; 2],
}

impl Program {
    /// The tool, installed below `target/` if it is not there.
    ///
    /// # Errors
    ///
    /// If it cannot be installed.
    pub fn install(folder: &Path) -> Result<Self> {
        let root = project::target().join("tools");
        let program = root.join("bin/cargo-semver-checks");
        let found = Command::new(&program)
            .args(["semver-checks", "--version"])
            .output();
        let is_there = found.is_ok_and(|found| {
            String::from_utf8_lossy(&found.stdout)
                .trim_end()
                .ends_with(VERSION)
        });
        if !is_there {
            println!(
                "Installing cargo-semver-checks {VERSION} in {}",
                project::display(&root)
            );
            let status = cargo::command(&project::root())
                .args(["install", "cargo-semver-checks", "--version", VERSION])
                .args(["--locked", "--quiet", "--debug", "--root"])
                .arg(&root)
                // Symbols for a debugger are of no use here.
                .env("CARGO_PROFILE_DEV_DEBUG", "0")
                .status()
                .into_diagnostic()?;
            if !status.success() {
                return Err(miette!(
                    help = "see what Cargo says above; it needs the crates of the registry",
                    "cargo-semver-checks could not be installed"
                ));
            }
        }
        Ok(Self {
            executable: program,
            folder: folder.to_path_buf(),
            environment: [
                output(Command::new("rustc").arg("-vV"))?,
                files::read(&project::root().join("Cargo.lock"))?,
            ],
        })
    }

    /// What the change from one crate to another asks of the version number. It takes half a minute,
    /// so what the tool says is kept: where both crates are as they were, it is read again.
    ///
    /// # Errors
    ///
    /// If the docs of a crate cannot be made, or the tool gives no verdict.
    pub fn compare(&self, old: &Generated, new: &Generated) -> Result<Level> {
        let kept = self
            .folder
            .join(format!("reports/{}.txt", self.key(&[old, new])));
        if let Some(level) = fs::read_to_string(&kept).ok().as_deref().and_then(level_of) {
            return Ok(level);
        }
        // Those of the base are for all edits.
        let base = self.folder.join(format!("{}.docs.json", self.key(&[old])));
        let edited = self.folder.join("edited.docs.json");
        if !base.exists() {
            self.docs(old, &edited)?;
            // Whole, or not there.
            fs::rename(&edited, &base).map_err(|error| failed("rename", &edited, &error))?;
        }
        self.docs(new, &edited)?;
        let report = self.report(&base, &edited)?;
        let level = level_of(&report).ok_or_else(|| {
            let report = report.trim_end();
            miette!("cargo-semver-checks gives no verdict: {report}")
        })?;
        files::write_if_changed(&kept, &report)?;
        Ok(level)
    }

    /// Writes the docs of a crate to this path, as rustdoc writes them for tools.
    fn docs(&self, generated: &Generated, path: &Path) -> Result<()> {
        let root = self.folder.join("crate");
        let bare = "[package]\nname = \"kennel\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n";
        let mut wanted = vec![root.join("Cargo.toml"), root.join("Cargo.lock")];
        let manifest = manifest::edit(bare, &generated.manifest)?;
        files::write_if_changed(&wanted[0], &manifest)?;
        if !wanted[1].exists() {
            cargo::copy_lock(&root)?;
        }
        let sources = generated
            .files
            .iter()
            .filter(|file| file.path.starts_with("src/"));
        for file in sources {
            let path = root.join(&file.path);
            files::write_if_changed(&path, &file.contents)?;
            wanted.push(path);
        }
        files::remove_all_but(&root, &|path| wanted.iter().any(|kept| kept == path))?;
        let target = self.folder.join("target");
        let features = generated.manifest.features.iter().map(|(name, _)| name);
        let features: Vec<&str> = features
            .map(String::as_str)
            .filter(|name| FEATURES.contains(name))
            .collect();
        output(
            cargo::command(&root)
                .args(["rustdoc", "--lib", "--quiet", "--no-default-features"])
                .args(["--features", &features.join(","), "--target-dir"])
                .arg(&target)
                .args(["--", "-Z", "unstable-options", "--output-format", "json"])
                .args(["--cap-lints", "allow"])
                // The format is for tools, and not stable yet.
                .env("RUSTC_BOOTSTRAP", "1"),
        )?;
        files::copy(&target.join("doc/kennel.json"), path)
    }

    /// What the tool says of the docs of two crates.
    fn report(&self, old: &Path, new: &Path) -> Result<String> {
        let output = Command::new(&self.executable)
            .args([
                "semver-checks",
                "--release-type",
                "patch",
                "--color",
                "never",
            ])
            .arg("--baseline-rustdoc")
            .arg(old)
            .arg("--current-rustdoc")
            .arg(new)
            .output()
            .into_diagnostic()?;
        let said = [output.stdout, output.stderr].concat();
        Ok(String::from_utf8_lossy(&said).into_owned())
    }

    /// By what the report on these crates is found again: everything that it depends on.
    fn key(&self, crates: &[&Generated]) -> String {
        let mut hasher = DefaultHasher::new();
        (VERSION, FEATURES, &self.environment).hash(&mut hasher);
        for generated in crates {
            format!("{:?}", generated.manifest).hash(&mut hasher);
            for file in &generated.files {
                (&file.path, &file.contents).hash(&mut hasher);
            }
        }
        format!("{:016x}", hasher.finish())
    }
}

/// The level that a report asks for.
fn level_of(report: &str) -> Option<Level> {
    let level = LEVELS.iter().find(|(words, _)| report.contains(words));
    level.map(|(_, level)| *level)
}
