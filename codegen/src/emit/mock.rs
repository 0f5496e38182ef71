//! `src/mock.rs`: what tests of programs that call the API need.

use quote::quote;

use crate::emit::context::{Context, File};
use crate::emit::runtime::parts::Part;
use crate::emit::rust::types::ident;
use crate::text::visible;

/// The file. Its list has all operations, so that the server knows which one a request is for.
pub(crate) fn file(context: &Context<'_>) -> File {
    let operations = context.api.operations().map(|operation| {
        let (method, path) = (operation.method.as_str(), visible(&operation.path));
        format!("{method} {path}")
    });
    let has = |part: Part, name: &str| context.parts.has(part).then(|| ident(name));
    let streams: Vec<_> = [
        has(Part::Events, "EventOperation"),
        has(Part::Items, "ItemOperation"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let streams = (!streams.is_empty()).then(|| quote!(pub use crate::runtime::{#(#streams),*};));
    let tokens = quote! {
        #![doc = " A server that answers as a test says, for programs that call the API."]
        #![doc = ""]
        #![doc = " [`MockServer::on_any`] says what becomes of all calls of an operation, [`MockServer::on`] of those"]
        #![doc = " with the values of a request that is built like any other. What is answered is of the types of the"]
        #![doc = " operation, so that a mock says nothing that the API does not."]

        pub use crate::runtime::{Calls, Mock, MockServer, Operation, ReceivedRequest};
        #streams

        #[doc = " Method and path template of each operation."]
        const OPERATIONS: &[&str] = &[#(#operations),*];

        impl MockServer {
            #[doc = " Starts a server."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " If it cannot listen on this machine."]
            pub fn start() -> std::io::Result<Self> {
                Self::of(OPERATIONS)
            }

            #[doc = " A client of this server that needs no credentials."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " If the HTTP client cannot be built."]
            pub fn client(&self) -> Result<crate::Client, crate::BuildError> {
                self.builder().build()
            }

            #[doc = " A builder of such a client."]
            pub fn builder(&self) -> crate::ClientBuilder {
                crate::Client::builder().base_url(self.uri()).allow_missing_credentials()
            }
        }
    };
    context.file("src/mock.rs".to_owned(), tokens)
}
