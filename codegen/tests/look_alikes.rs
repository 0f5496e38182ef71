//! Names in all scripts, as the compiler's lints on identifiers see them, and names that look alike.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use codegen::{Generated, Options, generate};
use proc_macro2::{TokenStream, TokenTree};

const LINTS: [&str; 3] = [
    "confusable_idents",
    "mixed_script_confusables",
    "uncommon_codepoints",
];

fn generated(path: &Path) -> Generated {
    let options = Options {
        crate_name: "letters".to_owned(),
        ..Options::default()
    };
    generate(path, &options).unwrap_or_else(|found| panic!("{found}"))
}

fn of_fixture(name: &str) -> Generated {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/features");
    generated(&fixtures.join(name))
}

/// A document whose schema has these properties.
fn of_properties(names: &[&str]) -> Generated {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("api.json");
    let properties: serde_json::Map<String, serde_json::Value> = names
        .iter()
        .map(|&name| (name.to_owned(), serde_json::json!({"type": "string"})))
        .collect();
    let document = serde_json::json!({
        "openapi": "3.0.3",
        "info": {"title": "A", "version": "1"},
        "paths": {},
        "components": {"schemas": {
            "Thing": {"type": "object", "properties": properties, "example": {}},
        }},
    });
    std::fs::write(&path, document.to_string()).expect("a file");
    generated(&path)
}

/// The lints that a crate allows, in the file that begins it.
fn allowed(generated: &Generated, file: &str) -> Vec<&'static str> {
    let file = generated.files.iter().find(|one| one.path == file);
    let text = &file.expect("the file is there").contents;
    let is_allowed = |lint: &&str| text.contains(*lint);
    LINTS.into_iter().filter(is_allowed).collect()
}

fn collect(code: TokenStream, identifiers: &mut BTreeSet<String>) {
    for token in code {
        match token {
            TokenTree::Ident(name) => drop(identifiers.insert(name.to_string())),
            TokenTree::Group(group) => collect(group.stream(), identifiers),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// What the compiler says of the identifiers in the files below some folders, if it may allow
/// these lints. It looks at identifiers before it looks at anything else, so a macro that holds
/// all of them is enough.
fn compiled(generated: &Generated, folders: &[&str], allowed: &[&str]) -> Result<(), String> {
    let mut identifiers = BTreeSet::new();
    for file in &generated.files {
        if folders.iter().any(|folder| file.path.starts_with(folder)) {
            let code = file.contents.parse().expect("it is Rust");
            collect(code, &mut identifiers);
        }
    }
    let mut code = String::new();
    for lint in allowed {
        code += "#![allow(";
        code += lint;
        code += ")]\n";
    }
    let all: Vec<_> = identifiers.into_iter().collect();
    code += "#[macro_export] macro_rules! all { () => { ";
    code += &all.join(" ");
    code += " } }\n";
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("names.rs");
    std::fs::write(&file, code).expect("a file");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc)
        .args(["--edition=2024", "--crate-type=lib", "--emit=metadata"])
        .args(["-Dwarnings", "--out-dir"])
        .arg(folder.path())
        .arg(&file)
        .output()
        .expect("the compiler runs");
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    output.status.success().then_some(()).ok_or(text)
}

/// The crate passes with what it allows, with its client and without; and with one lint less it
/// does not, so none is allowed for nothing.
fn assert_compiles(generated: &Generated, lints: &[&str]) {
    let own = allowed(generated, "src/lib.rs");
    assert_eq!(own, lints);
    for folders in [
        &["src/"][..],
        &["src/lib.rs", "src/models/", "src/runtime/"],
    ] {
        assert_eq!(compiled(generated, folders, &own), Ok(()));
    }
    for lint in &own {
        let fewer: Vec<_> = own.iter().copied().filter(|one| one != lint).collect();
        let refused = compiled(generated, &["src/"], &fewer);
        assert!(refused.is_err_and(|text| text.contains(lint)), "{lint}");
    }
    let tests = allowed(generated, "tests/examples.rs");
    assert_eq!(compiled(generated, &["tests/"], &tests), Ok(()));
}

fn warnings(generated: &Generated) -> Vec<String> {
    let warnings = generated.warnings.iter();
    warnings
        .filter(|warning| warning.rule == "look-alike-name")
        .map(|warning| warning.message.clone())
        .collect()
}

#[test]
fn names_of_any_script_need_no_lint_to_be_allowed() {
    let generated = of_fixture("names_in_scripts.yaml");
    assert_compiles(&generated, &[]);
    assert!(warnings(&generated).is_empty());
    let all: String = generated
        .files
        .iter()
        .map(|file| file.contents.as_str())
        .collect();
    for name in [
        "pub 名前:",
        "pub имя:",
        "pub όνομα:",
        "fn список_пользователей(",
    ] {
        assert!(all.contains(name), "{name}");
    }
}

#[test]
fn a_lint_is_allowed_for_crates_that_need_it() {
    let rows: &[(&[&str], &[&str])] = &[
        (&["l1", "lI", "O0", "OO"], &[]),
        (&["größe", "prénom", "naïve"], &[]),
        // One letter of another script, which looks like a Latin one, and like no other name.
        (&["\u{441}loud"], &["mixed_script_confusables"]),
        // It looks like a name of the runtime.
        (&["\u{435}rror", "имя"], &["confusable_idents"]),
        // Halfwidth Katakana, which is its other form in a name; letters of old.
        (&["\u{ff92}\u{ff70}\u{ff99}"], &["uncommon_codepoints"]),
        (&["\u{16a0}\u{16a2}"], &["uncommon_codepoints"]),
    ];
    for (names, lints) in rows {
        assert_compiles(&of_properties(names), lints);
    }
}

#[test]
fn names_that_look_alike_are_told_apart_in_every_scope() {
    let generated = of_fixture("look_alike_names.yaml");
    assert_compiles(
        &generated,
        &["confusable_idents", "mixed_script_confusables"],
    );
    let warnings = warnings(&generated);
    let kinds = [
        "server",
        "server variable",
        "tag",
        "parameter",
        "path parameter",
        "header",
        "operation",
        "security scheme",
        "property",
        "schema",
        "value",
    ];
    for kind in kinds {
        let start = format!("this {kind} is named `");
        assert!(
            warnings.iter().any(|it| it.starts_with(&start)),
            "{kind}: {warnings:#?}"
        );
    }
    for warning in &warnings {
        assert!(warning.contains("U+04"), "{warning}");
    }
}
