//! Operations by their first tag or by their path: one group of operations each.

use std::collections::HashMap;

use indexmap::IndexMap;

use crate::ir::{Group, Name, Scheme};
use crate::lower::context::Lowerer;
use crate::lower::operations::names::{GroupScopes, NamedOperation, make_types_unique};
use crate::lower::selection::SelectedOperation;
use crate::names::{self, Scope, reserved};

/// A group whose operations have their names, but are not lowered yet.
struct PendingGroup<'a> {
    group: Group,
    scopes: GroupScopes,
    operations: Vec<NamedOperation<'a>>,
}

impl<'a> Lowerer<'a> {
    /// The operations by group.
    pub(crate) fn lower_operations(
        &mut self,
        selected: Vec<SelectedOperation<'a>>,
        schemes: &[Scheme],
    ) -> Vec<Group> {
        self.warn_of_duplicate_ids(&selected);
        let schemes = schemes.iter().enumerate();
        let schemes = schemes.map(|(index, scheme)| (scheme.key.clone(), index));
        let schemes: HashMap<String, usize> = schemes.collect();
        let document = self.document;
        let mut tags: HashMap<&str, usize> = HashMap::new();
        for (index, tag) in document.tags.iter().enumerate() {
            tags.entry(&tag.name).or_insert(index);
        }
        let with_name = tags_by_name(&selected);
        let first_ids = self.first_ids();
        let mut pending: IndexMap<String, PendingGroup> = IndexMap::new();
        let mut modules = Scope::with(reserved::CLIENT);
        let mut type_names = Scope::with(reserved::CLIENT_TYPES);
        for selected in selected {
            let (title, pointer) = match selected.operation.tags.first() {
                Some(tag) => (tag.clone(), format!("{}/tags/0", selected.pointer)),
                None => {
                    let resource = resource(selected.path);
                    let tag = with_name.get(&names::module_name(resource));
                    let title = tag.map_or(resource, String::as_str);
                    (title.to_owned(), selected.pointer.clone())
                }
            };
            let group = pending.entry(title).or_insert_with_key(|title| {
                let tag = tags.get(title.as_str()).copied();
                let group = self.new_group(title, tag, &pointer, &mut modules, &mut type_names);
                PendingGroup {
                    scopes: GroupScopes::new(&group),
                    group,
                    operations: Vec::new(),
                }
            });
            let named =
                self.name_operation(selected, &first_ids, &group.group.title, &mut group.scopes);
            group.operations.push(named);
        }
        // All operations have their names before other types take one.
        pending
            .into_values()
            .map(|pending| self.lower_group(pending, &schemes))
            .collect()
    }

    fn lower_group(
        &mut self,
        pending: PendingGroup<'a>,
        schemes: &HashMap<String, usize>,
    ) -> Group {
        let PendingGroup {
            mut group,
            mut scopes,
            operations,
        } = pending;
        let mut modules = Scope::default();
        for named in operations {
            let mut operation = self.lower_operation(named, schemes);
            operation.module = modules.unique(&operation.module, "_");
            self.count("operations", true);
            make_types_unique(&mut operation, &mut scopes);
            group.operations.push(operation);
        }
        group
    }

    /// The group of a title that stands at `pointer`, or that is the name of the tag at `index`.
    fn new_group(
        &mut self,
        title: &str,
        index: Option<usize>,
        pointer: &str,
        modules: &mut Scope,
        type_names: &mut Scope,
    ) -> Group {
        let tag = index.map(|index| &self.document.tags[index]);
        let pointer = index.map_or_else(|| pointer.to_owned(), |index| format!("/tags/{index}"));
        let chosen = tag.and_then(|tag| self.rust_name(&tag.extensions, &pointer));
        let wanted = chosen.as_ref().map_or(title, Name::as_str);
        let module = match names::module_name(wanted) {
            name if reserved::CLIENT.contains(&name.as_str()) => name.extended("_api"),
            name => name,
        };
        Group {
            title: title.to_owned(),
            description: tag.and_then(|tag| tag.description.clone()),
            module: self.distinct_name(modules, &module, "_", &pointer, "tag"),
            type_name: type_names.unique(&names::type_name(wanted), ""),
            operations: Vec::new(),
        }
    }
}

/// The tags of operations by the name that a group has: an operation whose path has the name of a tag,
/// but which has none, belongs there.
fn tags_by_name(selected: &[SelectedOperation<'_>]) -> HashMap<Name, String> {
    let mut tags = HashMap::new();
    for tag in selected.iter().filter_map(|one| one.operation.tags.first()) {
        let name = names::module_name(tag);
        tags.entry(name).or_insert_with(|| tag.clone());
    }
    tags
}

/// What an operation without a tag is about: the first segment of its path that is neither a
/// parameter, nor a version, nor `api`.
fn resource(path: &str) -> &str {
    let is_version = |segment: &str| {
        let number = segment.trim_start_matches(['v', 'V']);
        number.starts_with(|c: char| c.is_ascii_digit())
            && number.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    let mut segments = path
        .split(['/', '?', '#'])
        .filter(|segment| !segment.is_empty() && !segment.contains('{'));
    segments
        .find(|segment| !is_version(segment) && !segment.eq_ignore_ascii_case("api"))
        .unwrap_or("root")
}
