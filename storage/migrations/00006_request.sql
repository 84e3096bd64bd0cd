-- Requests, their tasks, decisions, reports and attachments.

-- +goose Up

-- The next number for a request of the kind with the letter in the year, such as
-- P-2026-000123. A sequence for each counts without anybody waiting for the transaction
-- of somebody else; the number of a transaction that is rolled back is left out. The
-- first number of a year makes the sequence, for which only the owner has the right.
-- +goose StatementBegin
CREATE FUNCTION next_request_number(letter text, year integer) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    counter text := format('request_numbers_%s_%s', lower(letter), year);
    number text;
BEGIN
    IF to_regclass(counter) IS NULL THEN
        IF pg_try_advisory_xact_lock(hashtext('request_numbers'), hashtext(counter)) THEN
            EXECUTE format('CREATE SEQUENCE IF NOT EXISTS %I', counter);
        ELSE
            -- All wait for the one that makes it, and not for each other.
            PERFORM pg_advisory_xact_lock_shared(hashtext('request_numbers'), hashtext(counter));
            IF to_regclass(counter) IS NULL THEN
                RAISE serialization_failure USING MESSAGE = 'the transaction that made the sequence was rolled back';
            END IF;
        END IF;
    END IF;
    number := nextval(counter);
    RETURN format('%s-%s-%s', letter, year, lpad(number, greatest(6, length(number)), '0'));
END $$;
-- +goose StatementEnd

-- What both kinds of request share.
CREATE TABLE requests (
    id           uuid PRIMARY KEY,
    kind         text NOT NULL CHECK (kind IN ('project_request', 'expense_request')),
    number       text NOT NULL UNIQUE,
    status       text NOT NULL DEFAULT 'draft',
    customer_id  uuid NOT NULL REFERENCES customers,
    project_id   uuid NOT NULL REFERENCES projects,
    requester_id uuid NOT NULL REFERENCES users,
    -- The amount asked for, or the revenue expected. NULL until the draft names it.
    amount       numeric CHECK (amount >= 0),
    currency     text NOT NULL DEFAULT 'CNY',
    -- Copy of the expense's day of payment, kept by a trigger for the lists' order.
    paid_on      date,
    -- Counts every change to facts, reports and attachments.
    revision     integer NOT NULL DEFAULT 1,
    -- Copy of the workflow's position, written by recorded transitions only.
    position     jsonb NOT NULL DEFAULT '{"number":0,"status":"draft"}',
    -- The submission that the workflow engine has not been told of yet.
    submitting   jsonb,
    -- An administrator has ended the request in the database alone, because it had
    -- no workflow any more that could have ended it.
    ended_alone  boolean NOT NULL DEFAULT false,
    -- Made as seed data: the request has no workflow.
    seeded       boolean NOT NULL DEFAULT false,
    version      integer NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    submitted_at timestamptz,
    search       text COLLATE "C" NOT NULL GENERATED ALWAYS AS (search_text(number)) STORED,
    CHECK ((status = 'submitting') = (submitting IS NOT NULL))
);
CREATE INDEX requests_requester ON requests (requester_id, id);
CREATE INDEX requests_customer ON requests (customer_id, id);
CREATE INDEX requests_project ON requests (project_id, id);
CREATE INDEX requests_status ON requests (status, id);
CREATE INDEX requests_submitting ON requests (updated_at) WHERE status = 'submitting';
CREATE INDEX requests_under_way ON requests (id) WHERE status IN ('in_review', 'returned', 'approved');
-- What somebody has begun and not finished, however much of theirs is finished.
CREATE INDEX requests_unfinished ON requests (requester_id, id) WHERE status IN ('draft', 'returned');
-- Likely doubles: the same person has asked for the same amount.
CREATE INDEX requests_requester_amount ON requests (requester_id, amount) WHERE kind = 'expense_request';
CREATE INDEX requests_grams ON requests USING gin (search_grams(search)) WITH (gin_pending_list_limit = 256);
-- The orders of the list. A page goes on after a key and an id, so what has no
-- amount or day has a key that stands for none.
CREATE INDEX requests_amount ON requests ((coalesce(amount, -1)), id);
CREATE INDEX requests_submitted ON requests ((coalesce(submitted_at, '-infinity')), id);
CREATE INDEX requests_paid ON requests ((coalesce(paid_on, '-infinity')), id);

