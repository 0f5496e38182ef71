//! Inline schemas that say the same are one type.
//!
//! An inline schema has the name of its place, whatever else the document holds. The first of equal
//! ones is the type; the others are aliases of it, with docs of their own. So an addition to the
//! document renames nothing: at most, what was a type becomes an alias of the same name.

use std::collections::HashMap;
use std::fmt::{self, Write};
use std::hash::{BuildHasher, Hasher, RandomState};

use crate::ir::{Api, Type, TypeDef, TypeId, TypeKind};

/// Makes each inline type that is equal to another one an alias of it.
pub(crate) fn merge(api: &mut Api) {
    let mut equals = Equals {
        first: vec![None; api.types.len()],
        known: HashMap::new(),
        state: RandomState::new(),
    };
    // What has the name of a component is the type, rather than what has that of an operation.
    let ids = (0..api.types.len()).map(TypeId);
    let is_in_component = |id: &TypeId| api.type_def(*id).pointer.starts_with("/components/");
    let (components, others): (Vec<_>, Vec<_>) = ids.partition(is_in_component);
    for id in components.into_iter().chain(others) {
        equals.visit(api, id);
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
    known: HashMap<u64, Vec<(TypeId, Essence)>>,
    state: RandomState,
}

impl Equals {
    /// Finds the first type that is equal to this one. What it is made of comes before it; inline
    /// schemas are not nested without end, and a component is looked at on its own.
    fn visit(&mut self, api: &Api, id: TypeId) -> TypeId {
        if let Some(first) = self.first[id.0] {
            return first;
        }
        // Until it is known, it is equal to itself only.
        self.first[id.0] = Some(id);
        let def = api.type_def(id);
        for inner in def.kind.contents().filter_map(Type::named) {
            if api.type_def(inner).schema_name.is_none() {
                self.visit(api, inner);
            }
        }
        if matches!(def.kind, TypeKind::Alias { .. }) {
            return id;
        }
        let essence = self.essence(def);
        let same_hash = self.known.entry(self.hash(&essence)).or_default();
        let found = same_hash.iter().find(|(_, known)| *known == essence);
        match found {
            Some((first, _)) if def.schema_name.is_none() => self.first[id.0] = Some(*first),
            Some(_) => {}
            None => same_hash.push((id, essence)),
        }
        self.first[id.0].unwrap_or(id)
    }

    /// What two types have in common if they are equal; it names the first of those that it is made of.
    fn essence(&self, def: &TypeDef) -> Essence {
        let mut kind = def.kind.clone();
        for id in kind.contents_mut().filter_map(Type::named_mut) {
            *id = self.first[id.0].unwrap_or(*id);
        }
        if let TypeKind::Struct(body) | TypeKind::Multipart { body, .. } = &mut kind {
            for field in &mut body.fields {
                // Another example does not make another type.
                field.example = None;
            }
        }
        (kind, def.sensitive)
    }

    fn hash(&self, essence: &Essence) -> u64 {
        let mut hasher = HashOfText(self.state.build_hasher());
        // Writing into a hasher does not fail.
        let _ = write!(hasher, "{essence:?}");
        hasher.0.finish()
    }
}

/// What a type is, and whether it is a secret.
type Essence = (TypeKind, bool);

struct HashOfText<H>(H);

impl<H: Hasher> Write for HashOfText<H> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write(text.as_bytes());
        Ok(())
    }
}
