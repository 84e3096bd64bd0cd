package storage

import (
	"fmt"
	"maps"

	"approvals/storage/account"
	"approvals/storage/customer"
	"approvals/storage/request"
	"approvals/storage/variable"
	"approvals/storage/worklog"
	"approvals/workflows/approval"
)

// reportsRequests is the condition that the request r is within the scope: by its
// requester or its customer.
func reportsRequests(scope approval.Scope, arg int) string {
	if scope == approval.ScopeAll {
		return fmt.Sprintf(`$%d::uuid IS NOT NULL`, arg)
	}
	return fmt.Sprintf(`(r.requester_id IN %s OR %s)`, account.PeopleInReach(scope, arg), customer.CustomersInReach(scope, `r.customer_id`, arg))
}

// reportsCustomers is the condition that the customer c is within the scope.
func reportsCustomers(scope approval.Scope, arg int) string {
	return customer.CustomersInReach(scope, `c.id`, arg)
}

// reportsPeople is the condition that the user u is within the scope.
func reportsPeople(scope approval.Scope, arg int) string {
	if scope == approval.ScopeAll {
		return fmt.Sprintf(`$%d::uuid IS NOT NULL`, arg)
	}
	return fmt.Sprintf(`u.id IN %s`, account.PeopleInReach(scope, arg))
}

var (
	reportCustomerKey   = reportKey{by: "customer", key: `c.id::text`, name: `c.name`, label: approval.Text{ZH: "客户", EN: "Customer"}}
	reportDepartmentKey = reportKey{by: "department", key: `d.id::text`, name: `d.name`, label: approval.Text{ZH: "部门", EN: "Department"}}
)

func reportMonth(key string) reportKey {
	return reportKey{by: "month", key: key, name: key, label: approval.Text{ZH: "月份", EN: "Month"}}
}

// approvalTimes reports how long tasks waited, in elapsed hours.
var approvalTimes = reportShape{
	name: "approval-times", title: approval.Text{ZH: "审批在哪里等待？", EN: "Where do approvals wait?"},
	reads: approval.ReadRequests, reach: reportsRequests,
	from: `tasks t JOIN requests r ON r.id = t.request_id JOIN users u ON u.id = t.closed_by LEFT JOIN departments d ON d.id = u.department_id`,
	days: `t.state = 'done' AND t.closed_at >= $3::date::timestamp AT TIME ZONE $2::text
		AND t.closed_at < ($4::date + 1)::timestamp AT TIME ZONE $2::text`, bounded: true,
	keys: []reportKey{
		{by: "step", key: `t.step`, name: `t.step`, label: approval.Text{ZH: "环节", EN: "Step"}, codes: approval.StepLabels,
			order: `array_position(ARRAY['commercial_report', 'finance_report', 'management_decision', 'gm_signoff', 'finance_processing', 'revise'], min(t.step))`},
		reportMonth(`to_char(t.closed_at AT TIME ZONE $2::text, 'YYYY-MM')`),
		{by: "user", key: `u.id::text`, name: `u.name`, label: approval.Text{ZH: "处理人", EN: "Who decided"}, order: `avg(t.closed_at - t.created_at) DESC`},
		reportDepartmentKey,
	},
	filters: map[string]string{
		"department_id": account.InDepartment, "user_id": `t.closed_by = $%d`, "requester_id": `t.requester_id = $%d`, "customer_id": `r.customer_id = $%d`,
		"step": `t.step = $%d`,
	},
	measures: []reportMeasure{
		{"count", "count", `count(*)`, approval.Text{ZH: "处理数", EN: "Decided"}},
		{"average_hours", "hours", hoursOfWait(`avg(extract(epoch FROM t.closed_at - t.created_at))`), approval.Text{ZH: "平均等待（小时）", EN: "Average wait (hours)"}},
		{"median_hours", "hours", hoursOfWait(`percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM t.closed_at - t.created_at))`),
			approval.Text{ZH: "中位等待（小时）", EN: "Median wait (hours)"}},
		{"longest_hours", "hours", hoursOfWait(`max(extract(epoch FROM t.closed_at - t.created_at))`), approval.Text{ZH: "最长等待（小时）", EN: "Longest wait (hours)"}},
		{"late", "count", `count(*) FILTER (WHERE t.closed_at > t.due_at)`, approval.Text{ZH: "超期数", EN: "Late"}},
	},
}

func hoursOfWait(seconds string) string { return `round((` + seconds + ` / 3600)::numeric, 1)` }

