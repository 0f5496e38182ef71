//! Expressions as a person writes them.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

/// A field of a struct expression, short where the value is called like the field.
pub(crate) fn field_value(name: &impl ToTokens, value: &TokenStream) -> TokenStream {
    if name.to_token_stream().to_string() == value.to_string() {
        quote!(#name)
    } else {
        quote!(#name: #value)
    }
}

/// An integer as a person writes it: from five digits on, in groups of three.
pub(crate) fn integer(value: i64) -> TokenStream {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::new();
    for (index, digit) in digits.char_indices() {
        if index > 0 && digits.len() > 4 && (digits.len() - index).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    let sign = (value < 0).then(|| quote!(-));
    let number = text
        .parse::<Literal>()
        .unwrap_or_else(|_| Literal::u64_unsuffixed(value.unsigned_abs()));
    quote!(#sign #number)
}

/// The first of `names` that none of `taken` is called.
pub(crate) fn free_name<'n>(taken: &[&str], names: &[&'n str]) -> &'n str {
    names
        .iter()
        .copied()
        .find(|name| !taken.contains(name))
        .unwrap_or("generated_name")
}
