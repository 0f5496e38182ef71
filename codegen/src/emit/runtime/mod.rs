//! `src/runtime/`: the files that generated crates carry, each with what its API needs.
//!
//! They are written in `codegen/runtime/`. There, a comment `// if: Forms` says that the item after
//! it is for APIs that need this [`Part`], `// if: Forms or Multipart` that one of them
//! is enough. A file or folder is carried if its `mod` item is.
//!
//! A new file takes a line in [`FILES`], and its `mod` item.

pub(crate) mod parts;

use crate::emit::context::{Context, File};
use crate::emit::runtime::parts::{Part, Parts};

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../../runtime/", $path)))),*]
    };
}

/// The files of `codegen/runtime/`: path and text.
const FILES: &[(&str, &str)] = files![
    "bodies/body.rs",
    "bodies/chunks.rs",
    "bodies/counted.rs",
    "bodies/file_part.rs",
    "bodies/flow.rs",
    "bodies/form.rs",
    "bodies/form_encoding.rs",
    "bodies/form_serializer.rs",
    "bodies/form_writer.rs",
    "bodies/mod.rs",
    "bodies/multipart.rs",
    "bodies/open.rs",
    "bodies/progress.rs",
    "bodies/upload.rs",
    "client/base.rs",
    "client/blocking.rs",
    "client/browser.rs",
    "client/builder.rs",
    "client/call.rs",
    "client/checks.rs",
    "client/core.rs",
    "client/credentials.rs",
    "client/custom.rs",
    "client/hooks.rs",
    "client/limits.rs",
    "client/mod.rs",
    "client/oauth2/client_credentials.rs",
    "client/oauth2/mod.rs",
    "client/oauth2/token_endpoint.rs",
    "client/oauth2/token_endpoint_error.rs",
    "client/operation.rs",
    "client/retry.rs",
    "client/security.rs",
    "client/settings.rs",
    "client/shared.rs",
    "client/system.rs",
    "client/tokens.rs",
    "client/trace.rs",
    "mock/answer.rs",
    "mock/calls.rs",
    "mock/content.rs",
    "mock/expected.rs",
    "mock/http.rs",
    "mock/mod.rs",
    "mock/operation.rs",
    "mock/pairs.rs",
    "mock/received.rs",
    "mock/server.rs",
    "mock/state.rs",
    "mock/streams.rs",
    "mock/stub.rs",
    "mock/template.rs",
    "mod.rs",
    "models/base64.rs",
    "models/candidates.rs",
    "models/describe.rs",
    "models/float.rs",
    "models/integer.rs",
    "models/json_object.rs",
    "models/large.rs",
    "models/leaves.rs",
    "models/mod.rs",
    "models/object.rs",
    "models/open_enum.rs",
    "models/properties.rs",
    "models/redacted.rs",
    "models/setters.rs",
    "models/slots.rs",
    "models/text.rs",
    "models/union.rs",
    "pages/links.rs",
    "pages/mod.rs",
    "pages/operation.rs",
    "pages/paged.rs",
    "pages/streams.rs",
    "pages/trail.rs",
    "pages/turn.rs",
    "pages/walk.rs",
    "requests/data.rs",
    "requests/error.rs",
    "requests/escape.rs",
    "requests/header_value.rs",
    "requests/json_parameter.rs",
    "requests/link.rs",
    "requests/mod.rs",
    "requests/options.rs",
    "requests/request.rs",
    "requests/style.rs",
    "requests/styled_parameter.rs",
    "responses/decode.rs",
    "responses/download.rs",
    "responses/error.rs",
    "responses/event_parser.rs",
    "responses/events.rs",
    "responses/failure.rs",
    "responses/headers.rs",
    "responses/items.rs",
    "responses/json_path.rs",
    "responses/media_type.rs",
    "responses/mod.rs",
    "responses/receive.rs",
    "responses/response.rs",
    "responses/split.rs",
    "responses/stream.rs",
];

/// The files that the API needs, with the mark of generated files.
pub(crate) fn files(context: &Context<'_>) -> Vec<File> {
    let mark = context.mark();
    let file = |(path, text)| File {
        path: format!("src/runtime/{path}"),
        contents: format!("{mark}\n\n{text}"),
    };
    carried(&context.parts).into_iter().map(file).collect()
}

/// Path and text of each file that these parts need: `mod.rs`, and the file of each `mod` item that
/// is left in a carried `mod.rs`.
fn carried(parts: &Parts) -> Vec<(&'static str, String)> {
    let mut carried = Vec::new();
    let mut wanted = vec!["mod.rs".to_owned()];
    while let Some(wanted_path) = wanted.pop() {
        let Some((path, text)) = FILES.iter().find(|(path, _)| *path == wanted_path) else {
            continue;
        };
        let text = needed(text, parts);
        if let Some(folder) = path.strip_suffix("mod.rs") {
            for module in text.lines().filter_map(module) {
                wanted.push(format!("{folder}{module}.rs"));
                wanted.push(format!("{folder}{module}/mod.rs"));
            }
        }
        carried.push((*path, text));
    }
    carried
}

/// The name of the module that a line declares, if it is a `mod` item.
fn module(line: &str) -> Option<&str> {
    let item = line.strip_prefix("pub(crate) ").unwrap_or(line);
    item.strip_prefix("mod ")?.strip_suffix(';')
}

/// A text without the items that are for other APIs.
fn needed(text: &str, parts: &Parts) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        match condition(line) {
            Some(any) if any.iter().any(|part| parts.has(*part)) => {}
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

/// If a line is a condition: the parts of which one is enough for the item after it.
fn condition(line: &str) -> Option<Vec<Part>> {
    let names = line.trim_start().strip_prefix("// if: ")?;
    let part = |name| {
        Part::named(name).unwrap_or_else(|| panic!("`{line}`: no part of the runtime is `{name}`"))
    };
    Some(names.split(" or ").map(part).collect())
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
    use std::collections::BTreeSet;
    use std::path::Path;

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
    fn every_file_is_listed_and_declared() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime");
        let mut there = BTreeSet::new();
        find_files(&root, "", &mut there);
        let listed: BTreeSet<String> = FILES.iter().map(|(path, _)| (*path).to_owned()).collect();
        assert_eq!(listed, there, "`FILES` is not what `codegen/runtime` holds");

        let all: Parts = Part::ALL.iter().copied().collect();
        let carried: BTreeSet<String> = carried(&all)
            .into_iter()
            .map(|(path, _)| path.to_owned())
            .collect();
        assert_eq!(carried, there, "a file has no `mod` item");
    }

    /// A condition that names an unknown part panics.
    #[test]
    fn every_part_is_in_a_condition_and_every_condition_names_parts() {
        let named: Vec<Part> = FILES
            .iter()
            .flat_map(|(_, text)| text.lines().filter_map(condition).flatten())
            .collect();
        for part in Part::ALL {
            assert!(named.contains(part), "no condition names `{}`", part.name());
        }
    }

    #[test]
    #[should_panic(expected = "`// if: Form`: no part of the runtime is `Form`")]
    fn an_unknown_part_is_named() {
        needed("// if: Form\nstruct S;\n", &Parts::default());
    }

    fn find_files(folder: &Path, prefix: &str, found: &mut BTreeSet<String>) {
        for entry in folder.read_dir().expect("the folder is there") {
            let path = entry.expect("the entry is there").path();
            let name = path.file_name().and_then(|name| name.to_str());
            let name = format!("{prefix}{}", name.expect("names are UTF-8"));
            if path.is_dir() {
                find_files(&path, &format!("{name}/"), found);
            } else {
                found.insert(name);
            }
        }
    }
}
