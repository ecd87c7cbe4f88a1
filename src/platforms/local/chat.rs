//! The local chat itself, and what people do in it: say, change, take back.

use std::sync::Arc;

use jiff::Timestamp;
use tokio::sync::broadcast;

use super::draft::{check_client_id, check_text};
use super::message::number_of;
use super::rows::{NewRow, Rows};
use super::{Draft, Live, Message, MessageKind, Problem, World};
use crate::chat::{ChannelId, Channels, Home, MessageId, People, Person, PersonId};
use crate::platforms::Tally;
use crate::store::Store;

/// How many changes a slow onlooker may fall behind before they are told to look at everything again.
const BACKLOG: usize = 1024;

/// The embedded chat of one desk.
pub struct LocalChat {
    pub(super) home: Home,
    pub(super) people: Arc<People>,
    pub(super) channels: Arc<Channels>,
    pub(super) rows: Rows,
    pub(super) now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    pub(super) tally: Tally,
    live: broadcast::Sender<Live>,
}

impl LocalChat {
    /// A chat of this world, kept in this store, whose messages are dated by `now`, the desk's clock.
    pub fn new(store: &Store, world: World, now: Arc<dyn Fn() -> Timestamp + Send + Sync>) -> LocalChat {
        LocalChat {
            home: Home { platform: "local".to_owned(), workspace: "local".to_owned() },
            people: Arc::new(world.people),
            channels: Arc::new(world.channels),
            rows: Rows { reads: store.reading().clone(), writes: store.db().clone() },
            now,
            tally: Tally::default(),
            live: broadcast::Sender::new(BACKLOG),
        }
    }

    /// What passed since the process started.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// What changes from now on.
    pub fn live(&self) -> broadcast::Receiver<Live> {
        self.live.subscribe()
    }

    /// Tells onlookers, if there are any.
    pub fn announce(&self, live: Live) {
        // Nobody looking is not a fault.
        let _ = self.live.send(live);
    }

    pub(super) fn announce_message(&self, message: &Message) {
        self.announce(Live::Message {
            id: message.id(),
            channel: message.channel.clone(),
            thread: message.thread.clone(),
        });
    }

    /// Stores what somebody says; said again with the same `client_id`, it is the first message again.
    ///
    /// # Errors
    /// Says what is wrong with the text, the place or the person.
    pub async fn say(&self, draft: Draft) -> Result<Message, Problem> {
        let author = self.person(&draft.author)?;
        check_client_id(draft.client_id.as_deref())?;
        if let Some(client_id) = &draft.client_id
            && let Some(first) = self.rows.by_client(&author.id, client_id).await?
        {
            return Ok(first);
        }
        self.writable(&author, &draft.channel)?;
        check_text(&draft.text)?;
        let thread = match &draft.thread {
            Some(thread) => Some(self.thread_of(&author, &draft.channel, thread).await?),
            None => None,
        };
        let new = NewRow {
            channel: draft.channel,
            thread,
            author: author.id,
            kind: MessageKind::said(),
            text: draft.text,
            at: (self.now)(),
            visible_to: None,
            sent_by: None,
            card: None,
            offered: "[]".to_owned(),
            client_id: draft.client_id,
            post_key: None,
            told: -1,
        };
        let message = self.rows.insert(&new).await?;
        self.announce_message(&message);
        Ok(message)
    }

    /// Changes what its author said.
    ///
    /// # Errors
    /// [`Problem::NotAuthor`], [`Problem::NoMessage`], or what is wrong with the text.
    pub async fn reword(&self, id: &MessageId, author: &PersonId, text: &str) -> Result<Message, Problem> {
        let (author, message) = self.own(id, author).await?;
        check_text(text)?;
        let changed = self.rows.reword(message.number, &author.id, text).await?;
        let changed = changed.ok_or_else(|| Problem::NoMessage(id.to_string()))?;
        self.announce_message(&changed);
        Ok(changed)
    }

    /// Takes back what its author said.
    ///
    /// # Errors
    /// [`Problem::NotAuthor`], [`Problem::NoMessage`].
    pub async fn take_back(&self, id: &MessageId, author: &PersonId) -> Result<Message, Problem> {
        let (author, message) = self.own(id, author).await?;
        let gone = self.rows.take_back(message.number, &author.id).await?;
        let gone = gone.ok_or_else(|| Problem::NoMessage(id.to_string()))?;
        self.announce_message(&gone);
        Ok(gone)
    }

    async fn own(&self, id: &MessageId, author: &PersonId) -> Result<(Person, Message), Problem> {
        let author = self.person(author)?;
        let message = self.seen_by(&author, id).await?;
        if message.author == author.id { Ok((author, message)) } else { Err(Problem::NotAuthor) }
    }

    /// A message, once this person is found to be allowed to see it.
    ///
    /// # Errors
    /// [`Problem::NoMessage`], [`Problem::NotTheirs`], [`Problem::NotVisible`].
    pub async fn seen_by(&self, reader: &Person, id: &MessageId) -> Result<Message, Problem> {
        let message = match number_of(id.as_str()) {
            Some(number) => self.rows.get(number).await?,
            None => None,
        };
        let message = message.filter(|message| !message.deleted);
        let message = message.ok_or_else(|| Problem::NoMessage(id.to_string()))?;
        self.readable(reader, &message.channel)?;
        if message.is_visible_to(&reader.id) { Ok(message) } else { Err(Problem::NotVisible) }
    }

    /// The number of the first message of the thread that `message`, in this channel, belongs to. One that was taken
    /// back still holds its thread together.
    async fn thread_of(&self, writer: &Person, channel: &ChannelId, message: &MessageId) -> Result<i64, Problem> {
        let found = match number_of(message.as_str()) {
            Some(number) => self.rows.get(number).await?,
            None => None,
        };
        found
            .filter(|found| found.channel == *channel && found.is_visible_to(&writer.id))
            .and_then(|found| number_of(found.root().as_str()))
            .ok_or_else(|| Problem::NoThread { thread: message.to_string(), channel: channel.to_string() })
    }
}
