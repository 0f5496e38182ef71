//! Mutates a document's text: how it is written, whatever it says.

use super::random::Random;

/// Pieces that mean something to YAML or JSON.
const PIECES: &[&[u8]] = &[
    b"&a ",
    b"*a",
    b"*b",
    b"<<: *a",
    b"<<: ",
    b"!!binary ",
    b"!!int ",
    b"!x ",
    b"%YAML 1.2\n",
    b"---\n",
    b"...\n",
    b"- ",
    b"? ",
    b": ",
    b"|\n",
    b">-\n",
    b"\t",
    b"\r",
    b"\r\n",
    b"\n",
    b" ",
    b"\0",
    b"\xff",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xe2\x80\xa8",
    b"{",
    b"}",
    b"[",
    b"]",
    b"\"",
    b"'",
    b"\\",
    b"\\u0000",
    b"\\ud800",
    b"#",
    b",",
    b"~",
    b"null",
    b"1e999",
    b"-.inf",
    b".nan",
    b"0x1F",
    b"0o17",
    b"1_000",
    b"2001-12-14",
    b"yes",
    b"=",
    b"@",
    b"`",
];

/// Changes a few bytes or lines, as `random` says.
pub fn mutate(text: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(6) {
        let start = random.below(text.len() + 1);
        let end = start + random.below(text.len() - start + 1).min(random.below(200));
        match random.below(7) {
            0 => {
                if let Some(byte) = text.get_mut(start) {
                    *byte ^= 1 << random.below(8);
                }
            }
            1 => {
                text.drain(start..end);
            }
            2 => {
                let copy = text[start..end].to_vec();
                let to = random.below(text.len() + 1);
                text.splice(to..to, copy);
            }
            3 | 4 => {
                let piece = random.pick(PIECES).copied().unwrap_or_default();
                text.splice(start..start, piece.iter().copied());
            }
            5 => repeat_line(text, random),
            _ => {
                if random.one_in(4) {
                    text.truncate(start);
                } else {
                    let piece = random.pick(PIECES).copied().unwrap_or_default();
                    let piece = piece.repeat(1 + random.below(300));
                    text.splice(start..start, piece);
                }
            }
        }
    }
}

/// A line again, which makes a key twice.
fn repeat_line(text: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(text.len());
    let start = text[..at]
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |position| position + 1);
    let end = text[at..]
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(text.len(), |position| at + position + 1);
    let line = text[start..end].to_vec();
    text.splice(end..end, line);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_can_be_mutated() {
        for seed in 0..2000 {
            for text in ["", "a", "openapi: 3.0.3\ninfo:\n  title: x\n"] {
                let mut text = text.as_bytes().to_vec();
                mutate(&mut text, &mut Random::new(seed));
            }
        }
    }

    #[test]
    fn a_line_is_repeated_as_a_whole() {
        let mut text = b"one\n".to_vec();
        repeat_line(&mut text, &mut Random::new(3));
        assert_eq!(text, b"one\none\n");
    }
}
