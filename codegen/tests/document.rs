//! The reader: what it makes of documents, and what it says about them.

#![allow(
    clippy::format_push_string,
    clippy::format_collect,
    reason = "short texts, made once"
)]

#[path = "common/reader.rs"]
mod reader;

use std::collections::BTreeSet;
use std::path::Path;

use codegen::diagnostics::{Diagnostics, Severity};
use codegen::document::{self, Access, Document, RULES};
use reader::{json, read, read_file};

fn fixture(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/document")
        .join(path)
}

/// The model that was built by hand is the one that deserializing would give.
fn assert_model(document: &Document) {
    let again: openapiv3::OpenAPI =
        serde_json::from_value(json(Some(document))).expect("the model reads what it wrote");
    assert!(again == document.api, "{again:#?}\n{:#?}", document.api);
}

/// `glob!` shows all that differ, not just the first.
#[test]
fn fixtures() {
    insta::glob!("fixtures/document/*.*", |path| {
        let (document, diagnostics) = read_fixture(path);
        insta::assert_snapshot!("diagnostics", diagnostics);
        insta::assert_json_snapshot!("document", json(document.as_ref()));
    });
}

#[test]
fn fixtures_have_the_model_of_their_json() {
    for entry in std::fs::read_dir(fixture("")).expect("fixtures exist") {
        let path = entry.expect("an entry").path();
        if path.is_file()
            && let (Some(document), diagnostics) = read_fixture(&path)
            && !diagnostics.has_errors()
        {
            assert_model(&document);
        }
    }
}

fn read_fixture(path: &Path) -> (Option<Document>, Diagnostics) {
    let text = std::fs::read_to_string(path).expect("fixtures can be read");
    let name = path.file_name().expect("a file").to_string_lossy();
    read(&text, &name)
}

#[test]
fn a_tree_of_files() {
    let (document, diagnostics) = read_file(&fixture("tree/openapi.yaml"), &Access::default());
    let folder = fixture("tree/").display().to_string();
    insta::assert_snapshot!(
        "tree-diagnostics",
        diagnostics.to_string().replace(&folder, "")
    );
    insta::assert_json_snapshot!("tree-document", json(document.as_ref()));
    let document = document.expect("a document");
    assert_eq!(document.source_map.file_name, "openapi.yaml");
    let place = document
        .source_map
        .place("/components/schemas/Pet/properties/name")
        .expect("a place");
    assert!(place.file.ends_with("schemas/Pet.yaml"), "{place}");
    assert_eq!((place.line, place.column), (3, 3));
    assert_eq!(document.source_map.files().count(), 5);
}

/// A reference with siblings is resolved once, in the file that it stands in; a section that is one
/// reference has each of its components once.
#[test]
fn a_tree_of_files_with_siblings_of_references() {
    let path = fixture("tree-31/openapi.yaml");
    let (document, diagnostics) = read_file(&path, &Access::default());
    let folder = fixture("tree-31/").display().to_string();
    let shown = diagnostics.to_string().replace(&folder, "");
    insta::assert_snapshot!("tree-31-diagnostics", shown);
    insta::assert_json_snapshot!("tree-31-document", json(document.as_ref()));
    assert_model(&document.expect("a document"));
}

#[test]
fn every_rule_is_shown_by_a_fixture_and_is_as_severe_as_it_says() {
    let mut seen = BTreeSet::new();
    let mut see = |diagnostics: &Diagnostics| {
        for one in diagnostics {
            let rule = RULES.iter().find(|rule| rule.name == one.rule);
            let rule = rule.expect("it has a rule of the reader");
            if one.severity == rule.severity {
                seen.insert(one.rule);
            }
            // A hole is a warning where the client works without: in an example or a link.
            let is_milder =
                (one.severity, rule.severity) == (Severity::Warning, Severity::Degraded);
            assert!(one.severity == rule.severity || is_milder, "{one}");
        }
    };
    let folder = std::fs::read_dir(fixture("")).expect("fixtures exist");
    for entry in folder.map(|entry| entry.expect("an entry").path()) {
        let mut diagnostics = Diagnostics::default();
        if entry.is_dir() {
            document::read(
                &entry.join("openapi.yaml"),
                &[],
                &Access::default(),
                &mut diagnostics,
            );
        } else {
            let text = std::fs::read(&entry).expect("fixtures can be read");
            document::read_bytes(&text, "fixture", &mut diagnostics);
        }
        see(&diagnostics);
    }
    for (_, text) in REFUSED {
        let mut diagnostics = Diagnostics::default();
        document::read_bytes(text, "api.json", &mut diagnostics);
        see(&diagnostics);
    }
    // Those that need a document of their own, below or in the target `overlays`.
    seen.extend([
        "overlay",
        "overlay-without-effect",
        "unreadable-file",
        "not-json",
        "alias-bomb",
        "part-too-deep",
        "path-too-long",
        "name-too-long",
        "too-large",
    ]);
    let missing: Vec<_> = RULES
        .iter()
        .filter(|rule| !seen.contains(rule.name))
        .collect();
    assert!(missing.is_empty(), "no fixture shows {missing:?}");
}

