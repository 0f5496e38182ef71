//! What the generated package is called.

use crate::crate_dir::manifest;
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

/// A title as a package name, if anything is left of it. Its words are those that the title sets
/// apart, whatever capitals they have inside, without the `'s` of a possessive.
fn from_title(title: &str) -> Option<String> {
    let words = title.split_whitespace().map(|word| {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let owner = bare.strip_suffix(['s', 'S']).unwrap_or_default();
        let owner = owner.strip_suffix(is_apostrophe);
        owner.unwrap_or(bare).replace(is_apostrophe, "")
    });
    let text = words.collect::<Vec<_>>().join(" ").to_ascii_lowercase();
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let name = words.join("-");
    let name = name.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    is_package_name(name).then(|| name.to_owned())
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
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
            ("GitHub's REST API", Some("github-rest-api")),
            (
                "Pets\u{2019} and the \u{2018}Vet\u{2019}s\u{2019} API",
                Some("pets-and-the-vet-api"),
            ),
            ("Don't, API", Some("dont-api")),
            ("OpenAI OAuth2 API", Some("openai-oauth2-api")),
            ("token_operations/v1.2", Some("token-operations-v1-2")),
            ("'s ''", None),
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
