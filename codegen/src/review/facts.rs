//! The rules for each fact that an outline says of an item or a part.

use super::change::{Change, Subject};
use std::collections::BTreeSet;

use super::limits::{self, effect};
use super::rules::{self, ChangeRule};
use super::security::texts;
use crate::outline::Line;

/// Which way a value travels, in both versions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Direction {
    /// It is sent.
    pub request: bool,
    /// It is received.
    pub response: bool,
}

impl Direction {
    /// Only in requests.
    pub const REQUEST: Self = Self {
        request: true,
        response: false,
    };
    /// Only in responses.
    pub const RESPONSE: Self = Self {
        request: false,
        response: true,
    };

    /// The way that a type of `models` travels.
    pub fn of_type(old: &Line, new: &Line) -> Self {
        Self {
            request: old.has("sent") && new.has("sent"),
            response: old.has("received") && new.has("received"),
        }
    }
}

/// A fact that differs.
struct Difference<'a> {
    fact: &'a str,
    old: Option<&'a str>,
    new: Option<&'a str>,
    direction: Direction,
    /// What it is said of has the type that it had.
    is_same_type: bool,
    /// It is said of pages.
    is_range: bool,
}

/// Adds the changes of the facts of a line. Types in facts have been compared where types are.
pub(super) fn compare(
    subject: Subject<'_>,
    (old, new): (&Line, &Line),
    direction: Direction,
    is_same_type: bool,
    changes: &mut Vec<Change>,
) {
    let only_new = new.facts.iter().filter(|(name, _)| !old.has(name));
    for (name, _) in old.facts.iter().chain(only_new) {
        let difference = Difference {
            fact: name,
            old: old.get(name),
            new: new.get(name),
            direction,
            is_same_type,
            is_range: new.kind == "fn",
        };
        if difference.old == difference.new {
            continue;
        }
        let shown = |value: Option<&str>| value.map(|value| with_value(name, value));
        let change = |rule| subject.change(rule, shown(difference.old), shown(difference.new));
        changes.extend(difference.rules().into_iter().map(change));
    }
}

/// A fact as a line has it.
fn with_value(name: &str, value: &str) -> String {
    format!("{name} {value}").trim_end().to_owned()
}

