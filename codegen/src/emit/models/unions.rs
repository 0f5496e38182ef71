//! `oneOf`, `anyOf` and hierarchies: an enum with one variant for each alternative.

use std::collections::HashSet;

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

use crate::emit::rust::debug;
use crate::emit::rust::expressions::integer;
use crate::emit::rust::types::Types;
use crate::emit::rustdoc::{codes, described, doc};
use crate::emit::wording::{type_docs, type_in_a_line};
use crate::ir::{Api, Name, Primitive, Tag, Type, TypeDef, TypeKind, Union, Variant, tag_text};

/// The enum, its conversions from the alternatives, and its serde traits.
pub(crate) fn emit(types: &Types<'_>, def: &TypeDef, union: &Union) -> TokenStream {
    let name = &def.name;
    let docs = type_docs(types.api, def);
    let value = quote!(Value);
    let fallback = &union.fallback;
    let variants = union.variants.iter().map(|variant| {
        let name = &variant.name;
        let docs = doc(&variant_docs(types.api, variant));
        let ty = content_type(types, variant);
        quote!(#docs #name(#ty),)
    });
    let (derived, debug) = debug::of_type(def);
    let conversions = conversions(types, def, union);
    let conversions = conversions.iter().map(|one| one.emit(name));
    let serialize = union
        .variants
        .iter()
        .map(|one| serialize(types, union, one));
    let deserialize = match union.deciding_tag() {
        Some(tag) => deserialize_tagged(union, tag),
        None => deserialize_offered(types, union),
    };
    let several = union.several.as_ref().map(|several| {
        quote! {
            #[doc = " Several alternatives at once: the value has what each of them has."]
            #several(Vec<Self>),
        }
    });
    let serialize_several = union.several.as_ref().map(|several| {
        quote!(Self::#several(content) => crate::runtime::union::several(content, serializer),)
    });
    quote! {
        #docs
        #[derive(Clone, #derived PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #several
            #[doc = " A value that no other variant describes, as it was received."]
            #fallback(#value),
        }

        #debug

        #(#conversions)*

        impl Serialize for #name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    #(#serialize)*
                    #serialize_several
                    Self::#fallback(value) => value.serialize(serializer),
                }
            }
        }

        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = #value::deserialize(deserializer)?;
                #deserialize
            }
        }
    }
}

/// What the document says of a variant, else the tag that selects it, else what the document says of
/// its content; empty if it says nothing.
fn variant_docs(api: &Api, variant: &Variant) -> String {
    described(variant.docs.as_deref(), || {
        if !variant.tag_values.is_empty() {
            let values = variant.tag_values.iter().map(tag_text);
            return format!("Selected by the tag {}.", codes(values, " or "));
        }
        type_in_a_line(api, &variant.ty).unwrap_or_default()
    })
}

