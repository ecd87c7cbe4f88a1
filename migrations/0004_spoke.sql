-- When the requester last wrote on a case, by the platform's clock: a line by itself goes to the one they last wrote on.
ALTER TABLE cases ADD COLUMN spoke_at BIGINT NOT NULL DEFAULT 0;
UPDATE cases SET spoke_at = opened_at;
DROP INDEX cases_not_closed;
CREATE INDEX cases_not_closed ON cases (requester, spoke_at) WHERE status <> 'closed';
