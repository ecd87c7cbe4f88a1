//! Many posts written down at once, each with its place in its lane and what it is bound to.

use std::collections::{BTreeMap, BTreeSet};

use crate::store::StoreError;
use crate::store::db::{Tx, ask_all, write_all};
use crate::store::dialect::locking;

/// Posts in the order in which they were decided on.
#[derive(Debug, Default)]
pub(in crate::store) struct PostRows(pub(super) Vec<PostRow>);

/// A post as the columns hold it, but for what the database knows.
#[derive(Debug)]
pub(super) struct PostRow {
    pub key: String,
    pub platform: String,
    pub workspace: String,
    pub lane: String,
    pub kind: &'static str,
    pub case: Option<i64>,
    pub needs: Option<String>,
    pub replaces: bool,
    pub true_for: Option<i64>,
    pub created_at: i64,
    pub delivery: String,
}

/// The post that another one is bound to.
struct Target {
    lane: String,
    /// Where it stands, once it does.
    message: Option<String>,
    /// It ended without standing anywhere.
    lost: bool,
}

/// What a post is bound to.
struct Bond {
    below: Option<String>,
    orphaned: bool,
}

/// A lane with the platform and the workspace it is of.
type Lane = (String, String, String);

impl Tx {
    /// Writes them down.
    pub(in crate::store) async fn write_posts(&mut self, posts: PostRows) -> Result<(), StoreError> {
        let PostRows(mut posts) = posts;
        let bonds = self.bonds(&mut posts).await?;
        let mut lasts = self.last_of_lanes(&posts).await?;
        let placed = posts.iter().zip(bonds).map(|(post, bond)| {
            let last = lasts.entry(lane(post)).or_default();
            *last += 1;
            (post, bond, *last)
        });
        let placed: Vec<(&PostRow, Bond, i64)> = placed.collect();
        let written: Vec<(String,)> = ask_all!(
            self,
            "INSERT INTO outbox (key, platform, workspace, lane, seq, kind, case_id, needs, replaces, below, orphaned,
                true_for, state, uncertain, attempts, fence, ready_at, created_at, delivery)",
            placed,
            |row, (post, bond, seq)| {
                row.push_bind(&post.key).push_bind(&post.platform).push_bind(&post.workspace).push_bind(&post.lane);
                row.push_bind(seq).push_bind(post.kind).push_bind(post.case).push_bind(post.needs.as_deref());
                row.push_bind(post.replaces).push_bind(bond.below).push_bind(bond.orphaned).push_bind(post.true_for);
                row.push("'due', FALSE, 0, 0, 0").push_bind(post.created_at).push_bind(&post.delivery);
            },
            "ON CONFLICT (key) DO NOTHING RETURNING key"
        );
        self.overtake(&posts, written.into_iter().map(|(key,)| key).collect()).await
    }

    /// What each is bound to, in their order: to a post that stands or is to stand, or to one before it that is written
    /// only now. What takes the place of a post is put into that post's lane.
    async fn bonds(&mut self, posts: &mut [PostRow]) -> Result<Vec<Bond>, StoreError> {
        let mut known = self.targets(posts).await?;
        let mut bonds = Vec::with_capacity(posts.len());
        for post in posts {
            let target = post.needs.as_ref().and_then(|needs| known.get(needs));
            bonds.push(Bond {
                below: target.and_then(|target| target.message.clone()),
                // Left to the courier, which ends it in its turn, so that whoever was to read it is known not to have.
                orphaned: post.needs.is_some() && target.is_none_or(|target| target.lost),
            });
            if let (true, Some(target)) = (post.replaces, target) {
                post.lane.clone_from(&target.lane);
            }
            let itself = Target { lane: post.lane.clone(), message: None, lost: false };
            known.entry(post.key.clone()).or_insert(itself);
        }
        Ok(bonds)
    }

    /// The posts that these are bound to, kept from ending until this transaction does: a courier that ends one tells
    /// those that wait for it, and must not miss one that is just being written.
    async fn targets(&mut self, posts: &[PostRow]) -> Result<BTreeMap<String, Target>, StoreError> {
        let wanted: BTreeMap<&str, ()> = posts.iter().filter_map(|post| Some((post.needs.as_deref()?, ()))).collect();
        let read = locking!(
            self,
            ") SELECT o.key, o.lane, o.message, o.ended_at FROM v JOIN outbox o ON o.key = v.key ORDER BY o.key",
            "FOR SHARE OF o"
        );
        let found: Vec<(String, String, Option<String>, Option<i64>)> = ask_all!(
            self,
            "WITH v (key) AS (",
            wanted,
            |row, (key, ())| {
                row.push_bind(key);
            },
            read
        );
        let targets = found.into_iter().map(|(key, lane, message, ended_at)| {
            let lost = ended_at.is_some() && message.is_none();
            (key, Target { lane, message, lost })
        });
        Ok(targets.collect())
    }

    /// The last live place in the lane of each of these.
    async fn last_of_lanes(&mut self, posts: &[PostRow]) -> Result<BTreeMap<Lane, i64>, StoreError> {
        let lanes: BTreeMap<Lane, ()> = posts.iter().map(|post| (lane(post), ())).collect();
        let found: Vec<(String, String, String, i64)> = ask_all!(
            self,
            "WITH v (platform, workspace, lane) AS (",
            lanes,
            |row, ((platform, workspace, lane), ())| {
                row.push_bind(platform).push_bind(workspace).push_bind(lane);
            },
            ") SELECT v.platform, v.workspace, v.lane, COALESCE((SELECT MAX(seq) FROM outbox o WHERE o.ended_at IS NULL
                AND o.platform = v.platform AND o.workspace = v.workspace AND o.lane = v.lane), 0) FROM v"
        );
        Ok(found.into_iter().map(|(platform, workspace, lane, seq)| ((platform, workspace, lane), seq)).collect())
    }

    /// Ends what these take the place of before anybody began to deliver it, of those that were written.
    async fn overtake(&mut self, posts: &[PostRow], written: BTreeSet<String>) -> Result<(), StoreError> {
        let latest: BTreeMap<&str, &PostRow> = posts
            .iter()
            .filter(|post| post.replaces && written.contains(&post.key))
            .filter_map(|post| Some((post.needs.as_deref()?, post)))
            .collect();
        write_all!(
            self,
            "WITH v (needs, key, at) AS (",
            latest,
            |row, (needs, post)| {
                row.push_bind(needs).push_bind(&post.key).push_bind(post.created_at);
            },
            ") UPDATE outbox SET state = 'stale', reason = 'overtaken', delivery = '', ended_at = v.at FROM v
            WHERE outbox.needs = v.needs AND outbox.replaces = TRUE AND outbox.state = 'due'
                AND outbox.ended_at IS NULL AND outbox.key <> v.key"
        );
        Ok(())
    }
}

fn lane(post: &PostRow) -> Lane {
    (post.platform.clone(), post.workspace.clone(), post.lane.clone())
}
