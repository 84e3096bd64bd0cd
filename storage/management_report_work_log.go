package storage

import "approvals/workflows/approval"

// reportedWorkLogs is SQL for entries of the days $3 to $4 as corrections have put
// them right, and those that a correction may have put there.
const reportedWorkLogs = `(
	SELECT w.author_id, w.customer_id, ` + putRight + `
	WHERE w.id IN (
		SELECT id FROM work_logs WHERE work_date BETWEEN $3::date AND $4::date
		UNION
		SELECT work_log_id FROM work_log_corrections WHERE fields ? 'work_date'
			AND fields->>'work_date' BETWEEN to_char($3::date, 'YYYY-MM-DD') AND to_char($4::date, 'YYYY-MM-DD')
	)
)`

// workLogReport is what people have written down, by the day of work.
var workLogReport = reportShape{
	name: "work-logs", title: approval.Text{ZH: "大家做了什么？", EN: "What was done?"},
	reads: approval.ReadWorkLogs, reach: reportsPeople,
	from: reportedWorkLogs + ` w JOIN users u ON u.id = w.author_id LEFT JOIN departments d ON d.id = u.department_id LEFT JOIN customers c ON c.id = w.customer_id`,
	days: `w.work_date BETWEEN $3::date AND $4::date`, bounded: true,
	keys: []reportKey{
		{by: "user", key: `u.id::text`, name: `u.name`, label: approval.Text{ZH: "姓名", EN: "Who"}, order: `min(u.name)`},
		reportMonth(`to_char(w.work_date, 'YYYY-MM')`),
		{by: "kind", key: `w.kind`, name: `w.kind`, label: approval.Text{ZH: "类型", EN: "Kind"}, codes: codes["work_log.kind"]},
		reportCustomerKey, reportDepartmentKey,
	},
	filters: map[string]string{"department_id": ofDepartment, "user_id": `w.author_id = $%d`, "customer_id": `w.customer_id = $%d`, "kind": `w.kind = $%d`},
	measures: []reportMeasure{
		{"entries", "count", `count(*)`, approval.Text{ZH: "条数", EN: "Entries"}},
		{"visits", "count", `count(*) FILTER (WHERE w.kind = 'visit')`, approval.Text{ZH: "拜访", EN: "Visits"}},
		{"days", "count", `count(DISTINCT (w.author_id, w.work_date))`, approval.Text{ZH: "人天", EN: "Days written"}},
		{"hours", "hours", `trim_scale(coalesce(sum(w.quarter_hours), 0)::numeric / 4)`, approval.Text{ZH: "小时", EN: "Hours"}},
	},
}
