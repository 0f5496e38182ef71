//! Names as tokens.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;

use crate::ir::Name;

impl ToTokens for Name {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let new = if self.is_raw() {
            Ident::new_raw
        } else {
            Ident::new
        };
        new(self.as_str(), Span::call_site()).to_tokens(tokens);
    }
}
