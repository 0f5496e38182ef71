//! What every part of lowering shares: the document, the types made so far, and the diagnostics.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use indexmap::IndexMap;
use openapiv3::{OpenAPI, Schema};
use serde_json::Value;

use crate::diagnostics::Diagnostics;
use crate::document::extensions::RUST_NAME;
use crate::ir::{Coverage, Name, Type, TypeDef, TypeId, TypeKind, Usage};
use crate::lower::rules;
use crate::lower::schemas::annotations::Annotations;
use crate::lower::schemas::keywords::SchemaRef;
use crate::lower::schemas::unions::documented::Properties;
use crate::lower::site::{Section, Site};
use crate::names;
use crate::names::{LookAlike, Scope, reserved};

/// The state of lowering.
pub(crate) struct Lowerer<'a> {
    pub document: &'a OpenAPI,
    pub diagnostics: &'a mut Diagnostics,
    pub types: Vec<TypeDef>,
    pub type_names: Scope,
    /// Component schemas by name.
    pub components: HashMap<&'a str, TypeId>,
    /// Their names, the other way round.
    pub component_names: HashMap<TypeId, &'a str>,
    /// Component schemas that are not lowered yet, and where they stand.
    pub pending: HashMap<TypeId, (&'a str, SchemaRef<'a>, Site)>,
    /// Component schemas that extend another by `allOf`, by the name of the extended one.
    pub subtypes: HashMap<&'a str, Vec<&'a str>>,
    /// What the components say of their properties, for those that a union was made of.
    pub documented: RefCell<HashMap<&'a str, Rc<Properties<'a>>>>,
    /// The type of a component that others extend, for values that are none of those.
    pub base_types: HashMap<&'a str, Type>,
    /// References that are being flattened, so that a schema that extends itself ends.
    pub flattening: HashSet<String>,
    /// References that this flattening has followed already: once more adds nothing.
    pub flattened: HashSet<String>,
    /// Where references end, for those that were followed.
    pub resolved: RefCell<HashMap<&'a str, (&'a str, &'a Schema)>>,
    /// What types in components that are no schemas are called after.
    pub shared_names: HashMap<(Section, &'a str), Name>,
    /// The types of schemas in such components, by pointer.
    pub shared: HashMap<String, (Type, Annotations)>,
    /// How deep inline schemas are nested.
    pub depth: usize,
    pub coverage: Coverage,
}

impl<'a> Lowerer<'a> {
    pub(crate) fn new(document: &'a OpenAPI, diagnostics: &'a mut Diagnostics) -> Self {
        let mut lowerer = Self {
            document,
            diagnostics,
            types: Vec::new(),
            type_names: Scope::with(&reserved::models()),
            components: HashMap::new(),
            component_names: HashMap::new(),
            pending: HashMap::new(),
            subtypes: HashMap::new(),
            documented: RefCell::default(),
            base_types: HashMap::new(),
            flattening: HashSet::new(),
            flattened: HashSet::new(),
            resolved: RefCell::default(),
            shared_names: HashMap::new(),
            shared: HashMap::new(),
            depth: 0,
            coverage: Coverage::default(),
        };
        for kind in [
            "operations",
            "parameters",
            "request media types",
            "responses",
            "schemas",
        ] {
            lowerer
                .coverage
                .counts
                .insert(kind, crate::ir::Count::default());
        }
        lowerer
    }

    /// Puts `kind` where `site` says: into the component's own definition, or into a new one.
    pub(crate) fn define(&mut self, kind: TypeKind, site: &Site, notes: &Annotations) -> Type {
        let id = site.define.unwrap_or_else(|| self.reserve(site));
        let def = &mut self.types[id.0];
        def.kind = kind;
        def.docs = notes.docs_of(def.name.as_str());
        def.constraints = notes.constraints.clone().stated();
        def.deprecated = notes.deprecated;
        def.sensitive = notes.sensitive;
        Type::Named(id)
    }

    /// Gives `ty` the name of the component that is being defined, if any.
    pub(crate) fn alias(&mut self, ty: Type, site: &Site, notes: &Annotations) -> Type {
        if site.define.is_none() {
            return ty;
        }
        let kind = TypeKind::Alias {
            ty,
            recursive: false,
        };
        self.define(kind, site, notes)
    }

    /// A new definition, to be filled later.
    pub(crate) fn reserve(&mut self, site: &Site) -> TypeId {
        let mut scope = std::mem::take(&mut self.type_names);
        let (name, wanted) =
            self.free_name(&mut scope, &site.name, "", &site.pointer, "inline schema");
        self.type_names = scope;
        let id = self.push_definition(name, site);
        // It may become part of another type, so that no one sees the name.
        self.types[id.0].wanted = wanted;
        id
    }

