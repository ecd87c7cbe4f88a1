-- What hearken remembers, in words that SQLite and PostgreSQL both read. Instants are UTC microseconds.
-- A column named "body" holds the whole thing as JSON; the columns beside it are copies, to find and count by.

CREATE TABLE counters (
    name  TEXT   NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO counters (name, value) VALUES ('case', 0);

CREATE TABLE settings (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- Events that were taken, so that one told twice is taken once. Never their words.
CREATE TABLE inbox (
    platform    TEXT   NOT NULL,
    workspace   TEXT   NOT NULL,
    key         TEXT   NOT NULL,
    what        TEXT   NOT NULL,
    actor       TEXT   NOT NULL,
    at          BIGINT NOT NULL,           -- by the platform's clock
    received_at BIGINT NOT NULL,
    answer      TEXT,                      -- JSON: what the person who acted was told
    PRIMARY KEY (platform, workspace, key)
);
CREATE INDEX inbox_by_age ON inbox (received_at);

CREATE TABLE cases (
    id            BIGINT NOT NULL PRIMARY KEY,
    platform      TEXT   NOT NULL,
    workspace     TEXT   NOT NULL,
    channel       TEXT   NOT NULL,
    thread        TEXT,                    -- truer than the body's: the courier sets it once the root stands
    root          TEXT,
    requester     TEXT   NOT NULL,
    assignee      TEXT,
    status        TEXT   NOT NULL,
    topic         TEXT   NOT NULL,
    opened_at     BIGINT NOT NULL,
    facts_version BIGINT NOT NULL,
    body          TEXT   NOT NULL          -- all but messages, suggestions, promises, timers and timeline
);
CREATE INDEX cases_by_thread ON cases (thread) WHERE thread IS NOT NULL;
CREATE INDEX cases_by_root ON cases (root) WHERE root IS NOT NULL;
CREATE INDEX cases_by_requester ON cases (requester, opened_at);
CREATE INDEX cases_by_status ON cases (status, id);
CREATE INDEX cases_not_closed ON cases (requester, id) WHERE status <> 'closed';

CREATE TABLE messages (
    case_id BIGINT NOT NULL REFERENCES cases (id),
    seq     BIGINT NOT NULL,
    message TEXT   NOT NULL,
    author  TEXT   NOT NULL,
    body    TEXT   NOT NULL,
    PRIMARY KEY (case_id, seq)
);
CREATE INDEX messages_by_message ON messages (message);
CREATE INDEX messages_by_author ON messages (author);

CREATE TABLE suggestions (
    case_id BIGINT NOT NULL REFERENCES cases (id),
    seq     BIGINT NOT NULL,
    kind    TEXT   NOT NULL,
    state   TEXT   NOT NULL,
    body    TEXT   NOT NULL,
    PRIMARY KEY (case_id, seq)
);

CREATE TABLE promises (
    case_id  BIGINT NOT NULL REFERENCES cases (id),
    seq      BIGINT NOT NULL,
    state    TEXT   NOT NULL,
    due_at   BIGINT NOT NULL,
    ended_at BIGINT,
    body     TEXT   NOT NULL,
    PRIMARY KEY (case_id, seq)
);

CREATE TABLE timers (
    case_id BIGINT NOT NULL REFERENCES cases (id),
    kind    TEXT   NOT NULL,
    due_at  BIGINT NOT NULL,
    PRIMARY KEY (case_id, kind)
);
CREATE INDEX timers_by_due ON timers (due_at, case_id);

-- Only ever appended to; a forgotten requester's is removed.
CREATE TABLE timeline (
    case_id BIGINT NOT NULL REFERENCES cases (id),
    seq     BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    body    TEXT   NOT NULL,
    PRIMARY KEY (case_id, seq)
);

-- What is to be posted. A row is live until it has ended; only the first live row of a lane may be under way.
CREATE TABLE outbox (
    key        TEXT    NOT NULL PRIMARY KEY,
    platform   TEXT    NOT NULL,
    workspace  TEXT    NOT NULL,
    lane       TEXT    NOT NULL,
    seq        BIGINT  NOT NULL,           -- the order within the lane
    kind       TEXT    NOT NULL,
    case_id    BIGINT,
    needs      TEXT,                       -- the post that must stand first
    replaces   BOOLEAN NOT NULL,
    below      TEXT,                       -- that post's message, once it stands
    orphaned   BOOLEAN NOT NULL,           -- that post never will stand, and this is to end unsent
    true_for   BIGINT,
    state      TEXT    NOT NULL,           -- due, sending, unknown, then done, dead or stale
    uncertain  BOOLEAN NOT NULL,           -- an earlier attempt may have succeeded
    attempts   BIGINT  NOT NULL,
    fence      BIGINT  NOT NULL,
    ready_at   BIGINT  NOT NULL,           -- not to be claimed before: a pause, a lease, a settle time
    message    TEXT,
    reason     TEXT,
    created_at BIGINT  NOT NULL,
    ended_at   BIGINT,
    delivery   TEXT    NOT NULL            -- JSON; emptied once it is done or stale
);
CREATE INDEX outbox_lanes ON outbox (platform, workspace, lane, seq) WHERE ended_at IS NULL;
CREATE INDEX outbox_ready ON outbox (platform, workspace, ready_at, seq) WHERE ended_at IS NULL;
CREATE INDEX outbox_needs ON outbox (needs) WHERE ended_at IS NULL;
CREATE INDEX outbox_by_case ON outbox (case_id) WHERE delivery <> '';
CREATE INDEX outbox_by_message ON outbox (message) WHERE message IS NOT NULL;

-- Why a message did or did not open a ticket: rules, never words.
CREATE TABLE verdicts (
    platform  TEXT   NOT NULL,
    workspace TEXT   NOT NULL,
    message   TEXT   NOT NULL,
    author    TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    body      TEXT   NOT NULL,
    PRIMARY KEY (platform, workspace, message)
);
CREATE INDEX verdicts_by_author ON verdicts (author, at);

-- The message a private nudge is about, until the nudge is answered or too old to answer.
CREATE TABLE nudges (
    key        TEXT   NOT NULL PRIMARY KEY,
    platform   TEXT   NOT NULL,
    workspace  TEXT   NOT NULL,
    author     TEXT   NOT NULL,
    offered_at BIGINT NOT NULL,
    body       TEXT   NOT NULL
);

CREATE TABLE peace (
    platform  TEXT   NOT NULL,
    workspace TEXT   NOT NULL,
    person    TEXT   NOT NULL,
    channel   TEXT   NOT NULL,
    until     BIGINT NOT NULL,
    PRIMARY KEY (platform, workspace, person, channel)
);

CREATE TABLE preferences (
    platform     TEXT    NOT NULL,
    workspace    TEXT    NOT NULL,
    person       TEXT    NOT NULL,
    read_wording BOOLEAN NOT NULL,
    PRIMARY KEY (platform, workspace, person)
);

-- Which wordings a person read lately.
CREATE TABLE wordings (
    platform  TEXT   NOT NULL,
    workspace TEXT   NOT NULL,
    person    TEXT   NOT NULL,
    wording   TEXT   NOT NULL,
    used_at   BIGINT NOT NULL,
    seq       BIGINT NOT NULL,             -- the order within one reply
    PRIMARY KEY (platform, workspace, person, wording)
);
