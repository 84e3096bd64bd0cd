package storage

import (
	"approvals/storage/customer"
	"approvals/storage/ledger"
	"approvals/storage/worklog"
	"approvals/workflows/approval"
)

// TimelineSubjects declares all subjects of timeline events in display order.
var TimelineSubjects = ledger.Subjects{
	{
		Type: "customer", Label: approval.Text{ZH: "客户", EN: "Customer"}, Link: "/customers/{id}",
		Kinds: map[approval.EventKind]approval.Text{
			customer.CustomerCreated:    {ZH: "新建客户", EN: "Customer added"},
			customer.CustomerUpdated:    {ZH: "修改客户", EN: "Customer changed"},
			customer.CustomerArchived:   {ZH: "归档客户", EN: "Customer archived"},
			customer.CustomerRestored:   {ZH: "恢复客户", EN: "Customer restored"},
			customer.CustomerHandedOver: {ZH: "移交客户", EN: "Customer handed over"},
		},
		Fields: map[string]approval.Text{
			"name": {ZH: "名称", EN: "Name"}, "industry": {ZH: "行业", EN: "Industry"}, "region": {ZH: "区域", EN: "Region"},
			"level": {ZH: "级别", EN: "Level"}, "source": {ZH: "来源", EN: "Source"}, "address": {ZH: "地址", EN: "Address"},
			"owner": {ZH: "负责人", EN: "Owner"}, "reason": {ZH: "原因", EN: "Reason"}, "archived_at": {ZH: "归档时间", EN: "Archived at"},
		},
		Tables: []ledger.RecordedTable{{Table: "customers"}},
	},
	{
		Type: "contact", Label: approval.Text{ZH: "关系人", EN: "Contact"}, Link: "/customers/{customer}/contacts",
		Kinds: map[approval.EventKind]approval.Text{
			customer.ContactCreated:  {ZH: "添加关系人", EN: "Contact added"},
			customer.ContactUpdated:  {ZH: "修改关系人", EN: "Contact changed"},
			customer.ContactArchived: {ZH: "归档关系人", EN: "Contact archived"},
			customer.ContactRestored: {ZH: "恢复关系人", EN: "Contact restored"},
		},
		Fields: map[string]approval.Text{
			"name": {ZH: "姓名", EN: "Name"}, "title": {ZH: "职务", EN: "Title"}, "department": {ZH: "部门", EN: "Department"},
			"phone": {ZH: "电话", EN: "Phone"}, "email": {ZH: "邮箱", EN: "E-mail"}, "birthday": {ZH: "生日", EN: "Birthday"},
			"decision_role": {ZH: "决策角色", EN: "Role in the decision"}, "attitude": {ZH: "态度", EN: "Attitude"},
			"relationship": {ZH: "关系", EN: "Relationship"}, "reports_to_id": {ZH: "上级", EN: "Reports to"},
			"archived_at": {ZH: "归档时间", EN: "Archived at"},
		},
		Tables: []ledger.RecordedTable{{Table: "contacts", Column: "customer_id", Parent: "customers"}},
	},
	{
		Type: "project", Label: approval.Text{ZH: "项目", EN: "Project"}, Link: "/projects/{id}",
		Kinds: map[approval.EventKind]approval.Text{
			customer.ProjectCreated:  {ZH: "新建项目", EN: "Project added"},
			customer.ProjectUpdated:  {ZH: "修改项目", EN: "Project changed"},
			customer.ProjectArchived: {ZH: "归档项目", EN: "Project archived"},
			customer.ProjectRestored: {ZH: "恢复项目", EN: "Project restored"},
		},
		Fields: map[string]approval.Text{
			"name": {ZH: "名称", EN: "Name"}, "stage": {ZH: "阶段", EN: "Stage"},
			"estimated_amount": {ZH: "预计金额", EN: "Estimated amount"}, "expected_close_on": {ZH: "预计成交日", EN: "Expected close"},
			"win_probability": {ZH: "赢单概率", EN: "Win probability"}, "members": {ZH: "成员", EN: "Members"},
			"archived_at": {ZH: "归档时间", EN: "Archived at"},
		},
		Tables: []ledger.RecordedTable{
			{Table: "projects", Column: "customer_id", Parent: "customers"},
			{Table: "project_members", Column: "project_id", Parent: "projects", About: "r.project_id"},
			{Table: "project_moves", Column: "project_id", Parent: "projects", About: "r.project_id"},
		},
	},
	{
		Type: "competitor", Label: approval.Text{ZH: "竞争对手", EN: "Competitor"}, Link: "/projects/{project}/competitors",
		Kinds: map[approval.EventKind]approval.Text{
			customer.CompetitorCreated:  {ZH: "添加竞争对手", EN: "Competitor added"},
			customer.CompetitorUpdated:  {ZH: "修改竞争对手", EN: "Competitor changed"},
			customer.CompetitorDeleted:  {ZH: "删除竞争对手", EN: "Competitor removed"},
			customer.CompetitorRestored: {ZH: "恢复竞争对手", EN: "Competitor restored"},
		},
		Fields: map[string]approval.Text{
			"company": {ZH: "公司", EN: "Company"}, "offer": {ZH: "方案", EN: "Offer"}, "price": {ZH: "报价", EN: "Price"},
			"strengths": {ZH: "优势", EN: "Strengths"}, "weaknesses": {ZH: "劣势", EN: "Weaknesses"},
			"threat": {ZH: "威胁", EN: "Threat"}, "outcome": {ZH: "结果", EN: "Outcome"},
		},
		Tables: []ledger.RecordedTable{{Table: "competitors", Column: "project_id", Parent: "projects"}},
	},
	{
		Type: string(approval.ProjectRequest), Label: approval.Text{ZH: "立项申请", EN: "Project request"}, Link: "/project-requests/{id}",
		Kinds: map[approval.EventKind]approval.Text{
			"project_request.submitted":                {ZH: "提交立项申请", EN: "Project request submitted"},
			"project_request.feasibility_report_filed": {ZH: "提交可行性报告", EN: "Feasibility report filed"},
			"project_request.budget_report_filed":      {ZH: "提交财务预算报告", EN: "Budget report filed"},
			"project_request.approved":                 {ZH: "批准立项", EN: "Project request approved"},
			"project_request.rejected":                 {ZH: "驳回立项申请", EN: "Project request rejected"},
			"project_request.returned":                 {ZH: "退回立项申请", EN: "Project request returned"},
			"project_request.revised":                  {ZH: "修改立项申请", EN: "Project request changed"},
			"project_request.resubmitted":              {ZH: "重新提交立项申请", EN: "Project request resubmitted"},
			"project_request.withdrawn":                {ZH: "撤回立项申请", EN: "Project request withdrawn"},
			"project_request.submission_refused":       {ZH: "立项申请未能进入审批", EN: "Submission of the project request refused"},
			"project_request.task_reassigned":          {ZH: "转交任务", EN: "Task reassigned"},
			"project_request.workflow_restarted":       {ZH: "重新启动流程", EN: "Workflow restarted"},
			"project_request.ended":                    {ZH: "管理员终止立项申请", EN: "Project request ended by the administrator"},
		},
		Fields: requestFields(map[string]approval.Text{
			"reason": {ZH: "立项理由", EN: "Reason"}, "expected_revenue": {ZH: "预计收入", EN: "Expected revenue"},
			"expected_cost": {ZH: "预计成本", EN: "Expected cost"}, "expected_close_on": {ZH: "预计成交日", EN: "Expected close"},
			"win_probability": {ZH: "赢单概率", EN: "Win probability"}, "recommendation": {ZH: "建议", EN: "Recommendation"},
			"budget": {ZH: "预算", EN: "Budget"}, "project_status": {ZH: "项目状态", EN: "Project's status"},
			"project_budget": {ZH: "项目预算", EN: "Project's budget"}, "budget_items": {ZH: "预算明细", EN: "Budget by category"},
			"summary": {ZH: "报告摘要", EN: "Report's summary"},
		}),
		// The tables that both kinds share are declared here.
		Tables: []ledger.RecordedTable{
			{
				Table: "requests", Column: "customer_id", Parent: "customers", Quiet: []string{"position", "submitting", "paid_on"},
				Unless: `r.status IN ('draft', 'submitting')`,
				Why:    "a draft is its author's alone, and so is a submission that the engine has not heard of; the day of payment is a copy",
			},
			ofRequest("project_requests"), ofRequest("expense_requests"), ofRequest("revisions"), ofRequest("reports"),
			{
				Table: "tasks", Column: "request_id", Parent: "requests", About: "r.request_id",
				Quiet: []string{"assignee_id", "claimed_at", "candidate_role", "reason", "fallback", "amount"},
				Why:   "who may do a task and who claims it is internal; decisions have events, and the amount is a copy",
			},
			{Table: "decisions", Column: "request_id", Parent: "requests", About: "r.request_id"},
			{
				Table: "decision_attachments", Column: "decision_id", Parent: "decisions",
				About: "(SELECT d.request_id FROM decisions d WHERE d.id = r.decision_id)",
			},
			{
				Table: "transitions", Column: "request_id", Parent: "requests", About: "r.request_id",
				Quiet: []string{"confirmed", "answer"}, Why: "that the engine has heard of a transition changes nothing for the customer",
			},
		},
	},
	{
		Type: string(approval.ExpenseRequest), Label: approval.Text{ZH: "业务费用申请", EN: "Expense request"}, Link: "/expense-requests/{id}",
		Kinds: map[approval.EventKind]approval.Text{
			"expense_request.submitted":          {ZH: "提交费用申请", EN: "Expense request submitted"},
			"expense_request.signed_off":         {ZH: "签批费用申请", EN: "Expense request signed off"},
			"expense_request.paid":               {ZH: "支付费用", EN: "Expense paid"},
			"expense_request.rejected":           {ZH: "驳回费用申请", EN: "Expense request rejected"},
			"expense_request.returned":           {ZH: "退回费用申请", EN: "Expense request returned"},
			"expense_request.revised":            {ZH: "修改费用申请", EN: "Expense request changed"},
			"expense_request.resubmitted":        {ZH: "重新提交费用申请", EN: "Expense request resubmitted"},
			"expense_request.withdrawn":          {ZH: "撤回费用申请", EN: "Expense request withdrawn"},
			"expense_request.submission_refused": {ZH: "费用申请未能进入审批", EN: "Submission of the expense request refused"},
			"expense_request.task_reassigned":    {ZH: "转交任务", EN: "Task reassigned"},
			"expense_request.workflow_restarted": {ZH: "重新启动流程", EN: "Workflow restarted"},
			"expense_request.ended":              {ZH: "管理员终止费用申请", EN: "Expense request ended by the administrator"},
		},
		Fields: requestFields(map[string]approval.Text{
			"category": {ZH: "费用类别", EN: "Category"}, "amount": {ZH: "金额", EN: "Amount"}, "purpose": {ZH: "用途", EN: "Purpose"},
			"spent_on": {ZH: "发生日期", EN: "Spent on"}, "approved_amount": {ZH: "批准金额", EN: "Approved amount"},
			"paid_amount": {ZH: "实付金额", EN: "Paid amount"}, "voucher_no": {ZH: "凭证号", EN: "Voucher number"},
			"method": {ZH: "付款方式", EN: "Method"}, "paid_on": {ZH: "付款日期", EN: "Paid on"},
		}),
	},
	{
		// The subject of its events is the request.
		Type: "attachment", Label: approval.Text{ZH: "附件", EN: "Attachment"},
		Kinds: map[approval.EventKind]approval.Text{
			"attachment.added":   {ZH: "添加附件", EN: "Attachment added"},
			"attachment.removed": {ZH: "删除附件", EN: "Attachment removed"},
		},
		Fields: map[string]approval.Text{"attachment": {ZH: "附件", EN: "Attachment"}, "sha256": {ZH: "SHA-256", EN: "SHA-256"}},
		Tables: []ledger.RecordedTable{ofRequest("attachments")},
	},
	{
		Type: "work_log", Label: approval.Text{ZH: "工作日志", EN: "Work log"}, Link: "/work-logs/{id}",
		Kinds: map[approval.EventKind]approval.Text{
			worklog.WorkLogAdded:      {ZH: "记录工作日志", EN: "Work logged"},
			worklog.WorkLogChanged:    {ZH: "修改工作日志", EN: "Work log changed"},
			worklog.WorkLogCorrected:  {ZH: "更正工作日志", EN: "Work log corrected"},
			worklog.WorkLogPhotoAdded: {ZH: "添加工作照片", EN: "Photo added to a work log"},
		},
		Fields: map[string]approval.Text{
			"work_date": {ZH: "日期", EN: "Day"}, "kind": {ZH: "类型", EN: "Kind"}, "content": {ZH: "工作内容", EN: "What was done"},
			"result": {ZH: "结果", EN: "Result"}, "next_step": {ZH: "下一步", EN: "Next step"}, "hours": {ZH: "小时", EN: "Hours"},
			"place": {ZH: "地点", EN: "Place"}, "customer": {ZH: "客户", EN: "Customer"}, "project": {ZH: "项目", EN: "Project"},
			"contact": {ZH: "关系人", EN: "Contact"}, "correction": {ZH: "更正", EN: "Correction"}, "photo": {ZH: "照片", EN: "Photo"},
			"sha256": {ZH: "SHA-256", EN: "SHA-256"},
		},
		Tables: []ledger.RecordedTable{
			{Table: "work_logs", Column: "customer_id", Parent: "customers"},
			{Table: "work_log_corrections", Column: "work_log_id", Parent: "work_logs", About: "r.work_log_id"},
			{Table: "work_log_photos", Column: "work_log_id", Parent: "work_logs", About: "r.work_log_id"},
		},
	},
	{
		// The subject of its events is the customer; there is no table besides the timeline.
		Type: "note", Label: approval.Text{ZH: "备注", EN: "Note"},
		Kinds:  map[approval.EventKind]approval.Text{customer.NoteAdded: {ZH: "备注", EN: "Note"}},
		Fields: map[string]approval.Text{"text": {ZH: "内容", EN: "Text"}},
	},
}

