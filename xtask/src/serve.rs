//! Serves the built file on the loopback address and opens it.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Command, Stdio};

use crate::tools::root;
use crate::{Outcome, build};

/// Builds, serves and opens the page until it is stopped.
pub fn run(demo: bool) -> Outcome {
    build::build(false)?;
    let file = root().join("dist/index.html");
    let page = fs::read(&file)?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 8080))
        .or_else(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))?;
    let hash = if demo { "#/demo" } else { "" };
    let url = format!("http://{}/{hash}", listener.local_addr()?);
    println!("\nOpen      {url}\nor double-click  {}\nStop with Ctrl+C.", file.display());
    open(&url);
    for stream in listener.incoming() {
        // A browser that hangs up costs nothing.
        let _ = stream.and_then(|stream| answer(stream, &page));
    }
    Ok(())
}

/// Opens a browser where there is one.
fn open(url: &str) {
    let has_screen = cfg!(any(windows, target_os = "macos"))
        || std::env::var_os("DISPLAY").is_some()
        || std::env::var_os("WAYLAND_DISPLAY").is_some();
    if !has_screen {
        return;
    }
    let mut command = if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.args(["/C", "start", "", url]);
        command
    } else {
        let mut command = Command::new(if cfg!(target_os = "macos") { "open" } else { "xdg-open" });
        command.arg(url);
        command
    };
    let _ = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
}

fn answer(mut stream: TcpStream, page: &[u8]) -> std::io::Result<()> {
    let mut request = String::new();
    BufReader::new(&stream).read_line(&mut request)?;
    let path = request.split(' ').nth(1).unwrap_or_default();
    let (status, body): (_, &[u8]) = if path == "/" || path == "/index.html" {
        ("200 OK", page)
    } else {
        ("404 Not Found", b"")
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    stream.write_all(body)
}
