//! A run that is killed leaves the old crate or the new one, and the next run makes it whole.

mod common;

use codegen::File;
use common::{as_contents, contents, generated, other, put};
use std::{fs, io, path::Path, time::Duration};
use tempfile::{TempDir, tempdir};
use xtask::crate_dir::{
    commit::{Recovery, Session, is_interrupted},
    plan::Plan,
    step::Step,
};

fn old_files() -> Vec<File> {
    vec![
        other("Cargo.toml", "# old\n"),
        other("tests/own.rs", "mine"),
        generated("src/lib.rs", "old"),
        generated("src/same.rs", "same"),
        generated("src/models/gone.rs", "gone"),
        generated("tests/examples.rs", "old"),
        generated("tests/gone.rs", "gone"),
    ]
}

fn new_files() -> (Vec<File>, Vec<File>) {
    (
        vec![
            generated("src/lib.rs", "new"),
            generated("src/same.rs", "same"),
            generated("src/models/mod.rs", "new"),
            generated("src/operations/x/mod.rs", "new"),
            generated("tests/examples.rs", "new"),
        ],
        vec![other("Cargo.toml", "# new\n")],
    )
}

fn open(root: &Path, exchange: bool) -> Session {
    let session = Session::open(root).unwrap();
    if exchange {
        session
    } else {
        session.without_exchange()
    }
}

fn new_plan(root: &Path) -> Plan {
    let (files, others) = new_files();
    Plan::new(root, &files, &others).unwrap()
}

/// What is there after a whole run.
fn new_contents(kept: &[File]) -> std::collections::BTreeMap<String, String> {
    let (files, others) = new_files();
    as_contents(files.iter().chain(&others).chain(kept))
}

/// Runs until step number `last`, then stops as if killed. None if there are fewer steps.
fn killed_at(root: &Path, last: usize, exchange: bool) -> Option<Step> {
    let plan = new_plan(root);
    let session = open(root, exchange);
    let mut count = 0;
    let mut stopped = None;
    let result = session.commit_observed(&plan, &mut |step| {
        if count == last {
            stopped = Some(step.clone());
            return Err(io::Error::other("killed"));
        }
        count += 1;
        Ok(())
    });
    assert_eq!(result.is_err(), stopped.is_some());
    stopped
}

fn crate_with(files: &[File]) -> TempDir {
    let root = tempdir().unwrap();
    put(root.path(), files);
    root
}

/// The files of `src/` alone.
fn source(root: &Path) -> Vec<(String, String)> {
    contents(root)
        .into_iter()
        .filter(|(path, _)| path.starts_with("src/"))
        .collect()
}

fn source_of(files: &[File]) -> Vec<(String, String)> {
    as_contents(files.iter().filter(|file| file.path.starts_with("src/")))
        .into_iter()
        .collect()
}

#[test]
fn killed_at_any_step_a_crate_is_old_or_new() {
    let (new, _) = new_files();
    let kept = [other("tests/own.rs", "mine")];
    for exchange in [true, false] {
        let mut seen = Vec::new();
        loop {
            let root = crate_with(&old_files());
            let Some(step) = killed_at(root.path(), seen.len(), exchange) else {
                assert_eq!(contents(root.path()), new_contents(&kept));
                break;
            };
            let source = source(root.path());
            if step == Step::HalfSwap {
                // The one instant without a src/, where a file system cannot do better.
                assert_eq!(source, []);
            } else if source != source_of(&old_files()) {
                assert_eq!(source, source_of(&new), "after {step:?}");
            }
            assert!(is_interrupted(root.path()));
            let before = contents(root.path());

            let session = open(root.path(), exchange);
            let committed = !matches!(step, Step::Stage(_));
            if committed {
                let expected = if step == Step::Forget {
                    Recovery::RolledBack // just rubbish was left
                } else {
                    Recovery::RolledForward(Vec::new())
                };
                assert_eq!(*session.recovery(), expected, "after {step:?}");
                assert_eq!(contents(root.path()), new_contents(&kept), "after {step:?}");
            } else {
                assert_eq!(*session.recovery(), Recovery::RolledBack);
                assert_eq!(contents(root.path()), before);
                assert_eq!(contents(root.path()), as_contents(&old_files()));
            }
            assert!(!is_interrupted(root.path()));
            seen.push(step);
        }
        // Seven files staged; the manifest before the code that needs it, removals last.
        let tail: Vec<Step> = seen
            .into_iter()
            .filter(|step| !matches!(step, Step::Stage(_)))
            .collect();
        let mut expected = vec![
            Step::Commit,
            Step::Move("Cargo.toml".to_owned()),
            Step::HalfSwap,
            Step::Swap,
            Step::Move("tests/examples.rs".to_owned()),
            Step::Remove("tests/gone.rs".to_owned()),
            Step::Forget,
        ];
        expected.retain(|step| !exchange || *step != Step::HalfSwap);
        assert_eq!(tail, expected);
    }
}

