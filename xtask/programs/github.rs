//! GitHub: lists issues by a filter, page by page, and reads documented errors. Large models with
//! unions of text and objects, headers of responses.

use github::{
    Client, Error,
    models::{
        AuthorAssociation, Direction, IssueLabelsItem, IssueStateReason, IssuesListForRepoState,
    },
    operations::issues::{ListForRepoError, ListForRepoHeaders},
};
use serde_json::{Value, json};
use support::{Answer, Request, Server, pairs_of};

fn main() {
    support::run(task());
}

async fn task() {
    let server = Server::start(answer);
    let client = Client::builder()
        .base_url(server.url())
        // The description has no security schemes.
        .default_header("Authorization", "Bearer ghp_1")
        .default_header("X-GitHub-Api-Version", "2022-11-28")
        .build()
        .expect("the client builds");
    list_issues(&client).await;
    read_errors(&client).await;
}

async fn list_issues(client: &Client) {
    let mut numbers = Vec::new();
    for page in 1.. {
        let issues = client
            .issues()
            .list_for_repo("octocat", "Hello-World")
            .state(IssuesListForRepoState::All)
            .labels("bug,needs help")
            .assignee("*")
            .since("2026-01-01T00:00:00+01:00")
            .direction(Direction::Asc)
            .per_page(1)
            .page(page)
            .send()
            .await
            .expect("they are listed");
        for issue in issues.iter() {
            numbers.push(issue.number);
            let user = issue.user.as_ref().expect("someone opened it");
            assert_eq!(user.login, "octocat");
            let [first, second] = &issue.labels[..] else {
                panic!("it has two labels: {:?}", issue.labels);
            };
            let IssueLabelsItem::Object(label) = first else {
                panic!("the label is an object: {first:?}");
            };
            assert_eq!(label.name.as_deref(), Some("bug"));
            assert_eq!(label.default_, Some(true));
            assert!(matches!(second, IssueLabelsItem::String(name) if name == "needs help"));
            let author = issue.author_association.as_ref();
            assert_eq!(author, Some(&AuthorAssociation::Collaborator));
            assert_eq!(issue.reactions.as_ref().map(|all| all.plus_1), Some(3));
        }
        let open = issues.iter().all(|issue| issue.state_reason.is_none());
        assert_eq!(open, page == 1);
        let headers = ListForRepoHeaders::of(issues.headers());
        let link = headers.expect("they are read").link.unwrap_or_default();
        if !link.contains("rel=\"next\"") {
            let reason = issues[0].state_reason.as_ref();
            assert_eq!(reason, Some(&IssueStateReason::NotPlanned));
            break;
        }
    }
    assert_eq!(numbers, [1347, 1348]);
}

async fn read_errors(client: &Client) {
    let issues = client.issues();
    let answer = issues.list_for_repo("octocat", "none/../x");
    let error = answer.send().await.expect_err("there is none such");
    assert_eq!(error.operation(), "GET /repos/{owner}/{repo}/issues");
    let Error::Api(error) = error else {
        panic!("it is documented: {error:?}");
    };
    let ListForRepoError::Status404(problem) = &**error else {
        panic!("another error: {error:?}");
    };
    assert_eq!(problem.message.as_deref(), Some("Not Found"));
    assert_eq!(problem.status.as_deref(), Some("404"));

    let answer = issues
        .list_for_repo("octocat", "Hello-World")
        .milestone("first");
    let Err(Error::Api(error)) = answer.send().await else {
        panic!("the milestone is no number");
    };
    let ListForRepoError::Status422(problem) = &**error else {
        panic!("another error: {error:?}");
    };
    let errors = problem.errors.as_deref().unwrap_or_default();
    assert_eq!(errors[0].field.as_deref(), Some("milestone"));
    assert_eq!(errors[0].code, "invalid");

    let answer = client.issues().get("octocat", "Hello-World", 7);
    let Err(Error::Api(error)) = answer.send().await else {
        panic!("the issue is deleted");
    };
    assert_eq!(error.status().as_u16(), 410);
}

