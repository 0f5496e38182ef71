//! What the generated package is called.

use super::Args;
use crate::crate_dir::manifest;
use codegen::Diagnostics;
use heck::ToKebabCase;
use miette::Result;
use std::path::Path;

/// The name that was given, else that of the crate which is there, else the document's title.
pub fn choose(args: &Args, manifest: Option<&str>, spec: &Path) -> Result<String> {
    if let Some(name) = &args.crate_name {
        return if is_package_name(name) {
            Ok(name.clone())
        } else {
            Err(miette::miette!(
                help = "use letters, digits, `-` and `_`, and begin with a letter",
                "`{name}` cannot be the name of a package"
            ))
        };
    }
    if let Some(name) = manifest.and_then(manifest::package_name) {
        return Ok(name);
    }
    // The reader's own findings come again, and then in full, when the document is generated.
    let title = codegen::document::read(spec, &mut Diagnostics::default())
        .map(|document| document.api.info.title)
        .unwrap_or_default();
    let name = from_title(&title);
    Ok(name.unwrap_or_else(|| "api-client".to_owned()))
}

/// A title as a package name, if anything is left of it.
fn from_title(title: &str) -> Option<String> {
    let letters: String = title
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect();
    let name = letters.to_kebab_case();
    let name = name.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    is_package_name(name).then(|| name.to_owned())
}

fn is_package_name(name: &str) -> bool {
    // Cargo refuses these, the compiler the second kind.
    const REFUSED: &[&str] = &["test", "core", "std", "alloc", "proc-macro", "proc_macro"];
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        && !REFUSED.contains(&name)
        && !is_keyword(name)
}

fn is_keyword(name: &str) -> bool {
    const KEYWORDS: &str = "abstract as async await become box break const continue crate do dyn \
        else enum extern false final fn for gen if impl in let loop macro match mod move mut \
        override priv pub ref return self static struct super trait true try type typeof unsafe \
        unsized use virtual where while yield";
    KEYWORDS.split_whitespace().any(|keyword| keyword == name)
}

#[cfg(test)]
mod tests {
    use super::from_title;

    #[test]
    fn titles_become_package_names() {
        for (title, name) in [
            ("Authlete API", Some("authlete-api")),
            ("Swagger Petstore (v2)", Some("swagger-petstore-v2")),
            ("  3scale API™ ", Some("scale-api")),
            ("Ünïcode", Some("n-code")),
            ("日本語", None),
            ("Type", None),
            ("", None),
        ] {
            assert_eq!(from_title(title).as_deref(), name, "{title}");
        }
    }
}
