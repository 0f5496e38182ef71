//! `oneOf`, `anyOf` and hierarchies: an enum with one variant for each alternative.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::emit::rust::debug;
use crate::emit::rust::expressions::free_name;
use crate::emit::rust::types::{Types, ident};
use crate::emit::rustdoc::{code, codes, described, doc, type_docs};
use crate::ir::{Name, Primitive, Tag, Type, TypeDef, TypeKind, Union, Variant};

/// The enum, its conversions from the alternatives, and its serde traits.
pub(crate) fn emit(types: &Types<'_>, def: &TypeDef, union: &Union) -> TokenStream {
    let name = &def.name;
    let docs = type_docs(def);
    let value = quote!(Value);
    let fallback = &union.fallback;
    let variants = union.variants.iter().map(|variant| {
        let name = &variant.name;
        let docs = doc(&described(variant.docs.as_deref(), || {
            variant_docs(variant)
        }));
        let ty = content_type(types, variant);
        quote!(#docs #name(#ty),)
    });
    let (derived, debug) = debug::of_type(def);
    let deserializer = deserializer_type(types, union);
    let conversions = conversions(types, def, union);
    let serialize = union
        .variants
        .iter()
        .map(|one| serialize(types, union, one));
    let deserialize = match &union.tag {
        Some(tag) => deserialize_tagged(union, tag),
        None => deserialize_untagged(types, union),
    };
    quote! {
        #docs
        #[derive(Clone, #derived PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #[doc = " A value that no other variant describes, as it was received."]
            #fallback(#value),
        }

        #debug

        #conversions

        impl Serialize for #name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    #(#serialize)*
                    Self::#fallback(value) => value.serialize(serializer),
                }
            }
        }

        impl<'de> Deserialize<'de> for #name {
            fn deserialize<#deserializer: Deserializer<'de>>(
                deserializer: #deserializer,
            ) -> Result<Self, #deserializer::Error> {
                let value = #value::deserialize(deserializer)?;
                #deserialize
            }
        }
    }
}

/// The generic parameter of `deserialize`: not one of the models that are named inside.
fn deserializer_type(types: &Types<'_>, union: &Union) -> Ident {
    let models = union
        .variants
        .iter()
        .filter_map(|variant| match variant.ty {
            Type::Named(id) => Some(types.api.type_def(id).name.as_str()),
            _ => None,
        });
    let models: Vec<&str> = models.collect();
    ident(free_name(&models, &["D", "De", "Source"]))
}

fn variant_docs(variant: &Variant) -> String {
    match variant.tag_values.as_slice() {
        [] => format!("The alternative {}.", code(variant.name.as_str())),
        values => {
            format!("Selected by the tag {}.", codes(values, " or "))
        }
    }
}

fn content_type(types: &Types<'_>, variant: &Variant) -> TokenStream {
    let ty = types.rust(&variant.ty);
    if variant.boxed { quote!(Box<#ty>) } else { ty }
}

/// `From` for each content. Of variants that differ in their tags alone, it makes the first.
fn conversions(types: &Types<'_>, def: &TypeDef, union: &Union) -> TokenStream {
    let target = &def.name;
    let mut seen = HashSet::from([def.name.to_string()]);
    let impls = union
        .variants
        .iter()
        .filter(|variant| seen.insert(types.identity(&variant.ty)))
        .map(|variant| {
            let name = &variant.name;
            let ty = types.rust(&variant.ty);
            let value = if variant.boxed {
                quote!(Box::new(value))
            } else {
                quote!(value)
            };
            quote! {
                impl From<#ty> for #target {
                    #[inline]
                    fn from(value: #ty) -> Self {
                        Self::#name(#value)
                    }
                }
            }
        });
    quote!(#(#impls)*)
}

/// The arm that writes a variant, with the value of the tag that selects it.
fn serialize(types: &Types<'_>, union: &Union, variant: &Variant) -> TokenStream {
    let name = &variant.name;
    match (&union.tag, variant.tag_values.first()) {
        (Some(Tag { property }), Some(value)) => quote! {
            Self::#name(content) => crate::runtime::union::tagged(content, #property, #value, serializer),
        },
        _ if types.api.holds(&variant.ty, Primitive::is_float) => {
            quote!(Self::#name(content) => float::finite(content).serialize(serializer),)
        }
        _ => quote!(Self::#name(content) => content.serialize(serializer),),
    }
}

/// The tag chooses; what it chooses must decode.
fn deserialize_tagged(union: &Union, tag: &Tag) -> TokenStream {
    let property = &tag.property;
    let fallback = &union.fallback;
    let arms = union
        .variants
        .iter()
        .filter(|variant| !variant.tag_values.is_empty())
        .map(|variant| {
            let name = &variant.name;
            let values = &variant.tag_values;
            quote!(Some(#(#values)|*) => crate::runtime::union::decode(value).map(Self::#name),)
        });
    quote! {
        match crate::runtime::union::tag(&value, #property) {
            #(#arms)*
            _ => Ok(Self::#fallback(value)),
        }
    }
}

/// The first alternative that keeps the whole value, or the one that keeps most.
fn deserialize_untagged(types: &Types<'_>, union: &Union) -> TokenStream {
    let fallback = &union.fallback;
    let offers = union.variants.iter().map(|variant| {
        let name = &variant.name;
        match open_fallback(types, &variant.ty) {
            Some((ty, unknown)) => {
                let content = if variant.boxed {
                    quote!(**content)
                } else {
                    quote!(content)
                };
                quote!(.offer_open(Self::#name, |content| !matches!(#content, #ty::#unknown(_))))
            }
            None if types.api.holds(&variant.ty, Primitive::is_integer) => {
                quote!(.offer(|integer::Integer(content)| Self::#name(content)))
            }
            None => quote!(.offer(Self::#name)),
        }
    });
    quote! {
        Ok(crate::runtime::union::Candidates::new(&value)
            #(#offers)*
            .finish()
            .unwrap_or(Self::#fallback(value)))
    }
}

/// The variant by which a type takes what it does not know.
fn open_fallback<'a>(types: &'a Types<'_>, ty: &'a Type) -> Option<(TokenStream, &'a Name)> {
    let fallback = match &types.api.definition_of(ty)?.kind {
        TypeKind::Enum(known) => &known.fallback,
        TypeKind::Union(union) => &union.fallback,
        _ => return None,
    };
    Some((types.rust(ty), fallback))
}
