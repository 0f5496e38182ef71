//! How a struct is read and written: the runtime's `Object`, through which both serde traits go.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::emit::rust::expressions::free_name;
use crate::emit::rust::types::Types;
use crate::ir::{Additional, Field, Primitive, Struct, Type, TypeDef};

/// `impl Object` and the serde traits.
pub(crate) fn emit(types: &Types<'_>, def: &TypeDef, body: &Struct) -> TokenStream {
    let name = &def.name;
    let read = if is_empty(body) {
        read_nothing()
    } else {
        read(types, body)
    };
    let write = write(types, body);
    if body.large {
        return quote! {
            impl crate::runtime::large::Large for #name {
                #read
                #write
            }
            crate::runtime::large::large_object!(#name);
        };
    }
    quote! {
        impl Object for #name {
            #read
            #write
        }
        json_object!(#name);
    }
}

fn keeps_others(body: &Struct) -> bool {
    matches!(body.additional, Additional::Kept(_))
}

fn is_empty(body: &Struct) -> bool {
    body.fields.is_empty() && !keeps_others(body)
}

fn read_nothing() -> TokenStream {
    quote! {
        fn read<'de, A: MapAccess<'de>>(mut map: A) -> Result<Self, A::Error> {
            while map.next_key::<Name>()?.is_some() {
                object::skip(&mut map)?;
            }
            Ok(Self::default())
        }
    }
}

/// The module that reads a value: integers are read in a way of their own.
fn reader(types: &Types<'_>, ty: &Type) -> TokenStream {
    if types.api.holds(ty, Primitive::is_integer) {
        quote!(integer)
    } else {
        quote!(object)
    }
}

/// Where nothing is required, the fields of a default model are filled; otherwise there is a
/// variable for each field until it is known that all required ones are there.
fn read(types: &Types<'_>, body: &Struct) -> TokenStream {
    let names: Vec<&str> = body
        .fields
        .iter()
        .map(|field| field.name.as_str())
        .collect();
    let map = format_ident!("{}", free_name(&names, &["map", "entries", "access"]));
    let key = format_ident!("{}", free_name(&names, &["name", "key", "member"]));
    let fills_default = body.fields.iter().all(|field| !field.required);
    let arms = body.fields.iter().map(|field| {
        let wire_name = &field.wire_name;
        let name = &field.name;
        let target = if fills_default {
            quote!(model.#name)
        } else {
            quote!(#name)
        };
        let reader = reader(types, &field.ty);
        if field.required || field.three_states {
            quote!(#wire_name => #reader::read_some(&mut #map, &mut #target),)
        } else {
            quote!(#wire_name => #reader::read(&mut #map, &mut #target),)
        }
    });
    let rest = match &body.additional {
        Additional::Kept(ty) => {
            let reader = reader(types, ty);
            let owner = fills_default.then(|| quote!(model.));
            quote!(_ => #reader::read_other(&mut #map, #key, &mut #owner additional_properties),)
        }
        Additional::Ignored => quote!(_ => object::skip(&mut #map),),
    };
    let (before, after) = if fills_default {
        let model = if body.large {
            quote!(Box::<Self>::default())
        } else {
            quote!(Self::default())
        };
        (quote!(let mut model = #model;), quote!(Ok(model)))
    } else {
        variables(body)
    };
    let read = if body.large {
        quote!(Box<Self>)
    } else {
        quote!(Self)
    };
    quote! {
        fn read<'de, A: MapAccess<'de>>(mut #map: A) -> Result<#read, A::Error> {
            #before
            while let Some(#key) = #map.next_key::<Name>()? {
                match &*#key { #(#arms)* #rest }?;
            }
            #after
        }
    }
}

/// A variable for each field, and the struct made of them.
fn variables(body: &Struct) -> (TokenStream, TokenStream) {
    let variables = body.fields.iter().map(|field| {
        let name = &field.name;
        quote!(let mut #name = None;)
    });
    let additional =
        keeps_others(body).then(|| quote!(let mut additional_properties = BTreeMap::new();));
    let values = body.fields.iter().map(|field: &Field| {
        let name = &field.name;
        let wire_name = &field.wire_name;
        if field.required {
            quote!(#name: object::required(#name, #wire_name)?)
        } else {
            quote!(#name)
        }
    });
    let values = values.chain(keeps_others(body).then(|| quote!(additional_properties)));
    let model = quote!(Self { #(#values,)* });
    let model = if body.large {
        quote!(Box::new(#model))
    } else {
        model
    };
    (quote!(#(#variables)* #additional), quote!(Ok(#model)))
}

fn write(types: &Types<'_>, body: &Struct) -> TokenStream {
    let properties = if is_empty(body) {
        quote!(_)
    } else {
        quote!(properties)
    };
    let each = body.fields.iter().map(|field| {
        let name = &field.name;
        let wire_name = &field.wire_name;
        let is_float = types.api.holds(&field.ty, Primitive::is_float);
        match (field.required, is_float) {
            (true, false) => quote!(properties.required(#wire_name, &self.#name);),
            (false, false) => quote!(properties.optional(#wire_name, &self.#name);),
            (true, true) => {
                quote!(properties.required(#wire_name, &float::finite(&self.#name));)
            }
            (false, true) => quote! {
                properties.optional(#wire_name, &self.#name.as_ref().map(float::finite));
            },
        }
    });
    let others = others(types, body);
    quote! {
        fn write<M: SerializeMap>(&self, #properties: &mut Properties<M>) {
            #(#each)*
            #others
        }
    }
}

/// The statement that writes what `additionalProperties` allows, except what the fields write.
fn others(types: &Types<'_>, body: &Struct) -> Option<TokenStream> {
    let Additional::Kept(ty) = &body.additional else {
        return None;
    };
    let entries = if types.api.holds(ty, Primitive::is_float) {
        quote!(float::entries(&self.additional_properties))
    } else {
        quote!(&self.additional_properties)
    };
    let written = body.fields.iter().map(|field| {
        let name = &field.name;
        let wire_name = &field.wire_name;
        if field.required {
            quote!((#wire_name, true))
        } else {
            quote!((#wire_name, self.#name.is_some()))
        }
    });
    Some(quote!(properties.others(#entries, &[#(#written),*]);))
}
