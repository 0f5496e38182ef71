//! Types of responses that are equal in several operations are one type.
//!
//! Each operation keeps the names that it would have alone, so an addition to the document renames
//! nothing: at most, what was a type becomes another name of one. The type itself stands where no
//! group of operations is, since a group may be left out of a crate.

use std::collections::HashSet;

use indexmap::IndexMap;

use crate::ir::{
    Api, Constraints, Documented, Header, MediaKind, Name, Operation, Response, Shared, SharedKind,
    SharedResponse, StatusPattern, Type,
};
use crate::names::{self, Scope};

/// Finds the types that operations have in common, and marks where they are used.
pub(crate) fn find(api: &mut Api) {
    let mut types = Types::of(api);
    let mut groups = std::mem::take(&mut api.groups);
    for operation in groups.iter_mut().flat_map(|group| &mut group.operations) {
        let pointer = &operation.pointer;
        for documented in [&mut operation.success, &mut operation.errors] {
            documented.shared_enum =
                enum_of(documented).and_then(|one| types.shared(api, one, pointer));
            for response in &mut documented.responses {
                response.shared_headers =
                    headers_of(response).and_then(|one| types.shared(api, one, pointer));
            }
        }
    }
    api.groups = groups;
    api.shared_responses = types.into_shared();
}

/// A type that responses of an operation bring with them, under its own name.
#[derive(Clone, Copy)]
enum Own<'a> {
    Enum(&'a Name, &'a [Response]),
    Headers(&'a Name, &'a [Header]),
}

fn all_of(operation: &Operation) -> impl Iterator<Item = Own<'_>> {
    let enums = [&operation.success, &operation.errors];
    let enums = enums.into_iter().filter_map(enum_of);
    enums.chain(operation.responses().filter_map(headers_of))
}

/// The enum over the bodies of responses.
fn enum_of(documented: &Documented) -> Option<Own<'_>> {
    let name = documented.enum_name.as_ref()?;
    Some(Own::Enum(name, &documented.responses))
}

fn headers_of(response: &Response) -> Option<Own<'_>> {
    let name = response.headers_type.as_ref()?;
    Some(Own::Headers(name, &response.headers))
}

impl Own<'_> {
    fn name(self) -> Name {
        let (Self::Enum(name, _) | Self::Headers(name, _)) = self;
        name.clone()
    }

    /// The type for all operations: without aliases, which other groups may lack.
    fn for_all(self, api: &Api) -> SharedKind {
        match self {
            Self::Enum(_, responses) => {
                let mut responses = responses.to_vec();
                for ty in responses.iter_mut().filter_map(|it| it.ty.as_mut()) {
                    *ty = api.without_aliases(ty);
                }
                SharedKind::Enum(responses)
            }
            Self::Headers(_, headers) => {
                let mut headers = headers.to_vec();
                for header in &mut headers {
                    header.ty = api.without_aliases(&header.ty);
                }
                SharedKind::Headers(headers)
            }
        }
    }
}

/// The types of responses that are used more than once.
struct Types {
    uses: IndexMap<Shape, Uses>,
    names: Scope,
    modules: Scope,
}

/// Where a type is used.
#[derive(Default)]
struct Uses {
    groups: Vec<usize>,
    /// What operations call it, each with its number.
    names: HashSet<(usize, Name)>,
    shared: Option<SharedResponse>,
}

impl Types {
    fn of(api: &Api) -> Self {
        let mut uses: IndexMap<Shape, Uses> = IndexMap::new();
        let groups = api.groups.iter().enumerate();
        let operations =
            groups.flat_map(|(group, it)| it.operations.iter().map(move |one| (group, one)));
        for (number, (group, operation)) in operations.enumerate() {
            for own in all_of(operation) {
                let uses = uses.entry(Shape::of(api, own)).or_default();
                uses.groups.push(group);
                uses.names.insert((number, own.name()));
            }
        }
        uses.retain(|_, uses| uses.names.len() > 1);
        Self {
            uses,
            names: Scope::default(),
            modules: Scope::default(),
        }
    }

    /// The type that this one is another name of, if others are.
    fn shared(&mut self, api: &Api, own: Own<'_>, pointer: &str) -> Option<Shared> {
        let uses = self.uses.get_mut(&Shape::of(api, own))?;
        if let Some(shared) = &mut uses.shared {
            keep_what_both_say(&mut shared.kind, own);
            return Some(Shared {
                name: shared.name.clone(),
                first: false,
            });
        }
        let name = self.names.unique(&own.name(), "");
        let module = names::module_name(name.as_str());
        uses.shared = Some(SharedResponse {
            name: name.clone(),
            module: self.modules.unique(&module, "_"),
            pointer: pointer.to_owned(),
            needed: uses.groups.iter().copied().collect(),
            kind: own.for_all(api),
        });
        Some(Shared { name, first: true })
    }

    fn into_shared(self) -> Vec<SharedResponse> {
        let uses = self.uses.into_values();
        uses.filter_map(|uses| uses.shared).collect()
    }
}

/// Forgets the docs and limits in which the other differs. The docs of each operation have its own.
fn keep_what_both_say(kind: &mut SharedKind, other: Own<'_>) {
    match (kind, other) {
        (SharedKind::Enum(responses), Own::Enum(_, others)) => {
            for (response, other) in responses.iter_mut().zip(others) {
                if response.docs != other.docs {
                    response.docs = None;
                }
            }
        }
        (SharedKind::Headers(headers), Own::Headers(_, others)) => {
            for (header, other) in headers.iter_mut().zip(others) {
                if header.docs != other.docs {
                    header.docs = None;
                }
                if header.constraints != other.constraints {
                    header.constraints = Constraints::default();
                }
            }
        }
        _ => {}
    }
}

/// What makes two types of responses one.
#[derive(PartialEq, Eq, Hash)]
enum Shape {
    Enum(Vec<VariantShape>),
    Headers(Vec<HeaderShape>),
}

#[derive(PartialEq, Eq, Hash)]
struct VariantShape {
    status: StatusPattern,
    name: Name,
    kind: Option<MediaKind>,
    ty: Option<Type>,
    boxed: bool,
}

#[derive(PartialEq, Eq, Hash)]
struct HeaderShape {
    wire_name: String,
    name: Name,
    ty: Type,
    explode: bool,
    json: bool,
}

impl Shape {
    fn of(api: &Api, own: Own<'_>) -> Self {
        let variant = |response: &Response| VariantShape {
            status: response.status,
            name: response.variant.clone(),
            kind: response.kind,
            ty: response.ty.as_ref().map(|ty| api.without_aliases(ty)),
            boxed: response.boxed,
        };
        let header = |header: &Header| HeaderShape {
            wire_name: header.wire_name.clone(),
            name: header.name.clone(),
            ty: api.without_aliases(&header.ty),
            explode: header.explode,
            json: header.json,
        };
        match own {
            Own::Enum(_, responses) => Self::Enum(responses.iter().map(variant).collect()),
            Own::Headers(_, headers) => Self::Headers(headers.iter().map(header).collect()),
        }
    }
}