-- The facts of each kind, and their revisions, are removed with a discarded draft.
-- Whatever was submitted has tasks, decisions and transitions besides, which keep
-- it from being removed.
CREATE TABLE project_requests (
    request_id        uuid PRIMARY KEY REFERENCES requests ON DELETE CASCADE,
    reason            text NOT NULL DEFAULT '',
    expected_cost     numeric CHECK (expected_cost >= 0),
    expected_close_on date,
    win_probability   integer CHECK (win_probability BETWEEN 0 AND 100),
    -- The approved budget that a submitted request is to replace; NULL for a project's
    -- first one.
    budget_before     numeric
);

-- A voucher is the same voucher however its number is typed: full-width or not, in
-- capitals or small letters, with spaces or without, with a hyphen or another dash.
CREATE FUNCTION voucher_key(voucher_no text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN upper(replace(compared_text(voucher_no), ' ', ''));

CREATE TABLE expense_requests (
    request_id      uuid PRIMARY KEY REFERENCES requests ON DELETE CASCADE,
    category        text NOT NULL DEFAULT '',
    purpose         text NOT NULL DEFAULT '',
    spent_on        date,
    approved_amount numeric CHECK (approved_amount > 0),
    paid_amount     numeric CHECK (paid_amount > 0 AND paid_amount <= approved_amount),
    method          text,
    -- The number as finance typed it; the key, set by a trigger, is what is unique.
    voucher_no      text,
    voucher_key     text,
    paid_on         date,
    search          text COLLATE "C" NOT NULL
        GENERATED ALWAYS AS (search_text(purpose) || coalesce(E'\n' || lower(voucher_key(voucher_no)), '')) STORED
);
CREATE UNIQUE INDEX expense_requests_voucher ON expense_requests (voucher_key);
CREATE INDEX expense_requests_grams ON expense_requests USING gin (search_grams(search)) WITH (gin_pending_list_limit = 256);
-- Where the options of lists are in use.
CREATE INDEX expense_requests_option_category ON expense_requests (category);
CREATE INDEX expense_requests_option_method ON expense_requests (method);

-- +goose StatementBegin
CREATE FUNCTION keep_voucher_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.voucher_key := voucher_key(NEW.voucher_no);
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER voucher_key BEFORE INSERT OR UPDATE OF voucher_no ON expense_requests
    FOR EACH ROW EXECUTE FUNCTION keep_voucher_key();

-- +goose StatementBegin
CREATE FUNCTION pass_paid_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE requests SET paid_on = NEW.paid_on WHERE id = NEW.request_id;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER paid_on AFTER INSERT OR UPDATE OF paid_on ON expense_requests FOR EACH ROW
    WHEN (NEW.paid_on IS NOT NULL) EXECUTE FUNCTION pass_paid_on();

-- Every change to what a request says, so that a decider can be shown what has
-- changed since the revision on the screen.
CREATE TABLE revisions (
    request_id uuid NOT NULL REFERENCES requests ON DELETE CASCADE,
    revision   integer NOT NULL,
    kind       text NOT NULL,
    by         uuid NOT NULL REFERENCES users,
    at         timestamptz NOT NULL DEFAULT now(),
    changes    jsonb NOT NULL,
    PRIMARY KEY (request_id, revision)
);

CREATE TABLE tasks (
    id             uuid PRIMARY KEY,
    request_id     uuid NOT NULL REFERENCES requests,
    step           text NOT NULL,
    state          text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'canceled')),
    -- NULL: the task is for the assignee alone.
    candidate_role text,
    -- The task stands with another role than its step's, which then gives the right
    -- to do it. Said here once, for every statement that asks.
    fallback       boolean NOT NULL GENERATED ALWAYS AS (
        candidate_role IS NOT NULL AND candidate_role <> CASE step
            WHEN 'commercial_report' THEN 'commercial' WHEN 'finance_report' THEN 'finance'
            WHEN 'management_decision' THEN 'manager' WHEN 'gm_signoff' THEN 'general_manager'
            WHEN 'finance_processing' THEN 'finance' ELSE '' END) STORED,
    assignee_id    uuid REFERENCES users,
    -- The author of the request, who never decides it.
    requester_id   uuid NOT NULL REFERENCES users,
    -- Copy of the request's amount, kept by triggers: an index that finds
    -- somebody's tasks then has them in the order of their amounts.
    amount         numeric NOT NULL DEFAULT 0,
    reason         jsonb NOT NULL,
    due_at         timestamptz,
    created_at     timestamptz NOT NULL,
    claimed_at     timestamptz,
    closed_at      timestamptz,
    closed_by      uuid REFERENCES users,
    outcome        text,
    CHECK (candidate_role IS NOT NULL OR assignee_id IS NOT NULL)
);
CREATE INDEX tasks_request ON tasks (request_id, id);
CREATE INDEX tasks_open ON tasks (request_id) WHERE state = 'open';
-- For reports.
CREATE INDEX tasks_closed ON tasks (closed_at) WHERE state = 'done';
-- Each way in which a task can be somebody's or be waited for, in each order of
-- the list: by id, by due time, by amount.
CREATE INDEX tasks_open_step ON tasks (step, id) WHERE state = 'open' AND assignee_id IS NULL;
CREATE INDEX tasks_open_fallback ON tasks (candidate_role, id) WHERE state = 'open' AND assignee_id IS NULL AND fallback;
CREATE INDEX tasks_open_assignee ON tasks (assignee_id, id) WHERE state = 'open';
CREATE INDEX tasks_open_requester ON tasks (requester_id, id) WHERE state = 'open';
CREATE INDEX tasks_closed_by ON tasks (closed_by, id) WHERE state = 'done';
CREATE INDEX tasks_due_step ON tasks (step, (coalesce(due_at, 'infinity')), id) WHERE state = 'open' AND assignee_id IS NULL;
CREATE INDEX tasks_due_fallback ON tasks (candidate_role, (coalesce(due_at, 'infinity')), id) WHERE state = 'open' AND assignee_id IS NULL AND fallback;
CREATE INDEX tasks_due_assignee ON tasks (assignee_id, (coalesce(due_at, 'infinity')), id) WHERE state = 'open';
CREATE INDEX tasks_due_requester ON tasks (requester_id, (coalesce(due_at, 'infinity')), id) WHERE state = 'open';
CREATE INDEX tasks_due_closed_by ON tasks (closed_by, (coalesce(due_at, 'infinity')), id) WHERE state = 'done';
CREATE INDEX tasks_amount_step ON tasks (step, amount, id) WHERE state = 'open' AND assignee_id IS NULL;
CREATE INDEX tasks_amount_fallback ON tasks (candidate_role, amount, id) WHERE state = 'open' AND assignee_id IS NULL AND fallback;
CREATE INDEX tasks_amount_assignee ON tasks (assignee_id, amount, id) WHERE state = 'open';
CREATE INDEX tasks_amount_requester ON tasks (requester_id, amount, id) WHERE state = 'open';
CREATE INDEX tasks_amount_closed_by ON tasks (closed_by, amount, id) WHERE state = 'done';

