//! Pages that links lead to: which are followed, and which are not.

use crate::support::{Server, header, json, targets, write};
use wire::Error;

/// Answers the first request with the header of links that `link` makes, others with an empty page.
fn linking(link: impl Fn(&str) -> String + Send + Sync + 'static) -> Server {
    Server::new(move |number, request, stream| {
        let host = header(request, "host").unwrap_or_default();
        let answer = match number {
            0 => json(&link(host), "[1]"),
            _ => json("", "[2]"),
        };
        write(stream, answer.as_bytes());
    })
}

/// Where the second request goes, if there is one.
async fn followed(header: &'static str) -> Option<String> {
    let server = linking(move |_| header.to_owned());
    let client = server.client();
    let mut items = client.pages().by_link("a").items();
    while let Some(item) = items.next().await {
        item.unwrap_or_else(|error| panic!("{header}: {error:?}"));
    }
    targets(&server).get(1).cloned()
}

#[tokio::test]
async fn links_to_the_next_page_are_found_however_they_are_written() {
    const NEXT: &str = "/n?page=2";
    for header in [
        "Link: </n?page=2>; rel=\"next\"\r\n",
        "Link: </n?page=2>; rel=next\r\n",
        "link: </n?page=2>;REL=NEXT\r\n",
        "LINK:   < /n?page=2 >  ;  rel = \"prev  next\"\r\n",
        "Link: </n?page=9>; rel=\"last\", </n?page=2>; rel=\"next\"\r\n",
        "Link: </n?page=9>; rel=last\r\nLink: </n?page=2>; rel=next\r\n",
        "Link: </x>; title=\"a, <b>; rel=next\", </n?page=2>; title=\"\\\"\"; rel=\"next\"\r\n",
        "Link: </x>; rel=prev; rel=next, </n?page=2>; rel=next\r\n",
        "Link: </x>; rel=next; anchor=\"/other\", </n?page=2>; hreflang=de; rel=next\r\n",
        "Link: , ,</n?page=2>; rel=next,\r\n",
        "Link: <http://[>; rel=last, </n?page=2>; rel*=UTF-8''x; rel=next\r\n",
        "Link: </n?page=2#top>; rel=next\r\n",
    ] {
        assert_eq!(followed(header).await.as_deref(), Some(NEXT), "{header}");
    }
    for header in [
        "",
        "Link: </n?page=2>; rel=\"prev\"\r\n",
        "Link: </n?page=2>; rel=\"nextt\"\r\n",
        "Link: </n?page=2>\r\n",
        "Link: </n?page=2>; title=next\r\n",
        "Link: </n?page=2\r\n",
        "Link: /n?page=2; rel=next\r\n",
        "Link: <>; rel=next\r\n",
        "Link: </n?page=2>; rel=\r\n",
        "X-Link: </n?page=2>; rel=next\r\n",
    ] {
        assert_eq!(followed(header).await, None, "{header}");
    }
}

#[tokio::test]
async fn links_are_relative_to_the_present_page() {
    for (header, target) in [
        ("Link: <?page=2>; rel=next\r\n", "/pages/link/a?page=2"),
        ("Link: <b>; rel=next\r\n", "/pages/link/b"),
        ("Link: <../b>; rel=next\r\n", "/pages/b"),
        ("Link: <./%C3%BC>; rel=next\r\n", "/pages/link/%C3%BC"),
    ] {
        assert_eq!(followed(header).await.as_deref(), Some(target), "{header}");
    }
    // The second page has a link of its own.
    let server = Server::new(|number, _, stream| {
        let link = ["</b/c?page=2>", "<d>", "<?page=4>", ""][number];
        let link = format!("Link: {link}; rel=next\r\n");
        write(stream, json(&link, "[1]").as_bytes());
    });
    let client = server.client();
    let mut pages = client.pages().by_link("a").pages();
    while let Some(page) = pages.next().await {
        page.expect("it is read");
    }
    assert_eq!(
        targets(&server),
        ["/pages/link/a", "/b/c?page=2", "/b/d", "/b/d?page=4"]
    );
}

