//! Choosing among the variants of a union where no tag decides alone: the value is offered to each,
//! and the one that knows most of it is taken.

use super::{
    describe::describe,
    leaves::{kept, leaves, merge},
};
use serde::{Deserialize, Serialize, de};
use serde_json::{Error, Number, Value};
use std::{borrow::Cow, cell::Cell};

/// How many members the message of a failed choice lists, and how long each reason may be.
const LISTED: usize = 5;
const REASON: usize = 160;

thread_local! {
    /// How many leaves of what is being decoded were kept without being known. Decoding never
    /// leaves its thread, and serde has no other way back from a part to the whole.
    static UNKNOWN: Cell<usize> = const { Cell::new(0) };
}

/// Says that a value was decoded as one that its type does not know.
pub(crate) fn note_unknown(leaves: usize) {
    UNKNOWN.set(UNKNOWN.get().wrapping_add(leaves));
}

/// The variants of a union, offered one after the other.
pub(crate) struct Candidates<'v, U> {
    trial: Trial<'v>,
    /// What was decoded, in the order of `trial.results`.
    decoded: Vec<U>,
}

impl<'v, U> Candidates<'v, U> {
    /// No candidates yet for this value.
    #[must_use]
    pub(crate) fn new(value: &'v Value) -> Self {
        Self {
            trial: Trial {
                value,
                leaves: leaves(value),
                tag: None,
                is_claimed: false,
                is_settled: false,
                results: Vec::new(),
                refusals: Vec::new(),
            },
            decoded: Vec::new(),
        }
    }

    /// The property that narrows the choice to the variants that claim its value.
    #[must_use]
    pub(crate) fn tag(mut self, property: &'static str) -> Self {
        self.trial.tag = tag(self.trial.value, property).map(|text| (property, text));
        self
    }

