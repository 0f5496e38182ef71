//! Schemas that are another type under a name of their own.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::rust::debug;
use crate::emit::rust::types::Types;
use crate::emit::wording::type_docs;
use crate::ir::{Type, TypeDef};

/// `pub type`, or a newtype where the alias reaches itself.
pub(crate) fn emit(types: &Types<'_>, def: &TypeDef, ty: &Type, recursive: bool) -> TokenStream {
    let name = &def.name;
    let docs = type_docs(types.api, def);
    let ty = types.rust(ty);
    if !recursive {
        return quote!(#docs pub type #name = #ty;);
    }
    let (derived, debug) = debug::of_type(def);
    quote! {
        #docs
        #[derive(Clone, #derived PartialEq)]
        pub struct #name(
            #[doc = " The value itself."]
            pub #ty,
        );

        #debug

        impl From<#ty> for #name {
            #[inline]
            fn from(value: #ty) -> Self {
                Self(value)
            }
        }

        impl Serialize for #name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.serialize(serializer)
            }
        }

        impl<'de> Deserialize<'de> for #name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Deserialize::deserialize(deserializer).map(Self)
            }
        }
    }
}
