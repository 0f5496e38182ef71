//! Components that are no schemas: what stands inline in a response, parameter, body or header that
//! operations refer to is one type, and has the component's name.

use crate::ir::Type;
use crate::lower::context::Lowerer;
use crate::lower::schemas::annotations::Annotations;
use crate::lower::site::{Section, Site, escape};
use crate::names;

impl<'a> Lowerer<'a> {
    /// The type of the schema at a site, if the site is in a component and the type is made already.
    pub(crate) fn known_at(&self, site: &Site) -> Option<&(Type, Annotations)> {
        self.shared.get(&site.pointer).filter(|_| site.shared)
    }

    /// Keeps what became of the schema at a site, for the next operation that refers to its component.
    pub(crate) fn keep_at(&mut self, site: &Site, lowered: &(Type, Annotations)) {
        if site.shared {
            self.shared.insert(site.pointer.clone(), lowered.clone());
        }
    }

    /// Where a component stands.
    pub(crate) fn component_site(&mut self, section: Section, component: &'a str) -> Site {
        let taken = &self.type_names;
        let names = self.shared_names.entry((section, component));
        let name = names.or_insert_with(|| {
            let name = names::model_name(component);
            if taken.holds(&name) {
                name.extended(section.type_suffix())
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
