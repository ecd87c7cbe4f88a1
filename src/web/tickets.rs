//! `GET /api/tickets`, `GET /api/tickets/{id}`.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;

use super::App;
use super::ask::{Asked, Named};
use super::error::Failure;
use super::ticket::Ticket;
use crate::chat::Platform;
use crate::desk::{CaseId, Status};
use crate::store::CaseFilter;

const STATUSES: [Status; 5] = [Status::New, Status::InProgress, Status::Waiting, Status::Resolved, Status::Closed];

/// At most this many tickets of one status, the newest: a bound on memory.
const LIMIT: u32 = 1_000;

#[derive(Deserialize)]
pub struct Wanted {
    status: Option<String>,
}

pub async fn list(State(app): State<App>, Asked(wanted): Asked<Wanted>) -> Result<Json<Vec<Ticket>>, Failure> {
    let statuses = statuses(wanted.status.as_deref().unwrap_or_default())?;
    let mut cases = Vec::new();
    for status in statuses {
        let filter = CaseFilter { status: Some(status), limit: LIMIT, ..CaseFilter::default() };
        cases.extend(app.store.cases(&filter).await.map_err(Failure::ours)?);
    }
    cases.sort_unstable_by_key(|case| case.id);
    let people = app.chat.people();
    Ok(Json(cases.iter().map(|case| Ticket::of(case, &people)).collect()))
}

pub async fn one(State(app): State<App>, Named(name): Named) -> Result<Json<Ticket>, Failure> {
    let unknown = || Failure::not_found("unknown_ticket", format!("There is no ticket “{name}”."));
    let id = case_id(&name).ok_or_else(unknown)?;
    let case = app.store.case(id).await.map_err(Failure::ours)?.ok_or_else(unknown)?;
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

/// The number in `12` or `HK-12`.
fn case_id(name: &str) -> Option<CaseId> {
    let digits = name.strip_prefix("HK-").or_else(|| name.strip_prefix("hk-")).unwrap_or(name);
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok().map(CaseId)).flatten()
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
        assert_eq!(case_id("12"), Some(CaseId(12)));
        assert_eq!(case_id("HK-12"), Some(CaseId(12)));
        for wrong in ["", "HK-", "-12", "+12", "x", "12x", "99999999999999999999"] {
            assert_eq!(case_id(wrong), None, "{wrong:?}");
        }
    }
}
