//! `Debug` of types that hold secrets.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::TypeDef;

/// `Debug` of a struct: for each field its name, and the value that is shown instead of it or
/// itself.
pub(crate) fn of_struct<'n>(
    ty: &TokenStream,
    name: &str,
    fields: impl IntoIterator<Item = (&'n str, TokenStream)>,
) -> TokenStream {
    let fields = fields
        .into_iter()
        .map(|(name, value)| quote!(.field(#name, &#value)));
    quote! {
        impl fmt::Debug for #ty {
            #[inline]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(#name)#(#fields)*.finish()
            }
        }
    }
}

/// What to derive, and what to write by hand: `Debug` is derived unless the schema is a secret.
pub(crate) fn of_type(def: &TypeDef) -> (TokenStream, Option<TokenStream>) {
    if !def.sensitive {
        return (quote!(Debug,), None);
    }
    let name = &def.name;
    let shown = format!("{}([redacted])", def.name);
    let by_hand = quote! {
        impl std::fmt::Debug for #name {
            #[inline]
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(#shown)
            }
        }
    };
    (TokenStream::new(), Some(by_hand))
}
