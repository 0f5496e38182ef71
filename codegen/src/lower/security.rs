//! Security schemes and requirements (OpenAPI 3.0.4, Security Scheme Object).

use std::collections::HashMap;
use std::fmt::Write as _;

use indexmap::IndexSet;
use openapiv3::{APIKeyLocation, OAuth2Flows, ReferenceOr, SecurityRequirement, SecurityScheme};

use crate::document::extensions::unsent_type;
use crate::ir::{ClientCredentials, KeyLocation, Name, Scheme, SchemeKind};
use crate::lower::context::Lowerer;
use crate::lower::site::escape;
use crate::names;
use crate::names::{Scope, reserved};

impl Lowerer<'_> {
    /// The document's schemes, in its order.
    pub(crate) fn lower_schemes(&mut self) -> Vec<Scheme> {
        let Some(components) = self.components_of_document() else {
            return Vec::new();
        };
        let mut scope = Scope::with(reserved::CLIENT_BUILDER);
        let mut schemes = Vec::new();
        for (key, scheme) in &components.security_schemes {
            let ReferenceOr::Item(scheme) = scheme else {
                continue;
            };
            let pointer = format!("/components/securitySchemes/{}", escape(key));
            let (kind, docs, extensions) = match scheme {
                SecurityScheme::APIKey {
                    location,
                    name,
                    description,
                    extensions,
                } => {
                    let location = match location {
                        APIKeyLocation::Query => KeyLocation::Query,
                        APIKeyLocation::Header => KeyLocation::Header,
                        APIKeyLocation::Cookie => KeyLocation::Cookie,
                    };
                    let parameter = name.clone();
                    (
                        SchemeKind::ApiKey {
                            location,
                            parameter,
                        },
                        description,
                        extensions,
                    )
                }
                SecurityScheme::HTTP {
                    scheme,
                    description,
                    extensions,
                    ..
                } => (http_scheme(scheme), description, extensions),
                SecurityScheme::OAuth2 {
                    flows,
                    description,
                    extensions,
                } => {
                    let kind = SchemeKind::Bearer {
                        flows: describe_flows(flows),
                        client_credentials: client_credentials(flows),
                    };
                    (kind, description, extensions)
                }
                SecurityScheme::OpenIDConnect {
                    open_id_connect_url,
                    description,
                    extensions,
                } => {
                    let flows = format!("OpenID Connect, configured at <{open_id_connect_url}>.");
                    let kind = SchemeKind::Bearer {
                        flows: Some(flows),
                        client_credentials: None,
                    };
                    (kind, description, extensions)
                }
            };
            let external = unsent_type(extensions).is_some();
            let wanted = self
                .rust_name(extensions, &pointer)
                .unwrap_or_else(|| names::value_name(key));
            let mut scheme = Scheme {
                key: key.clone(),
                name: self.unique_name(&mut scope, &wanted, "_", &pointer, "security scheme"),
                docs: docs.clone(),
                kind: if external { SchemeKind::External } else { kind },
            };
            while let Some(source) = scheme.source_setter()
                && !scope.take(&source)
            {
                scheme.name =
                    self.unique_name(&mut scope, &wanted, "_", &pointer, "security scheme");
            }
            schemes.push(scheme);
        }
        name_client_credentials(&mut scope, &mut schemes);
        schemes
    }

    /// Alternatives of indices into the schemes, whose indices `schemes` has by name. A requirement
    /// that names an unknown scheme is gone since reading.
    pub(crate) fn lower_requirements(
        requirements: Option<&Vec<SecurityRequirement>>,
        schemes: &HashMap<String, usize>,
    ) -> (Vec<Vec<usize>>, Vec<String>) {
        let mut scopes: IndexSet<&String> = IndexSet::new();
        let mut alternatives: IndexSet<Vec<usize>> = IndexSet::new();
        for requirement in requirements.into_iter().flatten() {
            let mut indices = Vec::new();
            for (key, wanted) in requirement {
                indices.extend(schemes.get(key));
                scopes.extend(wanted);
            }
            alternatives.insert(indices);
        }
        let scopes = scopes.into_iter().cloned().collect();
        (alternatives.into_iter().collect(), scopes)
    }
}

