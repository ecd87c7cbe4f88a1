//! The far platform as the killed process knows it.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use hearken::chat::*;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use crate::wire::{Ask, SETTLE, TIME_OUT, Told};

pub struct Remote {
    pub address: String,
    pub home: Home,
}

pub fn home() -> Home {
    Home { platform: "far".into(), workspace: "acme".into() }
}

impl Remote {
    pub async fn ask(&self, ask: &Ask) -> io::Result<Told> {
        let mut stream = TcpStream::connect(&self.address).await?;
        stream.write_all(format!("{}\n", serde_json::to_string(ask)?).as_bytes()).await?;
        let mut line = String::new();
        BufReader::new(stream).read_line(&mut line).await?;
        Ok(serde_json::from_str(&line)?)
    }
}

#[async_trait::async_trait]
impl Platform for Remote {
    fn home(&self) -> &Home {
        &self.home
    }

    fn people(&self) -> Arc<People> {
        let desk = [("sam", "Sam Okafor", Rank::Agent), ("lena", "Lena Brandt", Rank::Lead)];
        let person = |(id, name, rank): (&str, &str, Rank)| {
            (id.into(), Person { id: id.into(), name: name.to_owned(), rank, zone: TimeZone::UTC })
        };
        Arc::new(People(desk.map(person).into()))
    }

    fn channels(&self) -> Arc<Channels> {
        let kinds = [("help".into(), ChannelKind::Intake), ("desk".into(), ChannelKind::Agents)];
        Arc::new(Channels(kinds.into()))
    }

    async fn deliver(&self, key: &PostKey, delivery: &Delivery, below: Option<&MessageId>) -> Outcome {
        let ask = Ask::Post {
            by: std::process::id(),
            sent_us: Timestamp::now().as_microsecond(),
            key: key.clone(),
            delivery: Box::new(delivery.clone()),
            below: below.cloned(),
        };
        match tokio::time::timeout(TIME_OUT, self.ask(&ask)).await {
            Ok(Ok(Told::Stands(message))) => Outcome::Done(message),
            Ok(Ok(Told::TooMany)) => Outcome::Retry(Duration::from_millis(40)),
            _ => Outcome::Unknown,
        }
    }

    async fn find(&self, key: &PostKey, _: &Delivery) -> Result<Option<MessageId>, String> {
        match self.ask(&Ask::Find { key: key.clone() }).await {
            Ok(Told::Stands(message)) => Ok(Some(message)),
            Ok(Told::Absent) => Ok(None),
            other => Err(format!("{other:?}")),
        }
    }

    fn settle(&self) -> Duration {
        SETTLE
    }
}
