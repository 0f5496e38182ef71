//! Operations: which there are, in which group, under which name.

use std::collections::HashMap;

use indexmap::IndexMap;
use openapiv3::PathItem;

use super::context::{Lowerer, escape};
use super::names::{self, Scope};
use super::servers::servers;
use crate::Options;
use crate::ir::{Group, Method, Operation, Scheme};

/// What the client calls its own methods.
const RESERVED_GROUPS: &[&str] = &["builder", "clone", "core", "new"];

/// Types that an operation's file imports beside its own.
const RESERVED_BUILDERS: &[&str] = &[
    "BTreeMap", "ByteStream", "Bytes", "Client", "Error", "FilePart", "FormEncoding", "FormParts",
    "FormStyle", "HeaderError", "HeaderMap", "Method", "RawResponse", "Request", "RequestError",
    "Response", "Style",
];

/// An operation of the document, and where it stands.
pub(crate) struct Found<'a> {
    pub method: Method,
    pub path: &'a str,
    pub item: &'a PathItem,
    pub operation: &'a openapiv3::Operation,
    pub pointer: String,
}

impl<'a> Lowerer<'a> {
    /// All selected operations, by their first tag.
    pub(crate) fn lower_operations(&mut self, options: &Options, schemes: &[Scheme]) -> Vec<Group> {
        let found = self.find_operations(options);
        self.warn_of_duplicate_ids(&found);
        let mut groups: IndexMap<String, (Group, Scope)> = IndexMap::new();
        let mut modules = Scope::with(RESERVED_GROUPS);
        let mut type_names = Scope::with(&["Client", "ClientBuilder"]);
        for found in found {
            let tag = found.operation.tags.first().cloned();
            let title = tag
                .clone()
                .unwrap_or_else(|| self.document.info.title.clone());
            if !groups.contains_key(&title) {
                let group = self.new_group(&title, &mut modules, &mut type_names);
                groups.insert(title.clone(), (group, Scope::with(&["clone"])));
            }
            let Some((group, scope)) = groups.get_mut(&title) else {
                continue;
            };
            let operation = self.lower_operation(&found, scope, schemes);
            self.count("operations", true);
            group.operations.push(operation);
        }
        groups.into_values().map(|(group, _)| group).collect()
    }

    fn new_group(&mut self, title: &str, modules: &mut Scope, type_names: &mut Scope) -> Group {
        let tag = self.document.tags.iter().find(|tag| tag.name == title);
        let module = match names::module_name(title) {
            name if RESERVED_GROUPS.contains(&name.as_str()) => format!("{name}_api"),
            name => name,
        };
        Group {
            title: title.to_owned(),
            description: tag.and_then(|tag| tag.description.clone()),
            module: modules.unique(&module, "_"),
            type_name: type_names.unique(&names::type_name(title), ""),
            operations: Vec::new(),
        }
    }

    fn find_operations(&mut self, options: &Options) -> Vec<Found<'a>> {
        let document = self.document;
        let mut found = Vec::new();
        for (path, item) in &document.paths.paths {
            let Some(item) = item.as_item() else { continue };
            for (method, name, operation) in methods(item) {
                let id = operation.operation_id.as_deref();
                let wanted = (options.only_tags.is_empty() && options.only_operations.is_empty())
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

    fn lower_operation(
        &mut self,
        found: &Found<'a>,
        scope: &mut Scope,
        schemes: &[Scheme],
    ) -> Operation {
        let operation = found.operation;
        let derived = format!("{} {}", method_name(found.method), found.path);
        let id = match &operation.operation_id {
            Some(id) if !id.trim().is_empty() && self.is_first_with_id(found, id) => id.clone(),
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
        let name = self.unique_name(scope, &wanted, "_", &found.pointer, "operation");
        let bare = name.trim_start_matches("r#");
        let type_name = match names::type_name(bare) {
            name if RESERVED_BUILDERS.contains(&name.as_str()) => format!("{name}Operation"),
            name => name,
        };
        let place = super::context::Place {
            name: type_name.clone(),
            module: names::module_name(bare),
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
        let own_servers = [&operation.servers, &found.item.servers]
            .into_iter()
            .find(|list| !list.is_empty());
        Operation {
            id,
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
            servers: own_servers.map(|list| servers(list)).unwrap_or_default(),
        }
    }

    fn is_first_with_id(&self, found: &Found<'a>, id: &str) -> bool {
        let items = self
            .document
            .paths
            .paths
            .values()
            .filter_map(|item| item.as_item());
        items
            .flat_map(methods)
            .find(|(_, _, operation)| operation.operation_id.as_deref() == Some(id))
            .is_none_or(|(_, _, first)| std::ptr::eq(first, found.operation))
    }
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
