//! Base64 text (format `byte`).

use base64::{
    Engine,
    alphabet::{STANDARD, URL_SAFE},
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use std::fmt;

super::text::text_type! {
    /// Base64 (format `byte`): the text as sent, decoded on demand.
    Base64
}

/// Padding is optional: servers disagree about it.
const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const STANDARD_ENGINE: GeneralPurpose = GeneralPurpose::new(&STANDARD, LENIENT);
const URL_SAFE_ENGINE: GeneralPurpose = GeneralPurpose::new(&URL_SAFE, LENIENT);

impl Base64 {
    /// Encodes bytes with the standard alphabet and padding (RFC 4648, section 4).
    #[must_use]
    pub fn encode(bytes: impl AsRef<[u8]>) -> Self {
        Self::new(STANDARD_ENGINE.encode(bytes))
    }

    /// The bytes. The standard and the URL-safe alphabet are accepted, with or without padding.
    ///
    /// # Errors
    ///
    /// If the text is not valid Base64.
    #[inline]
    pub fn decode(&self) -> Result<Vec<u8>, Base64Error> {
        let text = self.as_str();
        let engine = if text.contains(['-', '_']) {
            URL_SAFE_ENGINE
        } else {
            STANDARD_ENGINE
        };
        engine.decode(text).map_err(|_| Base64Error(()))
    }
}

/// A text that is not valid Base64.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base64Error(());

impl fmt::Display for Base64Error {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the text is not valid Base64")
    }
}

impl std::error::Error for Base64Error {}
