//! `src/runtime/`: the files that every generated crate carries.

use super::{Context, File, format};
use crate::ir::{Api, MediaKind};

macro_rules! runtime_files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../runtime/", $name)))),*]
    };
}

/// Name and text of each file of `codegen/runtime/`.
const FILES: &[(&str, &str)] = runtime_files![
    "base64.rs",
    "body.rs",
    "builder.rs",
    "core.rs",
    "data.rs",
    "error.rs",
    "form.rs",
    "form_writer.rs",
    "headers.rs",
    "json_path.rs",
    "mod.rs",
    "multipart.rs",
    "object.rs",
    "open_enum.rs",
    "redacted.rs",
    "request.rs",
    "response.rs",
    "security.rs",
    "stream.rs",
    "style.rs",
    "text.rs",
    "union.rs",
];

/// The files as they are, with the mark. What only forms need is left out where there are none.
pub(crate) fn files(context: &Context<'_>) -> Vec<File> {
    let multipart = needs_multipart(context.api);
    FILES
        .iter()
        .filter(|(name, _)| multipart || *name != "multipart.rs")
        .map(|(name, text)| {
            let text = if multipart {
                keep_marked(text)
            } else {
                drop_marked(text)
            };
            File {
                path: format!("src/runtime/{name}"),
                contents: format!("{}\n\n{text}", format::mark(context.source)),
            }
        })
        .collect()
}

/// True if an operation sends `multipart`.
pub(crate) fn needs_multipart(api: &Api) -> bool {
    api.operations()
        .filter_map(|operation| operation.body.as_ref())
        .flat_map(|body| &body.contents)
        .any(|content| content.kind == MediaKind::Multipart)
}

/// The line that says that the item after it is for forms alone.
const MULTIPART_MARK: &str = "// if: multipart";

fn keep_marked(text: &str) -> String {
    text.lines()
        .filter(|line| line.trim() != MULTIPART_MARK)
        .fold(String::with_capacity(text.len()), |out, line| {
            out + line + "\n"
        })
}

/// Without the marked item: its attributes and the line that ends it.
fn drop_marked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut dropping = false;
    for line in text.lines() {
        if line.trim() == MULTIPART_MARK {
            dropping = true;
        } else if dropping {
            dropping = line.trim_start().starts_with("#[");
        } else {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}
