-- Customers, and the contacts, projects and competitors that belong to them.

-- +goose Up

-- The name of one company is written with the kind of its region or without: 北京市
-- or 北京, 内蒙古自治区 or 内蒙古. region_plain takes the kind away.
-- +goose StatementBegin
CREATE FUNCTION region_plain(key text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT regexp_replace(regexp_replace(regexp_replace(key,
        '^(内蒙古|广西|西藏|宁夏|新疆|香港|澳门)(壮族|回族|维吾尔)?(自治区|特别行政区)', '\1'),
        '^(河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾)省', '\1'),
        -- A city, with its province or without; more must follow than a word such as 超市.
        '^((?:内蒙古|广西|西藏|宁夏|新疆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海)?[^超]{2,3})市(?=..)', '\1')
$$;
-- +goose StatementEnd

-- name_key is what is left of a company's name without the kind of its region, its
-- legal form, spaces and punctuation: names with the same key are likely the same
-- company. The body is an expression and no string, so that the functions in it are
-- found when it is made: a dump is restored with an empty search path.
CREATE FUNCTION name_key(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN (
    SELECT region_plain(coalesce(
        nullif(regexp_replace(replace(regexp_replace(words,
            '( (co|company|corp|corporation|inc|incorporated|ltd|limited|llc|llp|plc|gmbh|ag|sa|pte|pty))+ *$', ''), ' ', ''),
            '((有限责任|股份有限|集团有限|控股有限|有限)?公司|集团|股份|控股)+$', ''), ''),
        replace(words, ' ', '')))
    FROM (SELECT regexp_replace(left(lower(plain_text(t)), 300), '[[:space:][:punct:]·•‘’“”《》、。]+', ' ', 'g') AS words) w
);

CREATE TABLE customers (
    id          uuid PRIMARY KEY,
    name        text NOT NULL CHECK (name <> ''),
    industry    text NOT NULL DEFAULT '',
    region      text NOT NULL DEFAULT '',
    level       text NOT NULL DEFAULT '',
    source      text NOT NULL DEFAULT '',
    address     text NOT NULL DEFAULT '',
    owner_id    uuid NOT NULL REFERENCES users,
    archived_at timestamptz,
    version     integer NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    search      text COLLATE "C" NOT NULL GENERATED ALWAYS AS (search_text(name)) STORED,
    name_key    text COLLATE "C" NOT NULL GENERATED ALWAYS AS (name_key(name)) STORED
);
CREATE INDEX customers_owner ON customers (owner_id, id);
CREATE INDEX customers_industry ON customers (industry, id);
CREATE INDEX customers_region ON customers (region, id);
CREATE INDEX customers_level ON customers (level, id);
CREATE INDEX customers_archived ON customers (id) WHERE archived_at IS NOT NULL;
CREATE INDEX customers_search ON customers (search, id);
CREATE INDEX customers_grams ON customers USING gin (search_grams(search)) WITH (gin_pending_list_limit = 256);
CREATE INDEX customers_name_key ON customers (name_key);
CREATE INDEX customers_source ON customers (source);

-- search_digits has the telephone numbers of a text in the form in which they are
-- compared, one a line: as dialled within the country, so that neither separators nor
-- the country's prefix count (+86 10, 0086-10 and 010 are one), and without extension
-- (转 801, -801). A blank separates numbers only before that of a mobile phone.
CREATE FUNCTION search_digits(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN (
    SELECT coalesce(string_agg(digits, E'\n' ORDER BY at), '')
    FROM regexp_split_to_table(
        regexp_replace(lower(plain_text(t)), '(?:\+|(^|[^0-9])00)[- ]*86[- ]*\(?0?\)?[- ]*', '\10', 'g'),
        '[/、,;|\n或和]+|[[:space:]]+(?=1[3-9][0-9](?:[- ]?[0-9]){8}(?:[^0-9]|$))') WITH ORDINALITY AS p (part, at)
    CROSS JOIN LATERAL regexp_replace(regexp_replace(regexp_replace(btrim(part),
        '([0-9])[^0-9]*(转|轉|分机|分機|ext|x|#).*$', '\1'),
        '^(\(?0[0-9]{2,3}[- )]*[0-9]{3,4}[- ]?[0-9]{4})[- ]+[0-9]{1,5}$', '\1'),
        '[^0-9]', '', 'g') AS dialled
    -- Numbers of mobile phones and of 400 and 800 have no 0 before them.
    CROSS JOIN LATERAL regexp_replace(regexp_replace(regexp_replace(dialled,
        '^86([1-9][0-9]{9,10})$', '0\1'),
        '^0+(1[3-9]|[48]00)', '\1'),
        '^00([1-9][0-9]{6,})$', '\1') AS digits
    WHERE length(digits) >= 3
);

-- phone_keys has the numbers that are long enough to tell whose they are. Its cost is
-- set high so that no plan reads rows one by one where it could use the index.
CREATE FUNCTION phone_keys(t text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT COST 10000
RETURN ARRAY(SELECT key FROM unnest(string_to_array(search_digits(t), E'\n')) AS key WHERE length(key) >= 7);

CREATE TABLE contacts (
    id            uuid PRIMARY KEY,
    customer_id   uuid NOT NULL REFERENCES customers,
    name          text NOT NULL CHECK (name <> ''),
    title         text NOT NULL DEFAULT '',
    department    text NOT NULL DEFAULT '',
    phone         text NOT NULL DEFAULT '',
    email         text NOT NULL DEFAULT '',
    birthday      date,
    decision_role text NOT NULL DEFAULT '',
    attitude      text NOT NULL DEFAULT '',
    relationship  text NOT NULL DEFAULT '',
    reports_to_id uuid REFERENCES contacts CHECK (reports_to_id <> id),
    archived_at   timestamptz,
    version       integer NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    search        text COLLATE "C" NOT NULL
        GENERATED ALWAYS AS (search_text(name) || E'\n' || search_digits(phone)) STORED
);
CREATE INDEX contacts_customer ON contacts (customer_id, id);
CREATE INDEX contacts_reports_to ON contacts (reports_to_id) WHERE reports_to_id IS NOT NULL;
CREATE INDEX contacts_phones ON contacts USING gin (phone_keys(phone)) WITH (gin_pending_list_limit = 256)
    WHERE phone <> '';
CREATE INDEX contacts_grams ON contacts USING gin (search_grams(search))
    WITH (gin_pending_list_limit = 256) WHERE archived_at IS NULL;

CREATE TABLE projects (
    id                uuid PRIMARY KEY,
    customer_id       uuid NOT NULL REFERENCES customers,
    name              text NOT NULL CHECK (name <> ''),
    stage             text NOT NULL DEFAULT 'lead',
    status            text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'in_review', 'approved', 'rejected')),
    -- Of every amount of the project: estimate, budget and expenses.
    currency          text NOT NULL DEFAULT 'CNY',
    estimated_amount  numeric CHECK (estimated_amount >= 0),
    expected_close_on date,
    win_probability   integer CHECK (win_probability BETWEEN 0 AND 100),
    -- The total that management approved, NULL before; the budget report has the
    -- categories.
    budget            numeric CHECK (budget >= 0),
    archived_at       timestamptz,
    version           integer NOT NULL DEFAULT 1,
    created_at        timestamptz NOT NULL DEFAULT now(),
    updated_at        timestamptz NOT NULL DEFAULT now(),
    search            text COLLATE "C" NOT NULL GENERATED ALWAYS AS (search_text(name)) STORED
);
CREATE INDEX projects_customer ON projects (customer_id, id);
CREATE INDEX projects_stage ON projects (stage, customer_id) WHERE archived_at IS NULL;
CREATE INDEX projects_grams ON projects USING gin (search_grams(search))
    WITH (gin_pending_list_limit = 256) WHERE archived_at IS NULL;
-- For reports.
CREATE INDEX projects_expected ON projects (expected_close_on) WHERE archived_at IS NULL;
CREATE INDEX projects_approved ON projects (customer_id) WHERE status = 'approved' AND archived_at IS NULL;

CREATE TABLE project_members (
    project_id uuid NOT NULL REFERENCES projects,
    user_id    uuid NOT NULL REFERENCES users,
    PRIMARY KEY (project_id, user_id)
);
CREATE INDEX project_members_user ON project_members (user_id, project_id);

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
CREATE TRIGGER project_moves_append_only BEFORE UPDATE OR DELETE ON project_moves
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE competitors (
    id         uuid PRIMARY KEY,
    project_id uuid NOT NULL REFERENCES projects,
    company    text NOT NULL CHECK (company <> ''),
    offer      text NOT NULL DEFAULT '',
    price      numeric CHECK (price >= 0),
    currency   text NOT NULL DEFAULT 'CNY',
    strengths  text NOT NULL DEFAULT '',
    weaknesses text NOT NULL DEFAULT '',
    threat     text NOT NULL DEFAULT '',
    outcome    text NOT NULL DEFAULT '',
    deleted_at timestamptz,
    version    integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX competitors_project ON competitors (project_id, id);

-- +goose Down
DROP TABLE competitors, project_moves, project_members, projects, contacts, customers;
DROP FUNCTION phone_keys, search_digits, name_key, region_plain;
