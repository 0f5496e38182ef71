//! The lines of a file around a place, as they can be shown.

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::text::{printable, with_symbols};

/// More text around a place (a whole document of JSON in one line) is not shown.
const MOST_BYTES: usize = 1000;

/// A line of a file and its neighbours. What cannot be seen in them, or would steer a terminal, is
/// a symbol.
#[derive(Debug, Clone)]
pub(crate) struct Excerpt {
    file: String,
    lines: String,
    /// How many lines of the file are before these.
    before: usize,
    /// Where the place is, in bytes.
    pub offset: usize,
}

impl Excerpt {
    /// The lines around a line and column, which count from 1; none if they are too long.
    pub fn of(file: &str, text: &str, line: usize, column: usize) -> Option<Self> {
        let offset = offset_of(text, line, column);
        let line_start = |at: usize| text[..at].rfind('\n').map_or(0, |at| at + 1);
        let line_end = |at: usize| text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
        let start = line_start(line_start(offset).saturating_sub(1));
        let end = line_end(line_end(offset));
        (end - start <= MOST_BYTES).then(|| {
            // Symbols take other bytes, but each stands for one character.
            let column = text[start..offset].chars().count();
            let lines = with_symbols(&text[start..end]);
            let place = lines.char_indices().nth(column);
            let offset = place.map_or(lines.len(), |(at, _)| at);
            Self {
                file: printable(file).into_owned(),
                lines,
                before: text[..start].matches('\n').count(),
                offset,
            }
        })
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let found = self.lines.read_span(span, lines_before, lines_after)?;
        // In characters, as places count; miette counts bytes.
        let up_to = &self.lines[..found.span().offset()];
        let line_start = up_to.rfind('\n').map_or(0, |at| at + 1);
        let column = up_to[line_start..].chars().count();
        Ok(Box::new(MietteSpanContents::new_named(
            self.file.clone(),
            found.data(),
            *found.span(),
            self.before + found.line(),
            column,
            found.line_count(),
        )))
    }
}

/// The byte offset of a line and column that count from 1.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start = match line {
        0 | 1 => 0,
        _ => text
            .match_indices('\n')
            .nth(line - 2)
            .map_or(text.len(), |(at, _)| at + 1),
    };
    text[start..]
        .char_indices()
        .take_while(|(_, c)| *c != '\n')
        .map(|(at, c)| at + c.len_utf8())
        .take(column.saturating_sub(1))
        .last()
        .map_or(start, |at| start + at)
}

#[cfg(test)]
mod tests {
    use super::Excerpt;

    #[test]
    fn a_line_with_its_neighbours() {
        let text = "one\ntwo\nthr\u{202e}ee\nfour\nfive\n";
        let excerpt = Excerpt::of("a\nb.yaml", text, 3, 5).unwrap();
        assert_eq!(excerpt.lines, "two\nthr\u{fffd}ee\nfour\n");
        assert_eq!(excerpt.before, 1);
        assert_eq!(&excerpt.lines[excerpt.offset..][..2], "ee");
        assert_eq!(excerpt.file, "a\\nb.yaml");
        for (line, column, lines) in [
            (1, 1, "one\ntwo\n"),
            (5, 9, "four\nfive\n"),
            (99, 1, "five\n"),
        ] {
            let excerpt = Excerpt::of("x", text, line, column).unwrap();
            assert_eq!(excerpt.lines, lines, "{line}");
        }
        assert!(Excerpt::of("x", &"x".repeat(2000), 1, 1).is_none());
    }
}
