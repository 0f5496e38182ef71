//! `src/operations/`: a handle for each tag, a method for each operation.

mod body;
pub(crate) mod builder;
mod docs;
mod example;
mod example_value;
mod headers;
pub(crate) mod request;
mod responses;

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::context::{Context, File};
use crate::emit::operations::body::{BodyShape, body_argument};
use crate::emit::parallel::Job;
use crate::emit::rust::modules;
use crate::emit::rust::types::{Types, field_value, ident, inline};
use crate::emit::rustdoc::{doc, first_line, safe};
use crate::ir::{Group, Operation};

/// All files of the `operations` module, the long ones first.
pub(crate) fn jobs<'a>(context: &'a Context<'a>) -> Vec<Job<'a>> {
    let groups = &context.api.groups;
    let mut jobs: Vec<Job<'a>> = Vec::new();
    for group in groups {
        let path = format!("src/operations/{}/mod.rs", group.module);
        jobs.push(Box::new(move || context.file(path, handle(context, group))));
    }
    jobs.push(Box::new(|| list(context)));
    for (group, operation) in groups
        .iter()
        .flat_map(|group| group.operations.iter().map(move |one| (group, one)))
    {
        jobs.push(Box::new(move || {
            let path = format!("src/operations/{}/{}.rs", group.module, operation.module);
            context.file(path, builder::emit(context, operation))
        }));
    }
    jobs
}

/// `src/operations/mod.rs`.
fn list(context: &Context<'_>) -> File {
    let modules = context.api.groups.iter().map(|group| {
        let module = &group.module;
        let name = &group.type_name;
        let path = modules::path(group.module.as_str(), "/mod.rs");
        (
            quote!(#path pub mod #module;),
            quote!(pub use self::#module::#name;),
        )
    });
    let (modules, handles): (Vec<_>, Vec<_>) = modules.unzip();
    context.file(
        "src/operations/mod.rs".to_owned(),
        quote! {
            #![doc = " The operations of the API: one handle for each tag, one builder for each operation."]
            #(#modules)*
            #(#handles)*
        },
    )
}

/// `src/operations/<group>/mod.rs`.
fn handle(context: &Context<'_>, group: &Group) -> TokenStream {
    let name = &group.type_name;
    let intro = match &group.description {
        Some(text) => format!("{}\n\n{}", safe(&group.title), safe(text)),
        None => format!("{}.", safe(&group.title)),
    };
    let module_docs = crate::emit::rustdoc::inner_doc(&intro);
    let docs = doc(&intro);
    let modules = group.operations.iter().map(|operation| {
        let module = &operation.module;
        let path = modules::path(module.as_str(), ".rs");
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
    let methods = quote!(#(#methods)*);
    let imports = crate::emit::rust::imports::for_operation(&methods, &context.parts);
    quote! {
        #module_docs
        #(#modules)*
        #(#exports)*
        #imports
        use crate::Client;

        #docs
        #[derive(Clone, Copy, Debug)]
        pub struct #name<'a> {
            pub(crate) client: &'a Client,
        }

        impl<'a> #name<'a> {
            #methods
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
            let argument = types.argument(&parameter.ty, &name);
            let (ty, value) = (argument.ty, argument.value);
            parameters.push(quote!(#name: #ty));
            values.push(field_value(&name, &value));
        } else {
            values.push(quote!(#name: None));
        }
    }
    if let Some(body) = &operation.body {
        let shape = BodyShape::of(body);
        if body.required {
            let argument = body_argument(types, body);
            parameters.extend(argument.parameters);
            let value = argument.value;
            values.extend(
                shape
                    .needs_content_type()
                    .then(|| quote!(content_type: content_type.into())),
            );
            values.push(field_value(&ident("body"), &value));
        } else {
            values.push(quote!(body: None));
            values.extend(
                shape
                    .needs_content_type()
                    .then(|| quote!(content_type: String::new())),
            );
        }
    }
    if builder::offers_accept(operation) {
        values.push(quote!(accept: None));
    }
    let many = (parameters.len() > 6).then(
        || quote!(#[allow(clippy::too_many_arguments, reason = "the document requires them all")]),
    );
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

/// One line about an operation, for tables.
pub(crate) fn summary(operation: &Operation) -> String {
    let text = operation.summary.as_ref().or(operation.docs.as_ref());
    text.map(|text| first_line(text)).unwrap_or_default()
}
