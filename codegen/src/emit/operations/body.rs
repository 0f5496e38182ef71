//! Request bodies: what the caller gives, and how it is written.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::emit::operations::style;
use crate::emit::rust::arguments::Argument;
use crate::emit::rust::types::Types;
use crate::emit::rustdoc::{code, doc};
use crate::ir::{Body, BodyContent, BodyShape, MediaKind, Operation, ParameterContent, Primitive};

/// The body as an argument.
pub(crate) fn body_argument(types: &Types<'_>, body: &Body) -> Argument {
    match body.shape() {
        BodyShape::Several => {
            let ty = &body.type_name;
            Argument {
                ty: quote!(impl Into<#ty>),
                value: quote!(body.into()),
            }
        }
        _ => content_argument(types, &body.contents[0], &format_ident!("body")),
    }
}

fn content_argument(types: &Types<'_>, content: &BodyContent, name: &Ident) -> Argument {
    let into = |ty: TokenStream| Argument {
        ty: quote!(impl Into<#ty>),
        value: quote!(#name.into()),
    };
    match content.model() {
        Some(ty) => types.argument(ty, name),
        None => into(content_type(types, content)),
    }
}

/// The type of a builder's `body` field, without the `Option` of an optional body.
pub(crate) fn body_type(types: &Types<'_>, body: &Body) -> TokenStream {
    match body.shape() {
        BodyShape::Several => {
            let name = &body.type_name;
            quote!(#name)
        }
        _ => content_type(types, &body.contents[0]),
    }
}

pub(crate) fn content_type(types: &Types<'_>, content: &BodyContent) -> TokenStream {
    match content.kind {
        MediaKind::Binary => quote!(crate::runtime::Upload),
        MediaKind::Text => quote!(String),
        MediaKind::Json | MediaKind::Form | MediaKind::Multipart => types.rust(&content.ty),
    }
}

/// The enum over the media types of a body.
pub(crate) fn body_enum(types: &Types<'_>, operation: &Operation) -> Option<TokenStream> {
    let body = operation.body.as_ref()?;
    if body.shape() != BodyShape::Several {
        return None;
    }
    let name = &body.type_name;
    let clone = body.is_clone().then(|| quote!(Clone,));
    let variants = body.contents.iter().enumerate().map(|(index, content)| {
        let default = if index == 0 { ", the default" } else { "" };
        let docs = doc(&format!("As {}{default}.", code(&content.media_type)));
        let name = &content.variant;
        let mut ty = content_type(types, content);
        if content.boxed {
            ty = quote!(Box<#ty>);
        }
        if content.is_range() {
            quote! {
                #docs
                #name {
                    #[doc = " The media type of the content."]
                    content_type: String,
                    #[doc = " The content."]
                    body: #ty,
                },
            }
        } else {
            quote!(#docs #name(#ty),)
        }
    });
    let rendered: Vec<String> = body
        .contents
        .iter()
        .map(|content| match content.model() {
            Some(ty) => types.rust(types.api.resolve_alias(ty)).to_string(),
            None => content_type(types, content).to_string(),
        })
        .collect();
    let conversions = body
        .contents
        .iter()
        .enumerate()
        .filter_map(|(index, content)| {
            let is_first = !rendered[..index].contains(&rendered[index]);
            (is_first && !content.is_range()).then(|| {
                let variant = &content.variant;
                let ty = content_type(types, content);
                let value = if content.boxed {
                    quote!(Box::new(body))
                } else {
                    quote!(body)
                };
                quote! {
                    impl From<#ty> for #name {
                        #[inline]
                        fn from(body: #ty) -> Self {
                            Self::#variant(#value)
                        }
                    }
                }
            })
        });
    let docs = doc(&format!(
        "The body of [{}], in the media type of your choice.",
        code(operation.type_name.as_str())
    ));
    Some(quote! {
        #docs
        #[derive(#clone Debug)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
        #(#conversions)*
    })
}

/// Statements that write the body into `request`.
pub(crate) fn write_body(types: &Types<'_>, operation: &Operation) -> Option<TokenStream> {
    let body = operation.body.as_ref()?;
    let given = if body.required {
        quote!(self.body)
    } else {
        quote!(body)
    };
    let write = if body.shape() == BodyShape::Several {
        write_chosen(types, body, &given)
    } else {
        let content_type = quote!(self.content_type);
        let write = write_content(types, &body.contents[0], &given, &content_type);
        quote!(#write;)
    };
    Some(if body.required {
        write
    } else {
        quote!(if let Some(body) = self.body { #write })
    })
}

/// The statement that writes the variant that the caller chose.
fn write_chosen(types: &Types<'_>, body: &Body, given: &TokenStream) -> TokenStream {
    let name = &body.type_name;
    let arms = body.contents.iter().map(|content| {
        let variant = &content.variant;
        let write = write_content(types, content, &quote!(body), &quote!(content_type));
        let pattern = if content.is_range() {
            quote!(#name::#variant { content_type, body })
        } else {
            quote!(#name::#variant(body))
        };
        quote!(#pattern => #write,)
    });
    quote!(match #given { #(#arms)* })
}

/// The expression that writes `body`.
fn write_content(
    types: &Types<'_>,
    content: &BodyContent,
    body: &TokenStream,
    content_type: &TokenStream,
) -> TokenStream {
    let media_type = &content.media_type;
    match (content.kind, content.is_range()) {
        (MediaKind::Json, _) if types.api.holds(&content.ty, Primitive::is_float) => {
            quote!(request.json(#media_type, &crate::runtime::float::finite(&#body)))
        }
        (MediaKind::Json, _) => quote!(request.json(#media_type, &#body)),
        (MediaKind::Form, _) => {
            let encoding = form_encoding(content);
            quote!(request.form(&#body, #encoding))
        }
        (MediaKind::Multipart, _) if media_type.eq_ignore_ascii_case("multipart/form-data") => {
            quote!(request.multipart(#body.into_form()))
        }
        (MediaKind::Multipart, _) => quote!(request.multipart_as(#media_type, #body.into_form())),
        (MediaKind::Text, false) => quote!(request.text(#media_type, #body)),
        (MediaKind::Text, true) => quote!(request.text_as(&#content_type, #body)),
        (MediaKind::Binary, false) => quote!(request.upload(#media_type, #body)),
        (MediaKind::Binary, true) => quote!(request.upload_as(&#content_type, #body)),
    }
}

/// The properties of a form that are written in another way than the default.
fn form_encoding(content: &BodyContent) -> TokenStream {
    let rows = content.encoding.iter().filter_map(|encoding| {
        let property = &encoding.property;
        Some(match &encoding.content {
            // The default.
            ParameterContent::Text => return None,
            ParameterContent::Style {
                style,
                explode,
                allow_reserved,
            } => {
                let style = style::style(*style);
                quote!((#property, FormStyle::Style(#style, #explode, #allow_reserved)))
            }
            ParameterContent::Media(_) => quote!((#property, FormStyle::Json)),
        })
    });
    quote!(&[#(#rows),*])
}
