//! References: where they lead, and the components that their targets become.
//!
//! In the end each is `#/components/<section>/<name>`. What is referred to but is no component of
//! the first file (a part of a schema, something in another file) becomes one.

use std::collections::{HashMap, HashSet, VecDeque};

use serde_json::{Map, Value};

use super::grammar::Section;
use super::names::{self, Taken};
use super::target::{Problem, Target};
use super::version::Version;
use super::walk::{Fate, Walker};
use super::{mend, pointer, rules};

/// A component that is still to be made from what stands at `origin` in `file`.
pub(crate) struct Part {
    pub section: Section,
    pub name: String,
    pub file: usize,
    pub origin: String,
}

/// What is known about components and references.
pub(crate) struct Refs {
    /// The component that something became, by file and pointer.
    targets: HashMap<(Section, usize, String), String>,
    /// What targets that are references themselves name in the end; `None` if nothing.
    pub ends: HashMap<Target, Option<Target>>,
    /// Names that are taken.
    taken: HashMap<Section, Taken>,
    /// Components of the first file by their name there.
    names: HashMap<Section, HashMap<String, String>>,
    /// Components whose content comes from elsewhere.
    claimed: HashSet<(Section, String)>,
    /// References to components that could not be mended.
    pub dropped: HashSet<String>,
    pub parts: VecDeque<Part>,
    /// What is being copied into the current node, outermost first.
    pub inlining: Vec<(usize, String)>,
    /// What the copies made so far cost.
    pub copied: usize,
    /// It was said that there are too many copies.
    pub exhausted: bool,
}

impl Refs {
    /// Gives each component of the first file a name that a reference can carry.
    pub fn of(root: &Value) -> Self {
        let mut refs = Self {
            targets: HashMap::new(),
            ends: HashMap::new(),
            taken: HashMap::new(),
            names: HashMap::new(),
            claimed: HashSet::new(),
            dropped: HashSet::new(),
            parts: VecDeque::new(),
            inlining: Vec::new(),
            copied: 0,
            exhausted: false,
        };
        for section in Section::ALL {
            let Some(Value::Object(map)) = root.pointer(&format!("/components/{}", section.key()))
            else {
                continue;
            };
            let fits = |name: &str| !name.is_empty() && !name.contains(['/', '~', '#', '%']);
            let taken = refs.taken.entry(section).or_default();
            taken.extend(
                map.keys()
                    .filter(|key| fits(key))
                    .map(|key| (key.clone(), 2)),
            );
            for key in map.keys() {
                let name = if fits(key) {
                    key.clone()
                } else {
                    names::unique(taken, &names::clean(key))
                };
                refs.names
                    .entry(section)
                    .or_default()
                    .insert(key.clone(), name);
            }
        }
        refs
    }

    /// The name of a component of the first file.
    pub fn component(&self, section: Section, key: &str) -> Option<&str> {
        Some(self.names.get(&section)?.get(key)?)
    }

    /// The components of the first file whose name changed.
    pub fn renamed(&self, section: Section) -> impl Iterator<Item = (&String, &String)> {
        let names = self.names.get(&section).into_iter().flatten();
        names.filter(|(key, name)| key != name)
    }

    pub fn is_claimed(&self, section: Section, name: &str) -> bool {
        !self.claimed.is_empty() && self.claimed.contains(&(section, name.to_owned()))
    }

    /// A free name for a schema.
    pub fn name(&mut self, wanted: &str) -> String {
        let taken = self.taken.entry(Section::Schemas).or_default();
        names::unique(taken, &names::clean(wanted))
    }

    /// The component for a target that is none yet.
    fn claim(&mut self, section: Section, file: usize, origin: String, stem: &str) -> String {
        let key = (section, file, origin);
        if let Some(name) = self.targets.get(&key) {
            return name.clone();
        }
        let taken = self.taken.entry(section).or_default();
        let name = names::of_target(taken, &key.2, stem);
        self.parts.push_back(Part {
            section,
            name: name.clone(),
            file,
            origin: key.2.clone(),
        });
        self.targets.insert(key, name.clone());
        name
    }

