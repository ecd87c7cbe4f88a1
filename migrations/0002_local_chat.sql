-- The embedded local chat: what people and the bot said there. Instants are UTC microseconds.
CREATE TABLE local_messages (
    number     BIGINT  NOT NULL PRIMARY KEY,        -- counted from 1, never given twice: rows are blanked, not removed
    channel    TEXT    NOT NULL,
    thread     BIGINT,                              -- the number of the first message of its thread
    author     TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    text       TEXT    NOT NULL,
    at         BIGINT  NOT NULL,                    -- by the desk's clock
    edited     BOOLEAN NOT NULL DEFAULT FALSE,
    deleted    BOOLEAN NOT NULL DEFAULT FALSE,
    visible_to TEXT,                                -- the only reader, if there is only one
    sent_by    TEXT,
    card       TEXT,                                -- JSON
    offered    TEXT    NOT NULL DEFAULT '[]',       -- JSON: every button it ever had
    client_id  TEXT,
    post_key   TEXT    UNIQUE,                      -- the delivery that made it
    shown_key  TEXT,                                -- the delivery whose content it shows
    revision   BIGINT  NOT NULL DEFAULT 0,
    told       BIGINT  NOT NULL,                    -- the last revision the engine took
    UNIQUE (author, client_id)
);
CREATE INDEX local_messages_in_channel ON local_messages (channel, number);
CREATE INDEX local_messages_in_thread ON local_messages (thread, number);
CREATE INDEX local_messages_untold ON local_messages (number) WHERE told < revision;

CREATE TABLE local_reactions (
    message BIGINT  NOT NULL,
    actor   TEXT    NOT NULL,
    emoji   TEXT    NOT NULL,
    at      BIGINT  NOT NULL,
    told    BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (message, actor, emoji)
);
CREATE INDEX local_reactions_untold ON local_reactions (at) WHERE told = FALSE;
