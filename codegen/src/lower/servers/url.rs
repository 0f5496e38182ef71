//! What the URL of a server must not be or have (OpenAPI 3.0.4, Server Object).

use std::ops::Range;

/// The URL without characters that URL rules remove or that nobody sees, and without credentials.
/// Says whether it had any.
pub(crate) fn without_credentials(url: &str) -> (String, bool) {
    let mut url: String = url.trim().chars().filter(|c| !c.is_control()).collect();
    let authority = authority(&url);
    let Some(end) = url[authority.clone()].rfind('@') else {
        return (url, false);
    };
    url.replace_range(authority.start..=authority.start + end, "");
    (url, true)
}

/// Why a client cannot send requests below a URL whose variables are replaced: what it is or has.
/// A client refuses such a base URL, too.
pub(crate) fn problem(url: &str) -> Option<&'static str> {
    let authority = &url[authority(url)];
    let host = host(authority);
    let scheme = scheme(url).map(str::to_ascii_lowercase);
    match scheme.as_deref() {
        None if authority.is_empty() => {}
        None | Some("http" | "https") => {
            if host.is_empty() || host.starts_with('.') || host.contains("..") {
                return Some("has a host with an empty part");
            }
        }
        Some(_) => return Some("is neither http nor https"),
    }
    if authority.contains('@') {
        return Some("has credentials in the value of a variable");
    }
    if url.contains(['?', '#']) {
        return Some("has a query or a fragment");
    }
    None
}

/// The scheme, if the URL has one (RFC 3986, section 3.1).
fn scheme(url: &str) -> Option<&str> {
    let (scheme, _) = url.split_once(':')?;
    let is_rest = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    (is_scheme && scheme.chars().all(is_rest)).then_some(scheme)
}

/// Where credentials, host and port stand. URL rules take `\` for `/`, and need no slash after
/// `http:` and `https:`.
fn authority(url: &str) -> Range<usize> {
    let after_scheme = match scheme(url) {
        Some(scheme) => scheme.len() + 1,
        // The scheme itself is a variable.
        None if url.starts_with('{') => url.find("://").map_or(0, |colon| colon + 1),
        None => 0,
    };
    let is_slash = |byte: &u8| matches!(byte, b'/' | b'\\');
    let after = url.as_bytes()[after_scheme..].iter();
    let slashes = after.take_while(|byte| is_slash(byte)).count();
    if after_scheme == 0 && slashes < 2 {
        return 0..0;
    }
    let start = after_scheme + slashes;
    let end = url[start..].find(['/', '\\', '?', '#']);
    start..end.map_or(url.len(), |end| start + end)
}

/// The host within an authority.
fn host(authority: &str) -> &str {
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    match host.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => host,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_url_must_not_be_or_have() {
        let host = Some("has a host with an empty part");
        let scheme = Some("is neither http nor https");
        let rows = [
            ("https://api.example.com:8443/v1", None),
            ("HTTP://[::1]:80", None),
            ("/v1", None),
            ("v1/a:b", None),
            ("//api.example.com/v1", None),
            ("", None),
            ("https://.zendesk.com", host),
            ("https://a..b/", host),
            ("https:///v1", None),
            ("https://:8080", host),
            ("http:", host),
            ("https:a.b", None),
            ("//.a", host),
            ("wss://a", scheme),
            ("localhost:8080/v1", scheme),
            ("javascript:alert(1)", scheme),
            (
                "https://me@a",
                Some("has credentials in the value of a variable"),
            ),
            ("https://a?b=c", Some("has a query or a fragment")),
            ("/a#b", Some("has a query or a fragment")),
        ];
        for (url, expected) in rows {
            assert_eq!(problem(url), expected, "{url}");
        }
    }

    #[test]
    fn credentials_are_left_out() {
        let rows = [
            ("https://me:secret@a/v1", "https://a/v1", true),
            ("https://{user}:{pass}@a", "https://a", true),
            ("https:me@a", "https:a", true),
            ("{scheme}://me@a", "{scheme}://a", true),
            ("//me@a@b/v1", "//b/v1", true),
            ("ht\ntps:/\t/me@a", "https://a", true),
            (r"https:\\me@a", "https:\\\\a", true),
            ("https://a/@b", "https://a/@b", false),
            (" /a@b ", "/a@b", false),
        ];
        for (url, expected, had) in rows {
            assert_eq!(
                without_credentials(url),
                (expected.to_owned(), had),
                "{url:?}"
            );
        }
    }
}
