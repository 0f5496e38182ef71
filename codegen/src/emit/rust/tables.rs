//! Tables that the runtime's macros take, with a line for each row.
//!
//! Prettyplease knows nothing of what is in a macro and sets it as one paragraph. A table in braces
//! is set here instead, and stands in the file as a word until all else is formatted.

use std::fmt::Write;

use proc_macro2::{Delimiter, Literal, Spacing, TokenStream, TokenTree};
use syn::{Item, MacroDelimiter};

/// How wide a row may be before what is behind its `=>` takes a line of its own.
const WIDTH: usize = 98;

/// Begins the word that stands for a table. No text has it, for control characters are removed.
const MARK: char = '\u{2}';

/// The tables of a file.
#[derive(Default)]
pub(super) struct Tables(Vec<String>);

impl Tables {
    /// Puts a word in the place of each table among the items.
    pub(super) fn take(items: &mut [Item]) -> Self {
        let mut tables = Self::default();
        for item in items {
            if let Item::Macro(item) = item
                && let MacroDelimiter::Brace(_) = item.mac.delimiter
            {
                let word = Literal::string(&format!("{MARK}{}", tables.0.len()));
                let table = std::mem::replace(&mut item.mac.tokens, TokenTree::from(word).into());
                let mut text = Text::default();
                text.rows(table, 1);
                tables.0.push(text.out);
            }
        }
        tables
    }

    /// The table that a line of formatted code stands for.
    pub(super) fn find(&self, line: &str) -> Option<&str> {
        let number = line.trim_start().strip_prefix("\"\\u{2}")?;
        let number: usize = number.strip_suffix('"')?.parse().ok()?;
        self.0.get(number).map(String::as_str)
    }
}

/// A table as it is written.
#[derive(Default)]
struct Text {
    out: String,
    /// The row that is being written.
    row: String,
    /// Where what is behind the `=>` of the row begins.
    value: Option<usize>,
    /// True if the next token stands apart from what is before it.
    is_apart: bool,
    /// True between the bars around the parameters of a closure.
    in_bars: bool,
}

impl Text {
    fn rows(&mut self, tokens: TokenStream, depth: usize) {
        for token in tokens {
            match token {
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                    self.row.push_str(if group.stream().is_empty() {
                        " {}"
                    } else {
                        " {"
                    });
                    let is_empty = group.stream().is_empty();
                    self.end(depth);
                    if !is_empty {
                        self.rows(group.stream(), depth + 1);
                        self.row.push('}');
                        self.end(depth);
                    }
                }
                TokenTree::Punct(punct) if punct.as_char() == ';' => {
                    self.row.push(';');
                    self.end(depth);
                }
                TokenTree::Group(group) if self.row == "#" => {
                    self.group(&group);
                    self.end(depth);
                }
                token => self.token(token),
            }
        }
    }

    /// Ends the row.
    fn end(&mut self, depth: usize) {
        let indent = 4 * depth;
        let _ = match self.value {
            Some(value) if indent + self.row.len() > WIDTH => {
                let (taken, value) = self.row.split_at(value);
                let (taken, value) = (taken.trim_end(), value.trim_start());
                let deeper = indent + 4;
                writeln!(self.out, "{:indent$}{taken}\n{:deeper$}{value}", "", "")
            }
            _ => writeln!(self.out, "{:indent$}{}", "", self.row),
        };
        self.row.clear();
        self.value = None;
        self.is_apart = false;
    }

    fn token(&mut self, token: TokenTree) {
        match token {
            TokenTree::Group(group) => self.group(&group),
            TokenTree::Ident(word) => self.word(&word.to_string()),
            TokenTree::Literal(word) => self.word(&word.to_string()),
            TokenTree::Punct(punct) => self.punct(punct.as_char(), punct.spacing()),
        }
    }

    fn group(&mut self, group: &proc_macro2::Group) {
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace | Delimiter::None => ("", ""),
        };
        self.space_if_apart();
        self.row.push_str(open);
        self.is_apart = false;
        for token in group.stream() {
            self.token(token);
        }
        self.row.push_str(close);
        self.is_apart = false;
    }

    fn word(&mut self, word: &str) {
        let is_behind_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '"');
        if self.row.ends_with(is_behind_word) {
            self.is_apart = true;
        }
        self.space_if_apart();
        self.row.push_str(word);
        self.is_apart = false;
    }

    fn punct(&mut self, punct: char, spacing: Spacing) {
        let is_joint = spacing == Spacing::Joint;
        let (before, after) = match punct {
            '=' => (true, !is_joint),
            '>' if self.row.ends_with('=') => {
                self.row.push_str("> ");
                self.value = Some(self.row.len());
                return;
            }
            ',' => (false, true),
            ':' => (false, !is_joint && !self.row.ends_with(':')),
            '|' => {
                self.in_bars = !self.in_bars;
                (self.in_bars && self.is_apart, !self.in_bars)
            }
            _ => (self.is_apart, false),
        };
        self.is_apart = before && !self.row.is_empty();
        self.space_if_apart();
        self.row.push(punct);
        self.is_apart = after;
    }

    fn space_if_apart(&mut self) {
        if self.is_apart && !self.row.ends_with(' ') {
            self.row.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    #[test]
    fn each_row_has_a_line() {
        let tokens = quote! {
            setters! {
                Pet {
                    name: impl Into<String> => name.into();
                    #[deprecated]
                    lives: &'static str => Some(-1);
                    size_of_the_animal_in_its_enclosure: impl IntoIterator<Item = (impl Into<String>, i64)> =>
                        Some(a.into_iter().map(|(name, value)| (name.into(), value)).collect());
                }
            }
            json_object! { Pet: Default { required name = "na\"me"; ..others more; } }
            json_object! { Nothing: Default {} }
            integer_enum! { Size { One = -1; Two = 10_000; ..Other; } }
        };
        let mut file: syn::File = syn::parse2(tokens).expect("Rust");
        let tables = Tables::take(&mut file.items);
        let expected = "    Pet {
        name: impl Into<String> => name.into();
        #[deprecated]
        lives: &'static str => Some(-1);
        size_of_the_animal_in_its_enclosure: impl IntoIterator<Item = (impl Into<String>, i64)> =>
            Some(a.into_iter().map(|(name, value)| (name.into(), value)).collect());
    }
    Pet: Default {
        required name = \"na\\\"me\";
        ..others more;
    }
    Nothing: Default {}
    Size {
        One = -1;
        Two = 10_000;
        ..Other;
    }
";
        assert_eq!(tables.0.concat(), expected);
        file.items.truncate(1);
        let text = prettyplease::unparse(&file);
        let found = text.lines().find_map(|line| tables.find(line));
        assert_eq!(found, Some(tables.0[0].as_str()));
    }
}
