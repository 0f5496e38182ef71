//! Each file in `snapshots/` belongs to a test.

mod common;

use std::fs;
use std::path::{Path, PathBuf};

/// `document__diagnostics@repaired-document.yaml` belongs to `document.rs`, which names `diagnostics`,
/// and to the fixture `document/repaired-document.yaml`.
#[test]
fn every_snapshot_belongs_to_a_test() {
    common::assert_no_orphans("", |snapshot| {
        let (name, fixture) = match snapshot.split_once('@') {
            Some((name, fixture)) => (name, Some(fixture)),
            None => (snapshot, None),
        };
        let target = name.split("__").next().unwrap_or(name);
        let name = name.rsplit("__").next().unwrap_or(name);
        let asserted = sources(target).iter().any(|source| {
            source.contains(&format!("fn {name}(")) || source.contains(&format!("\"{name}\""))
        });
        let fixtures = tests().join("fixtures").join(target);
        asserted && fixture.is_none_or(|fixture| fixtures.join(fixture).exists())
    });
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// The files of a test: `document.rs`, or all in `document/`.
fn sources(target: &str) -> Vec<String> {
    let single = fs::read_to_string(tests().join(target).with_extension("rs"));
    let folder = fs::read_dir(tests().join(target));
    let several = folder
        .into_iter()
        .flatten()
        .filter_map(|entry| fs::read_to_string(entry.ok()?.path()).ok());
    single.into_iter().chain(several).collect()
}
