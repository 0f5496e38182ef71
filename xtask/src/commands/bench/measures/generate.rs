//! What generating takes: time and memory, and how they grow with the description.

use super::super::{
    context::Bench,
    document,
    rival::{CRATE, Rival},
    table::{Goal, Row, Section, Unit},
    tools::{self, Cost},
};
use crate::{
    cargo,
    files::{self, failed, kib, remove_dir, write_if_changed},
    project,
};
use miette::Result;
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Generates a small description, a large one, and copies of that.
pub fn measure(bench: &Bench) -> Result<Section> {
    let mut rows = Vec::new();
    let small = project::own_description();
    let mut documents = vec![("small YAML".to_owned(), small)];
    if let Some(large) = &bench.large {
        documents.push(("large YAML".to_owned(), large.clone()));
        for times in [1, 2, 4, 8] {
            let path = bench.directory.join(format!("documents/{times}.json"));
            write_if_changed(&path, &document::repeated(&files::read(large)?, times)?)?;
            documents.push((format!("the same as JSON, {times} ×"), path));
        }
    }
    remove_dir(&aside(bench))?;
    let mut first: Option<(f64, f64, f64)> = None;
    for (what, document) in documents {
        let size = kib(&document)?;
        let what = format!("{what} ({size:.0} KiB)");
        let (ours, theirs) = costs(bench, &document)?;
        rows.push(
            Row::new(format!("{what}: time"), Unit::Seconds, ours.seconds)
                .beside(theirs.map(|theirs| theirs.seconds))
                .goal(Goal::Times(0.5)),
        );
        rows.push(
            Row::new(format!("{what}: peak memory"), Unit::KiB, ours.peak)
                .beside(theirs.map(|theirs| theirs.peak))
                .goal(Goal::Most(10.0 * size)),
        );
        if document.extension().is_some_and(|it| it == "json") {
            match first {
                None => first = Some((size, ours.seconds, ours.peak)),
                Some((size_1, seconds, peak)) => println!(
                    "{:.2} × the size: {:.2} × the time, {:.2} × the memory\n",
                    size / size_1,
                    ours.seconds / seconds,
                    ours.peak / peak
                ),
            }
        }
    }
    remove_dir(&aside(bench))?;
    Ok(Section {
        title: "Generate",
        method: "The whole command, release, into a new directory; the least of three. Memory \
                 should be at most ten times the description.",
        other: bench.rival_name.shown(),
        rows,
    })
}

/// What our generator and the other take.
fn costs(bench: &Bench, document: &Path) -> Result<(Cost, Option<Cost>)> {
    let root = bench.directory.join("generated");
    let clean = || set_aside(&root, &aside(bench));
    let program = program()?;
    let ours = tools::cost(|| our_command(&program, document, &root), 3, clean)?;
    // It may refuse a document.
    let theirs = bench
        .rival
        .as_ref()
        .and_then(|rival| tools::cost(|| rival.command(document, &root), 3, clean).ok());
    Ok((ours, theirs))
}

/// Where crates wait to be removed.
fn aside(bench: &Bench) -> PathBuf {
    bench.directory.join("generated-before")
}

/// Makes room for the next crate. The last one is not removed yet: a file system that has just
/// removed thousands of files is slow to make new ones.
fn set_aside(root: &Path, aside: &Path) -> Result<()> {
    if !root.exists() {
        return Ok(());
    }
    files::create_dir(aside)?;
    let number = fs::read_dir(aside).map_or(0, Iterator::count);
    let to = aside.join(number.to_string());
    fs::rename(root, &to).map_err(|error| failed("rename", root, &error))
}

/// Generates a crate and returns its directory.
pub fn ours(bench: &Bench, document: &Path, name: &str) -> Result<PathBuf> {
    let root = bench.directory.join("crates").join(name);
    remove_dir(&root)?;
    tools::output(&mut our_command(&program()?, document, &root))?;
    cargo::copy_lock(&root)?;
    Ok(root)
}

/// The same by the other generator.
pub fn theirs(bench: &Bench, rival: &Rival, document: &Path, name: &str) -> Result<PathBuf> {
    let root = bench.directory.join("crates").join(format!("{name}-rival"));
    remove_dir(&root)?;
    tools::output(&mut rival.command(document, &root))?;
    let manifest = root.join("Cargo.toml");
    let text = files::read(&manifest)?;
    write_if_changed(&manifest, &format!("{text}\n[workspace]\n"))?;
    cargo::copy_lock(&root)?;
    Ok(root)
}

fn our_command(program: &Path, document: &Path, root: &Path) -> Command {
    let mut command = Command::new(program);
    command.arg("regenerate").arg("--spec").arg(document);
    command.arg("--output").arg(root);
    command.args(["--crate-name", CRATE]);
    command.current_dir(project::root());
    command
}

/// This program, built in release.
fn program() -> Result<PathBuf> {
    let mut cargo = tools::cargo(&project::root());
    tools::output(cargo.args(["build", "--release", "--package", "xtask"]))?;
    let name = format!("xtask{}", std::env::consts::EXE_SUFFIX);
    Ok(project::target().join("release").join(name))
}
