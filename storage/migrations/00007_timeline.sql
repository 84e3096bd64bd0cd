-- +goose Up
-- The time of the last event: along one chain times never run backwards, so a
-- span of time is a span of places.
ALTER TABLE timeline_heads ADD COLUMN IF NOT EXISTS last_at timestamptz NOT NULL DEFAULT 'epoch';
UPDATE timeline_heads h SET last_at = e.at FROM timeline_events e WHERE e.customer_id = h.customer_id AND e.seq = h.seq;
DROP INDEX timeline_events_at;
CREATE INDEX timeline_events_at ON timeline_events (customer_id, at, seq);

-- A chain grows at its end and nowhere else. The hash itself is computed and
-- checked outside of the database, by `approvals verify`.
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
CREATE FUNCTION timeline_heads_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.customer_id <> OLD.customer_id OR NEW.seq <= OLD.seq OR NEW.last_at < OLD.last_at THEN
        RAISE EXCEPTION 'timeline_heads moves forward only';
    END IF;
    RETURN NEW;
END $$;
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
CREATE TRIGGER timeline_events_at_the_end AFTER INSERT ON timeline_events
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION timeline_events_follow();
CREATE TRIGGER timeline_heads_no_delete BEFORE DELETE ON timeline_heads
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER timeline_heads_no_truncate BEFORE TRUNCATE ON timeline_heads
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER timeline_heads_forward_only BEFORE UPDATE ON timeline_heads
    FOR EACH ROW EXECUTE FUNCTION timeline_heads_forward();
CREATE CONSTRAINT TRIGGER timeline_heads_agrees AFTER INSERT OR UPDATE ON timeline_heads
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION timeline_heads_agree();

-- Made by `approvals seed`: the request has no workflow.
ALTER TABLE requests ADD COLUMN seeded boolean NOT NULL DEFAULT false;

-- +goose Down
ALTER TABLE requests DROP COLUMN seeded;
DROP TRIGGER timeline_heads_agrees ON timeline_heads;
DROP TRIGGER timeline_heads_forward_only ON timeline_heads;
DROP TRIGGER timeline_heads_no_truncate ON timeline_heads;
DROP TRIGGER timeline_heads_no_delete ON timeline_heads;
DROP TRIGGER timeline_events_at_the_end ON timeline_events;
DROP FUNCTION timeline_heads_agree, timeline_heads_forward, timeline_events_follow;
DROP INDEX timeline_events_at;
CREATE INDEX timeline_events_at ON timeline_events (customer_id, at);
