//! Results that come in pages (`x-pagination` of an operation).

/// How the pages of an operation follow each other.
#[derive(Debug, Clone)]
pub struct Pagination {
    /// Where the items of a page are.
    pub items: Pointer,
    /// Where the page says whether there is another one.
    pub more: Option<Pointer>,
    /// By what the next page is asked for.
    pub way: Way,
}

/// By what the next page is asked for. Parameters are indices into
/// [`Operation::parameters`](super::Operation::parameters).
#[derive(Debug, Clone)]
pub enum Way {
    /// By the positions of its items.
    Range {
        /// The position of the first item.
        start: usize,
        /// The position of the last item, or that behind it.
        end: Option<RangeEnd>,
        /// The position of the first item of all.
        first: i64,
        /// Where the page says how many items there are.
        total: Option<Pointer>,
    },
    /// By its number.
    Number {
        /// The number.
        parameter: usize,
        /// The number of the first page.
        first: i64,
        /// Where the page says how many pages there are.
        total: Option<Pointer>,
    },
    /// By what the page before it says.
    Cursor {
        /// What takes it.
        into: CursorTarget,
        /// Where it is.
        from: CursorPlace,
    },
    /// By a URL that is in the page before it.
    LinkInBody(Pointer),
    /// By the link `next` in this header of the page before it (RFC 8288).
    LinkInHeader(String),
}

/// What takes a cursor.
#[derive(Debug, Clone)]
pub enum CursorTarget {
    /// A parameter.
    Parameter(usize),
    /// A property in the body of the request.
    Property(Pointer),
}

/// The end of a range.
#[derive(Debug, Clone)]
pub struct RangeEnd {
    /// What takes it.
    pub parameter: usize,
    /// The item at this position is part of the range.
    pub included: bool,
}

/// Where a page says what the next one is asked for by.
#[derive(Debug, Clone)]
pub enum CursorPlace {
    /// In its body.
    Body(Pointer),
    /// In a header.
    Header(String),
    /// In its last item.
    LastItem(Pointer),
}

/// A JSON pointer (RFC 6901): the names of properties, the outermost first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pointer(pub Vec<String>);

impl Way {
    /// True if the next page is where a link leads.
    #[must_use]
    pub fn is_link(&self) -> bool {
        matches!(self, Self::LinkInBody(_) | Self::LinkInHeader(_))
    }
}
