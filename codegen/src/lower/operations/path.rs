//! Paths (OpenAPI 3.0.4, Path Templating).

use std::collections::{HashMap, HashSet};

use crate::ir::{
    Constraints, Location, Parameter, ParameterContent, PathSegment, Primitive, Style, Type,
};
use crate::lower::context::Lowerer;
use crate::lower::rules;
use crate::lower::selection::SelectedOperation;
use crate::lower::servers::template::{Piece, pieces};
use crate::names::{self, Scope, reserved};

impl<'a> Lowerer<'a> {
    /// The path's pieces. A template variable without a parameter gets one; a path parameter that
    /// the path does not name goes.
    pub(crate) fn lower_path(
        &mut self,
        selected: &SelectedOperation<'a>,
        parameters: &mut Vec<Parameter>,
    ) -> Vec<PathSegment> {
        let pieces = pieces(selected.path);
        let named: HashSet<&str> = pieces.iter().filter_map(Piece::name).collect();
        parameters.retain(|parameter| {
            let keep = parameter.location != Location::Path
                || named.contains(parameter.wire_name.as_str());
            if !keep {
                self.not_in_path(selected, &parameter.wire_name);
            }
            keep
        });
        let mut scope = Scope::with(reserved::OPERATION);
        let mut known: HashMap<String, usize> = HashMap::new();
        for (index, parameter) in parameters.iter().enumerate() {
            scope.take(&parameter.name);
            scope.set_pointer(&parameter.name, &selected.pointer);
            if parameter.location == Location::Path {
                known.insert(parameter.wire_name.clone(), index);
            }
        }
        let mut segments = Vec::with_capacity(pieces.len());
        for piece in pieces {
            segments.push(match piece {
                Piece::Text(text) => PathSegment::Literal(text.to_owned()),
                Piece::Name(name) => {
                    let index = known.entry(name.to_owned()).or_insert_with(|| {
                        parameters.push(self.undeclared(selected, name, &mut scope));
                        parameters.len() - 1
                    });
                    PathSegment::Parameter(*index)
                }
            });
        }
        segments
    }

    fn not_in_path(&mut self, selected: &SelectedOperation<'a>, name: &str) {
        let path = selected.path;
        self.diagnostics.warning(
            rules::PATH_PARAMETER_NOT_IN_PATH,
            &selected.pointer,
            format!(
                "the path parameter `{name}` is ignored: it does not appear in the path `{path}`"
            ),
            Some(format!(
                "add `{{{name}}}` to the path, or remove the parameter"
            )),
        );
    }

    /// A parameter that is named by the path only.
    fn undeclared(
        &mut self,
        selected: &SelectedOperation<'a>,
        name: &str,
        scope: &mut Scope,
    ) -> Parameter {
        self.diagnostics.warning(
            rules::UNDECLARED_PATH_PARAMETER,
            &selected.pointer,
            format!(
                "the path contains `{{{name}}}`, but no path parameter has that name; it is treated as a string"
            ),
            Some(format!("define a parameter `{name}` with `in: path`")),
        );
        let wanted = names::value_name(name);
        let pointer = &selected.pointer;
        let rust_name = self.distinct_name(scope, &wanted, "_", pointer, "path parameter");
        Parameter {
            wire_name: name.to_owned(),
            name: rust_name,
            location: Location::Path,
            required: true,
            deprecated: false,
            sensitive: false,
            docs: None,
            default: None,
            example: None,
            constraints: Constraints::default(),
            ty: Type::Primitive(Primitive::String),
            content: ParameterContent::Style {
                style: Style::Simple,
                explode: false,
                allow_reserved: false,
            },
        }
    }
}
