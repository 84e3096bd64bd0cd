-- Work logs.

-- +goose Up

-- What an employee did on a day.
CREATE TABLE work_logs (
    id            uuid PRIMARY KEY,
    author_id     uuid NOT NULL REFERENCES users,
    work_date     date NOT NULL,
    kind          text NOT NULL CHECK (kind IN ('visit', 'call', 'meeting', 'bid', 'office', 'other')),
    content       text NOT NULL CHECK (content <> ''),
    result        text NOT NULL DEFAULT '',
    next_step     text NOT NULL DEFAULT '',
    -- NULL: the author does not say.
    quarter_hours smallint CHECK (quarter_hours BETWEEN 0 AND 96),
    customer_id   uuid REFERENCES customers,
    project_id    uuid REFERENCES projects,
    contact_id    uuid REFERENCES contacts,
    place         text NOT NULL DEFAULT '',
    version       integer NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    CHECK (customer_id IS NOT NULL OR project_id IS NULL AND contact_id IS NULL)
);
-- The included columns are what the team's days add up.
CREATE INDEX work_logs_author ON work_logs (author_id, work_date, id) INCLUDE (kind, quarter_hours);
CREATE INDEX work_logs_day ON work_logs (work_date, id);
CREATE INDEX work_logs_customer ON work_logs (customer_id, work_date, id);

-- What the author has to say once an entry can no longer be edited; it stands
-- beside the entry and changes nothing in it.
CREATE TABLE work_log_corrections (
    id          uuid PRIMARY KEY,
    work_log_id uuid NOT NULL REFERENCES work_logs,
    text        text NOT NULL CHECK (text <> ''),
    -- The fields as they should have been.
    fields      jsonb NOT NULL,
    author_id   uuid NOT NULL REFERENCES users,
    created_at  timestamptz NOT NULL
);
CREATE INDEX work_log_corrections_entry ON work_log_corrections (work_log_id, id);
-- Corrections that move an entry to another day: by author for the team's days, by
-- the new day for reports.
CREATE INDEX work_log_corrections_day ON work_log_corrections (author_id) WHERE fields ? 'work_date';
CREATE INDEX work_log_corrections_to ON work_log_corrections ((fields->>'work_date')) WHERE fields ? 'work_date';

CREATE TABLE work_log_comments (
    id          uuid PRIMARY KEY,
    work_log_id uuid NOT NULL REFERENCES work_logs,
    text        text NOT NULL CHECK (text <> ''),
    author_id   uuid NOT NULL REFERENCES users,
    created_at  timestamptz NOT NULL
);
CREATE INDEX work_log_comments_entry ON work_log_comments (work_log_id, id);

CREATE TABLE work_log_photos (
    -- Also the name of the object in the store.
    id           uuid PRIMARY KEY,
    work_log_id  uuid NOT NULL REFERENCES work_logs,
    name         text NOT NULL CHECK (name <> ''),
    size         bigint NOT NULL CHECK (size > 0),
    content_type text NOT NULL,
    sha256       text NOT NULL,
    uploaded_by  uuid NOT NULL REFERENCES users,
    uploaded_at  timestamptz NOT NULL
);
CREATE INDEX work_log_photos_entry ON work_log_photos (work_log_id, id);

-- +goose Down
DROP TABLE work_log_photos, work_log_comments, work_log_corrections, work_logs;
