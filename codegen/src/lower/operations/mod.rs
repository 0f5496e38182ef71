//! Operations: which there are, in which group, under which name.

mod bodies;
mod multipart;
mod parameters;
mod responses;
mod security;
mod select;
mod servers;

use std::collections::HashMap;

use indexmap::IndexMap;
use openapiv3::PathItem;

use crate::ir::{Documented, Group, Method, Name, Operation, Scheme};
use crate::lower::context::{Lowerer, escape};
use crate::names::Scope;
use crate::{Options, names};

/// What the client calls its own methods.
const RESERVED_GROUPS: &[&str] = &["builder", "clone", "core", "new"];

/// Types that an operation's file imports beside its own.
const RESERVED_BUILDERS: &[&str] = &[
    "BTreeMap",
    "ByteStream",
    "Bytes",
    "Client",
    "Error",
    "FilePart",
    "FormEncoding",
    "FormParts",
    "FormStyle",
    "HeaderError",
    "HeaderMap",
    "Method",
    "RawResponse",
    "Request",
    "RequestError",
    "Response",
    "Style",
];

/// An operation of the document, and where it stands.
pub(crate) struct Found<'a> {
    pub method: Method,
    pub path: &'a str,
    pub item: &'a PathItem,
    pub operation: &'a openapiv3::Operation,
    pub pointer: String,
}

/// An operation that has its names.
struct Named<'a> {
    found: Found<'a>,
    id: String,
    name: Name,
    type_name: Name,
}

/// A group whose operations are being found.
struct Draft<'a> {
    group: Group,
    methods: Scope,
    types: Scope,
    operations: Vec<Named<'a>>,
}

impl Draft<'_> {
    fn new(group: Group) -> Self {
        Self {
            methods: Scope::with(&["clone"]),
            types: Scope::with(&[group.type_name.as_str()]),
            operations: Vec::new(),
            group,
        }
    }
}

impl<'a> Lowerer<'a> {
    /// The operations by their first tag.
    pub(crate) fn lower_operations(
        &mut self,
        found: Vec<Found<'a>>,
        schemes: &[Scheme],
    ) -> Vec<Group> {
        self.warn_of_duplicate_ids(&found);
        let first_ids = self.first_ids();
        let mut drafts: IndexMap<String, Draft> = IndexMap::new();
        let mut modules = Scope::with(RESERVED_GROUPS);
        let mut type_names = Scope::with(&["Client", "ClientBuilder"]);
        for found in found {
            let title = match found.operation.tags.first() {
                Some(tag) => tag.clone(),
                None => self.document.info.title.clone(),
            };
            let draft = drafts.entry(title).or_insert_with_key(|title| {
                Draft::new(self.new_group(title, &mut modules, &mut type_names))
            });
            let named = self.name_operation(found, &first_ids, draft);
            draft.operations.push(named);
        }
        // All operations have their names before other types take one.
        drafts
            .into_values()
            .map(|draft| self.lower_group(draft, schemes))
            .collect()
    }

    fn lower_group(&mut self, draft: Draft<'a>, schemes: &[Scheme]) -> Group {
        let Draft {
            mut group,
            mut types,
            operations,
            ..
        } = draft;
        let mut modules = Scope::default();
        for named in operations {
            let mut operation = self.lower_operation(named, schemes);
            operation.module = modules.unique(&operation.module, "_");
            self.count("operations", true);
            make_types_unique(&mut operation, &mut types);
            group.operations.push(operation);
        }
        group
    }

    fn new_group(&mut self, title: &str, modules: &mut Scope, type_names: &mut Scope) -> Group {
        let tag = self.document.tags.iter().find(|tag| tag.name == title);
        let place = self.document.tags.iter().position(|tag| tag.name == title);
        let pointer = format!("/tags/{}", place.unwrap_or_default());
        let chosen = tag.and_then(|tag| self.rust_name(&tag.extensions, &pointer));
        let wanted = chosen.as_ref().map_or(title, Name::as_str);
        let module = match names::module_name(wanted) {
            name if RESERVED_GROUPS.contains(&name.as_str()) => name.extended("_api"),
            name => name,
        };
        Group {
            title: title.to_owned(),
            description: tag.and_then(|tag| tag.description.clone()),
            module: modules.unique(&module, "_"),
            type_name: type_names.unique(&names::type_name(wanted), ""),
            operations: Vec::new(),
        }
    }

