//! `src/runtime/`: the files that generated crates carry, each with what its API needs.
//!
//! In `codegen/runtime/`, a comment `// if: Forms` says that the item after it is for APIs that need
//! this [`Part`](crate::emit::runtime::features::Part), `// if: Forms or Multipart` that one of them is enough. A file
//! goes with its `mod` item.

pub(crate) mod features;

use crate::emit::context::{Context, File};
use crate::emit::runtime::features::Parts;

macro_rules! runtime_files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../runtime/", $name, ".rs")))),*]
    };
}

const ROOT: &str = include_str!("../../../runtime/mod.rs");

/// The modules of `codegen/runtime/` and their text.
const MODULES: &[(&str, &str)] = runtime_files![
    "base64",
    "body",
    "builder",
    "core",
    "data",
    "describe",
    "error",
    "escape",
    "form",
    "form_writer",
    "headers",
    "json_parameter",
    "json_path",
    "multipart",
    "object",
    "open_enum",
    "redacted",
    "request",
    "response",
    "security",
    "stream",
    "style",
    "styled_parameter",
    "text",
    "union",
];

/// The files that the API needs, with the mark.
pub(crate) fn files(context: &Context<'_>) -> Vec<File> {
    let parts = &context.parts;
    let file = |name: &str, text: &str| File {
        path: format!("src/runtime/{name}.rs"),
        contents: format!("{}\n\n{text}", context.mark()),
    };
    let root = needed(ROOT, parts);
    let mut files: Vec<File> = MODULES
        .iter()
        .filter(|(name, _)| root.contains(&format!("mod {name};")))
        .map(|(name, text)| file(name, &needed(text, parts)))
        .collect();
    files.push(file("mod", &root));
    files
}

/// A text without the items that are for other APIs.
fn needed(text: &str, parts: &Parts) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        match condition(line) {
            Some(condition) if condition.split(" or ").any(|part| parts.has_named(part)) => {}
            Some(_) => skip_item(&mut lines),
            None if line.is_empty() && (out.ends_with("\n\n") || out.ends_with("{\n")) => {}
            None => {
                if line.trim_start().starts_with('}') && out.ends_with("\n\n") {
                    out.pop();
                }
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// What a line says about the item after it.
fn condition(line: &str) -> Option<&str> {
    line.trim_start().strip_prefix("// if: ")
}

/// Skips an item, its docs and attributes. As rustfmt leaves it, what spans several lines ends with
/// the first line that is indented like its first.
fn skip_item<'t>(lines: &mut impl Iterator<Item = &'t str>) {
    while let Some(first) = lines.next() {
        let code = first.trim_start();
        let indent = first.len() - code.len();
        if !code.starts_with("//") && !code.ends_with([';', ',', '}', ']']) {
            let is_end = |line: &&str| {
                let code = line.trim_start();
                line.len() - code.len() == indent && code.ends_with([';', ',', '}', ']'])
            };
            lines.find(is_end);
        }
        if !code.starts_with("//") && !code.starts_with("#[") {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::features::Part;
    use super::*;

    const SOME: &str = "\
use a::A;
// if: Forms
use b::B;

// if: Forms or Headers
/// Docs.
#[allow(
    lint,
    reason = \"of two lines\"
)]
pub fn f<T>(
    argument: T,
) -> T {
    match argument {
        // if: Forms
        one => {
            call(one);
        }
        other => other,
    }
}

struct S;
";

    #[test]
    fn what_an_api_needs_stays() {
        let forms = Parts::from_iter([Part::Forms]);
        let all = SOME
            .lines()
            .filter(|line| condition(line).is_none())
            .fold(String::new(), |text, line| text + line + "\n");
        assert_eq!(needed(SOME, &forms), all);
        insta::assert_snapshot!(needed(SOME, &Parts::from_iter([Part::Headers])), @r#"
        use a::A;

        /// Docs.
        #[allow(
            lint,
            reason = "of two lines"
        )]
        pub fn f<T>(
            argument: T,
        ) -> T {
            match argument {
                other => other,
            }
        }

        struct S;
        "#);
        assert_eq!(needed(SOME, &Parts::default()), "use a::A;\n\nstruct S;\n");
    }

    #[test]
    fn every_module_is_known() {
        for line in ROOT.lines() {
            let Some((_, name)) = line.split_once("mod ") else {
                continue;
            };
            let name = name.trim_end_matches(';');
            assert!(MODULES.iter().any(|(known, _)| *known == name), "{name}");
        }
    }
}
