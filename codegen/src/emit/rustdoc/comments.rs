//! The doc comments of a whole file, as rustdoc puts them together.

use std::collections::HashSet;

use crate::emit::rustdoc::check::{self, Hazard};

/// The first hazard in the docs of any item of a formatted file, apart from code blocks that are
/// one of `own`.
pub(crate) fn hazard(contents: &str, own: &HashSet<String>) -> Option<Hazard> {
    let mut docs = String::new();
    // One line more ends the docs of the last item.
    for line in contents.lines().chain([""]) {
        let line = line.trim_start();
        if let Some(text) = line.strip_prefix("///").or(line.strip_prefix("//!")) {
            // Every line has a space before it, which is no part of the text.
            docs.push_str(text.strip_prefix(' ').unwrap_or(text));
            docs.push('\n');
            continue;
        }
        if !docs.is_empty() {
            let found = check::hazard_beside(&docs, own);
            if found.is_some() {
                return found;
            }
            docs.clear();
        }
        // Docs of the generator are lines; what is formatted in another way holds a line break.
        if ["/**", "/*!", "#[doc =", "#![doc ="]
            .iter()
            .any(|other| line.starts_with(other))
        {
            return Some(Hazard::Test(line.to_owned()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::hazard;
    use crate::emit::rust::format;
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
            (quote! { #[doc = " a\n```\nb();\n```"] fn f() {} }, true),
        ];
        for (tokens, is_hazard) in rows {
            let contents = format::file("// mark", tokens, |_| {});
            let found = hazard(&contents, &HashSet::from(["own();\n".to_owned()]));
            assert_eq!(found.is_some(), is_hazard, "{contents}: {found:?}");
        }
    }
}
