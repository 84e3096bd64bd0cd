-- +goose Up
CREATE TABLE departments (
    id         uuid PRIMARY KEY,
    name       text NOT NULL CHECK (name <> ''),
    parent_id  uuid REFERENCES departments,
    version    integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE users (
    id            uuid PRIMARY KEY,
    username      text NOT NULL CHECK (username <> ''),
    name          text NOT NULL CHECK (name <> ''),
    email         text NOT NULL DEFAULT '',
    phone         text NOT NULL DEFAULT '',
    -- NULL: the browser's language decides.
    locale        text CHECK (locale IN ('zh-CN', 'en')),
    department_id uuid REFERENCES departments,
    manager_id    uuid REFERENCES users CHECK (manager_id <> id),
    password_hash text NOT NULL,
    active        boolean NOT NULL DEFAULT true,
    -- Made by the development stack; a production server refuses to start with one.
    demo          boolean NOT NULL DEFAULT false,
    version       integer NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX users_username ON users (lower(username));
CREATE INDEX users_manager ON users (manager_id);

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

-- Sign-in sessions; token is a hash of what the cookie holds. Use moves
-- expires_at on, never past ends_at.
CREATE TABLE sessions (
    token      text PRIMARY KEY,
    data       bytea NOT NULL,
    user_id    uuid REFERENCES users,
    expires_at timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL
);
CREATE INDEX sessions_expires ON sessions (expires_at);
CREATE INDEX sessions_user ON sessions (user_id);

-- Personal access tokens of programs; the secret itself is not kept.
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

-- Wrong passwords, by account and by address.
CREATE TABLE sign_in_failures (
    subject  text PRIMARY KEY,
    failures integer NOT NULL,
    last_at  timestamptz NOT NULL
);
CREATE INDEX sign_in_failures_last ON sign_in_failures (last_at);

-- Answers to POSTs that carried an Idempotency-Key, written in the transaction
-- of what they did. The key itself is not kept, its hash is.
CREATE TABLE idempotency_keys (
    user_id     uuid NOT NULL REFERENCES users,
    key_hash    bytea NOT NULL,
    fingerprint bytea NOT NULL,
    answer      bytea NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, key_hash)
);
CREATE INDEX idempotency_keys_created ON idempotency_keys (created_at);

-- Global variables that differ from their default, and every change to one.
CREATE TABLE variables (
    key        text PRIMARY KEY,
    value      jsonb NOT NULL,
    version    integer NOT NULL DEFAULT 1,
    updated_by uuid REFERENCES users,
    updated_at timestamptz NOT NULL DEFAULT now()
);
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
DROP TABLE variable_changes, variables, idempotency_keys, sign_in_failures, personal_tokens, sessions,
    user_roles, role_permissions, roles, users, departments;
