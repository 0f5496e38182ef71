//! Types that contain themselves.

use crate::ir::{Api, TypeDef};
use crate::lower::passes::layout::graph::{Place, components, edges, put_box};

/// Boxes each edge inside a strongly connected component of types that hold each other by value.
/// Variants come first: where they break the circle, the fields that lead to their unions need no
/// box of their own.
pub(super) fn break_up(api: &mut Api) {
    box_inside(&mut api.types, |place| matches!(place, Place::Variant(_)));
    box_inside(&mut api.types, |place| matches!(place, Place::Field(_)));
}

fn box_inside(types: &mut [TypeDef], applies: impl Fn(Place) -> bool) {
    let edges = edges(types);
    let component = components(&edges);
    for (index, edges) in edges.iter().enumerate() {
        for edge in edges {
            if applies(edge.place) && component[index] == component[edge.target.0] {
                put_box(&mut types[index].kind, edge.place);
            }
        }
    }
}
