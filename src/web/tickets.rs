//! `GET /api/tickets`, `GET /api/tickets/{id}`.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::Deserialize;

use super::App;
use super::ask::{Asked, Named, unless_empty};
use super::error::Failure;
use super::more;
use super::ticket::Ticket;
use crate::chat::{PersonId, Platform};
use crate::desk::{CaseId, Status};
use crate::store::CaseFilter;

const STATUSES: [Status; 5] = [Status::New, Status::InProgress, Status::Waiting, Status::Resolved, Status::Closed];

/// One answer holds at most this many tickets, the newest: a bound on memory.
const LIMIT: u32 = 5_000;

/// At most this many tickets can be named in one request: far more than a window shows.
const NAMED: usize = 1_000;

#[derive(Deserialize)]
pub struct Wanted {
    status: Option<String>,
    #[serde(default, deserialize_with = "unless_empty")]
    requester: Option<PersonId>,
    ids: Option<String>,
    #[serde(default, deserialize_with = "unless_empty")]
    before: Option<String>,
    limit: Option<u32>,
}

pub async fn list(
    State(app): State<App>,
    Asked(wanted): Asked<Wanted>,
) -> Result<(HeaderMap, Json<Vec<Ticket>>), Failure> {
    let limit = wanted.limit.unwrap_or(LIMIT).clamp(1, LIMIT);
    let filter = CaseFilter {
        home: None,
        statuses: statuses(wanted.status.as_deref().unwrap_or_default())?,
        ids: ids(wanted.ids.as_deref().unwrap_or_default())?,
        before: wanted.before.as_deref().map(known).transpose()?,
        requester: wanted.requester,
        // One more than the answer holds tells whether there are others.
        limit: limit + 1,
    };
    let mut cases = app.store.cases(&filter).await?;
    let older = cases.len() > limit as usize;
    cases.truncate(limit as usize);
    cases.reverse();
    let people = app.chat.people();
    let before = cases.first().filter(|_| older).map(|case| case.id.0);
    Ok((more::before(before), Json(cases.iter().map(|case| Ticket::of(case, &people)).collect())))
}

pub async fn one(State(app): State<App>, Named(name): Named) -> Result<Json<Ticket>, Failure> {
    let unknown = || Failure::not_found("unknown_ticket", format!("There is no ticket “{name}”."));
    let id = CaseId::named(&name).ok_or_else(unknown)?;
    let case = app.store.case(id).await?.ok_or_else(unknown)?;
    Ok(Json(Ticket::of(&case, &app.chat.people())))
}

/// The statuses named, apart by commas; all of them when none is.
fn statuses(named: &str) -> Result<Vec<Status>, Failure> {
    let words: Vec<&str> = named.split(',').map(str::trim).filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return Ok(STATUSES.to_vec());
    }
    let read = |word: &&str| {
        STATUSES.into_iter().find(|status| status.word() == *word).ok_or_else(|| {
            let known = STATUSES.map(Status::word).join(", ");
            Failure::bad_request("unknown_status", format!("There is no status “{word}”. There are: {known}."))
        })
    };
    let mut known: Vec<Status> = words.iter().map(read).collect::<Result<_, _>>()?;
    known.sort_unstable();
    known.dedup();
    Ok(known)
}

/// The tickets named, apart by commas.
fn ids(named: &str) -> Result<Vec<CaseId>, Failure> {
    let names: Vec<&str> = named.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    if names.len() > NAMED {
        return Err(Failure::bad_request("invalid", format!("Name at most {NAMED} tickets at a time.")));
    }
    names.into_iter().map(known).collect()
}

fn known(name: &str) -> Result<CaseId, Failure> {
    CaseId::named(name).ok_or_else(|| Failure::bad_request("invalid", format!("“{name}” is not a ticket’s name.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_listed_by_their_words() {
        assert_eq!(statuses("").map_err(|_| ()), Ok(STATUSES.to_vec()));
        assert_eq!(statuses("new, waiting").map_err(|_| ()), Ok(vec![Status::New, Status::Waiting]));
        assert!(statuses("new,open").is_err());
    }

    #[test]
    fn a_ticket_is_named_by_number_or_reference() {
        assert_eq!(CaseId::named("12"), Some(CaseId(12)));
        assert_eq!(CaseId::named("HK-12"), Some(CaseId(12)));
        for wrong in ["", "HK-", "-12", "+12", "x", "12x", "99999999999999999999"] {
            assert_eq!(CaseId::named(wrong), None, "{wrong:?}");
        }
    }
}
