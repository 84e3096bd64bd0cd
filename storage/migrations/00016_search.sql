-- +goose Up

-- Requests are looked for by parts of words in their numbers and purposes, as
-- customers and projects are in their names.
ALTER TABLE requests
    ADD COLUMN search text COLLATE "C" NOT NULL GENERATED ALWAYS AS (search_text(number)) STORED;
CREATE INDEX requests_grams ON requests USING gin (search_grams(search)) WITH (gin_pending_list_limit = 256);

ALTER TABLE expense_requests
    ADD COLUMN search text COLLATE "C" NOT NULL GENERATED ALWAYS AS (search_text(purpose)) STORED;
CREATE INDEX expense_requests_grams ON expense_requests USING gin (search_grams(search)) WITH (gin_pending_list_limit = 256);

-- +goose Down
ALTER TABLE expense_requests DROP COLUMN search;
ALTER TABLE requests DROP COLUMN search;
