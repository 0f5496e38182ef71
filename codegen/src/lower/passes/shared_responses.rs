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
                enum_of(api, documented).and_then(|(name, kind)| types.shared(name, kind, pointer));
            for response in &mut documented.responses {
                response.shared_headers = headers_of(api, response)
                    .and_then(|(name, kind)| types.shared(name, kind, pointer));
            }
        }
    }
    api.groups = groups;
    api.shared_responses = types.into_shared();
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
            for (name, kind) in all_of(api, operation) {
                let uses = uses.entry(Shape::of(&kind)).or_default();
                uses.groups.push(group);
                uses.names.insert((number, name.clone()));
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
    fn shared(&mut self, name: &Name, kind: SharedKind, pointer: &str) -> Option<Shared> {
        let uses = self.uses.get_mut(&Shape::of(&kind))?;
        let first = uses.shared.is_none();
        match &mut uses.shared {
            Some(shared) => keep_what_both_say(&mut shared.kind, &kind),
            None => {
                let name = self.names.unique(name, "");
                let module = names::module_name(name.as_str());
                uses.shared = Some(SharedResponse {
                    module: self.modules.unique(&module, "_"),
                    name,
                    pointer: pointer.to_owned(),
                    needed: uses.groups.iter().copied().collect(),
                    kind,
                });
            }
        }
        let name = uses.shared.as_ref()?.name.clone();
        Some(Shared { name, first })
    }

    fn into_shared(self) -> Vec<SharedResponse> {
        let uses = self.uses.into_values();
        uses.filter_map(|uses| uses.shared).collect()
    }
}

/// The types that responses of an operation bring with them, under its own names.
fn all_of<'a>(
    api: &'a Api,
    operation: &'a Operation,
) -> impl Iterator<Item = (&'a Name, SharedKind)> {
    let enums = [&operation.success, &operation.errors];
    let enums = enums.into_iter().filter_map(|it| enum_of(api, it));
    let responses = operation.responses();
    enums.chain(responses.filter_map(|response| headers_of(api, response)))
}

/// The enum over the bodies of responses, without aliases, which other groups may lack.
fn enum_of<'a>(api: &Api, documented: &'a Documented) -> Option<(&'a Name, SharedKind)> {
    let name = documented.enum_name.as_ref()?;
    let mut responses = documented.responses.clone();
    for ty in responses.iter_mut().filter_map(|it| it.ty.as_mut()) {
        *ty = api.without_aliases(ty);
    }
    Some((name, SharedKind::Enum(responses)))
}

fn headers_of<'a>(api: &Api, response: &'a Response) -> Option<(&'a Name, SharedKind)> {
    let name = response.headers_type.as_ref()?;
    let mut headers = response.headers.clone();
    for header in &mut headers {
        header.ty = api.without_aliases(&header.ty);
    }
    Some((name, SharedKind::Headers(headers)))
}

/// Forgets the docs and limits in which the other differs. The docs of each operation have its own.
fn keep_what_both_say(kind: &mut SharedKind, other: &SharedKind) {
    match (kind, other) {
        (SharedKind::Enum(responses), SharedKind::Enum(others)) => {
            for (response, other) in responses.iter_mut().zip(others) {
                if response.docs != other.docs {
                    response.docs = None;
                }
            }
        }
        (SharedKind::Headers(headers), SharedKind::Headers(others)) => {
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
    fn of(kind: &SharedKind) -> Self {
        match kind {
            SharedKind::Enum(responses) => Self::Enum(responses.iter().map(variant).collect()),
            SharedKind::Headers(headers) => Self::Headers(headers.iter().map(header).collect()),
        }
    }
}

fn variant(response: &Response) -> VariantShape {
    VariantShape {
        status: response.status,
        name: response.variant.clone(),
        kind: response.kind,
        ty: response.ty.clone(),
        boxed: response.boxed,
    }
}

fn header(header: &Header) -> HeaderShape {
    HeaderShape {
        wire_name: header.wire_name.clone(),
        name: header.name.clone(),
        ty: header.ty.clone(),
        explode: header.explode,
        json: header.json,
    }
}
