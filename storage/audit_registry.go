package storage

import (
	"approvals/storage/account"
	"approvals/storage/ledger"
	"approvals/storage/request"
	"approvals/storage/variable"
	"approvals/workflows/approval"
)

// AuditSubjects are all kinds of administrative acts, in the order in which they
// are shown. What is done to requests shows the fields of the timeline's events.
var AuditSubjects = ledger.Subjects{
	{
		Type: "user", Label: approval.Text{ZH: "用户", EN: "User"},
		Kinds: map[approval.EventKind]approval.Text{
			account.UserCreated:         {ZH: "新建用户", EN: "User added"},
			account.UserUpdated:         {ZH: "修改用户", EN: "User changed"},
			account.UserDeactivated:     {ZH: "停用用户", EN: "User deactivated"},
			account.UserReactivated:     {ZH: "重新启用用户", EN: "User reactivated"},
			account.PasswordResetIssued: {ZH: "生成重置密码的链接", EN: "Password link made"},
			account.PasswordReset:       {ZH: "用链接设置新密码", EN: "Password set by link"},
		},
		Fields: map[string]approval.Text{
			"username": {ZH: "用户名", EN: "User name"}, "name": {ZH: "姓名", EN: "Name"}, "email": {ZH: "邮箱", EN: "E-mail"},
			"phone": {ZH: "电话", EN: "Phone"}, "department": {ZH: "部门", EN: "Department"}, "manager": {ZH: "上级", EN: "Manager"},
			"roles": {ZH: "角色", EN: "Roles"}, "active": {ZH: "在职", EN: "Active"},
			"released_tasks": {ZH: "退回角色的任务数", EN: "Tasks given back to the role"},
			"expires_at":     {ZH: "有效期至", EN: "Valid until"},
		},
	},
	{
		Type: "session", Label: approval.Text{ZH: "登录会话", EN: "Session"},
		Kinds:  map[approval.EventKind]approval.Text{account.SessionEnded: {ZH: "结束登录会话", EN: "Session ended"}},
		Fields: map[string]approval.Text{"session": {ZH: "会话", EN: "Session"}},
	},
	{
		Type: "token", Label: approval.Text{ZH: "个人令牌", EN: "Personal token"},
		Kinds:  map[approval.EventKind]approval.Text{account.TokenRevoked: {ZH: "撤销个人令牌", EN: "Personal token revoked"}},
		Fields: map[string]approval.Text{"token": {ZH: "令牌", EN: "Token"}},
	},
	{
		Type: "role", Label: approval.Text{ZH: "角色", EN: "Role"},
		Kinds: map[approval.EventKind]approval.Text{
			account.RoleCreated: {ZH: "新建角色", EN: "Role added"}, account.RoleUpdated: {ZH: "修改角色", EN: "Role changed"},
		},
		Fields: map[string]approval.Text{
			"key": {ZH: "代码", EN: "Key"}, "name_zh": {ZH: "中文名称", EN: "Name in Chinese"},
			"name_en": {ZH: "英文名称", EN: "Name in English"}, "permissions": {ZH: "权限", EN: "Permissions"},
		},
	},
	{
		Type: "department", Label: approval.Text{ZH: "部门", EN: "Department"},
		Kinds: map[approval.EventKind]approval.Text{
			account.DepartmentCreated:  {ZH: "新建部门", EN: "Department added"},
			account.DepartmentUpdated:  {ZH: "修改部门", EN: "Department changed"},
			account.DepartmentArchived: {ZH: "归档部门", EN: "Department archived"},
			account.DepartmentRestored: {ZH: "恢复部门", EN: "Department restored"},
		},
		Fields: map[string]approval.Text{
			"name": {ZH: "名称", EN: "Name"}, "parent": {ZH: "上级部门", EN: "Department above"}, "archived": {ZH: "已归档", EN: "Archived"},
		},
	},
	{
		Type: "variable", Label: approval.Text{ZH: "全局变量", EN: "Global variable"},
		Kinds: map[approval.EventKind]approval.Text{
			variable.VariableAdded:   {ZH: "新增全局变量", EN: "Global variable added"},
			variable.VariableSet:     {ZH: "修改全局变量", EN: "Global variable set"},
			variable.VariableRemoved: {ZH: "删除全局变量", EN: "Global variable removed"},
		},
		Fields: map[string]approval.Text{"value": {ZH: "值", EN: "Value"}},
	},
	{
		Type: "request", Label: approval.Text{ZH: "申请", EN: "Request"},
		Kinds: map[approval.EventKind]approval.Text{
			request.RequestEnded: {ZH: "终止申请", EN: "Request ended"}, request.WorkflowRestarted: {ZH: "重新启动流程", EN: "Workflow restarted"},
		},
		Fields: map[string]approval.Text{"comment": reasonGiven},
	},
	{
		Type: "task", Label: approval.Text{ZH: "任务", EN: "Task"},
		Kinds: map[approval.EventKind]approval.Text{
			request.TaskReassigned: {ZH: "转交任务", EN: "Task reassigned"}, request.TaskFellBack: {ZH: "任务转给后备角色", EN: "Task passed to the fallback role"},
		},
		Fields: map[string]approval.Text{
			"assignee": {ZH: "处理人", EN: "Holder"}, "role": {ZH: "角色", EN: "Role"}, "comment": reasonGiven,
		},
	},
	{
		Type: "audit", Label: approval.Text{ZH: "管理操作记录", EN: "Audit list"},
		Kinds: map[approval.EventKind]approval.Text{ledger.AuditBegan: {ZH: "开始记录", EN: "Recording began"}},
	},
}

// reasonGiven is what the comment of an administrator is.
var reasonGiven = approval.Text{ZH: "原因", EN: "Reason"}
