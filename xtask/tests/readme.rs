//! The README's console blocks say what the commands print.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::{TempDir, tempdir};

const README: &str = include_str!("../../README.md");

/// A command of a console block, and what follows it there.
#[derive(Debug)]
struct Shown {
    command: String,
    output: String,
}

#[test]
fn commands_print_what_the_readme_shows() {
    let directory = checkout();
    let mut compared = 0;
    for Shown { command, output } in shown() {
        if output.is_empty() {
            continue;
        }
        let printed = run(&directory, &command);
        assert_eq!(
            without_times(&printed),
            without_times(&output),
            "the README shows something else than `{command}` prints:\n{printed}"
        );
        compared += 1;
    }
    assert_eq!(compared, 2, "blocks with output");
}

/// What this repository's own client is generated from and into, and the README's `pets.yaml`, so
/// that nothing here is written to the repository.
fn checkout() -> TempDir {
    let directory = tempdir().expect("a directory can be made");
    for name in ["spec", "generated-client"] {
        copy(&root().join(name), &directory.path().join(name));
    }
    let pets = root().join("xtask/tests/fixtures/pets.yaml");
    fs::copy(pets, directory.path().join("pets.yaml")).expect("it can be copied");
    directory
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir(to).expect("it can be made");
        for entry in fs::read_dir(from).expect("it can be listed") {
            let name = entry.expect("an entry").file_name();
            copy(&from.join(&name), &to.join(&name));
        }
    } else {
        fs::copy(from, to).expect("it can be copied");
    }
}

/// All that a command prints: the diagnostics first.
fn run(directory: &TempDir, command: &str) -> String {
    let arguments = command
        .strip_prefix("cargo xtask ")
        .unwrap_or_else(|| panic!("`{command}` is shown with output: run it here"));
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments.split_whitespace())
        // Where the commands look for this repository.
        .env("CARGO_MANIFEST_DIR", "xtask")
        .current_dir(directory.path())
        .output()
        .expect("it starts");
    String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
}

/// The commands of all blocks of the README that are shown to be typed at a `cargo` prompt.
fn shown() -> Vec<Shown> {
    let mut all = Vec::new();
    for block in README.split("```console\n").skip(1) {
        let (block, _) = block.split_once("```").expect("a block ends");
        for part in block.split("$ ").skip(1) {
            let (command, output) = part.split_once('\n').unwrap_or((part, ""));
            let command = command.split(" #").next().unwrap_or_default().trim();
            all.push(Shown {
                command: command.to_owned(),
                output: output
                    .lines()
                    .filter(|line| !of_cargo(line))
                    .fold(String::new(), |text, line| text + line + "\n"),
            });
        }
    }
    all
}

/// What Cargo says before it runs the command.
fn of_cargo(line: &str) -> bool {
    ["Compiling ", "Finished ", "Running "]
        .iter()
        .any(|start| line.trim_start().starts_with(start))
}

/// `in 0.09 s` as `in … s`.
fn without_times(text: &str) -> String {
    let words: Vec<&str> = text.trim_end().split(' ').collect();
    let mut shown = words.clone();
    for index in 2..words.len() {
        let is_time = words[index - 2] == "in"
            && words[index - 1].parse::<f64>().is_ok()
            && words[index].starts_with('s');
        if is_time {
            shown[index - 1] = "…";
        }
    }
    shown.join(" ")
}
