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

-- The same company is written with the kind of its region or without: 北京市 or
-- 北京, 内蒙古自治区 or 内蒙古. The key has it without.
-- +goose StatementBegin
CREATE FUNCTION region_plain(key text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT regexp_replace(regexp_replace(regexp_replace(key,
        '^(内蒙古|广西|西藏|宁夏|新疆|香港|澳门)(壮族|回族|维吾尔)?(自治区|特别行政区)', '\1'),
        '^(河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾)省', '\1'),
        -- A city, with its province or without; more must follow than a word such as 超市.
        '^((?:内蒙古|广西|西藏|宁夏|新疆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海)?[^超]{2,3})市(?=..)', '\1')
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION name_key(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT region_plain(coalesce(
        nullif(regexp_replace(replace(regexp_replace(words,
            '( (co|company|corp|corporation|inc|incorporated|ltd|limited|llc|llp|plc|gmbh|ag|sa|pte|pty))+ *$', ''), ' ', ''),
            '((有限责任|股份有限|集团有限|控股有限|有限)?公司|集团|股份|控股)+$', ''), ''),
        replace(words, ' ', '')))
    FROM (SELECT regexp_replace(search_text(t), '[[:space:][:punct:]·•—–‘’“”《》、。]+', ' ', 'g') AS words) w
$$;
-- +goose StatementEnd
UPDATE customers SET name = name WHERE name_key <> name_key(name);

-- Handing over is a permission of its own now: who changes customers goes on
-- handing over the same ones; representatives with people below them hand over
-- theirs as well, and management everybody's.
INSERT INTO role_permissions (role_id, action, scope)
SELECT p.role_id, 'customer.hand_over',
    CASE WHEN r.key = 'sales_rep' AND p.scope = 'own' THEN 'team' ELSE p.scope END
FROM role_permissions p JOIN roles r ON r.id = p.role_id WHERE p.action = 'customer.write'
ON CONFLICT DO NOTHING;
INSERT INTO role_permissions (role_id, action, scope)
SELECT id, 'customer.hand_over', 'all' FROM roles WHERE key IN ('manager', 'general_manager')
ON CONFLICT DO NOTHING;

-- +goose Down
DELETE FROM role_permissions WHERE action = 'customer.hand_over';
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION name_key(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT coalesce(
        nullif(regexp_replace(replace(regexp_replace(words,
            '( (co|company|corp|corporation|inc|incorporated|ltd|limited|llc|llp|plc|gmbh|ag|sa|pte|pty))+ *$', ''), ' ', ''),
            '((有限责任|股份有限|集团有限|控股有限|有限)?公司|集团|股份|控股)+$', ''), ''),
        replace(words, ' ', ''))
    FROM (SELECT regexp_replace(search_text(t), '[[:space:][:punct:]·•—–‘’“”《》、。]+', ' ', 'g') AS words) w
$$;
-- +goose StatementEnd
DROP FUNCTION region_plain;
UPDATE customers SET name = name WHERE name_key <> name_key(name);
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
