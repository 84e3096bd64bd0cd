-- +goose Up

-- The rows that somebody has imported, by what stands in them: a file that is
-- corrected, or saved in another way, brings only what is new. It replaces the
-- list of rows by their number in a file.
DROP TABLE import_rows, imports;
CREATE TABLE imported_rows (
    user_id uuid NOT NULL REFERENCES users,
    kind    text NOT NULL,
    hash    bytea NOT NULL,
    -- A file can have the same row more than once.
    nth     integer NOT NULL,
    at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, kind, hash, nth)
);
CREATE INDEX imported_rows_at ON imported_rows (at);

-- +goose Down
DROP TABLE imported_rows;
CREATE TABLE imports (
    id         uuid PRIMARY KEY,
    kind       text NOT NULL,
    user_id    uuid NOT NULL REFERENCES users,
    key        text NOT NULL,
    sha256     text NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (user_id, kind, key)
);
CREATE INDEX imports_started ON imports (started_at);
CREATE TABLE import_rows (
    import_id uuid NOT NULL REFERENCES imports ON DELETE CASCADE,
    row       integer NOT NULL,
    PRIMARY KEY (import_id, row)
);
