//! Expressions as a person writes them.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};
use serde_json::Number;

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
    let sign = (value < 0).then(|| quote!(-));
    let number = unsigned(value.unsigned_abs(), "");
    quote!(#sign #number)
}

/// The same for an integer where nothing else says its type: those beyond `i32` say it themselves.
pub(crate) fn typed_integer(value: &Number) -> Option<TokenStream> {
    match (value.as_i64(), value.as_u64()) {
        (Some(value), _) if i32::try_from(value).is_ok() => Some(integer(value)),
        (Some(value), _) => {
            let sign = (value < 0).then(|| quote!(-));
            let number = unsigned(value.unsigned_abs(), "_i64");
            Some(quote!(#sign #number))
        }
        (None, Some(value)) => {
            let number = unsigned(value, "_u64");
            Some(quote!(#number))
        }
        (None, None) => None,
    }
}

fn unsigned(value: u64, suffix: &str) -> Literal {
    let digits = value.to_string();
    let mut text = String::new();
    for (index, digit) in digits.char_indices() {
        if index > 0 && digits.len() > 4 && (digits.len() - index).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    text.push_str(suffix);
    text.parse::<Literal>()
        .unwrap_or_else(|_| Literal::u64_unsuffixed(value))
}
