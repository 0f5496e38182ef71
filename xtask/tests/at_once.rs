//! Several runs into one directory at the same time.

mod common;

use common::contents;
use std::{
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use tempfile::tempdir;
use xtask::crate_dir::commit::Session;

const DOCUMENT: &str = "openapi: 3.0.3
info: {title: Small, version: '1'}
paths:
  /things:
    get:
      operationId: list
      responses: {'204': {description: None.}}
";

fn start(directory: &Path, spec: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["regenerate", "--spec", spec, "--output", "deep/client"])
        .current_dir(directory)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Whether a run succeeded; one that did not says that another was at work.
fn succeeded(run: Child) -> bool {
    let output = run.wait_with_output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        output.status.success() || text.contains("another run"),
        "{text}"
    );
    output.status.success()
}

#[test]
fn runs_at_once_leave_a_whole_crate() {
    let directory = tempdir().unwrap();
    fs::write(directory.path().join("small.yaml"), DOCUMENT).unwrap();
    let client = directory.path().join("deep/client");
    assert!(succeeded(start(directory.path(), "small.yaml")));
    let whole = contents(&client);
    assert!(whole.contains_key("src/lib.rs") && whole.contains_key("Cargo.toml"));

    let start_time = Instant::now();
    for round in 0..60 {
        fs::remove_dir_all(directory.path().join("deep")).unwrap();
        let count = if round % 4 == 0 { 10 } else { 2 };
        let runs: Vec<Child> = (0..count)
            .map(|_| start(directory.path(), "small.yaml"))
            .collect();
        let done = runs.into_iter().map(succeeded).filter(|done| *done).count();
        assert!(done > 0, "round {round}");
        assert_eq!(contents(&client), whole, "round {round}, {count} runs");
        assert!(!client.join(".xtask-regenerate").exists());
        if start_time.elapsed() > Duration::from_secs(8) {
            break;
        }
    }
}

#[test]
fn a_run_that_fails_beside_others_takes_nothing_from_them() {
    let directory = tempdir().unwrap();
    fs::write(directory.path().join("small.yaml"), DOCUMENT).unwrap();
    fs::write(directory.path().join("broken.yaml"), "openapi: 9\n").unwrap();
    let client = directory.path().join("deep/client");
    for _ in 0..8 {
        let _ = fs::remove_dir_all(directory.path().join("deep"));
        let broken = start(directory.path(), "broken.yaml");
        let good = start(directory.path(), "small.yaml");
        let broken_too = start(directory.path(), "broken.yaml");
        assert!(succeeded(good));
        for run in [broken, broken_too] {
            assert!(!run.wait_with_output().unwrap().status.success());
        }
        assert!(client.join("src/lib.rs").exists());
        assert!(client.join("Cargo.toml").exists());
    }
}

#[test]
fn directories_that_stay_empty_are_removed_if_they_are_new() {
    let directory = tempdir().unwrap();
    fs::write(directory.path().join("broken.yaml"), "openapi: 9\n").unwrap();
    let run = start(directory.path(), "broken.yaml")
        .wait_with_output()
        .unwrap();
    assert!(!run.status.success());
    assert!(!directory.path().join("deep").exists());

    fs::create_dir_all(directory.path().join("deep/client")).unwrap();
    drop(
        start(directory.path(), "broken.yaml")
            .wait_with_output()
            .unwrap(),
    );
    assert!(directory.path().join("deep/client").exists());
}

#[test]
fn a_run_waits_for_one_that_is_ending() {
    let directory = tempdir().unwrap();
    let root = directory.path().join("new");
    let first = Session::open(&root).unwrap();
    let error = Session::open_within(&root, Duration::from_millis(60)).unwrap_err();
    assert!(error.to_string().contains("another run"), "{error}");
    let waiting = std::thread::spawn({
        let root = root.clone();
        // The directory is removed and made again in between.
        move || Session::open(&root).map(|_| ())
    });
    std::thread::sleep(Duration::from_millis(100));
    drop(first);
    waiting.join().unwrap().unwrap();
    assert!(!root.exists());
}
