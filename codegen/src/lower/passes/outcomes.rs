//! Responses whose bodies are of one type need no enum over them.

use crate::ir::{Api, Documented};

/// Takes the enum away where the bodies turned out to be of one type.
pub(crate) fn unite(api: &mut Api) {
    let are_one = |documented: &Documented| {
        let mut types = documented.responses.iter().map(|one| one.ty.as_ref());
        let Some(Some(first)) = types.next() else {
            return false;
        };
        types.all(|ty| ty.is_some_and(|ty| api.is_same(first, ty)))
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
