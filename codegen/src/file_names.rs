//! Names that a file can bear on every system.
//!
//! A generated crate is checked out on Windows and macOS, too, which know names that Linux does
//! not: some stand for devices, and names that differ in case only are one.

/// No component of a path is longer on any common file system.
const MOST_BYTES: usize = 255;
/// What Windows opens instead of a file, whatever the extension.
const DEVICES: &[&str] = &["aux", "con", "conin$", "conout$", "nul", "prn"];
/// Devices with a number: `com1`. The superscripts count as digits there.
const NUMBERED_DEVICES: &[&str] = &["com", "lpt"];

/// True if Windows takes this for a device: `con`, `NUL.txt`, `com1.rs`.
#[must_use]
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let stem = stem.trim_end().to_lowercase();
    DEVICES.contains(&stem.as_str())
        || NUMBERED_DEVICES.iter().any(|device| {
            let mut number = stem.strip_prefix(device).unwrap_or_default().chars();
            let digit = number.next();
            digit.is_some_and(|c| c.is_ascii_digit() || "¹²³".contains(c))
                && number.next().is_none()
        })
}

/// True if a file or directory of this name can be made on every system, and means nothing else
/// there.
#[must_use]
pub fn is_portable(name: &str) -> bool {
    let means_something =
        |c: char| c.is_control() || crate::text::is_invisible(c) || "/\\:*?\"<>|".contains(c);
    !name.is_empty()
        && name.len() <= MOST_BYTES
        && !name.ends_with(['.', ' '])
        && !name.contains(means_something)
        && !is_device(name)
}

/// The text by which names are told apart where case does not count: names that are one file on
/// macOS or Windows have one key.
#[must_use]
pub fn key(name: &str) -> String {
    // Both ways: `ſ` is small already and `s` in capitals; `İ` is two characters when small.
    name.to_lowercase().to_uppercase().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_known_with_any_extension() {
        for name in [
            "con",
            "NUL",
            "aux.rs",
            "Com1.tar.gz",
            "lpt9",
            "com0",
            "com²",
            "prn .rs",
        ] {
            assert!(is_device(name), "{name}");
            assert!(!is_portable(name), "{name}");
        }
        for name in [
            "console",
            "con_",
            "com",
            "com10",
            "auxiliary.rs",
            "x.con",
            "lpt",
        ] {
            assert!(!is_device(name), "{name}");
            assert!(is_portable(name), "{name}");
        }
    }

    #[test]
    fn names_with_a_meaning_of_their_own_are_refused() {
        for name in [
            "",
            ".",
            "..",
            "a/b",
            "a\\b",
            "C:",
            "a\0b",
            "a\nb",
            "a.",
            "a ",
            "a\u{202e}b",
            "a*",
        ] {
            assert!(!is_portable(name), "{name:?}");
        }
        assert!(is_portable(&"a".repeat(255)));
        assert!(!is_portable(&"a".repeat(256)));
        assert!(is_portable("名前.rs"));
    }

    #[test]
    fn one_key_for_names_that_differ_in_case() {
        for (one, other) in [
            ("Pet", "pet"),
            ("ſet", "set"),
            ("ΣΑΣ", "σας"),
            ("Kelvin", "\u{212a}elvin"),
        ] {
            assert_eq!(key(one), key(other), "{one} {other}");
        }
        assert_ne!(key("pet"), key("pets"));
    }
}
