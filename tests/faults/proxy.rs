//! A line between hearken and its database that can be cut, slowed down, or left open with nothing coming through.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// What the line does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// Both ways, at once.
    Open,
    /// Both ways, this late.
    Slow(Duration),
    /// A commit goes out and the line is cut before its answer comes back.
    CutAtCommit,
    /// Connections stay open, and nothing comes through either way, ever again; new ones are taken and stay silent.
    Silent,
    /// Every connection is cut, new ones are too.
    Cut,
}

pub struct Proxy {
    pub port: u16,
    line: Arc<watch::Sender<Line>>,
}

impl Proxy {
    pub async fn start(to: u16) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let line = Arc::new(watch::Sender::new(Line::Open));
        let lines = line.clone();
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                tokio::spawn(carry(near, to, lines.subscribe()));
            }
        });
        Proxy { port, line }
    }

    pub fn set(&self, line: Line) {
        self.line.send_replace(line);
    }
}

async fn carry(mut near: TcpStream, to: u16, mut line: watch::Receiver<Line>) {
    let Ok(mut far) = TcpStream::connect(("127.0.0.1", to)).await else { return };
    let (mut out, mut back) = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
    let mut silent = false;
    loop {
        let now = *line.borrow_and_update();
        match now {
            Line::Cut => return,
            // Gone for this connection even when the line is mended: what was swallowed never arrives.
            Line::Silent => silent = true,
            _ => {}
        }
        if silent {
            let _ = line.changed().await;
            continue;
        }
        let (bytes, outward) = tokio::select! {
            _ = line.changed() => continue,
            read = near.read(&mut out) => (read.unwrap_or(0), true),
            read = far.read(&mut back) => (read.unwrap_or(0), false),
        };
        if bytes == 0 {
            return;
        }
        if let Line::Slow(by) = now {
            tokio::time::sleep(by).await;
        }
        let done = if outward { far.write_all(&out[..bytes]).await } else { near.write_all(&back[..bytes]).await };
        if done.is_err() {
            return;
        }
        if outward && now == Line::CutAtCommit && out[..bytes].windows(6).any(|word| word == b"COMMIT") {
            // Long enough for the server to do it.
            tokio::time::sleep(Duration::from_millis(20)).await;
            return;
        }
    }
}
