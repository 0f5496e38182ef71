//! The commands as they are called.

use clap::{CommandFactory, Parser};
use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
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
    for name in [
        "regenerate",
        "api-diff",
        "rules",
        "corpus",
        "round-trip",
        "programs",
        "soak",
        "contract",
        "conformance",
        "fuzz",
        "bench",
    ] {
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
fn the_header_names_the_command_that_generates_again() {
    let directory = tempdir().unwrap();
    let spec = directory.path().join("small api.yaml");
    fs::write(&spec, DOCUMENT).unwrap();
    let header = || {
        let file = fs::read_to_string(directory.path().join("client/src/lib.rs")).unwrap();
        file.lines().next().unwrap_or_default().to_owned()
    };
    let typed = |spec: &str, more: &[&str]| {
        let options = ["regenerate", "--spec", spec, "--output", "client"];
        xtask(directory.path(), &[&options, more].concat())
    };

    let first = typed("small api.yaml", &["--crate-name", "small"]);
    assert!(first.status.success(), "{}", text(&first));
    let command = "cargo xtask regenerate --spec 'small api.yaml' --output client";
    assert!(
        header().ends_with(&format!("run `{command}`.")),
        "{}",
        header()
    );
    // The name is in Cargo.toml by now, and no path of this machine gets into the files.
    let absolute = typed(&spec.to_string_lossy(), &["--check"]);
    assert!(absolute.status.success(), "{}", text(&absolute));

    let selected = typed("small api.yaml", &["--only-operation", "getThing"]);
    assert!(selected.status.success(), "{}", text(&selected));
    let command = format!("{command} --only-operation getThing");
    assert!(
        header().ends_with(&format!("run `{command}`.")),
        "{}",
        header()
    );
}

#[test]
fn an_overlay_changes_what_is_generated_and_is_recorded() {
    let directory = tempdir().unwrap();
    fs::write(directory.path().join("small.yaml"), DOCUMENT).unwrap();
    let overlay = |actions: &str| {
        let text =
            format!("overlay: 1.0.0\ninfo: {{title: T, version: '1'}}\nactions: [{actions}]\n");
        fs::write(directory.path().join("own.yaml"), text).unwrap();
    };
    let run = |more: &[&str]| {
        let options = ["regenerate", "--spec", "small.yaml"];
        let output = ["--output", "client"];
        xtask(directory.path(), &[&options, more, &output].concat())
    };
    let with = ["--overlay", "own.yaml"];
    overlay("{target: '$.paths.*.get', update: {x-rust-name: fetch}}");
    let first = run(&with);
    assert!(first.status.success(), "{}", text(&first));
    let file = fs::read_dir(directory.path().join("client/src/operations/things")).unwrap();
    let mut names = file.map(|entry| entry.unwrap().file_name());
    assert!(names.any(|name| name == "fetch.rs"));
    let header = fs::read_to_string(directory.path().join("client/src/lib.rs")).unwrap();
    let command = "cargo xtask regenerate --spec small.yaml --overlay own.yaml --output client";
    assert!(header.contains(command), "{header}");

    assert!(run(&[&with[..], &["--check"]].concat()).status.success());
    let without = run(&["--check"]);
    assert_eq!(without.status.code(), Some(1), "{}", text(&without));

    overlay("{target: '$.paths.*.put', remove: true}");
    let unused = run(&[&with[..], &["--deny-warnings"]].concat());
    assert_eq!(unused.status.code(), Some(1), "{}", text(&unused));
    overlay("{target: '$.info', update: {title: [a]}}");
    let wrong = run(&with);
    assert_eq!(wrong.status.code(), Some(1), "{}", text(&wrong));
    insta::assert_snapshot!(text(&unused) + &text(&wrong));
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

#[test]
fn a_directory_becomes_a_table() {
    let directory = tempdir().unwrap();
    let specs = directory.path().join("specs/deep");
    fs::create_dir_all(&specs).unwrap();
    fs::write(specs.join("small.yaml"), DOCUMENT).unwrap();
    fs::write(specs.join("part.yaml"), "type: object\n").unwrap();
    let corpus = ["corpus", "specs", "--no-compile", "--keep", "crates"];
    let corpus = [&corpus[..], &["--markdown", "table.md"]].concat();
    let output = xtask(directory.path(), &corpus);
    assert!(output.status.success(), "{}", text(&output));
    let table = fs::read_to_string(directory.path().join("table.md")).unwrap();
    assert!(table.starts_with("| document | operations |"), "{table}");
    assert!(table.contains("\n| deep/small.yaml | 1 | 1 |"), "{table}");
    assert!(table.contains("\n| 1 document |"), "{table}");
    let made = directory.path().join("crates/deep-small-client/src/lib.rs");
    assert!(made.exists());

    fs::write(specs.join("broken.json"), "{\"openapi\": \"9.9\"}").unwrap();
    let output = xtask(directory.path(), &corpus);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output));
    let table = fs::read_to_string(directory.path().join("table.md")).unwrap();
    assert!(table.contains("| refused |"), "{table}");
}

#[test]
fn a_worker_answers_each_task() {
    let directory = tempdir().unwrap();
    fs::write(directory.path().join("small.yaml"), DOCUMENT).unwrap();
    fs::create_dir(directory.path().join("scratch")).unwrap();
    let mut worker = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["fuzz", "--worker", "scratch", "small.yaml"])
        .current_dir(directory.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let tasks: Vec<String> = (1..=20).map(|seed| format!("mutant {seed}\n")).collect();
    let tasks = tasks.concat();
    let mut input = worker.stdin.take().unwrap();
    input.write_all(tasks.as_bytes()).unwrap();
    drop(input);
    let output = worker.wait_with_output().unwrap();
    assert!(output.status.success());
    let answers = String::from_utf8(output.stdout).unwrap();
    assert_eq!(answers.lines().count(), 20, "{answers}");
    assert!(
        answers
            .lines()
            .all(|answer| ["made", "refused"].contains(&answer)),
        "{answers}"
    );
}

