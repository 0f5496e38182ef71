//! Path parameters: the rows `matrix`, `label` and `simple` of OpenAPI 3.0.4, "Style Examples".

use crate::support::{NO_CONTENT, Server, colors, rgb, sent};
use wire::Error;

#[tokio::test]
async fn matrix() {
    let request = sent!(|client| client.styles().path_matrix("blue", colors(), rgb()));
    assert_eq!(
        request.line,
        "GET /matrix/;text=blue/;list=blue,black,brown/;object=R,100,G,200,B,150"
    );
    let empty = sent!(|client| client.styles().path_matrix("", colors(), rgb()));
    assert_eq!(
        empty.target(),
        "/matrix/;text/;list=blue,black,brown/;object=R,100,G,200,B,150"
    );
}

#[tokio::test]
async fn matrix_exploded() {
    let request = sent!(|client| client
        .styles()
        .path_matrix_exploded("blue", colors(), rgb()));
    assert_eq!(
        request.target(),
        "/matrix-exploded/;text=blue/;list=blue;list=black;list=brown/;R=100;G=200;B=150"
    );
}

#[tokio::test]
async fn label() {
    let request = sent!(|client| client.styles().path_label("blue", colors(), rgb()));
    assert_eq!(
        request.target(),
        "/label/.blue/.blue,black,brown/.R,100,G,200,B,150"
    );
}

#[tokio::test]
async fn label_exploded() {
    let request = sent!(|client| client.styles().path_label_exploded("blue", colors(), rgb()));
    assert_eq!(
        request.target(),
        "/label-exploded/.blue/.blue.black.brown/.R=100.G=200.B=150"
    );
}

#[tokio::test]
async fn simple() {
    let request = sent!(|client| client.styles().path_simple("blue", colors(), rgb()));
    assert_eq!(
        request.target(),
        "/simple/blue/blue,black,brown/R,100,G,200,B,150"
    );
}

#[tokio::test]
async fn simple_exploded() {
    let request = sent!(|client| client
        .styles()
        .path_simple_exploded("blue", colors(), rgb()));
    assert_eq!(
        request.target(),
        "/simple-exploded/blue/blue,black,brown/R=100,G=200,B=150"
    );
}

#[tokio::test]
async fn everything_but_unreserved_characters_is_encoded() {
    let request = sent!(|client| client.parameters().send_reserved("a/b?c#d e%f;g,h=ü-._~"));
    assert_eq!(
        request.target(),
        "/reserved/a%2Fb%3Fc%23d%20e%25f%3Bg%2Ch%3D%C3%BC-._~"
    );
    let items = vec!["a,b".to_owned(), "c;d".to_owned()];
    let request = sent!(|client| client.styles().path_matrix("=", items, rgb()));
    assert_eq!(
        request.target(),
        "/matrix/;text=%3D/;list=a%2Cb,c%3Bd/;object=R,100,G,200,B,150"
    );
}

#[tokio::test]
async fn two_parameters_in_one_segment() {
    let request = sent!(|client| client.parameters().get_joined("a/b", "json"));
    assert_eq!(request.target(), "/joined/a%2Fb.json");
    let request = sent!(|client| client.parameters().get_joined(".", "."));
    assert_eq!(request.target(), "/joined/...");
}

#[tokio::test]
async fn a_segment_that_leads_elsewhere_is_not_sent() {
    let server = Server::answering(NO_CONTENT);
    let client = server.client();
    for id in ["", ".", ".."] {
        let error = client.parameters().send_reserved(id).send().await;
        assert!(matches!(error, Err(Error::Request(_))), "{id:?}: {error:?}");
    }
    let error = client
        .styles()
        .path_label(".", colors(), rgb())
        .send()
        .await;
    assert!(matches!(error, Err(Error::Request(_))), "{error:?}");
    assert!(server.is_idle());
}
