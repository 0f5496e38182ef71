//! How an operation's builder becomes a request.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::emit::operations::body::write_body;
use crate::emit::operations::style::style;
use crate::emit::rust::types::Types;
use crate::emit::servers::default_url;
use crate::ir::{Location, Operation, Parameter, ParameterContent, PathSegment};
use crate::text::{printable, visible};

/// Its line of the table: method, path template and security.
pub(super) fn head(operation: &Operation) -> TokenStream {
    let method = format_ident!("{}", operation.method.as_str());
    // It is shown in messages.
    let path = visible(&operation.path);
    let security = operation.security.iter().map(|all| {
        let all = all.iter().map(|&index| Literal::usize_unsuffixed(index));
        quote!([#(#all),*])
    });
    quote!(#method #path, [#(#security),*])
}

/// The statements that write the request.
pub(super) fn statements(types: &Types<'_>, operation: &Operation) -> TokenStream {
    let server = operation.servers.first().map(|server| {
        match default_url(server) {
            Ok(url) => quote!(request.server(Ok(#url));),
            Err(why) => {
                let why = format!(
                    "the operation has a server of its own, and {}: call `base_url` on the client's builder",
                    printable(&why)
                );
                quote!(request.server(Err(#why));)
            }
        }
    });
    let path = operation.segments.iter().map(|segment| match segment {
        PathSegment::Literal(text) => quote!(request.path(#text);),
        PathSegment::Parameter(index) => path_parameter(&operation.parameters[*index]),
    });
    let others = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.location != Location::Path)
        .map(other_parameter);
    let accept = accept(operation);
    let body = write_body(types, operation);
    quote!(#server #(#path)* #(#others)* #accept #body)
}

fn path_parameter(parameter: &Parameter) -> TokenStream {
    let name = &parameter.name;
    let wire_name = &parameter.wire_name;
    match &parameter.content {
        ParameterContent::Text => quote!(request.path_parameter(#wire_name, &self.#name);),
        ParameterContent::Style {
            style: with,
            explode,
            allow_reserved,
        } => {
            let with = style(*with);
            quote!(request.path_styled(#wire_name, &self.#name, #with, #explode, #allow_reserved);)
        }
        ParameterContent::Media(_) => quote!(request.path_json(#wire_name, &self.#name);),
    }
}

fn other_parameter(parameter: &Parameter) -> TokenStream {
    let name = &parameter.name;
    let wire_name = &parameter.wire_name;
    let value = if parameter.required {
        quote!(Some(&self.#name))
    } else {
        quote!(self.#name.as_ref())
    };
    match (&parameter.content, parameter.location) {
        (_, Location::QueryString) if parameter.required => {
            quote!(request.query_string(&self.#name);)
        }
        (_, Location::QueryString) => quote! {
            if let Some(query) = &self.#name {
                request.query_string(query);
            }
        },
        (ParameterContent::Text, Location::Header) => {
            quote!(request.header(#wire_name, #value);)
        }
        (ParameterContent::Text, Location::Cookie) => {
            quote!(request.cookie(#wire_name, #value);)
        }
        (ParameterContent::Text, _) => quote!(request.query(#wire_name, #value);),
        (ParameterContent::Media(_), Location::Header) => {
            quote!(request.header_json(#wire_name, #value);)
        }
        (ParameterContent::Media(_), Location::Cookie) => {
            quote!(request.cookie_json(#wire_name, #value);)
        }
        (ParameterContent::Media(_), _) => quote!(request.query_json(#wire_name, #value);),
        (ParameterContent::Style { explode, .. }, Location::Header) => {
            quote!(request.header_styled(#wire_name, #value, #explode);)
        }
        (
            ParameterContent::Style {
                style: with,
                explode,
                ..
            },
            Location::Cookie,
        ) => {
            let with = style(*with);
            quote!(request.cookie_styled(#wire_name, #value, #with, #explode);)
        }
        (
            ParameterContent::Style {
                style: with,
                explode,
                allow_reserved,
            },
            _,
        ) => {
            let with = style(*with);
            quote!(request.query_styled(#wire_name, #value, #with, #explode, #allow_reserved);)
        }
    }
}

fn accept(operation: &Operation) -> Option<TokenStream> {
    let media_types = operation.accepted_media_types();
    if media_types.is_empty() {
        return None;
    }
    let all = media_types.join(", ");
    Some(if operation.offers_accept() {
        quote!(request.accept(self.accept.unwrap_or(#all));)
    } else {
        quote!(request.accept(#all);)
    })
}
