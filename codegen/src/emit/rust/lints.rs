//! The compiler's lints on identifiers that are not ASCII, and which of them a crate must allow.
//!
//! They look at all identifiers of a crate together, so they can be allowed for a crate only, and
//! only a crate that has such identifiers is given the attribute. What they find between names of
//! one scope is told apart before; what is left stands in different places of the crate.

use std::collections::{BTreeSet, HashMap, HashSet};

use proc_macro2::{TokenStream, TokenTree};
use quote::{format_ident, quote};
use unicode_security::GeneralSecurityProfile;
use unicode_security::mixed_script::{
    AugmentedScriptSet, is_potential_mixed_script_confusable_char,
};

use crate::names::skeleton;

/// The identifiers of a crate.
pub(crate) type Identifiers = BTreeSet<String>;

/// Adds the identifiers of some code.
pub(crate) fn collect(code: TokenStream, identifiers: &mut Identifiers) {
    for token in code {
        match token {
            TokenTree::Ident(identifier) => {
                let text = identifier.to_string();
                let bare = text.strip_prefix("r#").unwrap_or(&text);
                if !identifiers.contains(bare) {
                    identifiers.insert(bare.to_owned());
                }
            }
            TokenTree::Group(group) => collect(group.stream(), identifiers),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// The identifiers of files; none if all of them are ASCII, which no lint looks at.
pub(crate) fn of_files<'f>(files: impl Iterator<Item = &'f str> + Clone) -> Identifiers {
    let of = |files: &mut dyn Iterator<Item = &'f str>| {
        let mut identifiers = Identifiers::new();
        for text in files {
            collect(text.parse().unwrap_or_default(), &mut identifiers);
        }
        identifiers
    };
    // Other letters are mostly in strings, of a few files; reading all of a crate takes as long as
    // emitting it.
    let suspects = of(&mut files
        .clone()
        .filter(|text| may_have_foreign_identifiers(text)));
    if foreign(&suspects).next().is_none() {
        return Identifiers::new();
    }
    of(&mut { files })
}

/// True unless only docs have other letters, as they often do.
fn may_have_foreign_identifiers(text: &str) -> bool {
    let is_docs = |line: &str| ["///", "//!"].iter().any(|mark| line.starts_with(mark));
    !text.is_ascii()
        && text
            .lines()
            .any(|line| !line.is_ascii() && !is_docs(line.trim_start()))
}

/// The attributes for a crate that has these identifiers, in each of its configurations.
pub(crate) fn allowed(configurations: &[Identifiers]) -> TokenStream {
    let allow = |lint: &str, reason: &str, is_needed: fn(&Identifiers) -> bool| {
        let lint = format_ident!("{lint}");
        let is_needed = configurations.iter().any(is_needed);
        is_needed.then(|| quote!(#![allow(#lint, reason = #reason)]))
    };
    let confusable = allow(
        "confusable_idents",
        "names of the document look like names elsewhere in the crate",
        has_confusable,
    );
    let mixed = allow(
        "mixed_script_confusables",
        "the letters that names of the document have of one script look like those of others",
        has_mixed_script_confusables,
    );
    let uncommon = allow(
        "uncommon_codepoints",
        "names of the document have letters that are hardly used today",
        has_uncommon,
    );
    quote!(#confusable #mixed #uncommon)
}

fn foreign(identifiers: &Identifiers) -> impl Iterator<Item = &str> {
    let names = identifiers.iter().map(String::as_str);
    names.filter(|name| !name.is_ascii())
}

/// What `uncommon_codepoints` looks for.
fn has_uncommon(identifiers: &Identifiers) -> bool {
    foreign(identifiers).any(|name| !name.chars().all(char::identifier_allowed))
}

/// What `confusable_idents` looks for.
fn has_confusable(identifiers: &Identifiers) -> bool {
    let foreign: HashSet<String> = foreign(identifiers).map(skeleton).collect();
    let mut seen = HashSet::new();
    !foreign.is_empty()
        && identifiers.iter().any(|name| {
            let skeleton = skeleton(name);
            let is_first = !seen.contains(&skeleton);
            let is_alike = !is_first && foreign.contains(&skeleton);
            seen.insert(skeleton);
            is_alike
        })
}

/// What `mixed_script_confusables` looks for: a script of which the names have only letters that
/// look like those of others.
fn has_mixed_script_confusables(identifiers: &Identifiers) -> bool {
    let mut is_verified = HashMap::from([(AugmentedScriptSet::for_char('A'), true)]);
    let letters = foreign(identifiers).flat_map(str::chars);
    for letter in letters.filter(|c| !c.is_ascii() && c.identifier_allowed()) {
        let verified = is_verified
            .entry(AugmentedScriptSet::for_char(letter))
            .or_default();
        *verified |= !is_potential_mixed_script_confusable_char(letter);
    }
    let shares = |one: AugmentedScriptSet, other: AugmentedScriptSet| {
        let mut both = one;
        both.intersect_with(other);
        !both.is_empty() && !both.is_all()
    };
    let verified: Vec<_> = is_verified
        .iter()
        .filter_map(|(scripts, is_verified)| is_verified.then_some(*scripts))
        .collect();
    is_verified.iter().any(|(scripts, is_verified)| {
        !is_verified && !scripts.is_all() && !verified.iter().any(|other| shares(*other, *scripts))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_foreign_identifiers_are_looked_for_in_all_files() {
        let ascii = "const A: &str = \"\u{430}\"; // \u{430}\n";
        assert!(of_files([ascii, "fn b() {}"].into_iter()).is_empty());
        let foreign = "fn \u{430}() {}";
        let all = of_files([ascii, "fn b() {}", foreign].into_iter());
        let expected = ["A", "b", "const", "fn", "str", "\u{430}"].map(str::to_owned);
        assert_eq!(all, expected.into());
    }

    #[test]
    fn a_lint_is_allowed_where_the_compiler_would_warn() {
        for (names, lints) in [
            (&["l1", "lI", "o0", "oO"][..], &[][..]),
            (&["größe", "naïve"], &[]),
            (&["имя", "пользователь"], &[]),
            (&["όνομα", "χρήστης"], &[]),
            (&["名前", "ユーザー"], &[]),
            (
                &["admin", "\u{430}dmin"],
                &["confusable_idents", "mixed_script_confusables"],
            ),
            (&["\u{430}", "имя"], &[]),
            (&["\u{430}"], &["mixed_script_confusables"]),
            (&["a", "\u{430}", "имя"], &["confusable_idents"]),
            (&["r\u{e8}gle", "\u{212b}"], &["uncommon_codepoints"]),
        ] {
            let mut identifiers = Identifiers::new();
            for name in names {
                collect(name.parse().expect("an identifier"), &mut identifiers);
            }
            let text = allowed(&[identifiers]).to_string();
            for lint in [
                "confusable_idents",
                "mixed_script_confusables",
                "uncommon_codepoints",
            ] {
                assert_eq!(
                    text.contains(lint),
                    lints.contains(&lint),
                    "{lint} {names:?}"
                );
            }
        }
    }
}
