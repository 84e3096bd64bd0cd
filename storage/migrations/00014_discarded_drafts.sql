-- +goose Up

-- A draft goes with what belongs to it alone. Whatever was submitted has tasks,
-- decisions and transitions besides, which hold it.
ALTER TABLE project_requests DROP CONSTRAINT project_requests_request_id_fkey,
    ADD CONSTRAINT project_requests_request_id_fkey FOREIGN KEY (request_id) REFERENCES requests ON DELETE CASCADE;
ALTER TABLE expense_requests DROP CONSTRAINT expense_requests_request_id_fkey,
    ADD CONSTRAINT expense_requests_request_id_fkey FOREIGN KEY (request_id) REFERENCES requests ON DELETE CASCADE;
ALTER TABLE revisions DROP CONSTRAINT revisions_request_id_fkey,
    ADD CONSTRAINT revisions_request_id_fkey FOREIGN KEY (request_id) REFERENCES requests ON DELETE CASCADE;


-- +goose Down
ALTER TABLE project_requests DROP CONSTRAINT project_requests_request_id_fkey,
    ADD CONSTRAINT project_requests_request_id_fkey FOREIGN KEY (request_id) REFERENCES requests;
ALTER TABLE expense_requests DROP CONSTRAINT expense_requests_request_id_fkey,
    ADD CONSTRAINT expense_requests_request_id_fkey FOREIGN KEY (request_id) REFERENCES requests;
ALTER TABLE revisions DROP CONSTRAINT revisions_request_id_fkey,
    ADD CONSTRAINT revisions_request_id_fkey FOREIGN KEY (request_id) REFERENCES requests;
