//! The rule of emitting, by name. What else is wrong with a document is known before.

use crate::rules::rules;

rules! {
    UNSAFE_DOCS: Error = "unsafe-docs", "a text of the document would become code, HTML or a script in the docs of the crate, which is not written: a defect of the generator, please report it";
}
