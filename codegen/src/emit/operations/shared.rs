//! Types of responses that other operations have too: this one has them under names of its own.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Documented, Name, Operation, Shared};

/// The re-exports of those that are shown with this operation, since it is the first to have them.
pub(super) fn first_names(operation: &Operation) -> TokenStream {
    let both = [&operation.success, &operation.errors];
    let names = both.into_iter().flat_map(names);
    names
        .filter(|(_, shared)| shared.first)
        .map(reexport)
        .collect()
}

fn names(documented: &Documented) -> impl Iterator<Item = (&Name, &Shared)> {
    let own = documented.enum_name.iter().zip(&documented.shared_enum);
    let responses = documented.responses.iter();
    own.chain(responses.flat_map(|it| it.headers_type.iter().zip(&it.shared_headers)))
}

fn reexport((name, shared): (&Name, &Shared)) -> TokenStream {
    let shared = &shared.name;
    if name == shared {
        quote!(pub use crate::responses::#shared;)
    } else {
        quote!(pub use crate::responses::#shared as #name;)
    }
}

/// The name of one that is shown with another operation.
pub(super) fn alias(docs: &TokenStream, name: &Name, shared: &Shared) -> Option<TokenStream> {
    let shared_name = &shared.name;
    (!shared.first).then(|| quote!(#docs pub type #name = crate::responses::#shared_name;))
}