// spending reports payments by the day of payment.
var spending = reportShape{
	name: "spending", title: approval.Text{ZH: "钱花在哪里？", EN: "Where does the money go?"},
	reads: approval.ReadRequests, reach: reportsRequests,
	from: `requests r JOIN expense_requests e ON e.request_id = r.id JOIN customers c ON c.id = r.customer_id
		JOIN projects p ON p.id = r.project_id JOIN users u ON u.id = r.requester_id LEFT JOIN departments d ON d.id = u.department_id`,
	days: `r.status = 'paid' AND ` + request.PaidOn + ` BETWEEN $3::date AND $4::date`, bounded: true,
	keys: []reportKey{
		{by: "category", key: `e.category`, name: `e.category`, label: approval.Text{ZH: "费用类别", EN: "Category"}, options: variable.ExpenseCategories,
			order: `sum(e.paid_amount) DESC`},
		reportMonth(`to_char(r.paid_on, 'YYYY-MM')`),
		ordered(reportCustomerKey, `sum(e.paid_amount) DESC`),
		{by: "project", key: `p.id::text`, name: `p.name`, label: approval.Text{ZH: "项目", EN: "Project"}, order: `sum(e.paid_amount) DESC`},
		{by: "requester", key: `u.id::text`, name: `u.name`, label: approval.Text{ZH: "申请人", EN: "Requester"}, order: `sum(e.paid_amount) DESC`},
		ordered(reportDepartmentKey, `sum(e.paid_amount) DESC`),
	},
	filters: map[string]string{
		"department_id": account.InDepartment, "user_id": `r.requester_id = $%d`, "requester_id": `r.requester_id = $%d`,
		"customer_id": `r.customer_id = $%d`, "project_id": `r.project_id = $%d`, "category": `e.category = $%d`,
	},
	currency: `r.currency`,
	measures: []reportMeasure{
		{"count", "count", `count(*)`, approval.Text{ZH: "笔数", EN: "Payments"}},
		{"paid", "money", `sum(e.paid_amount)`, approval.Text{ZH: "已支付", EN: "Paid"}},
	},
}

func ordered(key reportKey, order string) reportKey {
	key.order = order
	return key
}

// spentOnProject is SQL for the paid and reserved amounts of the project p.
const spentOnProject = `(
	SELECT coalesce(sum(e.paid_amount) FILTER (WHERE r.status = 'paid'), 0) AS spent,
		coalesce(sum(coalesce(e.approved_amount, r.amount)) FILTER (WHERE r.status IN ` + customer.ReservingStatuses + `), 0) AS pending
	FROM requests r JOIN expense_requests e ON e.request_id = r.id WHERE r.project_id = p.id
)`

var reportOwnerKey = reportKey{by: "owner", key: `u.id::text`, name: `u.name`, label: approval.Text{ZH: "客户负责人", EN: "Customer's owner"}}

var stageFilters = func() map[string]string {
	filters := maps.Clone(customer.ProjectFilters)
	filters["stage"] = `p.stage = $%d`
	return filters
}()

// budgets compares the budgets of approved projects with their spending.
var budgets = reportShape{
	name: "budgets", title: approval.Text{ZH: "预算还剩多少？", EN: "How much of the budgets is left?"},
	reads: approval.ReadCustomers, reach: func(scope approval.Scope, arg int) string {
		return projectsInUse + ` AND p.status = 'approved' AND ` + reportsCustomers(scope, arg)
	},
	from: projectsOfPeople + ` CROSS JOIN LATERAL ` + spentOnProject + ` money`,
	keys: []reportKey{
		{by: "project", key: `p.id::text`, name: `p.name`, label: approval.Text{ZH: "项目", EN: "Project"}, order: budgetLeft},
		ordered(reportCustomerKey, budgetLeft), ordered(reportOwnerKey, budgetLeft),
	},
	filters:  customer.ProjectFilters,
	currency: `p.currency`,
	measures: []reportMeasure{
		{"projects", "count", `count(*)`, approval.Text{ZH: "项目数", EN: "Projects"}},
		{"budget", "money", `coalesce(sum(p.budget), 0)`, approval.Text{ZH: "预算", EN: "Budget"}},
		{"spent", "money", `sum(money.spent)`, approval.Text{ZH: "已支付", EN: "Spent"}},
		{"pending", "money", `sum(money.pending)`, approval.Text{ZH: "待支付", EN: "Pending"}},
		{"left", "money", budgetLeft, approval.Text{ZH: "剩余", EN: "Left"}},
		{"over", "count", `count(*) FILTER (WHERE money.spent + money.pending > coalesce(p.budget, 0))`, approval.Text{ZH: "超预算项目", EN: "Over budget"}},
	},
}

