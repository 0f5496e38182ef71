//! Components that are no schemas: what stands inline in a response, parameter, body or header that
//! operations refer to is one type, and has the component's name.

use crate::lower::context::Lowerer;
use crate::lower::site::{Site, escape};
use crate::names;

/// A section of such components.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Section {
    Responses,
    Parameters,
    RequestBodies,
    Headers,
}

impl Section {
    /// Its key (OpenAPI 3.0.4, Components Object).
    fn key(self) -> &'static str {
        match self {
            Self::Responses => "responses",
            Self::Parameters => "parameters",
            Self::RequestBodies => "requestBodies",
            Self::Headers => "headers",
        }
    }

    /// What is added to the name of a component if a schema has the same.
    fn suffix(self) -> &'static str {
        match self {
            Self::Responses => "Response",
            Self::Parameters => "Parameter",
            Self::RequestBodies => "Body",
            Self::Headers => "Header",
        }
    }
}

impl<'a> Lowerer<'a> {
    /// Where a component stands.
    pub(crate) fn component_site(&mut self, section: Section, component: &'a str) -> Site {
        let taken = &self.type_names;
        let names = self.shared_names.entry((section, component));
        let name = names.or_insert_with(|| {
            let name = names::model_name(component);
            if taken.holds(&name) {
                name.extended(section.suffix())
            } else {
                name
            }
        });
        Site {
            name: name.clone(),
            module: names::module_name(name.as_str()),
            pointer: format!("/components/{}/{}", section.key(), escape(component)),
            define: None,
            shared: true,
        }
    }
}
