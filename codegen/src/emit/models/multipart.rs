//! Bodies of `multipart/*`: a struct that becomes a form.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::models::structs::{debug, field_docs};
use crate::emit::rust::types::{Types, field_value};
use crate::emit::rustdoc::type_docs;
use crate::ir::{Field, MediaKind, PartField, Primitive, Struct, Type, TypeDef};

/// The struct, its constructor and setters, and how it becomes a form.
pub(crate) fn emit(
    types: &Types<'_>,
    def: &TypeDef,
    body: &Struct,
    parts: &[PartField],
    open: bool,
) -> TokenStream {
    let name = &def.name;
    let docs = type_docs(def);
    let has_secret = body.fields.iter().any(|field| field.sensitive);
    let derive = if has_secret {
        quote!()
    } else {
        quote!(#[derive(Debug)])
    };
    let fields = body.fields.iter().map(|field| {
        let docs = field_docs(field);
        let name = &field.name;
        let ty = field_type(types, field);
        quote!(#docs pub #name: #ty)
    });
    let required: Vec<_> = body.fields.iter().filter(|field| field.required).collect();
    let parameters = required.iter().map(|field| {
        let name = &field.name;
        let ty = argument(types, field).0;
        quote!(#name: #ty)
    });
    let values = body.fields.iter().map(|field| {
        let name = &field.name;
        let value = if field.required {
            argument(types, field).1
        } else {
            quote!(None)
        };
        field_value(name, &value)
    });
    let many = (required.len() > 7).then(
        || quote!(#[allow(clippy::too_many_arguments, reason = "the document requires them all")]),
    );
    let new_without_default = required.is_empty().then(|| {
        quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    });
    let setters = body.fields.iter().map(|field| setter(types, field));
    let adding: Vec<TokenStream> = body
        .fields
        .iter()
        .zip(parts)
        .map(|(field, part)| add(field, part))
        .collect();
    let Others {
        field: other_parts,
        initial: no_others,
        method: add_other,
        adding: adding_others,
    } = open.then(Others::new).unwrap_or_default();
    let binding = if adding.is_empty() && !open {
        quote!(parts)
    } else {
        quote!(mut parts)
    };
    let debug = debug(def, body);
    quote! {
        #docs
        #derive
        #[non_exhaustive]
        pub struct #name { #(#fields,)* #other_parts }

        impl #name {
            #[doc = " Creates the form from what it requires."]
            #[must_use]
            #many
            pub fn new(#(#parameters),*) -> Self {
                Self { #(#values,)* #no_others }
            }

            #(#setters)*
            #add_other

            pub(crate) fn into_form(
                self,
            ) -> Result<reqwest::multipart::Form, crate::runtime::RequestError> {
                let #binding = crate::runtime::multipart::FormParts::new();
                #(#adding)*
                #adding_others
                Ok(parts.finish())
            }
        }

        #new_without_default
        #debug
    }
}

/// What a form has that is open for parts that the document does not name.
#[derive(Default)]
struct Others {
    field: TokenStream,
    initial: TokenStream,
    method: TokenStream,
    adding: TokenStream,
}

impl Others {
    fn new() -> Self {
        let file = quote!(crate::runtime::multipart::FilePart);
        Self {
            field: quote! {
                #[doc = " Parts beyond the named ones, in the order in which they are sent."]
                pub additional_parts: Vec<(String, #file)>,
            },
            initial: quote!(additional_parts: Vec::new(),),
            method: quote! {
                #[doc = " Adds a part beyond the named ones: text, or a file."]
                #[must_use]
                pub fn additional_part(
                    mut self,
                    name: impl Into<String>,
                    part: impl Into<#file>,
                ) -> Self {
                    self.additional_parts.push((name.into(), part.into()));
                    self
                }
            },
            adding: quote! {
                for (name, part) in self.additional_parts {
                    parts.file(name, part, None)?;
                }
            },
        }
    }
}

/// True for the files of a form.
fn is_file(ty: &Type) -> bool {
    *ty == Type::Primitive(Primitive::Binary)
}

fn field_type(types: &Types<'_>, field: &Field) -> TokenStream {
    let file = quote!(crate::runtime::multipart::FilePart);
    let ty = match types.behind_alias(&field.ty) {
        ty if is_file(ty) => file,
        Type::Array(item) if is_file(types.behind_alias(item)) => quote!(Vec<#file>),
        _ => types.rust(&field.ty),
    };
    if field.required {
        ty
    } else {
        quote!(Option<#ty>)
    }
}

fn argument(types: &Types<'_>, field: &Field) -> (TokenStream, TokenStream) {
    let name = &field.name;
    let file = quote!(crate::runtime::multipart::FilePart);
    match types.behind_alias(&field.ty) {
        ty if is_file(ty) => (quote!(impl Into<#file>), quote!(#name.into())),
        Type::Array(item) if is_file(types.behind_alias(item)) => (
            quote!(impl IntoIterator<Item = impl Into<#file>>),
            quote!(#name.into_iter().map(Into::into).collect()),
        ),
        _ => {
            let argument = types.argument(&field.ty, name);
            (argument.ty, argument.value)
        }
    }
}

fn setter(types: &Types<'_>, field: &Field) -> TokenStream {
    let name = &field.name;
    let docs = format!(" Sets `{}`.", field.name.as_str());
    let (ty, value) = argument(types, field);
    let value = if field.required {
        value
    } else {
        quote!(Some(#value))
    };
    quote! {
        #[doc = #docs]
        #[must_use]
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = #value;
            self
        }
    }
}

fn add(field: &Field, part: &PartField) -> TokenStream {
    let name = &field.name;
    let wire_name = &part.wire_name;
    let content_type = match &part.content_type {
        Some(content_type) => quote!(Some(#content_type)),
        None => quote!(None),
    };
    let (method, by_reference) = match part.kind {
        MediaKind::Binary => (quote!(file), quote!()),
        MediaKind::Json => (quote!(json), quote!(&)),
        _ => (quote!(text), quote!(&)),
    };
    let one = |value: TokenStream| quote!(parts.#method(#wire_name, #by_reference #value, #content_type)?;);
    match (field.required, part.repeated) {
        (true, false) => one(quote!(self.#name)),
        (true, true) => {
            let add = one(quote!(item));
            quote!(for item in self.#name { #add })
        }
        (false, false) => {
            let add = one(quote!(value));
            quote!(if let Some(value) = self.#name { #add })
        }
        (false, true) => {
            let add = one(quote!(item));
            quote!(for item in self.#name.into_iter().flatten() { #add })
        }
    }
}
