//! The pages of this repository name files and commands that exist.

use clap::Parser;
use std::path::{Path, PathBuf};

/// Each page, by its path in this repository.
const PAGES: &[(&str, &str)] = &[
    ("README.md", include_str!("../../README.md")),
    ("codegen/README.md", include_str!("../../codegen/README.md")),
    (
        "codegen/ARCHITECTURE.md",
        include_str!("../../codegen/ARCHITECTURE.md"),
    ),
    (
        ".github/CONTRIBUTING.md",
        include_str!("../../.github/CONTRIBUTING.md"),
    ),
    (
        ".github/SECURITY.md",
        include_str!("../../.github/SECURITY.md"),
    ),
    (
        "codegen/tests/README.md",
        include_str!("../../codegen/tests/README.md"),
    ),
    (
        "generated-client/RECIPES.md",
        include_str!("../../generated-client/RECIPES.md"),
    ),
];

#[test]
fn links_lead_to_files() {
    for (page, text) in PAGES {
        let folder = root().join(page);
        let folder = folder.parent().expect("a page is in a folder");
        let links = text.split("](").skip(1);
        let targets = links.filter_map(|link| Some(link.split_once(')')?.0));
        let is_here = |target: &&str| !target.contains("://") && !target.starts_with('#');
        for target in targets.filter(is_here) {
            assert!(folder.join(target).exists(), "{page}: no {target}");
        }
    }
}

#[test]
fn commands_exist() {
    for (page, text) in PAGES {
        let in_blocks = text.lines().filter_map(|line| line.strip_prefix("$ "));
        for command in in_blocks.chain(code_spans(text)) {
            let command = command.split(" #").next().unwrap_or_default();
            let Some(arguments) = command.strip_prefix("cargo xtask ") else {
                continue;
            };
            let arguments = ["xtask"].into_iter().chain(words(arguments));
            if let Err(error) = xtask::Cli::try_parse_from(arguments) {
                panic!("{page}: {command}: {error}");
            }
        }
    }
}

/// The words of a command line; what stands in quotes is one.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let pieces = line.split('"').enumerate();
    pieces.flat_map(|(index, piece)| match index % 2 {
        0 => piece.split_whitespace().collect(),
        _ => vec![piece],
    })
}

#[test]
fn the_architecture_names_files_that_exist() {
    let (page, text) = PAGES[2];
    let mut checked = 0;
    for path in code_spans(text).filter(|code| is_path(code)) {
        let bases = ["codegen/src", "codegen", "generated-client", ""];
        let exists = |base: &&str| root().join(base).join(path).exists();
        assert!(bases.iter().any(exists), "{page}: no {path}");
        checked += 1;
    }
    assert!(checked > 100, "{checked} paths");
}

#[test]
fn every_test_target_is_described() {
    let (page, text) = PAGES[3];
    for folder in ["codegen/tests", "xtask/tests"] {
        for entry in root().join(folder).read_dir().expect("it can be listed") {
            let path = entry.expect("an entry").path();
            let is_target =
                path.join("main.rs").exists() || path.extension().is_some_and(|own| own == "rs");
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            assert!(
                !is_target || text.contains(&format!("`{name}`")),
                "{page} does not say what the test `{name}` of {folder} covers"
            );
        }
    }
}

#[test]
fn every_attack_and_behaviour_has_tests_that_exist() {
    assert!(tests_in_rows(PAGES[4]) > 30);
    assert!(tests_in_rows(PAGES[5]) > 40);
}

/// How many tests the last cells of a page's tables name. Each row names some, which exist.
fn tests_in_rows((page, text): (&str, &str)) -> usize {
    let rows = text.lines().filter(|line| line.starts_with("| "));
    let is_head = |row: &&str| row.ends_with("| tests |");
    let mut checked = 0;
    for row in rows.filter(|row| !is_head(row)) {
        let cells: Vec<_> = row.trim_matches('|').split('|').collect();
        let [what, _, tests] = cells.as_slice() else {
            panic!("{page}: not three cells: {row}");
        };
        let mut source = String::new();
        let mut here = 0;
        for code in code_spans(tests) {
            if is_path(code) {
                source = std::fs::read_to_string(root().join(code))
                    .unwrap_or_else(|error| panic!("{page}: {code}: {error}"));
                continue;
            }
            let function = format!("fn {code}() ");
            let before = source.split(&function).next().unwrap_or_default();
            let attributes = before.rsplit("\n\n").next().unwrap_or_default();
            let is_test = before.len() < source.len()
                && ["#[test]", "#[tokio::test"]
                    .iter()
                    .any(|it| attributes.contains(it));
            assert!(is_test, "{page}: no test {code} for{what}");
            here += 1;
        }
        assert!(here > 0, "{page}: no test for{what}");
        checked += here;
    }
    checked
}

/// What a release needs beside the packages, each with a piece of what it says.
const OF_A_RELEASE: &[(&str, &str)] = &[
    ("LICENSE-APACHE", "Version 2.0, January 2004"),
    (
        "LICENSE-MIT",
        "Permission is hereby granted, free of charge",
    ),
    ("README.md", "# "),
    ("Cargo.toml", "license = \"MIT OR Apache-2.0\""),
    ("Cargo.lock", "name = \"codegen\""),
    (".gitattributes", "* text=auto eol=lf"),
    (".gitignore", "/target"),
    (".editorconfig", "root = true"),
    (".cargo/deny.toml", "[licenses]"),
    (".ci/run", "licenses bans sources"),
    (".github/SECURITY.md", "## Reporting a vulnerability"),
    (".github/CONTRIBUTING.md", "# Contributing"),
    (".github/workflows/ci.yml", ".ci/run"),
];

#[test]
fn what_a_release_needs_is_there() {
    for (path, part) in OF_A_RELEASE {
        let text = std::fs::read_to_string(root().join(path));
        let text = text.unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(text.contains(part), "{path} does not say {part:?}");
    }
    // Each package has the licence of the workspace.
    for package in ["codegen", "codegen/tests/wire", "generated-client", "xtask"] {
        let path = root().join(package).join("Cargo.toml");
        let text = std::fs::read_to_string(path).expect("it has a manifest");
        assert!(text.contains("license.workspace = true"), "{package}");
    }
}

/// What looks like the path of a file or folder of this repository.
fn is_path(code: &str) -> bool {
    let is_named = |end| Path::new(code).extension().is_some_and(|own| own == end);
    let is_plain = code
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "_-./".contains(c));
    is_plain && (code.contains('/') || ["rs", "md", "toml"].into_iter().any(is_named))
}

/// The text between single backticks, outside of code blocks.
fn code_spans(page: &str) -> impl Iterator<Item = &str> {
    let outside = page.split("```").step_by(2);
    outside.flat_map(|text| text.split('`').skip(1).step_by(2))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
