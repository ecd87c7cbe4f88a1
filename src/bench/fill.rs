//! A store that has seen years: tickets that were really lived through, and then multiplied row by row.

use sqlx::AssertSqlSafe;
use tokio::task::JoinSet;

use super::drive::Bench;
use crate::chat::Home;
use crate::store::{Db, Store, StoreError, on};

/// Tickets that are lived through.
const LIVED: u64 = 500;

/// Messages that every ticket has in the end.
const MESSAGES: i64 = 10;

/// How many tickets there are.
pub(super) async fn tickets(store: &Store) -> Result<u64, StoreError> {
    let count: i64 =
        on!(store.db(), Db, |pool| sqlx::query_scalar("SELECT COUNT(*) FROM cases").fetch_one(pool).await)?;
    Ok(count.unsigned_abs())
}

/// How many tickets are another home's.
pub(super) async fn of_others(store: &Store, home: &Home) -> Result<u64, StoreError> {
    const SQL: &str = "SELECT COUNT(*) FROM cases WHERE platform <> $1 OR workspace <> $2";
    let count: i64 = on!(store.db(), Db, |pool| {
        sqlx::query_scalar(SQL).bind(&home.platform).bind(&home.workspace).fetch_one(pool).await
    })?;
    Ok(count.unsigned_abs())
}

/// Lives through some tickets and multiplies them, closed and with all that belongs to them, until there are `wanted`.
pub(super) async fn up_to(bench: &Bench, wanted: u64, say: &impl Fn(&str)) -> anyhow::Result<()> {
    let company = bench.sink.company("years");
    let mut under_way = JoinSet::new();
    if tickets(&bench.store).await? < LIVED {
        for _ in 0..LIVED * 2 {
            let (event, intake) = (company.next(&bench.sink), bench.engine.intake());
            under_way.spawn(async move { intake.take(event).await });
        }
        under_way.join_all().await;
        bench.told().await;
        multiply_messages(&bench.store).await?;
    }
    let mut have = tickets(&bench.store).await?;
    while have < wanted {
        say(&format!("{have} tickets of {wanted}"));
        double(&bench.store, have, have.min(wanted - have)).await?;
        have = tickets(&bench.store).await?;
    }
    Ok(())
}

async fn multiply_messages(store: &Store) -> Result<(), StoreError> {
    for n in 1..MESSAGES {
        let sql = format!(
            "INSERT INTO messages (case_id, seq, message, author, body)
             SELECT case_id, seq + {n}, message || '+{n}', author, body FROM messages WHERE seq = 0
             ON CONFLICT DO NOTHING"
        );
        on!(store.db(), Db, |pool| sqlx::raw_sql(AssertSqlSafe(sql)).execute(pool).await.map(|_| ()))?;
    }
    Ok(())
}

/// The first `count` tickets once more, `have` numbers further on and closed long ago.
async fn double(store: &Store, have: u64, count: u64) -> Result<(), StoreError> {
    let body = match store.db() {
        Db::Sqlite(_) => format!("json_set(body, '$.id', id + {have}, '$.status', 'closed')"),
        Db::Postgres(_) => format!("(body::jsonb || jsonb_build_object('id', id + {have}, 'status', 'closed'))::text"),
    };
    let statements = [
        format!(
            "INSERT INTO cases SELECT id + {have}, platform, workspace, channel, thread || '/{have}', root || '/{have}',
                requester || '/{have}', assignee, 'closed', topic, opened_at - 3600000000 * {have}, facts_version, {body},
                spoke_at - 3600000000 * {have}
             FROM cases WHERE id <= {count}"
        ),
        format!(
            "INSERT INTO messages SELECT case_id + {have}, seq, message || '/{have}', author || '/{have}', body
             FROM messages WHERE case_id <= {count}"
        ),
        format!(
            "INSERT INTO suggestions SELECT case_id + {have}, seq, kind, state, body
             FROM suggestions WHERE case_id <= {count}"
        ),
        format!(
            "INSERT INTO promises SELECT case_id + {have}, seq, 'kept', due_at, due_at, body
             FROM promises WHERE case_id <= {count}"
        ),
        format!(
            "INSERT INTO timeline SELECT case_id + {have}, seq, at - 3600000000 * {have}, body
             FROM timeline WHERE case_id <= {count}"
        ),
        format!(
            "INSERT INTO outbox SELECT key || '/{have}', platform, workspace, lane || '/{have}', seq, kind,
                case_id + {have}, needs || '/{have}', replaces, below || '/{have}', orphaned, true_for, state, uncertain,
                attempts, fence, ready_at, message || '/{have}', reason, created_at, ended_at, delivery
             FROM outbox WHERE case_id <= {count} AND ended_at IS NOT NULL"
        ),
        format!(
            "INSERT INTO verdicts SELECT platform, workspace, message || '/{have}', author || '/{have}', at, body
             FROM verdicts WHERE message IN (SELECT message FROM messages WHERE case_id <= {count} AND seq = 0)"
        ),
        format!("UPDATE counters SET value = {} WHERE name = 'case'", have + count),
    ];
    for sql in statements {
        on!(store.db(), Db, |pool| sqlx::raw_sql(AssertSqlSafe(sql)).execute(pool).await.map(|_| ()))?;
    }
    Ok(())
}