#[test]
fn a_new_crate_is_none_until_its_manifest_is_there() {
    let mut last = 0;
    loop {
        let parent = tempdir().unwrap();
        let root = parent.path().join("new");
        let Some(step) = killed_at(&root, last, true) else {
            assert_eq!(contents(&root), new_contents(&[]));
            break;
        };
        let whole = contents(&root) == new_contents(&[]);
        assert_eq!(root.join("Cargo.toml").exists(), whole, "after {step:?}");
        drop(open(&root, true));
        if matches!(step, Step::Stage(_)) {
            assert_eq!(contents(&root), as_contents(&[]));
        } else {
            assert_eq!(contents(&root), new_contents(&[]));
        }
        last += 1;
    }
    assert!(last > 7);
}

#[test]
fn what_people_do_after_an_interruption_is_kept() {
    let root = crate_with(&old_files());
    let commit = (0..100)
        .find(|number| {
            let root = crate_with(&old_files());
            killed_at(root.path(), *number, true) == Some(Step::Commit)
        })
        .unwrap();
    killed_at(root.path(), commit, true);
    put(
        root.path(),
        &[
            other("Cargo.toml", "# mine\n"),
            other("tests/examples.rs", "mine"),
        ],
    );
    let session = open(root.path(), true);
    let left = ["Cargo.toml", "tests/examples.rs"].map(str::to_owned);
    assert_eq!(*session.recovery(), Recovery::RolledForward(left.into()));
    drop(session);
    let after = contents(root.path());
    assert_eq!(after["Cargo.toml"], "# mine\n");
    assert_eq!(after["tests/examples.rs"], "mine");
    assert_eq!(source(root.path()), source_of(&new_files().0));

    let root = crate_with(&old_files());
    killed_at(root.path(), commit, true);
    put(root.path(), &[other("src/mine.rs", "mine")]);
    let error = Session::open(root.path()).unwrap_err();
    assert!(error.to_string().contains("src/mine.rs"), "{error}");
    fs::remove_file(root.path().join("src/mine.rs")).unwrap();
    drop(open(root.path(), true));
    assert_eq!(source(root.path()), source_of(&new_files().0));
}

#[test]
fn a_damaged_staging_directory_does_no_harm() {
    for exchange in [true, false] {
        for last in 0.. {
            let root = crate_with(&old_files());
            let Some(step) = killed_at(root.path(), last, exchange) else {
                break;
            };
            for file in ["journal.json", "src/lib.rs"] {
                let path = root.path().join(".xtask-regenerate").join(file);
                if path.exists() {
                    fs::write(path, "").unwrap();
                }
            }
            drop(open(root.path(), exchange));
            let plan = new_plan(root.path());
            open(root.path(), exchange).commit(&plan).unwrap();
            let kept = [other("tests/own.rs", "mine")];
            assert_eq!(contents(root.path()), new_contents(&kept), "after {step:?}");
        }
    }
}

#[test]
fn a_file_that_comes_in_meanwhile_is_not_lost() {
    let root = crate_with(&old_files());
    let plan = new_plan(root.path());
    put(root.path(), &[other("src/mine.rs", "mine")]);
    let error = open(root.path(), true).commit(&plan).unwrap_err();
    assert!(error.to_string().contains("src/mine.rs"), "{error}");
    assert_eq!(contents(root.path())["src/mine.rs"], "mine");
    assert_eq!(
        contents(root.path())["src/lib.rs"],
        generated("src/lib.rs", "old").contents
    );
}

#[cfg(unix)]
#[test]
fn files_that_stay_keep_their_time() {
    let root = crate_with(&old_files());
    let time = || {
        let path = root.path().join("src/same.rs");
        fs::metadata(path).unwrap().modified().unwrap()
    };
    let before = time();
    open(root.path(), true)
        .commit(&new_plan(root.path()))
        .unwrap();
    assert_eq!(time(), before);
}

#[cfg(unix)]
#[test]
fn one_run_at_a_time() {
    let root = crate_with(&old_files());
    let first = Session::open(root.path()).unwrap();
    let error = Session::open_within(root.path(), Duration::from_millis(50)).unwrap_err();
    assert!(error.to_string().contains("another run"), "{error}");
    drop(first);
    Session::open(root.path()).unwrap();
}
