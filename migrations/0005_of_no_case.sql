-- Posts of no case, such as nudges: gone a week after they ended.
CREATE INDEX outbox_of_no_case ON outbox (ended_at) WHERE case_id IS NULL;
