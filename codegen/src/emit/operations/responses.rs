//! Responses: how each is read, and the enums over bodies that differ.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::operations::shared::alias;
use crate::emit::operations::{mock, request, statuses};
use crate::emit::rust::types::Types;
use crate::emit::rustdoc::{code, described, doc, status};
use crate::ir::{Documented, MediaKind, Name, Operation, Response};

/// The table of the operation, of which the runtime makes `send`.
pub(super) fn operation(types: &Types<'_>, operation: &Operation) -> TokenStream {
    let name = &operation.type_name;
    let head = request::head(operation);
    let write = request::statements(types, operation);
    let success_type = success_type(types, &operation.success);
    let error = error_type(types, operation);
    let successes = statuses::success(types, operation);
    let errors = statuses::error(types, operation);
    let (mock_successes, mock_errors) = mock::rows(operation);
    let mock_errors =
        (!mock_errors.is_empty()).then(|| quote!(error(content) { #(#mock_errors)* }));
    quote! {
        operation! {
            #name<'_>: #head;
            |self, request| { #write }
            |response| Response<#success_type> { #(#successes)* }
            |response| #error { #(#errors)* }
            success(content) { #(#mock_successes)* }
            #mock_errors
        }
    }
}

/// What a successful call gives.
pub(crate) fn success_type(types: &Types<'_>, documented: &Documented) -> TokenStream {
    body_type(types, documented)
}

/// `Error<…>` with the body of documented errors.
pub(crate) fn error_type(types: &Types<'_>, operation: &Operation) -> TokenStream {
    match error_body(types, operation) {
        Some(body) => quote!(Error<#body>),
        None => quote!(Error),
    }
}

/// The body of documented errors, if there are any.
pub(super) fn error_body(types: &Types<'_>, operation: &Operation) -> Option<TokenStream> {
    match &operation.other_errors {
        Some(ty) => Some(types.rust(ty)),
        None if operation.errors.responses.is_empty() => None,
        None => Some(body_type(types, &operation.errors)),
    }
}

fn body_type(types: &Types<'_>, documented: &Documented) -> TokenStream {
    if let Some(name) = &documented.enum_name {
        return quote!(#name);
    }
    match documented.responses.first() {
        Some(response) => content_type(types, response),
        None => quote!(()),
    }
}

/// The content of a response.
pub(crate) fn content_type(types: &Types<'_>, response: &Response) -> TokenStream {
    match (response.kind, &response.ty) {
        (Some(MediaKind::Binary), _) => quote!(Bytes),
        (Some(MediaKind::Text), _) => quote!(String),
        (_, Some(ty)) => types.rust(ty),
        (_, None) => quote!(()),
    }
}

/// The enums over success bodies and error bodies.
pub(crate) fn enums(types: &Types<'_>, operation: &Operation) -> TokenStream {
    let success = one_enum(types, &operation.success, operation, "The responses");
    let errors = one_enum(types, &operation.errors, operation, "The documented errors");
    quote!(#success #errors)
}

fn one_enum(
    types: &Types<'_>,
    documented: &Documented,
    operation: &Operation,
    what: &str,
) -> Option<TokenStream> {
    let name = documented.enum_name.as_ref()?;
    let docs = doc(&format!(
        "{what} of [{}], by status.",
        code(operation.type_name.as_str())
    ));
    match &documented.shared_enum {
        Some(shared) => alias(&docs, name, shared),
        None => Some(enum_of(types, &docs, name, &documented.responses)),
    }
}

/// An enum with a variant for each response.
pub(crate) fn enum_of(
    types: &Types<'_>,
    docs: &TokenStream,
    name: &Name,
    responses: &[Response],
) -> TokenStream {
    let variants = responses.iter().map(|response| {
        let variant = &response.variant;
        let docs = doc(&described(response.docs.as_deref(), || {
            format!("The response of {}.", status(response.status))
        }));
        match response.kind {
            Some(_) => {
                let mut ty = content_type(types, response);
                if response.boxed {
                    ty = quote!(Box<#ty>);
                }
                quote!(#docs #variant(#ty),)
            }
            None => quote!(#docs #variant,),
        }
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
    }
}
