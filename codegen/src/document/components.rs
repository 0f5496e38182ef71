//! The table of components: their names, those that are still to be made, and what is known about
//! the targets of references.

use std::collections::{HashMap, HashSet, VecDeque};

use serde_json::Value;

use super::names::{self, Taken};
use super::section::Section;
use super::{pointer, rules};

/// A node of the files: the number of its file, and its pointer there.
pub(crate) type Target = (usize, String);

/// A component that is still to be made from what a reference names.
pub(crate) struct Pending {
    pub section: Section,
    pub name: String,
    pub target: Target,
}

/// Why a reference cannot be followed.
#[derive(Debug)]
pub(crate) struct Problem {
    pub rule: &'static str,
    pub message: String,
    pub help: Option<String>,
}

impl Problem {
    pub fn dangling(reference: &str) -> Self {
        Self {
            rule: rules::DANGLING_REF,
            message: format!("`{reference}` does not exist"),
            help: None,
        }
    }

    pub fn looping(reference: &str) -> Self {
        Self {
            rule: rules::REF_LOOP,
            message: format!(
                "`{reference}` is a circular reference: it leads back to itself and never to a value"
            ),
            help: Some(
                "replace one of the references with the object that it should name".to_owned(),
            ),
        }
    }
}

/// What is known about components and references.
#[derive(Default)]
pub(crate) struct Components {
    /// The component that a target became.
    by_target: HashMap<(Section, Target), String>,
    /// What targets that are references themselves name in the end; `None` if nothing.
    pub ends: HashMap<Target, Option<Target>>,
    /// Names that are taken.
    taken: HashMap<Section, Taken>,
    /// Components of the first file by their name there.
    names: HashMap<Section, HashMap<String, String>>,
    /// Components whose content comes from elsewhere.
    claimed: HashSet<(Section, String)>,
    /// Components of the first file whose reference leads back to itself.
    pub looping: HashMap<(Section, String), Problem>,
    /// References to components that could not be repaired.
    pub dropped: HashSet<String>,
    pub pending: VecDeque<Pending>,
    pub copies: Copies,
}

/// What is known about the copies of what references name.
#[derive(Default)]
pub(crate) struct Copies {
    /// What is being copied into the current node, outermost first.
    pub within: Vec<Target>,
    /// What the copies made so far cost.
    pub cost: usize,
    /// It was said that there are too many copies.
    pub exhausted: bool,
}

impl Components {
    /// Gives each component of the first file a name that a reference can carry.
    pub fn of(root: &Value) -> Self {
        let mut components = Self::default();
        for section in Section::ALL {
            let Some(Value::Object(map)) = root.pointer(&format!("/components/{}", section.key()))
            else {
                continue;
            };
            let taken = components.taken.entry(section).or_default();
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
                components
                    .names
                    .entry(section)
                    .or_default()
                    .insert(key.clone(), name);
            }
        }
        components
    }

    /// The name of a component of the first file.
    pub fn name_of(&self, section: Section, key: &str) -> Option<&str> {
        Some(self.names.get(&section)?.get(key)?)
    }

    /// The components of the first file whose name changed.
    pub fn renamed(&self, section: Section) -> impl Iterator<Item = (&String, &String)> {
        let names = self.names.get(&section).into_iter().flatten();
        names.filter(|(key, name)| key != name)
    }

    /// Whether the content of a component comes from elsewhere.
    pub fn is_claimed(&self, section: Section, name: &str) -> bool {
        !self.claimed.is_empty() && self.claimed.contains(&(section, name.to_owned()))
    }

    /// A free name for a schema.
    pub fn free_schema_name(&mut self, wanted: &str) -> String {
        let taken = self.taken.entry(Section::Schemas).or_default();
        names::unique(taken, &names::clean(wanted))
    }

    /// The component for a target that is none yet.
    pub fn claim(&mut self, section: Section, target: Target, stem: &str) -> String {
        let key = (section, target);
        if let Some(name) = self.by_target.get(&key) {
            return name.clone();
        }
        let taken = self.taken.entry(section).or_default();
        let name = names::of_target(taken, &key.1.1, stem);
        self.pending.push_back(Pending {
            section,
            name: name.clone(),
            target: key.1.clone(),
        });
        self.by_target.insert(key, name.clone());
        name
    }

    /// Lets a component of the first file be the target of its own reference.
    pub fn claim_as(&mut self, section: Section, name: &str, target: Target) {
        self.claimed.insert((section, name.to_owned()));
        self.by_target
            .entry((section, target.clone()))
            .or_insert_with(|| name.to_owned());
        self.pending.push_back(Pending {
            section,
            name: name.to_owned(),
            target,
        });
    }
}

/// Whether a reference can carry the name as it is.
fn fits(name: &str) -> bool {
    !name.is_empty() && !name.contains(['/', '~', '#', '%'])
}

/// Section and name, for a pointer to a component.
pub(crate) fn component_of(origin: &str) -> Option<(&str, String)> {
    let (section, name) = origin.strip_prefix("/components/")?.split_once('/')?;
    (!name.contains('/')).then(|| (section, pointer::unescape(name)))
}
