-- +goose Up
CREATE TABLE customers (
    id         uuid PRIMARY KEY,
    name       text NOT NULL CHECK (name <> ''),
    industry   text NOT NULL DEFAULT '',
    region     text NOT NULL DEFAULT '',
    level      text NOT NULL DEFAULT '',
    source     text NOT NULL DEFAULT '',
    address    text NOT NULL DEFAULT '',
    owner_id   uuid NOT NULL REFERENCES users,
    version    integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX customers_owner ON customers (owner_id, id);

CREATE TABLE contacts (
    id            uuid PRIMARY KEY,
    customer_id   uuid NOT NULL REFERENCES customers,
    name          text NOT NULL CHECK (name <> ''),
    title         text NOT NULL DEFAULT '',
    department    text NOT NULL DEFAULT '',
    phone         text NOT NULL DEFAULT '',
    email         text NOT NULL DEFAULT '',
    birthday      date,
    decision_role text NOT NULL DEFAULT '',
    attitude      text NOT NULL DEFAULT '',
    relationship  text NOT NULL DEFAULT '',
    reports_to_id uuid REFERENCES contacts CHECK (reports_to_id <> id),
    deleted_at    timestamptz,
    version       integer NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX contacts_customer ON contacts (customer_id, id);

CREATE TABLE projects (
    id                uuid PRIMARY KEY,
    customer_id       uuid NOT NULL REFERENCES customers,
    name              text NOT NULL CHECK (name <> ''),
    stage             text NOT NULL DEFAULT 'lead',
    status            text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'in_review', 'approved', 'rejected')),
    estimated_amount  numeric CHECK (estimated_amount >= 0),
    -- Of every amount of the project: estimate, budget and expenses.
    currency          text NOT NULL DEFAULT 'CNY',
    expected_close_on date,
    win_probability   integer CHECK (win_probability BETWEEN 0 AND 100),
    -- The budget that management approved, NULL before; the categories stand in
    -- the budget report.
    budget            numeric CHECK (budget >= 0),
    version           integer NOT NULL DEFAULT 1,
    created_at        timestamptz NOT NULL DEFAULT now(),
    updated_at        timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX projects_customer ON projects (customer_id, id);

CREATE TABLE project_members (
    project_id uuid NOT NULL REFERENCES projects,
    user_id    uuid NOT NULL REFERENCES users,
    PRIMARY KEY (project_id, user_id)
);
CREATE INDEX project_members_user ON project_members (user_id, project_id);

CREATE TABLE competitors (
    id           uuid PRIMARY KEY,
    project_id   uuid NOT NULL REFERENCES projects,
    company      text NOT NULL CHECK (company <> ''),
    offer        text NOT NULL DEFAULT '',
    price        numeric CHECK (price >= 0),
    currency     text NOT NULL DEFAULT 'CNY',
    strengths    text NOT NULL DEFAULT '',
    weaknesses   text NOT NULL DEFAULT '',
    threat       text NOT NULL DEFAULT '',
    outcome      text NOT NULL DEFAULT '',
    deleted_at   timestamptz,
    version      integer NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX competitors_project ON competitors (project_id, id);

-- The end of each customer's chain of events; locking it orders the writers of
-- one customer and holds up no other.
CREATE TABLE timeline_heads (
    customer_id uuid PRIMARY KEY REFERENCES customers,
    seq         bigint NOT NULL,
    hash        text NOT NULL
);

CREATE TABLE timeline_events (
    id            uuid PRIMARY KEY,
    customer_id   uuid NOT NULL REFERENCES customers,
    seq           bigint NOT NULL,
    kind          text NOT NULL,
    at            timestamptz NOT NULL,
    actor_id      uuid NOT NULL REFERENCES users,
    -- Names as they were: what the chain proves may not change with them.
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
CREATE INDEX timeline_events_at ON timeline_events (customer_id, at);
CREATE INDEX timeline_events_subject ON timeline_events (subject_id, seq);

-- +goose StatementBegin
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
-- +goose StatementEnd
CREATE TRIGGER timeline_events_append_only BEFORE UPDATE OR DELETE ON timeline_events
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER timeline_events_no_truncate BEFORE TRUNCATE ON timeline_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TABLE timeline_events, timeline_heads, competitors, project_members, projects, contacts, customers;
DROP FUNCTION refuse_change;
