//! What a generated crate takes to compile, its dependencies built before.

use super::{
    super::{
        context::Bench,
        table::{Bound, Goal, Row, Section, Unit},
        tools::{self, Cost},
    },
    generate,
};
use crate::{
    files::{self, failed},
    project,
};
use miette::{IntoDiagnostic, Result};
use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    ops::AddAssign,
    path::{Path, PathBuf},
    time::SystemTime,
};
use toml_edit::{DocumentMut, Item, Value};

/// Compiles the token client, the crate of a description in which the same shapes are written again
/// and again, and that of the large description.
pub fn measure(bench: &Bench) -> Result<Section> {
    let mut rows = Vec::new();
    for (what, name, document) in documents(bench) {
        let ours = Compiled::new(bench, &generate::ours(bench, &document, name)?)?;
        let rival = bench.rival.as_ref().filter(|_| !bench.short);
        // It may refuse a document, or write what does not compile.
        let theirs = rival.and_then(|rival| {
            let root = generate::theirs(bench, rival, &document, name);
            let compiled = root.and_then(|root| Compiled::new(bench, &root));
            compiled
                .inspect_err(|error| println!("{what}: {error}\n"))
                .ok()
        });
        let row = |figure: &str, unit, of: fn(&Compiled) -> f64| {
            Row::new(format!("{what}: {figure}"), unit, of(&ours)).beside(theirs.as_ref().map(of))
        };
        rows.push(
            row("types", Unit::Count, |it| it.source.types)
                .bound(Bound::Figure, format!("types.{name}")),
        );
        rows.push(
            row("lines of Rust", Unit::Count, |it| it.source.lines)
                .goal(Goal::Times(0.6))
                .bound(Bound::Figure, format!("lines.{name}")),
        );
        rows.push(
            row("lines of LLVM IR", Unit::Count, |it| it.ir_lines)
                .goal(Goal::Times(0.5))
                .bound(Bound::Figure, format!("ir_lines.{name}")),
        );
        if bench.short {
            continue;
        }
        rows.extend([
            row("debug", Unit::Seconds, |it| it.debug.seconds).goal(Goal::Times(0.5)),
            row("memory of rustc, debug", Unit::KiB, |it| it.debug.peak),
            row("release", Unit::Seconds, |it| it.release.seconds).goal(Goal::Times(0.5)),
        ]);
        if let Some((group, cost)) = &ours.group {
            let figure = format!("{what}: debug, of all groups `{group}` alone");
            rows.push(Row::new(figure, Unit::Seconds, cost.seconds));
            let share = 100.0 * cost.seconds / ours.debug.seconds;
            println!("{what}: with `{group}` alone {share:.0} % of the time of the whole\n");
        }
    }
    Ok(Section {
        title: "Compile",
        method: "The generated crate alone, its dependencies built before, without incremental \
                 compilation; the least of three. Lines of LLVM IR are those of the library \
                 before optimization, in debug; types and lines of Rust those of `src/`.",
        other: bench.rival_name.shown(),
        rows,
    })
}

/// The descriptions whose crates are compiled: what they are, and what their figures are called.
pub(super) fn documents(bench: &Bench) -> Vec<(&'static str, &'static str, PathBuf)> {
    let repeated = project::root().join("codegen/tests/fixtures/repeated_shapes.yaml");
    let mut documents = vec![
        ("token client", "token", project::own_description()),
        ("repeated shapes", "repeated", repeated),
    ];
    if let Some(large) = &bench.large {
        documents.push(("large description", "large", large.clone()));
    }
    documents
}

struct Compiled {
    source: Source,
    ir_lines: f64,
    debug: Cost,
    release: Cost,
    /// The group of operations in the middle of the list, without all others, where each has a feature.
    group: Option<(String, Cost)>,
}

impl Compiled {
    fn new(bench: &Bench, root: &Path) -> Result<Self> {
        let target = target(bench);
        let build = |options: &[&str]| {
            if bench.short {
                Ok(Cost::default())
            } else {
                alone(root, &target, options)
            }
        };
        let group = match middle_group(root)?.filter(|_| !bench.short) {
            Some(group) => {
                let features = format!("client,{group}");
                let options = ["--no-default-features", "--features", &features];
                let cost = build(&options)?;
                Some((group, cost))
            }
            None => None,
        };
        Ok(Self {
            source: Source::of(&root.join("src"))?,
            ir_lines: ir_lines(root, &target, &["--lib"])?,
            debug: build(&[])?,
            release: build(&["--release"])?,
            group,
        })
    }
}

