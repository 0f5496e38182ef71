//! The runtime's names for the values of `style`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::Style;

/// `Style::Form` and the like.
pub(crate) fn style(style: Style) -> TokenStream {
    match style {
        Style::Matrix => quote!(Style::Matrix),
        Style::Label => quote!(Style::Label),
        Style::Simple => quote!(Style::Simple),
        Style::Form => quote!(Style::Form),
        Style::SpaceDelimited => quote!(Style::SpaceDelimited),
        Style::PipeDelimited => quote!(Style::PipeDelimited),
        Style::DeepObject => quote!(Style::DeepObject),
        Style::Cookie => quote!(Style::Cookie),
    }
}
