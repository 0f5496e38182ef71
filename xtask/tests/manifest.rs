//! `Cargo.toml` gets what the code needs and keeps all else.

use codegen::{Dependency, Manifest};
use xtask::crate_dir::{fresh, manifest::edit};

fn needed() -> Manifest {
    let dependency = |name: &str, version: &str| Dependency {
        name: name.to_owned(),
        version: version.to_owned(),
        features: Vec::new(),
        default_features: true,
        optional: false,
    };
    let owned = |entries: &[&str]| entries.iter().map(|entry| (*entry).to_owned()).collect();
    Manifest {
        dependencies: vec![
            dependency("serde", "1.0"),
            dependency("base64", "0.22"),
            Dependency {
                features: owned(&["multipart"]),
                default_features: false,
                optional: true,
                ..dependency("reqwest", "0.13")
            },
            dependency("serde_json", "1.0"),
        ],
        browser_dependencies: vec![Dependency {
            optional: true,
            ..dependency("web-time", "1.1")
        }],
        features: vec![
            ("default".to_owned(), owned(&["client", "rustls"])),
            ("client".to_owned(), owned(&["dep:reqwest"])),
            ("rustls".to_owned(), owned(&["client", "reqwest/rustls"])),
        ],
    }
}

#[test]
fn an_empty_manifest_gets_all() {
    insta::assert_snapshot!(edit("[package]\nname = \"x\"\n", &needed()).unwrap());
}

#[test]
fn comments_order_and_other_entries_stay() {
    let text = r#"# A crate of ours.
[package]
name = "client" # do not rename

[features]
# People choose for themselves.
default = ["client"]
client = [
    "dep:reqwest", # HTTP
    "extra",
]
extra = []

[dependencies]
# Ours.
anyhow = "1"
reqwest = { version = "0.12", default-features = false, features = ["json"] } # the transport
serde = { workspace = true, features = ["derive"] }

[dev-dependencies]
wiremock = "0.6" # a server

[lints]
workspace = true
"#;
    let edited = edit(text, &needed()).unwrap();
    insta::assert_snapshot!(edited);
    assert_eq!(
        edit(&edited, &needed()).unwrap(),
        edited,
        "a second edit changes nothing"
    );
}

#[test]
fn what_is_enough_is_left_alone() {
    let text = r#"[dependencies]
base64 = "0.22.1"
serde = { version = "1.0.200", features = ["std"] }
serde_json = "1"

[dependencies.reqwest]
version = "=0.13.1"
default-features = false
optional = true
features = ["multipart", "stream"]

[features]
default = []
client = ["dep:reqwest"]
rustls = ["reqwest/rustls", "client"]

[target.'cfg(all(target_arch = "wasm32", target_os = "unknown"))'.dependencies]
web-time = { version = "1.1.2", optional = true }
"#;
    assert_eq!(edit(text, &needed()).unwrap(), text);
}

#[test]
fn line_endings_stay() {
    let text = "[dependencies]\r\nserde = \"1.0\" # ours\r\n";
    let edited = edit(text, &needed()).unwrap();
    assert_eq!(edited.matches('\n').count(), edited.matches("\r\n").count());
}

#[test]
fn what_is_no_manifest_is_an_error() {
    insta::assert_snapshot!(edit("[package\n", &needed()).unwrap_err(), @r"
    Cargo.toml is not valid TOML: TOML parse error at line 1, column 9
      |
    1 | [package
      |         ^
    unclosed table, expected `]`
    ");
    insta::assert_snapshot!(edit("dependencies = 1\n", &needed()).unwrap_err(), @"`dependencies` in Cargo.toml is not a table");
}

#[test]
fn a_new_crate_stands_alone() {
    let directory = tempfile::tempdir().unwrap();
    let about = fresh::About {
        name: "pet-store",
        title: "Pet \"Store\"\nAPI",
        version: "1.2.0",
        document: "pets.yaml",
        first_call: Some("use pet_store::{Client, Error};\n\nasync fn first_call() {}\n"),
    };
    let root = directory.path().join("clients/pets");
    let files = fresh::files(&root, &about, &needed()).unwrap();
    let text: String = files
        .iter()
        .map(|file| format!("=== {}\n{}", file.path, file.contents))
        .collect::<Vec<_>>()
        .concat();
    insta::assert_snapshot!(text);
}

#[test]
fn a_member_of_a_workspace_does_not() {
    let directory = tempfile::tempdir().unwrap();
    let about = fresh::About {
        name: "pets",
        title: "Pets",
        version: "1",
        document: "pets.yaml",
        first_call: None,
    };
    let root = directory.path().join("clients/pets");
    for (workspace, alone) in [
        ("members = [\"clients/*\"]", false),
        (
            "members = [\"clients/*\"]\nexclude = [\"clients/pets\"]",
            true,
        ),
        ("members = [\"other\"]", true),
    ] {
        let manifest = format!("[workspace]\n{workspace}\n");
        std::fs::write(directory.path().join("Cargo.toml"), manifest).unwrap();
        let files = fresh::files(&root, &about, &needed()).unwrap();
        assert_eq!(
            files[0].contents.contains("[workspace]"),
            alone,
            "{workspace}"
        );
    }
}
