//! Features by tag: users of a large API compile the groups that they call, and the models that these
//! need.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Api, Group, Name, Needed};
use crate::options::Options;

/// An API with more operations has a feature for each group, unless the crate was made without.
const MANY_OPERATIONS: usize = 100;

/// Features that crates have, or may have one day, for other purposes.
const OTHER_FEATURES: &[&str] = &[
    "all",
    "blocking",
    "client",
    "default",
    "jiff",
    "mock",
    "native-tls",
    "oauth2",
    "rustls",
    "stream",
    "tracing",
    "uuid",
];

/// The features of the groups of an API.
pub(crate) struct GroupFeatures<'a> {
    names: Vec<String>,
    needs: HashMap<&'a Name, Needed>,
}

impl<'a> GroupFeatures<'a> {
    /// The features, if the crate has some for its groups.
    pub(crate) fn of(api: &'a Api, options: &Options) -> Option<Self> {
        let many = || api.operations().count() > MANY_OPERATIONS;
        options.group_features.unwrap_or_else(many).then(|| Self {
            names: api.groups.iter().map(feature).collect(),
            needs: api.needs(),
        })
    }

    /// The features, in the order of the groups.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// The condition under which a group is there.
    pub(crate) fn group_gate(&self, index: usize) -> TokenStream {
        let name = &self.names[index];
        quote!(#[cfg(feature = #name)])
    }

    /// The condition under which a module of `models` is there, if there is one.
    pub(crate) fn module_gate(&self, module: &Name) -> Option<TokenStream> {
        self.gate(self.needs.get(module)?)
    }

    /// The condition under which something is there that these groups need, if there is one.
    pub(crate) fn gate(&self, needed: &Needed) -> Option<TokenStream> {
        let Needed::By(groups) = needed else {
            return None;
        };
        let names: Vec<&String> = groups.iter().map(|&index| &self.names[index]).collect();
        Some(match names.as_slice() {
            [] => quote!(#[cfg(feature = "all")]),
            [name] => quote!(#[cfg(feature = #name)]),
            names => quote!(#[cfg(any(#(feature = #names),*))]),
        })
    }
}

/// The feature of a group: `code-scanning`.
fn feature(group: &Group) -> String {
    let name = group
        .module
        .as_str()
        .trim_end_matches('_')
        .replace('_', "-");
    if OTHER_FEATURES.contains(&name.as_str()) {
        format!("tag-{name}")
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names;

    #[test]
    fn no_group_has_a_feature_with_another_purpose() {
        let group = |title: &str| Group {
            title: title.to_owned(),
            description: None,
            module: names::module_name(title),
            type_name: names::type_name(title),
            operations: Vec::new(),
        };
        assert_eq!(feature(&group("Code Scanning")), "code-scanning");
        assert_eq!(feature(&group("client")), "tag-client");
        assert_eq!(feature(&group("type")), "type");
    }
}
