//! What both clients do alike: the same requests with the same fields.

use std::{error::Error, str::FromStr};

pub type BoxError = Box<dyn Error + Send + Sync>;

pub const CLIENT_ID: i64 = 57_297_408_867;
pub const SUBJECT: &str = "john";
pub const SCOPES: [&str; 2] = ["history.read", "timeline.read"];
pub const TOKEN: &str = "b4SZ0yMeRAJWvkYPxRd5tAIfWBEBXt7PvxQdFcBLvdM";
pub const KEY: &str = "10738933707579";
pub const SECRET: &str = "qbiP6O_bFO1Iqdm8HhOW5R7TsO2bmvvMVzBnz_tXQBA";

/// What is called.
#[derive(Clone, Copy, Debug)]
pub enum Operation {
    /// JSON in, a small object out.
    Create,
    /// The same with a form.
    Form,
    /// A query in, a hundred objects out.
    List,
    Update,
    Revoke,
    Delete,
}

impl FromStr for Operation {
    type Err = BoxError;

    fn from_str(name: &str) -> Result<Self, BoxError> {
        Ok(match name {
            "create" => Self::Create,
            "form" => Self::Form,
            "list" => Self::List,
            "update" => Self::Update,
            "revoke" => Self::Revoke,
            "delete" => Self::Delete,
            _ => return Err(format!("there is no operation `{name}`").into()),
        })
    }
}

/// A client that can be measured.
pub trait Caller: Sized {
    /// A client for the server at this URL.
    fn connect(url: &str) -> Result<Self, BoxError>;

    /// Makes one call, from building the request to the decoded response.
    async fn call(&self, operation: Operation) -> Result<(), BoxError>;
}
