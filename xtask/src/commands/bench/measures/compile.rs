//! What a generated crate takes to compile, its dependencies built before.

use super::{
    super::{
        context::Bench,
        table::{Bound, Goal, Row, Section, Unit},
        tools,
    },
    generate,
};
use crate::{files::failed, project};
use miette::Result;
use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
    time::SystemTime,
};

/// Compiles the token client and the crate of the large description.
pub fn measure(bench: &Bench) -> Result<Section> {
    let mut rows = Vec::new();
    let token = project::root().join("spec/token-operations.yaml");
    let mut documents = vec![("token client", "token", token)];
    if let Some(large) = &bench.large {
        documents.push(("large description", "large", large.clone()));
    }
    for (what, name, document) in documents {
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
        rows.push(
            Row::new(format!("{what}: lines of LLVM IR"), Unit::Count, ours.lines)
                .beside(theirs.as_ref().map(|theirs| theirs.lines))
                .goal(Goal::Times(0.5))
                .bound(Bound::Figure, format!("ir_lines.{name}")),
        );
        if bench.short {
            continue;
        }
        for (profile, ours, theirs) in [
            ("debug", ours.debug, theirs.as_ref().map(|it| it.debug)),
            (
                "release",
                ours.release,
                theirs.as_ref().map(|it| it.release),
            ),
        ] {
            rows.push(
                Row::new(format!("{what}: {profile}"), Unit::Seconds, ours)
                    .beside(theirs)
                    .goal(Goal::Times(0.5)),
            );
        }
    }
    Ok(Section {
        title: "Compile",
        method: "The generated crate alone, its dependencies built before, without incremental \
                 compilation; the least of three. Lines of LLVM IR are those of the library \
                 before optimization, in debug.",
        other: bench.rival_name.shown(),
        rows,
    })
}

struct Compiled {
    lines: f64,
    debug: f64,
    release: f64,
}

impl Compiled {
    fn new(bench: &Bench, root: &Path) -> Result<Self> {
        let target = bench.directory.join("compiled");
        let lines = ir_lines(root, &target)?;
        if bench.short {
            return Ok(Self {
                lines,
                debug: 0.0,
                release: 0.0,
            });
        }
        Ok(Self {
            lines,
            debug: alone(root, &target, &[])?,
            release: alone(root, &target, &["--release"])?,
        })
    }
}

/// Lines of LLVM IR of a crate's library.
fn ir_lines(root: &Path, target: &Path) -> Result<f64> {
    let ir = target.join("library.ll");
    touch(root)?;
    let mut cargo = tools::cargo(root);
    cargo
        .args(["rustc", "--lib", "--target-dir"])
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

/// Seconds for the crate alone.
fn alone(root: &Path, target: &Path, options: &[&str]) -> Result<f64> {
    let build = || {
        let mut cargo = tools::cargo(root);
        cargo.args(["build", "--lib", "--target-dir"]).arg(target);
        cargo.args(options);
        cargo
    };
    tools::output(&mut build())?;
    let mut least = f64::INFINITY;
    for _ in 0..3 {
        touch(root)?;
        least = least.min(tools::seconds(&mut build())?);
    }
    Ok(least)
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
