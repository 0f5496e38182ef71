//! From the document's names to Rust's.
//!
//! A name depends on nothing but the text it is made from, so it stays when an unrelated item is
//! added; only a true collision within one [`Scope`] gives the later name a number, and only if it
//! looks like another are its letters spelled out.

mod length;
mod look_alikes;
mod modules;
pub(crate) mod reserved;
mod scope;
pub(crate) mod words;

pub(crate) use length::{fitting, is_long};
pub(crate) use look_alikes::skeleton;
pub(crate) use modules::{module_name, operation_module};
pub(crate) use scope::{LookAlike, Scope};

use crate::ir::Name;
use crate::text::is_invisible;
use words::{is_identifier, is_keyword, snake_case, start_with_letter, upper_camel};

/// Words that cannot even be raw identifiers.
const NEVER_RAW: &[&str] = &["self", "super", "crate", "_"];

/// `TokenCreateRequest`. Names that no type may have get the suffix `Model`.
pub(crate) fn type_name(text: &str) -> Name {
    suffixed(type_part(text), "Model", reserved::is_reserved_type)
}

/// `Model`: what `model` adds to the name of a type, which may be a name that no type can have alone.
pub(crate) fn type_part(text: &str) -> String {
    // Scripts without upper case leave a type its module's name, which Rust does not allow.
    match upper_camel(text) {
        name if name.starts_with(char::is_uppercase) => name,
        name => format!("T{name}"),
    }
}

/// The same for a type of `models`, whose files import more.
pub(crate) fn model_name(text: &str) -> Name {
    let name = type_name(text).as_str().to_owned();
    suffixed(name, "Model", reserved::is_reserved_model)
}

/// The type of what calls the operation of this name.
pub(crate) fn builder_name(operation: &Name) -> Name {
    let name = type_name(operation.as_str()).as_str().to_owned();
    suffixed(name, "Operation", reserved::is_reserved_builder)
}

fn suffixed(name: String, suffix: &str, is_reserved: fn(&str) -> bool) -> Name {
    if is_reserved(&name) {
        plain(name).extended(suffix)
    } else {
        plain(name)
    }
}

/// `AuthorizationCode`: a variant of an enum.
pub(crate) fn variant_name(text: &str) -> Name {
    let name = start_with_letter(&upper_camel(text), "V");
    if name == "Self" {
        fixed("SelfValue")
    } else {
        plain(name)
    }
}

/// `access_token`: a field, parameter, method or variable; raw if it is a keyword.
pub(crate) fn value_name(text: &str) -> Name {
    raw_if_keyword(start_with_letter(&snake_case(text), "n"))
}

/// `PRODUCTION`, of a name in snake case.
pub(crate) fn constant_name(name: &str) -> Name {
    plain(name.to_uppercase())
}

/// `new_`: for names that something else has.
pub(crate) fn underscored(name: &Name) -> Name {
    plain(format!("{}_", name.as_str()))
}

/// A name that the generator itself gives, such as `Json` or `Status404`.
pub(crate) fn fixed(name: &str) -> Name {
    plain(name.to_owned())
}

fn plain(name: String) -> Name {
    Name::new(name, false)
}

/// A name that a person chose with `x-rust-name`, if it is an identifier.
pub(crate) fn chosen(name: &str) -> Option<Name> {
    let bare = name.strip_prefix("r#").unwrap_or(name);
    // Rust takes some invisible characters for letters; no reader can tell such names apart.
    let valid = !NEVER_RAW.contains(&bare) && is_identifier(bare) && !bare.contains(is_invisible);
    valid.then(|| raw_if_keyword(bare.to_owned()))
}

fn raw_if_keyword(name: String) -> Name {
    if NEVER_RAW.contains(&name.as_str()) {
        plain(format!("{name}_"))
    } else {
        let raw = is_keyword(&name);
        Name::new(name, raw)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chosen_name_is_an_identifier_and_nothing_else() {
        for name in ["pet", "r#type", "type", "größe"] {
            assert!(chosen(name).is_some(), "{name:?}");
        }
        for name in [
            "", "self", "_", "2fa", "a b", " a", "a ", "a// b", "a/* b */", "a\n", "r#", "\u{3164}",
        ] {
            assert!(chosen(name).is_none(), "{name:?}");
        }
    }

    #[test]
    fn converts_names_of_every_kind() {
        let rows = [
            (
                "token_create_request",
                "TokenCreateRequest",
                "token_create_request",
            ),
            ("result", "ResultModel", "result"),
            ("type", "Type", "r#type"),
            ("self", "SelfModel", "self_"),
            ("2fa", "T2fa", "n2fa"),
            ("+1", "Plus1", "plus_1"),
            ("-1", "Minus1", "minus_1"),
            (">=", "GreaterEqual", "greater_equal"),
            ("", "Empty", "empty"),
            ("名前", "T名前", "名前"),
            ("größe", "Größe", "größe"),
            ("a.b-c d", "ABCD", "a_b_c_d"),
            ("v1.1", "V1_1", "v1_1"),
            ("gpt-4-32k", "Gpt4_32k", "gpt_4_32k"),
            (
                "gpt-5.5-2026-04-23",
                "Gpt5_5_2026_04_23",
                "gpt_5_5_2026_04_23",
            ),
            ("gpt-5.4-mini", "Gpt5_4Mini", "gpt_5_4_mini"),
            ("OAuth2", "Oauth2", "oauth2"),
            ("useOAuthToken", "UseOauthToken", "use_oauth_token"),
            ("IPv4Address", "Ipv4Address", "ipv4_address"),
            ("iOS", "Ios", "ios"),
            ("radiOS", "RadiOs", "radi_os"),
            ("macOSVersion", "MacosVersion", "macos_version"),
            ("GitHubApp", "GithubApp", "github_app"),
            ("imageURLs", "ImageUrls", "image_urls"),
            ("IDsOfUsers", "IdsOfUsers", "ids_of_users"),
            ("URLset", "UrLset", "ur_lset"),
            ("🦀", "U1f980", "u1f980"),
        ];
        for (text, as_type, as_value) in rows {
            assert_eq!(type_name(text).to_string(), as_type, "type of {text:?}");
            assert_eq!(value_name(text).to_string(), as_value, "value of {text:?}");
        }
        assert_eq!(module_name("mod").to_string(), "mod_");
        assert_eq!(variant_name("self").to_string(), "SelfValue");
    }
}
