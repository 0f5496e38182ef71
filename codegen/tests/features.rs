//! One snapshot for each document below `fixtures/features`: what a feature of OpenAPI becomes.
//!
//! The first line of a fixture says which files of the crate its snapshot shows.

use std::fmt::Write as _;
use std::path::Path;

use codegen::{Generated, Options, generate};

#[test]
fn features() {
    insta::glob!("fixtures/features/*.yaml", |path| {
        let options = Options {
            crate_name: "feature".to_owned(),
            ..Options::default()
        };
        let text = match generate(path, &options) {
            Ok(generated) => show(&generated, &shown_prefixes(path)),
            Err(diagnostics) => format!("errors:\n{}", list(&diagnostics)),
        };
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(text);
        });
    });
}

fn shown_prefixes(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).expect("the fixture is there");
    let first = text.lines().next().unwrap_or_default();
    let list = first
        .strip_prefix("# Shows: ")
        .unwrap_or_else(|| panic!("{} does not begin with `# Shows: `", path.display()));
    list.split(", ").map(str::to_owned).collect()
}

/// The files of the crate whose paths begin with one of `prefixes`, and the warnings.
fn show(generated: &Generated, prefixes: &[String]) -> String {
    let mut text = String::new();
    for prefix in prefixes {
        let files = generated
            .files
            .iter()
            .filter(|file| file.path.starts_with(prefix.as_str()));
        for file in files {
            // The mark is the same in all files.
            let contents = file.contents.split_once('\n').map_or("", |(_, rest)| rest);
            let _ = writeln!(text, "//// {}\n{}", file.path, contents.trim());
        }
    }
    let warnings = list(&generated.warnings);
    if !warnings.is_empty() {
        let _ = write!(text, "//// warnings\n{warnings}");
    }
    text
}

fn list(diagnostics: &codegen::Diagnostics) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        let _ = writeln!(
            text,
            "{} at {}: {}",
            diagnostic.rule, diagnostic.pointer, diagnostic.message
        );
        if let Some(help) = &diagnostic.help {
            let _ = writeln!(text, "  help: {help}");
        }
    }
    text
}
