//! The other side: answers each path with the same prepared bytes, on as few instructions as it
//! can, from a process of its own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

/// Serves until the process is killed. Prints the port, so that the caller knows where.
pub fn serve() -> std::io::Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    println!("{}", listener.local_addr()?.port());
    std::io::stdout().flush()?;
    for stream in listener.incoming() {
        let stream = stream?;
        thread::spawn(move || {
            // A client that hangs up ends its own connection, nothing else.
            let _ = answer(&stream);
        });
    }
    Ok(())
}

fn answer(stream: &TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let small = response(CREATED);
    let large = response(&list(100));
    let mut reader = BufReader::new(stream);
    let mut writer = stream;
    let mut line = String::new();
    loop {
        line.clear();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let is_list = line.starts_with("GET");
        let is_delete = line.starts_with("DELETE");
        let mut length = 0;
        loop {
            line.clear();
            reader.read_line(&mut line)?;
            if line.trim().is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().unwrap_or(0);
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        writer.write_all(if is_list {
            &large
        } else if is_delete {
            b"HTTP/1.1 204 No Content\r\n\r\n"
        } else {
            &small
        })?;
    }
}

fn response(body: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

const CREATED: &str = r#"{"resultCode":"A109001","resultMessage":"[A109001] An access token has been created.","action":"OK","accessToken":"b4SZ0yMeRAJWvkYPxRd5tAIfWBEBXt7PvxQdFcBLvdM","clientId":57297408867,"expiresAt":1795500000000,"expiresIn":3600,"grantType":"AUTHORIZATION_CODE","refreshToken":"NVDKnGpUjdvKBfPtUhUwEKIp0bX_BVcUbYcYZ4O0oJU","scopes":["history.read","timeline.read"],"subject":"john","tokenType":"Bearer","properties":[{"key":"plan","value":"gold","hidden":false}]}"#;

fn list(items: usize) -> String {
    let tokens: Vec<String> = (0..items)
        .map(|index| {
            format!(
                r#"{{"accessTokenHash":"tC5hpjGylLiiw-vsd5_tqVHtYSUHblAGimEJ-{index:06}","accessTokenExpiresAt":1795500000000,"refreshTokenHash":"jv4B_7_kpY-Rez_E7bYIxGYnZk43w18uigkae-{index:06}","refreshTokenExpiresAt":1795600000000,"createdAt":1795400000000,"lastRefreshedAt":0,"clientId":57297408867,"subject":"john","grantType":"AUTHORIZATION_CODE","scopes":["history.read","timeline.read"],"properties":null}}"#
            )
        })
        .collect();
    format!(
        r#"{{"start":0,"end":{items},"totalCount":{items},"subject":"john","accessTokens":[{}]}}"#,
        tokens.join(",")
    )
}
