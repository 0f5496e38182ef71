//! How errors and warnings are shown.

use codegen::{Diagnostic, Diagnostics, Severity, diagnostics::Place};
use std::sync::Arc;
use xtask::output::diagnostics::{render, summary};

fn at(severity: Severity, rule: &'static str, line: usize, text: &str) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(
        severity,
        rule,
        "/paths/~1things",
        "what is wrong",
        Some("what to do".to_owned()),
    );
    let place = Place {
        file: "api.yaml".to_owned(),
        line,
        column: 3,
    };
    diagnostic.set_place(place, &Arc::new(text.to_owned()));
    diagnostic
}

const TEXT: &str = "openapi: 3.0.3\npaths:\n  /things:\n    get: 1\n";

#[test]
fn errors_show_their_lines_and_warnings_are_short() {
    let mut found = Diagnostics::default();
    found.push(at(Severity::Error, "a-rule", 3, TEXT));
    found.error("other-rule", "", "the file cannot be read", None);
    found.push(at(Severity::Warning, "third-rule", 3, TEXT));
    found.warning("fourth-rule", "", "something", None);
    insta::assert_snapshot!(render(&found, false, false));
    assert_eq!(summary(&found), "2 errors, 2 warnings");
}

#[test]
fn a_document_in_one_line_is_not_shown() {
    let text = format!("{{\"openapi\": \"3.0.3\", {}}}", "\"x\": 1,".repeat(1000));
    let mut found = Diagnostics::default();
    found.push(at(Severity::Error, "a-rule", 1, &text));
    insta::assert_snapshot!(render(&found, false, false), @r"
    error[a-rule]: what is wrong
      --> api.yaml:1:3
      at /paths/~1things
      help: what to do
    ");
}

#[test]
fn many_of_a_severity_are_shortened_by_rule() {
    for severity in [Severity::Warning, Severity::Degraded, Severity::Error] {
        let mut found = Diagnostics::default();
        for _ in 0..45 {
            found.push(at(severity, "a-rule", 3, TEXT));
        }
        found.push(at(severity, "other-rule", 3, TEXT));
        let short = render(&found, false, false);
        assert_eq!(short.matches("what is wrong").count(), 6, "{short}");
        assert_eq!(short.matches(&format!("{severity}[other-rule]")).count(), 1);
        let more = format!("{severity}[a-rule]: 40 more like these\n  --all shows each of them\n");
        assert!(short.contains(&more), "{short}");
        let all = render(&found, true, false);
        assert_eq!(all.matches("what is wrong").count(), 46);
    }
}

/// Nothing in a text that is shown is obeyed by a terminal or by CI.
fn assert_is_harmless(text: &str) {
    for line in text.lines() {
        let hidden = |c: char| c.is_control() || codegen::text::is_invisible(c);
        assert!(!line.contains(hidden), "{line:?}");
        assert!(!line.trim_start().starts_with("::"), "{line}");
        assert!(!line.contains("##[") && !line.contains("##vso["), "{line}");
    }
}

#[test]
fn what_a_document_says_is_not_obeyed() {
    let hostile =
        "\u{1b}[2J\r::error file=x::y\n::error::z\n##[error]a ##vso[task.complete]\u{202e}\0";
    let long = format!("{} ::error::x", "word ".repeat(40));
    let text =
        format!("::error::1\n{hostile}\n ::warning::2\u{1b}]0;title\u{7}\r\n##vso[x]\u{9b}\n");
    for severity in [Severity::Error, Severity::Warning] {
        let mut found = Diagnostics::default();
        for line in 1..8 {
            let message = format!("{hostile} {long}");
            let help = Some(format!("{long} {hostile}"));
            let mut one = Diagnostic::new(severity, "a-rule", format!("/{hostile}"), message, help);
            let file = format!("{hostile}.yaml");
            let place = Place {
                file,
                line,
                column: 2,
            };
            one.set_place(place, &Arc::new(text.clone()));
            found.push(one);
        }
        assert_is_harmless(&render(&found, true, false));
        assert_is_harmless(&found.to_string());
    }
}

#[test]
fn an_excerpt_keeps_its_columns() {
    let mut found = Diagnostics::default();
    found.push(at(
        Severity::Error,
        "a-rule",
        2,
        "a: 1\n\u{202e}\u{1b}b: 1\nc: 1\n",
    ));
    insta::assert_snapshot!(render(&found, false, false), @r"
    error[a-rule]

      × what is wrong
       ╭─[api.yaml:2:3]
     1 │ a: 1
     2 │ �␛b: 1
       ·   ┬
       ·   ╰── /paths/~1things
     3 │ c: 1
       ╰────
      help: what to do
    ");
}

#[test]
fn degraded_parts_are_shown_after_warnings_and_counted() {
    let mut found = Diagnostics::default();
    found.push(at(Severity::Degraded, "a-rule", 3, TEXT));
    found.push(at(Severity::Degraded, "a-rule", 2, TEXT));
    found.push(at(Severity::Warning, "third-rule", 3, TEXT));
    let shown = render(&found, false, false);
    let place = |word: &str| {
        shown
            .find(word)
            .unwrap_or_else(|| panic!("no {word} in {shown}"))
    };
    assert!(place("warning[third-rule]") < place("degraded[a-rule]"));
    assert_eq!(summary(&found), "2 degraded, 1 warning");
}
