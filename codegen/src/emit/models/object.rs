//! How a struct is read and written: a table of its properties, of which the runtime makes both serde
//! traits.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::emit::rust::types::Types;
use crate::ir::{Additional, Field, Primitive, Struct, Type, TypeDef};

/// The table.
pub(crate) fn emit(types: &Types<'_>, def: &TypeDef, body: &Struct) -> TokenStream {
    let name = &def.name;
    let table = if body.large {
        quote!(large_object)
    } else {
        quote!(json_object)
    };
    // Where nothing is required, the fields of a default model are filled.
    let fills_default = body.fields.iter().all(|field| !field.required);
    let default = fills_default.then(|| quote!(: Default));
    let rows = body.fields.iter().map(|field| {
        let (kind, name, wire_name) = (kind(types, field), &field.name, &field.wire_name);
        quote!(#kind #name = #wire_name;)
    });
    let others = match &body.additional {
        Additional::Kept(ty) => {
            let kind = match Number::of(types, ty) {
                Some(Number::Integer) => quote!(other_integers),
                Some(Number::Float) => quote!(other_floats),
                None => quote!(others),
            };
            Some(quote!(..#kind additional_properties;))
        }
        Additional::Ignored => None,
    };
    quote! {
        #table! { #name #default { #(#rows)* #others } }
    }
}

/// The kind of a property, as the runtime calls it.
fn kind(types: &Types<'_>, field: &Field) -> Ident {
    let kind = if field.required {
        "required"
    } else if field.three_states {
        "nullable"
    } else {
        "optional"
    };
    match Number::of(types, &field.ty) {
        Some(Number::Integer) => format_ident!("{kind}_integer"),
        Some(Number::Float) => format_ident!("{kind}_float"),
        None => format_ident!("{kind}"),
    }
}

/// What is read or written in a way of its own.
enum Number {
    Integer,
    Float,
}

impl Number {
    fn of(types: &Types<'_>, ty: &Type) -> Option<Self> {
        if types.api.holds(ty, Primitive::is_integer) {
            Some(Self::Integer)
        } else if types.api.holds(ty, Primitive::is_float) {
            Some(Self::Float)
        } else {
            None
        }
    }
}
