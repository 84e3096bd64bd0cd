-- A voucher is the same voucher however its number is typed: full-width or not,
-- in capitals or small letters, with spaces or without.

-- +goose Up

-- +goose StatementBegin
CREATE FUNCTION voucher_key(voucher_no text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(upper(normalize(voucher_no, NFKC) COLLATE "C"), '[\s\u200b-\u200d\u2060\ufeff]', '', 'g')
$$;
-- +goose StatementEnd

-- The number stays as finance typed it; the key is what counts.
ALTER TABLE expense_requests ADD COLUMN voucher_key text;

ALTER TABLE expense_requests DROP CONSTRAINT expense_requests_voucher;
CREATE UNIQUE INDEX expense_requests_voucher ON expense_requests (voucher_key);

-- Whoever writes the number writes the key with it.
-- +goose StatementBegin
CREATE FUNCTION keep_voucher_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.voucher_key := voucher_key(NEW.voucher_no);
    RETURN NEW;
END $$;
-- +goose StatementEnd

CREATE TRIGGER voucher_key BEFORE INSERT OR UPDATE OF voucher_no ON expense_requests
    FOR EACH ROW EXECUTE FUNCTION keep_voucher_key();

-- Where numbers that differ in typing alone were both used before, the first
-- payment keeps the key and the others have one that nothing can be typed as:
-- what has been paid is not undone, and the number is not used once more.
UPDATE expense_requests e SET voucher_key = k.key
FROM (
    SELECT request_id, voucher_key(voucher_no)
           || CASE row_number() OVER (PARTITION BY voucher_key(voucher_no) ORDER BY paid_on, request_id)
                WHEN 1 THEN '' ELSE ' ' || request_id END AS key
    FROM expense_requests WHERE voucher_no IS NOT NULL
) k
WHERE k.request_id = e.request_id;

-- +goose Down
DROP TRIGGER voucher_key ON expense_requests;
DROP FUNCTION keep_voucher_key;
DROP INDEX expense_requests_voucher;
ALTER TABLE expense_requests DROP COLUMN voucher_key;
ALTER TABLE expense_requests ADD CONSTRAINT expense_requests_voucher UNIQUE (voucher_no);
DROP FUNCTION voucher_key;
