//! What a type means: its text in an outline with the aliases in it resolved, and with the names that
//! its types have now.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::outline::Outline;

/// Aliases of aliases are followed this far.
const DEEPEST: usize = 16;
/// A type that is longer than this when its aliases are resolved stays as it is written.
const LONGEST: usize = 4096;

/// What names of types stand for.
#[derive(Default)]
pub(super) struct Meanings<'a> {
    aliases: HashMap<&'a str, &'a str>,
    renamed: HashMap<String, String>,
}

impl<'a> Meanings<'a> {
    /// Those of the aliases in an outline.
    pub fn of(outline: &'a Outline) -> Self {
        let types = outline.items.iter().map(|item| &item.line);
        let aliases = types.filter(|line| line.kind == "type" && !line.has("newtype"));
        Self {
            aliases: aliases
                .filter_map(|line| Some((line.name.as_str(), line.signature.strip_prefix(" = ")?)))
                .collect(),
            renamed: HashMap::new(),
        }
    }

    /// With these names for those of old.
    pub fn renamed(mut self, names: impl IntoIterator<Item = (String, String)>) -> Self {
        self.renamed.extend(names);
        self
    }

    /// The name that a type of this name has now, if that is another.
    pub fn new_name(&self, name: &str) -> Option<&str> {
        self.renamed.get(name).map(String::as_str)
    }

    /// A text with each name in it replaced by what it stands for.
    pub fn resolve<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.aliases.is_empty() && self.renamed.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut text = Cow::Borrowed(text);
        for _ in 0..DEEPEST {
            match self.step(&text) {
                Some(next) if next.len() <= LONGEST.max(text.len()) => text = Cow::Owned(next),
                _ => break,
            }
        }
        text
    }

    /// The text with each name replaced once; nothing if there is none to replace.
    fn step(&self, text: &str) -> Option<String> {
        let is_of_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '#');
        let mut out = String::with_capacity(text.len());
        let mut is_changed = false;
        let most = LONGEST.max(text.len());
        let mut rest = text;
        while let Some(start) = rest.find(is_of_path) {
            let (between, from) = rest.split_at(start);
            let end = from.find(|c| !is_of_path(c)).unwrap_or(from.len());
            let (path, after) = from.split_at(end);
            // The `:` behind the name of an argument.
            let name = path.trim_end_matches(':');
            let meant = self.renamed.get(name).map(String::as_str);
            let meant = meant.or_else(|| self.aliases.get(name).copied());
            is_changed |= meant.is_some_and(|meant| meant != name);
            out += between;
            out += meant.unwrap_or(name);
            out += &path[name.len()..];
            rest = after;
            if out.len() > most {
                return None;
            }
        }
        out += rest;
        is_changed.then_some(out)
    }
}

#[cfg(test)]
mod tests {
    use super::Meanings;
    use crate::outline::Outline;

    #[test]
    fn aliases_and_renamed_types_are_what_they_stand_for() {
        let outline = "type models::Id = String\ntype models::Ids = Vec<models::Id>\n\
                       type models::Loop = Vec<models::Loop>; newtype\n";
        let outline = Outline::parse(outline);
        let names = [("models::Pet".to_owned(), "models::Animal".to_owned())];
        let meanings = Meanings::of(&outline).renamed(names);
        for (text, expected) in [
            ("(models::Ids)", "(Vec<String>)"),
            (
                "new(ids: models::Ids, pet: models::Pet)",
                "new(ids: Vec<String>, pet: models::Animal)",
            ),
            ("models::PetId", "models::PetId"),
            ("models::Loop", "models::Loop"),
        ] {
            assert_eq!(meanings.resolve(text), expected);
        }
    }

    #[test]
    fn aliases_that_grow_are_not_followed_for_ever() {
        let outline =
            "type models::A = (models::B, models::B)\ntype models::B = (models::A, models::A)\n";
        let outline = Outline::parse(outline);
        assert!(Meanings::of(&outline).resolve("models::A").len() < 10_000);
    }
}
