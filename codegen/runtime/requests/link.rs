//! Requests that go where a link of the server leads.

use super::request::Request;
use percent_encoding::percent_decode_str;
use reqwest::Url;

impl Request {
    /// This request, with path and query of a link, if there is one. A parameter that the caller
    /// added to the query is left out if the link has it.
    #[inline]
    pub(crate) fn led_by(mut self, link: Option<&Url>) -> Self {
        if let Some(link) = link {
            self.query.clear();
            self.options
                .omit_query(|wanted| link.query_pairs().any(|(name, _)| name == wanted));
            self.link = Some(link.clone());
        }
        self
    }

    /// Where a link leads, if one does, with what was added to the query since. That is credentials,
    /// which a link may have too, and may have in part.
    #[inline]
    pub(crate) fn elsewhere(&mut self) -> Option<Url> {
        let mut link = self.link.take()?;
        if !self.query.is_empty() {
            let added: Vec<_> = pairs(&self.query).map(name).collect();
            let of_link = pairs(link.query().unwrap_or_default());
            let kept = of_link.filter(|pair| !added.contains(&name(pair)));
            let query: Vec<&str> = kept.chain(pairs(&self.query)).collect();
            let query = query.join("&");
            link.set_query(Some(&query));
        }
        Some(link)
    }
}

fn pairs(query: &str) -> impl Iterator<Item = &str> {
    query.split('&').filter(|pair| !pair.is_empty())
}

/// The name in a pair, decoded.
fn name(pair: &str) -> Vec<u8> {
    let name = pair.split('=').next().unwrap_or_default();
    percent_decode_str(name).collect()
}
