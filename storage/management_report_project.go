package storage

import (
	"maps"

	"approvals/workflows/approval"
)

// spentOnProject is SQL for what the project p has been paid and has reserved.
const spentOnProject = `(
	SELECT coalesce(sum(e.paid_amount) FILTER (WHERE r.status = 'paid'), 0) AS spent,
		coalesce(sum(coalesce(e.approved_amount, r.amount)) FILTER (WHERE r.status IN ` + reservingStatuses + `), 0) AS pending
	FROM requests r JOIN expense_requests e ON e.request_id = r.id WHERE r.project_id = p.id
)`

var reportOwnerKey = reportKey{by: "owner", key: `u.id::text`, name: `u.name`, label: approval.Text{ZH: "客户负责人", EN: "Customer's owner"}}

var stageFilters = func() map[string]string {
	filters := maps.Clone(projectFilters)
	filters["stage"] = `p.stage = $%d`
	return filters
}()

// budgets holds the approved projects' budgets against what was spent.
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
	filters:  projectFilters,
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

// pipeline is what projects may bring, by the day on which they are expected to.
var pipeline = reportShape{
	name: "pipeline", title: approval.Text{ZH: "有哪些项目在路上？", EN: "What is on its way?"},
	reads: approval.ReadCustomers, reach: func(scope approval.Scope, arg int) string {
		return projectsInUse + ` AND ` + reportsCustomers(scope, arg)
	},
	from: projectsOfPeople,
	days: `p.expected_close_on BETWEEN $3::date AND $4::date`,
	keys: []reportKey{
		{by: "stage", key: `p.stage`, name: `p.stage`, label: approval.Text{ZH: "阶段", EN: "Stage"}, codes: codes["project.stage"],
			order: `array_position(ARRAY['lead', 'contacted', 'proposal', 'bidding', 'negotiation', 'won', 'lost'], min(p.stage))`},
		reportMonth(`to_char(p.expected_close_on, 'YYYY-MM')`),
		reportOwnerKey, reportCustomerKey, reportDepartmentKey,
	},
	filters:  stageFilters,
	currency: `p.currency`,
	measures: []reportMeasure{
		{"count", "count", `count(*)`, approval.Text{ZH: "项目数", EN: "Projects"}},
		{"estimated", "money", `coalesce(sum(p.estimated_amount), 0)`, approval.Text{ZH: "预计金额", EN: "Estimated"}},
		{"weighted", "money", `round(coalesce(sum(p.estimated_amount * p.win_probability / 100), 0), 2)`, approval.Text{ZH: "按赢率折算", EN: "Weighted by probability"}},
	},
}

const (
	projectsOfPeople = `projects p JOIN customers c ON c.id = p.customer_id JOIN users u ON u.id = c.owner_id LEFT JOIN departments d ON d.id = u.department_id`
	projectsInUse    = `p.archived_at IS NULL AND c.archived_at IS NULL`
)
