//! Box: uploads a file, downloads it by way of a redirect, and removes its shared link. A form
//! with a file, an answer that is no error to everyone, `null` that is sent, and a path with a
//! fragment.

use box_platform::{
    Client, Error, FilePart,
    models::{
        ClientErrorCode, FileItemStatus, PostFilesContentForm, PostFilesContentFormAttributes,
        PostFilesContentFormAttributesParent, PutFilesIdRemoveSharedLinkBody,
    },
    operations::downloads::{GetFilesIdContentError, GetFilesIdContentStatus302Headers},
};
use serde_json::{Value, json};
use support::{Answer, Request, Server};

/// No UTF-8, and with what ends the lines of a form.
const CONTENT: &[u8] = b"\x89PNG\r\n\x1a\n--\r\n\xff\x00";

fn main() {
    support::run(task());
}

async fn task() {
    let server = Server::start(answer);
    let client = Client::builder()
        .base_url(server.url())
        .oauth2_security("token-1")
        .build()
        .expect("the client builds");
    let id = upload(&client).await;
    download(&client, &id).await;
    unshare(&client, &id).await;
}

async fn upload(client: &Client) -> String {
    let form = |name: &str| {
        let folder = PostFilesContentFormAttributesParent::new("0");
        let attributes = PostFilesContentFormAttributes::new(name, folder)
            .content_created_at("2012-12-12T10:53:43-08:00");
        let file = FilePart::new(CONTENT)
            .file_name(name)
            .content_type("image/png");
        PostFilesContentForm::new(attributes, file)
    };
    let uploaded = client
        .uploads()
        .post_files_content()
        .content_md5("134b65991ed521fcfe4724b7d814ab8ded5185dc")
        .body(form("Contract ü.png"))
        .send()
        .await
        .expect("it is uploaded");
    assert_eq!(uploaded.status().as_u16(), 201);
    let entries = uploaded.entries.as_deref().unwrap_or_default();
    let [file] = entries else {
        panic!("one file was uploaded: {entries:?}");
    };
    assert_eq!(file.name.as_deref(), Some("Contract ü.png"));
    assert_eq!(file.item_status, FileItemStatus::Active);
    assert!(file.shared_link.is_none());

    let again = client
        .uploads()
        .post_files_content()
        .body(form("taken.png"));
    let Err(Error::Api(error)) = again.send().await else {
        panic!("the name is taken");
    };
    assert_eq!(error.status().as_u16(), 409);
    // Newer than the description.
    let code = ClientErrorCode::from("item_name_in_use");
    assert!(matches!(code, ClientErrorCode::Unknown(_)));
    assert_eq!(error.code, Some(code));
    file.id.clone()
}

async fn download(client: &Client, id: &str) {
    let answer = client.downloads().get_files_id_content(id).send().await;
    let Err(Error::Api(answer)) = answer else {
        panic!("the file is elsewhere: {answer:?}");
    };
    assert_eq!(**answer, GetFilesIdContentError::Status302);
    let headers = GetFilesIdContentStatus302Headers::of(answer.headers());
    let location = headers.expect("they are read").location;
    let location = location.expect("it says where the file is");
    let file = reqwest::get(location).await.expect("it is there");
    assert_eq!(file.bytes().await.expect("it arrives"), CONTENT);
}

async fn unshare(client: &Client, id: &str) {
    // What the description says is always there is there only if asked for.
    let fields = "shared_link,sequence_id,sha1,description,size,path_collection,created_at,\
                  modified_at,modified_by,owned_by,item_status";
    let file = client
        .shared_links_files()
        .put_files_id_remove_shared_link(id, fields)
        .body(PutFilesIdRemoveSharedLinkBody::new().shared_link_null())
        .send()
        .await
        .expect("it is no longer shared");
    assert_eq!(file.id, id);
    assert_eq!(file.shared_link, None);
    assert_eq!(file.size, 629_644);
    assert_eq!(file.path_collection.entries[0].id, "0");
}

