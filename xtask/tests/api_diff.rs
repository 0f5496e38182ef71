//! `cargo xtask api-diff`, and the verdict that a regeneration ends with.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};
use tempfile::{TempDir, tempdir};

const OLD: &str = r"openapi: 3.0.4
info: {title: Pets, version: '1'}
paths:
  /pets:
    post:
      tags: [pets]
      operationId: addPet
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Pet'}
      responses:
        '204': {description: It is there.}
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string, maxLength: 50}
        age: {type: integer}
        color: {type: string}
";

/// Two changes that break users, one of the compiler and one of the wire, and one that does not.
fn new() -> String {
    OLD.replace("maxLength: 50", "maxLength: 40")
        .replace("color:", "colour:")
        .replace("age: {type", "breed: {type: string}\n        age: {type")
}

fn run(directory: &Path, program: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(directory);
    command.output().expect("starts")
}

fn xtask(directory: &Path, arguments: &[&str]) -> Output {
    run(directory, env!("CARGO_BIN_EXE_xtask"), arguments)
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn git(directory: &Path, arguments: &[&str]) {
    let who = [
        "-c",
        "user.name=Someone",
        "-c",
        "user.email=someone@example.org",
    ];
    let output = run(directory, "git", &[&who, arguments].concat());
    assert!(output.status.success(), "{}", text(&output));
}

/// A repository with the description and its crate, both committed.
fn repository() -> TempDir {
    let directory = tempdir().unwrap();
    fs::create_dir(directory.path().join("spec")).unwrap();
    fs::write(directory.path().join("spec/pets.yaml"), OLD).unwrap();
    let made = xtask(directory.path(), REGENERATE);
    assert!(made.status.success(), "{}", text(&made));
    git(directory.path(), &["init", "--quiet"]);
    git(directory.path(), &["add", "."]);
    git(
        directory.path(),
        &["commit", "--quiet", "--message", "First"],
    );
    directory
}

const REGENERATE: &[&str] = &[
    "regenerate",
    "--spec",
    "spec/pets.yaml",
    "--output",
    "client",
];

fn api_diff(directory: &Path, more: &[&str]) -> Output {
    let arguments = ["api-diff", "--spec", "spec/pets.yaml", "--output", "client"];
    xtask(directory, &[&arguments, more].concat())
}

#[test]
fn two_descriptions_are_compared() {
    let directory = tempdir().unwrap();
    fs::write(directory.path().join("old.yaml"), OLD).unwrap();
    fs::write(directory.path().join("new.yaml"), new()).unwrap();
    let compare = ["api-diff", "old.yaml", "new.yaml"];
    insta::assert_snapshot!("text", text(&xtask(directory.path(), &compare)));
    let markdown = [&compare[..], &["--markdown"]].concat();
    insta::assert_snapshot!("markdown", text(&xtask(directory.path(), &markdown)));
    let json = [&compare[..], &["--json"]].concat();
    let output = xtask(directory.path(), &json);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    assert_eq!(json["verdict"], "major");
    assert_eq!(json["rust"], "major");
    assert_eq!(json["wire"], "major");
    assert_eq!(json["changes"].as_array().map(Vec::len), Some(4));
    assert_eq!(json["changes"][0]["newPlace"]["file"], "new.yaml");
    let same = xtask(directory.path(), &["api-diff", "old.yaml", "old.yaml"]);
    assert_eq!(text(&same), "Verdict: none: nothing changes\n");
}

#[test]
fn the_exit_code_says_whether_a_limit_is_reached() {
    let directory = tempdir().unwrap();
    let described = OLD.replace("{type: integer}", "{type: integer, description: In years.}");
    let added = OLD.replace("age: {type", "breed: {type: string}\n        age: {type");
    for (new, failing) in [
        (OLD.to_owned(), &[][..]),
        (described, &["patch"]),
        (added, &["patch", "minor"]),
        (self::new(), &["patch", "minor", "major"]),
    ] {
        fs::write(directory.path().join("old.yaml"), OLD).unwrap();
        fs::write(directory.path().join("new.yaml"), &new).unwrap();
        for limit in ["patch", "minor", "major"] {
            let compare = ["api-diff", "old.yaml", "new.yaml", "--fail-on", limit];
            let output = xtask(directory.path(), &compare);
            let fails = failing.contains(&limit);
            assert_eq!(
                output.status.success(),
                !fails,
                "{limit}: {}",
                text(&output)
            );
        }
    }
}

#[test]
fn a_revision_is_compared_with_what_would_be_generated() {
    let repository = repository();
    let root = repository.path();
    let output = api_diff(root, &[]);
    assert_eq!(text(&output), "Verdict: none: nothing changes\n");

    fs::write(root.join("spec/pets.yaml"), new()).unwrap();
    let before = fs::read_to_string(root.join("client/outline.txt")).unwrap();
    let output = api_diff(root, &["--against", "HEAD"]);
    insta::assert_snapshot!("revision", text(&output));
    // It has written nothing.
    let after = fs::read_to_string(root.join("client/outline.txt")).unwrap();
    assert_eq!(before, after);

    // What is generated and committed is no longer a change against it, but against the first.
    assert!(xtask(root, REGENERATE).status.success());
    git(root, &["commit", "--quiet", "--all", "--message", "Second"]);
    let output = api_diff(root, &["--against", "HEAD"]);
    assert_eq!(text(&output), "Verdict: none: nothing changes\n");
    let output = api_diff(root, &["--against", "HEAD~1"]);
    assert!(
        text(&output).starts_with("Verdict: major"),
        "{}",
        text(&output)
    );
}

#[test]
fn what_cannot_be_compared_is_said() {
    let repository = repository();
    let root = repository.path();
    for (arguments, expected) in [
        (&["--against", "no-such-tag"][..], "revision `no-such-tag`"),
        (&["--against=--output=x"], "revision `--output=x`"),
    ] {
        let output = api_diff(root, arguments);
        assert!(!output.status.success());
        assert!(text(&output).contains(expected), "{}", text(&output));
    }
    git(root, &["rm", "--quiet", "--cached", "client/outline.txt"]);
    git(root, &["commit", "--quiet", "--message", "Without"]);
    let output = api_diff(root, &[]);
    assert!(
        text(&output).contains("has no outline.txt"),
        "{}",
        text(&output)
    );

    let unknown = xtask(root, &["api-diff", "--explain", "no-such-rule"]);
    assert!(text(&unknown).contains("there is no rule `no-such-rule`"));
    let known = xtask(root, &["api-diff", "--explain", "field-removed"]);
    assert!(
        text(&known).starts_with("field-removed: Rust, major"),
        "{}",
        text(&known)
    );

    fs::write(root.join("broken.yaml"), "openapi: 3.0.4\npaths: [").unwrap();
    let broken = xtask(root, &["api-diff", "spec/pets.yaml", "broken.yaml"]);
    assert!(!broken.status.success());
    assert!(
        text(&broken).contains("nothing was compared"),
        "{}",
        text(&broken)
    );
}

#[test]
fn a_regeneration_ends_with_the_verdict_and_numbers_the_version() {
    let repository = repository();
    let root = repository.path();
    let version = || {
        let manifest = fs::read_to_string(root.join("client/Cargo.toml")).unwrap();
        let line = manifest.lines().find(|line| line.starts_with("version"));
        line.unwrap_or_default().to_owned()
    };
    let bump = [REGENERATE, &["--bump"]].concat();

    // Nothing changes, so there is no new version.
    let output = xtask(root, &bump);
    assert!(!text(&output).contains("Verdict"), "{}", text(&output));
    assert_eq!(version(), "version = \"0.1.0\"");
    assert!(!root.join("client/CHANGELOG.md").exists());

    fs::write(root.join("spec/pets.yaml"), OLD.replace("color", "colour")).unwrap();
    let output = xtask(root, &bump);
    assert!(text(&output).contains("Verdict: major (Rust: major, wire: major)"));
    assert_eq!(version(), "version = \"0.2.0\"");

    let added = OLD.replace("color:", "breed: {type: string}\n        colour:");
    fs::write(root.join("spec/pets.yaml"), added).unwrap();
    let output = xtask(root, &bump);
    assert!(
        text(&output).contains("Verdict: minor"),
        "{}",
        text(&output)
    );
    assert_eq!(version(), "version = \"0.2.1\"");
    let changelog = fs::read_to_string(root.join("client/CHANGELOG.md")).unwrap();
    let changelog = without_dates(&changelog);
    insta::assert_snapshot!("changelog", changelog);
}

/// The changelog without the day on which the test runs.
fn without_dates(changelog: &str) -> String {
    let lines = changelog.lines().map(|line| match line.rsplit_once(" - ") {
        Some((version, _)) if line.starts_with("## ") => format!("{version} - DATE"),
        _ => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The description beside the crate, in it, and in no repository at all.
#[test]
fn a_description_may_lie_anywhere() {
    for (spec, output, place) in [
        ("pets.yaml", "client", Some("HEAD:pets.yaml:23:9")),
        (
            "client/pets.yaml",
            "client",
            Some("HEAD:client/pets.yaml:23:9"),
        ),
        ("../pets.yaml", "client", None),
    ] {
        let outside = tempdir().unwrap();
        let root = outside.path().join("repository");
        fs::create_dir_all(root.join("client")).unwrap();
        fs::write(root.join(spec), OLD).unwrap();
        let made = xtask(&root, &["regenerate", "--spec", spec, "--output", output]);
        assert!(made.status.success(), "{}", text(&made));
        git(&root, &["init", "--quiet"]);
        git(&root, &["add", "."]);
        git(&root, &["commit", "--quiet", "--message", "First"]);
        fs::write(root.join(spec), new()).unwrap();
        let output = xtask(&root, &["api-diff", "--spec", spec, "--output", output]);
        let output = text(&output);
        assert!(output.starts_with("Verdict: major"), "{spec}: {output}");
        let is_shown = output.contains("HEAD:");
        assert_eq!(is_shown, place.is_some(), "{spec}: {output}");
        assert!(place.is_none_or(|place| output.contains(place)), "{output}");
    }
}

/// A revision may be a stranger's: what is no file is not followed.
#[cfg(unix)]
#[test]
fn links_in_a_revision_lead_nowhere() {
    let repository = repository();
    let root = repository.path();
    fs::remove_file(root.join("client/outline.txt")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", root.join("client/outline.txt")).unwrap();
    std::os::unix::fs::symlink(".", root.join("client/src/again")).unwrap();
    git(root, &["add", "."]);
    git(root, &["commit", "--quiet", "--message", "Links"]);
    let output = api_diff(root, &[]);
    assert!(
        text(&output).contains("has no outline.txt"),
        "{}",
        text(&output)
    );
}
