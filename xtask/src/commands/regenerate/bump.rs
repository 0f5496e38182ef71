//! `--bump`: the number of the next version, and its entry in the changelog.

use crate::{
    crate_dir::manifest,
    files::read_plain,
    verdict::{self, Verdict},
};
use codegen::{File, review::Level};
use miette::{Result, miette};
use semver::{BuildMetadata, Version};
use std::path::Path;

const CHANGELOG: &str = "CHANGELOG.md";
const TITLE: &str = "# Changelog\n\n\
    What changes for users of the crate. Versions are numbered by \
    [Cargo's rules](https://doc.rust-lang.org/cargo/reference/semver.html).\n";

/// The manifest with the next version, and the changelog with an entry for it.
///
/// # Errors
///
/// If the manifest says no version that can be raised.
pub(super) fn files(root: &Path, cargo_toml: &str, verdict: &Verdict) -> Result<(File, File)> {
    let version = manifest::version(cargo_toml).ok_or_else(|| {
        miette!(
            help = "give the package a `version` of its own in its Cargo.toml",
            "the version of the crate cannot be raised"
        )
    })?;
    let next = next(&version, verdict.level)?;
    let changelog = read_plain(&root.join(CHANGELOG))?;
    let changelog = changelog.map_or_else(
        || TITLE.to_owned(),
        |text| String::from_utf8_lossy(&text).into_owned(),
    );
    let date = jiff::Zoned::now().date();
    let entry = format!("## {next} - {date}\n\n{}", verdict::entry(verdict));
    Ok((
        File {
            path: "Cargo.toml".to_owned(),
            contents: manifest::with_version(cargo_toml, &next.to_string())?,
        },
        File {
            path: CHANGELOG.to_owned(),
            contents: with_entry(&changelog, &entry),
        },
    ))
}

/// The version that follows by Cargo's rules: before 1.0.0, the first number that is not zero
/// counts as the major one.
fn next(version: &str, level: Level) -> Result<Version> {
    let mut next = Version::parse(version).map_err(|error| {
        miette!(
            help = "write it as `1.2.3` in Cargo.toml",
            "`{version}` is not a version: {error}"
        )
    })?;
    if !next.pre.is_empty() {
        return Err(miette!(
            help = "number a pre-release by hand",
            "`{version}` is a pre-release: what follows it is a decision of yours"
        ));
    }
    next.build = BuildMetadata::EMPTY;
    let (major, minor, patch) = (next.major, next.minor, next.patch);
    (next.major, next.minor, next.patch) = match (level, major, minor) {
        (Level::None, ..) => (major, minor, patch),
        (Level::Major, 0, 0) | (Level::Patch, ..) => (major, minor, patch + 1),
        (Level::Major, 0, _) => (0, minor + 1, 0),
        (Level::Major, ..) => (major + 1, 0, 0),
        (Level::Minor, 0, _) => (0, minor, patch + 1),
        (Level::Minor, ..) => (major, minor + 1, 0),
    };
    Ok(next)
}

/// The changelog with an entry before those of other versions.
fn with_entry(changelog: &str, entry: &str) -> String {
    let mut place = changelog.len();
    let mut start = 0;
    for line in changelog.split_inclusive('\n') {
        let title = line.strip_prefix("## ").unwrap_or_default();
        let number = title
            .trim_start_matches(['[', 'v'])
            .split([' ', ']', '\n', '\r'])
            .next();
        let is_version = number.is_some_and(|number| Version::parse(number).is_ok());
        if is_version {
            place = start;
            break;
        }
        start += line.len();
    }
    let (before, after) = changelog.split_at(place);
    let before = before.trim_end();
    let after = if after.is_empty() {
        String::new()
    } else {
        format!("\n{after}")
    };
    format!("{before}\n\n{entry}{after}")
}

#[cfg(test)]
mod tests {
    use super::{next, with_entry};
    use codegen::review::Level::{self, Major, Minor, None, Patch};

    #[test]
    fn versions_follow_cargos_rules() {
        let rows: &[(&str, Level, &str)] = &[
            ("0.1.4", Major, "0.2.0"),
            ("0.1.4", Minor, "0.1.5"),
            ("0.1.4", Patch, "0.1.5"),
            ("0.0.4", Major, "0.0.5"),
            ("1.2.3", Major, "2.0.0"),
            ("1.2.3", Minor, "1.3.0"),
            ("1.2.3", Patch, "1.2.4"),
            ("1.2.3", None, "1.2.3"),
        ];
        for (version, level, expected) in rows {
            assert_eq!(next(version, *level).unwrap().to_string(), *expected);
        }
        assert!(next("1.0.0-rc.1", Minor).is_err());
        assert!(next("1", Minor).is_err());
    }

    #[test]
    fn the_newest_entry_comes_first() {
        let one = with_entry("# Changelog\n", "## 0.2.0\n\n- x\n");
        assert_eq!(one, "# Changelog\n\n## 0.2.0\n\n- x\n");
        let two = with_entry(&one, "## 0.3.0\n\n- y\n");
        assert_eq!(two, "# Changelog\n\n## 0.3.0\n\n- y\n\n## 0.2.0\n\n- x\n");
        let kept = with_entry("# C\n\n## [Unreleased]\n\n- a\n\n## 0.1.0\n", "## 0.2.0\n");
        assert_eq!(
            kept,
            "# C\n\n## [Unreleased]\n\n- a\n\n## 0.2.0\n\n## 0.1.0\n"
        );
    }
}
