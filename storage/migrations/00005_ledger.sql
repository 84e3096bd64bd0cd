-- The hash-chained records: a timeline for each customer, and the audit. The
-- hashes are computed and checked outside of the database, by `approvals verify`;
-- the triggers here let a chain grow at its end and change nowhere else.

-- +goose Up
CREATE TABLE timeline_events (
    id            uuid PRIMARY KEY,
    customer_id   uuid NOT NULL REFERENCES customers,
    seq           bigint NOT NULL,
    kind          text NOT NULL,
    at            timestamptz NOT NULL,
    actor_id      uuid NOT NULL REFERENCES users,
    -- Names as they were then: what the chain proves must not change with them.
    actor_name    text NOT NULL,
    project_id    uuid REFERENCES projects,
    subject_type  text NOT NULL,
    subject_id    uuid NOT NULL,
    subject_label text NOT NULL,
    changes       jsonb NOT NULL,
    summary_zh    text NOT NULL,
    summary_en    text NOT NULL,
    prev_hash     text NOT NULL,
    hash          text NOT NULL,
    UNIQUE (customer_id, seq)
);
CREATE INDEX timeline_events_kind ON timeline_events (customer_id, kind, seq);
CREATE INDEX timeline_events_actor ON timeline_events (customer_id, actor_id, seq);
CREATE INDEX timeline_events_project ON timeline_events (customer_id, project_id, seq);
CREATE INDEX timeline_events_at ON timeline_events (customer_id, at, seq);
CREATE INDEX timeline_events_subject ON timeline_events (subject_id, seq);

-- The end of each customer's chain. Locking it orders the writers of one customer
-- and holds up nobody else.
CREATE TABLE timeline_heads (
    customer_id uuid PRIMARY KEY REFERENCES customers,
    seq         bigint NOT NULL,
    hash        text NOT NULL,
    -- The time of the last event: along one chain times never run backwards, so a
    -- span of time is a span of places.
    last_at     timestamptz NOT NULL DEFAULT 'epoch',
    -- The day has an index and the moment has none: events change the day once a
    -- day at most, so all others update the row without touching an index.
    last_day    date NOT NULL GENERATED ALWAYS AS ((last_at AT TIME ZONE 'UTC')::date) STORED
);
CREATE INDEX timeline_heads_last_day ON timeline_heads (last_day, customer_id);

CREATE TRIGGER timeline_events_append_only BEFORE UPDATE OR DELETE ON timeline_events
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER timeline_events_no_truncate BEFORE TRUNCATE ON timeline_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER timeline_heads_no_delete BEFORE DELETE ON timeline_heads
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER timeline_heads_no_truncate BEFORE TRUNCATE ON timeline_heads
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- An event follows the one before it and is not beyond the head.
-- +goose StatementBegin
CREATE FUNCTION timeline_events_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM added a
        LEFT JOIN timeline_events p ON p.customer_id = a.customer_id AND p.seq = a.seq - 1
        LEFT JOIN timeline_heads h ON h.customer_id = a.customer_id
        WHERE h.seq IS NULL OR a.seq > h.seq OR a.prev_hash IS DISTINCT FROM CASE a.seq WHEN 1 THEN '' ELSE p.hash END
    ) THEN
        RAISE EXCEPTION 'timeline_events grows at the end of each chain only';
    END IF;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER timeline_events_at_the_end AFTER INSERT ON timeline_events
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION timeline_events_follow();

-- +goose StatementBegin
CREATE FUNCTION timeline_heads_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.customer_id <> OLD.customer_id OR NEW.seq <= OLD.seq OR NEW.last_at < OLD.last_at THEN
        RAISE EXCEPTION 'timeline_heads moves forward only';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER timeline_heads_forward_only BEFORE UPDATE ON timeline_heads
    FOR EACH ROW EXECUTE FUNCTION timeline_heads_forward();

-- At the end of a transaction the head is the last event. It is checked no earlier
-- because the head moves first and its event follows.
-- +goose StatementBegin
CREATE FUNCTION timeline_heads_agree() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.seq > 0 AND NOT EXISTS (
        SELECT FROM timeline_events e
        WHERE e.customer_id = NEW.customer_id AND e.seq = NEW.seq AND e.hash = NEW.hash AND e.at = NEW.last_at
    ) THEN
        RAISE EXCEPTION 'the head of the timeline of customer % is not its last event', NEW.customer_id;
    END IF;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE CONSTRAINT TRIGGER timeline_heads_agrees AFTER INSERT OR UPDATE ON timeline_heads
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION timeline_heads_agree();

-- What administrators do, in one chain.
CREATE TABLE audit_events (
    id            uuid PRIMARY KEY,
    seq           bigint NOT NULL UNIQUE,
    kind          text NOT NULL,
    at            timestamptz NOT NULL,
    -- NULL: the program itself, as on the command line.
    actor_id      uuid REFERENCES users,
    -- Names as they were then, as in the timeline.
    actor_name    text NOT NULL,
    subject_type  text NOT NULL,
    -- Text, because a global variable is known by its key.
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

-- +goose Down
DROP TABLE audit_head, audit_events, timeline_heads, timeline_events;
DROP FUNCTION timeline_heads_agree, timeline_heads_forward, timeline_events_follow;
