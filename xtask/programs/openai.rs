//! OpenAI: streams a chat completion that calls two tools, and answers the calls. A stream of
//! events that are typed, unions told apart by a constant.

use openai::{
    Client, Error, EventStream,
    models::{
        ChatCompletionMessageToolCall, ChatCompletionMessageToolCallFunction,
        ChatCompletionRequestAssistantMessage, ChatCompletionRequestMessage,
        ChatCompletionRequestSystemMessage, ChatCompletionRequestToolMessage,
        ChatCompletionRequestUserMessage, ChatCompletionStreamOptions, ChatCompletionTool,
        CreateChatCompletionRequest, CreateChatCompletionStreamResponse,
        CreateChatCompletionStreamResponseChoicesItemFinishReason as FinishReason, FunctionObject,
    },
};
use serde_json::{Value, json};
use support::{Answer, Request, Server};

fn main() {
    support::run(task());
}

async fn task() {
    let server = Server::start(answer);
    let client = Client::builder()
        .base_url(server.url())
        .api_key_auth("sk-proj-1")
        .build()
        .expect("the client builds");

    let mut messages: Vec<ChatCompletionRequestMessage> = vec![
        ChatCompletionRequestSystemMessage::new("Be brief.").into(),
        ChatCompletionRequestUserMessage::new("Is it warmer in Paris or in Oslo?").into(),
    ];
    let first = turn(&client, &messages).await;
    assert_eq!(first.content, "");
    assert_eq!(first.finish, Some(FinishReason::ToolCalls));
    assert_eq!(first.total_tokens, None);

    messages.push(
        ChatCompletionRequestAssistantMessage::new()
            .tool_calls(first.calls.clone())
            .into(),
    );
    for call in &first.calls {
        let weather: Value = serde_json::from_str(&call.function.arguments).expect("it is JSON");
        let degrees = if weather["city"] == "Paris" { 18 } else { 9 };
        let text = format!("{degrees} degrees");
        messages.push(ChatCompletionRequestToolMessage::new(text, &call.id).into());
    }
    let second = turn(&client, &messages).await;
    assert_eq!(second.content, "In Paris: 18 °C.");
    assert_eq!(second.finish, Some(FinishReason::Stop));
    assert_eq!(second.total_tokens, Some(57));

    let error = client
        .chat()
        .create_chat_completion(CreateChatCompletionRequest::new(messages, "gpt-0"))
        .send_events()
        .await
        .expect_err("there is no such model");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
    let Error::Undocumented(response) = error else {
        panic!("the description knows no errors: {error:?}");
    };
    assert!(response.text().contains("model_not_found"));
}

/// What a stream adds up to.
#[derive(Default)]
struct Turn {
    content: String,
    calls: Vec<ChatCompletionMessageToolCall>,
    finish: Option<FinishReason>,
    total_tokens: Option<i64>,
}

async fn turn(client: &Client, messages: &[ChatCompletionRequestMessage]) -> Turn {
    let weather = FunctionObject::new("get_weather")
        .description("The temperature in a city")
        .parameters([
            ("type", json!("object")),
            ("properties", json!({"city": {"type": "string"}})),
            ("required", json!(["city"])),
        ])
        .strict(true);
    let request = CreateChatCompletionRequest::new(messages.iter().cloned(), "gpt-5.1")
        .stream(true)
        .stream_options(ChatCompletionStreamOptions::new().include_usage(true))
        .tools([ChatCompletionTool::new(weather)])
        .temperature(1.0);
    let mut events = client
        .chat()
        .create_chat_completion(request)
        .send_events()
        .await
        .expect("the stream begins");
    assert_eq!(
        events.headers().get("x-request-id").map(|id| id.as_bytes()),
        Some(&b"req_1"[..])
    );
    added_up(&mut events).await
}

async fn added_up(events: &mut EventStream<CreateChatCompletionStreamResponse>) -> Turn {
    let mut turn = Turn::default();
    while let Some(event) = events.next().await {
        let chunk = event.expect("the event decodes").data;
        assert_eq!(chunk.id, "chatcmpl-1");
        if let Some(usage) = &chunk.usage {
            turn.total_tokens = Some(usage.total_tokens);
        }
        for choice in chunk.choices {
            turn.content
                .push_str(&choice.delta.content.unwrap_or_default());
            for call in choice.delta.tool_calls.unwrap_or_default() {
                let index = usize::try_from(call.index).expect("it counts from zero");
                let function = call.function.unwrap_or_default();
                if index == turn.calls.len() {
                    turn.calls.push(ChatCompletionMessageToolCall::new(
                        call.id.expect("the first piece has the id"),
                        ChatCompletionMessageToolCallFunction::new(
                            function.name.expect("the first piece has the name"),
                            "",
                        ),
                    ));
                }
                let arguments = function.arguments.unwrap_or_default();
                turn.calls[index].function.arguments.push_str(&arguments);
            }
            turn.finish = choice.finish_reason.or(turn.finish);
        }
    }
    turn
}

