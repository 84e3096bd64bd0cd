-- What the tables of several domains use.

-- +goose Up

-- +goose StatementBegin
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
-- +goose StatementEnd

-- Search finds any part of a word in any script. PostgreSQL's own trigrams need
-- at least three characters, and Chinese words often have two. So every run of
-- one to three characters of a text is a key of an inverted index, and every run
-- of four that is all ASCII, because there are few letters and digits. Texts are
-- generated columns, so they and their indexes are right whoever writes the row.

-- plain_text is a text in one width, with one kind of dash and without characters that
-- show nothing. Bodies that call other functions are expressions, so that these are found
-- when they are made: a dump is restored with an empty search path.
CREATE FUNCTION plain_text(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN translate(normalize(regexp_replace(t,
    '[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+', '', 'g'), NFKC),
    U&'\2010\2012\2013\2014\2015\2043\2212', '-------');

-- compared_text is a text in the form in which it is compared: plain, in lower case, with
-- single blanks between words. Chinese and Japanese are written without blanks, so that
-- one beside their characters is a stray one and left out.
CREATE FUNCTION compared_text(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN regexp_replace(btrim(regexp_replace(lower(plain_text(t)), '[\t-\r \u0085\u1680\u2028\u2029]+', ' ', 'g')),
    '(?<=[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]) | (?=[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])', '', 'g');

-- search_text is the part of a compared text that searches look at.
CREATE FUNCTION search_text(t text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN left(compared_text(t), 300);

-- search_grams returns the keys of a text. Its cost is set high so that no plan
-- reads rows one by one where it could use the index. It is restricted because a
-- search is over before parallel workers have started.
-- +goose StatementBegin
CREATE FUNCTION search_grams(t text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE PARALLEL RESTRICTED STRICT COST 10000 AS $$
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

-- +goose Down
DROP FUNCTION search_grams, search_text, compared_text, plain_text, refuse_change;
