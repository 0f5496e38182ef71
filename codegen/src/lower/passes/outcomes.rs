//! Responses whose bodies are of one type need no enum over them.

use crate::ir::{Api, Documented};

/// Takes the enum away where the bodies turned out to be of one type.
pub(crate) fn unite(api: &mut Api) {
    let are_one = |documented: &Documented| {
        let responses = &documented.responses;
        responses
            .iter()
            .all(|response| api.has_same_content(&responses[0], response))
    };
    let of_operations: Vec<(bool, bool)> = api
        .operations()
        .map(|operation| (are_one(&operation.success), are_one(&operation.errors)))
        .collect();
    for (operation, (success, errors)) in api.operations_mut().zip(of_operations) {
        if success {
            operation.success.enum_name = None;
        }
        if errors {
            operation.errors.enum_name = None;
        }
    }
}
