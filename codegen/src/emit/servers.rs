//! `src/servers.rs`: the servers that the document names.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::context::{Context, File};
use crate::emit::parallel::Job;
use crate::emit::rust::arguments::{many_arguments, self_named_constructor};
use crate::emit::rustdoc::{code, codes, described, doc, first_line, safe};
use crate::ir::{Server, ServerVariable, UrlPiece};

/// The job that makes the file, if the document names servers.
pub(super) fn job<'a>(context: &'a Context<'_>) -> Option<Job<'a>> {
    let is_needed = context.api.usable_servers().next().is_some();
    is_needed.then(|| -> Job<'a> { Box::new(|| file(context)) })
}

fn file(context: &Context<'_>) -> File {
    let items = context.api.usable_servers().map(one);
    context.file(
        "src/servers.rs".to_owned(),
        quote! {
            #![doc = " The servers that the document names, for [`base_url`](crate::ClientBuilder::base_url)."]
            #(#items)*
        },
    )
}

/// A constant for a fixed URL, a struct with a setter for each variable for a template.
fn one(server: &Server) -> TokenStream {
    let text = match &server.docs {
        Some(docs) => format!("{}\n\n{}", safe(docs), code(&server.url)),
        None => code(&server.url),
    };
    let docs = doc(&text);
    let name = &server.name;
    if server.variables.is_empty() {
        let url = &server.url;
        return quote!(#docs pub const #name: &str = #url;);
    }
    let fields = server.variables.iter().map(|variable| {
        let name = &variable.name;
        quote!(#name: String,)
    });
    let setters = server.variables.iter().filter_map(setter);
    let pieces = server.pieces.iter().map(|piece| match piece {
        UrlPiece::Text(text) => quote!(#text),
        UrlPiece::Variable(index) => {
            let name = &server.variables[*index].name;
            quote!(server.#name.as_str())
        }
    });
    let (constructor, default) = constructor(server);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct #name { #(#fields)* }

        impl #name {
            #constructor

            #(#setters)*
        }

        #default

        impl From<#name> for String {
            #[inline]
            fn from(server: #name) -> Self {
                [#(#pieces),*].concat()
            }
        }
    }
}

/// The function `new`, and the implementation of `Default` if every variable has a default.
fn constructor(server: &Server) -> (TokenStream, Option<TokenStream>) {
    let name = &server.name;
    let self_named = self_named_constructor(name);
    let fields = server.variables.iter().map(|variable| {
        let name = &variable.name;
        match &variable.default {
            Some(default) => quote!(#name: #default.to_owned(),),
            None => quote!(#name: #name.into(),),
        }
    });
    let required: Vec<_> = server.required_variables().collect();
    if required.is_empty() {
        let constructor = quote! {
            #[doc = " The server with every variable at its default."]
            #[must_use]
            #self_named
            #[inline]
            pub fn new() -> Self {
                Self::default()
            }
        };
        let default = quote! {
            impl Default for #name {
                #[inline]
                fn default() -> Self {
                    Self { #(#fields)* }
                }
            }
        };
        return (constructor, Some(default));
    }
    let mut text =
        "The server with these values of the variables that have no default:\n\n".to_owned();
    for variable in &required {
        let about = described(variable.docs.as_deref(), String::new);
        let about = if about.is_empty() {
            about
        } else {
            format!(": {}", first_line(&about))
        };
        text.push_str(&format!("- {}{about}\n", code(&variable.wire_name)));
        if !variable.values.is_empty() {
            text.push_str(&format!("  {}\n", allowed_values(variable)));
        }
    }
    let docs = doc(&text);
    let many = many_arguments(required.len());
    let arguments = required.iter().map(|variable| {
        let name = &variable.name;
        quote!(#name: impl Into<String>)
    });
    let constructor = quote! {
        #docs
        #[must_use]
        #self_named
        #many
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#fields)* }
        }
    };
    (constructor, None)
}

/// The setter of a variable that has a default.
fn setter(variable: &ServerVariable) -> Option<TokenStream> {
    let name = &variable.name;
    let default = variable.default.as_ref()?;
    let mut text = described(variable.docs.as_deref(), || {
        format!("Sets {}.", code(&variable.wire_name))
    });
    text.push_str(&format!("\n\nThe default is {}.", code(default)));
    if !variable.values.is_empty() {
        text.push_str(&format!(" {}", allowed_values(variable)));
    }
    let docs = doc(&text);
    Some(quote! {
        #docs
        #[must_use]
        pub fn #name(mut self, #name: impl Into<String>) -> Self {
            self.#name = #name.into();
            self
        }
    })
}

fn allowed_values(variable: &ServerVariable) -> String {
    let values = codes(&variable.values, ", ");
    format!("The allowed values are {values}.")
}

/// Where requests go unless the caller says otherwise, or why that is not known.
pub(super) fn default_url(server: &Server) -> Result<String, String> {
    if let Some(url) = server.default_url() {
        return Ok(url);
    }
    let url = &server.url;
    Err(if let Some(problem) = server.unusable {
        format!("the server `{url}` {problem}")
    } else {
        let missing = server.required_variables();
        let missing: Vec<_> = missing
            .map(|variable| format!("`{}`", variable.wire_name))
            .collect();
        format!(
            "the server `{url}` needs a value for {}",
            missing.join(" and ")
        )
    })
}