/// Scheme names are case-insensitive (RFC 9110, section 11.1).
fn http_scheme(scheme: &str) -> SchemeKind {
    match scheme.to_ascii_lowercase().as_str() {
        "basic" => SchemeKind::Basic,
        "bearer" => SchemeKind::Bearer {
            flows: None,
            client_credentials: None,
        },
        _ => SchemeKind::OtherHttp {
            scheme: scheme.to_owned(),
        },
    }
}

/// The client credentials flow; it gets its name when all schemes have theirs.
fn client_credentials(flows: &OAuth2Flows) -> Option<ClientCredentials> {
    let flow = flows.client_credentials.as_ref()?;
    let scopes = flow.scopes.keys().filter(|scope| !scope.is_empty());
    Some(ClientCredentials {
        setter: client_credentials_name(),
        token_url: flow.token_url.clone(),
        scopes: scopes.cloned().collect(),
    })
}

fn client_credentials_name() -> Name {
    names::value_name("client_credentials")
}

/// Names the setters of the client credentials flow. The only one of an API has the name of the
/// flow. Where there are several, or a scheme has that name, they are told apart by their schemes.
fn name_client_credentials(scope: &mut Scope, schemes: &mut [Scheme]) {
    let with_flow = schemes
        .iter()
        .filter(|one| one.client_credentials().is_some());
    let is_only = with_flow.count() == 1;
    for scheme in schemes {
        let SchemeKind::Bearer {
            client_credentials: Some(flow),
            ..
        } = &mut scheme.kind
        else {
            continue;
        };
        let bears_it = scheme.name.as_str().ends_with(flow.setter.as_str());
        let suffix = if bears_it {
            "_grant"
        } else {
            "_client_credentials"
        };
        let of_scheme = scheme.name.extended(suffix);
        let is_free = is_only && !scope.holds(&flow.setter);
        flow.setter = scope.unique(if is_free { &flow.setter } else { &of_scheme }, "_");
        while !scope.take(&flow.options_setter()) {
            flow.setter = scope.unique(&of_scheme, "_");
        }
    }
}

fn describe_flows(flows: &OAuth2Flows) -> Option<String> {
    let mut text = String::new();
    let mut line =
        |name: &str, urls: &[(&str, Option<&str>)], scopes: &indexmap::IndexMap<String, String>| {
            let _ = write!(text, "- {name}");
            for (what, url) in urls {
                if let Some(url) = url.filter(|url| !url.is_empty()) {
                    let _ = write!(text, ", {what} <{url}>");
                }
            }
            text.push('\n');
            for (scope, meaning) in scopes {
                let _ = writeln!(text, "  - `{scope}`: {meaning}");
            }
        };
    if let Some(flow) = &flows.implicit {
        line(
            "Implicit flow",
            &[("authorization at", Some(&flow.authorization_url))],
            &flow.scopes,
        );
    }
    if let Some(flow) = &flows.password {
        line(
            "Password flow",
            &[("token from", Some(&flow.token_url))],
            &flow.scopes,
        );
    }
    if let Some(flow) = &flows.client_credentials {
        line(
            "Client credentials flow",
            &[("token from", Some(&flow.token_url))],
            &flow.scopes,
        );
    }
    if let Some(flow) = &flows.authorization_code {
        let urls = [
            ("authorization at", Some(flow.authorization_url.as_str())),
            ("token from", Some(flow.token_url.as_str())),
            ("refreshed at", flow.refresh_url.as_deref()),
        ];
        line("Authorization code flow", &urls, &flow.scopes);
    }
    (!text.is_empty()).then(|| format!("OAuth 2.0:\n\n{text}"))
}
