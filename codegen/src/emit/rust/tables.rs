//! Tables that the runtime's macros take, with a line for each row.
//!
//! Prettyplease knows nothing of what is in a macro and sets it as one paragraph. A table in braces
//! is set here instead, and stands in the file as a word until all else is formatted.

use std::fmt::Write;

use proc_macro2::{Delimiter, Literal, Spacing, TokenStream, TokenTree};
use syn::{Expr, ExprLit, Item, Lit, MacroDelimiter, Meta, MetaNameValue};

use crate::emit::rust::doc_break::DOC_BREAK;

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
                text.rows(table, 1, ';');
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
    /// Where the items of a list of tuples begin in the row, and where the list ends.
    items: Vec<usize>,
    /// True if the next token stands apart from what is before it.
    is_apart: bool,
    /// True between the bars around the parameters of a closure.
    in_bars: bool,
}

impl Text {
    /// Each row ends with `end`: a semicolon, or the comma of a `match`.
    fn rows(&mut self, tokens: TokenStream, depth: usize, end: char) {
        for token in tokens {
            match token {
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                    let is_empty = group.stream().is_empty();
                    let end = if self.row.starts_with("match ") {
                        ','
                    } else {
                        ';'
                    };
                    self.row.push_str(if is_empty { " {}" } else { " {" });
                    self.end(depth);
                    if !is_empty {
                        self.rows(group.stream(), depth + 1, end);
                        self.row.push('}');
                        self.end(depth);
                    }
                }
                TokenTree::Punct(punct) if punct.as_char() == end => {
                    self.row.push(end);
                    self.end(depth);
                }
                TokenTree::Group(group) if self.row == "#" => match doc_of(&group) {
                    Some(text) => self.docs(&text, depth),
                    None => {
                        self.group(&group);
                        self.end(depth);
                    }
                },
                token => self.token(token),
            }
        }
    }

    /// The lines of a doc attribute whose `#` the row is.
    fn docs(&mut self, text: &str, depth: usize) {
        for line in text.split([DOC_BREAK, '\n']) {
            self.row.replace_range(.., "///");
            self.row.push_str(line.trim_end_matches(' '));
            self.end(depth);
        }
    }

    /// Ends the row, in several lines if it is too wide for one.
    fn end(&mut self, depth: usize) {
        let indent = 4 * depth;
        let is_wide = indent + self.row.len() > WIDTH;
        let breaks = match self.value {
            _ if !is_wide => &[][..],
            _ if !self.items.is_empty() => &self.items,
            Some(value) => &[value],
            None => &[],
        };
        let mut start = 0;
        for (index, &end) in breaks.iter().chain([&self.row.len()]).enumerate() {
            let is_outside = index == 0 || (index == breaks.len() && !self.items.is_empty());
            let indent = if is_outside { indent } else { indent + 4 };
            let line = self.row[start..end].trim();
            let comma = if index + 1 == self.items.len() && is_wide {
                ","
            } else {
                ""
            };
            let _ = writeln!(self.out, "{:indent$}{line}{comma}", "");
            start = end;
        }
        self.row.clear();
        self.items.clear();
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
        let is_list = open == "[" && self.items.is_empty();
        for token in group.stream() {
            if is_list && is_tuple(&token) {
                self.items.push(self.row.len());
            }
            self.token(token);
        }
        if is_list && !self.items.is_empty() {
            self.items.push(self.row.len());
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
            '=' if self.row.ends_with("..") => (false, false),
            '=' => (true, !is_joint),
            '>' if self.row.ends_with('=') => {
                self.row.push_str("> ");
                self.value = Some(self.row.len());
                return;
            }
            ',' => (false, true),
            ':' => (false, !is_joint && !self.row.ends_with(':')),
            // `401 | 403`, and `a || b`.
            '|' if !self.in_bars && self.row.ends_with(is_operand) => (true, !is_joint),
            '|' if self.row.ends_with('|') && !self.is_apart => (false, true),
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

/// The text of a doc attribute, given the group behind its `#`.
fn doc_of(attribute: &proc_macro2::Group) -> Option<String> {
    match syn::parse2(attribute.stream()) {
        Ok(Meta::NameValue(MetaNameValue {
            path,
            value:
                Expr::Lit(ExprLit {
                    lit: Lit::Str(text),
                    ..
                }),
            ..
        })) if path.is_ident("doc") => Some(text.value()),
        _ => None,
    }
}

fn is_tuple(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis)
}

/// True for what may end the left side of an operator.
fn is_operand(last: char) -> bool {
    last.is_alphanumeric() || matches!(last, '_' | ')')
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
            setters! {
                ListPets<'_> {
                    #[doc = " The name.\u{1}\u{1} Of a pet. "]
                    #[deprecated]
                    name: impl Into<String> => Some(name.into());
                }
            }
            operation! {
                ListPets<'_>: GET "/pets", [[0], []];
                |self, request| {
                    request.query("name", self.name.as_ref());
                    if let Some(body) = self.body {
                        match body {
                            Body::Json(body) => request.json("application/json", &body),
                            Body::Form(body) => request.form(&body, &[("a", FormStyle::Json)]),
                            Body::WideForm(body) => request.form(&body, &[("a", FormStyle::Json), ("a", FormStyle::Json)]),
                        }
                    }
                }
                |response| Response<Vec<Option<Pet>>> {
                    _ if response.is_media_type("a/b") || response.is_media_type("c/d") => response.text();
                    200..=299 => response.json_with(|integer::Integer(content)| ListPetsResponse::OfALongName(content));
                }
                |response| Error<()> {
                    401 | 403 | 410..=412 => response.json_error_with(|Integer(content)| content);
                    _ => response.undocumented();
                }
            }
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
    ListPets<'_> {
        /// The name.
        ///
        /// Of a pet.
        #[deprecated]
        name: impl Into<String> => Some(name.into());
    }
    ListPets<'_>: GET \"/pets\", [[0], []];
    |self, request| {
        request.query(\"name\", self.name.as_ref());
        if let Some(body) = self.body {
            match body {
                Body::Json(body) => request.json(\"application/json\", &body),
                Body::Form(body) => request.form(&body, &[(\"a\", FormStyle::Json)]),
                Body::WideForm(body) => request.form(&body, &[
                    (\"a\", FormStyle::Json),
                    (\"a\", FormStyle::Json),
                ]),
            }
        }
    }
    |response| Response<Vec<Option<Pet>>> {
        _ if response.is_media_type(\"a/b\") || response.is_media_type(\"c/d\") => response.text();
        200..=299 =>
            response.json_with(|integer::Integer(content)| ListPetsResponse::OfALongName(content));
    }
    |response| Error<()> {
        401 | 403 | 410..=412 => response.json_error_with(|Integer(content)| content);
        _ => response.undocumented();
    }
";
        assert_eq!(tables.0.concat(), expected);
        file.items.truncate(1);
        let text = prettyplease::unparse(&file);
        let found = text.lines().find_map(|line| tables.find(line));
        assert_eq!(found, Some(tables.0[0].as_str()));
    }
}
