//! The command line that stands for a run's options.

use super::Args;
use crate::project;
use std::path::Path;

impl Args {
    /// The command as it was typed, to run it again.
    #[must_use]
    pub fn command(&self) -> String {
        let name = self.crate_name.as_ref();
        let name = name.map(|name| ("crate-name", name.clone()));
        line(
            self.files(|path| path.display().to_string())
                .chain(name)
                .chain(self.selection()),
        )
    }

    /// The command as the header of generated files has it: the same from every directory of the
    /// repository and on every machine, so that `--check` agrees. The crate's name is left out, for
    /// its `Cargo.toml` has it.
    #[must_use]
    pub fn recorded_command(&self) -> String {
        line(self.files(project::portable).chain(self.selection()))
    }

    /// The options that name files and directories.
    fn files(&self, shown: fn(&Path) -> String) -> impl Iterator<Item = (&'static str, String)> {
        let spec = self.spec.iter().map(|path| ("spec", path));
        let overlays = self.source.overlay.iter().map(|path| ("overlay", path));
        let output = self.output.iter().map(|path| ("output", path));
        let files = spec.chain(overlays).chain(output);
        let files = files.map(move |(name, path)| (name, shown(path)));
        let folders = self.source.allow_dir.iter();
        let folders = folders.map(move |folder| ("allow-dir", shown(folder)));
        let urls = self.source.map_url.iter();
        let urls = urls.map(move |(url, folder)| ("map-url", format!("{url}={}", shown(folder))));
        files.chain(folders).chain(urls)
    }

    /// The options that say what to generate.
    fn selection(&self) -> impl Iterator<Item = (&'static str, String)> {
        let tags = self
            .source
            .only_tag
            .iter()
            .map(|tag| ("only-tag", tag.clone()));
        let ids = self.source.only_operation.iter();
        tags.chain(ids.map(|id| ("only-operation", id.clone())))
    }
}

fn line(options: impl Iterator<Item = (&'static str, String)>) -> String {
    options.fold(
        "cargo xtask regenerate".to_owned(),
        |line, (name, value)| format!("{line} --{name} {}", quoted(&value)),
    )
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |character: char| character.is_alphanumeric() || "-_./:=@%+,".contains(character);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
