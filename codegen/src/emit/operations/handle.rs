//! `src/operations/<group>/mod.rs`: the handle of a group, with a method for each operation.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::context::Context;
use crate::emit::operations::body::body_argument;
use crate::emit::operations::{builder, docs};
use crate::emit::rust::arguments::{Argument, inline, many_arguments};
use crate::emit::rust::expressions::field_value;
use crate::emit::rust::module_path::path_attribute;
use crate::emit::rust::types::{Types, ident};
use crate::emit::rustdoc::{doc, first_line, inner_doc, safe};
use crate::ir::{Group, Operation};

/// The tokens of the file.
pub(super) fn tokens(context: &Context<'_>, group: &Group) -> TokenStream {
    let name = &group.type_name;
    let intro = match &group.description {
        Some(text) => format!("{}\n\n{}", first_line(&group.title), safe(text)),
        None => format!("{}.", first_line(&group.title)),
    };
    let module_docs = inner_doc(&intro);
    let docs = doc(&intro);
    let modules = group.operations.iter().map(|operation| {
        let module = &operation.module;
        let path = path_attribute(module.as_str(), ".rs");
        let exports = builder::public_names(operation);
        (
            quote!(#path mod #module;),
            quote!(pub use self::#module::{#(#exports),*};),
        )
    });
    let (modules, exports): (Vec<_>, Vec<_>) = modules.unzip();
    let types = Types::outside(context.api);
    let methods: Vec<TokenStream> = group
        .operations
        .iter()
        .map(|operation| method(context, &types, group, operation))
        .collect();
    quote! {
        #module_docs
        #(#modules)*
        #(#exports)*

        #docs
        #[derive(Clone, Copy, Debug)]
        pub struct #name<'a> {
            pub(crate) client: &'a Client,
        }

        impl<'a> #name<'a> {
            #(#methods)*
        }
    }
}

fn method(
    context: &Context<'_>,
    types: &Types<'_>,
    group: &Group,
    operation: &Operation,
) -> TokenStream {
    let name = &operation.name;
    let builder = &operation.type_name;
    let docs = doc(&docs::method(context, group, operation));
    let deprecated = operation.deprecated.then(|| quote!(#[deprecated]));
    let mut parameters = Vec::new();
    let mut values = Vec::new();
    for parameter in &operation.parameters {
        let name = &parameter.name;
        if parameter.required {
            let Argument { ty, value } = types.argument(&parameter.ty, &name);
            parameters.push(quote!(#name: #ty));
            values.push(field_value(&name, &value));
        } else {
            values.push(quote!(#name: None));
        }
    }
    if let Some(body) = &operation.body {
        let needs_content_type = body.shape().needs_content_type();
        if body.required {
            if needs_content_type {
                parameters.push(quote!(content_type: impl Into<String>));
                values.push(quote!(content_type: content_type.into()));
            }
            let Argument { ty, value } = body_argument(types, body);
            parameters.push(quote!(body: #ty));
            values.push(field_value(&ident("body"), &value));
        } else {
            values.push(quote!(body: None));
            values.extend(needs_content_type.then(|| quote!(content_type: String::new())));
        }
    }
    if operation.offers_accept() {
        values.push(quote!(accept: None));
    }
    let many = many_arguments(parameters.len() + 1);
    let parameters = quote!(#(#parameters),*);
    let inline = inline(&parameters);
    quote! {
        #docs
        #deprecated
        #many
        #inline
        pub fn #name(self, #parameters) -> #builder<'a> {
            #builder { client: self.client, #(#values,)* }
        }
    }
}
