//! Names that stand in one namespace.

use std::collections::{HashMap, HashSet};

use super::length::fitting;
use crate::ir::Name;

/// Names that must differ from each other.
#[derive(Debug, Default, Clone)]
pub(crate) struct Scope {
    taken: HashSet<String>,
    /// The number to try next, for names that were asked for more than once. The numbers before it
    /// are taken.
    next: HashMap<String, usize>,
}

impl Scope {
    /// A scope in which some names are taken from the start.
    pub(crate) fn with(reserved: &[&str]) -> Self {
        Self {
            taken: reserved.iter().map(|&name| name.to_owned()).collect(),
            next: HashMap::new(),
        }
    }

    /// Takes `name`, or says that it is taken already.
    pub(crate) fn take(&mut self, name: &Name) -> bool {
        self.taken.insert(name.as_str().to_owned())
    }

    /// Takes `name`, or the first of `name_2`, `name_3`, … (types: `Name2`) that is free.
    pub(crate) fn unique(&mut self, name: &Name, separator: &str) -> Name {
        let name = fitting(name, separator);
        if self.take(&name) {
            return name;
        }
        let base = name.extended(separator).as_str().to_owned();
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
            let name = names::chosen(name).expect("an identifier");
            assert_eq!(scope.unique(&name, separator).to_string(), expected);
        }
    }
}
