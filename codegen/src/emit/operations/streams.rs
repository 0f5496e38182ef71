//! Responses that are read as they arrive: `send_streaming`, `send_events` and `send_items`, and how a
//! mock writes them.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::emit::rust::types::{Types, ident};
use crate::emit::rustdoc::{codes, doc};
use crate::ir::{MediaKind, Name, Operation, Response, StatusPattern, Stream, StreamFormat};

/// The methods, with `error` as the type of their errors.
pub(crate) fn methods(
    types: &Types<'_>,
    operation: &Operation,
    error: &TokenStream,
) -> TokenStream {
    let bytes = operation.is_streamable().then(|| bytes(operation, error));
    let events = events(types, operation, error);
    let items = items(types, operation, error);
    quote!(#bytes #events #items)
}

/// How a mock writes the streams that an operation, of this builder, has.
pub(crate) fn mocks(types: &Types<'_>, operation: &Operation, builder: &Name) -> TokenStream {
    let mocks = [true, false].map(|of_events| {
        let streams = operation.streams(of_events);
        let (response, stream) = *streams.first()?;
        let (operation, associated, function) = if of_events {
            ("EventOperation", "Event", "events")
        } else {
            ("ItemOperation", "Item", "items")
        };
        let [operation, associated, function] = [operation, associated, function].map(ident);
        let write = ident(match stream.format {
            StreamFormat::Events if stream.json => "events",
            StreamFormat::Events => "text_events",
            StreamFormat::Lines => "lines",
            StreamFormat::Sequence => "sequence",
        });
        let item = types.rust(&stream.item);
        let media_type = response.media_type.as_deref().unwrap_or_default();
        let status = match response.status {
            StatusPattern::Code(code) => code,
            StatusPattern::Range(_) | StatusPattern::Default => 200,
        };
        let status = Literal::u16_unsuffixed(status);
        Some(quote! {
            #[cfg(feature = "mock")]
            impl crate::runtime::#operation for #builder<'_> {
                type #associated = #item;

                fn #function(all: &[#item]) -> crate::runtime::mock::content::Written {
                    crate::runtime::mock::content::#write(#status, #media_type, all)
                }
            }
        })
    });
    mocks.into_iter().flatten().collect()
}

/// The method `name` where there is no `async`.
fn blocking(
    name: &str,
    parameters: &TokenStream,
    arguments: &TokenStream,
    result: &TokenStream,
) -> TokenStream {
    let method = ident(name);
    let blocking = format_ident!("{name}_blocking");
    let docs = doc(&format!(
        "Does the same as [`{name}`](Self::{name}) where there is no `async`.\n\n\
         # Errors\n\n\
         Those of `{name}`, and [`Error::Request`](crate::Error::Request) in `async` code."
    ));
    quote! {
        #docs
        #[cfg(feature = "blocking")]
        pub fn #blocking(self #parameters) -> #result {
            crate::runtime::blocking::wait(self.#method(#arguments))
        }
    }
}

fn bytes(operation: &Operation, error: &TokenStream) -> TokenStream {
    let is_binary = |response: &Response| response.kind == Some(MediaKind::Binary);
    let mut others = operation.success.responses.iter();
    let whatever = others.any(|response| !is_binary(response)).then(|| {
        quote! {
            #[doc = ""]
            #[doc = " So comes any success, whatever its media type: the headers say which it is."]
        }
    });
    let result = quote!(Result<Response<ByteStream>, #error>);
    let blocking = blocking("send_streaming", &quote!(), &quote!(), &result);
    quote! {
        #[doc = " Sends the request, and returns the body chunk by chunk as it arrives."]
        #whatever
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = ""]
        #[doc = " The same as those of [`send`](Self::send)."]
        pub async fn send_streaming(self) -> #result {
            let client = self.client;
            let response = client.core.execute_streaming(self.request()).await?;
            match response.status().as_u16() {
                200..=299 => Ok(response.into_stream()),
                _ => Err(Self::error(response.buffer().await?)),
            }
        }

        #blocking
    }
}