/// Texts that are no document at all.
const REFUSED: &[(&str, &[u8])] = &[
    ("empty", b""),
    ("blank", b" \n\n"),
    ("scalar", b"hello"),
    ("list", b"- a\n- b"),
    ("not-openapi", b"title: x\n"),
    ("swagger", b"swagger: '2.0'\ninfo: {}\n"),
    ("asyncapi", b"asyncapi: 2.0.0"),
    ("version-4", b"info: {}\nopenapi: 4.0.0\n"),
    ("syntax", b"openapi: 3.0.0\ninfo:\n  title: [a\n  b: c\n"),
    ("tab", b"openapi: 3.0.0\ninfo:\n\ttitle: a\n"),
    (
        "json-syntax",
        b"{\n  \"openapi\": \"3.0.0\",\n  \"info\": {\"title\": ]}\n}",
    ),
    ("json-cut", b"{\n  \"openapi\": \"3.0.0\","),
    (
        "several-documents",
        b"openapi: 3.0.0\n---\nopenapi: 3.0.0\n",
    ),
    ("latin-1", b"openapi: 3.0.0\ninfo:\n  title: caf\xe9\n"),
    ("utf-16", b"\xff\xfeo\x00p\x00"),
    ("complex-key", b"openapi: 3.0.0\n? [a, b]\n: c\n"),
    ("merge-scalar", b"openapi: 3.0.0\nx: {<<: [1]}\n"),
    ("unknown-alias", b"openapi: 3.0.0\nx: *nothing\n"),
    ("self-alias", b"openapi: 3.0.0\nx: &x [*x]\n"),
];

