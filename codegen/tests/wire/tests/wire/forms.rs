//! `application/x-www-form-urlencoded` bodies and their encoding.

use crate::support::{colors, rgb, sent};
use wire::models::{Filter, FilterRange, Form};

#[tokio::test]
async fn properties_become_pairs() {
    let body = Form::new("a b&c=ü")
        .plain(colors())
        .flag(true)
        .object(rgb())
        .objects([rgb()]);
    let request = sent!(|client| client.bodies().send_form(body));
    assert_eq!(request.line, "POST /form-body");
    assert_eq!(
        request.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(
        request.text(),
        "name=a+b%26c%3D%C3%BC&plain=blue&plain=black&plain=brown\
         &object=%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D\
         &objects=%5B%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D%5D&flag=true"
    );
}

#[tokio::test]
async fn the_encoding_object_changes_its_property() {
    let body = Form::new("n")
        .pipes(["x", "y"])
        .spaces(["x", "y"])
        .commas([1, 2])
        .deep(rgb())
        .json(["a"])
        .url("https://x.org/?a=b");
    let request = sent!(|client| client.bodies().send_form(body));
    assert_eq!(
        request.text(),
        "name=n&pipes=x%7Cy&spaces=x%20y&commas=1,2\
         &deep%5BR%5D=100&deep%5BG%5D=200&deep%5BB%5D=150\
         &json=%5B%22a%22%5D&url=https://x.org/?a%3Db"
    );
}

/// As the Encoding Objects of Stripe's document ask for it.
#[tokio::test]
async fn deep_objects_nest() {
    let body = Form::new("n").expand(["a", "b"]).items([
        Filter::new()
            .name("p q")
            .range(FilterRange::new().from(1).to(2)),
        Filter::new().tags(["x"]),
    ]);
    let request = sent!(|client| client.bodies().send_form(body));
    let text = request.text().replace("%5B", "[").replace("%5D", "]");
    assert_eq!(
        text,
        "name=n&expand[0]=a&expand[1]=b&items[0][name]=p%20q&items[0][range][from]=1\
         &items[0][range][to]=2&items[1][tags][0]=x"
    );
}

#[tokio::test]
async fn absent_properties_are_left_out() {
    let body = Form::new("").plain(Vec::<String>::new());
    let request = sent!(|client| client.bodies().send_form(body));
    assert_eq!(request.text(), "name=");
}
