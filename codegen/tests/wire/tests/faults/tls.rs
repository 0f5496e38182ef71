//! Encryption that nobody vouches for, or that the other side does not speak.

use crate::support::{OK, causes, get, post};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, crypto::aws_lc_rs::default_provider, pki_types::PrivatePkcs8KeyDer},
};
use wire::{
    Client, ClientBuilder, Error, RetryPolicy,
    reqwest::{self, Certificate},
};

/// A server whose certificate is its own, and how often it was called.
struct Server {
    address: String,
    certificate: Certificate,
    connections: Arc<AtomicUsize>,
    requests: Arc<AtomicUsize>,
}

impl Server {
    /// A server on this machine that says it has this name.
    async fn named(name: &str) -> Self {
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed([name.to_owned()]).expect("it is a name");
        let certificate = Certificate::from_der(cert.der()).expect("it is one");
        let key = PrivatePkcs8KeyDer::from(signing_key.serialize_der());
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .expect("it has these versions")
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], key.into())
            .expect("the key is that of the certificate");
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("it has one").to_string();
        let [connections, requests] = [(); 2].map(|()| Arc::new(AtomicUsize::new(0)));
        let (connected, requested) = (Arc::clone(&connections), Arc::clone(&requests));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                connected.fetch_add(1, Ordering::SeqCst);
                let Ok(mut stream) = acceptor.accept(stream).await else {
                    continue;
                };
                if matches!(stream.read(&mut [0; 4096]).await, Ok(1..)) {
                    requested.fetch_add(1, Ordering::SeqCst);
                    let _ = stream.write_all(OK.as_bytes()).await;
                    let _ = stream.shutdown().await;
                }
            }
        });
        Self {
            address,
            certificate,
            connections,
            requests,
        }
    }

    fn builder(&self, scheme: &str) -> ClientBuilder {
        Client::builder()
            .base_url(format!("{scheme}://{}", self.address))
            .default_header("Authorization", "Bearer s3cret")
            .retry(RetryPolicy::default().first_delay(Duration::from_millis(1)))
    }

    /// A client that takes the certificate for one of an authority.
    fn trusting(&self) -> Client {
        let http = reqwest::Client::builder().tls_certs_only([self.certificate.clone()]);
        let builder = self.builder("https").http_client_builder(http);
        builder.build().expect("the client builds")
    }

    fn counts(&self) -> (usize, usize) {
        let count = |of: &AtomicUsize| of.load(Ordering::SeqCst);
        (count(&self.connections), count(&self.requests))
    }
}

/// What an error and its causes say, without a secret.
fn said(error: &(dyn std::error::Error + 'static)) -> String {
    let text = causes(error);
    assert!(!format!("{text}{error:?}").contains("s3cret"), "{text}");
    text
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_an_error() {
    let server = Server::named("127.0.0.1").await;
    let client = server.builder("https").build().expect("the client builds");
    let error = post(&client).send_raw().await.expect_err("it is unknown");
    let Error::Transport(transport) = &error else {
        panic!("{error:?}");
    };
    assert!(transport.cause().is_connect(), "{error:?}");
    assert!(said(&error).contains("certificate"), "{}", said(&error));
    // No request was sent, but the certificate would be the same the next time.
    assert_eq!(error.attempts(), 1);
    assert_eq!(server.counts(), (1, 0));

    let answer = post(&server.trusting()).send_raw().await;
    assert_eq!(answer.expect("it is trusted").status().as_u16(), 200);
    assert_eq!(server.counts(), (2, 1));
}

#[tokio::test]
async fn a_certificate_of_another_host_is_an_error() {
    let server = Server::named("elsewhere.example").await;
    let error = get(&server.trusting()).send_raw().await;
    let error = error.expect_err("it is that of another");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(said(&error).contains("certificate"), "{}", said(&error));
    assert_eq!(server.counts(), (1, 0));
}

#[tokio::test]
async fn a_request_without_encryption_to_a_port_with_it_is_an_error() {
    let server = Server::named("127.0.0.1").await;
    let client = server.builder("http").build().expect("the client builds");
    let error = post(&client).send_raw().await.expect_err("it is no HTTP");
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    said(&error);
    // It may have arrived.
    assert_eq!(error.attempts(), 1);
    assert_eq!(server.counts(), (1, 0));
}
