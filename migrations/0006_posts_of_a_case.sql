-- Every post of a case, ended ones as well: forgetting somebody must not read the whole outbox.
DROP INDEX outbox_by_case;
CREATE INDEX outbox_by_case ON outbox (case_id) WHERE case_id IS NOT NULL;