#[tokio::test]
async fn credentials_go_along_and_none_is_sent_twice() {
    let server = linking(|host| {
        let url = format!("http://{host}/v1/pages/link/a%20b?k%65y=old&size=2&page=2&to=x");
        format!("Link: <{url}>; rel=next\r\n")
    });
    let builder = server.builder().base_url(format!("{}/v1", server.url()));
    let client = builder.bearer("t").query_key("k").build();
    let client = client.expect("the client builds");
    let call = client.pages().by_link("a b").size(2).header("X-A", "b");
    let mut items = call.query_param("to", "x").query_param("of", "y").items();
    while let Some(item) = items.next().await {
        item.expect("it is read");
    }
    for request in server.requests() {
        assert_eq!(header(&request, "authorization"), Some("Bearer t"));
        assert_eq!(header(&request, "x-a"), Some("b"));
    }
    assert_eq!(
        targets(&server),
        [
            "/v1/pages/link/a%20b?size=2&to=x&of=y&key=k",
            "/v1/pages/link/a%20b?size=2&page=2&to=x&of=y&key=k"
        ]
    );
}

#[tokio::test]
async fn a_link_to_another_origin_is_an_error_and_nothing_is_sent_there() {
    let other = Server::answering([&json("", "[]")]);
    let elsewhere = other.address().to_owned();
    for link in [
        format!("http://{elsewhere}/pages/link/a"),
        format!("//{elsewhere}/pages/link/a"),
        format!("http:\\\\{elsewhere}\\pages"),
        format!("http://HOST@{elsewhere}/"),
        "http://me:secret@HOST/pages/link/a?page=2".to_owned(),
        "https://HOST/pages/link/a?page=2".to_owned(),
        "http://HOST.example.com/".to_owned(),
        "data:application/json,[]".to_owned(),
        "file:///etc/passwd".to_owned(),
        "http://[".to_owned(),
    ] {
        let text = link.clone();
        let server = linking(move |host| {
            let link = text.replace("HOST", host);
            format!("Link: <{link}>; rel=next\r\n")
        });
        let client = server.builder().bearer("t").query_key("k").build();
        let client = client.expect("the client builds");
        let mut items = client.pages().by_link("a").items();
        // What came is not lost.
        assert!(matches!(items.next().await, Some(Ok(1))), "{link}");
        let error = items.next().await.expect("not the end");
        let Err(Error::Request(reason)) = &error else {
            panic!("{link}: {error:?}");
        };
        let reason = reason.to_string();
        assert!(reason.starts_with("the link to the next page"), "{reason}");
        assert!(!reason.contains("secret"), "{reason}");
        items.resume();
        assert!(items.next().await.is_none(), "{link}");
        assert_eq!(server.count(), 1, "{link}");
    }
    assert_eq!(other.count(), 0);
}

#[tokio::test]
async fn a_link_to_a_page_that_was_read_is_no_endless_list() {
    for link in ["?page=1", "", "#top", "?"] {
        let link = format!("Link: <{link} >; rel=next, </x>; rel=first\r\n");
        let server = Server::answering([&json(&link, "[1]")]);
        let client = server.client();
        let mut items = client.pages().by_link("a").items();
        let mut error = None;
        while let Some(item) = items.next().await {
            error = item.err();
        }
        // An empty link is none.
        let is_error = matches!(error, Some(Error::Request(_)));
        assert_eq!(is_error, !link.contains("< >"), "{link}: {error:?}");
        assert!(server.count() <= 3, "{link}");
    }
    let server = Server::answering([&json("Link: <?page=1>; rel=next\r\n", "[]")]);
    let client = server.client();
    let mut items = client.pages().by_link("a").items();
    assert!(items.next().await.is_none());
    assert_eq!(server.count(), 2);
}

#[tokio::test]
async fn a_link_may_be_in_the_body() {
    let server = Server::new(|number, _, stream| {
        let body = match number {
            0 => r#"{"numbers": [1], "meta": {"pages": null, "next": "/next?a=b"}}"#,
            _ => r#"{"numbers": [2], "meta": {"pages": null, "next": null}}"#,
        };
        write(stream, json("", body).as_bytes());
    });
    let client = server.client();
    let mut items = client.pages().by_link_in_body().items();
    assert!(matches!(items.next().await, Some(Ok(1))));
    assert!(matches!(items.next().await, Some(Ok(2))));
    assert!(items.next().await.is_none());
    assert_eq!(targets(&server), ["/pages/link-in-body", "/next?a=b"]);
}
