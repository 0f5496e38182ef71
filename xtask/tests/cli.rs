//! The commands as they are called.

use clap::{CommandFactory, Parser};
use std::{
    fs,
    path::Path,
    process::{Command, Output},
};
use tempfile::tempdir;

fn xtask(directory: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .current_dir(directory)
        .output()
        .expect("starts")
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

const DOCUMENT: &str = r"openapi: 3.0.3
info:
  title: Small API
  version: '1'
paths:
  /things/{id}:
    get:
      operationId: getThing
      parameters:
        - name: id
          in: path
          required: true
          schema:
            type: string
      responses:
        '204':
          description: It is there.
";

#[test]
fn help() {
    let mut command = xtask::Cli::command();
    let mut texts = vec![command.render_long_help().to_string()];
    for name in ["regenerate", "corpus", "contract", "fuzz"] {
        let subcommand = command.find_subcommand_mut(name).expect("is a command");
        texts.push(format!("=== {name}\n{}", subcommand.render_long_help()));
    }
    insta::assert_snapshot!(texts.join("\n"));
}

#[test]
fn a_description_becomes_a_crate_and_stays_it() {
    let directory = tempdir().unwrap();
    fs::write(directory.path().join("small.yaml"), DOCUMENT).unwrap();
    let regenerate = ["regenerate", "--spec", "small.yaml", "--output", "client"];

    let first = xtask(directory.path(), &regenerate);
    assert!(first.status.success(), "{}", text(&first));
    assert!(
        text(&first).contains("added src/lib.rs"),
        "{}",
        text(&first)
    );
    let manifest = directory.path().join("client/Cargo.toml");
    let manifest = fs::read_to_string(manifest).unwrap();
    assert!(manifest.contains("name = \"small-api\""), "{manifest}");

    let check = [&regenerate[..], &["--check"]].concat();
    let current = xtask(directory.path(), &check);
    assert!(current.status.success(), "{}", text(&current));

    let changed = DOCUMENT
        .replace("Small API", "Smaller API")
        .replace("'1'", "'2'");
    fs::write(directory.path().join("small.yaml"), changed).unwrap();
    let stale = xtask(directory.path(), &check);
    assert_eq!(stale.status.code(), Some(1), "{}", text(&stale));
    assert!(
        text(&stale).contains("cargo xtask regenerate --spec small.yaml --output client\n"),
        "{}",
        text(&stale)
    );

    let second = xtask(directory.path(), &regenerate);
    assert!(second.status.success(), "{}", text(&second));
    assert!(
        text(&second).contains("changed src/lib.rs"),
        "{}",
        text(&second)
    );
    assert!(xtask(directory.path(), &check).status.success());
}

#[test]
fn a_broken_description_writes_nothing() {
    let directory = tempdir().unwrap();
    fs::write(directory.path().join("broken.yaml"), "swagger: '2.0'\n").unwrap();
    let output = xtask(
        directory.path(),
        &["regenerate", "--spec", "broken.yaml", "--output", "client"],
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output).contains("nothing was written"),
        "{}",
        text(&output)
    );
    assert!(!directory.path().join("client").exists());
}

#[test]
fn a_description_needs_a_directory() {
    let error = xtask::Cli::try_parse_from(["xtask", "regenerate", "--spec", "x.yaml"]);
    assert!(error.unwrap_err().to_string().contains("--output <DIR>"));
}