    /// Lets a component of the first file be the target of its own reference.
    fn claim_as(&mut self, section: Section, name: &str, file: usize, origin: &str) {
        self.claimed.insert((section, name.to_owned()));
        self.targets
            .entry((section, file, origin.to_owned()))
            .or_insert_with(|| name.to_owned());
        self.parts.push_back(Part {
            section,
            name: name.to_owned(),
            file,
            origin: origin.to_owned(),
        });
    }
}

impl Walker<'_, '_> {
    /// Finds the components of the first file that are nothing but a reference. Schemas that refer
    /// to another component stay: they are a name of their own. All others take the place of what
    /// they refer to.
    pub fn claim_aliases(&mut self) {
        let mut aliases = Vec::new();
        for section in Section::ALL {
            let at = format!("/components/{}", section.key());
            if let Some(Value::Object(map)) = self.files.get(0).value.pointer(&at) {
                for (key, value) in map {
                    if let Some(reference) = reference_of(value) {
                        let pure = value.as_object().is_some_and(|map| map.len() == 1);
                        aliases.push((section, key.clone(), reference.to_owned(), pure));
                    }
                }
            }
            self.claim_section(section, &at);
            let renamed: Vec<_> = self
                .refs
                .renamed(section)
                .map(|(key, name)| (key.clone(), name.clone()))
                .collect();
            for (key, name) in renamed {
                let origin = pointer::join(&at, &key);
                self.origins.insert(&pointer::join(&at, &name), 0, &origin);
                self.pointer = pointer::join(&at, &name);
                let message =
                    format!("the component name {key:?} is not allowed; it becomes `{name}`");
                let help = "use letters, digits, `.`, `-` and `_` only";
                self.warn(rules::COMPONENT_NAME, "", message, Some(help));
            }
        }
        for (section, key, reference, pure) in aliases {
            let Some(name) = self.refs.component(section, &key).map(str::to_owned) else {
                continue;
            };
            self.pointer = format!("/components/{}/{name}", section.key());
            let through = self.final_target(0, &reference);
            let target = match section {
                Section::Schemas if through.is_ok() => {
                    self.first_target(0, &reference, Some(section))
                }
                _ => through,
            };
            match target {
                Ok((file, origin)) => {
                    let component = file == 0 && component_of(&origin).is_some();
                    let alias = component && section == Section::Schemas;
                    if pure && !alias && !is_other_section(section, file, &origin) {
                        self.refs.claim_as(section, &name, file, &origin);
                    }
                }
                // All other problems show again when the component itself is walked.
                Err(problem) if problem.rule == rules::REF_LOOP => {
                    self.fail(problem.rule, "$ref", problem.message, problem.help);
                    // Nothing else can be said about it.
                    self.refs.claimed.insert((section, name));
                }
                Err(_) => {}
            }
        }
    }

    /// A section that is a reference to a map of components: they are components by their names
    /// there.
    fn claim_section(&mut self, section: Section, at: &str) {
        let whole = self.files.get(0).value.pointer(at).and_then(reference_of);
        let Some(reference) = whole.map(str::to_owned) else {
            return;
        };
        let Ok((file, origin)) = self.final_target(0, &reference) else {
            return;
        };
        let target = super::target::lookup(&self.files.get(file).value, &origin);
        for key in target
            .and_then(Value::as_object)
            .into_iter()
            .flat_map(Map::keys)
        {
            let taken = self.refs.taken.entry(section).or_default();
            if !key.contains(['/', '~', '#', '%']) && taken.insert(key.clone(), 2).is_none() {
                let target = (section, file, pointer::join(&origin, key));
                self.refs.targets.insert(target, key.clone());
            }
        }
    }

    /// Makes the `$ref` of a node name a component. `None`: the node is more than a reference, and
    /// is to be walked as what it is.
    pub fn reference(&mut self, map: &mut Map<String, Value>, section: Section) -> Option<Fate> {
        let reference = map.get("$ref")?.as_str()?.to_owned();
        let resolved = match self.component_for(&reference, section) {
            Ok(name) => format!("#/components/{}/{name}", section.key()),
            Err(problem)
                if problem.rule == rules::WRONG_REF
                    && mend::reference::misplaced(self, map, &reference, section) =>
            {
                return self.reference(map, section);
            }
            Err(problem) => {
                // Nothing is generated from an example or a link.
                if matches!(section, Section::Examples | Section::Links) {
                    let Problem {
                        rule,
                        message,
                        help,
                    } = problem;
                    let message = format!("{message}; it is left out");
                    self.warn(rule, "$ref", message, help.as_deref());
                } else {
                    self.fail(problem.rule, "$ref", problem.message, problem.help);
                }
                map.clear();
                return Some(Fate::Drop);
            }
        };
        map.shift_remove("$ref");
        if section == Section::Schemas && self.keep_siblings(map) {
            let target = super::grammar::single("$ref", Value::String(resolved));
            match map.get_mut("allOf") {
                Some(Value::Array(members)) => members.insert(0, target),
                _ => {
                    map.insert("allOf".to_owned(), Value::Array(vec![target]));
                }
            }
            return None;
        }
        map.clear();
        map.insert("$ref".to_owned(), Value::String(resolved));
        Some(Fate::Keep)
    }

