-- People, their roles and departments, how they sign in, and what is kept for one
-- person alone.

-- +goose Up
CREATE TABLE departments (
    id          uuid PRIMARY KEY,
    name        text NOT NULL CHECK (name <> ''),
    parent_id   uuid REFERENCES departments,
    archived_at timestamptz,
    version     integer NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX departments_parent ON departments (parent_id);

CREATE TABLE users (
    id            uuid PRIMARY KEY,
    username      text NOT NULL CHECK (username <> ''),
    name          text NOT NULL CHECK (name <> ''),
    email         text NOT NULL DEFAULT '',
    phone         text NOT NULL DEFAULT '',
    department_id uuid REFERENCES departments,
    manager_id    uuid REFERENCES users CHECK (manager_id <> id),
    password_hash text NOT NULL,
    active        boolean NOT NULL DEFAULT true,
    -- Made by the development stack; a production server refuses to start with one.
    demo          boolean NOT NULL DEFAULT false,
    -- How the page looks and whether it listens to keys, on every machine.
    -- A locale of NULL: the browser's language decides.
    locale        text CHECK (locale IN ('zh-CN', 'en')),
    theme         text NOT NULL DEFAULT 'auto' CHECK (theme IN ('auto', 'light', 'dark')),
    density       text NOT NULL DEFAULT 'comfortable' CHECK (density IN ('comfortable', 'compact')),
    keys          boolean NOT NULL DEFAULT true,
    version       integer NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now()
);
-- A user name is the same however it is typed.
CREATE FUNCTION username_key(username text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN compared_text(username);
CREATE UNIQUE INDEX users_username ON users (username_key(username));
CREATE INDEX users_manager ON users (manager_id);
CREATE INDEX users_department ON users (department_id);
-- The directory of people, by name.
CREATE INDEX users_name ON users (name, id) WHERE active;

-- The default roles are not made here but by the program, after the migrations.
CREATE TABLE roles (
    id         uuid PRIMARY KEY,
    key        text NOT NULL UNIQUE,
    name_zh    text NOT NULL,
    name_en    text NOT NULL,
    version    integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE role_permissions (
    role_id uuid NOT NULL REFERENCES roles ON DELETE CASCADE,
    action  text NOT NULL,
    scope   text NOT NULL CHECK (scope IN ('own', 'team', 'all')),
    PRIMARY KEY (role_id, action)
);
CREATE INDEX role_permissions_action ON role_permissions (action);

CREATE TABLE user_roles (
    user_id uuid NOT NULL REFERENCES users,
    role_id uuid NOT NULL REFERENCES roles,
    PRIMARY KEY (user_id, role_id)
);
CREATE INDEX user_roles_role ON user_roles (role_id);

CREATE TABLE sessions (
    id           uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    -- Hash of what the cookie holds.
    token        text PRIMARY KEY,
    data         bytea NOT NULL,
    user_id      uuid REFERENCES users,
    address      text NOT NULL DEFAULT '',
    user_agent   text NOT NULL DEFAULT '',
    created_at   timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    -- Use moves expires_at forward, never past ends_at.
    expires_at   timestamptz NOT NULL,
    ends_at      timestamptz NOT NULL
);
CREATE INDEX sessions_expires ON sessions (expires_at);
CREATE INDEX sessions_user ON sessions (user_id);

-- Personal access tokens for programs; the secret itself is not kept.
CREATE TABLE personal_tokens (
    id           uuid PRIMARY KEY,
    user_id      uuid NOT NULL REFERENCES users,
    name         text NOT NULL CHECK (name <> ''),
    secret_hash  bytea NOT NULL UNIQUE,
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz,
    last_used_at timestamptz
);
CREATE INDEX personal_tokens_user ON personal_tokens (user_id);

-- One-time links that set a new password; the link itself is not kept.
CREATE TABLE password_resets (
    token_hash bytea PRIMARY KEY,
    user_id    uuid NOT NULL REFERENCES users,
    created_by uuid NOT NULL REFERENCES users,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX password_resets_user ON password_resets (user_id);
CREATE INDEX password_resets_expires ON password_resets (expires_at);

-- Browsers that have signed in to an account, which have tries of their own; of the token
-- in the cookie only the hash is kept.
CREATE TABLE sign_in_devices (
    user_id      uuid NOT NULL REFERENCES users,
    token_hash   bytea NOT NULL,
    last_used_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, token_hash)
);
CREATE INDEX sign_in_devices_token ON sign_in_devices (token_hash);
CREATE INDEX sign_in_devices_used ON sign_in_devices (last_used_at);

-- Wrong passwords, by account and address, by address, and by account and device; a
-- failure is forgotten after a while, so that failures has fractions.
CREATE TABLE sign_in_failures (
    subject  text PRIMARY KEY,
    failures float8 NOT NULL,
    last_at  timestamptz NOT NULL
);
CREATE INDEX sign_in_failures_last ON sign_in_failures (last_at);

-- Answers to POSTs that carried an Idempotency-Key, each written in the
-- transaction of what it answers. Of the key only the hash is kept.
CREATE TABLE idempotency_keys (
    user_id     uuid NOT NULL REFERENCES users,
    key_hash    bytea NOT NULL,
    fingerprint bytea NOT NULL,
    answer      bytea NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, key_hash)
);
CREATE INDEX idempotency_keys_created ON idempotency_keys (created_at);

-- Rows that somebody has imported, by their content: a file that was corrected or
-- saved in another format brings only what is new.
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

-- What people are told, each written in the transaction of what it tells.
CREATE TABLE notifications (
    id           uuid PRIMARY KEY,
    user_id      uuid NOT NULL REFERENCES users,
    kind         text NOT NULL,
    subject_type text NOT NULL,
    subject_id   uuid NOT NULL,
    text_zh      text NOT NULL,
    text_en      text NOT NULL,
    -- Path of the page about the subject.
    link         text NOT NULL,
    -- Set where a person is told only once: names what it is told of.
    occasion     text,
    created_at   timestamptz NOT NULL,
    read_at      timestamptz,
    UNIQUE (user_id, occasion)
);
CREATE INDEX notifications_user ON notifications (user_id, id);
CREATE INDEX notifications_unread ON notifications (user_id, id) WHERE read_at IS NULL;

-- +goose Down
DROP TABLE notifications, named_views, imported_rows, idempotency_keys, sign_in_failures, sign_in_devices, password_resets,
    personal_tokens, sessions, user_roles, role_permissions, roles, users, departments;
DROP FUNCTION username_key;
