//! Which groups of operations need which models.

use std::collections::{BTreeSet, HashMap};

use crate::ir::api::Api;
use crate::ir::name::Name;
use crate::ir::needed::Needed;
use crate::ir::operation::Operation;
use crate::ir::response::Response;
use crate::ir::types::Type;

impl Api {
    /// Who needs each module of `models`: the groups whose operations name a type in it, and those
    /// that need a module that does.
    #[must_use]
    pub fn needs(&self) -> HashMap<&Name, Needed> {
        let mut uses: HashMap<&Name, BTreeSet<&Name>> = HashMap::new();
        for def in &self.types {
            let used = def.kind.contents().filter_map(Type::named);
            let used = used.map(|id| &self.type_def(id).module);
            uses.entry(&def.module).or_default().extend(used);
        }
        let nobody = || Needed::By(BTreeSet::new());
        let mut needs: HashMap<&Name, Needed> = uses.keys().map(|&it| (it, nobody())).collect();
        let groups = self.groups.iter().enumerate();
        let mut open: Vec<(&Name, usize)> = groups
            .flat_map(|(index, group)| {
                let types = group.operations.iter().flat_map(named_types);
                let ids = types.filter_map(Type::named);
                ids.map(move |id| (&self.type_def(id).module, index))
            })
            .collect();
        while let Some((module, group)) = open.pop() {
            if needs
                .get_mut(module)
                .is_some_and(|needed| needed.add(group))
            {
                // So what a module uses is needed by as many groups as the module.
                open.extend(uses[module].iter().map(|&used| (used, group)));
            }
        }
        needs
    }
}

/// The types that an operation names.
fn named_types(operation: &Operation) -> impl Iterator<Item = &Type> {
    let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    parameters
        .chain(contents.map(|content| &content.ty))
        .chain(operation.responses().flat_map(Response::types_and_items))
        .chain(&operation.other_errors)
}
