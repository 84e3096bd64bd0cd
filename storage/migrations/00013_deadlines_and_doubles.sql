-- +goose Up

-- Open tasks by when they are due, for each of the ways in which a task can be
-- somebody's or be waited for.
CREATE INDEX tasks_due_step ON tasks (step, due_at, id) WHERE state = 'open' AND assignee_id IS NULL;
CREATE INDEX tasks_due_fallback ON tasks (candidate_role, due_at, id) WHERE state = 'open' AND assignee_id IS NULL AND fallback;
CREATE INDEX tasks_due_assignee ON tasks (assignee_id, due_at, id) WHERE state = 'open';
CREATE INDEX tasks_due_requester ON tasks (requester_id, due_at, id) WHERE state = 'open';

-- Likely doubles: what somebody has asked for, by amount. Files are found by
-- attachments_sha256.
CREATE INDEX requests_requester_amount ON requests (requester_id, amount) WHERE kind = 'expense_request';

-- +goose Down
DROP INDEX requests_requester_amount;
DROP INDEX tasks_due_step, tasks_due_fallback, tasks_due_assignee, tasks_due_requester;
