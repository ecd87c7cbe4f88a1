-- What was told before the message that it is about: an edit, a deletion, an answer in a thread. Kept for a quarter of an
-- hour at most, and taken again once that message is told.
CREATE TABLE early (
    platform  TEXT   NOT NULL,
    workspace TEXT   NOT NULL,
    message   TEXT   NOT NULL,             -- the one not told yet
    key       TEXT   NOT NULL,             -- the event's
    tells     TEXT,                        -- the message that the event itself tells
    author    TEXT   NOT NULL,
    at        BIGINT NOT NULL,             -- by the platform's clock
    kept_at   BIGINT NOT NULL,
    body      TEXT   NOT NULL,             -- JSON: the event
    PRIMARY KEY (platform, workspace, message, key)
);
CREATE INDEX early_by_age ON early (kept_at);
