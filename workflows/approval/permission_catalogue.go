package approval

import "slices"

// ActionInfo describes an action and its possible scopes.
type ActionInfo struct {
	Action      Action  `json:"action"`
	Description Text    `json:"description"`
	Scopes      []Scope `json:"scopes" doc:"Supported scopes from narrow to wide"`
}

var (
	anyScope = []Scope{ScopeOwn, ScopeTeam, ScopeAll}
	ownOnly  = []Scope{ScopeOwn}
	allOnly  = []Scope{ScopeAll}
)

// catalogue has an entry for every action except those of the steps, in display order.
var catalogue = []ActionInfo{
	// Customers and requests.
	{ReadCustomers, Text{"查看客户及其关系人、项目、竞争对手和跟踪记录", "See customers with their contacts, projects, competitors and timeline"}, anyScope},
	{WriteCustomers, Text{"新建和修改客户及其关系人、项目和竞争对手", "Create and change customers with their contacts, projects and competitors"}, anyScope},
	{HandOverCustomers, Text{"将客户移交给其他负责人", "Hand customers over to another owner"}, anyScope},
	{ReadRequests, Text{"查看立项申请和业务费用申请", "See project requests and expense requests"}, anyScope},
	{CreateProjectRequest, Text{"提出立项申请", "Create project requests"}, ownOnly},
	{CreateExpenseRequest, Text{"提出业务费用申请", "Create expense requests"}, ownOnly},
	// Work logs.
	{ReadWorkLogs, Text{"查看工作日志", "See work logs"}, anyScope},
	{WriteWorkLogs, Text{"填写自己的工作日志", "Write one's own work logs"}, ownOnly},
	// Reports.
	{ReadReports, Text{"查看统计报表，范围不超过所统计内容的查看权限", "Read the reports, limited to the data that one may see"}, anyScope},
	// Administration.
	{ManageUsers, Text{"管理用户、部门和登录会话", "Manage users, departments and sign-in sessions"}, allOnly},
	{ManageRoles, Text{"管理角色及其权限", "Manage roles and their permissions"}, allOnly},
	{ManageVariables, Text{"管理系统全局变量", "Manage global variables"}, allOnly},
	{ManageRequests, Text{"查找卡住的申请，转交任务或终止申请", "Find requests that are stuck, reassign their tasks or end them"}, allOnly},
	{ReadAudit, Text{"查看并校验管理操作记录和客户跟踪记录", "Read and verify the audit log and the timelines' chains"}, allOnly},
}

// Catalogue describes all actions that a role can permit.
func Catalogue() []ActionInfo {
	all := slices.Clone(catalogue)
	for _, step := range DecisionSteps() {
		all = append(all, ActionInfo{step.Action(), Text{"处理任务“%s”", "Do the task: %s"}.Format(step.Label()), allOnly})
	}
	return all
}

// CheckPermissions returns an invalid Error for unknown or duplicate actions and scopes
// that an action does not support.
func CheckPermissions(permissions []Permission, location func(i int, field string) string) error {
	known := map[Action][]Scope{}
	for _, info := range Catalogue() {
		known[info.Action] = info.Scopes
	}
	var wrong Invalid
	seen := map[Action]bool{}
	for i, p := range permissions {
		scopes, ok := known[p.Action]
		switch {
		case !ok:
			wrong.Add(location(i, "action"), Text{"没有这项操作", "There is no such action"})
		case seen[p.Action]:
			wrong.Add(location(i, "action"), Text{"此操作重复", "This action appears twice"})
		case !slices.Contains(scopes, p.Scope):
			wrong.Add(location(i, "scope"), Text{"此操作没有这个范围", "This action has no such scope"})
		}
		seen[p.Action] = true
	}
	return wrong.Err()
}
