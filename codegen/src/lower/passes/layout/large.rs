//! What is so large that it lies in a `Box`.
//!
//! A field or a variant holds at most [`MAX_HELD`] bytes by itself. So the size of a model grows
//! with the number of its own properties only, and not with what they lead to.

use crate::ir::{Api, BodyShape, Documented, MediaKind, Type, TypeDef, TypeKind};
use crate::lower::passes::layout::graph::{Edge, components, edges, put_box};
use crate::lower::passes::layout::size::{Layout, Layouts};

/// The most bytes that a field or a variant holds without a `Box`. Clippy's `large_enum_variant`
/// begins here too.
const MAX_HELD: usize = 200;

/// A model that is larger than this holds no other model by itself.
const MAX_MODEL: usize = 2048;

/// A model that is larger than this is decoded in a `Box`.
///
/// A debug build needs 2 KB of stack for each level of a document, and up to 13.5 times the size of
/// the model at that level unless it is boxed. JSON is read to a depth of 128 levels; so decoding
/// needs less than 2 MB, which is what the threads of most runtimes have.
const LARGE: usize = 1024;

/// Boxes what is large in models, and in the enums over bodies and responses.
pub(super) fn put_boxes(api: &mut Api) {
    let named = box_contents(&mut api.types);
    let layouts = Layouts {
        types: &api.types,
        named: &named,
    };
    let groups = api.groups.iter_mut();
    for operation in groups.flat_map(|group| &mut group.operations) {
        if let Some(body) = &mut operation.body
            && body.shape() == BodyShape::Several
        {
            let contents = body.contents.iter_mut();
            let contents = contents.map(|one| (one.kind, Some(&one.ty), &mut one.boxed));
            box_larger_ones(&layouts, contents.collect());
        }
        box_responses(&layouts, &mut operation.success);
        box_responses(&layouts, &mut operation.errors);
    }
}

/// Boxes what is large in each type, and returns the layouts of all.
fn box_contents(types: &mut [TypeDef]) -> Vec<Layout> {
    let edges = edges(types);
    // Since no type contains itself any more, what a type holds by value comes before it.
    let mut order: Vec<(usize, usize)> = components(&edges).into_iter().zip(0..).collect();
    order.sort_unstable();
    let mut named = vec![Layout::NOTHING; types.len()];
    for (_, index) in order {
        let is_large = |edge: &&Edge| named[edge.target.0].size > MAX_HELD;
        for edge in edges[index].iter().filter(is_large) {
            put_box(&mut types[index].kind, edge.place);
        }
        let mut layout = layout_of(types, &named, index);
        if layout.size > MAX_MODEL {
            for edge in &edges[index] {
                put_box(&mut types[index].kind, edge.place);
            }
            layout = layout_of(types, &named, index);
        }
        if let TypeKind::Struct(body) = &mut types[index].kind {
            body.large = layout.size > LARGE;
        }
        named[index] = layout;
    }
    named
}

fn layout_of(types: &[TypeDef], named: &[Layout], index: usize) -> Layout {
    Layouts { types, named }.of_definition(&types[index])
}

fn box_responses(layouts: &Layouts<'_>, documented: &mut Documented) {
    if documented.enum_name.is_some() {
        let responses = documented.responses.iter_mut();
        let contents = responses.map(|one| {
            let kind = one.kind.unwrap_or(MediaKind::Binary);
            (kind, one.ty.as_ref(), &mut one.boxed)
        });
        box_larger_ones(layouts, contents.collect());
    }
}

/// Boxes the models among the contents of an enum that are larger than its smallest content by more
/// than [`MAX_HELD`].
fn box_larger_ones(layouts: &Layouts<'_>, contents: Vec<(MediaKind, Option<&Type>, &mut bool)>) {
    let size = |kind: MediaKind, ty: Option<&Type>| match ty {
        Some(ty) if kind.has_model() => layouts.of(ty).size,
        _ => Layout::TEXT.size,
    };
    let sizes: Vec<usize> = contents
        .iter()
        .map(|(kind, ty, _)| size(*kind, *ty))
        .collect();
    let smallest = sizes.iter().min().copied().unwrap_or_default();
    for ((_, _, boxed), size) in contents.into_iter().zip(sizes) {
        *boxed = size > smallest + MAX_HELD;
    }
}
