-- +goose Up

-- A role gives the right to do a task only where it stands in for the step's own
-- role; the others are found by the step. The condition is that of isFallback.
CREATE INDEX tasks_open_fallback ON tasks (candidate_role, id) WHERE state = 'open' AND assignee_id IS NULL AND
    candidate_role <> CASE step WHEN 'commercial_report' THEN 'commercial' WHEN 'finance_report' THEN 'finance'
        WHEN 'management_decision' THEN 'manager' WHEN 'gm_signoff' THEN 'general_manager'
        WHEN 'finance_processing' THEN 'finance' ELSE '' END;
DROP INDEX tasks_open_role;


-- Days to which somebody has corrected entries, for the team's days.
CREATE INDEX work_log_corrections_day ON work_log_corrections (author_id) WHERE fields ? 'work_date';

-- +goose Down
DROP INDEX work_log_corrections_day;
CREATE INDEX tasks_open_role ON tasks (candidate_role, id) WHERE state = 'open' AND assignee_id IS NULL;
DROP INDEX tasks_open_fallback;
