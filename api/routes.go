package api

import (
	"approvals/storage"
	"net/http"

	"approvals/workflows/approval"
)

// routes is all that the server answers, each with who may ask. Paths stand
// below /api/v1, but for those of plainRoute.
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
	route(s, "GET /settings", public, "What the company has set; without a sign-in the public part of it", s.settings)
	route(s, "GET /me", approval.Everybody, "Your account, roles and permissions", s.me)
	route(s, "PATCH /me", approval.Everybody, "Change your account", s.editMe)
	route(s, "POST /me/password", approval.Everybody, "Change your password", s.changePassword, ownKey)
	route(s, "GET /me/tokens", approval.Everybody, "Your personal tokens", s.tokens)
	route(s, "POST /me/tokens", approval.Everybody, "Make a personal token", s.createToken, created)
	route(s, "DELETE /me/tokens/{id}", approval.Everybody, "Delete a personal token", s.deleteToken)
	route(s, "GET /me/sessions", approval.Everybody, "Your sign-in sessions", s.mySessions)
	route(s, "DELETE /me/sessions/{id}", approval.Everybody, "End one of your sessions", s.endMySession)
	route(s, "GET /me/views", approval.Everybody, "Your named filters of the lists", s.views)
	route(s, "POST /me/views", approval.Everybody, "Give a filter of a list a name", s.createView, created)
	route(s, "PATCH /me/views/{id}", approval.Everybody, "Give a named filter of yours another name or filter", s.editView)
	route(s, "DELETE /me/views/{id}", approval.Everybody, "Delete a named filter of yours", s.deleteView)
	// Nobody has signed in whose key could be kept, and a link works once.
	route(s, "POST /auth/reset", public, "Set a new password with a one-time link", s.reset, ownKey)

	// Customers and what hangs on them.
	route(s, "GET /customers", approval.ReadCustomers, "Customers", s.customers)
	route(s, "POST /customers", approval.WriteCustomers, "Make a customer", s.createCustomer, created)
	route(s, "GET /customers/{id}", approval.ReadCustomers, "A customer", s.customer)
	route(s, "PATCH /customers/{id}", approval.WriteCustomers, "Change a customer", s.editCustomer)
	route(s, "GET /customers/{id}/contacts", approval.ReadCustomers, "People inside a customer", s.contacts)
	route(s, "POST /customers/{id}/contacts", approval.WriteCustomers, "Add a contact", s.createContact, created)
	route(s, "PATCH /contacts/{id}", approval.WriteCustomers, "Change a contact", s.editContact)
	route(s, "DELETE /contacts/{id}", approval.WriteCustomers, "Remove a contact", s.deleteContact)
	route(s, "GET /customers/{id}/projects", approval.ReadCustomers, "A customer's projects", s.projects)
	route(s, "POST /customers/{id}/projects", approval.WriteCustomers, "Add a project", s.createProject, created)
	route(s, "GET /projects/{id}", approval.ReadCustomers, "A project with its money", s.project)
	route(s, "PATCH /projects/{id}", approval.WriteCustomers, "Change a project", s.editProject)
	route(s, "GET /projects/{id}/competitors", approval.ReadCustomers, "Who else chases a project", s.competitors)
	route(s, "POST /projects/{id}/competitors", approval.WriteCustomers, "Add a competitor", s.createCompetitor, created)
	route(s, "PATCH /competitors/{id}", approval.WriteCustomers, "Change a competitor", s.editCompetitor)
	route(s, "DELETE /competitors/{id}", approval.WriteCustomers, "Remove a competitor", s.deleteCompetitor)
	route(s, "GET /customers/{id}/timeline", approval.ReadCustomers, "All that happened around a customer", s.timeline, described(boundWords))
	route(s, "POST /customers/{id}/notes", approval.WriteCustomers, "Put a remark into the timeline", s.addNote, created)

	route(s, "GET /projects", approval.ReadCustomers, "Projects over all customers", s.allProjects)

	// Customers: put away, handed over, found again.
	route(s, "POST /customers/{id}/archive", approval.WriteCustomers, "Put a customer away", archiveHandler(s, (*storage.Store).ArchiveCustomer))
	route(s, "POST /customers/{id}/restore", approval.WriteCustomers, "Take an archived customer out again", archiveHandler(s, (*storage.Store).RestoreCustomer))
	route(s, "GET /contacts/{id}", approval.ReadCustomers, "A contact", s.contact)
	route(s, "POST /contacts/{id}/archive", approval.WriteCustomers, "Put a contact away", archiveHandler(s, (*storage.Store).ArchiveContact))
	route(s, "POST /contacts/{id}/restore", approval.WriteCustomers, "Take an archived contact out again", archiveHandler(s, (*storage.Store).RestoreContact))
	route(s, "POST /projects/{id}/archive", approval.WriteCustomers, "Put a project away", archiveHandler(s, (*storage.Store).ArchiveProject))
	route(s, "POST /projects/{id}/restore", approval.WriteCustomers, "Take an archived project out again", archiveHandler(s, (*storage.Store).RestoreProject))
	route(s, "GET /projects/{id}/history", approval.ReadCustomers, "Every stage and status of a project", s.projectHistory)
	route(s, "POST /competitors/{id}/restore", approval.WriteCustomers, "Put a removed competitor back", archiveHandler(s, (*storage.Store).RestoreCompetitor))
	route(s, "POST /customers/hand-over", approval.HandOverCustomers, "Give customers to another owner", s.handOver)
	route(s, "POST /customers/check", approval.WriteCustomers, "Customers that a new one is likely the same as", s.checkCustomer)
	route(s, "GET /customers/{id}/overview", approval.ReadCustomers, "A customer with all that hangs on it", s.customerOverview)
	route(s, "POST /customers/import", approval.WriteCustomers, "Bring customers from a CSV or XLSX file", s.importCustomers, stream)
	route(s, "GET /customers/export", approval.ReadCustomers, "Customers as a CSV or XLSX file", s.exportCustomers, stream)
	route(s, "POST /users/import", approval.ManageUsers, "Bring accounts from a CSV or XLSX file", s.importUsers, stream,
		described(formOf[importForm]))

	// Over everything.
	route(s, "GET /search", approval.Everybody, "Customers, contacts, projects, requests and people by words, a few of each", s.search)
	route(s, "GET /home", approval.Everybody, "What you should see first, in one answer", s.home)

	// Reports.
	route(s, "GET /reports/{name}", approval.ReadReports, "What the database has added up: a table with its totals, as JSON, CSV or XLSX", s.report,
		stream, described(reportAnswer))

	// Timeline.
	route(s, "GET /timeline/kinds", approval.Everybody, "What timelines tell of, for their filter", s.timelineKinds)

	// Requests.
	route(s, "GET /requests", approval.Everybody, "Requests of both kinds", s.listRequests, described(boundWords))
	route(s, "GET /requests/{id}", approval.Everybody, "A request of either kind with all that belongs to it", s.eitherRequest)
	route(s, "DELETE /requests/{id}", approval.Everybody, "Delete a draft of yours", s.discardDraft)
	route(s, "POST /project-requests", approval.CreateProjectRequest, "Draft a project request", s.createProjectRequest, created)
	route(s, "POST /expense-requests", approval.CreateExpenseRequest, "Draft an expense request", s.createExpenseRequest, created)
	route(s, "POST /expense-requests/check", approval.CreateExpenseRequest, "Requests that a new one is likely a double of", s.checkExpense)
	route(s, "PATCH /project-requests/{id}", approval.CreateProjectRequest, "Change a draft or a returned request", s.editProjectRequest)
	route(s, "PATCH /expense-requests/{id}", approval.CreateExpenseRequest, "Change a draft or a returned request", s.editExpenseRequest)
	for _, kind := range []approval.Kind{approval.ProjectRequest, approval.ExpenseRequest} {
		path := map[approval.Kind]string{
			approval.ProjectRequest: "/project-requests/{id}", approval.ExpenseRequest: "/expense-requests/{id}",
		}[kind]
		route(s, "GET "+path, approval.Everybody, "A request with all that belongs to it", s.getRequest(kind))
		route(s, "POST "+path+"/submit", approval.Everybody, "Submit a draft, or a returned request again", s.submitRequest(kind), ownKey)
		route(s, "POST "+path+"/withdraw", approval.Everybody, "Withdraw a request that is under way", s.withdrawRequest(kind), ownKey)
	}

	// Attachments.
	route(s, "POST /requests/{id}/attachments", approval.Everybody, "Attach a file", s.uploadAttachment, created, stream, described(formOf[attachmentForm]))
	route(s, "GET /attachments/{id}", approval.Everybody, "About an attachment", s.getAttachment)
	for _, method := range []string{http.MethodGet, http.MethodHead} {
		route(s, method+" /attachments/{id}/content", approval.Everybody, "The bytes of an attachment", s.downloadAttachment, stream, described(contentAnswer))
	}
	route(s, "DELETE /attachments/{id}", approval.Everybody, "Remove an attachment that no decision has seen", s.removeAttachment)

	// Tasks.
	route(s, "GET /tasks", approval.Everybody, "Your tasks", s.listTasks)
	route(s, "GET /tasks/counts", approval.Everybody, "How much waits for you", s.taskCounts)
	route(s, "GET /tasks/{id}", approval.Everybody, "A task", s.getTask)
	route(s, "POST /tasks/{id}/claim", approval.Everybody, "Take a task that you share with others", s.claimTask)
	route(s, "POST /tasks/{id}/release", approval.Everybody, "Give a claimed task back", s.releaseTask)
	route(s, "POST /tasks/{id}/complete", approval.Everybody, "Decide a task", s.completeTask, ownKey)

	// Work logs.
	route(s, "GET /work-logs", approval.ReadWorkLogs, "Work logs", s.workLogs)
	route(s, "POST /work-logs", approval.WriteWorkLogs, "Write a work log", s.createWorkLog, created)
	route(s, "GET /work-logs/team", approval.ReadWorkLogs, "What your people did on a day or in a month, and who is missing", s.teamDays)
	route(s, "GET /work-logs/team/export", approval.ReadWorkLogs, "What your people did on a day or in a month as a CSV or XLSX file", s.exportTeam, stream)
	route(s, "GET /work-logs/{id}", approval.ReadWorkLogs, "A work log", s.workLog)
	route(s, "PATCH /work-logs/{id}", approval.WriteWorkLogs, "Change a work log of yours while it can be edited", s.editWorkLog)
	route(s, "POST /work-logs/{id}/corrections", approval.WriteWorkLogs, "Add a correction to a work log of yours", s.correctWorkLog, created)
	route(s, "GET /work-logs/{id}/comments", approval.ReadWorkLogs, "Comments on a work log", s.workLogComments)
	route(s, "POST /work-logs/{id}/comments", approval.ReadWorkLogs, "Comment on a work log", s.commentWorkLog, created)
	route(s, "POST /work-logs/{id}/photos", approval.WriteWorkLogs, "Add a photo to a work log of yours", s.uploadPhoto, created, stream, described(formOf[photoForm]))
	for _, method := range []string{http.MethodGet, http.MethodHead} {
		route(s, method+" /work-logs/{id}/photos/{photo_id}/content", approval.ReadWorkLogs, "The bytes of a photo", s.downloadPhoto, stream, described(contentAnswer))
	}

	// Notifications.
	route(s, "GET /notifications", approval.Everybody, "What you were told", s.notifications)
	route(s, "POST /notifications/read", approval.Everybody, "Note that you have read notifications", s.readNotifications)

	// Administration.
	route(s, "GET /variables", approval.ManageVariables, "Global variables", s.variables)
	route(s, "POST /variables", approval.ManageVariables, "Add a global variable", s.createVariable, created)
	route(s, "PUT /variables/{key}", approval.ManageVariables, "Set a global variable", s.setVariable)
	route(s, "DELETE /variables/{key}", approval.ManageVariables, "Remove a global variable that was added", s.removeVariable)
	route(s, "GET /variables/{key}/history", approval.ManageVariables, "Changes of a global variable", s.variableHistory)
	route(s, "GET /options", approval.Everybody, "What there is to choose from in forms", s.options)

	route(s, "GET /people", approval.Everybody, "Active people, to pick somebody", s.people)
	route(s, "GET /users", approval.ManageUsers, "Accounts", s.users)
	route(s, "POST /users", approval.ManageUsers, "Make an account", s.createUser, created)
	route(s, "GET /users/{id}", approval.ManageUsers, "An account", s.user)
	route(s, "PATCH /users/{id}", approval.ManageUsers, "Change an account, its roles, or shut it", s.editUser)
	// A preview changes nothing, so nothing has to be kept for a second try.
	route(s, "POST /users/{id}/preview", approval.ManageUsers, "What a change of roles would give and take", s.previewUser, ownKey)
	route(s, "POST /users/{id}/password-reset", approval.ManageUsers, "Make a one-time link that sets a new password", s.issueReset, created)
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
	route(s, "POST /roles/{id}/preview", approval.ManageRoles, "What a change of a role would give to whom and take", s.previewRole, ownKey)
	route(s, "GET /permissions", approval.ManageRoles, "All that a role can be allowed to do", s.permissions)

	route(s, "GET /admin/stuck", approval.ManageRequests, "Requests that do not go on by themselves", s.stuck)
	route(s, "POST /tasks/{id}/reassign", approval.ManageRequests, "Give a task to somebody else", s.reassignTask)
	route(s, "POST /admin/requests/{id}/end", approval.ManageRequests, "End a request", s.endRequest, ownKey)
	route(s, "POST /admin/requests/{id}/restart-workflow", approval.ManageRequests, "Start the workflow of a request anew", s.restartWorkflow)

	route(s, "GET /audit", approval.ReadAudit, "Administrative acts", s.audit, described(boundWords))
	route(s, "GET /audit/kinds", approval.ReadAudit, "What the audit list tells of, for its filter", s.auditKinds)
	route(s, "GET /audit/export", approval.ReadAudit, "Administrative acts as a CSV or XLSX file", s.exportAudit, stream, described(boundWords))
	// Whoever reads all customers may check their timelines as well.
	route(s, "GET /audit/verify", approval.Everybody, "Check the hash chain of a customer's timeline, or of administrative acts", s.verifyChain, heavy)
}
