//! Discord: sends a message with a file, and reads what is wrong with another. A form of texts, JSON
//! and files, enumerations of numbers, errors that nest, a limit of calls.

use discord::{
    Client, Error, FilePart,
    models::{
        AllowedMentionTypes, CreateMessageForm, ErrorDetails, MessageAllowedMentionsRequest,
        MessageAttachmentRequest, MessageCreateRequest, MessageResponseComponentsItem, MessageType,
        RichEmbed,
    },
    operations::channels::CreateMessageError,
};
use serde_json::{Value, json};
use support::{Answer, Request, Server};

const FILE: &[u8] = b"\x89PNG\r\n\x1a\n\x00\xff";

fn main() {
    support::run(task());
}

async fn task() {
    let server = Server::start(answer);
    let client = Client::builder()
        .base_url(server.url())
        .bot_token("Bot MTk4")
        .build()
        .expect("the client builds");
    send_a_file(&client).await;
    read_errors(&client).await;
}

async fn send_a_file(client: &Client) {
    let attachment = MessageAttachmentRequest::new("0")
        .filename("cat.png")
        .description("a cat & more");
    let form = CreateMessageForm::new()
        .content("Schöne Grüße")
        .attachments([attachment])
        .allowed_mentions(MessageAllowedMentionsRequest::new().replied_user(false))
        .embeds([RichEmbed::new().title("T").color(0x00_00ff)])
        .tts(false)
        .files_0(
            FilePart::new(FILE)
                .file_name("cat.png")
                .content_type("image/png"),
        );
    let sent = client
        .channels()
        .create_message("290926798626357999", form)
        .send()
        .await
        .expect("it is sent");
    assert_eq!(sent.id.as_str(), "1234567890123456789");
    assert_eq!(sent.r#type, MessageType::Default);
    assert_eq!(sent.content, "Schöne Grüße");
    assert_eq!(sent.edited_timestamp, None);
    assert_eq!(sent.author.username, "Nelly");
    let [
        MessageResponseComponentsItem::TextDisplayComponentResponse(text),
        MessageResponseComponentsItem::ActionRowComponentResponse(row),
    ] = &sent.components[..]
    else {
        panic!("the numbers tell them apart: {:?}", sent.components);
    };
    assert_eq!(text.content, "**Hi**");
    assert_eq!(row.id, 2);
    let [attachment] = &sent.attachments[..] else {
        panic!("one file was sent: {:?}", sent.attachments);
    };
    assert_eq!(attachment.filename, "cat.png");
    assert_eq!(attachment.content_type.as_deref(), Some("image/png"));
}

async fn read_errors(client: &Client) {
    let mentions = MessageAllowedMentionsRequest::new().parse([Some(AllowedMentionTypes::Users)]);
    let message = MessageCreateRequest::new()
        .content("")
        .allowed_mentions(mentions)
        .embeds_null();
    let answer = client
        .channels()
        .create_message("290926798626357999", message);
    let Err(Error::Api(error)) = answer.send().await else {
        panic!("the message is empty");
    };
    assert_eq!(error.status().as_u16(), 400);
    let CreateMessageError::Status4xx(error) = &**error else {
        panic!("another error: {error:?}");
    };
    assert_eq!(error.code, 50035);
    let Some(ErrorDetails::Map(fields)) = &error.errors else {
        panic!("it says which field: {:?}", error.errors);
    };
    // The description says that the codes in there are numbers, but they are texts: what it does not
    // describe is kept as it came.
    let ErrorDetails::Map(content) = &fields["content"] else {
        panic!("it says what is wrong: {fields:?}");
    };
    let ErrorDetails::Unknown(list) = &content["_errors"] else {
        panic!("the codes are texts: {content:?}");
    };
    assert_eq!(list[0]["code"], "BASE_TYPE_REQUIRED");

    let message = MessageCreateRequest::new().content("too fast");
    let answer = client
        .channels()
        .create_message("290926798626357999", message);
    let Err(Error::Api(error)) = answer.send().await else {
        panic!("it was too fast");
    };
    assert_eq!(error.headers()["x-ratelimit-remaining"], "0");
    let CreateMessageError::Status429(error) = &**error else {
        panic!("another error: {error:?}");
    };
    assert!((error.retry_after - 64.57).abs() < 1e-9);
    assert!(!error.global);
}

fn answer(request: &Request) -> Answer {
    assert_eq!(request.line, "POST /channels/290926798626357999/messages");
    assert_eq!(request.header("authorization"), Some("Bot MTk4"));
    let content_type = request.header("content-type").unwrap_or_default();
    if content_type == "application/json" {
        return match request.json() {
            body if body == json!({"content": "too fast"}) => Answer::json(
                429,
                &json!({
                    "message": "You are being rate limited.", "retry_after": 64.57,
                    "global": false, "code": 0,
                }),
            )
            .header("X-RateLimit-Remaining", "0"),
            body => {
                let expected = json!({
                    "content": "", "embeds": null, "allowed_mentions": {"parse": ["users"]},
                });
                assert_eq!(body, expected);
                Answer::json(400, &invalid())
            }
        };
    }
    let parts = request.parts();
    let part = |name: &str| {
        let mut named = parts.iter().filter(|part| part.name == name);
        let part = named.next().expect("the part is sent");
        assert!(named.next().is_none(), "{name} is sent twice");
        part
    };
    assert_eq!(parts.len(), 6);
    assert_eq!(part("content").text(), "Schöne Grüße");
    assert_eq!(part("content").file_name, None);
    assert_eq!(part("tts").text(), "false");
    assert_eq!(
        part("attachments").json(),
        json!({"id": "0", "filename": "cat.png", "description": "a cat & more"})
    );
    assert_eq!(
        part("allowed_mentions").json(),
        json!({"replied_user": false})
    );
    assert_eq!(part("embeds").json(), json!({"title": "T", "color": 255}));
    let file = part("files[0]");
    assert_eq!(file.file_name.as_deref(), Some("cat.png"));
    assert_eq!(file.content_type.as_deref(), Some("image/png"));
    assert_eq!(file.content, FILE);
    Answer::json(200, &message())
}

fn message() -> Value {
    json!({
        "type": 0,
        "id": "1234567890123456789",
        "channel_id": "290926798626357999",
        "content": "Schöne Grüße",
        "mentions": [],
        "mention_roles": [],
        "attachments": [{
            "id": "1234567890123456790",
            "filename": "cat.png",
            "description": "a cat & more",
            "size": FILE.len(),
            "url": "https://cdn.discordapp.com/attachments/1/2/cat.png",
            "proxy_url": "https://media.discordapp.net/attachments/1/2/cat.png",
            "width": 1,
            "height": 1,
            "content_type": "image/png",
            "content_scan_version": 4,
        }],
        "embeds": [{"type": "rich", "title": "T", "color": 255}],
        "timestamp": "2026-01-02T03:04:05.678000+00:00",
        "edited_timestamp": null,
        "flags": 0,
        "components": [
            {"type": 10, "id": 1, "content": "**Hi**"},
            {"type": 1, "id": 2, "components": []},
        ],
        "author": {
            "id": "53908099506183680",
            "username": "Nelly",
            "avatar": "a_bab14f271d565501444b2ca3be944b25",
            "discriminator": "0",
            "public_flags": 0,
            "flags": 0,
            "bot": true,
            "global_name": null,
            "clan": null,
        },
        "pinned": false,
        "mention_everyone": false,
        "tts": false,
    })
}

fn invalid() -> Value {
    json!({
        "code": 50035,
        "errors": {"content": {"_errors": [
            {"code": "BASE_TYPE_REQUIRED", "message": "This field is required"},
        ]}},
        "message": "Invalid Form Body",
    })
}