fn answer(request: &Request) -> Answer {
    assert_eq!(request.header("authorization"), Some("Bearer ghp_1"));
    assert_eq!(request.header("x-github-api-version"), Some("2022-11-28"));
    let problem = |status: u16, message: &str| {
        let problem = json!({
            "message": message,
            "documentation_url": "https://docs.github.com/rest/issues/issues",
            "status": status.to_string(),
        });
        Answer::json(status, &problem)
    };
    match request.line.as_str() {
        "GET /repos/octocat/Hello-World/issues" => {
            let mut query = request.query_pairs();
            if query == pairs_of([("milestone", "first")]) {
                let problem = json!({
                    "message": "Validation Failed",
                    "errors": [{
                        "value": "first", "resource": "Issue", "field": "milestone",
                        "code": "invalid",
                    }],
                    "documentation_url": "https://docs.github.com/rest/issues/issues",
                    "status": "422",
                });
                return Answer::json(422, &problem);
            }
            let page = query.pop_if(|(name, _)| name == "page");
            query.sort();
            let expected = pairs_of([
                ("assignee", "*"),
                ("direction", "asc"),
                ("labels", "bug,needs help"),
                ("per_page", "1"),
                ("since", "2026-01-01T00:00:00+01:00"),
                ("state", "all"),
            ]);
            assert_eq!(query, expected);
            match page.as_ref().map(|(_, page)| page.as_str()) {
                Some("1") => {
                    let next = "<http://localhost/repositories/1/issues?page=2>; rel=\"next\"";
                    Answer::json(200, &json!([issue(1347, "open", Value::Null)]))
                        .header("Link", next)
                }
                Some("2") => {
                    Answer::json(200, &json!([issue(1348, "closed", json!("not_planned"))]))
                }
                other => panic!("{other:?} is no page"),
            }
        }
        "GET /repos/octocat/none%2F..%2Fx/issues" => problem(404, "Not Found"),
        "GET /repos/octocat/Hello-World/issues/7" => problem(410, "This issue was deleted"),
        other => panic!("{other} is not called"),
    }
}

fn user() -> Value {
    json!({
        "login": "octocat",
        "id": 1,
        "node_id": "MDQ6VXNlcjE=",
        "avatar_url": "https://github.com/images/error/octocat_happy.gif",
        "gravatar_id": "",
        "url": "https://api.github.com/users/octocat",
        "html_url": "https://github.com/octocat",
        "followers_url": "https://api.github.com/users/octocat/followers",
        "following_url": "https://api.github.com/users/octocat/following{/other_user}",
        "gists_url": "https://api.github.com/users/octocat/gists{/gist_id}",
        "starred_url": "https://api.github.com/users/octocat/starred{/owner}{/repo}",
        "subscriptions_url": "https://api.github.com/users/octocat/subscriptions",
        "organizations_url": "https://api.github.com/users/octocat/orgs",
        "repos_url": "https://api.github.com/users/octocat/repos",
        "events_url": "https://api.github.com/users/octocat/events{/privacy}",
        "received_events_url": "https://api.github.com/users/octocat/received_events",
        "type": "User",
        "user_view_type": "public",
        "site_admin": false,
    })
}

fn issue(number: u32, state: &str, reason: Value) -> Value {
    let url = format!("https://api.github.com/repos/octocat/Hello-World/issues/{number}");
    json!({
        "id": number,
        "node_id": "MDU6SXNzdWUx",
        "url": url,
        "repository_url": "https://api.github.com/repos/octocat/Hello-World",
        "labels_url": format!("{url}/labels{{/name}}"),
        "comments_url": format!("{url}/comments"),
        "events_url": format!("{url}/events"),
        "timeline_url": format!("{url}/timeline"),
        "html_url": format!("https://github.com/octocat/Hello-World/issues/{number}"),
        "number": number,
        "state": state,
        "state_reason": reason,
        "title": "Found a bug",
        "body": null,
        "user": user(),
        "labels": [
            {
                "id": 208_045_946_i64,
                "node_id": "MDU6TGFiZWwyMDgwNDU5NDY=",
                "url": "https://api.github.com/repos/octocat/Hello-World/labels/bug",
                "name": "bug",
                "description": "Something isn't working",
                "color": "f29513",
                "default": true,
            },
            "needs help",
        ],
        "assignee": user(),
        "assignees": [user()],
        "milestone": null,
        "locked": false,
        "active_lock_reason": null,
        "comments": 0,
        "closed_at": null,
        "created_at": "2011-04-22T13:33:48Z",
        "updated_at": "2011-04-22T13:33:48Z",
        "closed_by": null,
        "author_association": "COLLABORATOR",
        "reactions": {
            "url": format!("{url}/reactions"), "total_count": 3, "+1": 3, "-1": 0, "laugh": 0,
            "hooray": 0, "confused": 0, "heart": 0, "rocket": 0, "eyes": 0,
        },
        "sub_issues_summary": {"total": 0, "completed": 0, "percent_completed": 0},
        "performed_via_github_app": null,
        // Newer than the description, or unknown to it.
        "issue_field_values": [],
        "x_new": {"a": [1]},
    })
}
