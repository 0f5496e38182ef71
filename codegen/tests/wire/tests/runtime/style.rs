//! The table of OpenAPI 3.0.4, Style Examples, row by row, and what lies beside it.

use crate::runtime::{
    Style,
    requests::{
        data::Data,
        style::{self, Escape},
    },
};

fn undefined() -> Data {
    Data::Null
}

fn text(text: &str) -> Data {
    Data::Text(text.to_owned())
}

fn plain(text: &str) -> Data {
    Data::Plain(text.to_owned())
}

fn array() -> Data {
    Data::List(["blue", "black", "brown"].map(text).to_vec())
}

fn object() -> Data {
    let color = |name: &str, value| (name.to_owned(), plain(value));
    Data::Object(vec![
        color("R", "100"),
        color("G", "200"),
        color("B", "150"),
    ])
}

fn path(data: &Data, style: Style, explode: bool) -> String {
    let mut out = String::new();
    style::path(&mut out, "color", data, style, explode, Escape::Strict);
    out
}

fn query(data: &Data, style: Style, explode: bool) -> String {
    let mut out = String::new();
    style::query(&mut out, "color", data, style, explode, Escape::Strict);
    out
}

fn cookie(data: &Data, explode: bool) -> String {
    let mut out = String::new();
    style::cookie(&mut out, "color", data, Style::Form, explode);
    out
}

#[test]
fn path_rows_of_the_table() {
    let rows = [
        (
            Style::Matrix,
            false,
            [
                ";color",
                ";color=blue",
                ";color=blue,black,brown",
                ";color=R,100,G,200,B,150",
            ],
        ),
        (
            Style::Matrix,
            true,
            [
                ";color",
                ";color=blue",
                ";color=blue;color=black;color=brown",
                ";R=100;G=200;B=150",
            ],
        ),
        (
            Style::Label,
            false,
            [".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"],
        ),
        (
            Style::Label,
            true,
            [".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"],
        ),
        (
            Style::Simple,
            false,
            ["", "blue", "blue,black,brown", "R,100,G,200,B,150"],
        ),
        (
            Style::Simple,
            true,
            ["", "blue", "blue,black,brown", "R=100,G=200,B=150"],
        ),
    ];
    for (style, explode, expected) in rows {
        let values = [undefined(), text("blue"), array(), object()];
        let written = values.map(|value| path(&value, style, explode));
        assert_eq!(written, expected, "{style:?}, explode: {explode}");
    }
}

#[test]
fn query_rows_of_the_table() {
    let rows = [
        (
            Style::Form,
            false,
            [
                "color=",
                "color=blue",
                "color=blue,black,brown",
                "color=R,100,G,200,B,150",
            ],
        ),
        (
            Style::Form,
            true,
            [
                "color=",
                "color=blue",
                "color=blue&color=black&color=brown",
                "R=100&G=200&B=150",
            ],
        ),
    ];
    for (style, explode, expected) in rows {
        let values = [undefined(), text("blue"), array(), object()];
        let written = values.map(|value| query(&value, style, explode));
        assert_eq!(written, expected, "{style:?}, explode: {explode}");
    }
    assert_eq!(
        query(&array(), Style::SpaceDelimited, false),
        "color=blue%20black%20brown"
    );
    assert_eq!(
        query(&object(), Style::SpaceDelimited, false),
        "color=R%20100%20G%20200%20B%20150"
    );
    assert_eq!(
        query(&array(), Style::PipeDelimited, false),
        "color=blue%7Cblack%7Cbrown"
    );
    assert_eq!(
        query(&object(), Style::PipeDelimited, false),
        "color=R%7C100%7CG%7C200%7CB%7C150"
    );
    assert_eq!(
        query(&object(), Style::DeepObject, true),
        "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"
    );
}

#[test]
fn cells_that_the_table_leaves_open() {
    assert_eq!(
        query(&array(), Style::SpaceDelimited, true),
        "color=blue&color=black&color=brown"
    );
    assert_eq!(
        query(&array(), Style::PipeDelimited, true),
        "color=blue&color=black&color=brown"
    );
    assert_eq!(
        query(&text("a b"), Style::SpaceDelimited, false),
        "color=a%20b"
    );
    assert_eq!(
        query(&object(), Style::DeepObject, false),
        query(&object(), Style::DeepObject, true)
    );
    assert_eq!(query(&text("blue"), Style::DeepObject, true), "color=blue");
}

#[test]
fn deep_objects_nest_and_number_items() {
    let inner = Data::Object(vec![("min[x]".to_owned(), plain("1"))]);
    let data = Data::Object(vec![
        ("size".to_owned(), inner),
        ("tags".to_owned(), Data::List(vec![text("a&b"), text("ü")])),
        ("none".to_owned(), Data::Null),
    ]);
    assert_eq!(
        query(&data, Style::DeepObject, true),
        "color%5Bsize%5D%5Bmin%5Bx%5D%5D=1&color%5Btags%5D%5B0%5D=a%26b\
         &color%5Btags%5D%5B1%5D=%C3%BC"
    );
}

