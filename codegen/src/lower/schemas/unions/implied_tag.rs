//! The property that tells the alternatives of a union apart, where the document has no
//! discriminator: each alternative has a constant or a list of values for it.

use std::collections::HashMap;

use indexmap::IndexMap;

use crate::ir::{Tag, tag_text};
use crate::lower::context::Lowerer;
use crate::lower::schemas::unions::discriminator::are_distinct;
use crate::lower::schemas::unions::members::Member;

/// How well a property tells alternatives apart.
#[derive(Default)]
struct Candidate<'a> {
    property: &'a str,
    /// How many alternatives list values.
    listing: usize,
    /// How many of them list one value.
    constants: usize,
    /// How many alternatives require it.
    requiring: usize,
    /// How many alternatives have each value.
    values: HashMap<String, usize>,
}

impl Candidate<'_> {
    /// How many pairs of alternatives have no value in common, at least.
    fn pairs(&self) -> usize {
        let pairs = |count: &usize| count * (count - 1) / 2;
        let shared: usize = self.values.values().map(pairs).sum();
        pairs(&self.listing.max(1)).saturating_sub(shared)
    }

    /// A constant is a tag wherever it tells something. A longer list may be open for values that
    /// no alternative has yet, so it is a tag only if all alternatives demand it.
    fn is_tag(&self, members: usize) -> bool {
        let is_demanded = self.requiring == members && self.listing == members;
        match self.pairs() {
            0 => self.listing == 1 && self.constants == 1,
            _ => self.constants > 0 || is_demanded,
        }
    }
}

impl<'a> Lowerer<'a> {
    /// The property whose values differ most from alternative to alternative, if there is one.
    pub(crate) fn implied_tag(&self, members: &mut [Member<'a>]) -> Option<Tag> {
        let objects = members
            .iter()
            .filter(|member| !member.properties.is_empty())
            .count();
        let mut candidates: IndexMap<&str, Candidate<'a>> = IndexMap::new();
        for member in members.iter().filter(|_| objects > 1) {
            for (&property, documented) in member.properties.iter() {
                if documented.values.is_empty() {
                    continue;
                }
                let candidate = candidates.entry(property).or_insert_with(|| Candidate {
                    property,
                    ..Candidate::default()
                });
                candidate.listing += 1;
                candidate.constants += usize::from(documented.values.len() == 1);
                candidate.requiring += usize::from(member.requires(property));
                for value in &documented.values {
                    *candidate.values.entry(tag_text(value)).or_default() += 1;
                }
            }
        }
        let tag = candidates
            .values()
            .filter(|candidate| candidate.is_tag(members.len()))
            .rev()
            .max_by_key(|one| (one.pairs(), one.listing, one.requiring))?;
        let (property, is_required) = (tag.property, tag.requiring == members.len());
        for member in &mut *members {
            let documented = member.documented(property);
            member.tag_values = documented.map_or_else(Vec::new, |known| known.values.clone());
        }
        let decides = is_required && are_distinct(members);
        for member in &mut *members {
            // Of several values, only the content can say which it is; if it must have one, the
            // union need not choose.
            if !self.is_union(&member.ty) && (decides || member.tag_values.len() == 1) {
                member.sent_tag = member.tag_values.first().cloned();
            }
        }
        Some(Tag {
            property: property.to_owned(),
            decides,
        })
    }
}
