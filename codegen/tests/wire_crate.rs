//! The crate of `wire` is what the generator makes of `fixtures/wire.yaml` now.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use codegen::{Options, generate};

const COMMAND: &str =
    "cargo xtask regenerate --spec codegen/tests/fixtures/wire.yaml --output codegen/tests/wire";

#[test]
fn the_wire_crate_is_up_to_date() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let root = tests.join("wire");
    let options = Options {
        crate_name: "wire".to_owned(),
        command: COMMAND.to_owned(),
        // It was made when it had fewer operations.
        group_features: Some(false),
        ..Options::default()
    };
    let generated = generate(&tests.join("fixtures/wire.yaml"), &options)
        .unwrap_or_else(|diagnostics| panic!("wire.yaml does not generate: {diagnostics:?}"));
    let warnings: Vec<_> = generated.warnings.iter().map(|one| one.rule).collect();
    // What is not sent to such servers, or without credentials, is tested, too.
    let intended = [
        "server-variable-default",
        "unknown-scheme",
        "undefined-server-variable",
        "server-credentials",
    ];
    assert_eq!(warnings, intended, "{}", generated.warnings);

    let stale: Vec<&str> = generated
        .files
        .iter()
        .filter(|file| {
            std::fs::read_to_string(root.join(&file.path)).ok().as_ref() != Some(&file.contents)
        })
        .map(|file| file.path.as_str())
        .collect();
    assert!(stale.is_empty(), "out of date: {stale:?}\nrun `{COMMAND}`");

    let expected: BTreeSet<PathBuf> = generated
        .files
        .iter()
        .map(|file| root.join(&file.path))
        .collect();
    let mut left_over = Vec::new();
    find_files(&root.join("src"), &mut left_over);
    left_over.retain(|path| !expected.contains(path));
    assert!(
        left_over.is_empty(),
        "no longer generated: {left_over:?}\nrun `{COMMAND}`"
    );
}

/// So the tests of the runtime, which are there, see all of it.
#[test]
fn the_wire_crate_needs_every_part_of_the_runtime() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let runtime = root.join("runtime");
    let mut sources = Vec::new();
    find_files(&runtime, &mut sources);
    for source in sources {
        let name = source.strip_prefix(&runtime).expect("it was found there");
        let carried = root.join("tests/wire/src/runtime").join(name);
        let carried = std::fs::read_to_string(&carried).unwrap_or_default();
        let whole = std::fs::read_to_string(&source).expect("the file is there");
        for line in whole.lines().filter(|line| !line.contains("// if: ")) {
            assert!(carried.contains(line), "{name:?} lacks `{line}`");
        }
        assert!(!carried.contains("// if: "), "{name:?} has a condition");
    }
}

fn find_files(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(directory).expect("the directory is there") {
        let path = entry.expect("the entry is there").path();
        if path.is_dir() {
            find_files(&path, found);
        } else {
            found.push(path);
        }
    }
}
