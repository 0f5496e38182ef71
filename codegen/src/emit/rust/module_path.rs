//! Where Rust finds the file of a module.

use proc_macro2::TokenStream;
use quote::quote;

/// The attribute that names the file, which Rust finds by itself only if the module's name is
/// ASCII. `rest` is what follows the name: `.rs`.
pub(crate) fn path_attribute(module: &str, rest: &str) -> Option<TokenStream> {
    let file = format!("{module}{rest}");
    (!module.is_ascii()).then(|| quote!(#[path = #file]))
}
