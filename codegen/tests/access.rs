//! Files that a description must not read, and what is shown of the one that was named.

#[path = "common/reader.rs"]
mod reader;

use std::path::Path;

use codegen::{Access, Diagnostics};
use reader::{json, read_file};

fn count(diagnostics: &Diagnostics, rule: &str) -> usize {
    diagnostics.iter().filter(|one| one.rule == rule).count()
}

fn fixture(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/document/access")
        .join(path)
}

/// Settings and secrets lie beside a description: `.env`, `.git/config`.
#[test]
fn hidden_files_are_not_read() {
    let root = tempfile::tempdir().expect("a folder");
    let at = |path: &str| root.path().join(path);
    std::fs::create_dir_all(at(".git/below")).expect("a folder");
    std::fs::create_dir_all(at("sub")).expect("a folder");
    let mut hidden = vec![
        ".env",
        ".npmrc",
        ".git/config",
        ".git/below/x.yaml",
        "sub/.x.yaml",
        "./sub/../.env",
    ];
    for file in hidden.iter().take(5) {
        std::fs::write(at(file), "type: string\ndescription: TOP-SECRET\n").expect("a file");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(at(".git/config"), at("plain.yaml")).expect("a link");
        hidden.push("plain.yaml");
    }
    let mut text = String::from(
        "openapi: 3.0.3\ninfo: {title: a, version: b}\npaths: {}\ncomponents:\n  schemas:\n",
    );
    for (index, reference) in hidden.iter().enumerate() {
        text += &format!("    P{index}: {{$ref: '{reference}'}}\n");
    }
    let path = at("openapi.yaml");
    std::fs::write(&path, &text).expect("a file");
    let (document, diagnostics) = read_file(&path, &Access::default());
    let refused = |found: &Diagnostics| count(found, "hidden-ref");
    assert_eq!(refused(&diagnostics), hidden.len(), "{diagnostics}");
    let shown = format!("{diagnostics:?}{:?}", document.map(|document| document.api));
    assert!(!shown.contains("TOP-SECRET"), "{shown}");

    // Only the folder itself, or the file, is a permission.
    let allowing = |path: &str| {
        let access = Access {
            folders: vec![at(path)],
            urls: Vec::new(),
        };
        refused(&read_file(&root.path().join("openapi.yaml"), &access).1)
    };
    assert_eq!(allowing(""), hidden.len());
    assert_eq!(allowing("sub"), hidden.len());
    assert_eq!(allowing("sub/.x.yaml"), hidden.len() - 1);
    let linked = usize::from(cfg!(unix));
    assert_eq!(allowing(".git"), hidden.len() - 2 - linked);

    // A description may itself be hidden: its path was given.
    std::fs::write(at(".git/own.yaml"), "type: string").expect("a file");
    let path = at(".git/.openapi.yaml");
    let text = text
        .replace(".git/config", "own.yaml")
        .replace("P2: ", "P: ");
    std::fs::write(&path, text).expect("a file");
    let (document, diagnostics) = read_file(&path, &Access::default());
    assert!(document.is_some(), "{diagnostics}");
    assert!(
        !diagnostics.to_string().contains("`own.yaml`"),
        "{diagnostics}"
    );
}

/// The path of the first file was given, so a link there is followed. But its folder is the one
/// that was named, and who made the link may want to see in a log what it leads to.
#[test]
#[cfg(unix)]
fn a_link_to_the_first_file_gives_no_more_than_that_file() {
    let root = tempfile::tempdir().expect("a folder");
    let at = |path: &str| root.path().join(path);
    for folder in ["named", "real"] {
        std::fs::create_dir(at(folder)).expect("a folder");
    }
    let text = "openapi: 3.0.3\ninfo: {title: a, version: b}\npaths: {}\ncomponents:\n  schemas:\n    Own: {$ref: own.yaml}\n    Beside: {$ref: beside.yaml}\n    Above: {$ref: ../real/beside.yaml}\n    Again: {$ref: 'openapi.yaml#/components/schemas/Own'}\n";
    std::fs::write(at("real/openapi.yaml"), text).expect("a file");
    std::fs::write(at("real/beside.yaml"), "type: string").expect("a file");
    std::fs::write(at("named/own.yaml"), "type: string").expect("a file");
    let link = |to: &str, from: &str| {
        std::os::unix::fs::symlink(at(to), at(from)).expect("a link");
    };
    link("real/openapi.yaml", "named/openapi.yaml");
    for path in ["named/openapi.yaml", "named/./openapi.yaml"] {
        let (document, diagnostics) = read_file(&at(path), &Access::default());
        assert!(document.is_some(), "{diagnostics}");
        assert_eq!(count(&diagnostics, "unreadable-ref"), 1, "{diagnostics}");
        assert_eq!(count(&diagnostics, "outside-ref"), 1, "{diagnostics}");
        assert_eq!(diagnostics.iter().count(), 2, "{diagnostics}");
    }

    // What is no description, and not its author's to read.
    let secrets = [
        "github.com:\n  oauth_token: TOP-SECRET\n",
        "//registry.npmjs.org/:_authToken=TOP-SECRET\n",
        "TOKEN=TOP-SECRET\n[\n",
        "TOP-SECRET",
    ];
    link("real/secret", "named/secret.yaml");
    for secret in secrets {
        std::fs::write(at("real/secret"), secret).expect("a file");
        let (document, diagnostics) = read_file(&at("named/secret.yaml"), &Access::default());
        assert!(document.is_none());
        let shown = diagnostics.iter().map(|one| {
            let report = miette::Report::new(one.clone());
            format!("{report:?} {one}")
        });
        let shown: String = shown.collect();
        assert!(!shown.contains("TOP-SECRET"), "{shown}");
    }
}

