//! A chat platform that outlives the process: it applies requests late or never, loses answers, asks for patience, and
//! tells events again until they are taken.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use hearken::chat::{Delivery, Event, MessageId, PostKey, PostKind};
use jiff::Timestamp;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::company::Company;
use crate::wire::{Ask, TAIL, TIME_OUT, Told};

/// What the platform does with a post it has seen before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manners {
    /// The same key makes one message, whenever it comes: the local chat.
    ByKey,
    /// Every request makes a message; what stands can be looked up: Slack and its message metadata.
    LikeSlack,
    /// The same key makes one message for a while; later what stands can be looked up: Discord and its nonce.
    LikeDiscord,
}

/// Discord knows a nonce for minutes, longer than anybody waits for an answer.
const NONCE_KNOWN: Duration = Duration::from_millis(900);

/// What was told and not taken for so long is told again: whoever heard it may be gone.
const AGAIN: Duration = Duration::from_secs(2);

/// One message the bot made.
#[derive(Debug)]
pub struct Made {
    pub key: PostKey,
    pub kind: PostKind,
    at: Instant,
    id: MessageId,
    /// The replacement that is to be seen.
    pub shown: Option<PostKey>,
}

/// What one process did.
#[derive(Debug, Default, Clone, Copy)]
pub struct Share {
    /// Events it took.
    pub events: usize,
    /// Posts it asked for.
    pub posts: usize,
}

impl std::ops::Add for Share {
    type Output = Share;

    fn add(self, other: Share) -> Share {
        Share { events: self.events + other.events, posts: self.posts + other.posts }
    }
}

#[derive(Debug)]
pub struct World {
    manners: Manners,
    chance: u64,
    pub made: Vec<Made>,
    pub company: Company,
    waiting: VecDeque<Event>,
    told: BTreeMap<String, (Instant, Event)>,
    taken: Vec<Event>,
    keys_taken: BTreeSet<String>,
    /// Presses that were accepted.
    pub accepted: usize,
    /// New reports that may still come in this life.
    pub allowed: usize,
    pub ahead_us: i64,
    pub settled: Option<Instant>,
    /// When the platform last heard anything new.
    pub moved: Instant,
    /// How much each process did.
    pub shares: BTreeMap<u32, Share>,
    /// When each began, and what all had done by then.
    pub joined: BTreeMap<u32, (Instant, Share)>,
}

#[derive(Clone)]
pub struct Far {
    pub address: String,
    world: Arc<Mutex<World>>,
}

impl Far {
    pub async fn start(manners: Manners, seed: u64) -> Far {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let world = World {
            manners,
            chance: seed | 1,
            made: Vec::new(),
            company: Company::default(),
            waiting: VecDeque::new(),
            told: BTreeMap::new(),
            taken: Vec::new(),
            keys_taken: BTreeSet::new(),
            accepted: 0,
            allowed: 0,
            ahead_us: 0,
            settled: None,
            moved: Instant::now(),
            shares: BTreeMap::new(),
            joined: BTreeMap::new(),
        };
        let far = Far { address: listener.local_addr().unwrap().to_string(), world: Arc::new(Mutex::new(world)) };
        let serving = far.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let far = serving.clone();
                tokio::spawn(async move { far.answer(stream).await });
            }
        });
        far
    }

    pub fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap()
    }

    async fn answer(&self, mut stream: TcpStream) -> Option<()> {
        let (reading, mut writing) = stream.split();
        let mut line = String::new();
        BufReader::new(reading).read_line(&mut line).await.ok()?;
        // A request that the kill cut off in the middle never arrived.
        let told = match serde_json::from_str(&line).ok()? {
            Ask::Post { by, sent_us, key, delivery, below: _ } => {
                self.world().shares.entry(by).or_default().posts += 1;
                self.post(sent_us, key, *delivery).await?
            }
            other => self.world().told(other),
        };
        writing.write_all(format!("{}\n", serde_json::to_string(&told).unwrap()).as_bytes()).await.ok()
    }

    /// `None` when the answer is lost.
    async fn post(&self, sent_us: i64, key: PostKey, delivery: Delivery) -> Option<Told> {
        let (fate, wait) = {
            let mut world = self.world();
            (world.dice(20), world.dice(u64::try_from(TAIL.as_millis()).unwrap()))
        };
        let (arrives, late, answered) = match fate {
            0..=9 => (true, false, true),
            10..=12 => (true, false, false),
            13..=14 => (true, true, false),
            15..=16 => (true, true, true),
            17..=18 => (false, false, false),
            _ => return Some(Told::TooMany),
        };
        if late {
            tokio::time::sleep(Duration::from_millis(wait)).await;
        }
        let message = if arrives { self.world().apply(sent_us, key, &delivery) } else { None };
        if answered && let Some(message) = message {
            return Some(Told::Stands(message));
        }
        tokio::time::sleep(TIME_OUT * 2).await;
        None
    }
}

