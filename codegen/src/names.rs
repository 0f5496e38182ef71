//! From the document's names to Rust's.
//!
//! A name depends on nothing but the text it is made from, so it stays when an unrelated item is
//! added; only a true collision within one [`Scope`] gives the later name a number.

use std::collections::HashSet;

use std::borrow::Cow;

use heck::{ToSnakeCase, ToUpperCamelCase};
use unicode_normalization::UnicodeNormalization;

use crate::file_names;
use crate::ir::Name;
use crate::text::is_invisible;

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

/// The longest name of a module, in bytes: it is part of a path, which has a limit on Windows.
const MOST_IN_MODULE: usize = 100;
/// The longest name of anything else: rustdoc makes a file for each type.
const MOST: usize = 180;

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

/// `token_info`: a module, and so the name of a file. Keywords get an underscore, and so do names
/// that no file can have on Windows. Names that differ in case only are one.
pub(crate) fn module_name(text: &str) -> Name {
    let name = file_names::key(&start_with_letter(&words(text).to_snake_case(), "n"));
    let name = shortened(&name, "_", MOST_IN_MODULE).into_owned();
    if name == "mod" || is_keyword(&name) || file_names::is_device(&name) {
        plain(format!("{name}_"))
    } else {
        plain(name)
    }
}

/// `PRODUCTION`, of a name in snake case.
pub(crate) fn constant_name(name: &str) -> Name {
    plain(name.to_uppercase())
}

/// The module of what is called `name`: the same, but keywords and names that no file can have get
/// an underscore, and long ones are cut.
pub(crate) fn module_of(name: &Name) -> Name {
    let text = file_names::key(name.as_str());
    let text = shortened(&text, "_", MOST_IN_MODULE);
    if text == "mod" || is_keyword(&text) || file_names::is_device(&text) {
        plain(format!("{text}_"))
    } else {
        plain(text.into_owned())
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

/// A name of at most this many bytes: what is too long is cut between two words, and told from
/// others that begin alike by a hash of the whole name.
fn shortened<'n>(name: &'n str, separator: &str, most: usize) -> Cow<'n, str> {
    if name.len() <= most {
        return Cow::Borrowed(name);
    }
    // The hash must not change with the version of the compiler, so this is FNV-1a.
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    let suffix = if separator.is_empty() {
        format!("H{hash:08x}")
    } else {
        format!("{separator}h{hash:08x}")
    };
    let most_kept = most - suffix.len();
    let end = (0..=most_kept)
        .rfind(|at| name.is_char_boundary(*at))
        .unwrap_or_default();
    let is_boundary = |(at, character): &(usize, char)| {
        *at > most / 2 && (*character == '_' || character.is_uppercase())
    };
    let boundary = name[..end].char_indices().rfind(is_boundary);
    let end = boundary.map_or(end, |(at, _)| at);
    Cow::Owned(format!("{}{suffix}", name[..end].trim_end_matches('_')))
}

/// The name, cut if it is longer than any name should be.
pub(crate) fn fitting(name: &Name, separator: &str) -> Name {
    match shortened(name.as_str(), separator, MOST) {
        Cow::Borrowed(_) => name.clone(),
        Cow::Owned(short) => plain(short),
    }
}

/// True if the name of what the document calls `text` may have been cut.
pub(crate) fn is_long(text: &str) -> bool {
    text.len() >= MOST_IN_MODULE
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
    // As the compiler does, which takes names for one that differ in this only.
    let normal: String;
    let text = if text.is_ascii() {
        text
    } else {
        normal = text.nfc().collect();
        &normal
    };
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
            _ if is_invisible(character) => out.push(' '),
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
        let name = fitting(name, separator);
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
    fn modules_are_names_of_files_everywhere() {
        for (text, module) in [
            ("con", "con_"),
            ("NUL", "nul_"),
            ("Aux", "aux_"),
            ("com1", "com1_"),
            ("LPT9", "lpt9_"),
            ("prn", "prn_"),
            ("console", "console"),
            ("ſet", "set"),
            ("\u{212a}elvin", "kelvin"),
            ("caf\u{e9}", "caf\u{e9}"),
            ("cafe\u{301}", "caf\u{e9}"),
            ("\u{1112}\u{1161}\u{11ab}", "\u{d55c}"),
            ("a\u{3164}b", "a_b"),
        ] {
            let name = module_name(text);
            assert_eq!(name.as_str(), module, "{text:?}");
            assert_eq!(module_of(&value_name(text)).as_str(), module, "{text:?}");
            assert!(file_names::is_portable(&format!("{name}.rs")));
        }
    }

    #[test]
    fn long_names_are_cut_between_words() {
        let (one, other) = (
            format!("{}one", "word_".repeat(60)),
            format!("{}two", "word_".repeat(60)),
        );
        let short = module_name(&one);
        assert_eq!(short.as_str(), format!("{}he37ca0b3", "word_".repeat(18)));
        assert_ne!(module_name(&other), short);
        assert_eq!(module_of(&value_name(&one)), short);

        let mut scope = Scope::default();
        let name = scope.unique(&type_name(&one), "");
        assert!(
            name.as_str().starts_with("WordWord") && name.as_str().len() <= MOST,
            "{name}"
        );
        let name = module_name(&"é".repeat(500));
        assert!(name.as_str().len() <= MOST_IN_MODULE, "{name}");
        let name = type_name("PetStore");
        assert_eq!(scope.unique(&name, "").as_str(), "PetStore");
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