    /// A new definition under a name that is taken already.
    pub(crate) fn push_definition(&mut self, name: Name, site: &Site) -> TypeId {
        self.types.push(TypeDef {
            name,
            wanted: None,
            module: site.module.clone(),
            schema_name: None,
            pointer: site.pointer.clone(),
            place: None,
            docs: None,
            constraints: None,
            deprecated: false,
            sensitive: false,
            usage: Usage::default(),
            kind: TypeKind::Alias {
                ty: Type::Any,
                recursive: false,
            },
            examples: Vec::new(),
        });
        TypeId(self.types.len() - 1)
    }

    /// A place that says more than Rust's types can: any JSON, with a warning that says why.
    pub(crate) fn fallback(&mut self, pointer: &str, why: &str) -> Type {
        self.coverage.fallbacks += 1;
        self.diagnostics.warning(
            rules::FALLBACK,
            pointer,
            format!("this schema becomes `serde_json::Value`: {why}"),
            None,
        );
        Type::Any
    }

    /// Counts one item of the document, and whether the crate has it.
    pub(crate) fn count(&mut self, kind: &'static str, represented: bool) {
        let count = self.coverage.counts.entry(kind).or_default();
        count.found += 1;
        count.represented += usize::from(represented);
    }

    /// The name that `x-rust-name` asks for. One that is no identifier is an error.
    pub(crate) fn rust_name(
        &mut self,
        extensions: &IndexMap<String, Value>,
        pointer: &str,
    ) -> Option<Name> {
        self.chosen_name(extensions.get(RUST_NAME)?, pointer)
    }

    /// The name that a person chose. One that is no identifier is an error.
    pub(crate) fn chosen_name(&mut self, wanted: &Value, pointer: &str) -> Option<Name> {
        let name = wanted.as_str().and_then(names::chosen);
        if name.is_none() {
            self.diagnostics.error(
                rules::INVALID_RUST_NAME,
                format!("{pointer}/x-rust-name"),
                format!("{wanted} is not a Rust identifier"),
                Some("use letters, digits and underscores, and start with a letter".to_owned()),
            );
        }
        name
    }

    /// A name that is free in `scope`, with a warning if it had to be changed.
    pub(crate) fn unique_name(
        &mut self,
        scope: &mut Scope,
        wanted: &Name,
        separator: &str,
        pointer: &str,
        what: &str,
    ) -> Name {
        let (name, wanted) = self.free_name(scope, wanted, separator, pointer, what);
        if let Some(wanted) = wanted {
            rules::warn_of_collision(self.diagnostics, pointer, what, &name, &wanted);
        }
        name
    }

    /// A name that is free in `scope`, and the one that it should be, if a warning is to say so.
    fn free_name(
        &mut self,
        scope: &mut Scope,
        wanted: &Name,
        separator: &str,
        pointer: &str,
        what: &str,
    ) -> (Name, Option<Name>) {
        let wanted = names::fitting(wanted, separator);
        let is_alike = scope.look_alike(&wanted).is_some();
        let name = self.distinct_name(scope, &wanted, separator, pointer, what);
        let is_other = name != wanted && !is_alike;
        (name, is_other.then_some(wanted))
    }

    /// A name that is free in `scope`, where one more of the same name needs no warning. One that
    /// looks like another always does: a reader takes it for that.
    pub(crate) fn distinct_name(
        &mut self,
        scope: &mut Scope,
        wanted: &Name,
        separator: &str,
        pointer: &str,
        what: &str,
    ) -> Name {
        let wanted = &names::fitting(wanted, separator);
        let other = scope.look_alike(wanted);
        let name = scope.unique(wanted, separator);
        scope.set_pointer(&name, pointer);
        if let Some(LookAlike {
            name: other,
            pointer: place,
        }) = other
        {
            let place = place.map_or_else(
                || "a name of generated code".to_owned(),
                |place| format!("at `{place}`"),
            );
            self.diagnostics.warning(
                rules::LOOK_ALIKE,
                pointer,
                format!(
                    "this {what} is named `{name}`, as `{wanted}` ({}) looks like `{other}` ({}), {place}",
                    letters(wanted.as_str()),
                    letters(&other),
                ),
                Some(
                    "if they should be one name, correct its letters; else choose another with `x-rust-name`, for values with `x-enum-varnames`"
                        .to_owned(),
                ),
            );
        }
        name
    }
}

/// The code points of the letters by which a name is not what it looks like, or that it has none.
fn letters(name: &str) -> String {
    let codes = name
        .chars()
        .filter(|letter| !letter.is_ascii())
        .map(|letter| format!("U+{:04X}", u32::from(letter)));
    match codes.collect::<Vec<_>>().join(" ") {
        codes if codes.is_empty() => "in ASCII".to_owned(),
        codes => format!("with {codes}"),
    }
}
