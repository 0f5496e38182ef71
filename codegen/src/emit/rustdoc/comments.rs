//! The doc comments of a whole file, as rustdoc puts them together.

use std::iter::Peekable;

use proc_macro2::{Delimiter, TokenStream, TokenTree, token_stream};
use syn::Lit;

use crate::emit::rustdoc::check::{self, Hazard};

/// The first hazard in the docs of any item, apart from code blocks that are one of `own`.
pub(crate) fn hazard(tokens: &TokenStream, own: &[String]) -> Option<Hazard> {
    let mut docs = String::new();
    let mut trees = tokens.clone().into_iter().peekable();
    while let Some(tree) = trees.next() {
        match tree {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                if let Some(line) = doc_attribute(&mut trees) {
                    // Every line has a space before it, which is no part of the text.
                    docs.push_str(line.strip_prefix(' ').unwrap_or(&line));
                    docs.push('\n');
                    continue;
                }
            }
            TokenTree::Group(group) => {
                if let Some(hazard) = hazard(&group.stream(), own) {
                    return Some(hazard);
                }
            }
            TokenTree::Punct(_) | TokenTree::Ident(_) | TokenTree::Literal(_) => {}
        }
        if let Some(hazard) = check::hazard(&docs, own).filter(|_| !docs.is_empty()) {
            return Some(hazard);
        }
        docs.clear();
    }
    check::hazard(&docs, own).filter(|_| !docs.is_empty())
}

/// The text of a `doc` attribute, after its `#`.
fn doc_attribute(trees: &mut Peekable<token_stream::IntoIter>) -> Option<String> {
    trees.next_if(|tree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == '!'));
    let attribute = trees.next_if(
        |tree| matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket),
    )?;
    let TokenTree::Group(attribute) = attribute else {
        return None;
    };
    let mut inner = attribute.stream().into_iter();
    let name = inner.next()?;
    match (name, inner.next()?, inner.next()?) {
        (TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Literal(text))
            if name == "doc" =>
        {
            match Lit::new(text) {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    #[test]
    fn docs_of_every_item_are_seen_as_a_whole() {
        let rows = [
            (quote! { #![doc = " a"] mod b; }, false),
            (quote! { #![doc = "     a"] mod b; }, true),
            (
                quote! { struct A { #[doc = " ```"] #[doc = " a();"] #[doc = " ```"] b: C } },
                true,
            ),
            (
                quote! { #[doc = " ```text"] #[doc = " a();"] #[doc = " ```"] struct A; },
                false,
            ),
            (quote! { enum A { #[doc = " <b>"] #[cfg(c)] B } }, true),
            (
                quote! { #[doc = " `<b>"] #[doc = " `"] #[must_use] fn f() {} },
                false,
            ),
            (
                quote! { #[doc = " ```no_run"] #[doc = " own();"] #[doc = " ```"] fn f() {} },
                false,
            ),
            (quote! { #[doc = " [a](javascript:b)"] fn f() {} }, true),
        ];
        for (tokens, is_hazard) in rows {
            let found = hazard(&tokens, &["own();\n".to_owned()]);
            assert_eq!(found.is_some(), is_hazard, "{tokens}: {found:?}");
        }
    }
}
