package approval

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
