//! From the API to the API: what can be said only once all of it is lowered.
//!
//! A pass knows `ir` alone: neither the document nor the `Lowerer`. [`run`] gives their order.

mod circular_unions;
mod collisions;
mod constants;
mod equal_types;
mod examples;
mod layout;
mod outcomes;
mod pagination;
mod places;
mod plain_parameters;
mod sensitive;
mod sent_and_received;
mod shared_errors;
mod shared_responses;
mod unreferenced;

use crate::diagnostics::Diagnostics;
use crate::ir::Api;

/// All passes, one after the other.
pub(crate) fn run(api: &mut Api, diagnostics: &mut Diagnostics) {
    unreferenced::remove(api);
    collisions::tell(api, diagnostics);
    circular_unions::open(api, diagnostics);
    sent_and_received::mark_types(api);
    constants::settle(api);
    sensitive::spread(api);
    equal_types::merge(api);
    outcomes::unite(api);
    shared_errors::find(api);
    layout::put_boxes(api);
    shared_responses::find(api);
    plain_parameters::mark(api);
    pagination::check(api, diagnostics);
    examples::keep_matching(api, diagnostics);
    places::find(api);
}