    /// Offers the value to a variant. The first one that knows all of it is taken; failing that,
    /// the one that knows most.
    #[must_use]
    pub(crate) fn offer<T>(self, name: &'static str, wrap: impl FnOnce(T) -> U) -> Self
    where
        T: Deserialize<'v> + Serialize,
    {
        self.decode(name, false, wrap)
    }

    /// Offers the value to a variant that has these values of the tag. If the value has a tag, it
    /// must be one of them, and the variant goes before those without values.
    #[must_use]
    pub(crate) fn offer_tagged<T>(
        mut self,
        values: &[&str],
        name: &'static str,
        wrap: impl FnOnce(T) -> U,
    ) -> Self
    where
        T: Deserialize<'v> + Serialize,
    {
        match self.trial.claim(values) {
            Some(claims) => self.decode(name, claims, wrap),
            None => self,
        }
    }

    fn decode<T>(mut self, name: &'static str, claims: bool, wrap: impl FnOnce(T) -> U) -> Self
    where
        T: Deserialize<'v> + Serialize,
    {
        if self.trial.is_settled {
            return self;
        }
        let before = UNKNOWN.get();
        let decoded = T::deserialize(self.trial.value).and_then(|content| {
            let encoded = serde_json::to_value(&content)?;
            Ok((content, encoded))
        });
        let unknown = UNKNOWN.replace(before).wrapping_sub(before);
        match decoded {
            Ok((content, encoded)) => {
                self.trial.accept(encoded, unknown, claims);
                self.decoded.push(wrap(content));
            }
            Err(error) => self.trial.refusals.push((name, error)),
        }
        self
    }

    /// The variant that was taken; `None` if no variant keeps anything of the value.
    ///
    /// # Errors
    ///
    /// If the tag chose variants and none of them could be decoded. The message does not contain
    /// the value.
    pub(crate) fn finish<E: de::Error>(mut self) -> Result<Option<U>, E> {
        match self.trial.best() {
            Some(best) => {
                note_unknown(self.trial.results[best].unknown);
                Ok(Some(self.decoded.swap_remove(best)))
            }
            None => self.trial.nothing().map(|()| None).map_err(E::custom),
        }
    }

    /// Like [`finish`](Self::finish), but if several variants together know more of the value than
    /// each of them, all of these are taken.
    ///
    /// # Errors
    ///
    /// As [`finish`](Self::finish).
    pub(crate) fn finish_several<E: de::Error>(
        self,
        wrap: impl FnOnce(Vec<U>) -> U,
    ) -> Result<Option<U>, E> {
        let together = self.trial.best_together();
        if together.len() < 2 {
            return self.finish();
        }
        let all = self.decoded.into_iter().enumerate();
        let taken = all.filter(|(index, _)| together.contains(index));
        Ok(Some(wrap(taken.map(|(_, content)| content).collect())))
    }
}

/// What the choice knows of the variants, whatever their types are.
struct Trial<'v> {
    value: &'v Value,
    leaves: usize,
    /// Name and value of the tag, if the value has it.
    tag: Option<(&'static str, Cow<'v, str>)>,
    /// A variant claims the tag.
    is_claimed: bool,
    is_settled: bool,
    results: Vec<Decoded>,
    refusals: Vec<(&'static str, Error)>,
}

/// What one variant makes of the value.
struct Decoded {
    encoded: Value,
    claims: bool,
    /// How many leaves it keeps, and how many of those it does not know.
    kept: usize,
    unknown: usize,
}

impl Decoded {
    fn rank(&self) -> (bool, usize, usize) {
        let known = self.kept.saturating_sub(self.unknown);
        (self.claims, known, self.kept)
    }
}

impl Trial<'_> {
    /// Whether a variant with these values of the tag claims the value; `None` if it is not for it.
    fn claim(&mut self, values: &[&str]) -> Option<bool> {
        let Some((_, tag)) = &self.tag else {
            return Some(false);
        };
        let claims = values.contains(&tag.as_ref());
        self.is_claimed |= claims;
        claims.then_some(true)
    }

    fn accept(&mut self, mut encoded: Value, unknown: usize, claims: bool) {
        if let (true, Some((property, _)), Value::Object(properties)) =
            (claims, &self.tag, &mut encoded)
        {
            // The union writes the tag if the content does not have it.
            let tag = || self.value[*property].clone();
            properties.entry(*property).or_insert_with(tag);
        }
        let kept = kept(self.value, &encoded);
        let may_settle = claims || self.tag.is_none();
        self.is_settled = may_settle && kept == self.leaves && unknown == 0;
        self.results.push(Decoded {
            encoded,
            claims,
            kept,
            unknown,
        });
    }

    /// The first of those that know most.
    fn best(&self) -> Option<usize> {
        let kept = (0..self.results.len()).filter(|&index| self.results[index].kept > 0);
        kept.rev().max_by_key(|&index| self.results[index].rank())
    }

    /// The best one, and each other one that knows what those before it do not keep.
    fn best_together(&self) -> Vec<usize> {
        let Some(best) = self.best() else {
            return Vec::new();
        };
        let mut together = vec![best];
        let mut merged = self.results[best].encoded.clone();
        let mut kept_so_far = self.results[best].kept;
        let claims = self.results[best].claims;
        for (index, other) in self.results.iter().enumerate() {
            if kept_so_far == self.leaves {
                break;
            }
            if index == best || (claims && !other.claims) {
                continue;
            }
            let mut with_other = merged.clone();
            merge(&mut with_other, &other.encoded);
            let kept = kept(self.value, &with_other);
            if kept > kept_so_far + other.unknown {
                together.push(index);
                merged = with_other;
                kept_so_far = kept;
            }
        }
        together
    }

    /// No variant was taken: an error if the tag asked for one.
    fn nothing(&self) -> Result<(), String> {
        let (true, Some((property, _))) = (self.is_claimed, &self.tag) else {
            note_unknown(self.leaves);
            return Ok(());
        };
        let mut message = format!("no alternative for this `{property}` fits");
        for (index, (name, error)) in self.refusals.iter().take(LISTED).enumerate() {
            message.push_str(if index == 0 { ": " } else { "; " });
            message.push_str(&reason(name, error));
        }
        if self.refusals.len() > LISTED {
            let more = self.refusals.len() - LISTED;
            message.push_str(&format!("; and {more} more"));
        }
        Err(message)
    }
}

/// Why a variant could not be decoded, without the value.
#[must_use]
pub(super) fn reason(name: &str, error: &Error) -> String {
    let mut why = describe(error);
    if let Some((end, _)) = why.char_indices().nth(REASON) {
        why.truncate(end);
        why.push('…');
    }
    format!("`{name}`: {why}")
}

/// The value of a tag as text: OpenAPI 3.0.4, Discriminator Object, "Options for Mapping Values to
/// Schemas", lets values be converted to strings for comparison.
fn tag<'v>(value: &'v Value, property: &str) -> Option<Cow<'v, str>> {
    match value.get(property)? {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(match integer(number) {
            Some(integer) => Cow::Owned(integer.to_string()),
            None => Cow::Owned(number.to_string()),
        }),
        Value::Bool(value) => Some(Cow::Borrowed(if *value { "true" } else { "false" })),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The integer that a number is: `1.0` is 1.
#[allow(
    clippy::cast_possible_truncation,
    reason = "only whole numbers that `f64` holds exactly are taken"
)]
pub(super) fn integer(number: &Number) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    number.as_i64().or_else(|| {
        let float = number.as_f64()?;
        (float.fract() == 0.0 && float.abs() < EXACT).then_some(float as i64)
    })
}
