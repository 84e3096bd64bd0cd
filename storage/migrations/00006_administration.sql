-- +goose Up
-- What administrators do, in one chain of hashes. The id of a subject is text: a
-- global variable is known by its key.
CREATE TABLE audit_events (
    id            uuid PRIMARY KEY,
    seq           bigint NOT NULL UNIQUE,
    kind          text NOT NULL,
    at            timestamptz NOT NULL,
    -- NULL: the program itself, as on the command line.
    actor_id      uuid REFERENCES users,
    -- Names as they were: what the chain proves may not change with them.
    actor_name    text NOT NULL,
    subject_type  text NOT NULL,
    subject_id    text NOT NULL,
    subject_label text NOT NULL,
    changes       jsonb NOT NULL,
    summary_zh    text NOT NULL,
    summary_en    text NOT NULL,
    prev_hash     text NOT NULL,
    hash          text NOT NULL
);
CREATE INDEX audit_events_kind ON audit_events (kind, seq);
CREATE INDEX audit_events_actor ON audit_events (actor_id, seq);
CREATE INDEX audit_events_subject ON audit_events (subject_id, seq);
CREATE INDEX audit_events_at ON audit_events (at);
CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE ON audit_events
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_events_no_truncate BEFORE TRUNCATE ON audit_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The end of the chain: one row.
CREATE TABLE audit_head (
    one  boolean PRIMARY KEY DEFAULT true CHECK (one),
    seq  bigint NOT NULL,
    hash text NOT NULL
);

ALTER TABLE departments ADD archived_at timestamptz;
CREATE INDEX departments_parent ON departments (parent_id);
CREATE INDEX users_department ON users (department_id);
-- The directory of people, by name.
CREATE INDEX users_name ON users (name, id) WHERE active;

ALTER TABLE sessions
    ADD id           uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    ADD created_at   timestamptz NOT NULL DEFAULT now(),
    ADD last_seen_at timestamptz NOT NULL DEFAULT now(),
    ADD address      text NOT NULL DEFAULT '',
    ADD user_agent   text NOT NULL DEFAULT '';

-- One-time links that set a new password; the link itself is not kept.
CREATE TABLE password_resets (
    token_hash bytea PRIMARY KEY,
    user_id    uuid NOT NULL REFERENCES users,
    created_by uuid NOT NULL REFERENCES users,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX password_resets_user ON password_resets (user_id);
CREATE INDEX password_resets_expires ON password_resets (expires_at);

-- What an administrator has added says itself what it is.
ALTER TABLE variables
    ADD type           text,
    ADD description_zh text,
    ADD description_en text,
    ADD initial        jsonb,
    ADD CHECK ((type IS NULL) = (initial IS NULL));

-- Where the options of lists are in use.
CREATE INDEX customers_option_industry ON customers (industry);
CREATE INDEX customers_option_region ON customers (region);
CREATE INDEX customers_option_level ON customers (level);
CREATE INDEX customers_option_source ON customers (source);
CREATE INDEX expense_requests_option_category ON expense_requests (category);
CREATE INDEX expense_requests_option_method ON expense_requests (method);
CREATE INDEX reports_option_category ON reports USING gin (budget);

-- Set when an administrator has ended the request in the database alone, because
-- it had no workflow any more that could have ended it.
ALTER TABLE requests ADD ended_alone boolean NOT NULL DEFAULT false;
CREATE INDEX requests_under_way ON requests (id) WHERE status IN ('in_review', 'returned', 'approved');
CREATE INDEX tasks_open ON tasks (request_id) WHERE state = 'open';

-- +goose Down
DROP INDEX tasks_open, requests_under_way;
ALTER TABLE requests DROP ended_alone;
DROP INDEX reports_option_category, expense_requests_option_method, expense_requests_option_category,
    customers_option_source, customers_option_level, customers_option_region, customers_option_industry;
DELETE FROM variables WHERE type IS NOT NULL;
ALTER TABLE variables DROP type, DROP description_zh, DROP description_en, DROP initial;
DROP TABLE password_resets;
ALTER TABLE sessions DROP id, DROP created_at, DROP last_seen_at, DROP address, DROP user_agent;
DROP INDEX users_name, users_department, departments_parent;
ALTER TABLE departments DROP archived_at;
DROP TABLE audit_head, audit_events;
