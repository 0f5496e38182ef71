//! A server made with FastAPI, which describes itself: a crate is generated from what it says.

use crate::{
    cargo::programs::{self, Program},
    external::{
        registries,
        server::{self, Server},
    },
    files, project,
};
use miette::{IntoDiagnostic, Result, miette};
use std::{
    io::{Read, Write},
    net::TcpStream,
    process::Command,
};

const REQUIREMENTS: &str = include_str!("../../../python/contract/requirements.txt");

const PROGRAM: Program = Program {
    name: "fastapi",
    crate_name: "automations",
    operations: &[],
};

/// True if the program with the generated crate gets along with the server.
pub fn check() -> Result<bool> {
    let directory = project::target().join("contract");
    let python = registries::python(&directory, REQUIREMENTS, "a server is written in it")?;
    let mut command = Command::new(python);
    let port = server::free_port()?;
    command
        .arg(project::root().join("xtask/python/contract/server.py"))
        .args(["--port", &port.to_string()])
        .env("PYTHONDONTWRITEBYTECODE", "1");
    let server = Server::start("FastAPI", &mut command, port, &directory)?;
    let description = directory.join("fastapi.json");
    files::write(&description, described(&server)?)?;
    let crates = directory.join("crates");
    programs::generate(&crates, &PROGRAM, &description)?;
    let compiled = programs::compile(&crates, &[&PROGRAM])?;
    let program = compiled
        .get(PROGRAM.name)
        .ok_or_else(|| miette!("Cargo made no program `{}`", PROGRAM.name))?;
    let passed = programs::run(program, &[server.url()])?;
    if passed {
        println!("the program with its crate got along with it");
    } else {
        eprintln!("{}", server.stop());
    }
    Ok(passed)
}

/// What the server says of itself.
fn described(server: &Server) -> Result<String> {
    let mut stream = TcpStream::connect(server.address()).into_diagnostic()?;
    // Of this version, a response ends with the connection.
    stream
        .write_all(b"GET /openapi.json HTTP/1.0\r\nHost: localhost\r\n\r\n")
        .into_diagnostic()?;
    let mut response = String::new();
    stream.read_to_string(&mut response).into_diagnostic()?;
    response
        .split_once("\r\n\r\n")
        .filter(|(head, _)| head.contains(" 200 "))
        .map(|(_, body)| body.to_owned())
        .ok_or_else(|| miette!("the server does not describe itself: {response}"))
}
