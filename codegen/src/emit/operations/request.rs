//! How an operation's builder becomes a request.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::emit::operations::body::write_body;
use crate::emit::operations::builder::offers_accept;
use crate::ir::{Location, Method, Operation, Parameter, ParameterContent, PathSegment, Style};

/// The method `request`. Like what reads responses it is `#[inline]`: compiled for the operations
/// that are called, not for all that the API has.
pub(crate) fn emit(operation: &Operation) -> TokenStream {
    let method = method(operation.method);
    let security = operation.security.iter().map(|all| {
        let all = all.iter().map(|&index| Literal::usize_unsuffixed(index));
        quote!(&[#(#all),*])
    });
    let server = operation.servers.first().map(|server| {
        let url = with_defaults(server);
        quote!(request.server(#url);)
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
    let body = write_body(operation);
    quote! {
        #[inline]
        fn request(self) -> Request {
            let mut request = self.client.core.request(#method, &[#(#security),*]);
            #server
            #(#path)*
            #(#others)*
            #accept
            #body
            request
        }
    }
}

fn method(method: Method) -> TokenStream {
    match method {
        Method::Get => quote!(Method::GET),
        Method::Put => quote!(Method::PUT),
        Method::Post => quote!(Method::POST),
        Method::Delete => quote!(Method::DELETE),
        Method::Options => quote!(Method::OPTIONS),
        Method::Head => quote!(Method::HEAD),
        Method::Patch => quote!(Method::PATCH),
        Method::Trace => quote!(Method::TRACE),
    }
}

/// The server's URL with every variable at its default.
pub(crate) fn with_defaults(server: &crate::ir::Server) -> String {
    let mut url = server.url.clone();
    for variable in &server.variables {
        url = url.replace(&format!("{{{}}}", variable.wire_name), &variable.default);
    }
    url
}

fn path_parameter(parameter: &Parameter) -> TokenStream {
    let name = &parameter.name;
    let wire_name = &parameter.wire_name;
    match &parameter.content {
        ParameterContent::Plain => quote!(request.path_parameter(#wire_name, &self.#name);),
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
        (ParameterContent::Plain, Location::Header) => {
            quote!(request.header(#wire_name, #value);)
        }
        (ParameterContent::Plain, Location::Cookie) => {
            quote!(request.cookie(#wire_name, #value);)
        }
        (ParameterContent::Plain, _) => quote!(request.query(#wire_name, #value);),
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

/// `Style::Form` and the like.
pub(crate) fn style(style: Style) -> TokenStream {
    match style {
        Style::Matrix => quote!(Style::Matrix),
        Style::Label => quote!(Style::Label),
        Style::Simple => quote!(Style::Simple),
        Style::Form => quote!(Style::Form),
        Style::SpaceDelimited => quote!(Style::SpaceDelimited),
        Style::PipeDelimited => quote!(Style::PipeDelimited),
        Style::DeepObject => quote!(Style::DeepObject),
        Style::Cookie => quote!(Style::Cookie),
    }
}

/// The media types that the operation's responses come in, success first.
pub(crate) fn accepted(operation: &Operation) -> Vec<&str> {
    let responses = operation
        .success
        .responses
        .iter()
        .chain(&operation.errors.responses);
    let mut media_types: Vec<&str> = Vec::new();
    for media_type in responses.filter_map(|response| response.media_type.as_deref()) {
        if !media_types.contains(&media_type) {
            media_types.push(media_type);
        }
    }
    media_types
}

fn accept(operation: &Operation) -> Option<TokenStream> {
    let media_types = accepted(operation);
    if media_types.is_empty() {
        return None;
    }
    let all = media_types.join(", ");
    Some(if offers_accept(operation) {
        quote!(request.accept(self.accept.unwrap_or(#all));)
    } else {
        quote!(request.accept(#all);)
    })
}