fn answer(request: &Request) -> Answer {
    assert_eq!(request.line, "POST /chat/completions");
    assert_eq!(request.header("authorization"), Some("Bearer sk-proj-1"));
    let accept = request.header("accept").expect("it says what it reads");
    assert!(accept.starts_with("text/event-stream"), "{accept}");
    let body = request.json();
    if body["model"] == "gpt-0" {
        let error = json!({"error": {
            "message": "The model `gpt-0` does not exist", "type": "invalid_request_error",
            "param": null, "code": "model_not_found",
        }});
        return Answer::json(404, &error);
    }
    assert_eq!(body["model"], "gpt-5.1");
    assert_eq!(body["stream"], true);
    assert_eq!(body["stream_options"], json!({"include_usage": true}));
    // As integer or not: both are one.
    assert_eq!(body["temperature"].as_f64(), Some(1.0));
    assert_eq!(
        body["tools"],
        json!([{"type": "function", "function": {
            "name": "get_weather",
            "description": "The temperature in a city",
            "parameters": {
                "type": "object",
                "properties": {"city": {"type": "string"}},
                "required": ["city"],
            },
            "strict": true,
        }}])
    );
    let messages = body["messages"].as_array().expect("there are messages");
    assert_eq!(
        messages[0],
        json!({"role": "system", "content": "Be brief."})
    );
    assert_eq!(
        messages[1],
        json!({"role": "user", "content": "Is it warmer in Paris or in Oslo?"})
    );
    if messages.len() == 2 {
        return events(&calls());
    }
    let call = |id: &str, city: &str| {
        json!({"id": id, "type": "function", "function": {
            "name": "get_weather", "arguments": format!("{{\"city\": \"{city}\"}}"),
        }})
    };
    assert_eq!(
        messages[2..],
        [
            json!({
                "role": "assistant",
                "tool_calls": [call("call_1", "Paris"), call("call_2", "Oslo")],
            }),
            json!({"role": "tool", "tool_call_id": "call_1", "content": "18 degrees"}),
            json!({"role": "tool", "tool_call_id": "call_2", "content": "9 degrees"}),
        ]
    );
    events(&text())
}

/// Chunks as events, and the word that ends them.
fn events(chunks: &[Value]) -> Answer {
    let mut body = String::new();
    for chunk in chunks {
        body.push_str(&format!("data: {chunk}\n\n"));
    }
    body.push_str("data: [DONE]\n\n");
    Answer::new(200, "text/event-stream; charset=utf-8", body).header("X-Request-Id", "req_1")
}

fn chunk(choices: &Value, usage: Value) -> Value {
    json!({
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1_726_194_000,
        "model": "gpt-5.1-2025-11-13",
        "service_tier": "default",
        "system_fingerprint": "fp_44709d6fcb",
        "choices": choices,
        "usage": usage,
        // Newer than the description.
        "obfuscation": "k3Zr",
    })
}

fn delta(delta: &Value, finish: Option<&str>) -> Value {
    chunk(
        &json!([{"index": 0, "delta": delta, "logprobs": null, "finish_reason": finish}]),
        Value::Null,
    )
}

fn calls() -> Vec<Value> {
    let first = |index: u8, id: &str| {
        json!({"tool_calls": [{"index": index, "id": id, "type": "function",
            "function": {"name": "get_weather", "arguments": ""}}]})
    };
    let more = |index: u8, text: &str| json!({"tool_calls": [{"index": index, "function": {"arguments": text}}]});
    vec![
        delta(
            &json!({"role": "assistant", "content": null, "refusal": null}),
            None,
        ),
        delta(&first(0, "call_1"), None),
        delta(&more(0, "{\"city\": "), None),
        delta(&more(0, "\"Paris\"}"), None),
        delta(&first(1, "call_2"), None),
        delta(&more(1, "{\"city\": \"Oslo\"}"), None),
        delta(&json!({}), Some("tool_calls")),
    ]
}

fn text() -> Vec<Value> {
    let usage = json!({
        "prompt_tokens": 50, "completion_tokens": 7, "total_tokens": 57,
        "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
        "completion_tokens_details": {
            "reasoning_tokens": 0, "audio_tokens": 0,
            "accepted_prediction_tokens": 0, "rejected_prediction_tokens": 0,
        },
    });
    vec![
        delta(&json!({"role": "assistant", "content": ""}), None),
        delta(&json!({"content": "In Paris: "}), None),
        delta(&json!({"content": "18 °C."}), None),
        delta(&json!({}), Some("stop")),
        chunk(&json!([]), usage),
    ]
}
