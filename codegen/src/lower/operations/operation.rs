//! One operation (OpenAPI 3.0.4, Operation Object).

use crate::ir::{Operation, Scheme};
use crate::lower::context::{Lowerer, Place};
use crate::lower::operations::names::NamedOperation;
use crate::names;

impl<'a> Lowerer<'a> {
    pub(crate) fn lower_operation(
        &mut self,
        named: NamedOperation<'a>,
        schemes: &[Scheme],
    ) -> Operation {
        let NamedOperation {
            found,
            id,
            name,
            type_name,
        } = named;
        let found = &found;
        let operation = found.operation;
        let bare = name.trim_start_matches("r#");
        let place = Place {
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
        let path_pointer = found.pointer.rsplit_once('/').map_or("", |(path, _)| path);
        let servers = if operation.servers.is_empty() {
            self.lower_servers(&found.item.servers, path_pointer)
        } else {
            self.lower_servers(&operation.servers, &found.pointer)
        };
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
            servers,
        }
    }
}
