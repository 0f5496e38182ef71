//! `--only-tag` and `--only-operation`: which component schemas the selected operations reach.
//!
//! This is decided before anything is named, so that what is left out takes no names, and a
//! selection of a document gives the same types as a document that holds the selection alone.

use std::collections::HashSet;

use indexmap::IndexMap;
use openapiv3::{
    Components, Header, MediaType, Operation, Parameter, ParameterSchemaOrContent, ReferenceOr,
};

use crate::lower::context::Lowerer;
use crate::lower::references::reference_name;
use crate::lower::schemas::keywords::{Keywords, SchemaRef};
use crate::lower::selection::SelectedOperation;

impl<'a> Lowerer<'a> {
    /// Whoever reaches the base of a hierarchy may be given any schema that extends it.
    fn extending(&self, name: &str) -> impl Iterator<Item = &'a str> {
        let is_hierarchy = self.is_hierarchy(name);
        let subtypes = self.subtypes.get(name).filter(|_| is_hierarchy);
        subtypes.into_iter().flatten().copied()
    }

    /// The names of the component schemas that `operations` reach, through whatever component.
    pub(crate) fn reachable_schemas(
        &self,
        operations: &[SelectedOperation<'a>],
    ) -> HashSet<&'a str> {
        let mut search = Search {
            lowerer: self,
            followed: HashSet::new(),
            open: Vec::new(),
        };
        for selected in operations {
            search.operation(selected.operation);
            search.parameters(&selected.item.parameters);
        }
        search.schemas()
    }
}

/// What is found on the way from the operations to the schemas.
struct Search<'s, 'a> {
    lowerer: &'s Lowerer<'a>,
    /// References to other components than schemas.
    followed: HashSet<&'a str>,
    /// Schemas that are found, but not looked into.
    open: Vec<SchemaRef<'a>>,
}

impl<'a> Search<'_, 'a> {
    fn operation(&mut self, operation: &'a Operation) {
        self.parameters(&operation.parameters);
        if let Some(body) = &operation.request_body
            && let Some(body) = self.follow(body, |components| &components.request_bodies)
        {
            self.contents(&body.content);
        }
        let responses = &operation.responses;
        for response in responses.responses.values().chain(&responses.default) {
            if let Some(response) = self.follow(response, |components| &components.responses) {
                self.headers(&response.headers);
                self.contents(&response.content);
            }
        }
        for item in operation
            .callbacks
            .values()
            .flat_map(|callback| callback.values())
        {
            self.parameters(&item.parameters);
            for (_, operation) in item.iter() {
                self.operation(operation);
            }
        }
    }

    fn parameters(&mut self, parameters: &'a [ReferenceOr<Parameter>]) {
        for parameter in parameters {
            if let Some(parameter) = self.follow(parameter, |components| &components.parameters) {
                self.format(&parameter.parameter_data_ref().format);
            }
        }
    }

    fn headers(&mut self, headers: &'a IndexMap<String, ReferenceOr<Header>>) {
        for header in headers.values() {
            if let Some(header) = self.follow(header, |components| &components.headers) {
                self.format(&header.format);
            }
        }
    }

    fn format(&mut self, format: &'a ParameterSchemaOrContent) {
        match format {
            ParameterSchemaOrContent::Schema(schema) => self.open.push(schema.into()),
            ParameterSchemaOrContent::Content(content) => self.contents(content),
        }
    }

    fn contents(&mut self, content: &'a IndexMap<String, MediaType>) {
        for media in content.values() {
            self.open.extend(media.schema.as_ref().map(SchemaRef::from));
            for encoding in media.encoding.values() {
                self.headers(&encoding.headers);
            }
        }
    }

    /// The object, unless it is a component that was followed already.
    fn follow<T>(
        &mut self,
        object: &'a ReferenceOr<T>,
        section: fn(&'a Components) -> &'a IndexMap<String, ReferenceOr<T>>,
    ) -> Option<&'a T> {
        match object {
            ReferenceOr::Reference { reference } if !self.followed.insert(reference) => None,
            _ => Some(self.lowerer.object(object, section)?.object),
        }
    }

    /// Looks into all schemas.
    fn schemas(mut self) -> HashSet<&'a str> {
        let mut reached = HashSet::new();
        let Some(components) = self.lowerer.components_of_document() else {
            return reached;
        };
        while let Some(schema) = self.open.pop() {
            match schema {
                SchemaRef::Item(schema) => self.open.extend(Keywords::of(schema).inner_schemas()),
                SchemaRef::Ref(reference) => {
                    let component = components.schemas.get_key_value(reference_name(reference));
                    let Some((name, schema)) = component else {
                        continue;
                    };
                    if reached.insert(name.as_str()) {
                        self.open.push(schema.into());
                        let extending = self.lowerer.extending(name);
                        // A component's name serves as reference to it.
                        self.open.extend(extending.map(SchemaRef::Ref));
                    }
                }
            }
        }
        reached
    }
}
