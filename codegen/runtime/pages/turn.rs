//! From one page to the next: what the page says of where that is.

use crate::runtime::requests::error::RequestError;
use reqwest::header::HeaderMap;
use std::{ops::Range, str::FromStr};

// if: PageLinks
use super::links::next_link;

/// What follows a page.
pub(super) enum Next {
    /// Nothing.
    End,
    /// The page that the request is turned to.
    Page,
    /// The same, by this cursor.
    Cursor(String),
    // if: PageLinks
    /// The page that a link leads to.
    Link(String),
}

/// A turn to the next page. Each method that finds no next page returns `None`, which ends the turn.
pub(crate) struct Turn {
    /// How many items came.
    pub(super) count: usize,
    pub(super) next: Result<Next, RequestError>,
    /// The page says that it is not the last, which holds whatever a total says.
    says_more: bool,
}

impl Turn {
    #[inline]
    pub(super) fn new(count: usize) -> Self {
        Self {
            count,
            next: Ok(Next::End),
            says_more: false,
        }
    }

    /// Goes on, unless the page says that it is the last. If it says that it is not, it must say, too,
    /// where the next one is: otherwise what came would pass for all that there is.
    #[inline]
    pub(crate) fn more(&mut self, more: Option<bool>) -> Option<()> {
        if more == Some(false) {
            self.next = Ok(Next::End);
            return None;
        }
        if more == Some(true) {
            self.says_more = true;
            self.refuse("the page says that there are more, but not where");
        }
        Some(())
    }

    /// Whether this is the last page, by what came with it and the total that it names.
    #[inline]
    fn is_last(&self, total: Option<i128>, come: i128) -> bool {
        !self.says_more && (self.count == 0 || is_reached(total, come))
    }

    /// The range after the present one. It begins behind the items that came, and is as long as the
    /// present one if that has an end.
    ///
    /// It is asked for until no items come, or as many have come as this page says that there are.
    #[inline]
    pub(crate) fn range(
        &mut self,
        first: i128,
        start: Option<i128>,
        end: Option<i128>,
        total: Option<i128>,
    ) -> Option<Range<i128>> {
        let count = i128::try_from(self.count).ok()?;
        let start = start.unwrap_or(first);
        let next = start + count;
        // Behind nothing is no other range.
        if count == 0 || self.is_last(total, next - first) {
            return None;
        }
        let length = end.map_or(count, |end| end - start).max(1);
        self.next = Ok(Next::Page);
        Some(next..next + length)
    }

    /// The same where the end belongs to the range.
    #[inline]
    pub(crate) fn closed_range(
        &mut self,
        first: i128,
        start: Option<i128>,
        last: Option<i128>,
        total: Option<i128>,
    ) -> Option<Range<i128>> {
        let end = last.map(|last| last + 1);
        let Range { start, end } = self.range(first, start, end, total)?;
        let end = end - 1;
        Some(Range { start, end })
    }

    /// The number of the next page. It is asked for until no items come, or as many pages have come
    /// as this one says that there are.
    #[inline]
    pub(crate) fn number(
        &mut self,
        first: i128,
        number: Option<i128>,
        total: Option<i128>,
    ) -> Option<i128> {
        let next = number.unwrap_or(first) + 1;
        if self.is_last(total, next - first) {
            return None;
        }
        self.next = Ok(Next::Page);
        Some(next)
    }

    /// The cursor of the next page. Without one, or with an empty one, there is none.
    #[inline]
    pub(crate) fn cursor(&mut self, cursor: Option<String>) -> Option<String> {
        let cursor = cursor.filter(|cursor| !cursor.is_empty())?;
        self.next = Ok(Next::Cursor(cursor.clone()));
        Some(cursor)
    }

    /// The same in a header.
    #[inline]
    pub(crate) fn cursor_header(&mut self, headers: &HeaderMap, name: &str) -> Option<String> {
        let cursor = headers.get(name)?.to_str().ok()?;
        self.cursor(Some(cursor.trim().to_owned()))
    }

    // if: PageLinks
    /// The next page is where this URL leads, if there is one.
    #[inline]
    pub(crate) fn link(&mut self, link: Option<String>) -> Option<()> {
        let link = link.filter(|link| !link.is_empty())?;
        self.next = Ok(Next::Link(link));
        Some(())
    }

    // if: PageLinks
    /// The same for a header of links (RFC 8288).
    #[inline]
    pub(crate) fn link_header(&mut self, headers: &HeaderMap, name: &str) -> Option<()> {
        let link = next_link(headers, name)?.to_owned();
        self.link(Some(link))
    }

    /// A number as a parameter takes it.
    #[inline]
    pub(crate) fn fits<T: TryFrom<i128>>(&mut self, number: i128) -> Option<T> {
        let number = T::try_from(number).ok();
        if number.is_none() {
            self.refuse("the next page is beyond the largest number that the parameter takes");
        }
        number
    }

    /// A cursor as a parameter takes it.
    #[inline]
    pub(crate) fn parsed<T: FromStr>(&mut self, cursor: &str) -> Option<T> {
        let parsed = cursor.parse().ok();
        if parsed.is_none() {
            self.refuse("the cursor of the next page is not what the parameter takes");
        }
        parsed
    }

    #[cold]
    #[inline]
    fn refuse(&mut self, reason: &str) {
        self.next = Err(RequestError::new(reason));
    }
}

/// Whether as many have come as there are. Each page says it anew, for there may be more or fewer by
/// then; where it cannot be meant, it is not taken.
#[inline]
fn is_reached(total: Option<i128>, come: i128) -> bool {
    total.is_some_and(|total| total > 0 && come >= total)
}
