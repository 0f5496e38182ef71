//! One file for each operation: its builder, and the types that only it needs.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::context::Context;
use crate::emit::operations::body::{body_argument, body_enum, body_type};
use crate::emit::operations::{docs, headers, pages, responses, shared, streams};
use crate::emit::rust::arguments::Argument;
use crate::emit::rust::debug;
use crate::emit::rust::types::Types;
use crate::emit::rustdoc::{code, codes, described, doc};
use crate::ir::{Body, BodyShape, Group, Name, Operation, Parameter};

/// The whole file.
pub(crate) fn emit(context: &Context<'_>, group: &Group, operation: &Operation) -> TokenStream {
    let types = Types::outside(context.api);
    let builder = builder(&types, group, operation);
    let body = body_enum(&types, operation);
    let responses = responses::enums(&types, operation);
    let headers = headers::structs(&types, operation);
    let shared = shared::first_names(operation);
    quote!(#shared #builder #body #responses #headers)
}

/// The types of the file that callers can name.
pub(crate) fn public_names(operation: &Operation) -> Vec<Name> {
    let mut names = vec![operation.type_name.clone()];
    names.extend(
        operation
            .body
            .as_ref()
            .filter(|body| body.shape() == BodyShape::Several)
            .map(|body| body.type_name.clone()),
    );
    for documented in [&operation.success, &operation.errors] {
        names.extend(documented.enum_name.clone());
        names.extend(
            documented
                .responses
                .iter()
                .filter_map(|response| response.headers_type.clone()),
        );
    }
    names.sort();
    names.dedup();
    names
}

fn builder(types: &Types<'_>, group: &Group, operation: &Operation) -> TokenStream {
    let name = &operation.type_name;
    let docs = doc(&format!(
        "A request of [{}](crate::operations::{}::{}) that is being built; [`send`](Self::send) sends it.",
        code(operation.request_line()),
        group.type_name,
        operation.name.as_str(),
    ));
    let deprecated = operation.deprecated.then(|| quote!(#[deprecated]));
    let fields = fields(types, operation);
    let clone = operation
        .body
        .as_ref()
        .is_none_or(Body::is_clone)
        .then(|| quote!(Clone,));
    let has_secret = operation
        .parameters
        .iter()
        .any(|parameter| parameter.sensitive);
    let derived = if has_secret { quote!() } else { quote!(Debug) };
    let debug = has_secret.then(|| redacting_debug(operation));
    let setters = setters(types, operation);
    let body_setter = body_setter(types, operation);
    let table = responses::operation(types, operation);
    let pages = pages::table(types, operation);
    let error = responses::error_type(types, operation);
    let streaming = streams::methods(types, operation, &error);
    let mock_streams = streams::mocks(types, operation, name);
    let methods = quote!(#body_setter #streaming);
    let methods = (!methods.is_empty()).then(|| quote!(impl #name<'_> { #methods }));
    quote! {
        #docs
        #deprecated
        #[derive(#clone #derived)]
        #[must_use = "nothing is sent until `send` is awaited"]
        pub struct #name<'a> {
            pub(super) client: &'a Client,
            #fields
        }

        #setters

        #methods

        #table

        #mock_streams

        #pages

        #debug
    }
}

fn fields(types: &Types<'_>, operation: &Operation) -> TokenStream {
    let parameters = operation.parameters.iter().map(|parameter| {
        let name = &parameter.name;
        let ty = types.rust(&parameter.ty);
        if parameter.required {
            quote!(pub(super) #name: #ty,)
        } else {
            quote!(pub(super) #name: Option<#ty>,)
        }
    });
    let body = operation.body.as_ref().map(|body| {
        let ty = body_type(types, body);
        let ty = if body.required {
            ty
        } else {
            quote!(Option<#ty>)
        };
        let content_type = body
            .shape()
            .needs_content_type()
            .then(|| quote!(pub(super) content_type: String,));
        quote!(#content_type pub(super) body: #ty,)
    });
    let accept = operation
        .offers_accept()
        .then(|| quote!(pub(super) accept: Option<&'static str>,));
    quote!(#(#parameters)* #body #accept pub(super) options: CallOptions,)
}

/// The table of setters: for each optional parameter, for an optional body, and for the media type
/// of the response.
fn setters(types: &Types<'_>, operation: &Operation) -> Option<TokenStream> {
    let name = &operation.type_name;
    let parameters = operation.parameters.iter();
    let mut rows: Vec<TokenStream> = parameters
        .filter(|parameter| !parameter.required)
        .map(|parameter| setter(types, parameter))
        .collect();
    rows.extend(
        optional_body(operation)
            .filter(|body| !body.shape().needs_content_type())
            .map(|body| {
                let docs = body_docs(body);
                let Argument { ty, value } = body_argument(types, body);
                quote!(#docs body: #ty => Some(#value);)
            }),
    );
    if operation.offers_accept() {
        let docs = doc(&format!(
            "Asks for a response in this media type only: one of {}.",
            codes(operation.accepted_media_types(), ", ")
        ));
        rows.push(quote!(#docs accept: &'static str => Some(accept);));
    }
    (!rows.is_empty()).then(|| quote!(setters! { #name<'_> { #(#rows)* } }))
}

fn setter(types: &Types<'_>, parameter: &Parameter) -> TokenStream {
    let name = &parameter.name;
    let mut text = described(parameter.docs.as_deref(), || {
        format!("Sets {}.", code(&parameter.wire_name))
    });
    let more = docs::of_values(parameter);
    if !more.is_empty() {
        text.push_str("\n\n");
        text.push_str(&more);
    }
    let docs = doc(&text);
    let deprecated = parameter.deprecated.then(|| quote!(#[deprecated]));
    let Argument { ty, value } = types.argument(&parameter.ty, &name);
    quote!(#docs #deprecated #name: #ty => Some(#value);)
}

fn optional_body(operation: &Operation) -> Option<&Body> {
    operation.body.as_ref().filter(|body| !body.required)
}

fn body_docs(body: &Body) -> TokenStream {
    doc(&described(body.docs.as_deref(), || {
        "Sets the body, which is optional.".to_owned()
    }))
}

/// The setter of an optional body whose media type the caller says.
fn body_setter(types: &Types<'_>, operation: &Operation) -> Option<TokenStream> {
    let body = optional_body(operation).filter(|body| body.shape().needs_content_type())?;
    let docs = body_docs(body);
    let Argument { ty, value } = body_argument(types, body);
    Some(quote! {
        #docs
        pub fn body(mut self, content_type: impl Into<String>, body: #ty) -> Self {
            self.content_type = content_type.into();
            self.body = Some(#value);
            self
        }
    })
}

/// `Debug` that shows what the call is, but no secret of it.
fn redacting_debug(operation: &Operation) -> TokenStream {
    let name = &operation.type_name;
    let parameters = operation.parameters.iter().map(|parameter| {
        let name = &parameter.name;
        let value = if parameter.sensitive {
            quote!(crate::runtime::Redacted)
        } else {
            quote!(self.#name)
        };
        (parameter.name.as_str(), value)
    });
    let client = std::iter::once(("client", quote!(self.client)));
    let body = operation.body.iter().map(|_| ("body", quote!(self.body)));
    debug::of_struct(
        &quote!(#name<'_>),
        operation.type_name.as_str(),
        client.chain(parameters).chain(body),
    )
}
