//! Request bodies: what the caller gives, and how it is written.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::emit::rust::types::Types;
use crate::emit::rustdoc::doc;
use crate::ir::{Body, BodyContent, MediaKind, Operation, ParameterContent, Type};

/// How a body looks in Rust.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BodyShape {
    /// One media type: its content.
    Single,
    /// One media range: its content and the media type that the caller chooses.
    SingleRange,
    /// Several: an enum over them.
    Several,
}

impl BodyShape {
    pub(crate) fn of(body: &Body) -> Self {
        match body.contents.as_slice() {
            [only] if is_range(only) => Self::SingleRange,
            [_] => Self::Single,
            _ => Self::Several,
        }
    }

    pub(crate) fn needs_content_type(self) -> bool {
        self == Self::SingleRange
    }
}

fn is_range(content: &BodyContent) -> bool {
    content.media_type.contains('*')
}

/// Parameters that a method takes for a body, and the builder's fields made from them.
pub(crate) struct BodyArgument {
    pub parameters: Vec<TokenStream>,
    /// The conversion of the parameter `body`.
    pub value: TokenStream,
}

/// The body as an argument.
pub(crate) fn body_argument(types: &Types<'_>, body: &Body) -> BodyArgument {
    let name = format_ident!("body");
    let (ty, value) = match BodyShape::of(body) {
        BodyShape::Several => {
            let ty = &body.type_name;
            (quote!(impl Into<#ty>), quote!(body.into()))
        }
        _ => content_argument(types, &body.contents[0], &name),
    };
    let mut parameters = vec![quote!(body: #ty)];
    if BodyShape::of(body).needs_content_type() {
        parameters.insert(0, quote!(content_type: impl Into<String>));
    }
    BodyArgument { parameters, value }
}

fn content_argument(
    types: &Types<'_>,
    content: &BodyContent,
    name: &proc_macro2::Ident,
) -> (TokenStream, TokenStream) {
    match content.kind {
        MediaKind::Binary => (quote!(impl Into<reqwest::Body>), quote!(#name.into())),
        MediaKind::Text => (quote!(impl Into<String>), quote!(#name.into())),
        MediaKind::Json | MediaKind::Form | MediaKind::Multipart => {
            let argument = types.argument(&content.ty, name);
            (argument.ty, argument.value)
        }
    }
}

/// The type of a builder's `body` field, without the `Option` of an optional body.
pub(crate) fn body_type(types: &Types<'_>, body: &Body) -> TokenStream {
    match BodyShape::of(body) {
        BodyShape::Several => {
            let name = &body.type_name;
            quote!(#name)
        }
        _ => content_type(types, &body.contents[0]),
    }
}

fn content_type(types: &Types<'_>, content: &BodyContent) -> TokenStream {
    match content.kind {
        MediaKind::Binary => quote!(reqwest::Body),
        MediaKind::Text => quote!(String),
        MediaKind::Json | MediaKind::Form | MediaKind::Multipart => types.rust(&content.ty),
    }
}

/// True if the body can be cloned: streams and files cannot.
pub(crate) fn is_clone(body: &Body) -> bool {
    !body
        .contents
        .iter()
        .any(|content| matches!(content.kind, MediaKind::Binary | MediaKind::Multipart))
}

/// The enum over the media types of a body.
pub(crate) fn body_enum(types: &Types<'_>, operation: &Operation) -> Option<TokenStream> {
    let body = operation.body.as_ref()?;
    if BodyShape::of(body) != BodyShape::Several {
        return None;
    }
    let name = &body.type_name;
    let clone = is_clone(body).then(|| quote!(Clone,));
    let variants = body.contents.iter().enumerate().map(|(index, content)| {
        let default = if index == 0 { ", the default" } else { "" };
        let docs = doc(&format!("As `{}`{default}.", content.media_type));
        let name = &content.variant;
        let ty = content_type(types, content);
        if is_range(content) {
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
        .map(|content| match types.behind_alias(&content.ty) {
            ty if matches!(
                content.kind,
                MediaKind::Json | MediaKind::Form | MediaKind::Multipart
            ) =>
            {
                types.rust(ty).to_string()
            }
            _ => content_type(types, content).to_string(),
        })
        .collect();
    let conversions = body
        .contents
        .iter()
        .enumerate()
        .filter_map(|(index, content)| {
            let is_first = !rendered[..index].contains(&rendered[index]);
            (is_first && !is_range(content)).then(|| {
                let variant = &content.variant;
                let ty = content_type(types, content);
                quote! {
                    impl From<#ty> for #name {
                        #[inline]
                        fn from(body: #ty) -> Self {
                            Self::#variant(body)
                        }
                    }
                }
            })
        });
    let docs = doc(&format!(
        "The body of [`{}`], in the media type of your choice.",
        operation.type_name
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
pub(crate) fn write_body(operation: &Operation) -> Option<TokenStream> {
    let body = operation.body.as_ref()?;
    let given = if body.required {
        quote!(self.body)
    } else {
        quote!(body)
    };
    let write = if BodyShape::of(body) == BodyShape::Several {
        write_chosen(body, &given)
    } else {
        let write = write_content(&body.contents[0], &given, &quote!(self.content_type));
        quote!(#write;)
    };
    Some(if body.required {
        write
    } else {
        quote!(if let Some(body) = self.body { #write })
    })
}

/// The statement that writes the variant that the caller chose.
fn write_chosen(body: &Body, given: &TokenStream) -> TokenStream {
    let name = &body.type_name;
    let arms = body.contents.iter().map(|content| {
        let variant = &content.variant;
        let write = write_content(content, &quote!(body), &quote!(content_type));
        if is_range(content) {
            quote!(#name::#variant { content_type, body } => #write,)
        } else {
            quote!(#name::#variant(body) => #write,)
        }
    });
    quote!(match #given { #(#arms)* })
}

/// The expression that writes `body`.
fn write_content(
    content: &BodyContent,
    body: &TokenStream,
    content_type: &TokenStream,
) -> TokenStream {
    let media_type = &content.media_type;
    match (content.kind, is_range(content)) {
        (MediaKind::Json, _) => quote!(request.json(#media_type, &#body)),
        (MediaKind::Form, _) => {
            let encoding = form_encoding(content);
            quote!(request.form(&#body, #encoding))
        }
        (MediaKind::Multipart, _) => quote!(request.multipart(#body.into_form())),
        (MediaKind::Text, false) => quote!(request.text(#media_type, #body)),
        (MediaKind::Text, true) => quote!(request.text_as(&#content_type, #body)),
        (MediaKind::Binary, false) => quote!(request.binary(#media_type, #body)),
        (MediaKind::Binary, true) => quote!(request.binary_as(&#content_type, #body)),
    }
}

/// The properties of a form that are written in another way than the default.
fn form_encoding(content: &BodyContent) -> TokenStream {
    let rows = content.encoding.iter().filter_map(|encoding| {
        let property = &encoding.property;
        Some(match &encoding.content {
            // The default.
            ParameterContent::Plain => return None,
            ParameterContent::Style {
                style,
                explode,
                allow_reserved,
            } => {
                let style = crate::emit::operations::request::style(*style);
                quote! {
                    (#property, FormStyle::Style {
                        style: #style,
                        explode: #explode,
                        allow_reserved: #allow_reserved,
                    })
                }
            }
            ParameterContent::Media(_) => quote!((#property, FormStyle::Json)),
        })
    });
    quote!(&[#(#rows),*])
}

/// True if the type of a content is JSON in the docs' sense.
pub(crate) fn model_of(content: &BodyContent) -> Option<&Type> {
    matches!(
        content.kind,
        MediaKind::Json | MediaKind::Form | MediaKind::Multipart
    )
    .then_some(&content.ty)
}
