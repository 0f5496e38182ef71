//! Paths (OpenAPI 3.0.4, Path Templating).

use std::collections::HashSet;

use crate::ir::{Location, Parameter, ParameterContent, PathSegment, Primitive, Style, Type};
use crate::lower::context::Lowerer;
use crate::lower::operations::parameters::RESERVED;
use crate::lower::rules;
use crate::lower::selection::SelectedOperation;
use crate::lower::template::placeholders;
use crate::names::{self, Scope};

impl<'a> Lowerer<'a> {
    /// The path's pieces. A template variable without a parameter gets one; a path parameter that
    /// the path does not name goes.
    pub(crate) fn lower_path(
        &mut self,
        found: &SelectedOperation<'a>,
        parameters: &mut Vec<Parameter>,
    ) -> Vec<PathSegment> {
        let named: HashSet<&str> = placeholders(found.path).collect();
        parameters.retain(|parameter| {
            let keep = parameter.location != Location::Path
                || named.contains(parameter.wire_name.as_str());
            if !keep {
                self.diagnostics.warning(
                    rules::PATH_PARAMETER_NOT_IN_PATH,
                    &found.pointer,
                    format!(
                        "the path parameter `{}` is ignored: `{}` does not name it",
                        parameter.wire_name, found.path
                    ),
                    Some(format!(
                        "write `{{{}}}` into the path, or remove the parameter",
                        parameter.wire_name
                    )),
                );
            }
            keep
        });
        let mut segments = Vec::new();
        let mut rest = found.path;
        while let Some((literal, tail)) = rest.split_once('{') {
            let Some((name, tail)) = tail.split_once('}') else {
                break;
            };
            if !literal.is_empty() {
                segments.push(PathSegment::Literal(literal.to_owned()));
            }
            segments.push(PathSegment::Parameter(
                self.path_parameter(found, parameters, name),
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
        found: &SelectedOperation<'a>,
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
            &found.pointer,
            format!(
                "`{}` names `{name}`, but no path parameter is called so; it is taken as a string",
                found.path
            ),
            Some(format!("add a parameter `{name}` with `in: path`")),
        );
        let mut scope = Scope::with(RESERVED);
        for parameter in parameters.iter() {
            scope.take(&parameter.name);
        }
        parameters.push(Parameter {
            wire_name: name.to_owned(),
            name: scope.unique(&names::value_name(name), "_"),
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