pub(crate) fn content_type(types: &Types<'_>, variant: &Variant) -> TokenStream {
    let ty = types.rust(&variant.ty);
    if variant.boxed { quote!(Box<#ty>) } else { ty }
}

/// How a union is made of something.
pub(crate) struct Conversion {
    generics: Option<TokenStream>,
    /// The type of what it is made of.
    pub source: TokenStream,
    /// The variant that it becomes.
    pub variant: Name,
    /// The union that a `value` becomes.
    result: TokenStream,
}

impl Conversion {
    fn emit(&self, target: &Name) -> TokenStream {
        let Self {
            generics,
            source,
            result,
            ..
        } = self;
        quote! {
            impl #generics From<#source> for #target {
                #[inline]
                fn from(value: #source) -> Self {
                    #result
                }
            }
        }
    }
}

/// The conversions from each content, and from literals. Of variants that differ in their tags
/// alone, they make the first.
pub(crate) fn conversions(types: &Types<'_>, def: &TypeDef, union: &Union) -> Vec<Conversion> {
    let mut seen = HashSet::from([def.name.to_string()]);
    let mut literals = Literals::default();
    let variants = union.variants.iter();
    variants
        .filter(|variant| seen.insert(types.identity(&variant.ty)))
        .flat_map(|variant| {
            let name = &variant.name;
            let literal = literals.take(types, &def.name, &variant.ty);
            let literal = literal.map(|(generics, source, value)| Conversion {
                generics,
                source,
                variant: name.clone(),
                result: quote!(Self::#name(#value)),
            });
            let value = if variant.boxed {
                quote!(Box::new(value))
            } else {
                quote!(value)
            };
            let content = Conversion {
                generics: None,
                source: types.rust(&variant.ty),
                variant: name.clone(),
                result: quote!(Self::#name(#value)),
            };
            literal.into_iter().chain([content])
        })
        .collect()
}

/// The literals that callers write most often, here as in every setter: of a text, of an `enum` of
/// texts, and of a list of texts. The first variant of each kind takes them.
#[derive(Default)]
struct Literals {
    text: bool,
    texts: bool,
}

impl Literals {
    /// The generics, the type and the conversion of the literals that a variant of this type takes.
    fn take(
        &mut self,
        types: &Types<'_>,
        target: &Name,
        ty: &Type,
    ) -> Option<(Option<TokenStream>, TokenStream, TokenStream)> {
        let is_string = |ty: &Type| {
            let ty = types.api.resolve_alias(ty);
            matches!(ty, Type::Primitive(Primitive::String | Primitive::Binary))
        };
        match types.api.resolve_alias(ty) {
            ty if is_string(ty) && !std::mem::replace(&mut self.text, true) => {
                Some((None, quote!(&str), quote!(value.to_owned())))
            }
            Type::Named(id)
                if matches!(
                    &types.api.type_def(*id).kind,
                    TypeKind::Enum(known) if known.base == Some(Primitive::String)
                ) && !std::mem::replace(&mut self.text, true) =>
            {
                Some((None, quote!(&str), quote!(value.into())))
            }
            Type::Array(item) if is_string(item) && !std::mem::replace(&mut self.texts, true) => {
                let length = format_ident!("{}", if target.as_str() == "N" { "M" } else { "N" });
                Some((
                    Some(quote!(<const #length: usize>)),
                    quote!([&str; #length]),
                    quote!(value.map(str::to_owned).into()),
                ))
            }
            _ => None,
        }
    }
}

/// The arm that writes a variant, with the value of the tag that selects it.
fn serialize(types: &Types<'_>, union: &Union, variant: &Variant) -> TokenStream {
    let name = &variant.name;
    match (&union.tag, &variant.sent_tag) {
        (Some(Tag { property, .. }), Some(value)) => {
            let value = sent(value);
            quote! {
                Self::#name(content) => crate::runtime::union::tagged(content, #property, #value, serializer),
            }
        }
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
    let values = union.variants.iter().flat_map(|one| &one.tag_values);
    let read = match values.into_iter().next() {
        Some(Value::Number(_)) => quote!(integer_tag),
        Some(Value::Bool(_)) => quote!(boolean_tag),
        _ => quote!(tag),
    };
    let arms = union
        .variants
        .iter()
        .filter(|variant| !variant.tag_values.is_empty())
        .map(|variant| {
            let name = &variant.name;
            let shown = name.as_str();
            let values = variant.tag_values.iter().map(pattern);
            quote!(Some(#(#values)|*) => crate::runtime::union::decode(value, #shown).map(Self::#name),)
        });
    quote! {
        match crate::runtime::union::#read(&value, #property) {
            #(#arms)*
            _ => Ok(Self::#fallback(crate::runtime::union::unknown(value))),
        }
    }
}

/// The first alternative that knows the whole value, or the one that knows most, among those that
/// the tag allows.
fn deserialize_offered(types: &Types<'_>, union: &Union) -> TokenStream {
    let fallback = &union.fallback;
    let tag = union
        .tag
        .as_ref()
        .map(|Tag { property, .. }| quote!(.tag(#property)));
    let offers = union.variants.iter().map(|variant| {
        let name = &variant.name;
        let shown = name.as_str();
        let wrap = if types.api.holds(&variant.ty, Primitive::is_integer) {
            quote!(|integer::Integer(content)| Self::#name(content))
        } else {
            quote!(Self::#name)
        };
        if variant.tag_values.is_empty() {
            quote!(.offer(#shown, #wrap))
        } else {
            let values = variant.tag_values.iter().map(tag_text);
            quote!(.offer_tagged(&[#(#values),*], #shown, #wrap))
        }
    });
    let finish = match &union.several {
        Some(several) => quote!(finish_several(Self::#several)),
        None => quote!(finish()),
    };
    quote! {
        crate::runtime::union::Candidates::new(&value)
            #tag
            #(#offers)*
            .#finish
            .map(|chosen| chosen.unwrap_or(Self::#fallback(value)))
    }
}

/// A value of a tag as a pattern.
fn pattern(value: &Value) -> TokenStream {
    match value {
        Value::Number(number) => integer(number.as_i64().unwrap_or_default()),
        Value::Bool(value) => quote!(#value),
        other => {
            let text = tag_text(other);
            quote!(#text)
        }
    }
}

/// A value of a tag as it is passed to the runtime.
fn sent(value: &Value) -> TokenStream {
    match value {
        Value::Number(number) => {
            let number = number.as_i64().unwrap_or_default();
            let literal = format!("{number}_i64").parse::<Literal>();
            let literal = literal.unwrap_or_else(|_| Literal::i64_suffixed(number));
            quote!(#literal)
        }
        other => pattern(other),
    }
}
