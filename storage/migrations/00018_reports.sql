-- +goose Up

-- What reports add up, by the days that they ask for. Payments have
-- requests_paid, work logs work_logs_day.
CREATE INDEX tasks_closed ON tasks (closed_at) WHERE state = 'done';
CREATE INDEX projects_expected ON projects (expected_close_on) WHERE archived_at IS NULL;
CREATE INDEX projects_approved ON projects (customer_id) WHERE status = 'approved' AND archived_at IS NULL;
CREATE INDEX work_log_corrections_to ON work_log_corrections ((fields->>'work_date')) WHERE fields ? 'work_date';

-- Reports are a permission of their own; those have it who see all requests.
INSERT INTO role_permissions (role_id, action, scope)
SELECT id, 'report.read', 'all' FROM roles WHERE key IN ('commercial', 'finance', 'manager', 'general_manager')
ON CONFLICT DO NOTHING;

-- +goose Down
DELETE FROM role_permissions WHERE action = 'report.read';
DROP INDEX tasks_closed, projects_expected, projects_approved, work_log_corrections_to;