/// Fifty references to one host, which are read from a folder if the user says so.
#[test]
fn urls_are_read_from_the_folder_that_they_are_mapped_to() {
    let path = fixture("openapi.yaml");
    let (_, diagnostics) = read_file(&path, &Access::default());
    assert_eq!(count(&diagnostics, "remote-ref"), 51);
    assert!(!diagnostics.has_errors(), "{diagnostics}");
    let access = Access {
        folders: Vec::new(),
        urls: vec![("https://schemas.example.org/".to_owned(), fixture("vendor"))],
    };
    let (document, diagnostics) = read_file(&path, &access);
    let folder = fixture("").display().to_string();
    insta::assert_snapshot!(
        "mapped-diagnostics",
        diagnostics.to_string().replace(&folder, "")
    );
    insta::assert_json_snapshot!("mapped-document", json(document.as_ref()));
    let mut options = codegen::Options::default();
    "thing".clone_into(&mut options.crate_name);
    let generated = codegen::read(&path, &[], &access).expect("a description");
    assert!(generated.generate(&options).is_ok());
}

/// Each of these could put a secret of the machine into a message or a crate.
#[test]
fn nothing_outside_of_the_folder_is_read() {
    let root = tempfile::tempdir().expect("a folder");
    let at = |path: &str| root.path().join(path);
    std::fs::create_dir_all(at("api/below")).expect("a folder");
    std::fs::create_dir_all(at("api-other")).expect("a folder");
    let secret = "type: string\ndescription: TOP-SECRET\nbroken: [\n";
    for file in ["secret.yaml", "api-other/secret.yaml"] {
        std::fs::write(at(file), secret).expect("a file");
    }
    std::fs::write(at("api/below/fine.yaml"), "{$ref: ../own.yaml}").expect("a file");
    std::fs::write(at("api/own.yaml"), "type: string").expect("a file");
    let absolute = at("secret.yaml").display().to_string();
    let mut outside = vec![
        absolute.clone(),
        format!("file:{absolute}"),
        "../secret.yaml".to_owned(),
        "below/../../secret.yaml".to_owned(),
        "%2e%2e/secret.yaml".to_owned(),
        "../api-other/secret.yaml".to_owned(),
        "/proc/self/environ".to_owned(),
        "../no-such-file.yaml".to_owned(),
    ];
    #[cfg(unix)]
    {
        let link = |to: &str, from: &str| {
            std::os::unix::fs::symlink(at(to), at(from)).expect("a link");
        };
        link("secret.yaml", "api/link.yaml");
        link("api-other", "api/folder");
        link("api/own.yaml", "api/inside.yaml");
        outside.extend(["link.yaml".to_owned(), "folder/secret.yaml".to_owned()]);
    }
    let mut text = String::from(
        "openapi: 3.0.3\ninfo: {title: a, version: b}\npaths: {}\ncomponents:\n  schemas:\n    A:\n      properties:\n        fine: {$ref: below/fine.yaml}\n        device: {$ref: below}\n",
    );
    if cfg!(unix) {
        text += "        inside: {$ref: inside.yaml}\n";
    }
    for (index, reference) in outside.iter().enumerate() {
        text += &format!("        p{index}: {{$ref: '{reference}'}}\n");
    }
    let path = at("api/openapi.yaml");
    std::fs::write(&path, text).expect("a file");
    let (document, diagnostics) = read_file(&path, &Access::default());
    assert_eq!(
        count(&diagnostics, "outside-ref"),
        outside.len(),
        "{diagnostics}"
    );
    assert_eq!(count(&diagnostics, "unreadable-ref"), 1, "{diagnostics}");
    assert!(!diagnostics.has_errors(), "{diagnostics}");
    let shown = format!("{diagnostics:?}{}", json(document.as_ref()));
    assert!(!shown.contains("TOP-SECRET"), "{shown}");

    // What the user allows is read, and said to be wrong.
    let access = Access {
        folders: vec![root.path().to_owned()],
        urls: Vec::new(),
    };
    let (_, diagnostics) = read_file(&path, &access);
    assert_eq!(count(&diagnostics, "outside-ref"), 1, "{diagnostics}");
    assert!(count(&diagnostics, "syntax") > 0, "{diagnostics}");
    assert!(!diagnostics.has_errors(), "{diagnostics}");
}

/// Neither waits for what never ends.
#[test]
#[cfg(unix)]
fn only_regular_files_of_a_bounded_size_are_read() {
    let root = tempfile::tempdir().expect("a folder");
    let pipe = root.path().join("pipe.yaml");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.is_ok_and(|status| status.success()), "mkfifo is there");
    let large = std::fs::File::create(root.path().join("large.yaml")).expect("a file");
    large.set_len(256 * 1024 * 1024 + 1).expect("it is sparse");
    let path = root.path().join("openapi.yaml");
    let text = "openapi: 3.0.3\ninfo: {title: a, version: b}\npaths: {}\ncomponents:\n  schemas:\n    A: {$ref: pipe.yaml}\n    B: {$ref: large.yaml}\n";
    std::fs::write(&path, text).expect("a file");
    let (_, diagnostics) = read_file(&path, &Access::default());
    let shown = diagnostics.to_string();
    assert!(shown.contains("it is not a regular file"), "{shown}");
    assert!(shown.contains("it is larger than 256 MiB"), "{shown}");
    let (document, diagnostics) = read_file(&pipe, &Access::default());
    assert!(document.is_none() && diagnostics.has_errors());
}
