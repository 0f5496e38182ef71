//! `use` items for what a file names.
//!
//! What can be imported, and where, is listed in [`IMPORTS`]; emitters write the names alone.

use std::collections::BTreeSet;
use std::iter::Peekable;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree, token_stream};
use quote::quote;

use crate::emit::rust::types::ident;
use crate::names::reserved::{FileKind, IMPORTS, Import};

/// The `use` items of a file with these tokens.
pub(crate) fn of(file: FileKind, tokens: &TokenStream) -> TokenStream {
    from(file, tokens, &ident("crate"))
}

/// The same, where the crate has the name `root`.
pub(crate) fn from(file: FileKind, tokens: &TokenStream, root: &Ident) -> TokenStream {
    let used = used(tokens);
    let needed: Vec<&Import> = IMPORTS
        .iter()
        .filter(|import| import.files.contains(&file) && used.contains(import.name))
        .collect();
    needed
        // Of the crate's root each has a line of its own.
        .chunk_by(|one, other| one.path == other.path && one.path != "crate")
        .map(|imports| item(imports, root))
        .collect()
}

/// The item for names of one module.
fn item(imports: &[&Import], root: &Ident) -> TokenStream {
    let segments = imports[0].path.split("::").map(|segment| match segment {
        "crate" => root.clone(),
        segment => ident(segment),
    });
    let path = quote!(#(#segments)::*);
    let names: Vec<Ident> = imports
        .iter()
        .map(|import| {
            let is_path = import.path.rsplit("::").next() == Some(import.name);
            ident(if is_path { "self" } else { import.name })
        })
        .collect();
    match names.as_slice() {
        [name] => quote!(use #path::#name;),
        names => quote!(use #path::{#(#names),*};),
    }
}

/// What the tokens name that may have to be imported.
fn used(tokens: &TokenStream) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    collect(tokens.clone(), &mut used);
    used
}

fn collect(tokens: TokenStream, used: &mut BTreeSet<String>) {
    let mut tokens = tokens.into_iter().peekable();
    let (mut colons, mut is_named, mut is_enum) = (0, false, false);
    while let Some(token) = tokens.next() {
        // Attributes, most of them docs, name nothing that is imported.
        if matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '#') {
            tokens.next();
            continue;
        }
        let (before, declared) = (std::mem::take(&mut colons), std::mem::take(&mut is_named));
        match token {
            TokenTree::Ident(name) => {
                let name = name.to_string();
                is_enum |= name == "enum";
                is_named = matches!(name.as_str(), "enum" | "fn" | "mod" | "struct");
                // `models::Error` is no `Error`.
                if before < 2 && !declared && begins_path(&name, &mut tokens) {
                    used.insert(name);
                }
            }
            // What follows a dot is a field or a method.
            TokenTree::Punct(punct) if punct.as_char() == '.' => is_named = true,
            TokenTree::Punct(punct) if punct.as_char() == ':' => colons = before + 1,
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            TokenTree::Group(group) => {
                if is_enum && group.delimiter() == Delimiter::Brace {
                    is_enum = false;
                    collect(without_variants(group.stream()), used);
                } else {
                    collect(group.stream(), used);
                }
            }
        }
    }
}

/// True for types, and for modules, functions and macros: of the names in lower case those that
/// are used as such. Others are variables.
fn begins_path(name: &str, rest: &mut Peekable<token_stream::IntoIter>) -> bool {
    if !name.starts_with(char::is_lowercase) {
        return true;
    }
    match rest.peek() {
        Some(TokenTree::Punct(punct)) => {
            punct.as_char() == '!'
                || (punct.as_char() == ':' && punct.spacing() == proc_macro2::Spacing::Joint)
        }
        Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Parenthesis,
        _ => false,
    }
}

/// The inside of an enum without the names of its variants.
fn without_variants(tokens: TokenStream) -> TokenStream {
    let mut starts = true;
    tokens
        .into_iter()
        .filter(|token| match token {
            TokenTree::Ident(_) => !std::mem::replace(&mut starts, false),
            TokenTree::Punct(punct) => {
                starts |= punct.as_char() == ',';
                true
            }
            _ => true,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use quote::ToTokens;
    use syn::{Item, UseTree, Visibility};

    use super::*;
    use crate::{File, Options};

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
                self.headers.fmt::<Value>(models::Request, client)
            }
        };
        let text = of(FileKind::Operation, &tokens).to_string();
        let expected = quote! {
            use crate::Client;
            use crate::models;
            use crate::runtime::{Bytes, Error};
            use serde_json::Value;
        };
        assert_eq!(text, expected.to_string());
    }

    #[test]
    fn a_module_is_imported_with_what_it_holds() {
        let tokens = quote!(object::skip(Name, redacted(one)); json_object!(Pet););
        let text = from(FileKind::Models, &tokens, &ident("pets")).to_string();
        let expected = quote! {
            use pets::runtime::redacted;
            use pets::runtime::object::{self, Name, json_object};
        };
        assert_eq!(text, expected.to_string());
    }

    /// The kind of a generated file; nothing for those that import nothing.
    fn kind(path: &str) -> Option<FileKind> {
        let parts: Vec<&str> = path.split('/').collect();
        match parts.as_slice() {
            ["src", "models" | "operations", "mod.rs"] => None,
            ["src", "models", _] => Some(FileKind::Models),
            ["src", "operations", _, "mod.rs"] => Some(FileKind::Group),
            ["src", "operations", _, _] => Some(FileKind::Operation),
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
            let is_emitted = |file: &&File| !file.path.starts_with("src/runtime/");
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
