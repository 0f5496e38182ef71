//! Names that stand in one namespace.

use std::collections::HashMap;

use super::length::fitting;
use super::look_alikes::{LookAlikes, skeleton, spelled_out};
use crate::ir::Name;

/// Names that must differ from each other, and look different.
#[derive(Debug, Default, Clone)]
pub(crate) struct Scope {
    /// Each name, with the pointer of what bears it.
    taken: HashMap<String, Option<String>>,
    look_alikes: LookAlikes,
    /// The number to try next, for names that were asked for more than once. The numbers before it
    /// are taken.
    next: HashMap<String, usize>,
}

/// A name of a scope that another looks like.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct LookAlike {
    /// The name.
    pub name: String,
    /// The pointer of what bears it; none for names of generated code.
    pub pointer: Option<String>,
}

impl Scope {
    /// A scope in which some names are taken from the start.
    pub(crate) fn with(reserved: &[&str]) -> Self {
        Self {
            taken: reserved
                .iter()
                .map(|&name| (name.to_owned(), None))
                .collect(),
            ..Self::default()
        }
    }

    /// Takes `name`, or says that it, or one that looks like it, is taken already.
    pub(crate) fn take(&mut self, name: &Name) -> bool {
        let name = name.as_str();
        if self.taken.contains_key(name) || self.alike(name).is_some() {
            return false;
        }
        self.look_alikes.add(name);
        self.taken.insert(name.to_owned(), None);
        true
    }

    /// Takes `name`, or the first of `name_2`, `name_3`, … (types: `Name2`) that is free. If it
    /// looks like another, its letters that are not ASCII are spelled out first.
    pub(crate) fn unique(&mut self, name: &Name, separator: &str) -> Name {
        let name = fitting(name, separator);
        if self.take(&name) {
            return name;
        }
        let is_alike = self.alike(name.as_str()).is_some();
        let name = if is_alike && !name.as_str().is_ascii() {
            let spelled = spelled_out(name.as_str(), separator);
            let name = fitting(&Name::new(spelled, false), separator);
            if self.take(&name) {
                return name;
            }
            name
        } else {
            name
        };
        let base = name.extended(separator).as_str().to_owned();
        // ASCII names that another looks like share their numbers.
        let base = if is_alike { skeleton(&base) } else { base };
        let mut number = self.next.get(&base).copied().unwrap_or(2);
        loop {
            let unique = name.extended(&format!("{separator}{number}"));
            number += 1;
            if self.take(&unique) {
                self.next.insert(base, number);
                return unique;
            }
        }
    }

    /// True if this very name is taken.
    pub(crate) fn holds(&self, name: &Name) -> bool {
        self.taken.contains_key(name.as_str())
    }

    /// Says what bears a name that is taken.
    pub(crate) fn set_pointer(&mut self, name: &Name, pointer: &str) {
        if let Some(known) = self.taken.get_mut(name.as_str()) {
            *known = Some(pointer.to_owned());
        }
    }

    /// The other name of this scope that `name` looks like.
    pub(crate) fn look_alike(&mut self, name: &Name) -> Option<LookAlike> {
        let name = self.alike(name.as_str())?.to_owned();
        let pointer = self.taken.get(&name).cloned().flatten();
        Some(LookAlike { name, pointer })
    }

    fn alike(&mut self, name: &str) -> Option<&str> {
        self.look_alikes.find(name, self.taken.keys())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names;

    #[test]
    fn long_names_are_cut() {
        let mut scope = Scope::default();
        let long = names::type_name(&format!("{}one", "word_".repeat(60)));
        let name = scope.unique(&long, "");
        assert!(
            name.as_str().starts_with("WordWord") && name.as_str().len() <= 180,
            "{name}"
        );
        let name = names::type_name("PetStore");
        assert_eq!(scope.unique(&name, "").as_str(), "PetStore");
    }

    #[test]
    fn a_collision_numbers_the_later_name() {
        let rows = [
            ("send", "_", "send_2"),
            ("Pet", "", "Pet"),
            ("Pet", "", "Pet2"),
            ("r#type", "_", "r#type"),
            ("r#type", "_", "type_2"),
            ("self_", "_", "self_"),
            ("self_", "_", "self_2"),
        ];
        assert_names(Scope::with(&["send"]), &rows);
    }

    #[test]
    fn names_that_look_alike_are_told_apart() {
        let rows = [
            ("admin", "_", "admin"),
            // Cyrillic.
            ("\u{430}dmin", "_", "u430_dmin"),
            ("\u{430}dmin", "_", "u430_dmin_2"),
            ("\u{430}dm\u{456}n", "_", "u430_dm_u456_n"),
            ("s\u{435}nd", "_", "s_u435_nd"),
            ("s_\u{435}_nd", "_", "s_\u{435}_nd"),
            ("Page", "", "Page"),
            ("P\u{430}ge", "", "PU430ge"),
            // The later name is the one that is changed, whatever its letters.
            ("\u{441}\u{43e}\u{440}", "_", "\u{441}\u{43e}\u{440}"),
            ("cop", "_", "cop_2"),
            // Names of one script that differ, and ASCII ones.
            ("имя", "_", "имя"),
            ("имена", "_", "имена"),
            ("l1", "_", "l1"),
            ("lI", "_", "lI"),
            ("o0", "_", "o0"),
            ("oO", "_", "oO"),
        ];
        assert_names(Scope::with(&["send"]), &rows);
    }

    #[test]
    fn a_name_that_another_looks_like_is_known_with_its_pointer() {
        let name = |text| names::chosen(text).expect("an identifier");
        let mut scope = Scope::with(&["send"]);
        assert!(scope.take(&name("admin")));
        scope.set_pointer(&name("admin"), "/a");
        let alike = |name: &str, pointer: Option<&str>| {
            Some(LookAlike {
                name: name.to_owned(),
                pointer: pointer.map(str::to_owned),
            })
        };
        assert_eq!(
            scope.look_alike(&name("\u{430}dmin")),
            alike("admin", Some("/a"))
        );
        assert_eq!(scope.look_alike(&name("s\u{435}nd")), alike("send", None));
        assert_eq!(scope.look_alike(&name("admin")), None);
        assert_eq!(scope.look_alike(&name("имя")), None);
    }

    fn assert_names(mut scope: Scope, rows: &[(&str, &str, &str)]) {
        for (name, separator, expected) in rows {
            let name = names::chosen(name).expect("an identifier");
            assert_eq!(scope.unique(&name, separator).to_string(), *expected);
        }
    }
}
