//! `use` items for what a file names.
//!
//! What can be imported, and where, is listed in [`IMPORTS`]; emitters write the names alone.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{
    Attribute, Expr, ExprCall, Item, ItemUse, Macro, MacroDelimiter, Path, Token, UseGroup,
    UseName, UsePath, UseTree, Visibility, token,
};

use crate::emit::rust::types::ident;
use crate::names::reserved::{FileKind, IMPORTS, Import};

/// Adds the `use` items that a file of this kind needs, after its modules and re-exports. `root`
/// is how the file calls the generated crate.
pub(crate) fn add(kind: FileKind, root: &Ident, file: &mut syn::File) {
    let mut used = Used {
        imports: IMPORTS
            .iter()
            .filter(|import| import.files.contains(&kind))
            .map(|import| (import, false))
            .collect(),
    };
    used.visit_file(file);
    let needed = used.imports.into_iter().filter(|(_, is_used)| *is_used);
    let needed: Vec<&Import> = needed.map(|(import, _)| import).collect();
    let items = needed
        // Of the crate's root each has a line of its own.
        .chunk_by(|one, other| one.path == other.path && one.path != "crate")
        .map(|imports| item(imports, root));
    let is_declaration = |item: &&Item| match item {
        Item::Mod(module) => module.content.is_none(),
        Item::Use(item) => !matches!(item.vis, Visibility::Inherited),
        _ => false,
    };
    let at = file.items.iter().take_while(is_declaration).count();
    file.items.splice(at..at, items);
}

/// The item for names of one module.
fn item(imports: &[&Import], root: &Ident) -> Item {
    let name = |import: &&Import| {
        let is_path = import.path.rsplit("::").next() == Some(import.name);
        UseTree::Name(UseName {
            ident: ident(if is_path { "self" } else { import.name }),
        })
    };
    let names = match imports {
        [only] => name(only),
        several => UseTree::Group(UseGroup {
            brace_token: token::Brace::default(),
            items: several.iter().map(name).collect(),
        }),
    };
    let segments: Vec<&str> = imports[0].path.split("::").collect();
    let segments = segments.into_iter().map(|segment| match segment {
        "crate" => root.clone(),
        segment => ident(segment),
    });
    Item::Use(ItemUse {
        attrs: Vec::new(),
        vis: Visibility::Inherited,
        use_token: <Token![use]>::default(),
        leading_colon: None,
        tree: segments.rev().fold(names, |tree, ident| {
            UseTree::Path(UsePath {
                ident,
                colon2_token: <Token![::]>::default(),
                tree: Box::new(tree),
            })
        }),
        semi_token: <Token![;]>::default(),
    })
}

/// The imports that a file can have, each with whether its code names it.
struct Used {
    imports: Vec<(&'static Import, bool)>,
}

impl Used {
    fn see(&mut self, name: &Ident) {
        self.see_if(name, |_| true);
    }

    fn see_if(&mut self, name: &Ident, is_meant: impl Fn(&Import) -> bool) {
        if let Some((import, is_used)) = self.imports.iter_mut().find(|it| name == it.0.name) {
            *is_used |= is_meant(import);
        }
    }

    /// The inside of a macro: every name that does not belong to another.
    fn see_tokens(&mut self, tokens: &TokenStream) {
        let mut is_member = false;
        for token in tokens.clone() {
            match &token {
                TokenTree::Ident(name) if !is_member => self.see(name),
                TokenTree::Group(group) => self.see_tokens(&group.stream()),
                _ => {}
            }
            is_member =
                matches!(&token, TokenTree::Punct(punct) if matches!(punct.as_char(), '.' | ':'));
        }
    }

    /// A table for a macro of the runtime: the types in it. What the fields, variants and kinds of
    /// its rows are called names nothing that is imported.
    fn see_table(&mut self, tokens: &TokenStream) {
        let mut is_type = false;
        for token in tokens.clone() {
            match token {
                TokenTree::Punct(punct) if punct.as_char() == ';' => is_type = false,
                TokenTree::Punct(punct) => is_type |= punct.as_char() == ':',
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                    self.see_table(&group.stream());
                }
                token if is_type => self.see_types(&token.into()),
                _ => {}
            }
        }
    }

