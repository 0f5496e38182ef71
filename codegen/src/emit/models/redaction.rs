//! `Debug` of types of which nothing may be seen.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::TypeDef;

/// What to derive, and what to write by hand: `Debug` is derived unless the schema is a secret.
pub(crate) fn debug(def: &TypeDef) -> (TokenStream, Option<TokenStream>) {
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
