package approval

import "slices"

// Action is something that a role can be allowed to do.
type Action string

// The actions that permissions are about.
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
	// Everybody is the action of routes that ask for a signed-in person and
	// nothing more.
	Everybody Action = "signed_in"
)

// Scope says whose things an action reaches. A wider scope includes the
// narrower ones.
type Scope string

// The scopes, from none to all. Team is the person and the people below.
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

// Permission is an action with the scope that it is allowed for.
type Permission struct {
	Action Action `json:"action" db:"action"`
	Scope  Scope  `json:"scope" db:"scope"`
}

// Grants are all the permissions of one person, the widest scope of each.
type Grants map[Action]Scope

// Scope returns how far the person's permission for the action reaches.
func (g Grants) Scope(a Action) Scope { return g[a] }

// Allows reports whether the person may do the action at all. Everybody who
// asks has signed in, so Everybody is allowed.
func (g Grants) Allows(a Action) bool {
	return a == Everybody || g[a] != ScopeNone
}

// Actor is the person who acts, with what the person may do.
type Actor struct {
	ID     string   `json:"id"`
	Name   string   `json:"name"`
	Locale Locale   `json:"locale"`
	Roles  []string `json:"roles"`
	Grants Grants   `json:"-"`
}

// Person is the actor as events name one.
func (a Actor) Person() Person { return Person{ID: a.ID, Name: a.Name} }

// HasRole reports whether the actor holds the role.
func (a Actor) HasRole(role string) bool { return slices.Contains(a.Roles, role) }
