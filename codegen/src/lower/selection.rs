//! The operations of the document, and those that `--only-tag` and `--only-operation` ask for.

use openapiv3::PathItem;

use crate::ir::Method;
use crate::lower::context::Lowerer;
use crate::lower::rules;
use crate::lower::site::escape;
use crate::options::Options;

/// An operation of the document, and where it stands.
pub(crate) struct SelectedOperation<'a> {
    pub method: Method,
    /// The path template, without a fragment.
    pub path: &'a str,
    /// The same as the document writes it.
    pub key: &'a str,
    pub item: &'a PathItem,
    pub operation: &'a openapiv3::Operation,
    pub pointer: String,
}

/// A path template without the fragment with which some documents tell apart operations that have one
/// path and method. OpenAPI 3.1.2, Path Templating, knows none, and HTTP sends none (RFC 9110, 7.1).
fn without_fragment(path: &str) -> &str {
    let mut is_inside = false;
    let begins = |c: char| {
        is_inside = (is_inside || c == '{') && c != '}';
        c == '#' && !is_inside
    };
    path.split(begins).next().unwrap_or(path)
}

impl<'a> Lowerer<'a> {
    /// The operations that the options ask for: all, unless they name some.
    pub(crate) fn select_operations(&mut self, options: &Options) -> Vec<SelectedOperation<'a>> {
        let document = self.document;
        let mut selected = Vec::new();
        for (path, item) in &document.paths.paths {
            let Some(item) = item.as_item() else { continue };
            for (name, operation) in item.iter() {
                let Some(method) = Method::of_field(name) else {
                    continue;
                };
                let id = operation.operation_id.as_deref();
                let wanted = !options.selects()
                    || operation
                        .tags
                        .iter()
                        .any(|tag| options.only_tags.contains(tag))
                    || options
                        .only_operations
                        .iter()
                        .any(|wanted| Some(wanted.as_str()) == id);
                if wanted {
                    selected.push(SelectedOperation {
                        method,
                        path: without_fragment(path),
                        key: path,
                        item,
                        operation,
                        pointer: format!("/paths/{}/{name}", escape(path)),
                    });
                }
            }
        }
        self.check_selection(options);
        selected
    }

    /// A tag or operation that is asked for but not there is an error: most likely it is misspelt.
    fn check_selection(&mut self, options: &Options) {
        let document = self.document;
        let all = || {
            let items = document
                .paths
                .paths
                .values()
                .filter_map(|item| item.as_item());
            items
                .flat_map(PathItem::iter)
                .map(|(_, operation)| operation)
        };
        for tag in &options.only_tags {
            if !all().any(|operation| operation.tags.contains(tag)) {
                let mut known: Vec<&str> = all()
                    .flat_map(|operation| &operation.tags)
                    .map(String::as_str)
                    .collect();
                known.sort_unstable();
                known.dedup();
                self.unknown_selection("tag", tag, &known);
            }
        }
        for id in &options.only_operations {
            let mut known = all().filter_map(|operation| operation.operation_id.as_deref());
            if !known.any(|known| known == id) {
                self.unknown_selection("operation ID", id, &[]);
            }
        }
    }

    fn unknown_selection(&mut self, what: &str, wanted: &str, known: &[&str]) {
        let help = (!known.is_empty()).then(|| {
            format!(
                "the operations of the document have these tags: {}",
                known.join(", ")
            )
        });
        self.diagnostics.error(
            rules::NOTHING_SELECTED,
            "/paths",
            format!("no operation has the {what} `{wanted}`"),
            help,
        );
    }
}
