//! What a new crate gets once, beside the generated files. From then on it is people's.

use super::{manifest, owned::is_there};
use codegen::{File, Manifest, markdown, text::visible};
use miette::Result;
use std::{
    fs,
    path::{Path, PathBuf},
};
use toml_edit::DocumentMut;

/// What a new crate is called and about.
#[derive(Debug)]
pub struct About<'a> {
    /// The package's name.
    pub name: &'a str,
    /// `info.title` of the document.
    pub title: &'a str,
    /// `info.version` of the document.
    pub version: &'a str,
    /// The document's file name.
    pub document: &'a str,
    /// A first call, in Rust.
    pub first_call: Option<&'a str>,
}

/// `Cargo.toml`, and a README and `.gitignore` where there are none.
///
/// # Errors
///
/// If a manifest of a workspace above cannot be read.
pub fn files(root: &Path, about: &About<'_>, needed: &Manifest) -> Result<Vec<File>> {
    let stands_alone = !is_member(root);
    let mut files = vec![File {
        path: "Cargo.toml".to_owned(),
        contents: manifest::edit(&bare_manifest(about, stands_alone), needed)?,
    }];
    for (path, contents) in [
        ("README.md", readme(about)),
        (".gitignore", "/target\n".to_owned()),
    ] {
        if !is_there(&root.join(path)) {
            files.push(File {
                path: path.to_owned(),
                contents,
            });
        }
    }
    Ok(files)
}

fn bare_manifest(about: &About<'_>, stands_alone: bool) -> String {
    let description = format!("Client for {}", visible(&one_line(about.title)));
    let description = toml_edit::Value::from(description);
    let name = toml_edit::Value::from(about.name);
    let workspace = if stands_alone {
        "# Not part of a workspace in a directory above.\n[workspace]\n\n"
    } else {
        ""
    };
    format!(
        "[package]\n\
         name = {name}\n\
         description = {description}\n\
         version = \"0.1.0\"\n\
         edition = \"2024\"\n\
         rust-version = \"1.88\"\n\
         \n\
         [package.metadata.docs.rs]\n\
         all-features = true\n\
         \n\
         {workspace}\
         [features]\n\
         \n\
         [dependencies]\n"
    )
}

fn readme(about: &About<'_>) -> String {
    let About {
        name,
        version,
        document,
        ..
    } = about;
    let (title, version) = (plain_markdown(about.title), plain_markdown(version));
    let document = markdown::code(document);
    let library = name.replace('-', "_");
    let first_call = match about.first_call {
        Some(call) => call.to_owned(),
        None => format!("use {library}::models;\n"),
    };
    format!(
        "# {name}\n\
         \n\
         Rust client for {title}, version {version}, generated from {document}.\n\
         \n\
         ```toml\n\
         [dependencies]\n\
         {name} = {{ path = \"path/to/{name}\" }}\n\
         ```\n\
         \n\
         ```rust\n\
         {first_call}\
         ```\n\
         \n\
         `cargo doc --open` shows all operations, how to authorize, and an example for each.\n\
         `default-features = false` leaves only the models, without an HTTP client.\n\
         \n\
         `src/` belongs to the generator, which replaces it when the description changes. The rest\n\
         of the crate is yours: in `Cargo.toml` the generator adds what the code needs and keeps the\n\
         rest as it is.\n"
    )
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text as Markdown shows it just as it is.
fn plain_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let text = one_line(text);
    let text = visible(&text);
    for (at, character) in text.char_indices() {
        let is_entity =
            |rest: &str| rest.starts_with(|next: char| next == '#' || next.is_ascii_alphanumeric());
        if "\\`*_[]<>|~".contains(character) || (character == '&' && is_entity(&text[at + 1..])) {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

/// True if `root` is a member of a workspace above it.
fn is_member(root: &Path) -> bool {
    root.ancestors().skip(1).any(|above| {
        fs::read_to_string(above.join("Cargo.toml"))
            .ok()
            .and_then(|text| text.parse::<DocumentMut>().ok())
            .is_some_and(|manifest| names_member(&manifest, above, root))
    })
}

fn names_member(manifest: &DocumentMut, above: &Path, root: &Path) -> bool {
    let Ok(relative) = root.strip_prefix(above) else {
        return false;
    };
    let names = |key: &str| {
        manifest
            .get("workspace")
            .and_then(|workspace| workspace.get(key))
            .and_then(toml_edit::Item::as_array)
            .is_some_and(|patterns| {
                patterns
                    .iter()
                    .filter_map(toml_edit::Value::as_str)
                    .any(|pattern| matches_path(Path::new(pattern), relative))
            })
    };
    names("members") && !names("exclude")
}

/// A path pattern in which `*` and `?` stand for characters of one component.
fn matches_path(pattern: &Path, path: &Path) -> bool {
    let parts = |path: &Path| -> Vec<PathBuf> {
        path.components()
            .filter(|part| !matches!(part, std::path::Component::CurDir))
            .map(|part| PathBuf::from(part.as_os_str()))
            .collect()
    };
    let (pattern, path) = (parts(pattern), parts(path));
    pattern.len() == path.len()
        && pattern.iter().zip(&path).all(|(pattern, part)| {
            matches_text(
                pattern.to_string_lossy().as_bytes(),
                part.to_string_lossy().as_bytes(),
            )
        })
}

fn matches_text(pattern: &[u8], text: &[u8]) -> bool {
    match (pattern, text) {
        ([], []) => true,
        ([b'*', rest @ ..], _) => {
            (0..=text.len()).any(|length| matches_text(rest, &text[length..]))
        }
        ([b'?', rest @ ..], [_, text @ ..]) => matches_text(rest, text),
        ([one, rest @ ..], [other, text @ ..]) if one == other => matches_text(rest, text),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::matches_path;
    use std::path::Path;

    #[test]
    fn member_patterns() {
        for (pattern, path, matches) in [
            ("client", "client", true),
            ("./client", "client", true),
            ("crates/*", "crates/client", true),
            ("crates/*-client", "crates/my-client", true),
            ("crates/*", "crates/deep/client", false),
            ("crates", "crates/client", false),
        ] {
            assert_eq!(
                matches_path(Path::new(pattern), Path::new(path)),
                matches,
                "{pattern} {path}"
            );
        }
    }
}
