package storage

import (
	"fmt"

	"approvals/workflows/approval"
)

// reportsRequests is the condition that the scope reaches the request r: those of
// the people in reach, and those about the customers in reach.
func reportsRequests(scope approval.Scope, arg int) string {
	if scope == approval.ScopeAll {
		return fmt.Sprintf(`$%d::uuid IS NOT NULL`, arg)
	}
	return fmt.Sprintf(`(r.requester_id IN %s OR %s)`, peopleInReach(scope, arg), customersInReach(scope, `r.customer_id`, arg))
}

// reportsCustomers is the condition that the scope reaches the customer c.
func reportsCustomers(scope approval.Scope, arg int) string {
	return customersInReach(scope, `c.id`, arg)
}

// reportsPeople is the condition that the scope reaches the person u.
func reportsPeople(scope approval.Scope, arg int) string {
	if scope == approval.ScopeAll {
		return fmt.Sprintf(`$%d::uuid IS NOT NULL`, arg)
	}
	return fmt.Sprintf(`u.id IN %s`, peopleInReach(scope, arg))
}

var (
	reportCustomerKey   = reportKey{by: "customer", key: `c.id::text`, name: `c.name`, label: approval.Text{ZH: "客户", EN: "Customer"}}
	reportDepartmentKey = reportKey{by: "department", key: `d.id::text`, name: `d.name`, label: approval.Text{ZH: "部门", EN: "Department"}}
)

func reportMonth(key string) reportKey {
	return reportKey{by: "month", key: key, name: key, label: approval.Text{ZH: "月份", EN: "Month"}}
}

// approvalTimes is how long tasks waited for who did them, in hours of the clock.
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
		"department_id": ofDepartment, "user_id": `t.closed_by = $%d`, "requester_id": `t.requester_id = $%d`, "customer_id": `r.customer_id = $%d`,
		"step": `t.step = $%d`,
	},
	measures: []reportMeasure{
		{"count", "count", `count(*)`, approval.Text{ZH: "处理数", EN: "Decided"}},
		{"average_hours", "hours", hoursOfWait(`avg(extract(epoch FROM t.closed_at - t.created_at))`), approval.Text{ZH: "平均等待（小时）", EN: "Average wait (hours)"}},
		{"median_hours", "hours", hoursOfWait(`percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM t.closed_at - t.created_at))`),
			approval.Text{ZH: "中位等待（小时）", EN: "Median wait (hours)"}},
		{"longest_hours", "hours", hoursOfWait(`max(extract(epoch FROM t.closed_at - t.created_at))`), approval.Text{ZH: "最长等待（小时）", EN: "Longest wait (hours)"}},
		{"late", "count", `count(*) FILTER (WHERE t.closed_at > t.due_at)`, approval.Text{ZH: "超时数", EN: "Late"}},
	},
}

func hoursOfWait(seconds string) string { return `round((` + seconds + ` / 3600)::numeric, 1)` }

// spending is what was paid, by the day of payment.
var spending = reportShape{
	name: "spending", title: approval.Text{ZH: "钱花在哪里？", EN: "Where does the money go?"},
	reads: approval.ReadRequests, reach: reportsRequests,
	from: `requests r JOIN expense_requests e ON e.request_id = r.id JOIN customers c ON c.id = r.customer_id
		JOIN projects p ON p.id = r.project_id JOIN users u ON u.id = r.requester_id LEFT JOIN departments d ON d.id = u.department_id`,
	days: `r.status = 'paid' AND ` + requestPaid + ` BETWEEN $3::date AND $4::date`, bounded: true,
	keys: []reportKey{
		{by: "category", key: `e.category`, name: `e.category`, label: approval.Text{ZH: "费用类别", EN: "Category"}, options: ExpenseCategories,
			order: `sum(e.paid_amount) DESC`},
		reportMonth(`to_char(r.paid_on, 'YYYY-MM')`),
		ordered(reportCustomerKey, `sum(e.paid_amount) DESC`),
		{by: "project", key: `p.id::text`, name: `p.name`, label: approval.Text{ZH: "项目", EN: "Project"}, order: `sum(e.paid_amount) DESC`},
		{by: "requester", key: `u.id::text`, name: `u.name`, label: approval.Text{ZH: "申请人", EN: "Requester"}, order: `sum(e.paid_amount) DESC`},
		ordered(reportDepartmentKey, `sum(e.paid_amount) DESC`),
	},
	filters: map[string]string{
		"department_id": ofDepartment, "user_id": `r.requester_id = $%d`, "requester_id": `r.requester_id = $%d`,
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
