-- +goose Up

-- What somebody has begun and not finished, however much there is that is over.
CREATE INDEX requests_unfinished ON requests (requester_id, id) WHERE status IN ('draft', 'returned');

-- +goose Down
DROP INDEX requests_unfinished;
