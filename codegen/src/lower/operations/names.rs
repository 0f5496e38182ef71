//! What operations are called, and the types beside them.

use std::collections::HashMap;

use openapiv3::PathItem;

use crate::ir::{Documented, Group, Method, Name, Operation};
use crate::lower::context::Lowerer;
use crate::lower::rules;
use crate::lower::selection::SelectedOperation;
use crate::names::{self, Scope, reserved};

/// The names that are taken within a group.
pub(crate) struct GroupScopes {
    /// Of the methods on the group's handle.
    methods: Scope,
    /// Of the types in the group's module.
    types: Scope,
}

impl GroupScopes {
    pub(crate) fn new(group: &Group) -> Self {
        let mut types = Scope::with(&reserved::builders());
        types.take(&group.type_name);
        Self {
            methods: Scope::with(reserved::GROUP),
            types,
        }
    }
}

/// An operation that has its names.
pub(crate) struct NamedOperation<'a> {
    pub selected: SelectedOperation<'a>,
    pub id: String,
    /// Of the method, which does not repeat the name of its group.
    pub name: Name,
    /// Of the builder; the types beside it are called after it.
    pub type_name: Name,
    /// What models are called after that stand in the operation: those of all groups are together.
    pub model_name: Name,
}

impl<'a> Lowerer<'a> {
    /// Reports operations whose id is that of an operation before them.
    pub(crate) fn warn_of_duplicate_ids(&mut self, selected: &[SelectedOperation<'a>]) {
        let mut first: HashMap<&str, &SelectedOperation<'a>> = HashMap::new();
        for selected in selected {
            let Some(id) = selected.operation.operation_id.as_deref() else {
                continue;
            };
            if let Some(other) = first.get(id) {
                self.diagnostics.warning(
                    rules::DUPLICATE_OPERATION_ID,
                    format!("{}/operationId", selected.pointer),
                    format!(
                        "the operation ID `{id}` is already used by `{}`; this operation is named after its method and path",
                        other.pointer
                    ),
                    Some("give each operation its own `operationId`".to_owned()),
                );
            } else {
                first.insert(id, selected);
            }
        }
    }

    /// Gives an operation its id and names.
    pub(crate) fn name_operation(
        &mut self,
        selected: SelectedOperation<'a>,
        first_ids: &HashMap<&str, &openapiv3::Operation>,
        group: &str,
        scopes: &mut GroupScopes,
    ) -> NamedOperation<'a> {
        let operation = selected.operation;
        let derived = format!("{} {}", selected.method.field_name(), selected.key);
        let id = match &operation.operation_id {
            Some(id)
                if !id.trim().is_empty()
                    && first_ids
                        .get(id.as_str())
                        .is_none_or(|&first| std::ptr::eq(first, operation)) =>
            {
                id.clone()
            }
            Some(_) => derived,
            None => {
                self.diagnostics.warning(
                    rules::MISSING_OPERATION_ID,
                    &selected.pointer,
                    "the operation has no `operationId`; it is named after its method and path"
                        .to_owned(),
                    Some("add an `operationId`".to_owned()),
                );
                derived
            }
        };
        let chosen = self.rust_name(&operation.extensions, &selected.pointer);
        let full = chosen.clone().unwrap_or_else(|| names::value_name(&id));
        let wanted = chosen.unwrap_or_else(|| {
            let id = function_of(&id, selected.key, selected.method).unwrap_or(&id);
            within_group(names::value_name(id), group)
        });
        let name = self.unique_name(
            &mut scopes.methods,
            &wanted,
            "_",
            &selected.pointer,
            "operation",
        );
        let type_name = names::builder_name(&name);
        NamedOperation {
            type_name: scopes.types.unique(&type_name, ""),
            model_name: names::builder_name(&full),
            selected,
            id,
            name,
        }
    }

    /// The first operation of each id in the whole document, selected or not.
    pub(crate) fn first_ids(&self) -> HashMap<&'a str, &'a openapiv3::Operation> {
        let document = self.document;
        let items = document.paths.paths.values();
        let mut first = HashMap::new();
        for (_, operation) in items
            .filter_map(|item| item.as_item())
            .flat_map(PathItem::iter)
        {
            if let Some(id) = &operation.operation_id {
                first.entry(id.as_str()).or_insert(operation);
            }
        }
        first
    }
}

/// The name of an operation without that of its group in front: the method is called on the group.
fn within_group(name: Name, group: &str) -> Name {
    let group = names::value_name(group);
    let short = name
        .as_str()
        .strip_prefix(group.as_str())
        .and_then(|rest| rest.strip_prefix('_'))
        .filter(|short| !reserved::GROUP.contains(short))
        .and_then(names::chosen);
    short.unwrap_or(name)
}

/// The function of an id that FastAPI made: `{function}{path}_{method}`, where `_` stands for
/// everything in the path that is no letter, digit or underscore.
fn function_of<'i>(id: &'i str, path: &str, method: Method) -> Option<&'i str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let route = path.chars().map(|c| if is_word(c) { c } else { '_' });
    let route: String = route.collect();
    let function = id
        .strip_suffix(method.field_name().as_str())?
        .strip_suffix('_')?
        .strip_suffix(route.as_str())?;
    (!function.is_empty()).then_some(function)
}

/// The types beside an operation's builder are in one namespace with those of its whole group.
pub(crate) fn make_types_unique(operation: &mut Operation, scopes: &mut GroupScopes) {
    let types = &mut scopes.types;
    if let Some(body) = &mut operation.body {
        let ranged = |content: &crate::ir::BodyContent| content.media_type.contains('*');
        if body.contents.len() > 1 || body.contents.iter().any(ranged) {
            body.type_name = types.unique(&body.type_name, "");
        }
    }
    // A lone `default` is both success and error, with the same headers.
    let mut headers: HashMap<Name, Name> = HashMap::new();
    let mut make_unique = |documented: &mut Documented| {
        if let Some(name) = &mut documented.enum_name {
            *name = types.unique(name, "");
        }
        for response in &mut documented.responses {
            if let Some(name) = &mut response.headers_type {
                let unique = headers
                    .entry(name.clone())
                    .or_insert_with(|| types.unique(name, ""));
                name.clone_from(unique);
            }
        }
    };
    make_unique(&mut operation.success);
    make_unique(&mut operation.errors);
}
