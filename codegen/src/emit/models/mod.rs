//! `src/models/`: one file for each component schema, its inline types in the same file.

mod aliases;
mod constants;
mod enums;
mod field_docs;
pub(crate) mod fields;
pub(crate) mod multipart;
mod object;
pub(crate) mod structs;
pub(crate) mod unions;

use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::context::{Context, File};
use crate::emit::parallel::Job;
use crate::emit::rust::module_path::path_attribute;
use crate::emit::rust::types::Types;
use crate::ir::{Name, TypeDef, TypeKind};
use crate::names::reserved::FileKind;

/// All files of the `models` module.
pub(crate) fn jobs<'a>(context: &'a Context<'a>) -> Vec<Job<'a>> {
    let mut modules: IndexMap<&Name, Vec<&TypeDef>> = IndexMap::new();
    for def in &context.api.types {
        modules.entry(&def.module).or_default().push(def);
    }
    modules.sort_keys();
    let list = module_list(context, &modules);
    let mut jobs: Vec<Job<'a>> = vec![Box::new(|| list)];
    for (module, defs) in modules {
        jobs.push(Box::new(move || file(context, module, &defs)));
    }
    jobs
}

fn file(context: &Context<'_>, module: &Name, defs: &[&TypeDef]) -> File {
    let types = Types::in_models(context.api, module);
    let items: TokenStream = defs.iter().map(|def| emit(&types, def)).collect();
    let models = types.imports();
    let path = format!("src/models/{module}.rs");
    context.file_of(FileKind::Models, path, quote!(#models #items))
}

fn emit<'a>(types: &Types<'a>, def: &'a TypeDef) -> TokenStream {
    match &def.kind {
        TypeKind::Struct(body) => structs::emit(types, def, body),
        TypeKind::Enum(known) => enums::emit(types, def, known),
        TypeKind::Union(union) => unions::emit(types, def, union),
        TypeKind::Alias { ty, recursive } => aliases::emit(types, def, ty, *recursive),
        TypeKind::Multipart { body, parts, open } => {
            multipart::emit(types, def, body, parts, *open)
        }
    }
}

fn module_list(context: &Context<'_>, modules: &IndexMap<&Name, Vec<&TypeDef>>) -> File {
    let declarations = modules.iter().map(|(module, defs)| {
        let path = path_attribute(module.as_str(), ".rs");
        let (always, with_client): (Vec<&TypeDef>, Vec<&TypeDef>) = defs
            .iter()
            .partition(|def| !context.api.is_form(def));
        let names =
            |defs: &[&TypeDef]| -> Vec<Name> { defs.iter().map(|def| def.name.clone()).collect() };
        let (always, with_client) = (names(&always), names(&with_client));
        // A module that holds forms alone is empty without the client.
        let features = context.features.as_ref();
        let needed = features.and_then(|features| features.module_gate(module));
        let gate = always
            .is_empty()
            .then(|| quote!(#[cfg(feature = "client")]));
        let always =
            (!always.is_empty()).then(|| quote!(#needed pub use self::#module::{#(#always),*};));
        let with_client = (!with_client.is_empty()).then(
            || quote!(#needed #[cfg(feature = "client")] pub use self::#module::{#(#with_client),*};),
        );
        (
            quote!(#needed #gate #path mod #module;),
            quote!(#always #with_client),
        )
    });
    let (modules, uses): (Vec<_>, Vec<_>) = declarations.unzip();
    context.file(
        "src/models/mod.rs".to_owned(),
        quote! {
            #![doc = " The types of the API: one module for each schema of the document."]
            #(#modules)*
            #(#uses)*
        },
    )
}
