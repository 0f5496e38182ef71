//! The reader: what it makes of documents, and what it says about them.

#![allow(
    clippy::format_push_string,
    clippy::format_collect,
    reason = "short texts, made once"
)]

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use codegen::diagnostics::{Diagnostics, Severity};
use codegen::document::{self, Access, Document, RULES};

fn read(text: &str, name: &str) -> (Option<Document>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let document = document::read_text(text, name, &mut diagnostics);
    (document, diagnostics)
}

fn fixture(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/document")
        .join(path)
}

fn json(document: Option<&Document>) -> serde_json::Value {
    document.map_or(serde_json::Value::Null, |document| {
        serde_json::to_value(&document.api).expect("the model is JSON")
    })
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
    let mut diagnostics = Diagnostics::default();
    let document = document::read(
        &fixture("tree/openapi.yaml"),
        &Access::default(),
        &mut diagnostics,
    );
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
    let mut diagnostics = Diagnostics::default();
    let path = fixture("tree-31/openapi.yaml");
    let document = document::read(&path, &Access::default(), &mut diagnostics);
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
    // Those that need a document of their own, below.
    seen.extend([
        "unreadable-file",
        "not-json",
        "alias-bomb",
        "part-too-deep",
        "path-too-long",
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
    assert!(document::read(&fixture(""), &Access::default(), &mut diagnostics).is_none());
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

fn assert_refused_soon(text: &str, rule: &str) {
    assert_said_soon(text, rule, Severity::Error);
}

fn assert_said_soon(text: &str, rule: &str, severity: Severity) {
    let start = Instant::now();
    let (_, diagnostics) = read(text, "api.yaml");
    assert!(
        start.elapsed() < Duration::from_secs(10),
        "{:?}",
        start.elapsed()
    );
    let found = diagnostics
        .iter()
        .any(|one| one.rule == rule && one.severity == severity);
    assert!(found, "no {rule} in {diagnostics}");
}

#[test]
fn alias_bombs_end_soon() {
    let mut text = String::from("openapi: 3.0.0\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        text += &(format!("a{level}: &a{level} [{aliases}]\n"));
    }
    assert_refused_soon(&text, "alias-bomb");
    let long = "x".repeat(100_000);
    let many = vec!["*a"; 20_000].join(", ");
    assert_refused_soon(
        &format!("openapi: 3.0.0\na: &a {long}\nb: [{many}]"),
        "alias-bomb",
    );
}

#[test]
fn deep_nesting_ends_soon() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        for depth in [200, 100_000] {
            let text = format!(
                "{{\"openapi\": {}1{}}}",
                open.repeat(depth),
                close.repeat(depth)
            );
            assert_refused_soon(&text, "too-deep");
        }
        assert_refused_soon(&format!("a: {}", open.repeat(300_000)), "too-deep");
    }
    assert_refused_soon(&"- ".repeat(100_000), "too-deep");
    let schema: String = (0..200)
        .map(|level| format!("{}items:\n", " ".repeat(level)))
        .collect();
    assert_refused_soon(&schema, "too-deep");
}

/// The deepest text that is accepted goes through all steps with the stack of a test's thread.
#[test]
fn the_deepest_document_is_read() {
    let depth = 60;
    let text = format!(
        "{{\"openapi\": \"3.0.0\", \"info\": {{\"title\": \"a\", \"version\": \"b\"}}, \"paths\": {{}}, \
         \"components\": {{\"schemas\": {{\"A\": {}{{}}{}}}}}}}",
        "{\"type\": \"object\", \"properties\": {\"a\": ".repeat(depth),
        "}}".repeat(depth)
    );
    let (document, diagnostics) = read(&text, "api.json");
    assert!(diagnostics.is_empty(), "{diagnostics}");
    assert!(document.is_some());
}

/// Inlining can nest more deeply than any file.
#[test]
fn nesting_by_references_is_limited() {
    let callback = |target: &str| {
        format!(
            "{{\"get\": {{\"callbacks\": {{\"e\": {{\"u\": {{\"$ref\": \"#/{target}\"}}}}}}}}}}"
        )
    };
    let mut text = format!(
        "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"a\", \"version\": \"b\"}}, \
         \"paths\": {{\"/a\": {}}}",
        callback("x-0")
    );
    for level in 0..10 {
        let next = callback(&format!("x-{}", level + 1));
        text += &(format!(", \"x-{level}\": {next}"));
    }
    let schema = format!("{}{{}}{}", "{\"items\": ".repeat(100), "}".repeat(100));
    let content = format!("{{\"a/b\": {{\"schema\": {schema}}}}}");
    text +=
        &(format!(", \"x-10\": {{\"get\": {{\"requestBody\": {{\"content\": {content}}}}}}}}}"));
    assert_said_soon(&text, "part-too-deep", Severity::Degraded);
}

/// Each item refers to the next one twice: 2^25 copies, were they made.
#[test]
fn copies_are_limited() {
    let mut text = String::from(
        "openapi: 3.0.0\ninfo: {title: a, version: b}\npaths:\n  /a: {$ref: '#/x-0'}\n",
    );
    for level in 0..25 {
        let next = level + 1;
        text += &(format!(
            "x-{level}:\n  get: {{responses: {{}}, callbacks: {{e: {{a: {{$ref: '#/x-{next}'}}, b: {{$ref: '#/x-{next}'}}}}}}}}\n"
        ));
    }
    text.push_str("x-25: {get: {responses: {}}}\n");
    assert_refused_soon(&text, "too-large");
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
fn diagnostics_render_with_their_source() {
    use miette::NarratableReportHandler;
    let (_, diagnostics) = read(
        "openapi: 3.0.3\ninfo: {title: a, version: 1}\npaths: {}\n",
        "api.yaml",
    );
    let mut shown = String::new();
    let handler = NarratableReportHandler::new();
    for one in &diagnostics {
        handler
            .render_report(&mut shown, one)
            .expect("a string takes all");
    }
    insta::assert_snapshot!(shown);
}

/// Each reference on the way is followed once, so that this does not take minutes.
#[test]
fn a_long_chain_of_references_leads_to_its_end() {
    let length = 5_000;
    let mut text = String::from(
        "openapi: 3.0.3\ninfo: {title: a, version: b}\npaths: {}\ncomponents:\n  responses:\n",
    );
    for number in 0..length {
        let next = number + 1;
        text += &format!("    R{number}: {{$ref: '#/components/responses/R{next}'}}\n");
    }
    text += &format!("    R{length}: {{description: the end}}\n");
    let (document, diagnostics) = read(&text, "chain.yaml");
    assert!(diagnostics.is_empty(), "{diagnostics}");
    let model = json(document.as_ref());
    for number in [0, 1, length - 1] {
        let description = format!("/components/responses/R{number}/description");
        assert_eq!(model.pointer(&description), Some(&"the end".into()));
    }
}

fn lowered(text: &str) -> String {
    let (document, mut diagnostics) = read(text, "api.yaml");
    let document = document.expect("a document");
    let options = codegen::Options::default();
    let api = codegen::lower::lower(&document, &options, &mut diagnostics);
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

fn read_file(path: &Path, access: &Access) -> (Option<Document>, Diagnostics) {
    let mut diagnostics = Diagnostics::default();
    let document = document::read(path, access, &mut diagnostics);
    (document, diagnostics)
}

fn count(diagnostics: &Diagnostics, rule: &str) -> usize {
    diagnostics.iter().filter(|one| one.rule == rule).count()
}

/// Fifty references to one host, which are read from a folder if the user says so.
#[test]
fn urls_are_read_from_the_folder_that_they_are_mapped_to() {
    let path = fixture("access/openapi.yaml");
    let (_, diagnostics) = read_file(&path, &Access::default());
    assert_eq!(count(&diagnostics, "remote-ref"), 51);
    assert!(!diagnostics.has_errors(), "{diagnostics}");
    let access = Access {
        folders: Vec::new(),
        urls: vec![(
            "https://schemas.example.org/".to_owned(),
            fixture("access/vendor"),
        )],
    };
    let (document, diagnostics) = read_file(&path, &access);
    let folder = fixture("access/").display().to_string();
    insta::assert_snapshot!(
        "access-diagnostics",
        diagnostics.to_string().replace(&folder, "")
    );
    insta::assert_json_snapshot!("access-document", json(document.as_ref()));
    let mut options = codegen::Options::default();
    "thing".clone_into(&mut options.crate_name);
    let generated = codegen::read(&path, &access).expect("a description");
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

/// Each pointer to something below a path contains the path.
#[test]
fn a_path_that_no_url_can_hold_is_left_out() {
    let long = "/{a}".repeat(2_001);
    let text = format!(
        r#"{{"openapi": "3.0.3", "info": {{"title": "A", "version": "1"}}, "paths": {{"{long}": {{}}, "/b": {{}}}}}}"#
    );
    let mut diagnostics = Diagnostics::default();
    let document = document::read_text(&text, "api.json", &mut diagnostics);
    let paths = document.expect("there is a document").api.paths.paths;
    assert_eq!(paths.keys().collect::<Vec<_>>(), ["/b"]);
    let [only] = diagnostics.list.as_slice() else {
        panic!("{diagnostics}");
    };
    assert_eq!(
        (only.rule, only.severity),
        ("path-too-long", Severity::Degraded)
    );
    assert!(only.message.len() < 200, "{only}");
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
