-- +goose Up

-- The lists of tasks and requests come in several orders, each from an index,
-- and go on at a key and an id: what has no day or amount has a key that stands
-- for none.

-- What a task is about in money is its request's, kept here so that the index
-- that finds somebody's tasks has them in order.
ALTER TABLE tasks ADD COLUMN amount numeric NOT NULL DEFAULT 0;
UPDATE tasks t SET amount = coalesce(r.amount, 0) FROM requests r WHERE r.id = t.request_id;

-- +goose StatementBegin
CREATE FUNCTION take_request_amount() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.amount := coalesce((SELECT r.amount FROM requests r WHERE r.id = NEW.request_id), 0);
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER request_amount BEFORE INSERT ON tasks FOR EACH ROW EXECUTE FUNCTION take_request_amount();

-- +goose StatementBegin
CREATE FUNCTION pass_request_amount() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE tasks SET amount = coalesce(NEW.amount, 0) WHERE request_id = NEW.id;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER request_amount AFTER UPDATE OF amount ON requests FOR EACH ROW
    WHEN (NEW.amount IS DISTINCT FROM OLD.amount) EXECUTE FUNCTION pass_request_amount();

CREATE INDEX tasks_amount_step ON tasks (step, amount, id) WHERE state = 'open' AND assignee_id IS NULL;
CREATE INDEX tasks_amount_fallback ON tasks (candidate_role, amount, id) WHERE state = 'open' AND assignee_id IS NULL AND fallback;
CREATE INDEX tasks_amount_assignee ON tasks (assignee_id, amount, id) WHERE state = 'open';
CREATE INDEX tasks_amount_requester ON tasks (requester_id, amount, id) WHERE state = 'open';
CREATE INDEX tasks_amount_closed_by ON tasks (closed_by, amount, id) WHERE state = 'done';

DROP INDEX tasks_due_step, tasks_due_fallback, tasks_due_assignee, tasks_due_requester;
CREATE INDEX tasks_due_step ON tasks (step, (coalesce(due_at, 'infinity')), id) WHERE state = 'open' AND assignee_id IS NULL;
CREATE INDEX tasks_due_fallback ON tasks (candidate_role, (coalesce(due_at, 'infinity')), id) WHERE state = 'open' AND assignee_id IS NULL AND fallback;
CREATE INDEX tasks_due_assignee ON tasks (assignee_id, (coalesce(due_at, 'infinity')), id) WHERE state = 'open';
CREATE INDEX tasks_due_requester ON tasks (requester_id, (coalesce(due_at, 'infinity')), id) WHERE state = 'open';
CREATE INDEX tasks_due_closed_by ON tasks (closed_by, (coalesce(due_at, 'infinity')), id) WHERE state = 'done';

-- The day on which an expense request was paid, for the same reason.
ALTER TABLE requests ADD COLUMN paid_on date;
UPDATE requests r SET paid_on = e.paid_on FROM expense_requests e WHERE e.request_id = r.id AND e.paid_on IS NOT NULL;

-- +goose StatementBegin
CREATE FUNCTION pass_paid_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE requests SET paid_on = NEW.paid_on WHERE id = NEW.request_id;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER paid_on AFTER INSERT OR UPDATE OF paid_on ON expense_requests FOR EACH ROW
    WHEN (NEW.paid_on IS NOT NULL) EXECUTE FUNCTION pass_paid_on();

CREATE INDEX requests_amount ON requests ((coalesce(amount, -1)), id);
CREATE INDEX requests_submitted ON requests ((coalesce(submitted_at, '-infinity')), id);
CREATE INDEX requests_paid ON requests ((coalesce(paid_on, '-infinity')), id);

-- +goose Down
DROP INDEX requests_amount, requests_submitted, requests_paid;
DROP TRIGGER paid_on ON expense_requests;
DROP FUNCTION pass_paid_on();
ALTER TABLE requests DROP COLUMN paid_on;
DROP INDEX tasks_due_step, tasks_due_fallback, tasks_due_assignee, tasks_due_requester, tasks_due_closed_by;
CREATE INDEX tasks_due_step ON tasks (step, due_at, id) WHERE state = 'open' AND assignee_id IS NULL;
CREATE INDEX tasks_due_fallback ON tasks (candidate_role, due_at, id) WHERE state = 'open' AND assignee_id IS NULL AND fallback;
CREATE INDEX tasks_due_assignee ON tasks (assignee_id, due_at, id) WHERE state = 'open';
CREATE INDEX tasks_due_requester ON tasks (requester_id, due_at, id) WHERE state = 'open';
DROP INDEX tasks_amount_step, tasks_amount_fallback, tasks_amount_assignee, tasks_amount_requester, tasks_amount_closed_by;
DROP TRIGGER request_amount ON requests;
DROP TRIGGER request_amount ON tasks;
DROP FUNCTION pass_request_amount();
DROP FUNCTION take_request_amount();
ALTER TABLE tasks DROP COLUMN amount;