// UnrecordedTables are the tables that belong to a customer but need no events.
var UnrecordedTables = []ledger.UnrecordedTable{
	{Table: "work_log_comments", Why: "what superiors say of somebody's work is between them"},
	{Table: "stuck_findings", Why: "what the worker's sweep finds is for administrators alone, and passes"},
	{Table: "timeline_events", Why: "they are the timeline"},
	{Table: "timeline_heads", Why: "they are the ends of the timelines"},
}

// ofRequest declares a table with contents of a request.
func ofRequest(table string) ledger.RecordedTable {
	return ledger.RecordedTable{
		Table: table, Column: "request_id", Parent: "requests", About: "r.request_id",
		Unless: "(SELECT q.status FROM requests q WHERE q.id = r.request_id) = 'draft'",
		Why:    "a draft is its author's alone",
	}
}

// requestFields adds the fields that events of both kinds of requests can have.
func requestFields(own map[string]approval.Text) map[string]approval.Text {
	own["status"] = approval.Text{ZH: "状态", EN: "Status"}
	own["comment"] = approval.Text{ZH: "意见", EN: "Comment"}
	own["assignee"] = approval.Text{ZH: "处理人", EN: "Holder"}
	own["step"] = approval.Text{ZH: "环节", EN: "Step"}
	own["return_to"] = approval.Text{ZH: "退回至", EN: "Returned to"}
	return own
}
