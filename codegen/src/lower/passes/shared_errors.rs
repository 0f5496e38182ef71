//! The type as which undocumented errors are decoded: servers report what the document does not list
//! (a proxy's 429, a 500) in the shape of what it lists.

use crate::ir::{Api, MediaKind, Operation, Response, StatusPattern, Type};

/// Finds the type that the errors of an operation share, or those of the whole API.
pub(crate) fn find(api: &mut Api) {
    let of_api = of_api(api).cloned();
    for operation in api.operations_mut() {
        operation.other_errors = if operation.errors.responses.is_empty() {
            of_api.clone()
        } else {
            of_operation(operation).cloned()
        };
    }
}

/// The type of all documented errors of an operation, if they are JSON.
fn of_operation(operation: &Operation) -> Option<&Type> {
    let errors = &operation.errors;
    let is_json = |response: &Response| response.kind == Some(MediaKind::Json);
    if errors.enum_name.is_some() || !errors.responses.iter().all(is_json) {
        return None;
    }
    errors.responses.first()?.ty.as_ref()
}

/// The type of all documented errors of the API that have content, if it is one of the API's models
/// and two operations or more have it.
fn of_api(api: &Api) -> Option<&Type> {
    let mut shared = None;
    let mut operations = 0;
    for operation in api.operations() {
        let mut has_it = false;
        for response in operation
            .errors
            .responses
            .iter()
            .filter(|one| is_error(api, one, operation))
        {
            let ty = match (response.kind, &response.ty) {
                (None, _) => continue,
                (Some(MediaKind::Json), Some(ty @ Type::Named(_))) => ty,
                _ => return None,
            };
            if !api.is_same(shared.get_or_insert(ty), ty) {
                return None;
            }
            has_it = true;
        }
        operations += usize::from(has_it);
    }
    shared.filter(|_| operations > 1)
}

/// False for a `default` that is what success is decoded as, and for redirections.
fn is_error(api: &Api, response: &Response, operation: &Operation) -> bool {
    match response.status {
        StatusPattern::Code(code) => code >= 400,
        StatusPattern::Range(class) => class >= 4,
        StatusPattern::Default => {
            let mut success = operation.success.responses.iter();
            !success.any(|success| api.has_same_content(success, response))
        }
    }
}
