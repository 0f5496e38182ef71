//! Version requirements, as far as it takes to tell whether one in `Cargo.toml` will do.

/// True if every version that `present` allows is also allowed by the caret requirement `needed`,
/// or if `present` is more than a plain version, which someone wrote on purpose.
pub(super) fn is_enough(present: &str, needed: &str) -> bool {
    let present = present.trim();
    let present = present.strip_prefix('^').unwrap_or(present);
    let (Some(present), Some(needed)) = (parse(present), parse(needed)) else {
        return true;
    };
    // The first part that is not zero is the one that breaks.
    let breaking = needed.iter().position(|part| *part != 0).unwrap_or(2);
    present[..=breaking] == needed[..=breaking] && present >= needed
}

/// `1.2` as `[1, 2, 0]`.
fn parse(version: &str) -> Option<[u64; 3]> {
    let mut parts = [0; 3];
    let mut given = version.trim().split('.');
    for part in &mut parts {
        match given.next() {
            Some(text) => *part = text.parse().ok()?,
            None => break,
        }
    }
    given.next().is_none().then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::is_enough;

    #[test]
    fn a_newer_compatible_version_is_enough() {
        for (present, needed) in [
            ("1", "1.0"),
            ("1.0.200", "1.0"),
            ("^1.2", "1.0"),
            ("0.13.2", "0.13"),
            ("=0.12.1", "0.13"),
            (">=1, <3", "2"),
            ("*", "1"),
        ] {
            assert!(is_enough(present, needed), "{present} for {needed}");
        }
    }

    #[test]
    fn an_older_or_incompatible_version_is_not() {
        for (present, needed) in [
            ("0.12", "0.13"),
            ("2", "1.0"),
            ("1.0", "1.5"),
            ("0.14", "0.13"),
        ] {
            assert!(!is_enough(present, needed), "{present} for {needed}");
        }
    }
}
