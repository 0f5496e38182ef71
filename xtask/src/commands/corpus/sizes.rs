//! A file of each crate that does not compile if one of its types is large.

use crate::generation::documents::Document;
use codegen::{
    File, Generated,
    ir::{BodyShape, Name, TypeKind},
};

/// No model, request, response or error is larger than this, in bytes: a debug build copies them
/// from frame to frame of a stack that may have 2 MB.
const MAX_SIZE: usize = 16 * 1024;

/// The file.
#[must_use]
pub fn file(document: &Document, generated: &Generated) -> File {
    let krate = document.crate_name.replace('-', "_");
    let checks: Vec<String> = paths(generated)
        .iter()
        .map(|path| {
            format!(
                "const _: () = assert!(fits::<{krate}::{path}>(), \"`{path}` is too large\");\n"
            )
        })
        .collect();
    File {
        path: "tests/sizes.rs".to_owned(),
        contents: format!(
            "//! No type of the crate is large.\n\
             #![allow(deprecated, mixed_script_confusables, clippy::assertions_on_constants)]\n\n\
             /// Whether values have a reasonable size.\n\
             #[allow(dead_code)]\n\
             const fn fits<T>() -> bool {{\n    size_of::<T>() <= {MAX_SIZE}\n}}\n\n{}",
            checks.concat()
        ),
    }
}

/// The types that values are made of. An alias is checked as what it stands for.
fn paths(generated: &Generated) -> Vec<String> {
    let api = &generated.api;
    let models = api.types.iter();
    let models = models.filter(|def| !matches!(def.kind, TypeKind::Alias { .. }));
    let mut paths: Vec<String> = models.map(|def| format!("models::{}", def.name)).collect();
    for group in &api.groups {
        for operation in &group.operations {
            let several = operation.body.iter();
            let several = several.filter(|body| body.shape() == BodyShape::Several);
            let of_outcome = [&operation.success, &operation.errors];
            let names: Vec<&Name> = [&operation.type_name]
                .into_iter()
                .chain(several.map(|body| &body.type_name))
                .chain(
                    of_outcome
                        .into_iter()
                        .filter_map(|one| one.enum_name.as_ref()),
                )
                .collect();
            let module = &group.module;
            paths.extend(
                names
                    .iter()
                    .map(|name| format!("operations::{module}::{name}")),
            );
        }
    }
    paths
}
