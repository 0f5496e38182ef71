//! From the document's names to Rust's.
//!
//! A name depends on nothing but the text it is made from, so it stays when an unrelated item is
//! added; only a true collision within one [`Scope`] gives the later name a number.

use std::collections::HashSet;

use heck::{ToSnakeCase, ToUpperCamelCase};

use crate::ir::Name;

/// Names that a glob import of `models` must not shadow: the prelude's, and those that the
/// generated files import beside the models.
const RESERVED_TYPES: &[&str] = &[
    "AsMut",
    "AsRef",
    "BTreeMap",
    "Box",
    "Clone",
    "Copy",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Into",
    "IntoIterator",
    "Iterator",
    "MapAccess",
    "Name",
    "None",
    "Object",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "SerializeMap",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Value",
    "Vec",
];

/// Words that cannot even be raw identifiers.
const NEVER_RAW: &[&str] = &["self", "super", "crate", "_"];

/// `TokenCreateRequest`. Names of the prelude get the suffix `Model`.
pub(crate) fn type_name(text: &str) -> Name {
    // Scripts without upper case leave a type its module's name, which Rust does not allow.
    let name = match upper_camel(text) {
        name if name.starts_with(char::is_uppercase) => name,
        name => format!("T{name}"),
    };
    if RESERVED_TYPES.contains(&name.as_str()) {
        plain(format!("{name}Model"))
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
    raw_if_keyword(start_with_letter(&words(text).to_snake_case(), "n"))
}

/// `token_info`: a module, and so the name of a file. Keywords get an underscore.
pub(crate) fn module_name(text: &str) -> Name {
    let name = start_with_letter(&words(text).to_snake_case(), "n");
    if name == "mod" || is_keyword(&name) {
        plain(format!("{name}_"))
    } else {
        plain(name)
    }
}

/// `PRODUCTION`, of a name in snake case.
pub(crate) fn constant_name(name: &str) -> Name {
    plain(name.to_uppercase())
}

/// The module of what is called `name`: the same, but keywords get an underscore.
pub(crate) fn module_of(name: &Name) -> Name {
    if name.as_str() == "mod" || name.is_raw() {
        underscored(name)
    } else {
        name.clone()
    }
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
    let valid = !bare.is_empty() && !NEVER_RAW.contains(&bare) && is_identifier(bare);
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

/// `UpperCamelCase`, with an underscore where otherwise two numbers would become one.
fn upper_camel(text: &str) -> String {
    let mut name = String::new();
    for part in words(text).split('_') {
        let part = part.to_upper_camel_case();
        if name.ends_with(char::is_numeric) && part.starts_with(char::is_numeric) {
            name.push('_');
        }
        name.push_str(&part);
    }
    name
}

fn is_keyword(name: &str) -> bool {
    name == "gen" || syn::parse_str::<syn::Ident>(name).is_err()
}

fn is_identifier(name: &str) -> bool {
    syn::parse_str::<syn::Ident>(name).is_ok()
        || syn::parse_str::<syn::Ident>(&format!("r#{name}")).is_ok()
}

/// Spells out symbols that carry the meaning (`+1`, `>=`) and drops the rest, so that what remains
/// are words for `heck`.
fn words(text: &str) -> String {
    let has_letters = text.chars().any(char::is_alphabetic);
    let mut out = String::with_capacity(text.len());
    for (index, character) in text.char_indices() {
        let leading = out.trim().is_empty();
        match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' => out.push(character),
            '-' if leading && next_is_digit(text, index) => out.push_str("minus "),
            '+' if leading || !has_letters => out.push_str(" plus "),
            // A dot between digits is part of a version number: 1.1 is not 11.
            '.' if next_is_digit(text, index) => out.push('_'),
            _ if character.is_alphanumeric() && is_identifier(&format!("a{character}")) => {
                out.push(character);
            }
            _ if !has_letters => match symbol(character) {
                Some(word) => {
                    out.push(' ');
                    out.push_str(word);
                    out.push(' ');
                }
                None => out.push(' '),
            },
            _ => out.push(' '),
        }
    }
    if out.trim().is_empty() {
        match text {
            "" => "empty".to_owned(),
            _ => text.chars().fold(String::new(), |out, character| {
                out + &format!("u{:x} ", u32::from(character))
            }),
        }
    } else {
        out
    }
}

fn next_is_digit(text: &str, index: usize) -> bool {
    text.as_bytes()
        .get(index + 1)
        .is_some_and(u8::is_ascii_digit)
}

fn symbol(character: char) -> Option<&'static str> {
    Some(match character {
        '<' => "less",
        '>' => "greater",
        '=' => "equal",
        '!' => "not",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '$' => "dollar",
        '#' => "hash",
        '@' => "at",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '?' => "question",
        '~' => "tilde",
        '^' => "caret",
        '-' => "minus",
        '_' => "underscore",
        ' ' => "space",
        _ => return None,
    })
}

fn start_with_letter(name: &str, prefix: &str) -> String {
    match name.chars().next() {
        Some(first) if !first.is_numeric() => name.to_owned(),
        _ => format!("{prefix}{name}"),
    }
}

/// Names that must differ from each other.
#[derive(Debug, Default, Clone)]
pub(crate) struct Scope {
    taken: HashSet<String>,
}

impl Scope {
    /// A scope in which some names are taken from the start.
    pub(crate) fn with(reserved: &[&str]) -> Self {
        Self {
            taken: reserved.iter().map(|&name| name.to_owned()).collect(),
        }
    }

    /// Takes `name`, or says that it is taken already.
    pub(crate) fn take(&mut self, name: &Name) -> bool {
        self.taken.insert(name.as_str().to_owned())
    }

    /// Takes `name`, or the first of `name_2`, `name_3`, … (types: `Name2`) that is free.
    pub(crate) fn unique(&mut self, name: &Name, separator: &str) -> Name {
        let mut unique = name.clone();
        let mut number = 2_usize;
        while !self.take(&unique) {
            unique = name.extended(&format!("{separator}{number}"));
            number += 1;
        }
        unique
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            ("🦀", "U1f980", "u1f980"),
        ];
        for (text, as_type, as_value) in rows {
            assert_eq!(type_name(text).to_string(), as_type, "type of {text:?}");
            assert_eq!(value_name(text).to_string(), as_value, "value of {text:?}");
        }
        assert_eq!(module_name("mod").to_string(), "mod_");
        assert_eq!(variant_name("self").to_string(), "SelfValue");
    }

    #[test]
    fn a_collision_numbers_the_later_name() {
        let mut scope = Scope::with(&["send"]);
        let rows = [
            ("send", "_", "send_2"),
            ("Pet", "", "Pet"),
            ("Pet", "", "Pet2"),
            ("r#type", "_", "r#type"),
            ("r#type", "_", "type_2"),
            ("self_", "_", "self_"),
            ("self_", "_", "self_2"),
        ];
        for (name, separator, expected) in rows {
            let name = chosen(name).expect("an identifier");
            assert_eq!(scope.unique(&name, separator).to_string(), expected);
        }
    }
}
