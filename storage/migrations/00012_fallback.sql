-- +goose Up

-- Whether a task stands with another role than its step's, which then gives the
-- right to do it: said once, for every statement that asks.
ALTER TABLE tasks ADD COLUMN fallback boolean NOT NULL GENERATED ALWAYS AS (
    candidate_role IS NOT NULL AND candidate_role <> CASE step
        WHEN 'commercial_report' THEN 'commercial' WHEN 'finance_report' THEN 'finance'
        WHEN 'management_decision' THEN 'manager' WHEN 'gm_signoff' THEN 'general_manager'
        WHEN 'finance_processing' THEN 'finance' ELSE '' END) STORED;

DROP INDEX tasks_open_fallback;
CREATE INDEX tasks_open_fallback ON tasks (candidate_role, id) WHERE state = 'open' AND assignee_id IS NULL AND fallback;

-- +goose Down
DROP INDEX tasks_open_fallback;
ALTER TABLE tasks DROP COLUMN fallback;
CREATE INDEX tasks_open_fallback ON tasks (candidate_role, id) WHERE state = 'open' AND assignee_id IS NULL AND
    candidate_role <> CASE step WHEN 'commercial_report' THEN 'commercial' WHEN 'finance_report' THEN 'finance'
        WHEN 'management_decision' THEN 'manager' WHEN 'gm_signoff' THEN 'general_manager'
        WHEN 'finance_processing' THEN 'finance' ELSE '' END;