#[test]
fn empty_arrays_and_objects_are_not_sent() {
    let empty = [
        Data::List(vec![]),
        Data::Object(vec![]),
        Data::List(vec![Data::Null]),
    ];
    for data in &empty {
        for explode in [false, true] {
            for style in [
                Style::Form,
                Style::SpaceDelimited,
                Style::PipeDelimited,
                Style::DeepObject,
            ] {
                assert_eq!(query(data, style, explode), "", "{style:?}");
            }
            for style in [Style::Matrix, Style::Label, Style::Simple] {
                assert_eq!(path(data, style, explode), "", "{style:?}");
            }
        }
    }
}

#[test]
fn empty_strings_are_sent() {
    assert_eq!(query(&text(""), Style::Form, true), "color=");
    assert_eq!(path(&text(""), Style::Matrix, true), ";color");
    assert_eq!(path(&text(""), Style::Label, true), ".");
    let items = Data::List(vec![text(""), text("a")]);
    assert_eq!(query(&items, Style::Form, true), "color=&color=a");
    assert_eq!(path(&items, Style::Matrix, true), ";color;color=a");
}

#[test]
fn all_but_unreserved_characters_are_encoded() {
    let value = text("az09-._~ :/?#[]@!$&'()*+,;=%\"<>\\^`{|}\u{7f}\né€😀");
    let encoded = "az09-._~%20%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%25%22%3C%3E\
                   %5C%5E%60%7B%7C%7D%7F%0A%C3%A9%E2%82%AC%F0%9F%98%80";
    assert_eq!(path(&value, Style::Simple, false), encoded);
    assert_eq!(
        query(&value, Style::Form, false),
        format!("color={encoded}")
    );
}

#[test]
fn names_are_encoded() {
    let mut out = String::new();
    let name = "\u{2764}\u{fe0f}";
    style::query(
        &mut out,
        name,
        &text("love!"),
        Style::Form,
        true,
        Escape::Strict,
    );
    assert_eq!(out, "%E2%9D%A4%EF%B8%8F=love%21");
}

#[test]
fn allow_reserved_keeps_what_means_nothing_in_a_query() {
    // The example of Appendix C: `/` stays, `^` does not; `+`, `&`, `=`, `#`, `[` and `]` would be
    // misread.
    let mut out = String::new();
    let formulas = Data::Object(
        [("a", "x+y"), ("b", "x/y"), ("c", "x^y")]
            .map(|(name, value)| (name.to_owned(), text(value)))
            .to_vec(),
    );
    style::query(
        &mut out,
        "f",
        &formulas,
        Style::Form,
        true,
        Escape::QueryReserved,
    );
    assert_eq!(out, "a=x%2By&b=x/y&c=x%5Ey");

    let mut out = String::new();
    let value = text("http://a:1/?b=c&d#e[]@!$'()*,;");
    style::query(
        &mut out,
        "u",
        &value,
        Style::Form,
        true,
        Escape::QueryReserved,
    );
    assert_eq!(out, "u=http://a:1/?b%3Dc%26d%23e%5B%5D@!$'()*,;");
}

#[test]
fn allow_reserved_keeps_percent_encoded_triples_alone() {
    let mut out = String::new();
    let value = text("a%2Fb 100% %zz %é%");
    style::query(
        &mut out,
        "q",
        &value,
        Style::Form,
        true,
        Escape::QueryReserved,
    );
    assert_eq!(out, "q=a%2Fb%20100%25%20%25zz%20%25%C3%A9%25");
    let mut out = String::new();
    let value = text("a/b?c#d%2e");
    style::path(
        &mut out,
        "p",
        &value,
        Style::Simple,
        false,
        Escape::PathReserved,
    );
    assert_eq!(out, "a/b%3Fc%23d%2e");
}

#[test]
fn cookies_are_separated_as_cookies() {
    assert_eq!(cookie(&text("a b;c"), true), "color=a%20b%3Bc");
    assert_eq!(cookie(&array(), false), "color=blue,black,brown");
    assert_eq!(
        cookie(&array(), true),
        "color=blue; color=black; color=brown"
    );
    assert_eq!(cookie(&object(), true), "R=100; G=200; B=150");
}

#[test]
fn what_a_style_has_no_place_for_becomes_json() {
    let data = Data::List(vec![object(), text("b")]);
    assert_eq!(
        query(&data, Style::Form, true),
        "color=%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D&color=b"
    );
}

#[test]
fn numbers_are_written_in_their_shortest_form() {
    let of = |data: Result<Data, _>| data.map(|data: Data| data.text().into_owned());
    assert_eq!(of(Data::of(&0.1_f32)).unwrap(), "0.1");
    assert_eq!(of(Data::of(&100.0_f64)).unwrap(), "100");
    assert_eq!(of(Data::of(&u64::MAX)).unwrap(), u64::MAX.to_string());
    assert_eq!(of(Data::of(&i64::MIN)).unwrap(), i64::MIN.to_string());
    assert_eq!(of(Data::of(&true)).unwrap(), "true");
    assert!(Data::of(&f64::NAN).is_err());
}

#[test]
fn data_is_the_json_it_came_from() {
    let json = r#"{"a":[1,null,"x\"\n"],"b":{"c":true}}"#;
    let value: serde_json::Value = serde_json::from_str(json).unwrap();
    assert_eq!(Data::of(&value).unwrap().json(), json);
}
