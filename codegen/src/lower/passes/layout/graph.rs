//! Which types hold which others by value.

use crate::ir::{Field, Struct, Type, TypeDef, TypeId, TypeKind, Variant, resolve_alias};

/// Where a type holds another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In the variant of a union with this index.
    Variant(usize),
    /// In the field of a struct or form with this index.
    Field(usize),
}

/// A type that is held by value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub place: Place,
    pub target: TypeId,
}

/// The edges of each type, without what is boxed already. `Vec` and maps hold their items behind a
/// pointer.
pub(super) fn edges(types: &[TypeDef]) -> Vec<Vec<Edge>> {
    let of_type = |def: &TypeDef| -> Vec<Edge> {
        let (fields, variants): (&[Field], &[Variant]) = match &def.kind {
            TypeKind::Struct(body) | TypeKind::Multipart { body, .. } => (&body.fields, &[]),
            TypeKind::Union(union) => (&[], &union.variants),
            TypeKind::Alias { .. } | TypeKind::Enum(_) => (&[], &[]),
        };
        let fields = fields.iter().enumerate();
        let fields = fields.map(|(index, field)| (Place::Field(index), &field.ty, field.boxed));
        let variants = variants.iter().enumerate();
        let variants = variants.map(|(index, one)| (Place::Variant(index), &one.ty, one.boxed));
        fields
            .chain(variants)
            .filter(|(_, _, boxed)| !boxed)
            .filter_map(|(place, ty, _)| {
                let target = held_by_value(types, ty)?;
                Some(Edge { place, target })
            })
            .collect()
    };
    types.iter().map(of_type).collect()
}

/// The struct or union that lies directly in a value of type `ty`, seen through aliases.
pub(super) fn held_by_value(types: &[TypeDef], ty: &Type) -> Option<TypeId> {
    match resolve_alias(types, ty) {
        Type::Nullable(inner) => held_by_value(types, inner),
        Type::Named(id) => match &types[id.0].kind {
            TypeKind::Struct(_) | TypeKind::Union(_) => Some(*id),
            _ => None,
        },
        _ => None,
    }
}

/// Boxes what a type holds in this place.
pub(super) fn put_box(kind: &mut TypeKind, place: Place) {
    match (kind, place) {
        (
            TypeKind::Struct(Struct { fields, .. })
            | TypeKind::Multipart {
                body: Struct { fields, .. },
                ..
            },
            Place::Field(index),
        ) => fields[index].boxed = true,
        (TypeKind::Union(union), Place::Variant(index)) => union.variants[index].boxed = true,
        _ => {}
    }
}

/// The strongly connected components of a graph: types that reach each other. Each is a number;
/// what a type reaches beyond its own component has a smaller one.
///
/// This is Tarjan's algorithm with a stack of its own, since documents may nest deeper than threads.
pub(super) fn components(edges: &[Vec<Edge>]) -> Vec<usize> {
    let count = edges.len();
    let mut search = Search {
        order: vec![None; count],
        low: vec![0; count],
        component: vec![None; count],
        open: Vec::new(),
        started: 0,
        finished: 0,
    };
    for start in 0..count {
        if search.order[start].is_none() {
            search.from(start, edges);
        }
    }
    search
        .component
        .into_iter()
        .map(Option::unwrap_or_default)
        .collect()
}

struct Search {
    /// When a node was reached.
    order: Vec<Option<usize>>,
    /// The earliest node that is known to be in the same component.
    low: Vec<usize>,
    component: Vec<Option<usize>>,
    /// The nodes whose component is not yet known.
    open: Vec<usize>,
    started: usize,
    finished: usize,
}

impl Search {
    fn from(&mut self, start: usize, edges: &[Vec<Edge>]) {
        self.start(start);
        // A node, and which of its edges comes next.
        let mut path = vec![(start, 0)];
        while let Some((node, next)) = path.pop() {
            let Some(edge) = edges[node].get(next) else {
                self.finish(node);
                if let Some(&(parent, _)) = path.last() {
                    self.low[parent] = self.low[parent].min(self.low[node]);
                }
                continue;
            };
            path.push((node, next + 1));
            let target = edge.target.0;
            match self.order[target] {
                None => {
                    self.start(target);
                    path.push((target, 0));
                }
                Some(order) if self.component[target].is_none() => {
                    self.low[node] = self.low[node].min(order);
                }
                Some(_) => {}
            }
        }
    }

    fn start(&mut self, node: usize) {
        self.order[node] = Some(self.started);
        self.low[node] = self.started;
        self.started += 1;
        self.open.push(node);
    }

    /// All edges of the node are seen: if it reaches nothing earlier, its component is complete.
    fn finish(&mut self, node: usize) {
        if self.order[node] != Some(self.low[node]) {
            return;
        }
        while let Some(member) = self.open.pop() {
            self.component[member] = Some(self.finished);
            if member == node {
                break;
            }
        }
        self.finished += 1;
    }
}
