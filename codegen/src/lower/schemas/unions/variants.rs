//! The variants of a union, and their names.

use std::cmp::Reverse;
use std::collections::HashSet;

use serde_json::Value;

use crate::ir::{Name, Tag, Union, Variant, tag_text};
use crate::lower::context::Lowerer;
use crate::lower::schemas::collections::nullable;
use crate::lower::schemas::enums::fallback_name;
use crate::lower::schemas::unions::members::Member;
use crate::lower::site::Site;
use crate::names::{self, Scope};

impl Lowerer<'_> {
    /// A union of `members`, which are told apart by `tag`.
    pub(crate) fn union(
        &mut self,
        members: Vec<Member<'_>>,
        tag: Option<Tag>,
        can_hold_together: bool,
        site: &Site,
    ) -> Union {
        let mut scope = Scope::default();
        let mut variants = Vec::with_capacity(members.len());
        let mut selected = HashSet::new();
        let decides = tag.as_ref().is_some_and(|tag| tag.decides);
        for mut member in members {
            if decides {
                // A value selects the first variant that claims it.
                member
                    .tag_values
                    .retain(|value| selected.insert(tag_text(value)));
            }
            let specificity = self.specificity(&member.ty);
            let keeps_tag = tag
                .as_ref()
                .is_none_or(|tag| self.keeps(&member.ty, &tag.property));
            let split = !keeps_tag && member.tag_values.len() > 1;
            let sent = member.sent_tag.filter(|_| !split);
            let names: Vec<(Vec<Name>, Vec<Value>)> = if split {
                // Only the variant can say which of the values it was.
                let each = member.tag_values.into_iter();
                each.map(|value| (vec![names::variant_name(&tag_text(&value))], vec![value]))
                    .collect()
            } else {
                vec![(member.names, member.tag_values)]
            };
            for (wanted, tag_values) in names {
                let name = self.variant_name(&mut scope, &wanted, &site.pointer);
                let variant = Variant {
                    name,
                    ty: nullable(member.ty.clone(), member.notes.nullable),
                    boxed: false,
                    sent_tag: sent
                        .clone()
                        .or_else(|| tag_values.first().filter(|_| split).cloned()),
                    tag_values,
                    docs: member.notes.docs.clone(),
                };
                variants.push((specificity, variant));
            }
        }
        if !decides {
            // The most specific first; the sort is stable, so equals stay in the document's order.
            variants.sort_by_key(|(specificity, _)| Reverse(*specificity));
        }
        let variants = variants.into_iter().map(|(_, variant)| variant).collect();
        let fallback = fallback_name(&mut scope);
        let several = can_hold_together.then(|| scope.unique(&names::fixed("Several"), ""));
        Union {
            variants,
            tag,
            several,
            fallback,
        }
    }

    /// A name for the variant that is free in `scope`: the first one that is, else the best one
    /// with a number.
    pub(super) fn variant_name(
        &mut self,
        scope: &mut Scope,
        wanted: &[Name],
        pointer: &str,
    ) -> Name {
        let free = wanted.iter().find(|name| !scope.holds(name));
        let any = names::fixed("Any");
        let wanted = free.or(wanted.first()).unwrap_or(&any);
        self.distinct_name(scope, wanted, "", pointer, "alternative")
    }
}
