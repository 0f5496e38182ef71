//! How methods take values: `impl Into<String>` rather than `String`, an iterator rather than `Vec`.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};

use crate::emit::rust::types::Types;
use crate::ir::{Name, Type, TypeKind};

/// The most arguments that clippy takes for few.
const FEW_ARGUMENTS: usize = 7;

/// How a method takes a value, and how it becomes what is stored.
pub(crate) struct Argument {
    /// The parameter's type.
    pub ty: TokenStream,
    /// The expression that converts the parameter.
    pub value: TokenStream,
}

impl Argument {
    /// The expression that stores the converted parameter in a `Box` or `Some`.
    pub(crate) fn value_in(&self, constructor: &TokenStream) -> TokenStream {
        let value = &self.value;
        quote!(#constructor(#value))
    }
}

impl Types<'_> {
    /// How a method takes a value of type `ty` in a parameter called `name`.
    pub(crate) fn argument(&self, ty: &Type, name: &impl ToTokens) -> Argument {
        let plain = |ty: TokenStream| Argument {
            ty,
            value: quote!(#name),
        };
        let into = |ty: TokenStream| Argument {
            ty: quote!(impl Into<#ty>),
            value: quote!(#name.into()),
        };
        match self.api.resolve_alias(ty) {
            Type::Primitive(primitive) if !primitive.is_text() => plain(self.rust(ty)),
            Type::Primitive(_) | Type::Any => into(self.rust(ty)),
            Type::Named(id) => match &self.api.type_def(*id).kind {
                TypeKind::Struct(_) | TypeKind::Multipart { .. } => plain(self.rust(ty)),
                _ => into(self.rust(ty)),
            },
            Type::Array(item) => {
                let (item, converts) = self.item(item);
                let map = converts.then(|| quote!(.map(Into::into)));
                Argument {
                    ty: quote!(impl IntoIterator<Item = #item>),
                    value: quote!(#name.into_iter()#map.collect()),
                }
            }
            Type::Map(item) => {
                let (item, converts) = self.item(item);
                let value = if converts {
                    quote!(value.into())
                } else {
                    quote!(value)
                };
                Argument {
                    ty: quote!(impl IntoIterator<Item = (impl Into<String>, #item)>),
                    value: quote!(#name.into_iter().map(|(name, value)| (name.into(), #value)).collect()),
                }
            }
            Type::Nullable(inner) => {
                let inner = self.rust(inner);
                into(quote!(Option<#inner>))
            }
        }
    }

    /// The type of an item of an iterator, and whether it is to be converted.
    fn item(&self, ty: &Type) -> (TokenStream, bool) {
        let rust = self.rust(ty);
        let converts = match self.api.resolve_alias(ty) {
            Type::Primitive(primitive) => primitive.is_text(),
            Type::Any => true,
            Type::Named(id) => !matches!(self.api.type_def(*id).kind, TypeKind::Struct(_)),
            _ => false,
        };
        if converts {
            (quote!(impl Into<#rust>), true)
        } else {
            (rust, false)
        }
    }
}

/// `#[inline]` for a function with these parameters. Small functions are compiled where they are
/// called, as those of the standard derives are; a generic one is so by itself.
pub(crate) fn inline(parameters: &TokenStream) -> Option<TokenStream> {
    let is_generic = parameters
        .clone()
        .into_iter()
        .any(|token| matches!(token, TokenTree::Ident(name) if name == "impl"));
    (!is_generic).then(|| quote!(#[inline]))
}

/// The attribute of a function that takes so many arguments, `self` included.
pub(crate) fn many_arguments(count: usize) -> Option<TokenStream> {
    (count > FEW_ARGUMENTS).then(
        || quote!(#[allow(clippy::too_many_arguments, reason = "the document requires them all")]),
    )
}

/// The attribute of the constructor `new` of the one type that is called so too.
pub(crate) fn self_named_constructor(type_name: &Name) -> Option<TokenStream> {
    (type_name.as_str() == "New").then(
        || quote!(#[allow(clippy::self_named_constructors, reason = "the document has the name")]),
    )
}
