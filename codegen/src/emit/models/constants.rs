//! The value of a property that has only one.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use crate::emit::rust::expressions::integer;
use crate::emit::rust::types::Types;
use crate::ir::{Primitive, Type, TypeKind};

/// The value as an expression of this type, to which it belongs.
pub(super) fn expression(types: &Types<'_>, ty: &Type, value: &Value) -> TokenStream {
    let resolved = types.api.resolve_alias(ty);
    match resolved {
        Type::Named(id) => {
            let name = types.rust(resolved);
            match &types.api.type_def(*id).kind {
                TypeKind::Enum(known) => {
                    match known.values.iter().find(|one| one.value == *value) {
                        Some(one) => {
                            let variant = &one.name;
                            quote!(#name::#variant)
                        }
                        None => {
                            let text = value.as_str().unwrap_or_default();
                            quote!(#name::from(#text))
                        }
                    }
                }
                _ => quote!(#name::default()),
            }
        }
        Type::Primitive(primitive) => of_primitive(types, *primitive, value),
        _ => {
            let text = value.as_str().unwrap_or_default();
            quote!(Value::from(#text))
        }
    }
}

fn of_primitive(types: &Types<'_>, primitive: Primitive, value: &Value) -> TokenStream {
    match primitive {
        Primitive::Bool => {
            let value = value.as_bool().unwrap_or_default();
            quote!(#value)
        }
        Primitive::I32 | Primitive::I64 | Primitive::U32 | Primitive::U64 => {
            match (value.as_i64(), value.as_u64()) {
                (Some(value), _) => integer(value),
                (None, value) => {
                    let value = Literal::u64_unsuffixed(value.unwrap_or_default());
                    quote!(#value)
                }
            }
        }
        Primitive::F32 | Primitive::F64 => {
            let value = Literal::f64_unsuffixed(value.as_f64().unwrap_or_default());
            quote!(#value)
        }
        text => {
            let value = value.as_str().unwrap_or_default();
            if matches!(text, Primitive::String | Primitive::Binary) {
                quote!(#value.to_owned())
            } else {
                let ty = types.rust(&Type::Primitive(text));
                quote!(#ty::from(#value))
            }
        }
    }
}