-- +goose StatementBegin
CREATE FUNCTION take_request_amount() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.amount := coalesce((SELECT r.amount FROM requests r WHERE r.id = NEW.request_id), 0);
    RETURN NEW;
END $$;
CREATE FUNCTION pass_request_amount() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE tasks SET amount = coalesce(NEW.amount, 0) WHERE request_id = NEW.id;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER request_amount BEFORE INSERT ON tasks FOR EACH ROW EXECUTE FUNCTION take_request_amount();
CREATE TRIGGER request_amount AFTER UPDATE OF amount ON requests FOR EACH ROW
    WHEN (NEW.amount IS DISTINCT FROM OLD.amount) EXECUTE FUNCTION pass_request_amount();

CREATE TABLE decisions (
    id         uuid PRIMARY KEY,
    request_id uuid NOT NULL REFERENCES requests,
    -- NULL for what an author does without a task: submit, withdraw.
    task_id    uuid UNIQUE REFERENCES tasks,
    step       text NOT NULL,
    outcome    text NOT NULL,
    return_to  text,
    actor_id   uuid NOT NULL REFERENCES users,
    revision   integer NOT NULL,
    comment    text NOT NULL,
    data       jsonb NOT NULL,
    at         timestamptz NOT NULL
);
CREATE INDEX decisions_request ON decisions (request_id, id);

-- The reports as they stand; the decisions keep the earlier ones.
CREATE TABLE reports (
    request_id     uuid NOT NULL REFERENCES requests,
    step           text NOT NULL CHECK (step IN ('commercial_report', 'finance_report')),
    recommendation text,
    summary        text NOT NULL,
    budget         jsonb,
    total          numeric,
    currency       text,
    filed_by       uuid NOT NULL REFERENCES users,
    filed_at       timestamptz NOT NULL,
    PRIMARY KEY (request_id, step)
);
-- Where the options of lists are in use.
CREATE INDEX reports_option_category ON reports USING gin (budget);