const budgetLeft = `coalesce(sum(p.budget), 0) - sum(money.spent + money.pending)`

// pipeline reports the estimated amounts of projects by expected close.
var pipeline = reportShape{
	name: "pipeline", title: approval.Text{ZH: "有哪些项目在推进？", EN: "What is in the pipeline?"},
	reads: approval.ReadCustomers, reach: func(scope approval.Scope, arg int) string {
		return projectsInUse + ` AND ` + reportsCustomers(scope, arg)
	},
	from: projectsOfPeople,
	days: `p.expected_close_on BETWEEN $3::date AND $4::date`,
	keys: []reportKey{
		{by: "stage", key: `p.stage`, name: `p.stage`, label: approval.Text{ZH: "阶段", EN: "Stage"}, codes: customer.CodeLabels["project.stage"],
			order: `array_position(ARRAY['lead', 'contacted', 'proposal', 'bidding', 'negotiation', 'won', 'lost'], min(p.stage))`},
		reportMonth(`to_char(p.expected_close_on, 'YYYY-MM')`),
		reportOwnerKey, reportCustomerKey, reportDepartmentKey,
	},
	filters:  stageFilters,
	currency: `p.currency`,
	measures: []reportMeasure{
		{"count", "count", `count(*)`, approval.Text{ZH: "项目数", EN: "Projects"}},
		{"estimated", "money", `coalesce(sum(p.estimated_amount), 0)`, approval.Text{ZH: "预计金额", EN: "Estimated"}},
		{"weighted", "money", `round(coalesce(sum(p.estimated_amount * p.win_probability / 100), 0), 2)`, approval.Text{ZH: "按赢单概率折算", EN: "Weighted by probability"}},
	},
}

const (
	projectsOfPeople = `projects p JOIN customers c ON c.id = p.customer_id JOIN users u ON u.id = c.owner_id LEFT JOIN departments d ON d.id = u.department_id`
	projectsInUse    = `p.archived_at IS NULL AND c.archived_at IS NULL`
)

// reportedWorkLogs is SQL for corrected work logs whose original or corrected day is
// between $3 and $4.
const reportedWorkLogs = `(
	SELECT w.author_id, w.customer_id, ` + worklog.CorrectedColumns + `
	WHERE w.id IN (
		SELECT id FROM work_logs WHERE work_date BETWEEN $3::date AND $4::date
		UNION
		SELECT work_log_id FROM work_log_corrections WHERE fields ? 'work_date'
			AND fields->>'work_date' BETWEEN to_char($3::date, 'YYYY-MM-DD') AND to_char($4::date, 'YYYY-MM-DD')
	)
)`

// workLogReport reports work logs by the day of work.
var workLogReport = reportShape{
	name: "work-logs", title: approval.Text{ZH: "大家做了什么？", EN: "What was done?"},
	reads: approval.ReadWorkLogs, reach: reportsPeople,
	from: reportedWorkLogs + ` w JOIN users u ON u.id = w.author_id LEFT JOIN departments d ON d.id = u.department_id LEFT JOIN customers c ON c.id = w.customer_id`,
	days: `w.work_date BETWEEN $3::date AND $4::date`, bounded: true,
	keys: []reportKey{
		{by: "user", key: `u.id::text`, name: `u.name`, label: approval.Text{ZH: "姓名", EN: "Who"}, order: `min(u.name)`},
		reportMonth(`to_char(w.work_date, 'YYYY-MM')`),
		{by: "kind", key: `w.kind`, name: `w.kind`, label: approval.Text{ZH: "类型", EN: "Kind"}, codes: customer.CodeLabels["work_log.kind"]},
		reportCustomerKey, reportDepartmentKey,
	},
	filters: map[string]string{"department_id": account.InDepartment, "user_id": `w.author_id = $%d`, "customer_id": `w.customer_id = $%d`, "kind": `w.kind = $%d`},
	measures: []reportMeasure{
		{"entries", "count", `count(*)`, approval.Text{ZH: "条数", EN: "Entries"}},
		{"visits", "count", `count(*) FILTER (WHERE w.kind = 'visit')`, approval.Text{ZH: "拜访", EN: "Visits"}},
		{"days", "count", `count(DISTINCT (w.author_id, w.work_date))`, approval.Text{ZH: "人天", EN: "Days written"}},
		{"hours", "hours", `trim_scale(coalesce(sum(w.quarter_hours), 0)::numeric / 4)`, approval.Text{ZH: "小时", EN: "Hours"}},
	},
}
