-- Global variables.

-- +goose Up

-- Variables that differ from their default, and those that administrators have
-- added. Only the added ones say here what they are; the program knows the others.
CREATE TABLE variables (
    key            text PRIMARY KEY,
    value          jsonb NOT NULL,
    type           text,
    description_zh text,
    description_en text,
    initial        jsonb,
    version        integer NOT NULL DEFAULT 1,
    updated_by     uuid REFERENCES users,
    updated_at     timestamptz NOT NULL DEFAULT now(),
    CHECK ((type IS NULL) = (initial IS NULL))
);

-- Every change to a variable.
CREATE TABLE variable_changes (
    id     uuid PRIMARY KEY,
    key    text NOT NULL,
    before jsonb,
    after  jsonb,
    by     uuid REFERENCES users,
    at     timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX variable_changes_key ON variable_changes (key, at);

-- +goose Down
DROP TABLE variable_changes, variables;
