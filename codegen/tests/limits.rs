//! What a document can ask for, and where it ends: nesting, copies, aliases, long paths.
//!
//! Each of these would run for minutes, or until memory or the stack is used up, were it not
//! limited: that the tests end is what they show.

#![allow(
    clippy::format_push_string,
    clippy::format_collect,
    reason = "short texts, made once"
)]

#[path = "common/reader.rs"]
mod reader;

use codegen::diagnostics::Severity;
use reader::{json, read};

fn assert_refused(text: &str, rule: &str) {
    assert_said(text, rule, Severity::Error);
}

fn assert_said(text: &str, rule: &str, severity: Severity) {
    let (_, diagnostics) = read(text, "api.yaml");
    let found = diagnostics
        .iter()
        .any(|one| one.rule == rule && one.severity == severity);
    assert!(found, "no {rule} in {diagnostics}");
}

#[test]
fn alias_bombs_are_refused() {
    let mut text = String::from("openapi: 3.0.0\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        text += &(format!("a{level}: &a{level} [{aliases}]\n"));
    }
    assert_refused(&text, "alias-bomb");
    let long = "x".repeat(100_000);
    let many = vec!["*a"; 20_000].join(", ");
    assert_refused(
        &format!("openapi: 3.0.0\na: &a {long}\nb: [{many}]"),
        "alias-bomb",
    );
}

#[test]
fn deep_nesting_is_refused() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        for depth in [200, 100_000] {
            let text = format!(
                "{{\"openapi\": {}1{}}}",
                open.repeat(depth),
                close.repeat(depth)
            );
            assert_refused(&text, "too-deep");
        }
        assert_refused(&format!("a: {}", open.repeat(300_000)), "too-deep");
    }
    assert_refused(&"- ".repeat(100_000), "too-deep");
    let schema: String = (0..200)
        .map(|level| format!("{}items:\n", " ".repeat(level)))
        .collect();
    assert_refused(&schema, "too-deep");
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
    assert_said(&text, "part-too-deep", Severity::Degraded);
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
    assert_refused(&text, "too-large");
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

/// Each pointer to something below a path contains the path.
#[test]
fn a_path_that_no_url_can_hold_is_left_out() {
    let long = "/{a}".repeat(2_001);
    let text = format!(
        r#"{{"openapi": "3.0.3", "info": {{"title": "A", "version": "1"}}, "paths": {{"{long}": {{}}, "/b": {{}}}}}}"#
    );
    let (document, diagnostics) = read(&text, "api.json");
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

/// Whatever the name is of: each pointer to something below it contains the name.
#[test]
fn what_stands_below_a_name_without_end_is_left_out() {
    let long = "n".repeat(20_000);
    let properties = |count: usize| {
        let property = |index| format!(r#""p{index}": {{"type": "string", "enum": ["a"]}}"#);
        let properties = (0..count).map(property).collect::<Vec<_>>();
        format!(
            r#"{{"type": "object", "properties": {{{}}}}}"#,
            properties.join(", ")
        )
    };
    let model = properties(2_000);
    // Not too long by itself, but with what is above and below.
    let almost = "n".repeat(19_900);
    for (schemas, ancestor) in [
        (
            format!(r#""{long}": {model}, "B": {{}}"#),
            "/components/schemas",
        ),
        (
            format!(r#""B": {{"type": "object", "properties": {{"{long}": {model}, "b": {{}}}}}}"#),
            "/components/schemas/B/properties",
        ),
        (
            format!(
                r#""B": {{"type": "object", "properties": {{"{almost}": {{"type": "object", "properties": {{"{almost}": {model}}}}}}}}}"#
            ),
            "/components/schemas/B/properties",
        ),
    ] {
        let text = format!(
            r#"{{"openapi": "3.0.3", "info": {{"title": "A", "version": "1"}}, "paths": {{}}, "components": {{"schemas": {{{schemas}}}}}}}"#
        );
        let (document, diagnostics) = read(&text, "api.json");
        // A component keeps its name, so that references lead to it: it is any value.
        let length = json(document.as_ref()).to_string().len();
        assert!(length < 50_000, "{length} bytes are left");
        let [only] = diagnostics.list.as_slice() else {
            panic!("{diagnostics}");
        };
        assert_eq!(
            (only.rule, only.severity, only.pointer.as_str()),
            ("name-too-long", Severity::Degraded, ancestor)
        );
    }
}