impl World {
    /// A number below `sides`, the same in every run.
    pub fn dice(&mut self, sides: u64) -> u64 {
        self.chance ^= self.chance << 13;
        self.chance ^= self.chance >> 7;
        self.chance ^= self.chance << 17;
        self.chance % sides
    }

    /// A new life begins: whatever was told and not taken is told again, and now and then what was taken, too.
    pub fn begin(&mut self, new_reports: usize) {
        self.waiting.extend(std::mem::take(&mut self.told).into_values().map(|(_, event)| event));
        for _ in 0..2 {
            if !self.taken.is_empty() {
                let again = self.dice(self.taken.len() as u64);
                self.waiting.push_back(self.taken[usize::try_from(again).unwrap()].clone());
            }
        }
        self.allowed = new_reports;
        self.moved = Instant::now();
        self.settled = None;
    }

    /// Nothing waits to be taken.
    pub fn is_quiet(&self) -> bool {
        self.waiting.is_empty() && self.told.is_empty() && self.allowed == 0
    }

    fn told(&mut self, ask: Ask) -> Told {
        match ask {
            Ask::Hello { by } => {
                let before = self.shares.values().fold(Share::default(), |all, one| all + *one);
                self.moved = Instant::now();
                self.joined.insert(by, (Instant::now(), before));
                Told::Next(None, self.ahead_us)
            }
            Ask::Find { key } => self.standing(&key).map_or(Told::Absent, Told::Stands),
            Ask::Next => {
                let forgotten =
                    self.told.values().find(|(when, _)| when.elapsed() > AGAIN).map(|(_, event)| event.clone());
                let event = self.waiting.pop_front().or(forgotten).or_else(|| {
                    self.allowed = self.allowed.checked_sub(1)?;
                    Some(self.company.report())
                });
                if let Some(event) = &event {
                    self.told.insert(event.key.clone(), (Instant::now(), event.clone()));
                }
                Told::Next(event.map(Box::new), self.ahead_us)
            }
            Ask::Taken { by, key, refused } => {
                self.shares.entry(by).or_default().events += 1;
                self.moved = Instant::now();
                if let Some((_, event)) = self.told.remove(&key)
                    && self.keys_taken.insert(key)
                {
                    self.accepted += usize::from(event.key.starts_with("send-") && !refused);
                    self.taken.push(event);
                }
                Told::Noted
            }
            Ask::Settled => {
                if self.is_quiet() {
                    self.settled.get_or_insert_with(Instant::now);
                }
                Told::Noted
            }
            Ask::Post { .. } => Told::Noted,
        }
    }

    fn standing(&self, key: &PostKey) -> Option<MessageId> {
        self.made.iter().find(|made| made.key == *key || made.shown.as_ref() == Some(key)).map(|made| made.id.clone())
    }

    fn apply(&mut self, sent_us: i64, key: PostKey, delivery: &Delivery) -> Option<MessageId> {
        // What took longer than its tail to come here was lost on the way.
        if Timestamp::now().as_microsecond() - sent_us > i64::try_from(TAIL.as_micros()).unwrap() {
            return None;
        }
        if let Delivery::Replace(earlier, _) = delivery {
            self.moved = Instant::now();
            let made = self.made.iter_mut().find(|made| made.key == *earlier)?;
            made.shown = Some(key);
            return Some(made.id.clone());
        }
        let before = self.made.iter().rfind(|made| made.key == key);
        let known = match (self.manners, before) {
            (Manners::ByKey, Some(before)) => Some(before.id.clone()),
            (Manners::LikeDiscord, Some(before)) if before.at.elapsed() < NONCE_KNOWN => Some(before.id.clone()),
            _ => None,
        };
        if known.is_some() {
            return known;
        }
        self.moved = Instant::now();
        let id = MessageId(format!("bot{}", self.made.len()));
        self.made.push(Made { key, kind: delivery.post().kind, at: Instant::now(), id: id.clone(), shown: None });
        let reaction = self.company.sees(&id, delivery);
        self.waiting.extend(reaction);
        Some(id)
    }
}
