//! Parameters beyond styles: `allowReserved`, `content`, types, sharing.

use crate::support::sent;
use wire::models::{Color, Filter, SendTypesEither};

#[tokio::test]
async fn reserved_characters_stay_where_allowed() {
    let request = sent!(|client| client
        .parameters()
        .send_reserved("id")
        .plain("a/b?c=d&e")
        .reserved("https://x.org/?a=b&c+d#e[f]%20")
        .list(["a/b", "c:d"]));
    assert_eq!(
        request.target(),
        "/reserved/id?plain=a%2Fb%3Fc%3Dd%26e\
         &reserved=https://x.org/?a%3Db%26c%2Bd%23e%5Bf%5D%20&list=a/b,c:d"
    );
}

#[tokio::test]
async fn parameters_by_content() {
    let filter = || Filter::new().name("a/b").tags(["x"]);
    let request = sent!(|client| client
        .parameters()
        .send_content(filter())
        .filter(filter())
        .x_filter(filter())
        .state([1, 2]));
    let encoded = "%7B%22name%22%3A%22a%2Fb%22%2C%22tags%22%3A%5B%22x%22%5D%7D";
    assert_eq!(
        request.target(),
        format!("/content/{encoded}?filter={encoded}")
    );
    assert_eq!(
        request.header("x-filter"),
        Some(r#"{"name":"a/b","tags":["x"]}"#)
    );
    assert_eq!(request.header("cookie"), Some("state=%5B1%2C2%5D"));
}

#[tokio::test]
async fn every_type_as_text() {
    let request = sent!(|client| client
        .parameters()
        .send_types()
        .bool(true)
        .int(-1)
        .long(u64::MAX)
        .number(1.5)
        .at("2024-01-02T03:04:05+01:00")
        .color(Color::Blue)
        .level(2)
        .either(SendTypesEither::Integer(7))
        .colors([Color::Black, Color::from("sky")]));
    assert_eq!(
        request.target(),
        "/types?bool=true&int=-1&long=18446744073709551615&number=1.5\
         &at=2024-01-02T03%3A04%3A05%2B01%3A00&color=blue&level=2&either=7\
         &colors=black&colors=sky"
    );
}

#[tokio::test]
async fn one_name_in_four_places() {
    let request = sent!(|client| client
        .parameters()
        .get_shared("path")
        .limit(3)
        .id_query("query")
        .id_header("header")
        .id_cookie("cookie"));
    assert_eq!(request.line, "GET /shared/path?limit=3&id=query");
    assert_eq!(request.header("id"), Some("header"));
    assert_eq!(request.header("cookie"), Some("id=cookie"));
}

#[tokio::test]
async fn an_operation_overrides_its_path() {
    let request = sent!(|client| client.parameters().put_shared("a", [1, 2]));
    assert_eq!(request.line, "PUT /shared/a?limit=1&limit=2");
}