#[test]
fn a_mutant_is_made_again() {
    let directory = tempdir().unwrap();
    fs::write(directory.path().join("small.yaml"), DOCUMENT).unwrap();
    let replay = || {
        let output = xtask(
            directory.path(),
            &["fuzz", "--replay", "0x2a", "small.yaml"],
        );
        text(&output)
    };
    let first = replay();
    assert!(first.contains("fuzz/0x2a."), "{first}");
    assert_eq!(first, replay());
}

#[cfg(unix)]
#[test]
fn a_file_name_is_text_wherever_it_is_written() {
    let directory = tempdir().unwrap();
    let name = "a\n::error::b\u{1b}[2J`](javascript:x)\u{202e}.yaml";
    let document = DOCUMENT.replace(
        "Small API",
        "\"Small <script>`x`\\e[2J\\n\\n# Head &amp; & [y](z) \\u202e\"",
    );
    fs::write(directory.path().join(name), document).unwrap();
    for check in [false, true] {
        let mut arguments = vec!["regenerate", "--spec", name, "--output", "client"];
        arguments.extend(check.then_some("--check"));
        let output = xtask(directory.path(), &arguments);
        assert!(output.status.success(), "{}", text(&output));
        for line in text(&output).lines() {
            let hidden = |c: char| c.is_control() || codegen::text::is_invisible(c);
            assert!(!line.contains(hidden), "{line:?}");
            assert!(!line.trim_start().starts_with("::"), "{line}");
        }
    }
    let read = |path| fs::read_to_string(directory.path().join("client").join(path)).unwrap();
    for file in [read("README.md"), read("Cargo.toml"), read("src/lib.rs")] {
        assert!(!file.contains(codegen::text::is_invisible), "{file}");
        assert!(!file.contains('\u{1b}'), "{file}");
    }
    let readme = read("README.md");
    assert!(
        readme.contains("Rust client for Small \\<script\\>\\`x\\`\\\\u{1b}\\[2J # Head \\&amp; & \\[y\\](z) \\\\u{202e}, version 1, "),
        "{readme}"
    );
    assert!(
        readme
            .contains("generated from ``a\\n::error::b\\u{1b}[2J`](javascript:x)\\u{202e}.yaml``."),
        "{readme}"
    );
    assert_eq!(readme.matches("\n# ").count(), 0, "{readme}");
}

#[cfg(unix)]
#[test]
fn a_table_has_a_line_for_each_document() {
    let directory = tempdir().unwrap();
    let specs = directory.path().join("specs");
    fs::create_dir(&specs).unwrap();
    fs::write(specs.join("::error::a\n::error::b\u{1b}[2J.yaml"), DOCUMENT).unwrap();
    fs::write(specs.join("##[error]c.json"), "{\"openapi\": \"9.9\"}").unwrap();
    let output = xtask(
        directory.path(),
        &[
            "corpus",
            "specs",
            "--no-compile",
            "--keep",
            "crates",
            "--markdown",
            "table.md",
        ],
    );
    let table = fs::read_to_string(directory.path().join("table.md")).unwrap();
    for line in text(&output).lines().chain(table.lines()) {
        assert!(!line.contains(char::is_control), "{line:?}");
        assert!(!line.trim_start().starts_with("::"), "{line}");
        assert!(!line.contains("##["), "{line}");
    }
}

#[test]
fn broken_parts_are_left_out_named_and_refused_where_that_is_asked_for() {
    let directory = tempdir().unwrap();
    let broken = DOCUMENT.replace(
        "description: It is there.",
        "description: It is there.\n        '404': {$ref: 'https://example.org/errors.yaml#/gone'}\n        '500': {$ref: '../error.yaml'}",
    );
    let api = directory.path().join("api");
    for folder in ["api", "vendor"] {
        fs::create_dir(directory.path().join(folder)).unwrap();
    }
    fs::write(api.join("small.yaml"), broken).unwrap();
    let response = "description: An error.\n";
    fs::write(directory.path().join("error.yaml"), response).unwrap();
    let errors = format!("gone:\n  {response}");
    fs::write(directory.path().join("vendor/errors.yaml"), errors).unwrap();
    let regenerate = ["regenerate", "--spec", "small.yaml", "--output", "client"];

    for deny in ["--deny-degraded", "--deny-warnings"] {
        let refused = xtask(&api, &[&regenerate[..], &[deny]].concat());
        assert!(!refused.status.success(), "{}", text(&refused));
        assert!(
            text(&refused).contains("error[remote-ref]"),
            "{}",
            text(&refused)
        );
        assert!(!api.join("client/src").exists());
    }
    let written = text(&xtask(&api, &regenerate));
    for shown in [
        "degraded[remote-ref]",
        "degraded[outside-ref]",
        "2 degraded in small.yaml",
        "added src/lib.rs",
    ] {
        assert!(written.contains(shown), "no {shown} in {written}");
    }
    let allowed = [
        "--allow-dir",
        "..",
        "--map-url",
        "https://example.org/=../vendor/",
        "--deny-degraded",
    ];
    let whole = xtask(&api, &[&regenerate[..], &allowed].concat());
    assert!(whole.status.success(), "{}", text(&whole));
    let check = [&regenerate[..], &allowed[..4], &["--check"]].concat();
    let current = xtask(&api, &check);
    assert!(current.status.success(), "{}", text(&current));
    let command = xtask(&api, &[&regenerate[..], &["--check"]].concat());
    assert!(!command.status.success(), "{}", text(&command));
}