#[test]
fn refusals() {
    let mut shown = String::new();
    for (name, text) in REFUSED {
        let mut diagnostics = Diagnostics::default();
        let document = document::read_bytes(text, "api.yaml", &mut diagnostics);
        assert!(document.is_none(), "{name}");
        assert!(diagnostics.has_errors(), "{name}");
        shown += &format!("# {name}\n{diagnostics}\n\n");
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn a_file_that_cannot_be_read() {
    let mut diagnostics = Diagnostics::default();
    assert!(
        document::read(
            Path::new("no/such/file.yaml"),
            &[],
            &Access::default(),
            &mut diagnostics
        )
        .is_none()
    );
    let shown = diagnostics.to_string();
    assert!(
        shown.starts_with("error[unreadable-file]: `no/such/file.yaml` cannot be read"),
        "{shown}"
    );
    let mut diagnostics = Diagnostics::default();
    assert!(document::read(&fixture(""), &[], &Access::default(), &mut diagnostics).is_none());
    assert!(diagnostics.to_string().contains("it is a directory"));
}

#[test]
fn marks_and_comments_are_no_obstacle() {
    let text = "\u{feff}{ # YAML\n openapi: 3.0.0, info: {title: a, version: b}, paths: {}, }";
    let (document, diagnostics) = read(text, "api.yaml");
    assert!(
        document.is_some() && diagnostics.is_empty(),
        "{diagnostics}"
    );
    let (document, diagnostics) = read(text, "api.json");
    assert!(document.is_some());
    insta::assert_snapshot!("json-with-a-comment", diagnostics);
    let text = "openapi: 3.0.0\ninfo: {title: a, version: b}\npaths: {}\n---\n";
    let (document, diagnostics) = read(text, "api.yaml");
    assert!(
        document.is_some() && diagnostics.is_empty(),
        "{diagnostics}"
    );
}

#[test]
fn diagnostics_are_ordered_and_said_once() {
    let mut diagnostics = Diagnostics::default();
    let text =
        "openapi: 3.0.3\ninfo: {title: a, version: b}\npaths:\n  /a:\n    get: {}\n  b: {}\n";
    let document = document::read_text(text, "api.yaml", &mut diagnostics).expect("a document");
    diagnostics.warning("late", "/info/title", "said by a later step", None);
    diagnostics.warning("late", "/info/title", "said by a later step", None);
    diagnostics.error("early", "", "about all of it", Some("do it".to_owned()));
    document.source_map.locate_all(&mut diagnostics);
    insta::assert_snapshot!(diagnostics);
    assert!(diagnostics.has_errors());
    diagnostics.deny_warnings();
    assert!(
        diagnostics
            .iter()
            .all(|one| one.severity == Severity::Error)
    );
}

#[test]
fn diagnostics_of_a_long_text_stand_in_it_too() {
    let comment = format!("# {}\n", "-".repeat(98));
    let lines = (2 << 20) / comment.len();
    let text = format!(
        "openapi: 3.0.3\n{}info: {{title: a, version: b}}\npaths: {{}}\npahts: {{}}\n",
        comment.repeat(lines)
    );
    let (document, mut diagnostics) = read(&text, "long.yaml");
    assert_eq!(diagnostics.len(), 1, "{diagnostics}");
    let document = document.expect("a document");
    diagnostics.warning("late", "/info/title", "said by a later step", None);
    document.source_map.locate_all(&mut diagnostics);
    let shown = rendered(&diagnostics);
    for (line, text) in [
        (lines + 2, "info: {title: a, version: b}"),
        (lines + 4, "pahts: {}"),
    ] {
        assert!(
            shown.contains(&format!("snippet line {line}: {text}")),
            "{shown}"
        );
    }
}

#[test]
fn diagnostics_render_with_their_source() {
    let (_, diagnostics) = read(
        "openapi: 3.0.3\ninfo: {title: a, version: 1}\npaths: {}\n",
        "api.yaml",
    );
    insta::assert_snapshot!(rendered(&diagnostics));
}

fn rendered(diagnostics: &Diagnostics) -> String {
    let handler = miette::NarratableReportHandler::new();
    let mut shown = String::new();
    for one in diagnostics {
        handler
            .render_report(&mut shown, one)
            .expect("a string takes all");
    }
    shown
}

fn lowered(text: &str) -> String {
    let (document, mut diagnostics) = read(text, "api.yaml");
    let document = document.expect("a document");
    let options = codegen::Options::default();
    let api = codegen::lower::lower(document.api, &options, &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{diagnostics}");
    format!("{api:#?}")
}

/// What the reader notes in extensions is not confused with what a document says in its own.
#[test]
fn extensions_of_a_document_change_nothing_that_is_sent() {
    let path = fixture("own-extensions.yaml");
    let text = std::fs::read_to_string(path).expect("fixtures can be read");
    let without: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("x-"))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(text.lines().count() - without.lines().count(), 7);
    assert_eq!(lowered(&text), lowered(&without));
}

/// What the rules say about severity is what happens.
#[test]
fn broken_parts_are_degraded_and_refused_where_that_is_asked_for() {
    let path = fixture("refs-errors.yaml");
    let named = codegen::Options {
        crate_name: "thing".to_owned(),
        ..codegen::Options::default()
    };
    let generated = codegen::generate(&path, &named).expect("all else is generated");
    let degraded = |one: &&codegen::Diagnostic| one.severity == Severity::Degraded;
    let holes = generated.warnings.iter().filter(degraded).count();
    assert_eq!(holes, 14, "{}", generated.warnings);
    for (deny_warnings, deny_degraded) in [(true, false), (false, true)] {
        let options = codegen::Options {
            deny_warnings,
            deny_degraded,
            ..named.clone()
        };
        let refused = codegen::generate(&path, &options).expect_err("it is refused");
        let errors = refused.iter().filter(|one| one.severity == Severity::Error);
        assert!(errors.count() >= holes);
    }
}

/// There would be nothing left.
#[test]
fn a_document_that_is_a_broken_reference_is_an_error() {
    let text = "openapi: 3.0.3\n$ref: '#/nothing'\n";
    let (document, diagnostics) = read(text, "api.yaml");
    assert!(
        document.is_none() && diagnostics.has_errors(),
        "{diagnostics}"
    );
}

/// A document with holes is a document with all the rest.
#[test]
fn every_degraded_fixture_generates() {
    let mut names = Vec::new();
    for folder in ["", "../features"] {
        for entry in std::fs::read_dir(fixture(folder)).expect("fixtures exist") {
            let mut path = entry.expect("an entry").path();
            if path.is_dir() {
                path.push("openapi.yaml");
            }
            let (_, diagnostics) = read_file(&path, &Access::default());
            if diagnostics
                .iter()
                .all(|one| one.severity != Severity::Degraded)
            {
                continue;
            }
            let mut options = codegen::Options::default();
            "thing".clone_into(&mut options.crate_name);
            let generated = codegen::generate(&path, &options);
            assert!(generated.is_ok(), "{}: {generated:?}", path.display());
            names.push(path);
        }
    }
    assert_eq!(names.len(), 8, "{names:?}");
}