    /// Whether anything beside a `$ref` matters. In 3.0 only what describes or marks the value is
    /// kept: the specification ignores it all, but that much is surely meant.
    fn keep_siblings(&mut self, map: &mut Map<String, Value>) -> bool {
        let notes = [
            "description",
            "title",
            "nullable",
            "deprecated",
            "readOnly",
            "writeOnly",
            "default",
            "example",
            "examples",
        ];
        let ignored = [
            "$id",
            "$defs",
            "$schema",
            "$comment",
            "$anchor",
            "definitions",
            "summary",
        ];
        map.retain(|key, _| !ignored.contains(&key.as_str()));
        if self.version == Version::V3_0 {
            let structural: Vec<_> = map
                .keys()
                .filter(|key| !notes.contains(&key.as_str()) && !key.starts_with("x-"))
                .cloned()
                .collect();
            if !structural.is_empty() {
                let message = format!(
                    "OpenAPI 3.0 ignores what stands beside a `$ref`: {} left out",
                    super::quoted_list(&structural)
                );
                let help = "combine them with `allOf`";
                self.warn(rules::REF_SIBLINGS, "", message, Some(help));
                map.retain(|key, _| !structural.contains(key));
            }
        }
        !map.is_empty()
    }

    /// The name of the component that a reference leads to; makes it one if it is none.
    pub fn component_for(&mut self, reference: &str, section: Section) -> Result<String, Problem> {
        let (file, origin) = self.first_target(self.file, reference, Some(section))?;
        if file == 0
            && let Some((other, key)) = component_of(&origin)
            && let Some(found) = Section::ALL.into_iter().find(|one| one.key() == other)
        {
            if found == section
                && let Some(name) = self.refs.component(section, &key)
            {
                return Ok(name.to_owned());
            }
            return Err(Problem {
                rule: rules::WRONG_REF,
                message: format!(
                    "`{reference}` is one of `components.{other}`, but one of `components.{}` belongs here",
                    section.key()
                ),
                help: Some(format!(
                    "refer to something in `#/components/{}`",
                    section.key()
                )),
            });
        }
        let stem = self.files.stem(file);
        Ok(self.refs.claim(section, file, origin, &stem))
    }

    /// The reference for a value of a discriminator's mapping: a name, or like a `$ref`.
    pub fn mapped(&mut self, target: &str) -> Option<String> {
        if let Some(name) = self.refs.component(Section::Schemas, target) {
            return Some(format!("#/components/schemas/{name}"));
        }
        let reference = if target.contains(['#', '/', '.']) {
            target.to_owned()
        } else {
            // A name in the file that is walked, which need not be the first.
            pointer::join("#/components/schemas", target)
        };
        let name = self.component_for(&reference, Section::Schemas).ok()?;
        Some(format!("#/components/schemas/{name}"))
    }
}

/// The `$ref` of a node, if it has one.
pub(crate) fn reference_of(value: &Value) -> Option<&str> {
    value.as_object()?.get("$ref")?.as_str()
}

/// Section and name, for a pointer to a component.
pub(crate) fn component_of(origin: &str) -> Option<(&str, String)> {
    let (section, name) = origin.strip_prefix("/components/")?.split_once('/')?;
    (!name.contains('/')).then(|| (section, pointer::unescape(name)))
}

/// Whether a target is a component of the first file, but of another section.
fn is_other_section(section: Section, file: usize, origin: &str) -> bool {
    file == 0 && component_of(origin).is_some_and(|(other, _)| other != section.key())
}
