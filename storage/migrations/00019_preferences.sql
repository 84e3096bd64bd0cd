-- +goose Up

-- How somebody wants the page to look and to listen to keys, on every machine.
ALTER TABLE users
    ADD COLUMN theme   text NOT NULL DEFAULT 'auto' CHECK (theme IN ('auto', 'light', 'dark')),
    ADD COLUMN density text NOT NULL DEFAULT 'comfortable' CHECK (density IN ('comfortable', 'compact')),
    ADD COLUMN keys    boolean NOT NULL DEFAULT true;

-- Filters of the page's lists that somebody has given a name.
CREATE TABLE named_views (
    id         uuid PRIMARY KEY,
    user_id    uuid NOT NULL REFERENCES users,
    list       text NOT NULL CHECK (list IN ('inbox', 'desk', 'requests', 'customers', 'projects', 'work-logs')),
    name       text NOT NULL CHECK (name <> ''),
    query      text NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX named_views_name ON named_views (user_id, list, lower(name));

-- +goose Down
DROP TABLE named_views;
ALTER TABLE users DROP COLUMN theme, DROP COLUMN density, DROP COLUMN keys;
