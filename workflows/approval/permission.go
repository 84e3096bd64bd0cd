package approval

import (
	"slices"
)

// Action is an action that requires a permission.
type Action string

// The actions.
const (
	ReadCustomers        Action = "customer.read"
	WriteCustomers       Action = "customer.write"
	HandOverCustomers    Action = "customer.hand_over"
	ReadRequests         Action = "request.read"
	CreateProjectRequest Action = "project_request.create"
	CreateExpenseRequest Action = "expense_request.create"
	ManageRequests       Action = "request.manage"
	ReadWorkLogs         Action = "work_log.read"
	WriteWorkLogs        Action = "work_log.write"
	ReadReports          Action = "report.read"
	ManageUsers          Action = "user.manage"
	ManageRoles          Action = "role.manage"
	ManageVariables      Action = "variable.manage"
	ReadAudit            Action = "audit.read"
	// Everybody is the action of routes that only require a signed-in user.
	Everybody Action = "signed_in"
)

// Scope limits whose records a permission covers. A wider scope includes the narrower
// ones.
type Scope string

// The scopes, from narrow to wide. Team is the user and the people below.
const (
	ScopeNone Scope = ""
	ScopeOwn  Scope = "own"
	ScopeTeam Scope = "team"
	ScopeAll  Scope = "all"
)

var scopeWidth = map[Scope]int{ScopeNone: 0, ScopeOwn: 1, ScopeTeam: 2, ScopeAll: 3}

// Wider returns the wider of the two scopes.
func (s Scope) Wider(t Scope) Scope {
	if scopeWidth[t] > scopeWidth[s] {
		return t
	}
	return s
}

// Narrower returns the narrower of the two scopes.
func (s Scope) Narrower(t Scope) Scope {
	if scopeWidth[t] < scopeWidth[s] {
		return t
	}
	return s
}

// Permission is an action with its scope.
type Permission struct {
	Action Action `json:"action" db:"action"`
	Scope  Scope  `json:"scope" db:"scope"`
}

// Grants are all permissions of one user, with the widest scope of each.
type Grants map[Action]Scope

// Scope returns the scope of the user's permission for the action.
func (g Grants) Scope(a Action) Scope { return g[a] }

// Allows reports whether the user may perform the action in any scope. Everybody is
// always allowed.
func (g Grants) Allows(a Action) bool {
	return a == Everybody || g[a] != ScopeNone
}

// Actor is the user who acts, with roles and permissions.
type Actor struct {
	ID     string   `json:"id"`
	Name   string   `json:"name"`
	Locale Locale   `json:"locale"`
	Roles  []string `json:"roles"`
	Grants Grants   `json:"-"`
}

// Person returns the actor as recorded in events.
func (a Actor) Person() Person { return Person{ID: a.ID, Name: a.Name} }

// HasRole reports whether the actor holds the role.
func (a Actor) HasRole(role string) bool { return slices.Contains(a.Roles, role) }

// The keys of the default roles.
const (
	SalesRep       = "sales_rep"
	Commercial     = "commercial"
	Finance        = "finance"
	Manager        = "manager"
	GeneralManager = "general_manager"
	Administrator  = "administrator"
)

// Role is a set of permissions that users can hold.
type Role struct {
	Key         string
	Name        Text
	Permissions []Permission
}

// DefaultRoles returns the roles of a new installation. Administrators can change them
// later.
func DefaultRoles() []Role {
	all := func(actions ...Action) (granted []Permission) {
		for _, a := range actions {
			granted = append(granted, Permission{a, ScopeAll})
		}
		return granted
	}
	management := all(ReadCustomers, HandOverCustomers, ReadRequests, ReadWorkLogs, ReadReports, ManagementDecision.Action())
	return []Role{
		{SalesRep, Text{"销售代表", "Sales representative"}, []Permission{
			{ReadCustomers, ScopeTeam}, {WriteCustomers, ScopeOwn}, {HandOverCustomers, ScopeTeam}, {ReadRequests, ScopeTeam},
			{CreateProjectRequest, ScopeOwn}, {CreateExpenseRequest, ScopeOwn},
			{ReadWorkLogs, ScopeTeam}, {WriteWorkLogs, ScopeOwn},
		}},
		{Commercial, Text{"商务", "Commercial"}, append(
			all(ReadCustomers, WriteCustomers, HandOverCustomers, ReadRequests, ReadReports, CommercialReport.Action()),
			Permission{ReadWorkLogs, ScopeTeam}, Permission{WriteWorkLogs, ScopeOwn})},
		{Finance, Text{"财务", "Finance"}, append(
			all(ReadCustomers, WriteCustomers, HandOverCustomers, ReadRequests, ReadReports, FinanceReport.Action(), FinanceProcessing.Action()),
			Permission{ReadWorkLogs, ScopeTeam}, Permission{WriteWorkLogs, ScopeOwn})},
		{Manager, Text{"公司管理层", "Management"}, management},
		{GeneralManager, Text{"总经理", "General manager"}, append(all(GMSignoff.Action()), management...)},
		{Administrator, Text{"系统管理员", "Administrator"},
			all(ManageUsers, ManageRoles, ManageVariables, ManageRequests, ReadAudit)},
	}
}
