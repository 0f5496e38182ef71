//! How a mock writes the responses of an operation: the reverse of how they are read.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::operations::statuses::{pattern, range};
use crate::ir::{Documented, MediaKind, Operation, Response, StatusPattern};

/// The rows of its table for successes, and those for errors.
pub(super) fn rows(operation: &Operation) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let mut errors = rows_of(&operation.errors);
    if operation.other_errors.is_some() {
        add_others(&mut errors);
    }
    let tokens = |rows: Vec<Row>| rows.iter().map(Row::tokens).collect();
    (tokens(rows_of(&operation.success)), tokens(errors))
}

/// Any other error may have the content that the documented ones have.
fn add_others(errors: &mut Vec<Row>) {
    let has_default = |row: &Row| row.statuses.contains(&StatusPattern::Default);
    if errors.iter().any(has_default) {
        return;
    }
    let json = || quote!(json("application/json", content));
    let others = Row {
        variant: quote!(_),
        statuses: vec![StatusPattern::Range(4), StatusPattern::Range(5)],
        write: errors.first().map_or_else(json, |row| row.write.clone()),
    };
    errors.retain(|row| !row.is_like(&others) || !row.are_errors());
    errors.push(others);
}

/// Responses that are written alike.
struct Row {
    /// The content, which the row calls `content`.
    variant: TokenStream,
    statuses: Vec<StatusPattern>,
    write: TokenStream,
}

fn rows_of(documented: &Documented) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for response in &documented.responses {
        let row = Row::of(documented, response);
        // Of several media types with one type of content, the first is written.
        let is_written = documented.enum_name.is_none()
            && rows
                .iter()
                .any(|row| row.statuses.contains(&response.status));
        if is_written {
            continue;
        }
        match rows.last_mut().filter(|last| last.is_like(&row)) {
            Some(last) => last.statuses.extend(row.statuses),
            None => rows.push(row),
        }
    }
    rows
}

impl Row {
    fn of(documented: &Documented, response: &Response) -> Self {
        let variant = &response.variant;
        let media_type = response.media_type.as_deref().unwrap_or_default();
        Self {
            variant: match (&documented.enum_name, response.kind) {
                (None, _) => quote!(_),
                (Some(name), None) => quote!(#name::#variant),
                (Some(name), Some(_)) => quote!(#name::#variant(content)),
            },
            statuses: vec![response.status],
            write: match response.kind {
                None => quote!(empty()),
                Some(MediaKind::Text) => quote!(text(#media_type, content)),
                Some(MediaKind::Binary) => quote!(bytes(#media_type, content)),
                Some(_) => quote!(json(#media_type, content)),
            },
        }
    }

    /// True if all statuses are those of errors.
    fn are_errors(&self) -> bool {
        self.statuses.iter().all(|status| match status {
            StatusPattern::Code(code) => (400..600).contains(code),
            StatusPattern::Range(class) => matches!(class, 4 | 5),
            StatusPattern::Default => false,
        })
    }

    /// True if both are written alike, whatever the status.
    fn is_like(&self, other: &Self) -> bool {
        self.variant.to_string() == other.variant.to_string()
            && self.write.to_string() == other.write.to_string()
    }

    fn tokens(&self) -> TokenStream {
        let Self { variant, write, .. } = self;
        let statuses = self.statuses.iter().map(|status| match status {
            // Its ends are read, too.
            StatusPattern::Default => range(100, 599),
            status => pattern(*status),
        });
        quote!(#variant, #(#statuses)|* => #write;)
    }
}
