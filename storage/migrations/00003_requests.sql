-- +goose Up
CREATE TABLE request_numbers (
    kind text NOT NULL,
    year integer NOT NULL,
    last integer NOT NULL,
    PRIMARY KEY (kind, year)
);

-- What both kinds of request share.
CREATE TABLE requests (
    id           uuid PRIMARY KEY,
    kind         text NOT NULL CHECK (kind IN ('project_request', 'expense_request')),
    number       text NOT NULL UNIQUE,
    status       text NOT NULL DEFAULT 'draft',
    customer_id  uuid NOT NULL REFERENCES customers,
    project_id   uuid NOT NULL REFERENCES projects,
    requester_id uuid NOT NULL REFERENCES users,
    -- What the request is about in money: the amount asked for, or the revenue
    -- expected. NULL until the draft names it.
    amount       numeric CHECK (amount >= 0),
    currency     text NOT NULL DEFAULT 'CNY',
    -- Counts every change to facts, reports and attachments.
    revision     integer NOT NULL DEFAULT 1,
    version      integer NOT NULL DEFAULT 1,
    -- Copy of the workflow's position, written by recorded transitions only.
    position     jsonb NOT NULL DEFAULT '{"number":0,"status":"draft"}',
    -- The submission that the workflow engine has not been told of yet.
    submitting   jsonb,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    submitted_at timestamptz,
    CHECK ((status = 'submitting') = (submitting IS NOT NULL))
);
CREATE INDEX requests_requester ON requests (requester_id, id);
CREATE INDEX requests_customer ON requests (customer_id, id);
CREATE INDEX requests_project ON requests (project_id, id);
CREATE INDEX requests_status ON requests (status, id);
CREATE INDEX requests_submitting ON requests (updated_at) WHERE status = 'submitting';

CREATE TABLE project_requests (
    request_id        uuid PRIMARY KEY REFERENCES requests,
    reason            text NOT NULL DEFAULT '',
    expected_cost     numeric CHECK (expected_cost >= 0),
    expected_close_on date,
    win_probability   integer CHECK (win_probability BETWEEN 0 AND 100)
);

CREATE TABLE expense_requests (
    request_id      uuid PRIMARY KEY REFERENCES requests,
    category        text NOT NULL DEFAULT '',
    purpose         text NOT NULL DEFAULT '',
    spent_on        date,
    approved_amount numeric CHECK (approved_amount > 0),
    paid_amount     numeric CHECK (paid_amount > 0 AND paid_amount <= approved_amount),
    method          text,
    voucher_no      text CONSTRAINT expense_requests_voucher UNIQUE,
    paid_on         date
);

-- Every change to what a request says, so that a decider can be shown what has
-- moved since the revision on the screen.
CREATE TABLE revisions (
    request_id uuid NOT NULL REFERENCES requests,
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
    assignee_id    uuid REFERENCES users,
    -- The author of the request, who never decides it.
    requester_id   uuid NOT NULL REFERENCES users,
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
CREATE INDEX tasks_open_role ON tasks (candidate_role, id) WHERE state = 'open' AND assignee_id IS NULL;
CREATE INDEX tasks_open_step ON tasks (step, id) WHERE state = 'open' AND assignee_id IS NULL;
CREATE INDEX tasks_open_assignee ON tasks (assignee_id, id) WHERE state = 'open';
CREATE INDEX tasks_open_requester ON tasks (requester_id, id) WHERE state = 'open';
CREATE INDEX tasks_closed_by ON tasks (closed_by, id) WHERE state = 'done';

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

CREATE TABLE attachments (
    -- Also the name of the object in the store.
    id           uuid PRIMARY KEY,
    request_id   uuid NOT NULL REFERENCES requests,
    name         text NOT NULL CHECK (name <> ''),
    size         bigint NOT NULL CHECK (size > 0),
    content_type text NOT NULL,
    sha256       text NOT NULL,
    purpose      text NOT NULL,
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

-- Every transition of a workflow as it was recorded; what makes RecordTransition
-- idempotent.
CREATE TABLE transitions (
    request_id  uuid NOT NULL REFERENCES requests,
    number      integer NOT NULL,
    update_id   text NOT NULL,
    actor_id    uuid NOT NULL REFERENCES users,
    fingerprint text NOT NULL,
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
CREATE INDEX transitions_unconfirmed ON transitions (at) WHERE NOT confirmed;
CREATE INDEX transitions_answered ON transitions (at) WHERE answer IS NOT NULL;

-- +goose Down
DROP TABLE transitions, reports, dropped_objects, decision_attachments, attachments, decisions, tasks, revisions,
    expense_requests, project_requests, requests, request_numbers;
