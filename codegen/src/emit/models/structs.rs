//! JSON objects: the struct, and how it is read and written.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::emit::models::constants;
use crate::emit::models::fields::{ModelField, ModelStruct, OpenField};
use crate::emit::models::object;
use crate::emit::rust::types::Types;
use crate::ir::{Additional, Field, Struct, Type, TypeDef};

/// Everything about one struct that is JSON.
pub(crate) fn emit<'a>(types: &Types<'a>, def: &'a TypeDef, body: &'a Struct) -> TokenStream {
    let model = model(types, def, body).emit(&TokenStream::new());
    let object = object::emit(types, def, body);
    quote!(#model #object)
}

/// The struct as Rust has it.
pub(crate) fn model<'a>(types: &Types<'a>, def: &'a TypeDef, body: &'a Struct) -> ModelStruct<'a> {
    ModelStruct {
        api: types.api,
        def,
        traits: &["Clone", "PartialEq"],
        fields: body.fields.iter().map(|one| field(types, one)).collect(),
        open: additional_properties(types, body),
    }
}

fn field<'a>(types: &Types<'_>, field: &'a Field) -> ModelField<'a> {
    let name = &field.name;
    let is_any = field.ty == Type::Any;
    let is_nullable = field.nullable && !is_any;
    let content = types.rust(&field.ty);
    let mut ty = if field.boxed {
        quote!(Box<#content>)
    } else {
        content.clone()
    };
    let mut argument = types.argument(&field.ty, &name);
    if field.required && is_nullable {
        argument.ty = quote!(impl Into<Option<#content>>);
        let boxed = field.boxed.then(|| quote!(.map(Box::new)));
        argument.value = quote!(#name.into()#boxed);
    } else if field.boxed {
        argument.value = argument.value_in(&quote!(Box::new));
    }
    if let Some(value) = &field.constant {
        argument.value = constants::expression(types, &field.ty, value);
    }
    let options = if field.three_states && !is_any {
        2
    } else {
        usize::from(!field.required || is_nullable)
    };
    let null = if is_any {
        quote!(Some(Value::Null))
    } else {
        quote!(Some(None))
    };
    for _ in 0..options {
        ty = quote!(Option<#ty>);
    }
    if !field.required {
        for _ in 0..options {
            argument.value = argument.value_in(&quote!(Some));
        }
    }
    ModelField {
        field,
        ty,
        argument,
        is_option: options > 0,
        null: field.three_states.then_some(null),
    }
}

/// The field for what `additionalProperties` allows beside the named properties.
fn additional_properties(types: &Types<'_>, body: &Struct) -> Option<OpenField> {
    let Additional::Kept(ty) = &body.additional else {
        return None;
    };
    let map = Type::Map(Box::new(ty.clone()));
    let argument = types.argument(&map, &format_ident!("additional_properties"));
    let (ty, value) = (argument.ty, argument.value);
    Some(OpenField {
        name: "additional_properties",
        docs: " Properties that the document does not name. An entry with the name of another field is sent \
               only if that field is not set.",
        ty: types.rust(&map),
        initial: quote!(BTreeMap::new()),
        method: quote! {
            #[doc = " Sets the properties that the document does not name."]
            #[must_use]
            pub fn additional_properties(mut self, additional_properties: #ty) -> Self {
                self.additional_properties = #value;
                self
            }
        },
    })
}