-- Every transition of a workflow as it was recorded; what makes RecordTransition
-- idempotent.
CREATE TABLE transitions (
    request_id  uuid NOT NULL REFERENCES requests,
    number      integer NOT NULL,
    update_id   text NOT NULL,
    actor_id    uuid NOT NULL REFERENCES users,
    fingerprint text NOT NULL,
    -- Hash of the Idempotency-Key that the decision came with. Only what was recorded has
    -- a key: a refusal leaves it free.
    key_hash    bytea,
    position    jsonb NOT NULL,
    at          timestamptz NOT NULL,
    -- Set once the workflow has answered with this transition; until then the
    -- sweep makes sure that the workflow knows of it.
    confirmed   boolean NOT NULL DEFAULT false,
    -- What the client was told, for a repeated key.
    answer      bytea,
    PRIMARY KEY (request_id, number),
    UNIQUE (request_id, update_id)
);
CREATE UNIQUE INDEX transitions_key ON transitions (actor_id, key_hash) WHERE key_hash IS NOT NULL;
CREATE INDEX transitions_unconfirmed ON transitions (at) WHERE NOT confirmed;
CREATE INDEX transitions_answered ON transitions (at) WHERE answer IS NOT NULL;

CREATE TABLE attachments (
    -- Also the name of the object in the store.
    id           uuid PRIMARY KEY,
    request_id   uuid NOT NULL REFERENCES requests,
    name         text NOT NULL CHECK (name <> ''),
    size         bigint NOT NULL CHECK (size > 0),
    content_type text NOT NULL,
    sha256       text NOT NULL,
    purpose      text NOT NULL,
    -- The revision of the request that added it.
    revision     integer NOT NULL,
    uploaded_by  uuid NOT NULL REFERENCES users,
    uploaded_at  timestamptz NOT NULL
);
CREATE INDEX attachments_request ON attachments (request_id, id);
CREATE INDEX attachments_sha256 ON attachments (sha256);

-- What the decider saw.
CREATE TABLE decision_attachments (
    decision_id   uuid NOT NULL REFERENCES decisions,
    attachment_id uuid NOT NULL REFERENCES attachments,
    sha256        text NOT NULL,
    PRIMARY KEY (decision_id, attachment_id)
);
CREATE INDEX decision_attachments_attachment ON decision_attachments (attachment_id);

-- Objects whose row is gone; the sweep removes them from the store.
CREATE TABLE dropped_objects (
    key        text PRIMARY KEY,
    dropped_at timestamptz NOT NULL DEFAULT now()
);

-- Why requests do not go on by themselves, as the worker's sweep found it last.
CREATE TABLE stuck_findings (
    request_id uuid NOT NULL REFERENCES requests,
    kind       text NOT NULL CHECK (kind IN ('task_without_holder', 'projection_behind',
        'workflow_missing', 'workflow_failed', 'workflow_faltering', 'submission_waiting')),
    task_id    uuid REFERENCES tasks CHECK ((task_id IS NOT NULL) = (kind = 'task_without_holder')),
    since      timestamptz,
    found_at   timestamptz NOT NULL DEFAULT now(),
    UNIQUE NULLS NOT DISTINCT (request_id, kind, task_id)
);

-- When the sweep began last, and when it last asked the workflow engine about all
-- requests.
CREATE TABLE stuck_sweep (
    only_row  boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    began_at  timestamptz NOT NULL DEFAULT '-infinity',
    engine_at timestamptz NOT NULL DEFAULT '-infinity'
);
INSERT INTO stuck_sweep DEFAULT VALUES;

-- +goose Down
DROP TABLE stuck_sweep;
DROP TABLE stuck_findings;
DROP TABLE dropped_objects, decision_attachments, attachments, transitions, reports, decisions, tasks, revisions,
    expense_requests, project_requests, requests;
-- +goose StatementBegin
DO $$
DECLARE counter regclass;
BEGIN
    FOR counter IN SELECT oid FROM pg_class
        WHERE relkind = 'S' AND relnamespace = current_schema()::regnamespace AND relname LIKE 'request\_numbers\_%'
    LOOP
        EXECUTE format('DROP SEQUENCE %s', counter);
    END LOOP;
END $$;
-- +goose StatementEnd
DROP FUNCTION next_request_number;
DROP FUNCTION pass_request_amount, take_request_amount, pass_paid_on, keep_voucher_key, voucher_key;
