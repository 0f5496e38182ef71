//! The mock server as HTTP sees it.

use super::{
    answer::{Answer, Fault},
    received::ReceivedRequest,
    state::Shared,
    template::{Operations, operations_of},
};
use bytes::Bytes;
use hyper::{
    Request, Response,
    body::{Body, Frame, Incoming, SizeHint},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use std::{
    error, fmt,
    future::{pending, poll_fn},
    io,
    net::SocketAddr,
    pin::Pin,
    task::{Context, Poll},
    thread,
};
use tokio::{
    net::{TcpListener, TcpStream},
    runtime,
    sync::oneshot,
    time::sleep,
};

/// Starts a thread that answers until it is stopped. Its runtime is its own: the caller may have
/// none, or block the one that it has.
pub(super) fn start(
    operations: Operations,
    state: Shared,
    stop: oneshot::Receiver<()>,
) -> io::Result<SocketAddr> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let listener = {
        let _inside = runtime.enter();
        TcpListener::from_std(listener)?
    };
    thread::Builder::new()
        .name("mock server".to_owned())
        .spawn(move || {
            runtime.spawn(accept(listener, operations, state));
            // Without its sender it ends, and with the runtime all connections.
            let _ = runtime.block_on(stop);
        })?;
    Ok(address)
}

async fn accept(listener: TcpListener, operations: Operations, state: Shared) {
    loop {
        if let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, operations, state.clone()));
        }
    }
}

async fn serve(stream: TcpStream, operations: Operations, state: Shared) {
    let service = service_fn(|request| {
        let state = state.clone();
        async move { respond(request, operations, &state).await }
    });
    let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    // It fails where a fault is wanted, or the client has gone.
    let _ = connection.await;
}

async fn respond(
    request: Request<Incoming>,
    operations: Operations,
    state: &Shared,
) -> Result<Response<Sent>, Broken> {
    let (head, body) = request.into_parts();
    let body = read(body).await?;
    let (path, query) = (head.uri.path(), head.uri.query().unwrap_or_default());
    let operations = operations_of(operations, &head.method, path, query);
    let request = ReceivedRequest::new(operations, head.method, path, query, head.headers, body);
    let Answer {
        response,
        delay,
        fault,
        ..
    } = state.answer(request);
    if !delay.is_zero() {
        sleep(delay).await;
    }
    match fault {
        Some(Fault::Closes) => return Err(Broken),
        Some(Fault::Hangs) => pending().await,
        Some(Fault::Cuts | Fault::Stalls) | None => {}
    }
    let mut sent = Response::new(Sent::new(response.body(), fault));
    *sent.status_mut() = response.status();
    *sent.headers_mut() = response.headers().clone();
    Ok(sent)
}

/// Waits for the whole body of a request.
async fn read(mut body: Incoming) -> Result<Bytes, Broken> {
    let mut bytes = Vec::new();
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        if let Ok(data) = frame.map_err(|_| Broken)?.into_data() {
            bytes.extend(data);
        }
    }
    Ok(bytes.into())
}

/// The body of a response.
struct Sent {
    /// What is sent at once, if it was not sent.
    next: Option<Bytes>,
    /// The length that the head says, in bytes.
    length: usize,
    fault: Option<Fault>,
    /// What was sent has had time to leave.
    is_flushed: bool,
}

impl Sent {
    fn new(body: &Bytes, fault: Option<Fault>) -> Self {
        let end = if fault.is_some() {
            body.len() / 2
        } else {
            body.len()
        };
        Self {
            next: Some(body.slice(..end)).filter(|next| !next.is_empty()),
            length: body.len(),
            fault,
            is_flushed: false,
        }
    }
}

impl Body for Sent {
    type Data = Bytes;
    type Error = Broken;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        if let Some(next) = self.next.take() {
            return Poll::Ready(Some(Ok(Frame::data(next))));
        }
        match self.fault {
            Some(Fault::Stalls) => Poll::Pending,
            Some(_) if self.is_flushed => Poll::Ready(Some(Err(Broken))),
            Some(_) => {
                self.is_flushed = true;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.next.is_none() && self.fault.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.length as u64)
    }
}

/// The server breaks off.
#[derive(Debug)]
struct Broken;

impl fmt::Display for Broken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the server breaks off")
    }
}

impl error::Error for Broken {}