fn answer(request: &Request) -> Answer {
    if request.line == "GET /signed" {
        assert_eq!(request.header("authorization"), None);
        return Answer::new(200, "image/png", CONTENT);
    }
    assert_eq!(request.header("authorization"), Some("Bearer token-1"));
    match request.line.as_str() {
        "POST /files/content" => {
            let parts = request.parts();
            // Box reads them in this order only.
            let names: Vec<_> = parts.iter().map(|part| part.name.as_str()).collect();
            assert_eq!(names, ["attributes", "file"]);
            assert_eq!(parts[0].file_name, None);
            let attributes = parts[0].json();
            let name = attributes["name"].as_str().unwrap_or_default();
            if name == "taken.png" {
                return Answer::json(409, &conflict());
            }
            assert_eq!(
                attributes,
                json!({
                    "name": "Contract ü.png",
                    "parent": {"id": "0"},
                    "content_created_at": "2012-12-12T10:53:43-08:00",
                })
            );
            assert_eq!(parts[1].file_name.as_deref(), Some(name));
            assert_eq!(parts[1].content_type.as_deref(), Some("image/png"));
            assert_eq!(parts[1].content, CONTENT);
            assert_eq!(
                request.header("content-md5"),
                Some("134b65991ed521fcfe4724b7d814ab8ded5185dc")
            );
            let mut file = file();
            file["name"] = json!(name);
            Answer::json(201, &json!({"total_count": 1, "entries": [file]}))
        }
        "GET /files/12345/content" => {
            let host = request.header("host").expect("there is one");
            Answer::status(302).header("Location", &format!("http://{host}/signed"))
        }
        "PUT /files/12345" => {
            let query = request.query_pairs();
            let [(name, fields)] = &query[..] else {
                panic!("one parameter is documented: {query:?}");
            };
            assert_eq!(name, "fields");
            assert_eq!(request.json(), json!({"shared_link": null}));
            // Only what is asked for, and what always comes.
            let mut file = file();
            file.as_object_mut()
                .expect("it is an object")
                .retain(|name, _| {
                    ["type", "id", "etag"].contains(&name.as_str())
                        || fields.split(',').any(|field| field == name)
                });
            assert_eq!(file["shared_link"], Value::Null);
            Answer::json(200, &file)
        }
        other => panic!("{other} is not called"),
    }
}

fn file() -> Value {
    let user = json!({
        "type": "user", "id": "33224412", "name": "Aaron Levie", "login": "ceo@example.com",
    });
    json!({
        "type": "file",
        "id": "12345",
        "etag": "1",
        "file_version": {"type": "file_version", "id": "26261748416", "sha1": "134b65991ed5"},
        "sequence_id": "3",
        "sha1": "134b65991ed521fcfe4724b7d814ab8ded5185dc",
        "name": "Contract.png",
        "description": "",
        "size": 629_644,
        "path_collection": {
            "total_count": 1,
            "entries": [{
                "type": "folder", "id": "0", "sequence_id": null, "etag": null,
                "name": "All Files",
            }],
        },
        "created_at": "2012-12-12T10:55:30-08:00",
        "modified_at": "2012-12-12T11:04:26-08:00",
        "trashed_at": null,
        "purged_at": null,
        "content_created_at": "2012-12-12T10:53:43-08:00",
        "content_modified_at": "2012-12-12T10:53:43-08:00",
        "created_by": user,
        "modified_by": user,
        "owned_by": user,
        "shared_link": null,
        "parent": {
            "type": "folder", "id": "0", "sequence_id": null, "etag": null, "name": "All Files",
        },
        "item_status": "active",
    })
}

fn conflict() -> Value {
    json!({
        "type": "error",
        "status": 409,
        "code": "item_name_in_use",
        "context_info": {"conflicts": {"type": "file", "id": "12345", "name": "taken.png"}},
        "help_url": "https://developer.box.com/guides/api-calls/permissions-and-errors/common-errors/",
        "message": "Item with the same name already exists",
        "request_id": "abcdef123456",
    })
}
