//! A crate that someone else made may hold a forged trace of an interrupted run, and links.

mod common;

use common::{as_contents, contents, generated, other, put};
use std::{fs, path::Path};
use tempfile::{TempDir, tempdir};
use xtask::{
    commands::regenerate,
    crate_dir::{commit::Session, plan::Plan},
};

const STAGING: &str = "crate/.xtask-regenerate";

/// A directory with a crate in it, a trace with this journal, and a file of someone's beside both.
fn forged(journal: &str, staged: &[&str]) -> TempDir {
    let directory = tempdir().unwrap();
    put(
        directory.path(),
        &[
            generated("crate/src/lib.rs", "old"),
            generated("crate/tests/examples.rs", "old"),
            other("crate/Cargo.toml", "# old\n"),
            other("crate/build.rs", "fn main() {}\n"),
            other("outside.txt", "mine"),
            generated("generated.rs", "elsewhere"),
            other(&format!("{STAGING}/journal.json"), journal),
        ],
    );
    for path in staged {
        put(
            directory.path(),
            &[generated(&format!("{STAGING}/{path}"), "forged")],
        );
    }
    directory
}

fn all(directory: &Path) -> Vec<String> {
    let mut paths = Vec::new();
    let mut rest = vec![directory.to_path_buf()];
    while let Some(next) = rest.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let entry = entry.unwrap();
            let text = fs::read(entry.path()).unwrap_or_default();
            paths.push(format!("{} {text:?}", entry.path().display()));
            if entry.file_type().unwrap().is_dir() {
                rest.push(entry.path());
            }
        }
    }
    paths.sort();
    paths
}

/// The crate is refused, and nothing changes anywhere.
fn refused(directory: &Path) -> String {
    let before = all(directory);
    let error = Session::open(&directory.join("crate")).unwrap_err();
    assert_eq!(all(directory), before, "{error}");
    let help = miette::Diagnostic::help(&*error).unwrap().to_string();
    assert!(help.contains("delete"), "{help}");
    assert!(
        !error.to_string().contains(['\u{1b}', '\n', '\0']),
        "{error}"
    );
    error.to_string()
}

