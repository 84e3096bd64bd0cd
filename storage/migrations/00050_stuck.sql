-- +goose Up

-- Why requests do not go on by themselves, as the worker's sweep found it last.
CREATE TABLE stuck_findings (
    request_id uuid NOT NULL REFERENCES requests,
    kind       text NOT NULL CHECK (kind IN ('task_without_holder', 'projection_behind',
        'workflow_missing', 'workflow_failed', 'workflow_faltering')),
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