    /// The inside of a row of a table, from the type on.
    fn see_types(&mut self, tokens: &TokenStream) {
        for token in tokens.clone() {
            match token {
                TokenTree::Ident(name) => {
                    self.see_if(&name, |import| import.name.starts_with(char::is_uppercase));
                }
                TokenTree::Group(group) => self.see_types(&group.stream()),
                _ => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Used {
    /// Attributes, most of them docs, name nothing that is imported.
    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_path(&mut self, path: &'ast Path) {
        if let Some(first) = path.segments.first() {
            let is_alone = path.segments.len() == 1;
            self.see_if(&first.ident, |import| {
                // A single name in lower case is a variable.
                !is_alone || import.name.starts_with(char::is_uppercase)
            });
        }
        visit::visit_path(self, path);
    }

    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        if let Expr::Path(function) = &*call.func
            && let Some(name) = function.path.get_ident()
        {
            self.see(name);
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        if let Some(name) = call.path.get_ident() {
            self.see(name);
        }
        match call.delimiter {
            // Its rows are code.
            MacroDelimiter::Brace(_)
                if !call.path.is_ident("operation") && !call.path.is_ident("pages") =>
            {
                self.see_table(&call.tokens);
            }
            _ => self.see_tokens(&call.tokens),
        }
        visit::visit_macro(self, call);
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use quote::{ToTokens, quote};

    use super::*;
    use crate::{File, Options};

    /// The `use` items that are added to a file.
    fn added(kind: FileKind, root: &str, tokens: TokenStream) -> String {
        let mut file: syn::File = syn::parse2(tokens).expect("Rust");
        add(kind, &ident(root), &mut file);
        let items = file.items.iter();
        let imports = items.filter(|item| matches!(item, Item::Use(_)));
        imports
            .map(|item| item.to_token_stream().to_string())
            .collect()
    }

    #[test]
    fn what_is_named_is_imported() {
        let tokens = quote! {
            #[derive(Clone)]
            pub enum Choice {
                #[doc = "Not the runtime's."]
                Style(Bytes),
                Method { body: Error },
            }
            fn headers(self, client: Client) -> std::fmt::Result {
                self.models();
                self.headers.fmt::<Value>(models::Request, client, headers)
            }
        };
        let text = added(FileKind::Operation, "crate", tokens);
        let expected = quote! {
            use crate::Client;
            use crate::models;
            use crate::runtime::{Bytes, Error};
            use serde_json::Value;
        };
        assert_eq!(text, expected.to_string().replace("; use", ";use"));
    }

    #[test]
    fn a_module_is_imported_with_what_it_holds() {
        let tokens = quote! {
            fn all() { float::finite(redacted(one), fmt) }
            list!(Pet, self.Redacted, pets::Serialize, Value);
        };
        let text = added(FileKind::Models, "pets", tokens);
        let expected = quote! {
            use pets::runtime::{float, redacted};
            use serde_json::Value;
        };
        assert_eq!(text, expected.to_string().replace("; use", ";use"));
    }

    #[test]
    fn what_the_table_of_an_operation_names_is_imported() {
        let tokens = quote! {
            operation! {
                List<'_>: GET "/pets", [];
                |self, request| { request.query_styled("a", self.headers.as_ref(), Style::Form); }
                |response| Response<Vec<models::Bytes>> { 200..=299 => response.json(); }
                |response| Error { _ => response.undocumented(); }
            }
            setters! { List<'_> { #[doc = " Request."] headers: i64 => Some(headers); } }
        };
        let text = added(FileKind::Operation, "crate", tokens);
        let expected = quote! {
            use crate::models;
            use crate::runtime::{Error, Response, Style, operation, setters};
        };
        assert_eq!(text, expected.to_string().replace("; use", ";use"));
    }

    #[test]
    fn what_rows_of_a_table_are_called_is_not_imported() {
        let tokens = quote! {
            json_object! { Pet: Default { required integer = "integer"; ..others fmt; } }
            string_enum! { Kind { Value = "a"; ..Redacted; } }
            setters! {
                Pet {
                    float: impl Into<BTreeMap<String, i64>> => Some(float.into());
                }
            }
        };
        let text = added(FileKind::Models, "pets", tokens);
        let expected = quote! {
            use pets::runtime::{json_object, setters, string_enum};
            use std::collections::BTreeMap;
        };
        assert_eq!(text, expected.to_string().replace("; use", ";use"));
    }

    /// The kind of a generated file; nothing for those that import nothing.
    fn kind(path: &str) -> Option<FileKind> {
        let parts: Vec<&str> = path.split('/').collect();
        match parts.as_slice() {
            ["src", "models" | "operations" | "responses", "mod.rs"] => None,
            ["src", "models", _] => Some(FileKind::Models),
            ["src", "operations", _, "mod.rs"] => Some(FileKind::Group),
            ["src", "operations", _, _] => Some(FileKind::Operation),
            ["src", "responses", _] => Some(FileKind::Responses),
            ["src", "client.rs"] => Some(FileKind::Client),
            ["tests", "examples.rs"] => Some(FileKind::Tests),
            _ => None,
        }
    }

    /// The names that a `use` item imports, with the modules that they are in.
    fn leaves(tree: &UseTree, path: &str, found: &mut Vec<(String, String)>) {
        match tree {
            UseTree::Path(inner) => {
                let path = match path {
                    "" => inner.ident.to_string(),
                    path => format!("{path}::{}", inner.ident),
                };
                leaves(&inner.tree, &path, found);
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    leaves(tree, path, found);
                }
            }
            UseTree::Name(name) if name.ident == "self" => {
                let name = path.rsplit("::").next().unwrap_or_default();
                found.push((path.to_owned(), name.to_owned()));
            }
            UseTree::Name(name) => found.push((path.to_owned(), name.ident.to_string())),
            _ => found.push((path.to_owned(), tree.to_token_stream().to_string())),
        }
    }

    /// `lower` keeps what the document names apart from the names in the list.
    #[test]
    fn no_file_imports_what_the_list_lacks() {
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
        let options = Options {
            crate_name: "names".to_owned(),
            ..Options::default()
        };
        let features = fixtures.join("features").read_dir().expect("a folder");
        let features = features.map(|entry| entry.expect("a file").path());
        for spec in features.chain([fixtures.join("wire.yaml")]) {
            let generated = crate::generate(&spec, &options).expect("the fixture is generated");
            let is_emitted =
                |file: &&File| file.is_rust() && !file.path.starts_with("src/runtime/");
            for file in generated.files.iter().filter(is_emitted) {
                let syntax = syn::parse_file(&file.contents).expect("Rust");
                let mut found = Vec::new();
                for item in &syntax.items {
                    if let Item::Use(item) = item
                        && matches!(item.vis, Visibility::Inherited)
                    {
                        leaves(&item.tree, "", &mut found);
                    }
                }
                // Models of other files are the document's.
                found.retain(|(path, _)| path != "super");
                for (path, name) in found {
                    let path = path.replace("names", "crate");
                    let is_listed = IMPORTS.iter().any(|import| {
                        let files = kind(&file.path).map(|kind| import.files.contains(&kind));
                        import.name == name && import.path == path && files == Some(true)
                    });
                    assert!(is_listed, "{} imports {path}::{name}", file.path);
                }
            }
        }
    }
}
