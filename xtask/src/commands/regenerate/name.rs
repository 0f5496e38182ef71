//! What the generated package is called.

use crate::crate_dir::manifest;
use heck::ToKebabCase;
use miette::Result;

/// The name that was given, else that of the crate which is there; if there is neither, the
/// description's title is to be asked: see [`of_title`].
pub fn choose(given: Option<&str>, manifest: Option<&str>) -> Result<Option<String>> {
    match given {
        None => Ok(manifest.and_then(manifest::package_name)),
        Some(name) if is_package_name(name) => Ok(Some(name.to_owned())),
        Some(name) => Err(miette::miette!(
            help = "use letters, digits, `-` and `_`, beginning with a letter; keywords and `test` are reserved",
            "`{name}` is not a valid name for a package"
        )),
    }
}

/// The name of a package for an API with this title.
pub fn of_title(title: &str) -> String {
    from_title(title).unwrap_or_else(|| "api-client".to_owned())
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
        && !codegen::is_keyword(&name.replace('-', "_"))
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
