//! Bodies of `multipart/*`: a struct that becomes a form.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::models::constants;
use crate::emit::models::fields::{ModelField, ModelStruct, OpenField};
use crate::emit::rust::arguments::Argument;
use crate::emit::rust::types::Types;
use crate::ir::{Field, PartField, PartKind, Primitive, Struct, Type, TypeDef};

/// The struct, and how it becomes a form.
pub(crate) fn emit<'a>(
    types: &Types<'a>,
    def: &'a TypeDef,
    body: &'a Struct,
    parts: &[PartField],
    open: bool,
) -> TokenStream {
    model(types, def, body, open).emit(&into_form(body, parts, open))
}

/// The struct as Rust has it.
pub(crate) fn model<'a>(
    types: &Types<'a>,
    def: &'a TypeDef,
    body: &'a Struct,
    open: bool,
) -> ModelStruct<'a> {
    ModelStruct {
        api: types.api,
        def,
        // Files are streams, which can be neither cloned nor compared.
        traits: &[],
        fields: body.fields.iter().map(|one| field(types, one)).collect(),
        open: open.then(additional_parts),
    }
}

/// The method by which the runtime makes the form.
fn into_form(body: &Struct, parts: &[PartField], open: bool) -> TokenStream {
    let fields = || body.fields.iter().zip(parts);
    let adding: Vec<TokenStream> = fields()
        .filter(|(_, part)| !matches!(part.kind, PartKind::Header { .. }))
        .map(|(field, part)| {
            let headers: Vec<TokenStream> = fields()
                .filter_map(|(header, this)| header_of(header, this, &part.wire_name))
                .chain((part.kind == PartKind::Base64).then(transfer_encoding))
                .collect();
            let end = (!headers.is_empty()).then(|| quote!(parts.end_headers();));
            let add = add(field, part);
            quote!(#(#headers)* #add #end)
        })
        .collect();
    let adding_others = open.then(|| {
        quote! {
            for (name, part) in self.additional_parts {
                parts.file(name, part, None)?;
            }
        }
    });
    let binding = if adding.is_empty() && !open {
        quote!(parts)
    } else {
        quote!(mut parts)
    };
    quote! {
        pub(crate) fn into_form(
            self,
        ) -> Result<crate::runtime::multipart::FormParts, crate::runtime::RequestError> {
            let #binding = crate::runtime::multipart::FormParts::new();
            #(#adding)*
            #adding_others
            Ok(parts)
        }
    }
}

/// The statement that sets a header, if it is one of this part.
fn header_of(field: &Field, header: &PartField, wire_name: &str) -> Option<TokenStream> {
    let PartKind::Header { part, explode } = &header.kind else {
        return None;
    };
    let name = &field.name;
    let value = if field.required {
        quote!(Some(&self.#name))
    } else {
        quote!(self.#name.as_ref())
    };
    let header_name = &header.wire_name;
    (part == wire_name).then(|| quote!(parts.header(#header_name, #value, #explode)?;))
}

/// "Using `format: "byte"` for a multipart field is equivalent to specifying an Encoding Object with a
/// `headers` field containing `Content-Transfer-Encoding` with a schema that requires the value
/// `base64`" (OpenAPI 3.0.4, Encoding `multipart` Media Types).
fn transfer_encoding() -> TokenStream {
    quote!(parts.header("Content-Transfer-Encoding", Some("base64"), false)?;)
}

/// The field of a form that is open for parts that the document does not name.
fn additional_parts() -> OpenField {
    let file = file_type();
    OpenField {
        name: "additional_parts",
        docs: " Parts that the document does not name, in the order in which they are sent.",
        ty: quote!(Vec<(String, #file)>),
        initial: quote!(Vec::new()),
        method: quote! {
            #[doc = " Adds a part that the document does not name: text or a file."]
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
    }
}

fn file_type() -> TokenStream {
    quote!(crate::runtime::FilePart)
}

/// True for the files of a form.
fn is_file(ty: &Type) -> bool {
    *ty == Type::Primitive(Primitive::Binary)
}

fn field<'a>(types: &Types<'_>, field: &'a Field) -> ModelField<'a> {
    let name = &field.name;
    let file = file_type();
    let (mut ty, mut argument) = match types.api.resolve_alias(&field.ty) {
        ty if is_file(ty) => {
            let argument = Argument {
                ty: quote!(impl Into<#file>),
                value: quote!(#name.into()),
            };
            (file, argument)
        }
        Type::Array(item) if is_file(types.api.resolve_alias(item)) => {
            let argument = Argument {
                ty: quote!(impl IntoIterator<Item = impl Into<#file>>),
                value: quote!(#name.into_iter().map(Into::into).collect()),
            };
            (quote!(Vec<#file>), argument)
        }
        _ => (types.rust(&field.ty), types.argument(&field.ty, &name)),
    };
    if let Some(value) = &field.constant {
        argument.value = constants::expression(types, &field.ty, value);
    }
    if field.boxed {
        ty = quote!(Box<#ty>);
        argument.value = argument.value_in(&quote!(Box::new));
    }
    if !field.required {
        ty = quote!(Option<#ty>);
        argument.value = argument.value_in(&quote!(Some));
    }
    ModelField {
        field,
        ty,
        argument,
        is_option: !field.required,
        // A part is there or not; it has no `null`.
        null: None,
    }
}

/// The statement that adds a field to the form.
fn add(field: &Field, part: &PartField) -> TokenStream {
    let name = &field.name;
    let wire_name = &part.wire_name;
    let content_type = match &part.content_type {
        Some(content_type) => quote!(Some(#content_type)),
        None => quote!(None),
    };
    let choices = part.choices.join(", ");
    let has_choices = !part.choices.is_empty();
    let one = |value: TokenStream| match part.kind {
        PartKind::File if has_choices => quote!(parts.file_of(#wire_name, #value, #choices)?;),
        PartKind::File => quote!(parts.file(#wire_name, #value, #content_type)?;),
        PartKind::FileOrText if has_choices => {
            quote!(parts.text_or_file_of(#wire_name, #value, #choices)?;)
        }
        PartKind::FileOrText => quote!(parts.text_or_file(#wire_name, #value, #content_type)?;),
        PartKind::Json => quote!(parts.json(#wire_name, &#value, #content_type)?;),
        PartKind::Value => quote!(parts.value(#wire_name, &#value, #content_type)?;),
        PartKind::Text | PartKind::Base64 => {
            quote!(parts.text(#wire_name, &#value, #content_type)?;)
        }
        PartKind::Header { .. } => TokenStream::new(),
    };
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
