//! Query parameters: the rows `form`, `spaceDelimited`, `pipeDelimited` and `deepObject` of OpenAPI
//! 3.0.4, "Style Examples".

use crate::support::{colors, rgb, sent};
use wire::models::{Filter, FilterRange};

#[tokio::test]
async fn form() {
    let request = sent!(|client| client
        .styles()
        .query_form()
        .text("blue")
        .list(colors())
        .object(rgb()));
    assert_eq!(
        request.line,
        "GET /form?text=blue&list=blue,black,brown&object=R,100,G,200,B,150"
    );
}

#[tokio::test]
async fn form_exploded() {
    let request = sent!(|client| client
        .styles()
        .query_form_exploded()
        .text("blue")
        .list(colors())
        .object(rgb()));
    assert_eq!(
        request.target(),
        "/form-exploded?text=blue&list=blue&list=black&list=brown&R=100&G=200&B=150"
    );
}

#[tokio::test]
async fn space_delimited() {
    let request = sent!(|client| client
        .styles()
        .query_space_delimited()
        .list(colors())
        .object(rgb()));
    assert_eq!(
        request.target(),
        "/space-delimited?list=blue%20black%20brown&object=R%20100%20G%20200%20B%20150"
    );
}

#[tokio::test]
async fn pipe_delimited() {
    let request = sent!(|client| client
        .styles()
        .query_pipe_delimited()
        .list(colors())
        .object(rgb()));
    assert_eq!(
        request.target(),
        "/pipe-delimited?list=blue%7Cblack%7Cbrown&object=R%7C100%7CG%7C200%7CB%7C150"
    );
}

#[tokio::test]
async fn deep_object() {
    let request = sent!(|client| client.styles().query_deep_object().object(rgb()));
    assert_eq!(
        request.target(),
        "/deep-object?object%5BR%5D=100&object%5BG%5D=200&object%5BB%5D=150"
    );
    let filter = Filter::new()
        .name("a b")
        .range(FilterRange::new().from(1).to(2))
        .tags(["x", "y"]);
    let request = sent!(|client| client.styles().query_deep_object().filter(filter));
    assert_eq!(
        request.target(),
        "/deep-object?filter%5Bname%5D=a%20b&filter%5Brange%5D%5Bfrom%5D=1\
         &filter%5Brange%5D%5Bto%5D=2&filter%5Btags%5D%5B0%5D=x&filter%5Btags%5D%5B1%5D=y"
    );
}

/// Brackets as they are read, without their percent-encoding.
fn plain(query: &str) -> String {
    query.replace("%5B", "[").replace("%5D", "]")
}

#[tokio::test]
async fn arrays_in_deep_objects_have_indices() {
    let request = sent!(|client| client
        .styles()
        .query_deep_object()
        .expand(["customer", "charges.data"]));
    assert_eq!(
        plain(request.target()),
        "/deep-object?expand[0]=customer&expand[1]=charges.data"
    );
    let items = [
        Filter::new().name("a").range(FilterRange::new().from(1)),
        Filter::new(),
        Filter::new().name("b").tags(["x", "y"]),
    ];
    let request = sent!(|client| client.styles().query_deep_object().items(items));
    assert_eq!(
        plain(request.target()),
        "/deep-object?items[0][name]=a&items[0][range][from]=1\
         &items[2][name]=b&items[2][tags][0]=x&items[2][tags][1]=y"
    );
    let request = sent!(|client| client
        .styles()
        .query_deep_object()
        .expand(Vec::<String>::new()));
    assert_eq!(request.target(), "/deep-object");
}

#[tokio::test]
async fn empty_and_absent_values() {
    let request = sent!(|client| client.styles().query_form().text(""));
    assert_eq!(request.target(), "/form?text=");
    let request = sent!(|client| client.styles().query_form());
    assert_eq!(request.target(), "/form");
    let request = sent!(|client| client.styles().query_form().list(Vec::<String>::new()));
    assert_eq!(request.target(), "/form");
}

#[tokio::test]
async fn delimiters_inside_values_are_encoded() {
    let items = ["a,b", "c d", "e|f", "g&h=i"].map(str::to_owned).to_vec();
    let request = sent!(|client| client.styles().query_form().list(items.clone()));
    assert_eq!(request.target(), "/form?list=a%2Cb,c%20d,e%7Cf,g%26h%3Di");
    let request = sent!(|client| client.styles().query_pipe_delimited().list(items));
    assert_eq!(
        request.target(),
        "/pipe-delimited?list=a%2Cb%7Cc%20d%7Ce%7Cf%7Cg%26h%3Di"
    );
}

/// The template says `/act?do=list`.
#[tokio::test]
async fn a_query_in_the_path() {
    let request = sent!(|client| client.parameters().query_in_path().page(2));
    assert_eq!(request.target(), "/act?do=list&page=2");
}
