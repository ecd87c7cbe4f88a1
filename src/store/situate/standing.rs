//! What a message is to us: a post of ours, the head of a case's thread, a message of a case.

use std::collections::BTreeMap;

use crate::chat::{Home, MessageId};
use crate::desk::{CaseId, Posted};
use crate::store::StoreError;
use crate::store::column::{from_word, name};
use crate::store::db::{Tx, ask_all};

/// A message in its workspace.
pub(super) type Message<'a> = (&'a Home, &'a MessageId);

/// What is known of a message.
#[derive(Debug, Clone, Default)]
pub(in crate::store) struct Standing {
    /// Our post that stands as it; not what took its place later, which stands as the same message.
    pub post: Option<Posted>,
    /// The latest case whose thread it begins.
    pub thread_of: Option<CaseId>,
    /// The latest case that has it.
    pub part_of: Option<CaseId>,
}

impl Tx {
    /// What each of these is to us.
    pub(super) async fn standings(&mut self, messages: &[Message<'_>]) -> Result<Vec<Standing>, StoreError> {
        type Row = (i64, Option<String>, Option<i64>, Option<i64>);
        let found: Vec<Row> = ask_all!(
            self,
            "WITH v (n, platform, workspace, message) AS (",
            (0_i64..).zip(messages).take(messages.len()).collect::<BTreeMap<_, _>>(),
            |row, (n, (home, message))| {
                row.push_bind(n).push_bind(&home.platform).push_bind(&home.workspace);
                row.push_bind(name(message.as_str()).into_owned());
            },
            ") SELECT n,
                (SELECT kind || ' ' || COALESCE(case_id, 0) || ' ' || key FROM outbox WHERE message = v.message
                    AND platform = v.platform AND workspace = v.workspace AND replaces = FALSE LIMIT 1),
                (SELECT id FROM cases WHERE thread = v.message
                    AND platform = v.platform AND workspace = v.workspace ORDER BY id DESC LIMIT 1),
                (SELECT id FROM messages JOIN cases ON id = case_id WHERE message = v.message
                    AND platform = v.platform AND workspace = v.workspace ORDER BY id DESC LIMIT 1)
            FROM v"
        );
        let mut standings = vec![Standing::default(); messages.len()];
        for (n, post, thread_of, part_of) in found {
            if let Some(standing) = usize::try_from(n).ok().and_then(|n| standings.get_mut(n)) {
                let post = post.as_deref().map(posted).transpose()?;
                *standing = Standing { post, thread_of: thread_of.map(CaseId), part_of: part_of.map(CaseId) };
            }
        }
        Ok(standings)
    }

    /// What this one is to us.
    pub(in crate::store) async fn standing(
        &mut self,
        home: &Home,
        message: &MessageId,
    ) -> Result<Standing, StoreError> {
        Ok(self.standings(&[(home, message)]).await?.pop().unwrap_or_default())
    }
}

/// A post from its kind, its case and its key.
fn posted(joined: &str) -> Result<Posted, StoreError> {
    let mut parts = joined.splitn(3, ' ');
    let mut next = || parts.next().unwrap_or_default();
    let (kind, case, key) = (next(), next(), next());
    let case = case.parse().ok().filter(|case| *case != 0).map(CaseId);
    Ok(Posted { key: key.into(), kind: from_word(kind)?, case })
}
