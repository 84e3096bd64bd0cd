package storage

import (
	"context"

	"approvals/storage/account"
	"approvals/storage/customer"
	"approvals/storage/ledger"
	"approvals/storage/request"
	"approvals/storage/variable"
	"approvals/workflows/approval"
)

// AuditSubjects declares all kinds of administrative acts in display order. Acts on
// requests have the fields of timeline events.
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
		Type: "audit", Label: approval.Text{ZH: "管理操作记录", EN: "Audit log"},
		Kinds: map[approval.EventKind]approval.Text{ledger.AuditBegan: {ZH: "开始记录", EN: "Recording began"}},
	},
}

// reasonGiven is the label of an administrator's comment.
var reasonGiven = approval.Text{ZH: "原因", EN: "Reason"}

// AuditLabels are the labels of the codes in an act.
type AuditLabels struct {
	Kind    approval.Text
	Subject approval.Text
	// Fields has the labels of the changed fields, Values those of their codes, by
	// field.
	Fields map[string]approval.Text
	Values map[string]map[string]approval.Text
}

// AuditWords labels the codes of administrative acts with the current names of roles and
// variables.
type AuditWords struct {
	roles, variables, permissions map[string]approval.Text
}

// AuditWords reads the current names.
func (s *Store) AuditWords(ctx context.Context) (*AuditWords, error) {
	words := &AuditWords{roles: map[string]approval.Text{}, variables: map[string]approval.Text{}, permissions: map[string]approval.Text{
		string(approval.ScopeOwn):  {ZH: "本人", EN: "own"},
		string(approval.ScopeTeam): {ZH: "团队", EN: "team"},
		string(approval.ScopeAll):  {ZH: "全部", EN: "all"},
	}}
	roles, err := s.Roles(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range roles {
		words.roles[r.Key] = r.Name
	}
	variables, err := s.Variables(ctx)
	if err != nil {
		return nil, err
	}
	for _, v := range variables {
		words.variables[v.Key] = v.Description
	}
	for _, info := range approval.Catalogue() {
		words.permissions[string(info.Action)] = info.Description
	}
	return words, nil
}

// Labels returns the labels for an act.
func (w *AuditWords) Labels(e ledger.AuditEvent) AuditLabels {
	labels := AuditLabels{
		Kind: AuditSubjects.OfKind(e.Kind).Kinds[e.Kind], Subject: approval.Text{ZH: e.Subject.Label, EN: e.Subject.Label},
		Fields: ledger.FieldLabels(e.Changes, TimelineSubjects.Of(e.Subject.Type), AuditSubjects.OfKind(e.Kind)),
		Values: map[string]map[string]approval.Text{},
	}
	names := map[string]map[string]approval.Text{"role": w.roles, "variable": w.variables}[e.Subject.Type]
	if name, ok := names[e.Subject.Label]; ok {
		labels.Subject = name
	}
	for field, change := range e.Changes {
		known := w.codesOf(e.Subject.Type, field)
		for _, word := range append(customer.CodesIn(change.Before), customer.CodesIn(change.After)...) {
			customer.AddLabel(labels.Values, known, field, word)
		}
	}
	return labels
}

func (w *AuditWords) codesOf(subject, field string) map[string]approval.Text {
	switch subject + "." + field {
	case "user.roles", "project_request.role", "expense_request.role":
		return w.roles
	case "role.permissions":
		return w.permissions
	case "variable.value":
		// The value of the variable with a role.
		return w.roles
	default:
		return customer.CodeLabels[subject+"."+field]
	}
}
