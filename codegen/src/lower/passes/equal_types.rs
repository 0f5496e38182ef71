//! Inline schemas that say the same are one type.
//!
//! An inline schema has the name of its place, whatever else the document holds. The first of equal
//! ones is the type; the others are aliases of it, with docs of their own. So an addition to the
//! document renames nothing: at most, what was a type becomes an alias of the same name.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use serde_json::Value;

use crate::ir::{Api, Field, Type, TypeDef, TypeId, TypeKind};

/// Makes each inline type that is equal to another one an alias of it.
pub(crate) fn merge(api: &mut Api) {
    let mut equals = Equals {
        first: vec![None; api.types.len()],
        known: HashMap::new(),
        state: RandomState::new(),
        set_aside: Vec::new(),
    };
    // What has the name of a component is the type, rather than what has that of an operation.
    let ids = (0..api.types.len()).map(TypeId);
    let is_in_component = |id: &TypeId| api.type_def(*id).pointer.starts_with("/components/");
    let (components, others): (Vec<_>, Vec<_>) = ids.partition(is_in_component);
    for id in components.into_iter().chain(others) {
        equals.visit(&mut api.types, id);
    }
    for (id, accidents) in equals.set_aside {
        accidents.put_back(&mut api.types[id.0].kind);
    }
    for (index, first) in equals.first.into_iter().enumerate() {
        if let Some(first) = first.filter(|first| first.0 != index) {
            let def = &mut api.types[index];
            def.kind = TypeKind::Alias {
                ty: Type::Named(first),
                recursive: false,
            };
            let (usage, examples) = (def.usage, std::mem::take(&mut def.examples));
            let first = &mut api.types[first.0];
            first.usage = first.usage.and(usage);
            first.examples.extend(examples);
        }
    }
}

struct Equals {
    /// For each type the first one that it is equal to, once it is known.
    first: Vec<Option<TypeId>>,
    /// The first types, by a hash of what they are.
    known: HashMap<u64, Vec<TypeId>>,
    state: RandomState,
    /// What was taken from the types that are known, which are compared where they stand.
    set_aside: Vec<(TypeId, Accidents)>,
}

impl Equals {
    /// Finds the first type that is equal to this one. What it is made of comes before it; inline
    /// schemas are not nested without end, and a component is looked at on its own.
    fn visit(&mut self, types: &mut [TypeDef], id: TypeId) -> TypeId {
        if let Some(first) = self.first[id.0] {
            return first;
        }
        // Until it is known, it is equal to itself only.
        self.first[id.0] = Some(id);
        let inner = types[id.0].kind.contents().filter_map(Type::named);
        for inner in inner.collect::<Vec<_>>() {
            if types[inner.0].schema_name.is_none() {
                self.visit(types, inner);
            }
        }
        let def = &mut types[id.0];
        if matches!(def.kind, TypeKind::Alias { .. }) {
            return id;
        }
        let accidents = Accidents::take(&mut def.kind, &self.first);
        self.set_aside.push((id, accidents));
        let def = &types[id.0];
        let hash = self.state.hash_one((&def.kind, def.sensitive));
        let same_hash = self.known.entry(hash).or_default();
        let found = same_hash.iter().find(|known| {
            let known = &types[known.0];
            known.kind == def.kind && known.sensitive == def.sensitive
        });
        match found {
            Some(first) if def.schema_name.is_none() => self.first[id.0] = Some(*first),
            Some(_) => {}
            None => same_hash.push(id),
        }
        self.first[id.0].unwrap_or(id)
    }
}

/// What makes no other type of one: which of equal types it is made of, and the examples of its
/// fields.
struct Accidents {
    ids: Vec<TypeId>,
    examples: Vec<Option<Box<Value>>>,
}

impl Accidents {
    /// Takes them from a type, and lets it name the first of those that it is made of.
    fn take(kind: &mut TypeKind, first: &[Option<TypeId>]) -> Self {
        let named = kind.contents_mut().filter_map(Type::named_mut);
        let ids = named.map(|id| std::mem::replace(id, first[id.0].unwrap_or(*id)));
        let ids = ids.collect();
        let examples = fields(kind).iter_mut().map(|field| field.example.take());
        let examples = examples.collect();
        Self { ids, examples }
    }

    fn put_back(self, kind: &mut TypeKind) {
        let named = kind.contents_mut().filter_map(Type::named_mut);
        for (id, own) in named.zip(self.ids) {
            *id = own;
        }
        for (field, own) in fields(kind).iter_mut().zip(self.examples) {
            field.example = own;
        }
    }
}

fn fields(kind: &mut TypeKind) -> &mut [Field] {
    match kind {
        TypeKind::Struct(body) | TypeKind::Multipart { body, .. } => &mut body.fields,
        _ => &mut [],
    }
}