fn events(types: &Types<'_>, operation: &Operation, error: &TokenStream) -> Option<TokenStream> {
    let streams = operation.streams(true);
    let (_, stream) = *streams.first()?;
    let item = types.rust(&stream.item);
    let read = if stream.json {
        quote!(response.events())
    } else {
        quote!(response.text_events())
    };
    let accept = accept(operation, &streams);
    let read = read_stream(operation, &streams, &read);
    let docs = doc(&format!(
        "Sends the request, asks for {}, and returns the events as they arrive.",
        media_types(&streams)
    ));
    let result = quote!(Result<Response<EventStream<#item>>, #error>);
    let send = blocking("send_events", &quote!(), &quote!(), &result);
    let resume = blocking(
        "resume_events",
        &quote!(, last_event_id: &str),
        &quote!(last_event_id),
        &result,
    );
    Some(quote! {
        #docs
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = ""]
        #[doc = " The same as those of [`send`](Self::send)."]
        pub async fn send_events(self) -> #result {
            let client = self.client;
            Self::start_events(client, self.request()).await
        }

        #send

        #[doc = " Does the same again after a lost connection: the server goes on after the event with this id, if"]
        #[doc = " it keeps events. [`EventStream::last_event_id`](crate::EventStream::last_event_id) is the id, and"]
        #[doc = " [`EventStream::retry`](crate::EventStream::retry) how long to wait before."]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = ""]
        #[doc = " The same as those of [`send`](Self::send)."]
        pub async fn resume_events(self, last_event_id: &str) -> #result {
            let client = self.client;
            let mut request = self.request();
            request.set_header("Last-Event-ID", last_event_id);
            Self::start_events(client, request).await
        }

        #resume

        async fn start_events(client: &Client, mut request: Request) -> #result {
            #accept
            let response = client.core.execute_streaming(request).await?;
            #read
        }
    })
}

fn items(types: &Types<'_>, operation: &Operation, error: &TokenStream) -> Option<TokenStream> {
    let streams = operation.streams(false);
    let (_, stream) = *streams.first()?;
    let item = types.rust(&stream.item);
    let sequences: Vec<&str> = streams
        .iter()
        .filter(|(_, stream)| stream.format == StreamFormat::Sequence)
        .filter_map(|(response, _)| response.media_type.as_deref())
        .collect();
    let read = if sequences.is_empty() {
        quote!(response.items(Split::Lines))
    } else if sequences.len() == streams.len() {
        quote!(response.items(Split::Sequence))
    } else {
        quote! {
            if #(response.is_media_type(#sequences))||* {
                response.items(Split::Sequence)
            } else {
                response.items(Split::Lines)
            }
        }
    };
    let accept = accept(operation, &streams);
    let read = read_stream(operation, &streams, &read);
    let docs = doc(&format!(
        "Sends the request, asks for {}, and returns the items as they arrive.",
        media_types(&streams)
    ));
    let result = quote!(Result<Response<ItemStream<#item>>, #error>);
    let blocking = blocking("send_items", &quote!(), &quote!(), &result);
    Some(quote! {
        #docs
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = ""]
        #[doc = " The same as those of [`send`](Self::send)."]
        pub async fn send_items(self) -> #result {
            let client = self.client;
            let mut request = self.request();
            #accept
            let response = client.core.execute_streaming(request).await?;
            #read
        }

        #blocking
    })
}

/// Asks for the media types of the streams, and for those of errors.
fn accept(operation: &Operation, streams: &[(&Response, &Stream)]) -> TokenStream {
    let streams = streams.iter().map(|(response, _)| *response);
    let mut all: Vec<&str> = Vec::new();
    for media_type in streams
        .chain(&operation.errors.responses)
        .filter_map(|response| response.media_type.as_deref())
    {
        if !all.contains(&media_type) {
            all.push(media_type);
        }
    }
    let all = all.join(", ");
    quote!(request.accept(#all);)
}

/// Reads a success as a stream, unless its media type is that of another documented success.
fn read_stream(
    operation: &Operation,
    streams: &[(&Response, &Stream)],
    read: &TokenStream,
) -> TokenStream {
    let wanted: Vec<&str> = media_type_list(streams);
    let others: Vec<&str> = operation
        .success
        .responses
        .iter()
        .filter_map(|response| response.media_type.as_deref())
        .filter(|media_type| !wanted.contains(media_type) && !media_type.contains('*'))
        .collect();
    let other = (!others.is_empty()).then(|| {
        let expected = wanted.first();
        quote! {
            200..=299 if #(response.is_media_type(#others))||* => {
                Err(response.buffer().await?.not_in(#expected))
            }
        }
    });
    quote! {
        match response.status().as_u16() {
            #other
            200..=299 => Ok(#read),
            _ => Err(Self::error(response.buffer().await?)),
        }
    }
}

fn media_type_list<'a>(streams: &[(&'a Response, &Stream)]) -> Vec<&'a str> {
    let media_types = streams.iter().map(|(response, _)| &response.media_type);
    media_types.filter_map(Option::as_deref).collect()
}

fn media_types(streams: &[(&Response, &Stream)]) -> String {
    codes(media_type_list(streams), " or ")
}
