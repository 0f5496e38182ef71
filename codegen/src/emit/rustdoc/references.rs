//! Reference links: `[text][label]`, whose address stands on a line of its own, `[label]: address`
//! (`CommonMark` 0.31, sections 4.7 and 6.3).

use std::cell::Cell;
use std::collections::HashMap;

use crate::emit::rustdoc::fence::Fence;

/// Longer labels are text; those of authors are a few words.
const MAX_LABEL: usize = 200;

/// The definitions of a text, by label.
pub(super) struct References<'t> {
    addresses: HashMap<String, &'t str>,
    /// How many bytes of addresses may still be written: an address is written for each reference,
    /// and a long one that is named often would make much of little.
    budget: Cell<usize>,
}

impl<'t> References<'t> {
    pub(super) fn of(lines: &[&'t str]) -> Self {
        let mut addresses = HashMap::new();
        let mut fence: Option<Fence> = None;
        for line in lines {
            let line = line.trim_start_matches([' ', '>']);
            match &fence {
                Some(open) if open.is_closed_by(line) => fence = None,
                Some(_) => {}
                None => {
                    fence = Fence::opened_by(line);
                    if let Some((label, address)) = definition(line) {
                        addresses.entry(normalized(label)).or_insert(address);
                    }
                }
            }
        }
        let length: usize = lines.iter().map(|line| line.len()).sum();
        Self {
            addresses,
            budget: Cell::new(16_384 + 4 * length),
        }
    }

    /// What a label stands for; nothing if it is not defined, an empty address if it has been
    /// written often enough.
    pub(super) fn address(&self, label: &str) -> Option<&'t str> {
        if self.addresses.is_empty() || label.len() > MAX_LABEL {
            return None;
        }
        let address = *self.addresses.get(&normalized(label))?;
        match self.budget.get().checked_sub(address.len()) {
            Some(left) => {
                self.budget.set(left);
                Some(address)
            }
            None => Some(""),
        }
    }
}

/// True for a line that defines a reference, which Markdown does not show.
pub(super) fn is_definition(line: &str) -> bool {
    definition(line.trim_start()).is_some()
}

/// The label and the address of a line `[label]: address "title"`.
fn definition(line: &str) -> Option<(&str, &str)> {
    let (label, rest) = line.strip_prefix('[')?.split_once("]:")?;
    let is_label = !label.trim().is_empty()
        && label.len() <= MAX_LABEL
        && !label.starts_with('^')
        && !label.contains(['[', ']', '`']);
    let rest = rest.trim();
    let (address, title) = match rest.strip_prefix('<') {
        Some(rest) => rest.split_once('>')?,
        None => rest.split_once(' ').unwrap_or((rest, "")),
    };
    let title = title.trim();
    let is_title = title.is_empty()
        || [('"', '"'), ('\'', '\''), ('(', ')')]
            .iter()
            .any(|&(open, close)| {
                title.len() > 1 && title.starts_with(open) && title.ends_with(close)
            });
    // `[default]: 5` is a line that people are to read.
    let is_address = address.contains("://")
        || ["/", "#", "./", "../", "mailto:"]
            .iter()
            .any(|start| address.starts_with(start));
    (is_label && is_title && is_address).then_some((label, address))
}

/// Labels are the same whatever their case and spaces.
fn normalized(label: &str) -> String {
    let words: Vec<String> = label.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::{References, is_definition};

    #[test]
    fn only_addresses_are_definitions() {
        let rows = [
            ("[a]: https://a.example", true),
            ("  [a b]: <https://a.example> \"title\"", true),
            ("[a]: ../page#part", true),
            ("[a]: custom://page (title)", true),
            ("[a]: 5", false),
            ("[a]: https://a.example is the address", false),
            ("[^1]: https://a.example", false),
            ("[]: https://a.example", false),
            ("[a[b]]: https://a.example", false),
            ("a [b]: https://a.example", false),
        ];
        for (line, expected) in rows {
            assert_eq!(is_definition(line), expected, "{line}");
        }
    }

    #[test]
    fn the_first_definition_outside_of_code_counts() {
        let lines = [
            "```",
            "[A]: https://code.example",
            "```",
            "> [A  b]: https://a.example",
            "[a B]: https://b.example",
        ];
        let references = References::of(&lines);
        assert_eq!(references.address("a b"), Some("https://a.example"));
        assert_eq!(references.address("A"), None);
    }

    #[test]
    fn an_address_is_not_written_without_end() {
        let definition = format!("[a]: https://a.example/{}", "x".repeat(10_000));
        let references = References::of(&[&definition]);
        let written: usize = (0..1_000)
            .filter_map(|_| references.address("a"))
            .map(str::len)
            .sum();
        assert!(written > definition.len() && written < 6 * definition.len());
    }
}
