-- +goose Up

-- Search: by any part of a word in any script. What PostgreSQL has for it needs
-- three characters at least, and Chinese words have two; so every run of one to
-- three characters of a text is a key of an inverted index, and of four where
-- all are ASCII, since there are few letters and digits. PostgreSQL keeps the
-- texts and the indexes up by itself, whoever writes the rows.

-- search_text is a text as it is compared: one width, small letters.
-- +goose StatementBegin
CREATE FUNCTION search_text(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT left(lower(normalize(btrim(t), NFKC)), 300)
$$;
-- +goose StatementEnd

-- search_digits is a telephone number as it is compared: the last 11 digits of
-- it, so that neither separators nor the country's prefix count.
-- +goose StatementBegin
CREATE FUNCTION search_digits(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT right(regexp_replace(normalize(t, NFKC), '[^0-9]', '', 'g'), 11)
$$;
-- +goose StatementEnd

-- Costly, so that no plan reads rows one by one where it could use the index.
-- +goose StatementBegin
CREATE FUNCTION search_grams(t text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT COST 10000 AS $$
DECLARE
    chars text[] := string_to_array(t, NULL);
    size  int := coalesce(array_length(chars, 1), 0);
    grams text[] := chars;
    run   text;
BEGIN
    FOR i IN 1 .. size - 1 LOOP
        run := chars[i] || chars[i + 1];
        grams := grams || run;
        IF i + 2 <= size THEN
            run := run || chars[i + 2];
            grams := grams || run;
        END IF;
        IF i + 3 <= size THEN
            run := run || chars[i + 3];
            IF octet_length(run) = 4 THEN
                grams := grams || run;
            END IF;
        END IF;
    END LOOP;
    RETURN grams;
END $$;
-- +goose StatementEnd

-- name_key is what is left of a company's name without its legal form, spaces
-- and punctuation: names with the same key are likely the same company.
-- +goose StatementBegin
CREATE FUNCTION name_key(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT coalesce(
        nullif(regexp_replace(replace(regexp_replace(words,
            '( (co|company|corp|corporation|inc|incorporated|ltd|limited|llc|llp|plc|gmbh|ag|sa|pte|pty))+ *$', ''), ' ', ''),
            '((有限责任|股份有限|集团有限|控股有限|有限)?公司|集团|股份|控股)+$', ''), ''),
        replace(words, ' ', ''))
    FROM (SELECT regexp_replace(search_text(t), '[[:space:][:punct:]·•—–‘’“”《》、。]+', ' ', 'g') AS words) w
$$;
-- +goose StatementEnd

ALTER TABLE customers
    ADD COLUMN archived_at timestamptz,
    ADD COLUMN search text COLLATE "C" NOT NULL GENERATED ALWAYS AS (search_text(name)) STORED,
    ADD COLUMN name_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS (name_key(name)) STORED;
CREATE INDEX customers_search ON customers (search, id);
CREATE INDEX customers_grams ON customers USING gin (search_grams(search)) WITH (gin_pending_list_limit = 256);
CREATE INDEX customers_name_key ON customers (name_key);
CREATE INDEX customers_industry ON customers (industry, id);
CREATE INDEX customers_region ON customers (region, id);
CREATE INDEX customers_level ON customers (level, id);
CREATE INDEX customers_archived ON customers (id) WHERE archived_at IS NOT NULL;

ALTER TABLE contacts RENAME COLUMN deleted_at TO archived_at;
ALTER TABLE contacts
    ADD COLUMN phone_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS (search_digits(phone)) STORED,
    ADD COLUMN search text COLLATE "C" NOT NULL
        GENERATED ALWAYS AS (search_text(name) || E'\n' || search_digits(phone)) STORED;
CREATE INDEX contacts_grams ON contacts USING gin (search_grams(search))
    WITH (gin_pending_list_limit = 256) WHERE archived_at IS NULL;
CREATE INDEX contacts_phone ON contacts (phone_key) WHERE length(phone_key) >= 7;
CREATE INDEX contacts_reports_to ON contacts (reports_to_id) WHERE reports_to_id IS NOT NULL;

ALTER TABLE projects
    ADD COLUMN archived_at timestamptz,
    ADD COLUMN search text COLLATE "C" NOT NULL GENERATED ALWAYS AS (search_text(name)) STORED;
CREATE INDEX projects_grams ON projects USING gin (search_grams(search))
    WITH (gin_pending_list_limit = 256) WHERE archived_at IS NULL;
CREATE INDEX projects_stage ON projects (stage, customer_id) WHERE archived_at IS NULL;

-- When something last happened around a customer. The day has an index and the
-- moment has none: an event changes the day once a day at most, so that all the
-- others stay updates within the page, without work on any index.
ALTER TABLE timeline_heads
    ADD COLUMN last_at timestamptz NOT NULL DEFAULT 'epoch';
UPDATE timeline_heads h SET last_at = e.at
FROM timeline_events e WHERE e.customer_id = h.customer_id AND e.seq = h.seq;
ALTER TABLE timeline_heads
    ADD COLUMN last_day date NOT NULL GENERATED ALWAYS AS ((last_at AT TIME ZONE 'UTC')::date) STORED;
CREATE INDEX timeline_heads_last_day ON timeline_heads (last_day, customer_id);

-- Every stage and every status that a project has had.
CREATE TABLE project_moves (
    id         uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects,
    field      text NOT NULL CHECK (field IN ('stage', 'status')),
    -- NULL: the project was made with it.
    before     text,
    after      text NOT NULL,
    by         uuid NOT NULL REFERENCES users,
    at         timestamptz NOT NULL
);
CREATE INDEX project_moves_project ON project_moves (project_id, id);
-- Of the projects that are there already, the timeline tells.
INSERT INTO project_moves (id, project_id, field, before, after, by, at)
SELECT e.id, e.project_id, 'stage', e.changes->'stage'->>'before', e.changes->'stage'->>'after', e.actor_id, e.at
FROM timeline_events e
WHERE e.kind IN ('project.created', 'project.updated') AND e.changes->'stage'->>'after' IS NOT NULL;
INSERT INTO project_moves (id, project_id, field, before, after, by, at)
SELECT e.id, e.project_id, 'status', e.changes->'project_status'->>'before', e.changes->'project_status'->>'after', e.actor_id, e.at
FROM timeline_events e
WHERE e.kind LIKE 'project\_request.%' AND e.changes->'project_status'->>'after' IS NOT NULL;
CREATE TRIGGER project_moves_append_only BEFORE UPDATE OR DELETE ON project_moves
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Imports from files, and the rows of each that are done: an import that was
-- stopped goes on where it was, and one that is repeated does nothing twice.
CREATE TABLE imports (
    id         uuid PRIMARY KEY,
    kind       text NOT NULL,
    user_id    uuid NOT NULL REFERENCES users,
    -- The Idempotency-Key's hash, or that of the file.
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

-- +goose Down
DROP TABLE import_rows, imports, project_moves;
ALTER TABLE timeline_heads DROP COLUMN last_day, DROP COLUMN last_at;
DROP INDEX projects_stage, projects_grams, contacts_phone, contacts_reports_to, contacts_grams, customers_archived,
    customers_level, customers_region, customers_industry, customers_name_key, customers_grams, customers_search;
ALTER TABLE projects DROP COLUMN search, DROP COLUMN archived_at;
ALTER TABLE contacts DROP COLUMN search, DROP COLUMN phone_key;
ALTER TABLE contacts RENAME COLUMN archived_at TO deleted_at;
ALTER TABLE customers DROP COLUMN name_key, DROP COLUMN search, DROP COLUMN archived_at;
DROP FUNCTION name_key, search_grams, search_digits, search_text;
