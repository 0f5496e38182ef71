//! Names that are no Rust names.

use crate::support::sent;
use wire::models::T名前;

#[tokio::test]
async fn names_on_the_wire_are_those_of_the_document() {
    let request = sent!(|client| client
        .名前()
        .検索(T名前::犬)
        .a_b("1")
        .größe("2")
        .scope("4")
        .cyrillic_scope("5")
        .r#type("3"));
    assert_eq!(
        request.line,
        "GET /names/%E7%8A%AC?a%5Bb%5D=1&gr%C3%B6%C3%9Fe=2&scope=4&%D1%95cope=5&type=3"
    );
}
