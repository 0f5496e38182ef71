//! One operation (OpenAPI 3.0.4, Operation Object).

use std::collections::HashMap;

use crate::document::extensions::{IDEMPOTENT, PAGINATION};
use crate::ir::Operation;
use crate::lower::context::Lowerer;
use crate::lower::operations::names::NamedOperation;
use crate::lower::site::Site;
use crate::names;

impl<'a> Lowerer<'a> {
    pub(crate) fn lower_operation(
        &mut self,
        named: NamedOperation<'a>,
        schemes: &HashMap<String, usize>,
    ) -> Operation {
        let NamedOperation {
            selected,
            id,
            name,
            type_name,
            model_name,
        } = named;
        let selected = &selected;
        let operation = selected.operation;
        let site = Site {
            module: names::module_name(model_name.as_str()),
            name: model_name,
            pointer: selected.pointer.clone(),
            define: None,
            shared: false,
        };
        let mut parameters = self.lower_parameters(selected, &site);
        let segments = self.lower_path(selected, &mut parameters);
        let body = self.lower_body(selected, &site, &type_name);
        let (success, errors) = self.lower_responses(selected, &site, &type_name);
        let requirements = operation
            .security
            .as_ref()
            .or(self.document.security.as_ref());
        let pages = self.lower_pagination(operation, &selected.pointer, &parameters);
        let (security, scopes) = Self::lower_requirements(requirements, schemes);
        let path_pointer = selected
            .pointer
            .rsplit_once('/')
            .map_or("", |(path, _)| path);
        let servers = if operation.servers.is_empty() {
            self.lower_servers(&selected.item.servers, path_pointer)
        } else {
            self.lower_servers(&operation.servers, &selected.pointer)
        };
        Operation {
            id,
            module: names::operation_module(&name),
            name,
            type_name,
            pointer: selected.pointer.clone(),
            summary: operation.summary.clone(),
            docs: described(
                operation.description.as_ref(),
                selected.item.description.as_ref(),
            ),
            deprecated: operation.deprecated,
            method: selected.method,
            path: selected.path.to_owned(),
            segments,
            parameters,
            body,
            success,
            errors,
            other_errors: None,
            security,
            scopes,
            idempotent: operation
                .extensions
                .get(IDEMPOTENT)
                .and_then(serde_json::Value::as_bool),
            says_pages: operation.extensions.contains_key(PAGINATION),
            pagination: pages,
            servers,
        }
    }
}

/// The description of a path applies to all of its operations.
fn described(operation: Option<&String>, path: Option<&String>) -> Option<String> {
    match (operation, path) {
        (Some(operation), Some(path)) if operation != path => {
            Some(format!("{}\n\n{path}", operation.trim_end()))
        }
        (own, shared) => own.or(shared).cloned(),
    }
}
