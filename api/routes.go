package api

import (
	"net/http"

	"approvals/storage"
	"approvals/workflows/approval"
)

// routes registers all routes with their permissions. Paths are relative to /api/v1,
// except those of plainRoute.
func (s *Server) routes() {
	// The server itself.
	plainRoute(s, "GET /healthz", s.healthz)
	plainRoute(s, "GET /readyz", s.readyz)
	plainRoute(s, "GET /metrics", s.showMetrics)
	plainRoute(s, "GET "+basePath+"/openapi.json", s.openAPI)
	plainRoute(s, "GET "+basePath+"/docs", s.docs)

	// Accounts.
	route(s, "POST /auth/login", public, "Sign in", s.login, ownKey)
	route(s, "POST /auth/logout", public, "Sign out", s.logout, ownKey)
	route(s, "GET /settings", public, "Settings of the company; only the public ones without a session", s.settings)
	route(s, "GET /me", approval.Everybody, "Your account, roles and permissions", s.me)
	route(s, "PATCH /me", approval.Everybody, "Change your account", s.editMe)
	route(s, "POST /me/password", approval.Everybody, "Change your password", s.changePassword, ownKey)
	route(s, "GET /me/tokens", approval.Everybody, "Your personal tokens", s.tokens)
	route(s, "POST /me/tokens", approval.Everybody, "Create a personal token", s.createToken, created)
	route(s, "DELETE /me/tokens/{id}", approval.Everybody, "Delete a personal token", s.deleteToken)
	route(s, "GET /me/sessions", approval.Everybody, "Your sign-in sessions", s.mySessions)
	route(s, "DELETE /me/sessions/{id}", approval.Everybody, "End one of your sessions", s.endMySession)
	route(s, "GET /me/views", approval.Everybody, "Your saved views of lists", s.views)
	route(s, "POST /me/views", approval.Everybody, "Save a view of a list", s.createView, created)
	route(s, "PATCH /me/views/{id}", approval.Everybody, "Change a saved view of yours", s.editView)
	route(s, "DELETE /me/views/{id}", approval.Everybody, "Delete a saved view of yours", s.deleteView)
	// There is no user to whom a key could belong, and a link works only once.
	route(s, "POST /auth/reset", public, "Set a new password with a one-time link", s.reset, ownKey)

	// Customers with contacts, projects and competitors.
	route(s, "GET /customers", approval.ReadCustomers, "Customers", s.customers)
	route(s, "POST /customers", approval.WriteCustomers, "Create a customer", s.createCustomer, created)
	route(s, "GET /customers/{id}", approval.ReadCustomers, "A customer", s.customer)
	route(s, "PATCH /customers/{id}", approval.WriteCustomers, "Change a customer", s.editCustomer)
	route(s, "GET /customers/{id}/contacts", approval.ReadCustomers, "Contacts of a customer", s.contacts)
	route(s, "POST /customers/{id}/contacts", approval.WriteCustomers, "Add a contact", s.createContact, created)
	route(s, "PATCH /contacts/{id}", approval.WriteCustomers, "Change a contact", s.editContact)
	route(s, "DELETE /contacts/{id}", approval.WriteCustomers, "Remove a contact", s.deleteContact)
	route(s, "GET /customers/{id}/projects", approval.ReadCustomers, "A customer's projects", s.projects)
	route(s, "POST /customers/{id}/projects", approval.WriteCustomers, "Add a project", s.createProject, created)
	route(s, "GET /projects/{id}", approval.ReadCustomers, "A project with its budget", s.project)
	route(s, "PATCH /projects/{id}", approval.WriteCustomers, "Change a project", s.editProject)
	route(s, "GET /projects/{id}/competitors", approval.ReadCustomers, "Competitors of a project", s.competitors)
	route(s, "POST /projects/{id}/competitors", approval.WriteCustomers, "Add a competitor", s.createCompetitor, created)
	route(s, "PATCH /competitors/{id}", approval.WriteCustomers, "Change a competitor", s.editCompetitor)
	route(s, "DELETE /competitors/{id}", approval.WriteCustomers, "Remove a competitor", s.deleteCompetitor)
	route(s, "GET /customers/{id}/timeline", approval.ReadCustomers, "Timeline of a customer", s.timeline, described(limitFilterValues))
	route(s, "POST /customers/{id}/notes", approval.WriteCustomers, "Add a note to the timeline", s.addNote, created)

	route(s, "GET /projects", approval.ReadCustomers, "Projects of all customers", s.allProjects)

	// Customers: archived, handed over, imported, searched.
	route(s, "POST /customers/{id}/archive", approval.WriteCustomers, "Archive a customer", archiveHandler(s, (*storage.Store).ArchiveCustomer))
	route(s, "POST /customers/{id}/restore", approval.WriteCustomers, "Restore a customer", archiveHandler(s, (*storage.Store).RestoreCustomer))
	route(s, "GET /contacts/{id}", approval.ReadCustomers, "A contact", s.contact)
	route(s, "POST /contacts/{id}/archive", approval.WriteCustomers, "Archive a contact", archiveHandler(s, (*storage.Store).ArchiveContact))
	route(s, "POST /contacts/{id}/restore", approval.WriteCustomers, "Restore a contact", archiveHandler(s, (*storage.Store).RestoreContact))
	route(s, "POST /projects/{id}/archive", approval.WriteCustomers, "Archive a project", archiveHandler(s, (*storage.Store).ArchiveProject))
	route(s, "POST /projects/{id}/restore", approval.WriteCustomers, "Restore a project", archiveHandler(s, (*storage.Store).RestoreProject))
	route(s, "GET /projects/{id}/history", approval.ReadCustomers, "Stage and status history of a project", s.projectHistory)
	route(s, "POST /competitors/{id}/restore", approval.WriteCustomers, "Restore a competitor", archiveHandler(s, (*storage.Store).RestoreCompetitor))
	route(s, "POST /customers/hand-over", approval.HandOverCustomers, "Hand customers over to another owner", s.handOver)
	route(s, "POST /customers/check", approval.WriteCustomers, "Check a new customer for likely duplicates", s.checkCustomer)
	route(s, "GET /customers/{id}/overview", approval.ReadCustomers, "A customer with contacts, projects, open requests and latest events", s.customerOverview)
	route(s, "POST /customers/import", approval.WriteCustomers, "Import customers from a CSV or XLSX file", s.importCustomers, stream)
	route(s, "GET /customers/export", approval.ReadCustomers, "Export customers as CSV or XLSX", s.exportCustomers, stream)
	route(s, "POST /users/import", approval.ManageUsers, "Import accounts from a CSV or XLSX file", s.importUsers, stream,
		described(describeForm[importForm]))

	// Search and home page.
	route(s, "GET /search", approval.Everybody, "Search customers, contacts, projects, requests and people, a few of each", s.search)
	route(s, "GET /home", approval.Everybody, "The blocks of your home page", s.home)

	// Reports.
	route(s, "GET /reports/{name}", approval.ReadReports, "A report with its totals, as JSON, CSV or XLSX", s.report,
		stream, described(describeReport))

	// Timeline.
	route(s, "GET /timeline/kinds", approval.Everybody, "Kinds of timeline events, for filters", s.timelineKinds)

	// Requests.
	route(s, "GET /requests", approval.Everybody, "Requests of both kinds", s.listRequests, described(limitFilterValues))
	route(s, "GET /requests/{id}", approval.Everybody, "A request with its tasks, decisions, attachments and events", s.anyRequest)
	route(s, "DELETE /requests/{id}", approval.Everybody, "Delete a draft of yours", s.discardDraft)
	route(s, "POST /project-requests", approval.CreateProjectRequest, "Draft a project request; on an approved project, a revision of its budget", s.createProjectRequest, created)
	route(s, "POST /expense-requests", approval.CreateExpenseRequest, "Draft an expense request", s.createExpenseRequest, created)
	route(s, "POST /expense-requests/check", approval.CreateExpenseRequest, "Check a new expense request for likely duplicates", s.checkExpense)
	route(s, "PATCH /project-requests/{id}", approval.CreateProjectRequest, "Change a draft or a returned request", s.editProjectRequest)
	route(s, "PATCH /expense-requests/{id}", approval.CreateExpenseRequest, "Change a draft or a returned request", s.editExpenseRequest)
	for _, kind := range []approval.Kind{approval.ProjectRequest, approval.ExpenseRequest} {
		path := map[approval.Kind]string{
			approval.ProjectRequest: "/project-requests/{id}", approval.ExpenseRequest: "/expense-requests/{id}",
		}[kind]
		route(s, "GET "+path, approval.Everybody, "A request with its tasks, decisions, attachments and events", s.getRequest(kind))
		route(s, "POST "+path+"/submit", approval.Everybody, "Submit a draft or resubmit a returned request", s.submitRequest(kind), ownKey, described(describeSubmission))
		route(s, "POST "+path+"/withdraw", approval.Everybody, "Withdraw a request that is in progress", s.withdrawRequest(kind), ownKey)
	}

	// Attachments.
	route(s, "POST /requests/{id}/attachments", approval.Everybody, "Attach a file", s.uploadAttachment, created, stream, described(describeForm[attachmentForm]))
	route(s, "GET /attachments/{id}", approval.Everybody, "Metadata of an attachment", s.getAttachment)
	for _, method := range []string{http.MethodGet, http.MethodHead} {
		route(s, method+" /attachments/{id}/content", approval.Everybody, "Download an attachment", s.downloadAttachment, stream, described(describeContent))
	}
	route(s, "DELETE /attachments/{id}", approval.Everybody, "Delete an attachment that no decision refers to", s.removeAttachment)

	// Tasks.
	route(s, "GET /tasks", approval.Everybody, "Your tasks", s.listTasks)
	route(s, "GET /tasks/counts", approval.Everybody, "Counts of your open tasks", s.taskCounts)
	route(s, "GET /tasks/{id}", approval.Everybody, "A task", s.getTask)
	route(s, "POST /tasks/{id}/claim", approval.Everybody, "Claim a task that you share with others", s.claimTask)
	route(s, "POST /tasks/{id}/release", approval.Everybody, "Release a claimed task", s.releaseTask)
	route(s, "POST /tasks/{id}/complete", approval.Everybody, "Decide a task", s.completeTask, ownKey)

	// Work logs.
	route(s, "GET /work-logs", approval.ReadWorkLogs, "Work logs", s.workLogs)
	route(s, "POST /work-logs", approval.WriteWorkLogs, "Write a work log", s.createWorkLog, created)
	route(s, "GET /work-logs/team", approval.ReadWorkLogs, "Work logs of your team on a day or in a month, and who is missing", s.teamDays)
	route(s, "GET /work-logs/team/export", approval.ReadWorkLogs, "Export the work logs of your team as CSV or XLSX", s.exportTeam, stream)
	route(s, "GET /work-logs/{id}", approval.ReadWorkLogs, "A work log", s.workLog)
	route(s, "PATCH /work-logs/{id}", approval.WriteWorkLogs, "Change a work log of yours while it can be edited", s.editWorkLog)
	route(s, "POST /work-logs/{id}/corrections", approval.WriteWorkLogs, "Add a correction to a work log of yours", s.correctWorkLog, created)
	route(s, "GET /work-logs/{id}/comments", approval.ReadWorkLogs, "Comments on a work log", s.workLogComments)
	route(s, "POST /work-logs/{id}/comments", approval.ReadWorkLogs, "Comment on a work log", s.commentWorkLog, created)
	route(s, "POST /work-logs/{id}/photos", approval.WriteWorkLogs, "Add a photo to a work log of yours", s.uploadPhoto, created, stream, described(describeForm[photoForm]))
	for _, method := range []string{http.MethodGet, http.MethodHead} {
		route(s, method+" /work-logs/{id}/photos/{photo_id}/content", approval.ReadWorkLogs, "Download a photo", s.downloadPhoto, stream, described(describeContent))
	}

	// Notifications.
	route(s, "GET /notifications", approval.Everybody, "Your notifications", s.notifications)
	route(s, "POST /notifications/read", approval.Everybody, "Mark notifications as read", s.readNotifications)

	// Administration.
	route(s, "GET /variables", approval.ManageVariables, "Global variables", s.variables)
	route(s, "POST /variables", approval.ManageVariables, "Add a global variable", s.createVariable, created)
	route(s, "PUT /variables/{key}", approval.ManageVariables, "Set a global variable", s.setVariable)
	route(s, "DELETE /variables/{key}", approval.ManageVariables, "Delete a custom global variable", s.removeVariable)
	route(s, "GET /variables/{key}/history", approval.ManageVariables, "Changes of a global variable", s.variableHistory)
	route(s, "GET /options", approval.Everybody, "Option lists for forms", s.options)

	route(s, "GET /people", approval.Everybody, "Active people, to choose from", s.people)
	route(s, "GET /users", approval.ManageUsers, "Accounts", s.users)
	route(s, "POST /users", approval.ManageUsers, "Create an account", s.createUser, created)
	route(s, "GET /users/{id}", approval.ManageUsers, "An account", s.user)
	route(s, "PATCH /users/{id}", approval.ManageUsers, "Change an account or its roles, deactivate or reactivate it", s.editUser)
	// A preview changes nothing, so it needs no idempotency.
	route(s, "POST /users/{id}/preview", approval.ManageUsers, "Preview a change of somebody's roles", s.previewUser, ownKey)
	route(s, "GET /users/{id}/responsibilities", approval.ManageUsers, "What would be left without its holder if somebody is deactivated", s.responsibilities)
	route(s, "POST /users/{id}/password-reset", approval.ManageUsers, "Create a one-time link for setting a new password", s.issueReset, created)
	route(s, "GET /users/{id}/sessions", approval.ManageUsers, "Somebody's sign-in sessions", s.userSessions)
	route(s, "DELETE /users/{id}/sessions/{session_id}", approval.ManageUsers, "End somebody's session", s.endUserSession)
	route(s, "GET /users/{id}/tokens", approval.ManageUsers, "Somebody's personal tokens", s.userTokens)
	route(s, "DELETE /users/{id}/tokens/{token_id}", approval.ManageUsers, "Revoke somebody's personal token", s.revokeUserToken)
	route(s, "GET /departments", approval.ManageUsers, "Departments", s.departments)
	route(s, "POST /departments", approval.ManageUsers, "Add a department", s.createDepartment, created)
	route(s, "PATCH /departments/{id}", approval.ManageUsers, "Change, move or archive a department", s.editDepartment)
	route(s, "GET /roles", approval.ManageRoles, "Roles with their permissions", s.roles)
	route(s, "POST /roles", approval.ManageRoles, "Add a role", s.createRole, created)
	route(s, "PATCH /roles/{id}", approval.ManageRoles, "Change a role", s.editRole)
	route(s, "POST /roles/{id}/preview", approval.ManageRoles, "Preview a change of a role", s.previewRole, ownKey)
	route(s, "GET /permissions", approval.ManageRoles, "Permissions that a role can have", s.permissions)

	route(s, "GET /admin/stuck", approval.ManageRequests, "Requests that are stuck", s.stuck)
	route(s, "POST /tasks/{id}/reassign", approval.ManageRequests, "Reassign a task", s.reassignTask)
	route(s, "POST /admin/requests/{id}/end", approval.ManageRequests, "End a request", s.endRequest, ownKey)
	route(s, "POST /admin/requests/{id}/restart-workflow", approval.ManageRequests, "Restart the workflow of a request", s.restartWorkflow)

	route(s, "GET /audit", approval.ReadAudit, "Administrative acts", s.audit, described(limitFilterValues))
	route(s, "GET /audit/kinds", approval.ReadAudit, "Kinds of audit events, for filters", s.auditKinds)
	route(s, "GET /audit/export", approval.ReadAudit, "Export administrative acts as CSV or XLSX", s.exportAudit, stream, described(limitFilterValues))
	// Users who may read all customers may verify their timelines as well.
	route(s, "GET /audit/verify", approval.Everybody, "Verify the hash chain of a customer's timeline, or of administrative acts", s.verifyChain, heavy)
}