impl Difference<'_> {
    fn is_gained(&self) -> bool {
        self.old.is_none()
    }

    /// The rules that it comes under: one, or two if the value is both sent and received.
    fn rules(&self) -> Vec<&'static ChangeRule> {
        let one = |rule| vec![rule];
        match self.fact {
            "required" => self.required(),
            "nullable" => self.nullable(),
            "read-only" if self.is_gained() => self.by_direction(Some(rules::READ_ONLY), None),
            "read-only" => self.by_direction(Some(rules::NO_LONGER_READ_ONLY), None),
            "write-only" if self.is_gained() => self.by_direction(None, Some(rules::WRITE_ONLY)),
            "write-only" => self.by_direction(None, Some(rules::NO_LONGER_WRITE_ONLY)),
            "default" if !self.direction.request => one(rules::RESPONSE_DEFAULT_CHANGED),
            "default" if self.is_gained() => one(rules::DEFAULT_ADDED),
            "default" => one(rules::DEFAULT_CHANGED),
            "always" => one(rules::CONSTANT_CHANGED),
            "deprecated" if self.is_gained() => one(rules::DEPRECATED),
            "deprecated" => one(rules::NO_LONGER_DEPRECATED),
            "secret" => one(rules::SECRECY_CHANGED),
            "sent" | "received" => one(rules::USAGE_CHANGED),
            "wire" => one(rules::WIRE_NAME_CHANGED),
            "value" => one(rules::VALUE_CHANGED),
            "tag" | "by" | "by-structure-too" => one(rules::TAG_CHANGED),
            "tried" if self.has_same_order() => Vec::new(),
            "tried" => one(rules::ORDER_CHANGED),
            "to" if self.is_range => one(rules::PAGING_CHANGED),
            "to" | "by-name-only" => one(rules::CONVERSION_CHANGED),
            "accept" => one(self.accept()),
            "in" | "style" | "explode" | "allow-reserved" | "as" | "as-json" | "part"
            | "repeated" | "content-type" | "multipart" | "framing" => one(rules::ENCODING_CHANGED),
            "media-type" => one(rules::MEDIA_TYPE_CHANGED),
            "sent-by-default" => one(rules::DEFAULT_BODY_CHANGED),
            "newtype" => one(rules::ALIAS_CHANGED),
            "idempotent" => one(rules::IDEMPOTENCE_CHANGED),
            "base-url" | "url" | "idempotency-header" => one(rules::SERVER_CHANGED),
            "values" => one(rules::SERVER_VALUES_CHANGED),
            "sends" | "token-url" => one(rules::CREDENTIALS_CHANGED),
            "scopes" => one(self.scopes()),
            "needs" => one(self.needs()),
            "shared" => one(rules::SHARING_CHANGED),
            "others" => one(rules::UNDOCUMENTED_ERRORS_CHANGED),
            "from" | "included" | "first" | "total" | "more" | "number" | "cursor" | "of-body"
            | "of-header" | "of-last-item" | "cursor-in-body" | "link-in-body"
            | "link-in-header" | "at" => one(rules::PAGING_CHANGED),
            limit if limits::is_limit(limit) => self.limit(),
            _ => one(rules::OTHER_CHANGE),
        }
    }

    /// Those of each direction in which the value travels; without one, the difference is no more
    /// than that.
    fn by_direction(
        &self,
        request: Option<&'static ChangeRule>,
        response: Option<&'static ChangeRule>,
    ) -> Vec<&'static ChangeRule> {
        let request = request.filter(|_| self.direction.request);
        let response = response.filter(|_| self.direction.response);
        let rules: Vec<_> = request.into_iter().chain(response).collect();
        if rules.is_empty() {
            vec![rules::USAGE_CHANGED]
        } else {
            rules
        }
    }

    fn required(&self) -> Vec<&'static ChangeRule> {
        if self.is_gained() {
            return self.by_direction(
                Some(rules::REQUEST_REQUIRED),
                Some(rules::RESPONSE_REQUIRED),
            );
        }
        let response = if self.is_same_type {
            rules::ABSENT_ALIKE
        } else {
            rules::RESPONSE_OPTIONAL
        };
        self.by_direction(Some(rules::REQUEST_OPTIONAL), Some(response))
    }

    fn nullable(&self) -> Vec<&'static ChangeRule> {
        if !self.is_gained() {
            return self.by_direction(
                Some(rules::REQUEST_NOT_NULLABLE),
                Some(rules::RESPONSE_NOT_NULLABLE),
            );
        }
        let response = if self.is_same_type {
            rules::ABSENT_ALIKE
        } else {
            rules::RESPONSE_NULLABLE
        };
        self.by_direction(Some(rules::REQUEST_NULLABLE), Some(response))
    }

    fn limit(&self) -> Vec<&'static ChangeRule> {
        let effect = effect(self.fact, self.old, self.new);
        let request = if effect.narrows {
            rules::REQUEST_LIMIT_NARROWED
        } else {
            rules::REQUEST_LIMIT_WIDENED
        };
        let response = if effect.widens {
            rules::RESPONSE_LIMIT_WIDENED
        } else {
            rules::RESPONSE_LIMIT_NARROWED
        };
        self.by_direction(Some(request), Some(response))
    }

    /// True if the variants that stay are tried in the order in which they were; others are variants
    /// that are gone or new.
    fn has_same_order(&self) -> bool {
        let (old, new) = (names(self.old), names(self.new));
        let (before, now): (BTreeSet<_>, BTreeSet<_>) =
            (old.iter().collect(), new.iter().collect());
        let kept = old.iter().filter(|name| now.contains(name));
        before != now && kept.eq(new.iter().filter(|name| before.contains(name)))
    }

    fn accept(&self) -> &'static ChangeRule {
        let is_more = !texts(self.new).is_subset(&texts(self.old));
        if is_more && self.old.is_some() {
            rules::RESPONSE_MEDIA_TYPE_ADDED
        } else {
            rules::ACCEPT_CHANGED
        }
    }

    fn scopes(&self) -> &'static ChangeRule {
        let is_more = !texts(self.new).is_subset(&texts(self.old));
        if is_more {
            rules::SCOPES_ADDED
        } else {
            rules::SCOPES_REMOVED
        }
    }

    fn needs(&self) -> &'static ChangeRule {
        let new = names(self.new);
        if names(self.old).iter().all(|it| new.contains(it)) {
            rules::FEATURE_NEEDS_MORE
        } else {
            rules::FEATURE_NEEDS_LESS
        }
    }
}

/// The names in a list.
fn names(list: Option<&str>) -> Vec<&str> {
    let names = list.unwrap_or_default().split(", ");
    names.filter(|name| !name.is_empty()).collect()
}
