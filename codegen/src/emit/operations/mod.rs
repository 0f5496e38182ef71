//! `src/operations/`: a handle for each tag, a builder for each operation.

pub(crate) mod body;
mod builder;
mod docs;
pub(crate) mod example;
mod example_value;
mod handle;
pub(crate) mod headers;
mod mock;
mod pages;
mod request;
pub(crate) mod responses;
mod shared;
mod statuses;
mod streams;
mod style;

use quote::quote;

use crate::emit::context::{Context, File};
use crate::emit::parallel::Job;
use crate::emit::rust::module_path::path_attribute;
use crate::names::reserved::FileKind;

/// All files of the `operations` module, the long ones first.
pub(crate) fn jobs<'a>(context: &'a Context<'a>) -> Vec<Job<'a>> {
    let groups = &context.api.groups;
    let mut jobs: Vec<Job<'a>> = Vec::new();
    for group in groups {
        let path = format!("src/operations/{}/mod.rs", group.module);
        jobs.push(Box::new(move || {
            context.file_of(FileKind::Group, path, handle::tokens(context, group))
        }));
    }
    jobs.push(Box::new(|| list(context)));
    for (group, operation) in groups
        .iter()
        .flat_map(|group| group.operations.iter().map(move |one| (group, one)))
    {
        jobs.push(Box::new(move || {
            let path = format!("src/operations/{}/{}.rs", group.module, operation.module);
            context.file_of(
                FileKind::Operation,
                path,
                builder::emit(context, group, operation),
            )
        }));
    }
    jobs
}

/// `src/operations/mod.rs`.
fn list(context: &Context<'_>) -> File {
    let modules = context.api.groups.iter().enumerate().map(|(index, group)| {
        let features = context.features.as_ref();
        let gate = features.map(|features| features.group_gate(index));
        let module = &group.module;
        let name = &group.type_name;
        let path = path_attribute(group.module.as_str(), "/mod.rs");
        (
            quote!(#gate #path pub mod #module;),
            quote!(#gate pub use self::#module::#name;),
        )
    });
    let (modules, handles): (Vec<_>, Vec<_>) = modules.unzip();
    context.file(
        "src/operations/mod.rs".to_owned(),
        quote! {
            #![doc = " The operations of the API: one handle for each tag, one builder for each operation."]
            #(#modules)*
            #(#handles)*
        },
    )
}
