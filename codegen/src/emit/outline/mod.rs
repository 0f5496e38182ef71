//! The outline of the crate, made from what models and operations are emitted from.

mod client;
mod models;
mod operations;
mod responses;
mod words;

use crate::emit::context::{Context, File};
use crate::emit::rust::types::Types;
use crate::outline::{Item, Outline, PATH};

/// The items in their order, each made when it is asked for: an outline may be long.
fn items<'t>(context: &Context<'t>, types: &Types<'t>) -> impl Iterator<Item = Item> {
    client::items(context)
        .chain(operations::items(types))
        .chain(models::items(types))
}

/// All of it.
pub(super) fn outline(context: &Context<'_>) -> Outline {
    let types = Types::outside(context.api);
    Outline {
        items: items(context, &types).collect(),
    }
}

/// The file that holds it.
pub(super) fn file(context: &Context<'_>) -> File {
    let types = Types::outside(context.api);
    let mut contents = context.mark() + "\n";
    for item in items(context, &types) {
        contents += &item.to_string();
    }
    File {
        path: PATH.to_owned(),
        contents,
    }
}
