//! `src/responses/`: the types that responses of several operations have in common.
//!
//! The module is private, as the names in it depend on which operation comes first. Each operation
//! has the type under a name of its own.

use quote::quote;

use crate::emit::context::{Context, File};
use crate::emit::operations::{headers, responses};
use crate::emit::parallel::Job;
use crate::emit::rust::module_path::path_attribute;
use crate::emit::rust::types::Types;
use crate::emit::rustdoc::doc;
use crate::ir::{SharedKind, SharedResponse};
use crate::names::reserved::FileKind;

/// All files of the `responses` module, if there is one.
pub(super) fn jobs<'a>(context: &'a Context<'a>) -> Vec<Job<'a>> {
    let shared = &context.api.shared_responses;
    if shared.is_empty() {
        return Vec::new();
    }
    let files = shared.iter();
    let mut jobs: Vec<Job<'a>> = files
        .map(|one| -> Job<'a> { Box::new(|| file(context, one)) })
        .collect();
    jobs.push(Box::new(|| list(context)));
    jobs
}

fn file(context: &Context<'_>, shared: &SharedResponse) -> File {
    let types = Types::outside(context.api);
    let name = &shared.name;
    let item = match &shared.kind {
        SharedKind::Enum(variants) => {
            let docs = doc("What several operations respond, by status.");
            responses::enum_of(&types, &docs, name, variants)
        }
        SharedKind::Headers(fields) => {
            let docs = doc("The headers that come with several responses.");
            headers::struct_of(&types, &docs, name, fields)
        }
    };
    let path = format!("src/responses/{}.rs", shared.module);
    context.file_of(FileKind::Responses, path, item)
}

fn list(context: &Context<'_>) -> File {
    let features = context.features.as_ref();
    let declarations = context.api.shared_responses.iter().map(|shared| {
        let gate = features.and_then(|features| features.gate(&shared.needed));
        let (module, name) = (&shared.module, &shared.name);
        let path = path_attribute(module.as_str(), ".rs");
        (
            quote!(#gate #path mod #module;),
            quote!(#gate pub use self::#module::#name;),
        )
    });
    let (modules, names): (Vec<_>, Vec<_>) = declarations.unzip();
    context.file(
        "src/responses/mod.rs".to_owned(),
        quote! {
            #![doc = " What responses of several operations have in common: each operation has it under a name of its own."]
            #(#modules)*
            #(#names)*
        },
    )
}