fn moved(path: &str) -> String {
    let path = serde_json::to_string(path).unwrap();
    format!(r#"{{"actions":[{{"Move":{{"path":{path},"old":null}}}}]}}"#)
}

fn removed(path: &str) -> String {
    let path = serde_json::to_string(path).unwrap();
    format!(r#"{{"actions":[{{"Remove":{path}}}]}}"#)
}

fn swapped(path: &str) -> String {
    let path = serde_json::to_string(path).unwrap();
    format!(r#"{{"actions":[{{"Swap":{{{path}:{{"length":1,"hash":1}}}}}}]}}"#)
}

#[test]
fn a_journal_moves_nothing_but_what_is_generated() {
    for path in [
        "../outside.txt",
        "../new.rs",
        "tests/../../new.rs",
        "tests/../build.rs",
        "/tmp/xtask-forged.rs",
        "build.rs",
        ".cargo/config.toml",
        "src/lib.rs",
        "tests/notes.txt",
        "tests/.hidden.rs",
        "tests/a\\..\\..\\..\\new.rs",
        "C:\\new.rs",
        "\\\\?\\C:\\new.rs",
        "tests/con.rs",
        "tests/a\0.rs",
        "tests/\u{1b}[2J\n::error::x.rs",
        "",
        ".",
    ] {
        let directory = forged(&moved(path), &["build.rs", "new.rs"]);
        let error = refused(directory.path());
        assert!(error.contains("its journal writes"), "{path:?}: {error}");
    }
}

#[test]
fn a_journal_removes_nothing_but_generated_tests() {
    for path in [
        "../generated.rs",
        "src/lib.rs",
        "Cargo.toml",
        "build.rs",
        "tests/x/../../../generated.rs",
    ] {
        let directory = forged(&removed(path), &[]);
        let error = refused(directory.path());
        assert!(error.contains("its journal removes"), "{path:?}: {error}");
    }
}

#[test]
fn a_journal_puts_nothing_but_sources_into_src() {
    for path in ["../build.rs", "/etc/x.rs", "notes.txt", "con.rs", ""] {
        let directory = forged(&swapped(path), &["src/lib.rs"]);
        let error = refused(directory.path());
        assert!(error.contains("its journal writes"), "{path:?}: {error}");
    }
}

#[test]
fn nothing_is_done_before_all_of_a_journal_was_looked_at() {
    let good = r#"{"Move":{"path":"tests/new.rs","old":null}}"#;
    let bad = r#"{"Remove":"../generated.rs"}"#;
    let directory = forged(
        &format!(r#"{{"actions":[{good},{bad}]}}"#),
        &["tests/new.rs"],
    );
    refused(directory.path());
    assert!(!directory.path().join("crate/tests/new.rs").exists());
}

#[test]
fn a_journal_without_an_end_is_not_read() {
    let directory = forged(&moved("tests/new.rs"), &["tests/new.rs"]);
    let journal = directory.path().join(STAGING).join("journal.json");
    // It takes no room on the disk.
    let file = fs::OpenOptions::new().write(true).open(&journal).unwrap();
    file.set_len(1 << 40).unwrap();
    let error = refused(directory.path());
    assert!(error.contains("its journal is too long"), "{error}");

    fs::remove_file(&journal).unwrap();
    fs::create_dir(&journal).unwrap();
    let error = refused(directory.path());
    assert!(error.contains("its journal is not a file"), "{error}");
}

#[test]
fn a_true_journal_is_still_completed() {
    let directory = forged(&moved("tests/new.rs"), &["tests/new.rs"]);
    drop(Session::open(&directory.path().join("crate")).unwrap());
    let now = contents(&directory.path().join("crate"));
    assert_eq!(now["tests/new.rs"], generated("", "forged").contents);
    assert!(!directory.path().join(STAGING).exists());
}

#[test]
fn what_would_not_be_written_on_every_system_is_not_planned() {
    let root = tempdir().unwrap();
    for (one, other_path) in [
        ("src/lib.rs", "src/../build.rs"),
        ("src/lib.rs", "src/models/nul.rs"),
        ("src/lib.rs", "src/Lib.rs"),
        ("src/set.rs", "src/ſet.rs"),
    ] {
        let files = [generated(one, "x"), generated(other_path, "x")];
        let error = Plan::new(root.path(), &files, &[]).unwrap_err();
        assert!(error.to_string().contains(other_path), "{error}");
    }
    let long = format!("src/{}.rs", "x".repeat(300));
    Plan::new(root.path(), &[generated(&long, "x")], &[]).unwrap_err();
    Plan::new(root.path(), &[], &[other("build.rs", "fn main() {}")]).unwrap_err();
}

#[cfg(unix)]
mod links {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn a_trace_that_is_a_link_is_refused() {
        let directory = forged("{}", &[]);
        let staging = directory.path().join(STAGING);
        fs::rename(&staging, directory.path().join("elsewhere")).unwrap();
        symlink("../elsewhere", &staging).unwrap();
        let error = refused(directory.path());
        assert!(error.contains("is not a directory"), "{error}");

        // One that leads nowhere would be made by writing to it.
        fs::rename(
            directory.path().join("elsewhere"),
            directory.path().join("gone"),
        )
        .unwrap();
        refused(directory.path());
    }

    #[test]
    fn links_on_the_way_are_refused() {
        let outside = "../..";
        for (link, target, journal) in [
            ("crate/tests/deep", outside, moved("tests/deep/new.rs")),
            (
                "crate/tests/deep",
                outside,
                removed("tests/deep/generated.rs"),
            ),
            (
                &format!("{STAGING}/tests"),
                outside,
                moved("tests/generated.rs"),
            ),
            (
                &format!("{STAGING}/journal.json"),
                "../../journal.json",
                String::new(),
            ),
            (&format!("{STAGING}/src"), "../..", swapped("lib.rs")),
            (&format!("{STAGING}/old"), "../..", swapped("lib.rs")),
        ] {
            let directory = forged(&journal, &[]);
            put(
                directory.path(),
                &[other("journal.json", &moved("tests/new.rs"))],
            );
            let link = directory.path().join(link);
            if journal.is_empty() {
                fs::remove_file(&link).unwrap();
            }
            symlink(target, &link).unwrap();
            let error = refused(directory.path());
            assert!(error.contains("is a symbolic link"), "{link:?}: {error}");
        }
    }

    #[test]
    fn a_staged_link_never_becomes_a_source() {
        let directory = forged(&swapped("lib.rs"), &[]);
        fs::create_dir(directory.path().join(STAGING).join("src")).unwrap();
        let link = directory.path().join(STAGING).join("src/lib.rs");
        symlink("../../../generated.rs", &link).unwrap();
        drop(Session::open(&directory.path().join("crate")).unwrap());
        let now = contents(&directory.path().join("crate"));
        assert_eq!(now["src/lib.rs"], generated("", "old").contents);
    }

    #[test]
    fn an_old_source_that_is_a_link_is_not_restored() {
        let directory = forged("broken", &[]);
        fs::remove_dir_all(directory.path().join("crate/src")).unwrap();
        symlink("../..", directory.path().join(STAGING).join("old")).unwrap();
        drop(Session::open(&directory.path().join("crate")).unwrap());
        assert!(fs::symlink_metadata(directory.path().join("crate/src")).is_err());
        assert!(directory.path().join("outside.txt").exists());
    }

    #[test]
    fn a_manifest_that_is_a_link_is_neither_read_nor_replaced() {
        let directory = tempdir().unwrap();
        put(
            directory.path(),
            &[
                other("secret.toml", "token = \"s3cr3t\"\n"),
                other(
                    "api.yaml",
                    "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {}\n",
                ),
            ],
        );
        let root = directory.path().join("crate");
        fs::create_dir(&root).unwrap();
        for name in ["Cargo.toml", "README.md"] {
            symlink("../secret.toml", root.join(name)).unwrap();
            for check in [true, false] {
                let error = regenerate::run(&regenerate::Args {
                    check,
                    spec: Some(directory.path().join("api.yaml")),
                    output: Some(root.clone()),
                    ..Default::default()
                });
                if name == "Cargo.toml" {
                    let error = error.unwrap_err().to_string();
                    assert!(error.contains("not a plain file"), "{error}");
                }
                let secret = fs::read_to_string(directory.path().join("secret.toml")).unwrap();
                assert_eq!(secret, "token = \"s3cr3t\"\n");
                assert!(fs::symlink_metadata(root.join(name)).unwrap().is_symlink());
            }
            fs::remove_file(root.join(name)).unwrap();
        }
    }

    #[test]
    fn a_directory_reached_by_a_link_is_written_to() {
        let directory = tempdir().unwrap();
        fs::create_dir(directory.path().join("real")).unwrap();
        symlink("real", directory.path().join("link")).unwrap();
        let root = directory.path().join("link/crate");
        let session = Session::open(&root).unwrap();
        let files = [generated("src/lib.rs", "new")];
        let plan = Plan::new(&root, &files, &[]).unwrap();
        session.commit(&plan).unwrap();
        assert_eq!(
            contents(&directory.path().join("real/crate")),
            as_contents(&files)
        );
    }

    #[test]
    fn a_second_name_of_a_file_elsewhere_is_not_written_through() {
        let directory = tempdir().unwrap();
        put(
            directory.path(),
            &[
                generated("elsewhere.rs", "same"),
                generated("crate/src/mod.rs", "old"),
            ],
        );
        let root = directory.path().join("crate");
        let elsewhere = directory.path().join("elsewhere.rs");
        for name in ["same.rs", "lib.rs"] {
            fs::hard_link(&elsewhere, root.join("src").join(name)).unwrap();
        }
        let files = [
            generated("src/same.rs", "same"),
            generated("src/lib.rs", "new"),
        ];
        let plan = Plan::new(&root, &files, &[]).unwrap();
        Session::open(&root).unwrap().commit(&plan).unwrap();
        assert_eq!(contents(&root), as_contents(&files));
        assert_eq!(
            fs::read_to_string(elsewhere).unwrap(),
            generated("", "same").contents
        );
    }
}
