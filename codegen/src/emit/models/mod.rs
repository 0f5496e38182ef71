//! `src/models/`: one file for each component schema, its inline types in the same file.

mod aliases;
mod enums;
mod multipart;
mod object;
mod redaction;
mod structs;
mod unions;

use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::context::{Context, File};
use crate::emit::parallel::Job;
use crate::emit::rust::modules;
use crate::emit::rust::types::Types;
use crate::ir::{Name, TypeDef, TypeKind};

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
    let items: Vec<TokenStream> = defs.iter().map(|def| emit(&types, def)).collect();
    let own_imports = imports(defs);
    let imports = types.imports();
    let mut tokens = quote!(#own_imports #imports);
    tokens.extend(items);
    context.file(format!("src/models/{module}.rs"), tokens)
}

fn emit(types: &Types<'_>, def: &TypeDef) -> TokenStream {
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

/// What the definitions of a file use of the runtime and of serde.
fn imports(defs: &[&TypeDef]) -> TokenStream {
    let any = |test: &dyn Fn(&TypeDef) -> bool| defs.iter().any(|def| test(def));
    let structs = any(&|def| matches!(def.kind, TypeKind::Struct(_)));
    let secrets = |required: bool| {
        any(&|def| match &def.kind {
            TypeKind::Struct(body) | TypeKind::Multipart { body, .. } => {
                body.fields.iter().any(|field| {
                    let is_bare =
                        field.required && (!field.nullable || field.ty == crate::ir::Type::Any);
                    (field.sensitive || def.sensitive) && is_bare == required
                })
            }
            _ => false,
        })
    };
    let unions = any(&|def| {
        matches!(
            def.kind,
            TypeKind::Union(_)
                | TypeKind::Alias {
                    recursive: true,
                    ..
                }
        )
    });
    let hand_debug = secrets(true) || secrets(false);
    let object = structs.then(|| {
        quote!(
            use crate::runtime::object::{
                self, MapAccess, Name, Object, Properties, SerializeMap, json_object,
            };
        )
    });
    let redacted = match (secrets(true), secrets(false)) {
        (true, true) => quote!(
            use crate::runtime::{Redacted, redacted};
        ),
        (true, false) => quote!(
            use crate::runtime::Redacted;
        ),
        (false, true) => quote!(
            use crate::runtime::redacted::redacted;
        ),
        (false, false) => quote!(),
    };
    let fmt = hand_debug.then(|| {
        quote!(
            use std::fmt;
        )
    });
    let serde = unions.then(|| {
        quote!(
            use serde::{Deserialize, Deserializer, Serialize, Serializer};
        )
    });
    quote!(#fmt #serde #object #redacted)
}

fn module_list(context: &Context<'_>, modules: &IndexMap<&Name, Vec<&TypeDef>>) -> File {
    let declarations = modules.iter().map(|(module, defs)| {
        let path = modules::path(module.as_str(), ".rs");
        let (always, with_client): (Vec<&TypeDef>, Vec<&TypeDef>) = defs
            .iter()
            .partition(|def| !matches!(def.kind, TypeKind::Multipart { .. }));
        let names =
            |defs: &[&TypeDef]| -> Vec<Name> { defs.iter().map(|def| def.name.clone()).collect() };
        let (always, with_client) = (names(&always), names(&with_client));
        // A module that holds forms alone is empty without the client.
        let gate = always
            .is_empty()
            .then(|| quote!(#[cfg(feature = "client")]));
        let always = (!always.is_empty()).then(|| quote!(pub use self::#module::{#(#always),*};));
        let with_client = (!with_client.is_empty()).then(
            || quote!(#[cfg(feature = "client")] pub use self::#module::{#(#with_client),*};),
        );
        (
            quote!(#gate #path mod #module;),
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