/// The feature of the group of operations in the middle of all, if groups have features.
fn middle_group(root: &Path) -> Result<Option<String>> {
    let manifest = files::read(&root.join("Cargo.toml"))?;
    let manifest: DocumentMut = manifest.parse().into_diagnostic()?;
    let all = manifest
        .get("features")
        .and_then(|features| features.get("all"));
    let all = all.and_then(Item::as_array);
    let groups: Vec<&str> = all
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    Ok(groups.get(groups.len() / 2).map(|&group| group.to_owned()))
}

/// How much source a crate has.
#[derive(Debug, Default, PartialEq)]
struct Source {
    types: f64,
    lines: f64,
}

impl Source {
    /// That of all files in a folder.
    fn of(folder: &Path) -> Result<Self> {
        let mut source = Self::default();
        let entries = fs::read_dir(folder).map_err(|error| failed("list", folder, &error))?;
        for entry in entries {
            let path = entry
                .map_err(|error| failed("list", folder, &error))?
                .path();
            source += if path.is_dir() {
                Self::of(&path)?
            } else {
                Self::of_text(&files::read(&path)?)
            };
        }
        Ok(source)
    }

    fn of_text(text: &str) -> Self {
        let mut source = Self::default();
        for line in text.lines() {
            source.lines += 1.0;
            let item = line.trim_start();
            let is_type = ["pub struct ", "pub enum ", "pub type "]
                .iter()
                .any(|start| item.starts_with(start));
            source.types += f64::from(u8::from(is_type));
        }
        source
    }
}

impl AddAssign for Source {
    fn add_assign(&mut self, other: Self) {
        self.types += other.types;
        self.lines += other.lines;
    }
}

/// Where the crates are compiled.
pub(super) fn target(bench: &Bench) -> PathBuf {
    bench.directory.join("compiled")
}

/// Lines of LLVM IR of a crate's library, or of another target that the options choose.
pub(super) fn ir_lines(root: &Path, target: &Path, chosen: &[&str]) -> Result<f64> {
    let ir = target.join("lines.ll");
    touch(root)?;
    let mut cargo = tools::cargo(root);
    cargo
        .arg("rustc")
        .args(chosen)
        .arg("--target-dir")
        .arg(target)
        .args(["--", "-C", "codegen-units=1", "-C", "debuginfo=0"])
        .args(["-C", "no-prepopulate-passes"])
        .arg(format!("--emit=llvm-ir={}", ir.display()));
    tools::output(&mut cargo)?;
    let file = File::open(&ir).map_err(|error| failed("read", &ir, &error))?;
    let mut lines = 0.0;
    for line in BufReader::new(file).split(b'\n') {
        line.map_err(|error| failed("read", &ir, &error))?;
        lines += 1.0;
    }
    Ok(lines)
}

/// What the crate alone takes.
fn alone(root: &Path, target: &Path, options: &[&str]) -> Result<Cost> {
    let build = || {
        let mut cargo = tools::cargo(root);
        cargo.args(["build", "--lib", "--target-dir"]).arg(target);
        cargo.args(options);
        cargo
    };
    tools::output(&mut build())?;
    tools::cost(build, 3, || touch(root))
}

/// Has Cargo compile the crate again.
fn touch(root: &Path) -> Result<()> {
    let path = root.join("src/lib.rs");
    File::options()
        .append(true)
        .open(&path)
        .and_then(|file| file.set_modified(SystemTime::now()))
        .map_err(|error| failed("change", &path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_and_lines_are_counted() {
        let text =
            "/// A pet.\npub struct Pet {\n    pub enum_: u8,\n}\n\n    pub type Id = u64;\n";
        let expected = Source {
            types: 2.0,
            lines: 6.0,
        };
        assert_eq!(Source::of_text(text), expected);
    }
}
