//! Paths (OpenAPI 3.0.4, Path Templating).

use std::collections::HashSet;

use crate::ir::{Location, Parameter, ParameterContent, PathSegment, Primitive, Style, Type};
use crate::lower::context::Lowerer;
use crate::lower::rules;
use crate::lower::selection::SelectedOperation;
use crate::lower::servers::placeholders;
use crate::names::{self, Scope, reserved};

impl<'a> Lowerer<'a> {
    /// The path's pieces. A template variable without a parameter gets one; a path parameter that
    /// the path does not name goes.
    pub(crate) fn lower_path(
        &mut self,
        selected: &SelectedOperation<'a>,
        parameters: &mut Vec<Parameter>,
    ) -> Vec<PathSegment> {
        let named: HashSet<&str> = placeholders(selected.path).collect();
        parameters.retain(|parameter| {
            let keep = parameter.location != Location::Path
                || named.contains(parameter.wire_name.as_str());
            if !keep {
                self.diagnostics.warning(
                    rules::PATH_PARAMETER_NOT_IN_PATH,
                    &selected.pointer,
                    format!(
                        "the path parameter `{}` is ignored: it does not appear in the path `{}`",
                        parameter.wire_name, selected.path
                    ),
                    Some(format!(
                        "add `{{{}}}` to the path, or remove the parameter",
                        parameter.wire_name
                    )),
                );
            }
            keep
        });
        let mut segments = Vec::new();
        let mut rest = selected.path;
        while let Some((literal, tail)) = rest.split_once('{') {
            let Some((name, tail)) = tail.split_once('}') else {
                break;
            };
            if !literal.is_empty() {
                segments.push(PathSegment::Literal(literal.to_owned()));
            }
            segments.push(PathSegment::Parameter(
                self.path_parameter(selected, parameters, name),
            ));
            rest = tail;
        }
        if !rest.is_empty() {
            segments.push(PathSegment::Literal(rest.to_owned()));
        }
        segments
    }

    fn path_parameter(
        &mut self,
        selected: &SelectedOperation<'a>,
        parameters: &mut Vec<Parameter>,
        name: &str,
    ) -> usize {
        let known = parameters.iter().position(|parameter| {
            parameter.location == Location::Path && parameter.wire_name == name
        });
        if let Some(index) = known {
            return index;
        }
        self.diagnostics.warning(
            rules::UNDECLARED_PATH_PARAMETER,
            &selected.pointer,
            format!(
                "the path contains `{{{name}}}`, but no path parameter has that name; it is treated as a string"
            ),
            Some(format!("define a parameter `{name}` with `in: path`")),
        );
        let mut scope = Scope::with(reserved::OPERATION);
        for parameter in parameters.iter() {
            scope.take(&parameter.name);
            scope.set_pointer(&parameter.name, &selected.pointer);
        }
        let wanted = names::value_name(name);
        let pointer = &selected.pointer;
        let rust_name = self.distinct_name(&mut scope, &wanted, "_", pointer, "path parameter");
        parameters.push(Parameter {
            wire_name: name.to_owned(),
            name: rust_name,
            location: Location::Path,
            required: true,
            deprecated: false,
            sensitive: false,
            docs: None,
            default: None,
            ty: Type::Primitive(Primitive::String),
            content: ParameterContent::Style {
                style: Style::Simple,
                explode: false,
                allow_reserved: false,
            },
        });
        parameters.len() - 1
    }
}
