//! cargo-semver-checks, which compares the docs of two crates.

use crate::{cargo, crate_dir::manifest, external::registries::output, files, project};
use codegen::{Generated, review::Level};
use miette::{IntoDiagnostic, Result, miette};
use std::{
    path::{Path, PathBuf},
    process::Command,
};

const VERSION: &str = "0.51.0";
/// Without TLS, of which only one kind can be had where no library of the system is.
const FEATURES: &str = "client,stream,mock,blocking";

/// The tool, and the crate whose docs it reads.
#[derive(Debug)]
pub struct Program {
    program: PathBuf,
    folder: PathBuf,
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
            program,
            folder: folder.to_path_buf(),
        })
    }

    /// The docs of a crate, as rustdoc writes them for tools. The next call keeps them.
    ///
    /// # Errors
    ///
    /// If the crate cannot be written or its docs cannot be made.
    pub fn docs(&self, name: &str, generated: &Generated) -> Result<PathBuf> {
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
        output(
            cargo::command(&root)
                .args(["rustdoc", "--lib", "--quiet", "--no-default-features"])
                .args(["--features", FEATURES, "--target-dir"])
                .arg(&target)
                .args(["--", "-Z", "unstable-options", "--output-format", "json"])
                .args(["--cap-lints", "allow"])
                // The format is for tools, and not stable yet.
                .env("RUSTC_BOOTSTRAP", "1"),
        )?;
        let docs = self.folder.join(format!("{name}.docs.json"));
        files::copy(&target.join("doc/kennel.json"), &docs)?;
        Ok(docs)
    }

    /// What the change from one crate to another asks of the version number.
    ///
    /// # Errors
    ///
    /// If it does not say.
    pub fn compare(&self, old: &Path, new: &Path) -> Result<Level> {
        let output = Command::new(&self.program)
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
        let said = String::from_utf8_lossy(&output.stderr);
        for (words, level) in [
            ("requires new major version", Level::Major),
            ("requires new minor version", Level::Minor),
            ("no semver update required", Level::None),
        ] {
            if said.contains(words) {
                return Ok(level);
            }
        }
        Err(miette!(
            "cargo-semver-checks gives no verdict: {}",
            said.trim_end()
        ))
    }
}