    /// The operations that the options ask for: all, unless they name some.
    pub(crate) fn select_operations(&mut self, options: &Options) -> Vec<Found<'a>> {
        let document = self.document;
        let mut found = Vec::new();
        for (path, item) in &document.paths.paths {
            let Some(item) = item.as_item() else { continue };
            for (method, name, operation) in methods(item) {
                let id = operation.operation_id.as_deref();
                let wanted = !options.selects()
                    || operation
                        .tags
                        .iter()
                        .any(|tag| options.only_tags.contains(tag))
                    || options
                        .only_operations
                        .iter()
                        .any(|wanted| Some(wanted.as_str()) == id);
                if wanted {
                    found.push(Found {
                        method,
                        path,
                        item,
                        operation,
                        pointer: format!("/paths/{}/{name}", escape(path)),
                    });
                }
            }
        }
        self.check_selection(options);
        found
    }

    /// A tag or operation that is asked for but not there is an error: most likely it is misspelt.
    fn check_selection(&mut self, options: &Options) {
        let document = self.document;
        let all = || {
            let items = document
                .paths
                .paths
                .values()
                .filter_map(|item| item.as_item());
            items.flat_map(methods).map(|(_, _, operation)| operation)
        };
        for tag in &options.only_tags {
            if !all().any(|operation| operation.tags.contains(tag)) {
                let mut known: Vec<&str> = all()
                    .flat_map(|operation| &operation.tags)
                    .map(String::as_str)
                    .collect();
                known.sort_unstable();
                known.dedup();
                self.unknown_selection("tag", tag, &known);
            }
        }
        for id in &options.only_operations {
            let mut known = all().filter_map(|operation| operation.operation_id.as_deref());
            if !known.any(|known| known == id) {
                self.unknown_selection("operation id", id, &[]);
            }
        }
    }

    fn unknown_selection(&mut self, what: &str, wanted: &str, known: &[&str]) {
        let help = (!known.is_empty()).then(|| format!("the document has: {}", known.join(", ")));
        self.diagnostics.error(
            "nothing-selected",
            "/paths",
            format!("no operation has the {what} `{wanted}`"),
            help,
        );
    }

    fn warn_of_duplicate_ids(&mut self, found: &[Found<'a>]) {
        let mut first: HashMap<&str, &Found<'a>> = HashMap::new();
        for found in found {
            let Some(id) = found.operation.operation_id.as_deref() else {
                continue;
            };
            if let Some(other) = first.get(id) {
                self.diagnostics.warning(
                    "duplicate-operation-id",
                    format!("{}/operationId", found.pointer),
                    format!(
                        "the operation id `{id}` is used by `{}` already; this operation is named after its method and path",
                        other.pointer
                    ),
                    Some("give each operation an id of its own".to_owned()),
                );
            } else {
                first.insert(id, found);
            }
        }
    }

    fn name_operation(
        &mut self,
        found: Found<'a>,
        first_ids: &HashMap<&str, &openapiv3::Operation>,
        draft: &mut Draft<'a>,
    ) -> Named<'a> {
        let operation = found.operation;
        let derived = format!("{} {}", method_name(found.method), found.path);
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
                    "missing-operation-id",
                    &found.pointer,
                    "the operation has no id; it is named after its method and path".to_owned(),
                    Some("add an `operationId`".to_owned()),
                );
                derived
            }
        };
        let wanted = self
            .rust_name(&operation.extensions, &found.pointer)
            .unwrap_or_else(|| names::value_name(&id));
        let name = self.unique_name(
            &mut draft.methods,
            &wanted,
            "_",
            &found.pointer,
            "operation",
        );
        let type_name = match names::type_name(name.as_str()) {
            name if RESERVED_BUILDERS.contains(&name.as_str()) => name.extended("Operation"),
            name => name,
        };
        Named {
            type_name: draft.types.unique(&type_name, ""),
            found,
            id,
            name,
        }
    }

    fn lower_operation(&mut self, named: Named<'a>, schemes: &[Scheme]) -> Operation {
        let Named {
            found,
            id,
            name,
            type_name,
        } = named;
        let found = &found;
        let operation = found.operation;
        let place = crate::lower::context::Place {
            name: type_name.clone(),
            module: names::module_name(name.as_str()),
            pointer: found.pointer.clone(),
            define: None,
        };
        let mut parameters = self.lower_parameters(found, &place);
        let segments = self.lower_path(found, &mut parameters);
        let body = self.lower_body(found, &place);
        let (success, errors) = self.lower_responses(found, &place);
        let requirements = operation
            .security
            .as_ref()
            .or(self.document.security.as_ref());
        let (security, scopes) = Self::lower_requirements(requirements, schemes);
        let path_pointer = found.pointer.rsplit_once('/').map_or("", |(path, _)| path);
        let servers = if operation.servers.is_empty() {
            self.lower_servers(&found.item.servers, path_pointer)
        } else {
            self.lower_servers(&operation.servers, &found.pointer)
        };
        Operation {
            id,
            module: names::module_of(&name),
            name,
            type_name,
            pointer: found.pointer.clone(),
            summary: operation.summary.clone(),
            docs: operation
                .description
                .clone()
                .or_else(|| found.item.description.clone()),
            deprecated: operation.deprecated,
            method: found.method,
            path: found.path.to_owned(),
            segments,
            parameters,
            body,
            success,
            errors,
            security,
            scopes,
            servers,
        }
    }

    /// The first operation of each id in the whole document, selected or not.
    fn first_ids(&self) -> HashMap<&'a str, &'a openapiv3::Operation> {
        let document = self.document;
        let items = document.paths.paths.values();
        let mut first = HashMap::new();
        for (_, _, operation) in items.filter_map(|item| item.as_item()).flat_map(methods) {
            if let Some(id) = &operation.operation_id {
                first.entry(id.as_str()).or_insert(operation);
            }
        }
        first
    }
}

/// The types beside an operation's builder are in one namespace with those of its whole group.
fn make_types_unique(operation: &mut Operation, types: &mut Scope) {
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

/// The operations of a path, in the order of the Path Item Object's fields.
fn methods(item: &PathItem) -> impl Iterator<Item = (Method, &'static str, &openapiv3::Operation)> {
    [
        (Method::Get, "get", &item.get),
        (Method::Put, "put", &item.put),
        (Method::Post, "post", &item.post),
        (Method::Delete, "delete", &item.delete),
        (Method::Options, "options", &item.options),
        (Method::Head, "head", &item.head),
        (Method::Patch, "patch", &item.patch),
        (Method::Trace, "trace", &item.trace),
    ]
    .into_iter()
    .filter_map(|(method, name, operation)| Some((method, name, operation.as_ref()?)))
}

fn method_name(method: Method) -> &'static str {
    match method {
        Method::Get => "get",
        Method::Put => "put",
        Method::Post => "post",
        Method::Delete => "delete",
        Method::Options => "options",
        Method::Head => "head",
        Method::Patch => "patch",
        Method::Trace => "trace",
    }
}
