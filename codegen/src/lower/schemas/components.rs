//! The component schemas: each is one named type.

use std::collections::HashSet;

use crate::ir::Type;
use crate::lower::context::Lowerer;
use crate::lower::site::{Site, escape};
use crate::names;

impl<'a> Lowerer<'a> {
    /// Defines every component schema. Their ids are reserved first, so that they may refer to each
    /// other in any way.
    ///
    /// If there is a list in `only`, no others than those.
    pub(crate) fn lower_components(&mut self, only: Option<&HashSet<&'a str>>) {
        let Some(components) = self.components_of_document() else {
            return;
        };
        let mut ids = Vec::new();
        let is_wanted = |name: &str| only.is_none_or(|only| only.contains(name));
        for (name, schema) in components
            .schemas
            .iter()
            .filter(|(name, _)| is_wanted(name))
        {
            self.count("schemas", true);
            let pointer = format!("/components/schemas/{}", escape(name));
            let chosen = schema
                .as_item()
                .and_then(|schema| self.rust_name(&schema.schema_data.extensions, &pointer));
            let wanted = chosen.unwrap_or_else(|| names::model_name(name));
            let mut scope = std::mem::take(&mut self.type_names);
            let unique = self.unique_name(&mut scope, &wanted, "", &pointer, "schema");
            let site = Site {
                module: names::module_name(unique.as_str()),
                name: unique.clone(),
                pointer,
                define: None,
                shared: false,
            };
            self.type_names = scope;
            let id = self.push_definition(unique, &site);
            let example = schema
                .as_item()
                .and_then(|schema| schema.schema_data.example.clone());
            self.types[id.0].examples.extend(example);
            self.types[id.0].schema_name = Some(name.clone());
            self.components.insert(name, id);
            self.component_names.insert(id, name);
            let site = Site {
                define: Some(id),
                ..site
            };
            ids.push(id);
            self.pending.insert(id, (name, schema.into(), site));
        }
        for id in ids {
            self.ensure_lowered(&Type::Named(id));
        }
    }
}
