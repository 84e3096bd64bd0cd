// Made by npm run types from the API document; do not edit.
export interface paths {
    "/admin/requests/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a request
         * @description Permission: request.manage
         */
        post: operations["post-admin-requests-by-id-end"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/requests/{id}/restart-workflow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restart the workflow of a request
         * @description Permission: request.manage
         */
        post: operations["post-admin-requests-by-id-restart-workflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/admin/stuck": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Requests that are stuck
         * @description Permission: request.manage
         */
        get: operations["get-admin-stuck"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/attachments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Metadata of an attachment
         * @description Permission: signed_in
         */
        get: operations["get-attachments-by-id"];
        put?: never;
        post?: never;
        /**
         * Delete an attachment that no decision refers to
         * @description Permission: signed_in
         */
        delete: operations["delete-attachments-by-id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/attachments/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download an attachment
         * @description Permission: signed_in
         */
        get: operations["get-attachments-by-id-content"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        /**
         * Download an attachment
         * @description Permission: signed_in
         */
        head: operations["head-attachments-by-id-content"];
        patch?: never;
        trace?: never;
    };
    "/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Administrative acts
         * @description Permission: audit.read
         */
        get: operations["get-audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export administrative acts as CSV or XLSX
         * @description Permission: audit.read
         */
        get: operations["get-audit-export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Kinds of audit events, for filters
         * @description Permission: audit.read
         */
        get: operations["get-audit-kinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Verify the hash chain of a customer's timeline, or of administrative acts
         * @description Permission: signed_in
         */
        get: operations["get-audit-verify"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in */
        post: operations["post-auth-login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out */
        post: operations["post-auth-logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a new password with a one-time link */
        post: operations["post-auth-reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/competitors/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a competitor
         * @description Permission: customer.write
         */
        delete: operations["delete-competitors-by-id"];
        options?: never;
        head?: never;
        /**
         * Change a competitor
         * @description Permission: customer.write
         */
        patch: operations["patch-competitors-by-id"];
        trace?: never;
    };
    "/competitors/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a competitor
         * @description Permission: customer.write
         */
        post: operations["post-competitors-by-id-restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contacts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A contact
         * @description Permission: customer.read
         */
        get: operations["get-contacts-by-id"];
        put?: never;
        post?: never;
        /**
         * Remove a contact
         * @description Permission: customer.write
         */
        delete: operations["delete-contacts-by-id"];
        options?: never;
        head?: never;
        /**
         * Change a contact
         * @description Permission: customer.write
         */
        patch: operations["patch-contacts-by-id"];
        trace?: never;
    };
    "/contacts/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Archive a contact
         * @description Permission: customer.write
         */
        post: operations["post-contacts-by-id-archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/contacts/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a contact
         * @description Permission: customer.write
         */
        post: operations["post-contacts-by-id-restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Customers
         * @description Permission: customer.read
         */
        get: operations["get-customers"];
        put?: never;
        /**
         * Create a customer
         * @description Permission: customer.write
         */
        post: operations["post-customers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/customers/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a new customer for likely duplicates
         * @description Permission: customer.write
         */
        post: operations["post-customers-check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/customers/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export customers as CSV or XLSX
         * @description Permission: customer.read
         */
        get: operations["get-customers-export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/customers/hand-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand customers over to another owner
         * @description Permission: customer.hand_over
         */
        post: operations["post-customers-hand-over"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/customers/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import customers from a CSV or XLSX file
         * @description Permission: customer.write
         */
        post: operations["post-customers-import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/customers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A customer
         * @description Permission: customer.read
         */
        get: operations["get-customers-by-id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a customer
         * @description Permission: customer.write
         */
        patch: operations["patch-customers-by-id"];
        trace?: never;
    };
    "/customers/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Archive a customer
         * @description Permission: customer.write
         */
        post: operations["post-customers-by-id-archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/customers/{id}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Contacts of a customer
         * @description Permission: customer.read
         */
        get: operations["get-customers-by-id-contacts"];
        put?: never;
        /**
         * Add a contact
         * @description Permission: customer.write
         */
        post: operations["post-customers-by-id-contacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/customers/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a note to the timeline
         * @description Permission: customer.write
         */
        post: operations["post-customers-by-id-notes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/customers/{id}/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A customer with contacts, projects, open requests and latest events
         * @description Permission: customer.read
         */
        get: operations["get-customers-by-id-overview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/customers/{id}/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A customer's projects
         * @description Permission: customer.read
         */
        get: operations["get-customers-by-id-projects"];
        put?: never;
        /**
         * Add a project
         * @description Permission: customer.write
         */
        post: operations["post-customers-by-id-projects"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/customers/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a customer
         * @description Permission: customer.write
         */
        post: operations["post-customers-by-id-restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/customers/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Timeline of a customer
         * @description Permission: customer.read
         */
        get: operations["get-customers-by-id-timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/departments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Departments
         * @description Permission: user.manage
         */
        get: operations["get-departments"];
        put?: never;
        /**
         * Add a department
         * @description Permission: user.manage
         */
        post: operations["post-departments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/departments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change, move or archive a department
         * @description Permission: user.manage
         */
        patch: operations["patch-departments-by-id"];
        trace?: never;
    };
    "/expense-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Draft an expense request
         * @description Permission: expense_request.create
         */
        post: operations["post-expense-requests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/expense-requests/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a new expense request for likely duplicates
         * @description Permission: expense_request.create
         */
        post: operations["post-expense-requests-check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/expense-requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A request with its tasks, decisions, attachments and events
         * @description Permission: signed_in
         */
        get: operations["get-expense-requests-by-id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a draft or a returned request
         * @description Permission: expense_request.create
         */
        patch: operations["patch-expense-requests-by-id"];
        trace?: never;
    };
    "/expense-requests/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit a draft or resubmit a returned request
         * @description Permission: signed_in
         */
        post: operations["post-expense-requests-by-id-submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/expense-requests/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw a request that is in progress
         * @description Permission: signed_in
         */
        post: operations["post-expense-requests-by-id-withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/home": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The blocks of your home page
         * @description Permission: signed_in
         */
        get: operations["get-home"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your account, roles and permissions
         * @description Permission: signed_in
         */
        get: operations["get-me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change your account
         * @description Permission: signed_in
         */
        patch: operations["patch-me"];
        trace?: never;
    };
    "/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change your password
         * @description Permission: signed_in
         */
        post: operations["post-me-password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your sign-in sessions
         * @description Permission: signed_in
         */
        get: operations["get-me-sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one of your sessions
         * @description Permission: signed_in
         */
        delete: operations["delete-me-sessions-by-id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your personal tokens
         * @description Permission: signed_in
         */
        get: operations["get-me-tokens"];
        put?: never;
        /**
         * Create a personal token
         * @description Permission: signed_in
         */
        post: operations["post-me-tokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a personal token
         * @description Permission: signed_in
         */
        delete: operations["delete-me-tokens-by-id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your saved views of lists
         * @description Permission: signed_in
         */
        get: operations["get-me-views"];
        put?: never;
        /**
         * Save a view of a list
         * @description Permission: signed_in
         */
        post: operations["post-me-views"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/me/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a saved view of yours
         * @description Permission: signed_in
         */
        delete: operations["delete-me-views-by-id"];
        options?: never;
        head?: never;
        /**
         * Change a saved view of yours
         * @description Permission: signed_in
         */
        patch: operations["patch-me-views-by-id"];
        trace?: never;
    };
    "/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your notifications
         * @description Permission: signed_in
         */
        get: operations["get-notifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark notifications as read
         * @description Permission: signed_in
         */
        post: operations["post-notifications-read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Option lists for forms
         * @description Permission: signed_in
         */
        get: operations["get-options"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Active people, to choose from
         * @description Permission: signed_in
         */
        get: operations["get-people"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Permissions that a role can have
         * @description Permission: role.manage
         */
        get: operations["get-permissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Draft a project request; on an approved project, a revision of its budget
         * @description Permission: project_request.create
         */
        post: operations["post-project-requests"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project-requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A request with its tasks, decisions, attachments and events
         * @description Permission: signed_in
         */
        get: operations["get-project-requests-by-id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a draft or a returned request
         * @description Permission: project_request.create
         */
        patch: operations["patch-project-requests-by-id"];
        trace?: never;
    };
    "/project-requests/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submit a draft or resubmit a returned request
         * @description Permission: signed_in
         */
        post: operations["post-project-requests-by-id-submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/project-requests/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw a request that is in progress
         * @description Permission: signed_in
         */
        post: operations["post-project-requests-by-id-withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Projects of all customers
         * @description Permission: customer.read
         */
        get: operations["get-projects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A project with its budget
         * @description Permission: customer.read
         */
        get: operations["get-projects-by-id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a project
         * @description Permission: customer.write
         */
        patch: operations["patch-projects-by-id"];
        trace?: never;
    };
    "/projects/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Archive a project
         * @description Permission: customer.write
         */
        post: operations["post-projects-by-id-archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{id}/competitors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Competitors of a project
         * @description Permission: customer.read
         */
        get: operations["get-projects-by-id-competitors"];
        put?: never;
        /**
         * Add a competitor
         * @description Permission: customer.write
         */
        post: operations["post-projects-by-id-competitors"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stage and status history of a project
         * @description Permission: customer.read
         */
        get: operations["get-projects-by-id-history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/projects/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a project
         * @description Permission: customer.write
         */
        post: operations["post-projects-by-id-restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A report with its totals, as JSON, CSV or XLSX
         * @description Permission: report.read
         */
        get: operations["get-reports-by-name"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Requests of both kinds
         * @description Permission: signed_in
         */
        get: operations["get-requests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A request with its tasks, decisions, attachments and events
         * @description Permission: signed_in
         */
        get: operations["get-requests-by-id"];
        put?: never;
        post?: never;
        /**
         * Delete a draft of yours
         * @description Permission: signed_in
         */
        delete: operations["delete-requests-by-id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/requests/{id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Attach a file
         * @description Permission: signed_in
         */
        post: operations["post-requests-by-id-attachments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Roles with their permissions
         * @description Permission: role.manage
         */
        get: operations["get-roles"];
        put?: never;
        /**
         * Add a role
         * @description Permission: role.manage
         */
        post: operations["post-roles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a role
         * @description Permission: role.manage
         */
        patch: operations["patch-roles-by-id"];
        trace?: never;
    };
    "/roles/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview a change of a role
         * @description Permission: role.manage
         */
        post: operations["post-roles-by-id-preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Search customers, contacts, projects, requests and people, a few of each
         * @description Permission: signed_in
         */
        get: operations["get-search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Settings of the company; only the public ones without a session */
        get: operations["get-settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your tasks
         * @description Permission: signed_in
         */
        get: operations["get-tasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tasks/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts of your open tasks
         * @description Permission: signed_in
         */
        get: operations["get-tasks-counts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A task
         * @description Permission: signed_in
         */
        get: operations["get-tasks-by-id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tasks/{id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Claim a task that you share with others
         * @description Permission: signed_in
         */
        post: operations["post-tasks-by-id-claim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tasks/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide a task
         * @description Permission: signed_in
         */
        post: operations["post-tasks-by-id-complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tasks/{id}/reassign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reassign a task
         * @description Permission: request.manage
         */
        post: operations["post-tasks-by-id-reassign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tasks/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Release a claimed task
         * @description Permission: signed_in
         */
        post: operations["post-tasks-by-id-release"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/timeline/kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Kinds of timeline events, for filters
         * @description Permission: signed_in
         */
        get: operations["get-timeline-kinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Accounts
         * @description Permission: user.manage
         */
        get: operations["get-users"];
        put?: never;
        /**
         * Create an account
         * @description Permission: user.manage
         */
        post: operations["post-users"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import accounts from a CSV or XLSX file
         * @description Permission: user.manage
         */
        post: operations["post-users-import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An account
         * @description Permission: user.manage
         */
        get: operations["get-users-by-id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change an account or its roles, deactivate or reactivate it
         * @description Permission: user.manage
         */
        patch: operations["patch-users-by-id"];
        trace?: never;
    };
    "/users/{id}/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a one-time link for setting a new password
         * @description Permission: user.manage
         */
        post: operations["post-users-by-id-password-reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview a change of somebody's roles
         * @description Permission: user.manage
         */
        post: operations["post-users-by-id-preview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/responsibilities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What would be left without its holder if somebody is deactivated
         * @description Permission: user.manage
         */
        get: operations["get-users-by-id-responsibilities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Somebody's sign-in sessions
         * @description Permission: user.manage
         */
        get: operations["get-users-by-id-sessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End somebody's session
         * @description Permission: user.manage
         */
        delete: operations["delete-users-by-id-sessions-by-session-id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Somebody's personal tokens
         * @description Permission: user.manage
         */
        get: operations["get-users-by-id-tokens"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}/tokens/{token_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke somebody's personal token
         * @description Permission: user.manage
         */
        delete: operations["delete-users-by-id-tokens-by-token-id"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/variables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Global variables
         * @description Permission: variable.manage
         */
        get: operations["get-variables"];
        put?: never;
        /**
         * Add a global variable
         * @description Permission: variable.manage
         */
        post: operations["post-variables"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/variables/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set a global variable
         * @description Permission: variable.manage
         */
        put: operations["put-variables-by-key"];
        post?: never;
        /**
         * Delete a custom global variable
         * @description Permission: variable.manage
         */
        delete: operations["delete-variables-by-key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/variables/{key}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Changes of a global variable
         * @description Permission: variable.manage
         */
        get: operations["get-variables-by-key-history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Work logs
         * @description Permission: work_log.read
         */
        get: operations["get-work-logs"];
        put?: never;
        /**
         * Write a work log
         * @description Permission: work_log.write
         */
        post: operations["post-work-logs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-logs/team": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Work logs of your team on a day or in a month, and who is missing
         * @description Permission: work_log.read
         */
        get: operations["get-work-logs-team"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-logs/team/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export the work logs of your team as CSV or XLSX
         * @description Permission: work_log.read
         */
        get: operations["get-work-logs-team-export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-logs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A work log
         * @description Permission: work_log.read
         */
        get: operations["get-work-logs-by-id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a work log of yours while it can be edited
         * @description Permission: work_log.write
         */
        patch: operations["patch-work-logs-by-id"];
        trace?: never;
    };
    "/work-logs/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Comments on a work log
         * @description Permission: work_log.read
         */
        get: operations["get-work-logs-by-id-comments"];
        put?: never;
        /**
         * Comment on a work log
         * @description Permission: work_log.read
         */
        post: operations["post-work-logs-by-id-comments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-logs/{id}/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a correction to a work log of yours
         * @description Permission: work_log.write
         */
        post: operations["post-work-logs-by-id-corrections"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-logs/{id}/photos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a photo to a work log of yours
         * @description Permission: work_log.write
         */
        post: operations["post-work-logs-by-id-photos"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/work-logs/{id}/photos/{photo_id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download a photo
         * @description Permission: work_log.read
         */
        get: operations["get-work-logs-by-id-photos-by-photo-id-content"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        /**
         * Download a photo
         * @description Permission: work_log.read
         */
        head: operations["head-work-logs-by-id-photos-by-photo-id-content"];
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ActionInfo: {
            action: string;
            description: components["schemas"]["Text"];
            /** @description Supported scopes from narrow to wide */
            scopes: string[];
        };
        Attachment: {
            /** @description Detected from the content */
            content_type: string;
            /** Format: uuid */
            id: string;
            /** @description File name at upload */
            name: string;
            /** @enum {string} */
            purpose: "feasibility_report" | "budget_report" | "receipt" | "other";
            purpose_label: components["schemas"]["Text"];
            /** Format: uuid */
            request_id: string;
            /** @description Hexadecimal */
            sha256: string;
            /**
             * Format: int64
             * @description Size in bytes
             */
            size: number;
            /** Format: date-time */
            uploaded_at: string;
            uploaded_by: components["schemas"]["Person"];
        };
        AttachmentFormInput: {
            /**
             * Format: binary
             * @description With its name; must be the last field
             */
            file: string;
            /**
             * @description Must precede the file
             * @enum {string}
             */
            purpose: "feasibility_report" | "budget_report" | "receipt" | "other";
        };
        AuditActor: {
            /**
             * Format: uuid
             * @description null: the program itself, as on the command line
             */
            id: string | null;
            name: string;
        };
        AuditEventInput: {
            actor: components["schemas"]["AuditActor"];
            /** Format: date-time */
            at: string;
            changes: {
                [key: string]: components["schemas"]["Change"];
            };
            /** @description Labels of the changed fields */
            field_labels: {
                [key: string]: components["schemas"]["Text"];
            };
            /** @description SHA-256 over this event and prev_hash */
            hash: string;
            /** Format: uuid */
            id: string;
            /** @description Such as user.updated */
            kind: string;
            /** @description Label of the kind */
            kind_label: components["schemas"]["Text"];
            /** @description Hash of the event before; empty for the first */
            prev_hash: string;
            /**
             * Format: int64
             * @description Place in the chain, from 1
             */
            seq: number;
            subject: components["schemas"]["AuditSubject"];
            /** @description Label of the object that was changed */
            subject_label: components["schemas"]["Text"];
            summary: components["schemas"]["Text"];
            /** @description Labels of the codes in the changes, by field and code: roles, actions, scopes, statuses, steps */
            value_labels: {
                [key: string]: {
                    [key: string]: components["schemas"]["Text"];
                };
            };
        };
        AuditSubject: {
            /** @description An id, or the key of a global variable */
            id: string;
            label: string;
            /** @description Such as user, role, department, variable */
            type: string;
        };
        BothLanguages: {
            en: string;
            "zh-CN": string;
        };
        BothLanguagesInput: {
            en: string;
            "zh-CN": string;
        };
        Break: {
            /** Format: uuid */
            event_id?: string;
            /** @enum {string} */
            problem: "altered" | "removed" | "inserted" | "head_mismatch";
            /**
             * Format: int64
             * @description Place in the chain
             */
            seq: number;
            /** @description The problem in words */
            text: components["schemas"]["Text"];
        };
        BudgetRevision: {
            /** @description Total of this request's budget report; absent until it is filed */
            after?: components["schemas"]["Money"];
            /** @description The approved budget that this request is to replace */
            before: components["schemas"]["Money"];
            /** @description Spent and reserved amounts, under which the budget cannot go; only in details */
            committed?: components["schemas"]["Money"];
        };
        BudgetView: {
            /** @description The project's budget */
            approved?: components["schemas"]["Money"];
            /** @description Remaining budget, negative if it is exceeded; absent without a budget */
            left?: components["schemas"]["Money"];
            /** @description Whether this request exceeds the budget */
            over: boolean;
            /** @description Paid amount */
            spent: components["schemas"]["Money"];
            /** @description Amount of this request */
            this: components["schemas"]["Money"];
            /** @description Reserved by other open requests */
            waiting: components["schemas"]["Money"];
        };
        CalendarDay: {
            date: string;
            name: string;
        };
        Change: {
            after: unknown;
            before: unknown;
        };
        CheckCustomerInputBody: {
            /** @description Name or phone is required, or both */
            name?: string;
            /** @description Of a contact */
            phone?: string;
        };
        CheckCustomerOutputBody: {
            /** @description Best matches first, at most 20 */
            items: components["schemas"]["LikelyDouble"][];
        };
        CheckExpenseInputBody: {
            /** @description Compared together with category and spent_on, if all three are given */
            amount?: components["schemas"]["MoneyInput"];
            category?: string;
            /**
             * Format: uuid
             * @description Your expense request that is being edited; it is not a duplicate of itself
             */
            request_id?: string;
            /** @description Hashes of the files that are or will be attached */
            sha256?: string[];
            /** Format: date */
            spent_on?: string;
        };
        CheckExpenseOutputBody: {
            /** @description Those that you may see first, the newest first, at most 20; only a warning */
            items: components["schemas"]["LikelyDuplicate"][];
        };
        ClosedTask: {
            /** Format: date-time */
            at: string;
            by?: components["schemas"]["Person"];
            /** Format: uuid */
            id: string;
            outcome?: string;
            outcome_label?: components["schemas"]["Text"];
            state: string;
            state_label: components["schemas"]["Text"];
        };
        Comment: {
            author: components["schemas"]["Person"];
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            text: string;
        };
        CommentInputBody: {
            text: string;
        };
        Competitor: {
            company: string;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description null if not removed
             */
            deleted_at: string | null;
            /** Format: uuid */
            id: string;
            offer: string;
            outcome: string;
            price: components["schemas"]["Money"] | null;
            /** Format: uuid */
            project_id: string;
            strengths: string;
            threat: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
            weaknesses: string;
        };
        CompleteTaskInputBody: {
            /** @description Required to reject or return */
            comment?: string;
            data?: components["schemas"]["DecisionDataInput"];
            /**
             * @description One of the task's outcomes
             * @enum {string}
             */
            outcome: "complete" | "approve" | "reject" | "return" | "resubmit" | "withdraw";
            /**
             * @description To whom the request is returned
             * @enum {string}
             */
            return_to?: "requester" | "commercial_report" | "finance_report";
            /**
             * Format: int64
             * @description The content revision of the request that was shown
             */
            revision: number;
        };
        CompleteTaskOutputBody: {
            request: components["schemas"]["RequestDetail"];
            task: components["schemas"]["Task"];
        };
        Contact: {
            /**
             * Format: date-time
             * @description null if not archived
             */
            archived_at: string | null;
            attitude: string;
            /** Format: date */
            birthday: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            customer_id: string;
            decision_role: string;
            department: string;
            email: string;
            /** Format: uuid */
            id: string;
            name: string;
            phone: string;
            relationship: string;
            /** Format: uuid */
            reports_to_id: string | null;
            title: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        CorrectWorkLogInputBody: {
            /** @description Fields as they should have been */
            fields?: components["schemas"]["CorrectedFields"];
            /** @description What was wrong */
            text: string;
        };
        CorrectedFields: {
            content?: string;
            /**
             * @description Decimal number of hours from 0 to 24, in quarters of an hour, never a float
             * @example 7.5
             */
            hours?: string;
            /** @enum {string} */
            kind?: "visit" | "call" | "meeting" | "bid" | "office" | "other";
            next_step?: string;
            place?: string;
            result?: string;
            /**
             * Format: date
             * @description Not in the future
             */
            work_date?: string;
        };
        Correction: {
            author: components["schemas"]["Person"];
            /** Format: date-time */
            created_at: string;
            /** @description The corrected fields */
            fields: components["schemas"]["CorrectionFields"];
            /** Format: uuid */
            id: string;
            text: string;
        };
        CorrectionFields: {
            content?: string;
            hours?: string;
            /** @enum {string} */
            kind?: "visit" | "call" | "meeting" | "bid" | "office" | "other";
            /** @description Label of the kind */
            kind_label?: components["schemas"]["Text"];
            next_step?: string;
            place?: string;
            result?: string;
            /** Format: date */
            work_date?: string;
        };
        CreateCompetitorInputBody: {
            company: string;
            offer?: string;
            outcome?: string;
            price?: {
                /**
                 * @description Decimal amount, never a float
                 * @example 1280.50
                 */
                amount: string;
                /**
                 * @description ISO 4217 code
                 * @default CNY
                 * @example CNY
                 */
                currency: string;
            } | null;
            strengths?: string;
            threat?: string;
            weaknesses?: string;
        };
        CreateContactInputBody: {
            attitude?: string;
            /** Format: date */
            birthday?: string | null;
            /** @description Role in the customer's decision */
            decision_role?: string;
            department?: string;
            email?: string;
            name: string;
            phone?: string;
            relationship?: string;
            /**
             * Format: uuid
             * @description Another contact of the customer
             */
            reports_to_id?: string | null;
            title?: string;
        };
        CreateCustomerInputBody: {
            address?: string;
            industry?: string;
            level?: string;
            name: string;
            /**
             * Format: uuid
             * @description Absent in a new customer: the caller
             */
            owner_id?: string;
            region?: string;
            source?: string;
        };
        CreateDepartmentInputBody: {
            name: string;
            /**
             * Format: uuid
             * @description Absent: top level
             */
            parent_id?: string;
        };
        CreateExpenseRequestInputBody: {
            amount?: components["schemas"]["MoneyInput"];
            /** @description Key from the option list expense.categories */
            category?: string;
            /** Format: uuid */
            project_id: string;
            purpose?: string;
            /** Format: date */
            spent_on?: string;
        };
        CreateProjectInputBody: {
            /** @description Its currency applies to the whole project */
            estimated_amount?: {
                /**
                 * @description Decimal amount, never a float
                 * @example 1280.50
                 */
                amount: string;
                /**
                 * @description ISO 4217 code
                 * @default CNY
                 * @example CNY
                 */
                currency: string;
            } | null;
            /** Format: date */
            expected_close_on?: string | null;
            /** @description All members of the project */
            member_ids?: string[];
            name: string;
            /** @enum {string} */
            stage?: "lead" | "contacted" | "proposal" | "bidding" | "negotiation" | "won" | "lost";
            /**
             * Format: int64
             * @description In percent
             */
            win_probability?: number | null;
        };
        CreateProjectRequestInputBody: {
            /** Format: date */
            expected_close_on?: string;
            expected_cost?: components["schemas"]["MoneyInput"];
            expected_revenue?: components["schemas"]["MoneyInput"];
            /** Format: uuid */
            project_id: string;
            /** @description Why the company should commit to the project */
            reason?: string;
            /**
             * Format: int64
             * @description Percent
             */
            win_probability?: number;
        };
        CreateRoleInputBody: {
            /** @description Lowercase letters, digits and underscores; cannot be changed */
            key: string;
            name: components["schemas"]["BothLanguagesInput"];
            permissions?: components["schemas"]["PermissionInputInput"][];
        };
        CreateTokenInputBody: {
            /**
             * Format: date-time
             * @description Absent: does not expire
             */
            expires_at?: string;
            name: string;
        };
        CreateUserInputBody: {
            /** Format: uuid */
            department_id?: string;
            email?: string;
            /**
             * @description Absent: the browser's language decides
             * @enum {string}
             */
            locale?: "zh-CN" | "en";
            /** Format: uuid */
            manager_id?: string;
            name: string;
            /** @description Absent: nobody can sign in until a password is set with a one-time link */
            password?: string;
            phone?: string;
            /** @description Keys of the roles */
            roles?: string[];
            username: string;
        };
        CreateVariableInputBody: {
            description: components["schemas"]["BothLanguagesInput"];
            /** @example sales.quota */
            key: string;
            /** @enum {string} */
            type: "text" | "number" | "money" | "boolean" | "duration" | "time_of_day" | "text_list" | "list" | "calendar";
            /** @description Value of the type */
            value: unknown;
        };
        CreateViewInputBody: {
            /** @enum {string} */
            list: "inbox" | "desk" | "requests" | "customers" | "projects" | "work-logs";
            name: string;
            /** @description The query string of the page's address, without the question mark; empty for the list without filters */
            query: string;
        };
        CreateWorkLogInputBody: {
            /**
             * Format: uuid
             * @description A contact of the customer
             */
            contact_id?: string | null;
            /** @description What was done */
            content: string;
            /**
             * Format: uuid
             * @description Absent in a new work log: the customer of its project or contact
             */
            customer_id?: string | null;
            /**
             * @description Decimal number of hours from 0 to 24, in quarters of an hour, never a float
             * @example 7.5
             */
            hours?: string | null;
            /** @enum {string} */
            kind: "visit" | "call" | "meeting" | "bid" | "office" | "other";
            next_step?: string;
            place?: string;
            /**
             * Format: uuid
             * @description A project of the customer
             */
            project_id?: string | null;
            result?: string;
            /**
             * Format: date
             * @description Not in the future
             */
            work_date: string;
        };
        Customer: {
            address: string;
            /**
             * Format: date-time
             * @description null if not archived
             */
            archived_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            industry: string;
            /**
             * Format: date-time
             * @description Time of the last timeline event
             */
            last_activity_at: string;
            level: string;
            name: string;
            owner: components["schemas"]["Person"];
            region: string;
            source: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        CustomerOverview: {
            /** @description Not archived, at most 200 */
            contacts: components["schemas"]["Contact"][];
            customer: components["schemas"]["Customer"];
            /** @description The latest 20 events */
            events: components["schemas"]["LabeledEvent"][];
            /** @description Incomplete parts, which have lists of their own */
            more: ("contacts" | "projects" | "open_requests" | "events")[];
            /** @description In progress or returned to their author, at most 50 */
            open_requests: components["schemas"]["Request"][];
            /** @description Not archived, with budget, spent and pending amounts; at most 200 */
            projects: components["schemas"]["Project"][];
        };
        DecidedAttachment: {
            /** Format: uuid */
            id: string;
            name: string;
            sha256: string;
        };
        DecidedData: {
            approved_amount?: components["schemas"]["Money"];
            budget?: {
                [key: string]: components["schemas"]["Money"];
            };
            /** @description Display names of the categories */
            budget_labels?: {
                [key: string]: components["schemas"]["Text"];
            };
            method?: string;
            method_label?: components["schemas"]["Text"];
            paid_amount?: components["schemas"]["Money"];
            paid_on?: string;
            recommendation?: string;
            recommendation_label?: components["schemas"]["Text"];
            summary?: string;
            voucher_no?: string;
        };
        Decision: {
            /** Format: date-time */
            at: string;
            /** @description Attachments of the revision, with their hashes */
            attachments: components["schemas"]["DecidedAttachment"][];
            by: components["schemas"]["Person"];
            comment: string;
            data: components["schemas"]["DecidedData"];
            /** Format: uuid */
            id: string;
            outcome: string;
            outcome_label: components["schemas"]["Text"];
            return_to?: string;
            return_to_label?: components["schemas"]["Text"];
            /**
             * Format: int64
             * @description Revision on which the decision is based
             */
            revision: number;
            step: string;
            step_label: components["schemas"]["Text"];
            /** Format: uuid */
            task_id?: string;
        };
        DecisionDataInput: {
            /** @description For a sign-off: at most the requested amount, which is the default */
            approved_amount?: components["schemas"]["MoneyInput"];
            /** @description For a budget report, by expense category */
            budget?: {
                [key: string]: components["schemas"]["MoneyInput"];
            };
            /** @description Key from the option list payment.methods */
            method?: string;
            /** @description At most the approved amount */
            paid_amount?: components["schemas"]["MoneyInput"];
            /** Format: date */
            paid_on?: string;
            /**
             * @description For a feasibility report
             * @enum {string}
             */
            recommendation?: "recommend" | "recommend_with_conditions" | "do_not_recommend";
            /** @description For a report */
            summary?: string;
            /** @description Unique */
            voucher_no?: string;
        };
        DemoAccount: {
            name: string;
            role_label: components["schemas"]["Text"];
            username: string;
        };
        Department: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        DepartmentNode: {
            /** Format: date-time */
            archived_at: string | null;
            /** Format: uuid */
            id: string;
            name: string;
            /**
             * Format: uuid
             * @description null for a top-level department
             */
            parent_id: string | null;
            /**
             * Format: int64
             * @description Number of active users, without departments below
             */
            people: number;
            /** Format: int64 */
            version: number;
        };
        DirectoryEntry: {
            /** @description Name of the department */
            department: string | null;
            /** Format: uuid */
            id: string;
            name: string;
        };
        DoubleCustomer: {
            archived: boolean;
            /** Format: uuid */
            id: string;
            name: string;
        };
        DuplicateRequest: {
            /** @description null if not filled in */
            amount: components["schemas"]["Money"] | null;
            /** @description null for a project request */
            category: string | null;
            category_label?: components["schemas"]["Text"];
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "project_request" | "expense_request";
            kind_label: components["schemas"]["Text"];
            /** @description Path of the request's page */
            link: string;
            number: string;
            requester: components["schemas"]["Person"];
            /**
             * Format: date
             * @description null if not filled in, and for a project request
             */
            spent_on: string | null;
            /** @enum {string} */
            status: "draft" | "submitting" | "in_review" | "returned" | "approved" | "paid" | "rejected" | "withdrawn";
            status_label: components["schemas"]["Text"];
        };
        EditCompetitorInputBody: {
            company?: string;
            offer?: string;
            outcome?: string;
            price?: {
                /**
                 * @description Decimal amount, never a float
                 * @example 1280.50
                 */
                amount: string;
                /**
                 * @description ISO 4217 code
                 * @default CNY
                 * @example CNY
                 */
                currency: string;
            } | null;
            strengths?: string;
            threat?: string;
            /** Format: int64 */
            version: number;
            weaknesses?: string;
        };
        EditContactInputBody: {
            attitude?: string;
            /** Format: date */
            birthday?: string | null;
            /** @description Role in the customer's decision */
            decision_role?: string;
            department?: string;
            email?: string;
            name?: string;
            phone?: string;
            relationship?: string;
            /**
             * Format: uuid
             * @description Another contact of the customer
             */
            reports_to_id?: string | null;
            title?: string;
            /** Format: int64 */
            version: number;
        };
        EditCustomerInputBody: {
            address?: string;
            industry?: string;
            level?: string;
            name?: string;
            /**
             * Format: uuid
             * @description Absent in a new customer: the caller
             */
            owner_id?: string;
            /** @description Reason for changing the owner; required if owner_id changes */
            reason?: string;
            region?: string;
            source?: string;
            /** Format: int64 */
            version: number;
        };
        EditDepartmentInputBody: {
            /** @description Only an empty department can be archived */
            archived?: boolean;
            name?: string;
            /**
             * Format: uuid
             * @description null: top level
             */
            parent_id?: string | null;
            /** Format: int64 */
            version: number;
        };
        EditExpenseRequestInputBody: {
            amount?: components["schemas"]["MoneyInput"];
            /** @description Key from the option list expense.categories */
            category?: string;
            purpose?: string;
            /** Format: date */
            spent_on?: string;
            /**
             * Format: int64
             * @description The version that was edited
             */
            version: number;
        };
        EditMeInputBody: {
            /** @enum {string} */
            density?: "comfortable" | "compact";
            email?: string;
            /** @description Whether single-key shortcuts are enabled */
            keys?: boolean;
            /**
             * @description null: the browser's language decides
             * @enum {string|null}
             */
            locale?: "zh-CN" | "en" | null;
            phone?: string;
            /** @enum {string} */
            theme?: "auto" | "light" | "dark";
            /** Format: int64 */
            version: number;
        };
        EditProjectInputBody: {
            /** @description Its currency applies to the whole project */
            estimated_amount?: {
                /**
                 * @description Decimal amount, never a float
                 * @example 1280.50
                 */
                amount: string;
                /**
                 * @description ISO 4217 code
                 * @default CNY
                 * @example CNY
                 */
                currency: string;
            } | null;
            /** Format: date */
            expected_close_on?: string | null;
            /** @description All members of the project */
            member_ids?: string[];
            name?: string;
            /** @enum {string} */
            stage?: "lead" | "contacted" | "proposal" | "bidding" | "negotiation" | "won" | "lost";
            /** Format: int64 */
            version: number;
            /**
             * Format: int64
             * @description In percent
             */
            win_probability?: number | null;
        };
        EditProjectRequestInputBody: {
            /** Format: date */
            expected_close_on?: string;
            expected_cost?: components["schemas"]["MoneyInput"];
            expected_revenue?: components["schemas"]["MoneyInput"];
            /** @description Why the company should commit to the project */
            reason?: string;
            /**
             * Format: int64
             * @description The version that was edited
             */
            version: number;
            /**
             * Format: int64
             * @description Percent
             */
            win_probability?: number;
        };
        EditRoleInputBody: {
            name?: components["schemas"]["BothLanguages"];
            /** @description Replaces all permissions */
            permissions?: components["schemas"]["PermissionInputInput"][];
            /** Format: int64 */
            version: number;
        };
        EditUserInputBody: {
            /** @description false blocks the account at once */
            active?: boolean;
            /**
             * Format: uuid
             * @description null: none
             */
            department_id?: string | null;
            email?: string;
            /**
             * Format: uuid
             * @description null: nobody
             */
            manager_id?: string | null;
            name?: string;
            phone?: string;
            /** @description Keys of the roles; replaces all */
            roles?: string[];
            /** Format: int64 */
            version: number;
        };
        EditViewInputBody: {
            name?: string;
            /** @description As when it is created */
            query?: string;
        };
        EditWorkLogInputBody: {
            /**
             * Format: uuid
             * @description A contact of the customer
             */
            contact_id?: string | null;
            /** @description What was done */
            content?: string;
            /**
             * Format: uuid
             * @description Absent in a new work log: the customer of its project or contact
             */
            customer_id?: string | null;
            /**
             * @description Decimal number of hours from 0 to 24, in quarters of an hour, never a float
             * @example 7.5
             */
            hours?: string | null;
            /** @enum {string} */
            kind?: "visit" | "call" | "meeting" | "bid" | "office" | "other";
            next_step?: string;
            place?: string;
            /**
             * Format: uuid
             * @description A project of the customer
             */
            project_id?: string | null;
            result?: string;
            /** Format: int64 */
            version: number;
            /**
             * Format: date
             * @description Not in the future
             */
            work_date?: string;
        };
        Effect: {
            gains: components["schemas"]["ScopeChange"][];
            loses: components["schemas"]["ScopeChange"][];
            user: components["schemas"]["Person"];
        };
        Found: {
            /** @description Only for requests */
            amount?: components["schemas"]["Money"];
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "customer" | "contact" | "project" | "request" | "person";
            kind_label: components["schemas"]["Text"];
            /** @description Path in the API and on the page; null for people */
            link: string | null;
            /** @description Only for requests */
            number?: string;
            /**
             * @description Only for requests
             * @enum {string}
             */
            status?: "draft" | "submitting" | "in_review" | "returned" | "approved" | "paid" | "rejected" | "withdrawn";
            status_label?: components["schemas"]["Text"];
            /** @description Owner of a customer, department of a person, otherwise the customer */
            subtitle: string | null;
            /** @description Name, or purpose of an expense request */
            title: string;
        };
        HandOverInputBody: {
            customer_ids: string[];
            /** @description Recorded in the timeline */
            reason: string;
            /**
             * Format: uuid
             * @description An active user who may maintain customers
             */
            to_user_id: string;
        };
        HandOverOutputBody: {
            /** @description One for each of customer_ids, in their order */
            items: components["schemas"]["HandedOver"][];
        };
        HandOverProblem: {
            code: string;
            /** @description In the caller's language */
            detail: string;
        };
        HandedOver: {
            /** Format: uuid */
            customer_id: string;
            /** @description Why a customer was refused */
            problem?: components["schemas"]["HandOverProblem"];
            /** @enum {string} */
            status: "done" | "unchanged" | "refused";
            status_label: components["schemas"]["Text"];
            /** @description What each former owner has begun there and not finished; those with nothing are left out */
            unfinished: components["schemas"]["Unfinished"][];
        };
        Home: {
            /** @description The latest administrative acts */
            acts: components["schemas"]["HomeActs"] | null;
            /** @description Approved projects that you work on, with their money */
            budgets: components["schemas"]["HomeProjects"] | null;
            /** @description Your drafts */
            drafts: components["schemas"]["HomeRequests"] | null;
            /** @description Those of them that are late or due today */
            due: components["schemas"]["HomeTasks"] | null;
            /** @description Blocks that could not be read, with the reason */
            failed: components["schemas"]["HomeFailure"][];
            /** @description Requests that finance can pay and payments made today */
            payments: components["schemas"]["Payments"] | null;
            /** @description Tasks of others for your requests, the oldest first */
            requested: components["schemas"]["HomeTasks"] | null;
            /** @description Your requests that were returned to you */
            returned: components["schemas"]["HomeRequests"] | null;
            /** @description Requests that are stuck */
            stuck: components["schemas"]["HomeStuck"] | null;
            /** @description Tasks that you can do, the most urgent first */
            tasks: components["schemas"]["HomeTasks"] | null;
            /** @description Today's work logs of your people; null if you have none */
            team: components["schemas"]["TeamToday"] | null;
            /** @description Your work logs this week */
            week: components["schemas"]["Week"] | null;
        };
        HomeActs: {
            /** @description The last 5 */
            items: components["schemas"]["AuditEventInput"][];
        };
        HomeFailure: {
            /** @enum {string} */
            block: "tasks" | "due" | "requested" | "returned" | "drafts" | "budgets" | "week" | "team" | "payments" | "stuck" | "acts";
            /** @enum {string} */
            code: "unavailable" | "internal";
            /** @description In the reader's language */
            reason: string;
        };
        HomeProjects: {
            /** @description The newest 5 */
            items: components["schemas"]["Project"][];
            more: boolean;
        };
        HomeRequests: {
            /** Format: int64 */
            count: number;
            /** @description The newest 5 */
            items: components["schemas"]["RequestRow"][];
        };
        HomeStuck: {
            /** Format: int64 */
            count: number;
            /** @description false: the workflow engine is unavailable, so count has only what the database knows */
            engine_checked: boolean;
            /** @description There are more than count */
            more: boolean;
        };
        HomeTasks: {
            /** Format: int64 */
            count: number;
            /** @description The first 5 */
            items: components["schemas"]["Task"][];
        };
        ImportDouble: {
            /** @description null: you may not see the customer */
            customer?: components["schemas"]["DoubleCustomer"] | null;
            /** Format: int64 */
            of_row?: number;
            /** @description Whom to ask */
            owner_name?: string;
            /** @description Labels of these reasons */
            reason_labels?: {
                [key: string]: components["schemas"]["Text"];
            };
            reasons?: ("same_name" | "similar_name" | "same_phone")[];
            /** Format: int64 */
            row: number;
        };
        ImportFormInput: {
            /**
             * Format: binary
             * @description CSV or XLSX; the first row names the columns
             */
            file: string;
        };
        ImportReport: {
            /**
             * Format: int64
             * @description Rows with problems, which are not imported
             */
            bad: number;
            /**
             * Format: int64
             * @description New contacts from those rows, of new or existing customers
             */
            contacts: number;
            /**
             * Format: int64
             * @description Rows that were imported or, in a dry run, would be
             */
            created: number;
            /**
             * Format: int64
             * @description New customers from those rows
             */
            customers: number;
            /** @description Rows that may be duplicates, at most 200 */
            doubles: components["schemas"]["ImportDouble"][];
            /** Format: int64 */
            doubles_total: number;
            dry_run: boolean;
            /** @description Text encoding in which a CSV file was read; empty for XLSX */
            encoding: string;
            /** @description Unknown headers */
            ignored_columns: string[];
            /**
             * Format: int64
             * @description Rows that were left out because they may be duplicates
             */
            left_out: number;
            /** @description At most 200 */
            problems: components["schemas"]["RowProblem"][];
            /** Format: int64 */
            problems_total: number;
            /**
             * Format: int64
             * @description Non-empty rows without the header
             */
            rows: number;
            /** @description In a dry run, the first five rows as they will be imported */
            sample: components["schemas"]["ImportSampleRow"][];
            /**
             * Format: int64
             * @description Rows that you have imported before, from this file or another, or whose content exists
             */
            skipped: number;
            /** @description Set if the import failed on the way; what is counted is in */
            stopped: components["schemas"]["ImportStop"] | null;
        };
        ImportSampleRow: {
            /** @description Cell texts by column key, without empty cells */
            cells: {
                [key: string]: components["schemas"]["Text"];
            };
            /**
             * Format: int64
             * @description Row number in the file; the header is row 1
             */
            row: number;
        };
        ImportStop: {
            message: components["schemas"]["Text"];
            /**
             * Format: int64
             * @description First row that was not reached; send the file again to import the rest
             */
            row: number;
        };
        IssueResetOutputBody: {
            /** Format: date-time */
            expires_at: string;
            /** @description Path of the page to send to the user; the part after # is not sent to servers, so it appears in no log */
            link: string;
            /** @description For POST /auth/reset; shown only once */
            token: string;
        };
        LabeledEvent: {
            actor: components["schemas"]["Person"];
            /** Format: date-time */
            at: string;
            changes: {
                [key: string]: components["schemas"]["Change"];
            };
            /** Format: uuid */
            customer_id: string;
            /** @description Display names of the changed fields */
            field_labels: {
                [key: string]: components["schemas"]["Text"];
            };
            /** @description SHA-256 of this event including prev_hash */
            hash: string;
            /** Format: uuid */
            id: string;
            kind: string;
            /** @description Display name of the kind */
            kind_label: components["schemas"]["Text"];
            /** @description Hash of the previous event; empty for the first */
            prev_hash: string;
            /** Format: uuid */
            project_id: string | null;
            /**
             * Format: int64
             * @description Sequence number in the customer's chain, from 1
             */
            seq: number;
            subject: components["schemas"]["Subject"];
            summary: components["schemas"]["Text"];
            /** @description Display names of the codes in the changes, by field and code: options, stages, statuses, recommendations, categories, payment methods */
            value_labels: {
                [key: string]: {
                    [key: string]: components["schemas"]["Text"];
                };
            };
        };
        LabeledRevision: {
            /** Format: date-time */
            at: string;
            by: components["schemas"]["Person"];
            changes: {
                [key: string]: components["schemas"]["Change"];
            };
            /** @description Display names of the changed fields */
            field_labels: {
                [key: string]: components["schemas"]["Text"];
            };
            kind: string;
            /** @description Display name of the changed part */
            kind_label: components["schemas"]["Text"];
            /** Format: int64 */
            revision: number;
            /** @description Display names of the codes in the changes, by field and code */
            value_labels: {
                [key: string]: {
                    [key: string]: components["schemas"]["Text"];
                };
            };
        };
        LikelyDouble: {
            /** @description null: you may not see the customer */
            customer: components["schemas"]["DoubleCustomer"] | null;
            /** @description Whom to ask */
            owner_name: string;
            /** @description Labels of these reasons */
            reason_labels: {
                [key: string]: components["schemas"]["Text"];
            };
            reasons: ("same_name" | "similar_name" | "same_phone")[];
        };
        LikelyDuplicate: {
            /** @description Description of the reason */
            label: components["schemas"]["Text"];
            /** @description null if you may not read the request */
            request: components["schemas"]["DuplicateRequest"] | null;
            /** @description Hashes of the files that are attached to both requests */
            sha256: string[];
            why: ("same_file" | "same_amount_day_category")[];
        };
        ListActionInfo: {
            items: components["schemas"]["ActionInfo"][];
            /** @description Absent on the last page */
            next_cursor?: string;
            /** @description Cursor for newer items, in lists that grow */
            prev_cursor?: string;
        };
        ListAuditEvent: {
            items: components["schemas"]["AuditEventInput"][];
            /** @description Absent on the last page */
            next_cursor?: string;
            /** @description Cursor for newer items, in lists that grow */
            prev_cursor?: string;
        };
        ListComment: {
            items: components["schemas"]["Comment"][];
            /** @description Absent on the last page */
            next_cursor?: string;
            /** @description Cursor for newer items, in lists that grow */
            prev_cursor?: string;
        };
        ListCompetitor: {
            items: components["schemas"]["Competitor"][];
            /** @description Absent on the last page */
            next_cursor?: string;
            /** @description Cursor for newer items, in lists that grow */
            prev_cursor?: string;
        };
        ListContact: {
            items: components["schemas"]["Contact"][];
            /** @description Absent on the last page */
            next_cursor?: string;
            /** @description Cursor for newer items, in lists that grow */
            prev_cursor?: string;
        };
        ListCustomer: {
            items: components["schemas"]["Customer"][];
            /** @description Absent on the last page */
            next_cursor?: string;
            /** @description Cursor for newer items, in lists that grow */
            prev_cursor?: string;
        };
        ListDepartmentNode: {
            items: components["schemas"]["DepartmentNode"][];
            /** @description Absent on the last page */
            next_cursor?: string;
            /** @description Cursor for newer items, in lists that grow */
            prev_cursor?: string;
        };
        ListDirectoryEntry: {
            items: components["schemas"]["DirectoryEntry"][];
            /** @description Absent on the last page */
            next_cursor?: string;
            /** @description Cursor for newer items, in lists that grow */
            prev_cursor?: string;
        };
        ListEffect: {
            items: components["schemas"]["Effect"][];
            /** @description Absent on the last page */
            next_cursor?: string;
            /** @description Cursor for newer items, in lists that grow */
            prev_cursor?: string;
        };
        ListFound: {
            items: components["schemas"]["Found"][];
            /** @description Absent on the last page */
            next_cursor?: string;
            /** @description Cursor for newer items, in lists that grow */
            prev_cursor?: string;
        };
        ListNamedOptions: {
            items: components["schemas"]["NamedOptions"][];
            /** @description Absent on the last page */
            next_cursor?: string;
            /** @description Cursor for newer items, in lists that grow */
            prev_cursor?: string;
        };
        ListNamedView: {
            items: components["schemas"]["NamedView"][];
            /** @description Absent on the last page */
            next_cursor?: string;
            /** @description Cursor for newer items, in lists that grow */
            prev_cursor?: string;
        };
        ListNotification: {
            items: components["schemas"]["Notification"][];
            /** @description Absent on the last page */
            next_cursor?: string;
            /** @description Cursor for newer items, in lists that grow */
            prev_cursor?: string;
        };
        ListPersonalToken: {
            items: components["schemas"]["PersonalToken"][];
            /** @description Absent on the last page */
            next_cursor?: string;
            /** @description Cursor for newer items, in lists that grow */
            prev_cursor?: string;
        };
        ListProject: {
            items: components["schemas"]["Project"][];
            /** @description Absent on the last page */
            next_cursor?: string;
            /** @description Cursor for newer items, in lists that grow */
            prev_cursor?: string;
        };
        ListProjectChange: {
            items: components["schemas"]["ProjectChange"][];
            /** @description Absent on the last page */
            next_cursor?: string;
            /** @description Cursor for newer items, in lists that grow */
            prev_cursor?: string;
        };
        ListRequestRow: {
            items: components["schemas"]["RequestRow"][];
            /** @description Absent on the last page */
            next_cursor?: string;
            /** @description Cursor for newer items, in lists that grow */
            prev_cursor?: string;
        };
        ListRole: {
            items: components["schemas"]["Role"][];
            /** @description Absent on the last page */
            next_cursor?: string;
            /** @description Cursor for newer items, in lists that grow */
            prev_cursor?: string;
        };
        ListSignInSession: {
            items: components["schemas"]["SignInSession"][];
            /** @description Absent on the last page */
            next_cursor?: string;
            /** @description Cursor for newer items, in lists that grow */
            prev_cursor?: string;
        };
        ListSubjectKinds: {
            items: components["schemas"]["SubjectKindsInput"][];
            /** @description Absent on the last page */
            next_cursor?: string;
            /** @description Cursor for newer items, in lists that grow */
            prev_cursor?: string;
        };
        ListTask: {
            items: components["schemas"]["Task"][];
            /** @description Absent on the last page */
            next_cursor?: string;
            /** @description Cursor for newer items, in lists that grow */
            prev_cursor?: string;
        };
        ListTeamMember: {
            items: components["schemas"]["TeamMember"][];
            /** @description Absent on the last page */
            next_cursor?: string;
            /** @description Cursor for newer items, in lists that grow */
            prev_cursor?: string;
        };
        ListTimelineEvent: {
            items: components["schemas"]["TimelineEventInput"][];
            /** @description Absent on the last page */
            next_cursor?: string;
            /** @description Cursor for newer items, in lists that grow */
            prev_cursor?: string;
        };
        ListUser: {
            items: components["schemas"]["User"][];
            /** @description Absent on the last page */
            next_cursor?: string;
            /** @description Cursor for newer items, in lists that grow */
            prev_cursor?: string;
        };
        ListVariable: {
            items: components["schemas"]["Variable"][];
            /** @description Absent on the last page */
            next_cursor?: string;
            /** @description Cursor for newer items, in lists that grow */
            prev_cursor?: string;
        };
        ListVariableChange: {
            items: components["schemas"]["VariableChange"][];
            /** @description Absent on the last page */
            next_cursor?: string;
            /** @description Cursor for newer items, in lists that grow */
            prev_cursor?: string;
        };
        ListWorkLog: {
            items: components["schemas"]["WorkLog"][];
            /** @description Absent on the last page */
            next_cursor?: string;
            /** @description Cursor for newer items, in lists that grow */
            prev_cursor?: string;
        };
        LoginInputBody: {
            password: string;
            username: string;
        };
        ManagedRequest: {
            /** @description Whether an administrator ended it after its workflow was lost */
            ended_alone: boolean;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "project_request" | "expense_request";
            kind_label: components["schemas"]["Text"];
            number: string;
            requester: components["schemas"]["Person"];
            /** @enum {string} */
            status: "submitting" | "in_review" | "returned" | "approved" | "paid" | "rejected" | "withdrawn";
            status_label: components["schemas"]["Text"];
            /** Format: date-time */
            submitted_at: string | null;
            /** Format: date-time */
            updated_at: string;
            workflow_id: string;
        };
        ManagedTask: {
            assignee?: components["schemas"]["Person"];
            /** @description Key of the role that shares the task */
            candidate_role?: string;
            /** @description The role's name */
            candidate_role_label?: components["schemas"]["Text"];
            /** Format: uuid */
            id: string;
            /** @description How the holder was determined */
            reason: components["schemas"]["Reason"];
            /** Format: uuid */
            request_id: string;
            /** @enum {string} */
            state: "open" | "done" | "canceled";
            state_label: components["schemas"]["Text"];
            step: string;
            step_label: components["schemas"]["Text"];
        };
        ManagementReport: {
            /** @description Grouping of the rows */
            by: string;
            /** @description Possible groupings of this report */
            by_choices: string[];
            columns: components["schemas"]["ReportColumn"][];
            /** @description false: not all rows are listed */
            complete: boolean;
            /**
             * Format: date
             * @description First day; null: the report has no dates or no limit
             */
            from: string | null;
            name: string;
            /** @description A cell for each column */
            rows: components["schemas"]["ReportCell"][][];
            title: components["schemas"]["Text"];
            /**
             * Format: date
             * @description Last day
             */
            to: string | null;
            /** @description Totals of all rows, including those that are not listed; one for each currency */
            totals: components["schemas"]["ReportCell"][][];
        };
        Me: {
            /**
             * @description Language of responses
             * @enum {string}
             */
            locale: "zh-CN" | "en";
            permissions: components["schemas"]["Permission"][];
            /** @description Preferences for the page */
            preferences: components["schemas"]["Preferences"];
            /** @description Labels of the roles */
            role_labels: {
                [key: string]: components["schemas"]["Text"];
            };
            roles: string[];
            user: components["schemas"]["User"];
        };
        Money: {
            /**
             * @description Decimal amount as a string
             * @example 1280.50
             */
            amount: string;
            /**
             * @description ISO 4217 code
             * @example CNY
             */
            currency: string;
        };
        MoneyInput: {
            /**
             * @description Decimal amount, never a float
             * @example 1280.50
             */
            amount: string;
            /**
             * @description ISO 4217 code
             * @default CNY
             * @example CNY
             */
            currency: string;
        };
        NamedOptions: {
            /** @enum {string} */
            list: "customer.industries" | "customer.regions" | "customer.levels" | "customer.sources" | "expense.categories" | "payment.methods";
            options: components["schemas"]["Option"][];
        };
        NamedView: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            list: "inbox" | "desk" | "requests" | "customers" | "projects" | "work-logs";
            name: string;
            /**
             * @description The query string of the page's address, without the question mark
             * @example box=inbox&overdue=true
             */
            query: string;
        };
        NewToken: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string | null;
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description Accurate to a few minutes
             */
            last_used_at: string | null;
            name: string;
            /** @description Send it as Authorization: Bearer; shown only once */
            token: string;
        };
        NoteInputBody: {
            text: string;
        };
        Notification: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            /** @example work_log.commented */
            kind: string;
            /** @description Path of the subject's page */
            link: string;
            /**
             * Format: date-time
             * @description null if unread
             */
            read_at: string | null;
            subject: components["schemas"]["NotificationSubject"];
            text: components["schemas"]["Text"];
        };
        NotificationSubject: {
            /** Format: uuid */
            id: string;
            /** @example work_log */
            type: string;
        };
        Option: {
            key: string;
            label: components["schemas"]["Text"];
            retired?: boolean;
        };
        Orphans: {
            /** @description At most 20 */
            items: components["schemas"]["Reference"][];
            /** Format: int64 */
            total: number;
        };
        PasswordInputBody: {
            current_password: string;
            /** @description 10 to 128 characters, not the user name */
            new_password: string;
        };
        Payments: {
            /** @description Paid amounts, one sum per currency */
            paid_sums: components["schemas"]["Money"][];
            /**
             * Format: int64
             * @description Number of expense requests paid today
             */
            paid_today: number;
            /**
             * Format: int64
             * @description Number of expense requests in the inbox to be paid
             */
            ready: number;
            /** @description Approved amounts, one sum per currency */
            ready_sums: components["schemas"]["Money"][];
        };
        PendingTask: {
            assignee?: components["schemas"]["Person"];
            /** @description Key of the role that shares the task */
            candidate_role?: string;
            /** @description The role's name */
            candidate_role_label?: components["schemas"]["Text"];
            /** Format: date-time */
            since: string;
            step: string;
            step_label: components["schemas"]["Text"];
            /** Format: uuid */
            task_id: string;
        };
        Permission: {
            action: string;
            scope: string;
        };
        PermissionInputInput: {
            /** @description One of GET /permissions */
            action: string;
            /** @enum {string} */
            scope: "own" | "team" | "all";
        };
        Person: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        PersonalToken: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string | null;
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description Accurate to a few minutes
             */
            last_used_at: string | null;
            name: string;
        };
        Photo: {
            /** @description Detected from the content */
            content_type: string;
            /** Format: uuid */
            id: string;
            /** @description File name at upload */
            name: string;
            /** @description Hexadecimal */
            sha256: string;
            /**
             * Format: int64
             * @description Size in bytes
             */
            size: number;
            /** Format: date-time */
            uploaded_at: string;
            uploaded_by: components["schemas"]["Person"];
            /** Format: uuid */
            work_log_id: string;
        };
        PhotoFormInput: {
            /**
             * Format: binary
             * @description With its name; must be the last field
             */
            file: string;
        };
        Preferences: {
            /** @enum {string} */
            density: "comfortable" | "compact";
            /** @description Whether single-key shortcuts are enabled */
            keys: boolean;
            /**
             * @description auto follows the operating system
             * @enum {string}
             */
            theme: "auto" | "light" | "dark";
        };
        PreviewUserInputBody: {
            /** @description false blocks the account at once */
            active?: boolean;
            /** @description Keys of the roles; replaces all */
            roles?: string[];
            /** Format: int64 */
            version: number;
        };
        Problem: {
            changes?: components["schemas"]["LabeledRevision"][];
            /** @enum {string} */
            code: "invalid" | "unauthenticated" | "forbidden" | "not_found" | "conflict" | "gone" | "too_large" | "unsupported_type" | "rate_limited" | "unavailable" | "internal";
            /** @description This problem, in the caller's language */
            detail: string;
            errors?: components["schemas"]["ProblemField"][];
            request_id?: string;
            /** Format: int64 */
            status: number;
            task?: components["schemas"]["ClosedTask"];
            /** @description The kind of problem, in the caller's language */
            title: string;
            /**
             * Format: uri-reference
             * @description Where this kind of problem is described
             */
            type: string;
        };
        ProblemField: {
            /** @example body.amount */
            location: string;
            message: string;
        };
        Project: {
            /**
             * Format: date-time
             * @description null if not archived
             */
            archived_at: string | null;
            /** @description null until management has approved the project */
            budget: components["schemas"]["Money"] | null;
            /** Format: date-time */
            created_at: string;
            /** @description ISO 4217 code of all amounts of the project */
            currency: string;
            /** @description The customer */
            customer: components["schemas"]["Reference"];
            estimated_amount: components["schemas"]["Money"] | null;
            /** Format: date */
            expected_close_on: string | null;
            /** Format: uuid */
            id: string;
            members: components["schemas"]["Person"][];
            name: string;
            /** @description Sum of the submitted expense requests that are not paid yet */
            pending: components["schemas"]["Money"];
            /** @description Sum of the paid expense requests */
            spent: components["schemas"]["Money"];
            /** @enum {string} */
            stage: "lead" | "contacted" | "proposal" | "bidding" | "negotiation" | "won" | "lost";
            /** @enum {string} */
            status: "open" | "in_review" | "approved" | "rejected";
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
            /** Format: int64 */
            win_probability: number | null;
        };
        ProjectChange: {
            after: string;
            after_label: components["schemas"]["Text"];
            /** Format: date-time */
            at: string;
            /** @description null for the initial value */
            before: string | null;
            before_label: components["schemas"]["Text"] | null;
            by: components["schemas"]["Person"];
            /** @enum {string} */
            field: "stage" | "status";
            field_label: components["schemas"]["Text"];
            /** Format: uuid */
            id: string;
        };
        ReadNotificationsInputBody: {
            /** @description All notifications so far; exactly one of ids and all */
            all?: boolean;
            ids?: string[];
        };
        ReadNotificationsOutputBody: {
            /**
             * Format: int64
             * @description Number of notifications that are still unread
             */
            unread: number;
        };
        Reason: {
            how: string;
            role?: string;
            text: components["schemas"]["Text"];
            values?: {
                [key: string]: string;
            };
        };
        ReasonInputBody: {
            /** @description Reason, which is recorded */
            reason: string;
        };
        ReassignInputBody: {
            /** @description Reason, which is recorded */
            comment: string;
            /** Format: uuid */
            user_id: string;
        };
        Reference: {
            /** Format: uuid */
            id: string;
            name: string;
        };
        Report: {
            /** @description Attachments of the report, oldest first */
            attachments: components["schemas"]["Attachment"][];
            budget?: {
                [key: string]: components["schemas"]["Money"];
            };
            /** @description Display names of the categories */
            budget_labels?: {
                [key: string]: components["schemas"]["Text"];
            };
            /** Format: date-time */
            filed_at: string;
            filed_by: components["schemas"]["Person"];
            /** @enum {string} */
            recommendation?: "recommend" | "recommend_with_conditions" | "do_not_recommend";
            recommendation_label?: components["schemas"]["Text"];
            step: string;
            step_label: components["schemas"]["Text"];
            summary: string;
            total?: components["schemas"]["Money"];
        };
        ReportCell: {
            /** @description Label of a code or an id */
            label?: components["schemas"]["Text"];
            /** @description A code, an id, a text or a decimal number; may be empty */
            value: string;
        };
        ReportColumn: {
            key: string;
            /**
             * @description key: the group of the row; the currency of money is in the column currency
             * @enum {string}
             */
            kind: "key" | "text" | "count" | "hours" | "money";
            label: components["schemas"]["Text"];
        };
        Request: {
            amount?: components["schemas"]["Money"];
            approved_amount?: components["schemas"]["Money"];
            /** @description Set if the project is approved already: this request is to replace its budget */
            budget_revision?: components["schemas"]["BudgetRevision"];
            category?: string;
            category_label?: components["schemas"]["Text"];
            /** Format: date-time */
            created_at: string;
            customer: components["schemas"]["Reference"];
            /** Format: date */
            expected_close_on?: string;
            expected_cost?: components["schemas"]["Money"];
            expected_revenue?: components["schemas"]["Money"];
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "project_request" | "expense_request";
            kind_label: components["schemas"]["Text"];
            /** @description Only in lists: whether the request has likely duplicates */
            likely_double?: boolean;
            method?: string;
            method_label?: components["schemas"]["Text"];
            /** @example P-2026-000123 */
            number: string;
            paid_amount?: components["schemas"]["Money"];
            /** Format: date */
            paid_on?: string;
            project: components["schemas"]["Reference"];
            /** Format: uuid */
            project_id: string;
            purpose?: string;
            reason?: string;
            requester: components["schemas"]["Person"];
            /**
             * Format: int64
             * @description Counts every change to the facts, the reports and the attachments
             */
            revision: number;
            /** Format: date */
            spent_on?: string;
            /** @enum {string} */
            status: "draft" | "submitting" | "in_review" | "returned" | "approved" | "paid" | "rejected" | "withdrawn";
            status_label: components["schemas"]["Text"];
            /** Format: date-time */
            submitted_at?: string;
            title: string;
            /** Format: date-time */
            updated_at: string;
            /**
             * Format: int64
             * @description Version to send with a PATCH
             */
            version: number;
            voucher_no?: string;
            /**
             * Format: int64
             * @description Percent
             */
            win_probability?: number;
            workflow_id: string;
        };
        RequestDetail: {
            amount?: components["schemas"]["Money"];
            approved_amount?: components["schemas"]["Money"];
            attachments: components["schemas"]["Attachment"][];
            /** @description Set if the project is approved already: this request is to replace its budget */
            budget_revision?: components["schemas"]["BudgetRevision"];
            category?: string;
            category_label?: components["schemas"]["Text"];
            /** Format: date-time */
            created_at: string;
            customer: components["schemas"]["Reference"];
            /** @description All decisions, oldest first */
            decisions: components["schemas"]["Decision"][];
            /** @description Timeline events of this request, oldest first */
            events: components["schemas"]["LabeledEvent"][];
            /** Format: date */
            expected_close_on?: string;
            expected_cost?: components["schemas"]["Money"];
            expected_revenue?: components["schemas"]["Money"];
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "project_request" | "expense_request";
            kind_label: components["schemas"]["Text"];
            /** @description Only in lists: whether the request has likely duplicates */
            likely_double?: boolean;
            /** @description Likely duplicates of an expense request */
            likely_doubles: components["schemas"]["LikelyDuplicate"][];
            method?: string;
            method_label?: components["schemas"]["Text"];
            /** @example P-2026-000123 */
            number: string;
            paid_amount?: components["schemas"]["Money"];
            /** Format: date */
            paid_on?: string;
            project: components["schemas"]["Reference"];
            project_budget?: components["schemas"]["BudgetView"];
            /** Format: uuid */
            project_id: string;
            purpose?: string;
            reason?: string;
            reports: components["schemas"]["Report"][];
            requester: components["schemas"]["Person"];
            /**
             * Format: int64
             * @description Counts every change to the facts, the reports and the attachments
             */
            revision: number;
            /** Format: date */
            spent_on?: string;
            /** @enum {string} */
            status: "draft" | "submitting" | "in_review" | "returned" | "approved" | "paid" | "rejected" | "withdrawn";
            status_label: components["schemas"]["Text"];
            /** @description Steps of the process in order */
            steps: components["schemas"]["StepState"][];
            /** Format: date-time */
            submitted_at?: string;
            /** @description All tasks, oldest first */
            tasks: components["schemas"]["Task"][];
            title: string;
            /** Format: date-time */
            updated_at: string;
            /**
             * Format: int64
             * @description Version to send with a PATCH
             */
            version: number;
            voucher_no?: string;
            /**
             * Format: int64
             * @description Percent
             */
            win_probability?: number;
            workflow_id: string;
        };
        RequestRow: {
            amount?: components["schemas"]["Money"];
            approved_amount?: components["schemas"]["Money"];
            /** Format: int64 */
            attachment_count: number;
            /** @description Set if the project is approved already: this request is to replace its budget */
            budget_revision?: components["schemas"]["BudgetRevision"];
            category?: string;
            category_label?: components["schemas"]["Text"];
            /** Format: date-time */
            created_at: string;
            customer: components["schemas"]["Reference"];
            /** Format: date */
            expected_close_on?: string;
            expected_cost?: components["schemas"]["Money"];
            expected_revenue?: components["schemas"]["Money"];
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "project_request" | "expense_request";
            kind_label: components["schemas"]["Text"];
            /** @description Only in lists: whether the request has likely duplicates */
            likely_double?: boolean;
            method?: string;
            method_label?: components["schemas"]["Text"];
            /** @example P-2026-000123 */
            number: string;
            paid_amount?: components["schemas"]["Money"];
            /** Format: date */
            paid_on?: string;
            project: components["schemas"]["Reference"];
            /** Format: uuid */
            project_id: string;
            purpose?: string;
            reason?: string;
            requester: components["schemas"]["Person"];
            /**
             * Format: int64
             * @description Counts every change to the facts, the reports and the attachments
             */
            revision: number;
            /** Format: date */
            spent_on?: string;
            /** @enum {string} */
            status: "draft" | "submitting" | "in_review" | "returned" | "approved" | "paid" | "rejected" | "withdrawn";
            status_label: components["schemas"]["Text"];
            /** Format: date-time */
            submitted_at?: string;
            title: string;
            /** Format: date-time */
            updated_at: string;
            /**
             * Format: int64
             * @description Version to send with a PATCH
             */
            version: number;
            voucher_no?: string;
            /** @description Open tasks, oldest first */
            waiting_for: components["schemas"]["PendingTask"][];
            /**
             * Format: int64
             * @description Percent
             */
            win_probability?: number;
            workflow_id: string;
        };
        ResetInputBody: {
            /** @description 10 to 128 characters, not the user name */
            new_password: string;
            token: string;
        };
        Responsibilities: {
            /** @description Customers that the user owns */
            customers: components["schemas"]["Orphans"];
            /**
             * Format: int64
             * @description The user's drafts, which nobody else sees
             */
            drafts: number;
            /** @description Active users whose manager the user is */
            reports: components["schemas"]["Orphans"];
            /** @description The user's requests under way, by number */
            requests: components["schemas"]["Orphans"];
            /** @description Requests whose open task is assigned to the user; a task of a role returns to the role */
            tasks: components["schemas"]["Orphans"];
        };
        Role: {
            /** Format: uuid */
            id: string;
            /** @description Identifier in processes; it cannot be changed */
            key: string;
            name: components["schemas"]["Text"];
            /**
             * Format: int64
             * @description Number of active users with this role
             */
            people: number;
            permissions: components["schemas"]["Permission"][];
            /** Format: int64 */
            version: number;
        };
        RowProblem: {
            column: string;
            message: components["schemas"]["Text"];
            /**
             * Format: int64
             * @description Row number in the file; the header is row 1
             */
            row: number;
        };
        ScopeChange: {
            action: string;
            /** @description Empty if not permitted */
            after: string;
            /** @description Empty if not permitted */
            before: string;
        };
        SetVariableInputBody: {
            /** @description Value of the variable's type */
            value: unknown;
            /**
             * Format: int64
             * @description The version that was edited; absent: any version
             */
            version?: number;
        };
        Settings: {
            /** @description Empty until an administrator has set it */
            company_name: string;
            /** @description ISO 4217 */
            currency: string | null;
            /** @description Only on a development stack; each password is demo- followed by the user name */
            demo_accounts: components["schemas"]["DemoAccount"][];
            /** @description Allowed MIME types of attachments */
            file_types: string[] | null;
            locales: ("zh-CN" | "en")[];
            /**
             * Format: int64
             * @description Maximum size of an attachment
             */
            max_file_bytes: number | null;
            /** @description IANA name, in which the company's days begin and end */
            time_zone: string | null;
            /**
             * Format: int64
             * @description Hours for which a work log can be edited after it was created
             */
            work_log_edit_window_hours: number | null;
            working_calendar: components["schemas"]["WorkingCalendar"] | null;
        };
        SignInSession: {
            /** @description Network address of the sign-in */
            address: string;
            /** Format: date-time */
            created_at: string;
            /** @description Whether it is the session of this request */
            current: boolean;
            /**
             * Format: date-time
             * @description Expiry unless it is used again
             */
            expires_at: string;
            /** Format: uuid */
            id: string;
            /**
             * Format: date-time
             * @description Accurate to a few minutes
             */
            last_seen_at: string;
            /** @description User agent of the browser */
            user_agent: string;
        };
        StepState: {
            by?: components["schemas"]["Person"];
            /** Format: date-time */
            done_at?: string;
            label: components["schemas"]["Text"];
            outcome?: string;
            outcome_label?: components["schemas"]["Text"];
            /** Format: date-time */
            started_at?: string;
            /** @enum {string} */
            state: "done" | "now" | "next" | "skipped";
            state_label: components["schemas"]["Text"];
            step: string;
            /** Format: uuid */
            task_id?: string;
        };
        StuckOutputBody: {
            /** @description false: the workflow engine has not been checked for a minute, so requests whose workflows have since gone missing, failed or stalled are not listed */
            engine_checked: boolean;
            items: components["schemas"]["StuckRequest"][];
            /** @description Absent on the last page */
            next_cursor?: string;
            /** @description Cursor for newer items, in lists that grow */
            prev_cursor?: string;
        };
        StuckProblem: {
            /** @enum {string} */
            kind: "task_without_holder" | "workflow_missing" | "workflow_failed" | "workflow_faltering" | "projection_behind" | "submission_waiting";
            /** Format: date-time */
            since?: string;
            task?: components["schemas"]["StuckTask"];
            /** @description Description of the problem */
            text: components["schemas"]["Text"];
        };
        StuckRequest: {
            problems: components["schemas"]["StuckProblem"][];
            request: components["schemas"]["ManagedRequest"];
        };
        StuckTask: {
            assignee?: components["schemas"]["Person"];
            candidate_role?: string;
            /** @description The role's name */
            candidate_role_label?: components["schemas"]["Text"];
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            step: string;
            step_label: components["schemas"]["Text"];
        };
        Subject: {
            /** Format: uuid */
            id: string;
            label: string;
            type: string;
        };
        SubjectKindInput: {
            kind: string;
            label: components["schemas"]["Text"];
        };
        SubjectKindsInput: {
            /** @description Labels of the fields */
            fields: {
                [key: string]: components["schemas"]["Text"];
            };
            kinds: components["schemas"]["SubjectKindInput"][];
            label: components["schemas"]["Text"];
            type: string;
        };
        Task: {
            assignee?: components["schemas"]["Person"];
            /** @description Key of the role that shares the task */
            candidate_role?: string;
            /** @description The role's name */
            candidate_role_label?: components["schemas"]["Text"];
            /** Format: date-time */
            claimed_at?: string;
            /** Format: date-time */
            closed_at?: string;
            closed_by?: components["schemas"]["Person"];
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description Due time by the step's deadline in working hours; it does not change when the task is reassigned; absent without a deadline
             */
            due_at?: string;
            /** Format: uuid */
            id: string;
            outcome?: string;
            outcome_label?: components["schemas"]["Text"];
            /** @description Button labels by outcome */
            outcome_labels: {
                [key: string]: components["schemas"]["Text"];
            };
            /** @description Outcomes that you may choose now */
            outcomes: string[];
            /** @description How the holder was determined */
            reason: components["schemas"]["Reason"];
            request: components["schemas"]["TaskRequest"];
            /** @enum {string} */
            state: "open" | "done" | "canceled";
            state_label: components["schemas"]["Text"];
            step: string;
            step_label: components["schemas"]["Text"];
        };
        TaskCounts: {
            /** @description Number of tasks in the inbox by step; steps without tasks are absent */
            by_step: {
                [key: string]: number;
            };
            /** @description Display names of these steps */
            by_step_labels: {
                [key: string]: components["schemas"]["Text"];
            };
            /**
             * Format: int64
             * @description Number of tasks that you have claimed
             */
            claimed: number;
            /**
             * Format: int64
             * @description Number of tasks in the inbox that are due later today in the company's time zone
             */
            due_today: number;
            /**
             * Format: int64
             * @description Number of tasks that you can do
             */
            inbox: number;
            /**
             * Format: int64
             * @description Number of overdue tasks in the inbox
             */
            overdue: number;
            /**
             * Format: int64
             * @description Number of expense requests in the inbox to be paid
             */
            ready_to_pay: number;
            /**
             * Format: int64
             * @description Number of open tasks in your requests
             */
            requested: number;
            /** Format: int64 */
            unread_notifications: number;
        };
        TaskDetail: {
            assignee?: components["schemas"]["Person"];
            /** @description Key of the role that shares the task */
            candidate_role?: string;
            /** @description The role's name */
            candidate_role_label?: components["schemas"]["Text"];
            /** Format: date-time */
            claimed_at?: string;
            /** Format: date-time */
            closed_at?: string;
            closed_by?: components["schemas"]["Person"];
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description Due time by the step's deadline in working hours; it does not change when the task is reassigned; absent without a deadline
             */
            due_at?: string;
            /** Format: uuid */
            id: string;
            /** @description Requests that an expense request may duplicate, as far as you may see them */
            likely_doubles: components["schemas"]["LikelyDuplicate"][];
            outcome?: string;
            outcome_label?: components["schemas"]["Text"];
            /** @description Button labels by outcome */
            outcome_labels: {
                [key: string]: components["schemas"]["Text"];
            };
            /** @description Outcomes that you may choose now */
            outcomes: string[];
            /** @description How the holder was determined */
            reason: components["schemas"]["Reason"];
            request: components["schemas"]["TaskRequest"];
            /** @enum {string} */
            state: "open" | "done" | "canceled";
            state_label: components["schemas"]["Text"];
            step: string;
            step_label: components["schemas"]["Text"];
        };
        TaskRequest: {
            amount?: components["schemas"]["Money"];
            /** @description Only of a signed-off expense request */
            approved_amount?: components["schemas"]["Money"];
            /**
             * Format: int64
             * @description Only in lists
             */
            attachment_count?: number;
            /** @description Only of a project request on an approved project, whose budget it is to replace */
            budget_revision?: components["schemas"]["BudgetRevision"];
            /** @description Only of an expense request */
            category?: string;
            category_label?: components["schemas"]["Text"];
            customer: components["schemas"]["Reference"];
            /** Format: uuid */
            id: string;
            kind: string;
            kind_label: components["schemas"]["Text"];
            /** @description Only in lists: whether the request has likely duplicates */
            likely_double?: boolean;
            number: string;
            /** @description Only in lists: whether the project exceeds its budget with this request; absent without a budget and for project requests */
            over_budget?: boolean;
            project: components["schemas"]["Reference"];
            requester: components["schemas"]["Person"];
            /** Format: int64 */
            revision: number;
            status: string;
            status_label: components["schemas"]["Text"];
            title: string;
        };
        TeamDay: {
            date: string;
            /** Format: int64 */
            entries: number;
            /**
             * @description Sum of the hours, a decimal number
             * @example 7.5
             */
            hours: string;
            /**
             * Format: int64
             * @description Number of entries of the kind visit
             */
            visits: number;
        };
        TeamMember: {
            /** @description The days with entries */
            days: components["schemas"]["TeamDay"][];
            department: components["schemas"]["Department"] | null;
            /** Format: int64 */
            entries: number;
            /**
             * @description Sum of the hours, a decimal number
             * @example 37.5
             */
            hours: string;
            /** @description Whether a working day until today has no entry */
            missing: boolean;
            missing_days: string[];
            user: components["schemas"]["Person"];
            /**
             * Format: int64
             * @description Number of entries of the kind visit
             */
            visits: number;
        };
        TeamToday: {
            /** Format: date */
            date: string;
            /** Format: int64 */
            entries: number;
            /** @description People without an entry on a working day, by name; at most 50 */
            missing: components["schemas"]["Person"][];
            /** Format: int64 */
            missing_count: number;
            /**
             * Format: int64
             * @description Number of people who should write or have written
             */
            people: number;
            /**
             * Format: int64
             * @description Number of entries of the kind visit
             */
            visits: number;
            /** Format: int64 */
            wrote: number;
        };
        Text: {
            /** @description The text in English */
            en: string;
            /** @description The text in Chinese */
            "zh-CN": string;
        };
        TimelineEventInput: {
            actor: components["schemas"]["Person"];
            /** Format: date-time */
            at: string;
            changes: {
                [key: string]: components["schemas"]["Change"];
            };
            /** Format: uuid */
            customer_id: string;
            /** @description Display names of the changed fields */
            field_labels: {
                [key: string]: components["schemas"]["Text"];
            };
            /** @description SHA-256 of this event including prev_hash */
            hash: string;
            /** Format: uuid */
            id: string;
            kind: string;
            /** @description Display name of the kind */
            kind_label: components["schemas"]["Text"];
            /** @description API path of the event's subject; absent if the reader may not see it */
            link?: string;
            /** @description Hash of the previous event; empty for the first */
            prev_hash: string;
            /** Format: uuid */
            project_id: string | null;
            /**
             * Format: int64
             * @description Sequence number in the customer's chain, from 1
             */
            seq: number;
            subject: components["schemas"]["Subject"];
            summary: components["schemas"]["Text"];
            /** @description Display names of the codes in the changes, by field and code: options, stages, statuses, recommendations, categories, payment methods */
            value_labels: {
                [key: string]: {
                    [key: string]: components["schemas"]["Text"];
                };
            };
        };
        Unfinished: {
            /**
             * Format: int64
             * @description Requests that are not yet submitted and that nobody can submit now: only their author may, who is in the projects no more
             */
            drafts: number;
            /** @description A former owner */
            owner: components["schemas"]["Person"];
            /**
             * Format: int64
             * @description Requests under way, which this person keeps
             */
            requests: number;
            /**
             * Format: int64
             * @description Open tasks that are assigned to or claimed by this person
             */
            tasks: number;
        };
        User: {
            active: boolean;
            /** Format: date-time */
            created_at: string;
            /** @description Whether it was created by the development stack */
            demo: boolean;
            department: components["schemas"]["Department"] | null;
            email: string;
            /** Format: uuid */
            id: string;
            /**
             * @description null for the browser's language
             * @enum {string|null}
             */
            locale: "zh-CN" | "en" | null;
            manager: components["schemas"]["Person"] | null;
            name: string;
            phone: string;
            /** @description Role keys */
            roles: string[];
            /** Format: date-time */
            updated_at: string;
            username: string;
            /** Format: int64 */
            version: number;
        };
        Variable: {
            /** @description Added by an administrator, who may also remove it */
            custom: boolean;
            default: unknown;
            description: components["schemas"]["Text"];
            key: string;
            /** @enum {string} */
            type: "text" | "number" | "money" | "boolean" | "duration" | "time_of_day" | "text_list" | "list" | "calendar";
            /** Format: date-time */
            updated_at: string | null;
            updated_by: components["schemas"]["Person"] | null;
            value: unknown;
            /**
             * Format: int64
             * @description 0 as long as the default holds
             */
            version: number;
        };
        VariableChange: {
            after: unknown;
            /** Format: date-time */
            at: string;
            before: unknown;
            by: components["schemas"]["Person"] | null;
            /** Format: uuid */
            id: string;
        };
        Verification: {
            /** Format: uuid */
            customer_id?: string;
            /**
             * Format: int64
             * @description How many events the chain has
             */
            events: number;
            first_broken?: components["schemas"]["Break"];
            /** @description Whether every event is as it was written */
            ok: boolean;
        };
        Week: {
            days: components["schemas"]["WeekDay"][];
            /** Format: int64 */
            entries: number;
            /** Format: date */
            from: string;
            /**
             * @description Sum of the hours, a decimal number
             * @example 37.5
             */
            hours: string;
            /** Format: date */
            to: string;
        };
        WeekDay: {
            /** Format: date */
            date: string;
            /** Format: int64 */
            entries: number;
            /** @description Decimal number */
            hours: string;
            /** @description Whether this is a working day until today without an entry */
            missing: boolean;
            /** @description Whether it is a working day */
            working: boolean;
        };
        WithdrawInputBody: {
            reason: string;
        };
        WorkLog: {
            author: components["schemas"]["Person"];
            /**
             * Format: int64
             * @description Number of comments
             */
            comments: number;
            /** @description Contact of the customer */
            contact: components["schemas"]["Reference"] | null;
            /** @description What was done */
            content: string;
            /** @description Later corrections by the author; the entry itself does not change */
            corrections: components["schemas"]["Correction"][];
            /** Format: date-time */
            created_at: string;
            /** @description The customer */
            customer: components["schemas"]["Reference"] | null;
            /**
             * Format: date-time
             * @description End of the edit window; afterwards only corrections can be added
             */
            editable_until: string;
            /**
             * @description Decimal number; null if not given
             * @example 7.5
             */
            hours: string | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "visit" | "call" | "meeting" | "bid" | "office" | "other";
            /** @description Label of the kind */
            kind_label: components["schemas"]["Text"];
            next_step: string;
            photos: components["schemas"]["Photo"][];
            place: string;
            /** @description Project of the customer */
            project: components["schemas"]["Reference"] | null;
            result: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
            /** Format: date */
            work_date: string;
        };
        WorkingCalendar: {
            days_off: string[];
            from: string;
            holidays: components["schemas"]["CalendarDay"][];
            to: string;
            working_days: components["schemas"]["CalendarDay"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type ActionInfo = components['schemas']['ActionInfo'];
export type Attachment = components['schemas']['Attachment'];
export type AttachmentFormInput = components['schemas']['AttachmentFormInput'];
export type AuditActor = components['schemas']['AuditActor'];
export type AuditEventInput = components['schemas']['AuditEventInput'];
export type AuditSubject = components['schemas']['AuditSubject'];
export type BothLanguages = components['schemas']['BothLanguages'];
export type BothLanguagesInput = components['schemas']['BothLanguagesInput'];
export type Break = components['schemas']['Break'];
export type BudgetRevision = components['schemas']['BudgetRevision'];
export type BudgetView = components['schemas']['BudgetView'];
export type CalendarDay = components['schemas']['CalendarDay'];
export type Change = components['schemas']['Change'];
export type CheckCustomerInputBody = components['schemas']['CheckCustomerInputBody'];
export type CheckCustomerOutputBody = components['schemas']['CheckCustomerOutputBody'];
export type CheckExpenseInputBody = components['schemas']['CheckExpenseInputBody'];
export type CheckExpenseOutputBody = components['schemas']['CheckExpenseOutputBody'];
export type ClosedTask = components['schemas']['ClosedTask'];
export type Comment = components['schemas']['Comment'];
export type CommentInputBody = components['schemas']['CommentInputBody'];
export type Competitor = components['schemas']['Competitor'];
export type CompleteTaskInputBody = components['schemas']['CompleteTaskInputBody'];
export type CompleteTaskOutputBody = components['schemas']['CompleteTaskOutputBody'];
export type Contact = components['schemas']['Contact'];
export type CorrectWorkLogInputBody = components['schemas']['CorrectWorkLogInputBody'];
export type CorrectedFields = components['schemas']['CorrectedFields'];
export type Correction = components['schemas']['Correction'];
export type CorrectionFields = components['schemas']['CorrectionFields'];
export type CreateCompetitorInputBody = components['schemas']['CreateCompetitorInputBody'];
export type CreateContactInputBody = components['schemas']['CreateContactInputBody'];
export type CreateCustomerInputBody = components['schemas']['CreateCustomerInputBody'];
export type CreateDepartmentInputBody = components['schemas']['CreateDepartmentInputBody'];
export type CreateExpenseRequestInputBody = components['schemas']['CreateExpenseRequestInputBody'];
export type CreateProjectInputBody = components['schemas']['CreateProjectInputBody'];
export type CreateProjectRequestInputBody = components['schemas']['CreateProjectRequestInputBody'];
export type CreateRoleInputBody = components['schemas']['CreateRoleInputBody'];
export type CreateTokenInputBody = components['schemas']['CreateTokenInputBody'];
export type CreateUserInputBody = components['schemas']['CreateUserInputBody'];
export type CreateVariableInputBody = components['schemas']['CreateVariableInputBody'];
export type CreateViewInputBody = components['schemas']['CreateViewInputBody'];
export type CreateWorkLogInputBody = components['schemas']['CreateWorkLogInputBody'];
export type Customer = components['schemas']['Customer'];
export type CustomerOverview = components['schemas']['CustomerOverview'];
export type DecidedAttachment = components['schemas']['DecidedAttachment'];
export type DecidedData = components['schemas']['DecidedData'];
export type Decision = components['schemas']['Decision'];
export type DecisionDataInput = components['schemas']['DecisionDataInput'];
export type DemoAccount = components['schemas']['DemoAccount'];
export type Department = components['schemas']['Department'];
export type DepartmentNode = components['schemas']['DepartmentNode'];
export type DirectoryEntry = components['schemas']['DirectoryEntry'];
export type DoubleCustomer = components['schemas']['DoubleCustomer'];
export type DuplicateRequest = components['schemas']['DuplicateRequest'];
export type EditCompetitorInputBody = components['schemas']['EditCompetitorInputBody'];
export type EditContactInputBody = components['schemas']['EditContactInputBody'];
export type EditCustomerInputBody = components['schemas']['EditCustomerInputBody'];
export type EditDepartmentInputBody = components['schemas']['EditDepartmentInputBody'];
export type EditExpenseRequestInputBody = components['schemas']['EditExpenseRequestInputBody'];
export type EditMeInputBody = components['schemas']['EditMeInputBody'];
export type EditProjectInputBody = components['schemas']['EditProjectInputBody'];
export type EditProjectRequestInputBody = components['schemas']['EditProjectRequestInputBody'];
export type EditRoleInputBody = components['schemas']['EditRoleInputBody'];
export type EditUserInputBody = components['schemas']['EditUserInputBody'];
export type EditViewInputBody = components['schemas']['EditViewInputBody'];
export type EditWorkLogInputBody = components['schemas']['EditWorkLogInputBody'];
export type Effect = components['schemas']['Effect'];
export type Found = components['schemas']['Found'];
export type HandOverInputBody = components['schemas']['HandOverInputBody'];
export type HandOverOutputBody = components['schemas']['HandOverOutputBody'];
export type HandOverProblem = components['schemas']['HandOverProblem'];
export type HandedOver = components['schemas']['HandedOver'];
export type Home = components['schemas']['Home'];
export type HomeActs = components['schemas']['HomeActs'];
export type HomeFailure = components['schemas']['HomeFailure'];
export type HomeProjects = components['schemas']['HomeProjects'];
export type HomeRequests = components['schemas']['HomeRequests'];
export type HomeStuck = components['schemas']['HomeStuck'];
export type HomeTasks = components['schemas']['HomeTasks'];
export type ImportDouble = components['schemas']['ImportDouble'];
export type ImportFormInput = components['schemas']['ImportFormInput'];
export type ImportReport = components['schemas']['ImportReport'];
export type ImportSampleRow = components['schemas']['ImportSampleRow'];
export type ImportStop = components['schemas']['ImportStop'];
export type IssueResetOutputBody = components['schemas']['IssueResetOutputBody'];
export type LabeledEvent = components['schemas']['LabeledEvent'];
export type LabeledRevision = components['schemas']['LabeledRevision'];
export type LikelyDouble = components['schemas']['LikelyDouble'];
export type LikelyDuplicate = components['schemas']['LikelyDuplicate'];
export type ListActionInfo = components['schemas']['ListActionInfo'];
export type ListAuditEvent = components['schemas']['ListAuditEvent'];
export type ListComment = components['schemas']['ListComment'];
export type ListCompetitor = components['schemas']['ListCompetitor'];
export type ListContact = components['schemas']['ListContact'];
export type ListCustomer = components['schemas']['ListCustomer'];
export type ListDepartmentNode = components['schemas']['ListDepartmentNode'];
export type ListDirectoryEntry = components['schemas']['ListDirectoryEntry'];
export type ListEffect = components['schemas']['ListEffect'];
export type ListFound = components['schemas']['ListFound'];
export type ListNamedOptions = components['schemas']['ListNamedOptions'];
export type ListNamedView = components['schemas']['ListNamedView'];
export type ListNotification = components['schemas']['ListNotification'];
export type ListPersonalToken = components['schemas']['ListPersonalToken'];
export type ListProject = components['schemas']['ListProject'];
export type ListProjectChange = components['schemas']['ListProjectChange'];
export type ListRequestRow = components['schemas']['ListRequestRow'];
export type ListRole = components['schemas']['ListRole'];
export type ListSignInSession = components['schemas']['ListSignInSession'];
export type ListSubjectKinds = components['schemas']['ListSubjectKinds'];
export type ListTask = components['schemas']['ListTask'];
export type ListTeamMember = components['schemas']['ListTeamMember'];
export type ListTimelineEvent = components['schemas']['ListTimelineEvent'];
export type ListUser = components['schemas']['ListUser'];
export type ListVariable = components['schemas']['ListVariable'];
export type ListVariableChange = components['schemas']['ListVariableChange'];
export type ListWorkLog = components['schemas']['ListWorkLog'];
export type LoginInputBody = components['schemas']['LoginInputBody'];
export type ManagedRequest = components['schemas']['ManagedRequest'];
export type ManagedTask = components['schemas']['ManagedTask'];
export type ManagementReport = components['schemas']['ManagementReport'];
export type Me = components['schemas']['Me'];
export type Money = components['schemas']['Money'];
export type MoneyInput = components['schemas']['MoneyInput'];
export type NamedOptions = components['schemas']['NamedOptions'];
export type NamedView = components['schemas']['NamedView'];
export type NewToken = components['schemas']['NewToken'];
export type NoteInputBody = components['schemas']['NoteInputBody'];
export type Notification = components['schemas']['Notification'];
export type NotificationSubject = components['schemas']['NotificationSubject'];
export type Option = components['schemas']['Option'];
export type Orphans = components['schemas']['Orphans'];
export type PasswordInputBody = components['schemas']['PasswordInputBody'];
export type Payments = components['schemas']['Payments'];
export type PendingTask = components['schemas']['PendingTask'];
export type Permission = components['schemas']['Permission'];
export type PermissionInputInput = components['schemas']['PermissionInputInput'];
export type Person = components['schemas']['Person'];
export type PersonalToken = components['schemas']['PersonalToken'];
export type Photo = components['schemas']['Photo'];
export type PhotoFormInput = components['schemas']['PhotoFormInput'];
export type Preferences = components['schemas']['Preferences'];
export type PreviewUserInputBody = components['schemas']['PreviewUserInputBody'];
export type Problem = components['schemas']['Problem'];
export type ProblemField = components['schemas']['ProblemField'];
export type Project = components['schemas']['Project'];
export type ProjectChange = components['schemas']['ProjectChange'];
export type ReadNotificationsInputBody = components['schemas']['ReadNotificationsInputBody'];
export type ReadNotificationsOutputBody = components['schemas']['ReadNotificationsOutputBody'];
export type Reason = components['schemas']['Reason'];
export type ReasonInputBody = components['schemas']['ReasonInputBody'];
export type ReassignInputBody = components['schemas']['ReassignInputBody'];
export type Reference = components['schemas']['Reference'];
export type Report = components['schemas']['Report'];
export type ReportCell = components['schemas']['ReportCell'];
export type ReportColumn = components['schemas']['ReportColumn'];
export type Request = components['schemas']['Request'];
export type RequestDetail = components['schemas']['RequestDetail'];
export type RequestRow = components['schemas']['RequestRow'];
export type ResetInputBody = components['schemas']['ResetInputBody'];
export type Responsibilities = components['schemas']['Responsibilities'];
export type Role = components['schemas']['Role'];
export type RowProblem = components['schemas']['RowProblem'];
export type ScopeChange = components['schemas']['ScopeChange'];
export type SetVariableInputBody = components['schemas']['SetVariableInputBody'];
export type Settings = components['schemas']['Settings'];
export type SignInSession = components['schemas']['SignInSession'];
export type StepState = components['schemas']['StepState'];
export type StuckOutputBody = components['schemas']['StuckOutputBody'];
export type StuckProblem = components['schemas']['StuckProblem'];
export type StuckRequest = components['schemas']['StuckRequest'];
export type StuckTask = components['schemas']['StuckTask'];
export type Subject = components['schemas']['Subject'];
export type SubjectKindInput = components['schemas']['SubjectKindInput'];
export type SubjectKindsInput = components['schemas']['SubjectKindsInput'];
export type Task = components['schemas']['Task'];
export type TaskCounts = components['schemas']['TaskCounts'];
export type TaskDetail = components['schemas']['TaskDetail'];
export type TaskRequest = components['schemas']['TaskRequest'];
export type TeamDay = components['schemas']['TeamDay'];
export type TeamMember = components['schemas']['TeamMember'];
export type TeamToday = components['schemas']['TeamToday'];
export type Text = components['schemas']['Text'];
export type TimelineEventInput = components['schemas']['TimelineEventInput'];
export type Unfinished = components['schemas']['Unfinished'];
export type User = components['schemas']['User'];
export type Variable = components['schemas']['Variable'];
export type VariableChange = components['schemas']['VariableChange'];
export type Verification = components['schemas']['Verification'];
export type Week = components['schemas']['Week'];
export type WeekDay = components['schemas']['WeekDay'];
export type WithdrawInputBody = components['schemas']['WithdrawInputBody'];
export type WorkLog = components['schemas']['WorkLog'];
export type WorkingCalendar = components['schemas']['WorkingCalendar'];
export type $defs = Record<string, never>;
export interface operations {
    "post-admin-requests-by-id-end": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedRequest"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-admin-requests-by-id-restart-workflow": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedRequest"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-admin-stuck": {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the previous page; valid only for the same filter and user */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StuckOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-attachments-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attachment"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-attachments-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-attachments-by-id-content": {
        parameters: {
            query?: never;
            header?: {
                /** @description Ranges of bytes, see RFC 9110 */
                Range?: string;
                "If-Range"?: string;
                "If-None-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes, with the detected type */
            200: {
                headers: {
                    /** @description Contains the file name */
                    "Content-Disposition"?: string;
                    /** @description The SHA-256 of all the bytes */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Ranges of the bytes */
            206: {
                headers: {
                    /** @description Contains the file name */
                    "Content-Disposition"?: string;
                    /** @description The SHA-256 of all the bytes */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such range */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "head-attachments-by-id-content": {
        parameters: {
            query?: never;
            header?: {
                /** @description Ranges of bytes, see RFC 9110 */
                Range?: string;
                "If-Range"?: string;
                "If-None-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes, with the detected type */
            200: {
                headers: {
                    /** @description Contains the file name */
                    "Content-Disposition"?: string;
                    /** @description The SHA-256 of all the bytes */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Ranges of the bytes */
            206: {
                headers: {
                    /** @description Contains the file name */
                    "Content-Disposition"?: string;
                    /** @description The SHA-256 of all the bytes */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such range */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-audit": {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the previous page; valid only for the same filter and user */
                cursor?: string;
                /** @description Such as user.updated, or all of a subject, such as user; separated by commas or repeated */
                kind?: string[];
                actor_id?: string;
                /** @description Id of the changed object, or key of a global variable */
                subject?: string;
                /** @description A time as in RFC 3339, or a day YYYY-MM-DD of the company's */
                from?: string;
                /** @description A day counts in full */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListAuditEvent"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-audit-export": {
        parameters: {
            query?: {
                /** @description Such as user.updated, or all of a subject, such as user; separated by commas or repeated */
                kind?: string[];
                actor_id?: string;
                /** @description Id of the changed object, or key of a global variable */
                subject?: string;
                /** @description A time as in RFC 3339, or a day YYYY-MM-DD of the company's */
                from?: string;
                /** @description A day counts in full */
                to?: string;
                format?: "csv" | "xlsx";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-audit-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSubjectKinds"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-audit-verify": {
        parameters: {
            query?: {
                /** @description The customer whose timeline is verified; needs permission to read all customers or the audit. Absent: the chain of administrative acts, with permission to read the audit */
                customer_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verification"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-auth-login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-auth-logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-auth-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-competitors-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-competitors-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditCompetitorInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Competitor"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-competitors-by-id-restore": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Competitor"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-contacts-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-contacts-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-contacts-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditContactInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-contacts-by-id-archive": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-contacts-by-id-restore": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-customers": {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the previous page; valid only for the same filter and user */
                cursor?: string;
                /** @description List the archived ones instead */
                archived?: boolean;
                /** @description Any part of the name, of a contact's name or telephone number, or of a project's name; the most relevant come first */
                q?: string;
                /** @description false: the owner's account was deactivated */
                owner_active?: "false";
                owner_id?: string;
                industry?: string;
                region?: string;
                level?: string;
                /** @description Stage of one of the customer's projects */
                stage?: "lead" | "contacted" | "proposal" | "bidding" | "negotiation" | "won" | "lost";
                /** @description With activity since then */
                active_since?: string;
                /** @description Without activity since then */
                inactive_since?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListCustomer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCustomerInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-check": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckCustomerInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckCustomerOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-customers-export": {
        parameters: {
            query?: {
                /** @description List the archived ones instead */
                archived?: boolean;
                /** @description Any part of the name, of a contact's name or telephone number, or of a project's name; the most relevant come first */
                q?: string;
                /** @description false: the owner's account was deactivated */
                owner_active?: "false";
                owner_id?: string;
                industry?: string;
                region?: string;
                level?: string;
                /** @description Stage of one of the customer's projects */
                stage?: "lead" | "contacted" | "proposal" | "bidding" | "negotiation" | "won" | "lost";
                /** @description With activity since then */
                active_since?: string;
                /** @description Without activity since then */
                inactive_since?: string;
                format?: "csv" | "xlsx";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-hand-over": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandOverInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Language"?: string;
                    Vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandOverOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-import": {
        parameters: {
            query?: {
                /** @description Only check the file, without writing anything */
                dry_run?: boolean;
                /** @description skip leaves out the rows that may be duplicates */
                doubles?: "keep" | "skip";
            };
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-customers-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-customers-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditCustomerInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-by-id-archive": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-customers-by-id-contacts": {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the previous page; valid only for the same filter and user */
                cursor?: string;
                /** @description List the archived ones instead */
                archived?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListContact"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-by-id-contacts": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateContactInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-by-id-notes": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelineEventInput"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-customers-by-id-overview": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerOverview"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-customers-by-id-projects": {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the previous page; valid only for the same filter and user */
                cursor?: string;
                /** @description List the archived ones instead */
                archived?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListProject"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-by-id-projects": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateProjectInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-customers-by-id-restore": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-customers-by-id-timeline": {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the previous page; valid only for the same filter and user */
                cursor?: string;
                /** @description Such as project.created, or all of a subject, such as project; separated by commas or repeated */
                kind?: string[];
                actor_id?: string;
                project_id?: string;
                /** @description A time as in RFC 3339, or a day YYYY-MM-DD of the company's */
                from?: string;
                /** @description A day counts in full */
                to?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListTimelineEvent"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-departments": {
        parameters: {
            query?: {
                /** @description Include archived departments */
                archived?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListDepartmentNode"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-departments": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateDepartmentInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DepartmentNode"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-departments-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditDepartmentInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DepartmentNode"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-expense-requests": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateExpenseRequestInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-expense-requests-check": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckExpenseInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckExpenseOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-expense-requests-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-expense-requests-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditExpenseRequestInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-expense-requests-by-id-submit": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestDetail"];
                };
            };
            /** @description Queued; it starts when the workflow engine is available */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-expense-requests-by-id-withdraw": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithdrawInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-home": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Home"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    Vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditMeInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    Vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-me-password": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordInputBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-me-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSignInSession"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-me-sessions-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-me-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPersonalToken"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-me-tokens": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTokenInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewToken"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-me-tokens-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-me-views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListNamedView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-me-views": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateViewInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NamedView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-me-views-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-me-views-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditViewInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NamedView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-notifications": {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the previous page; valid only for the same filter and user */
                cursor?: string;
                /** @description Only unread notifications */
                unread?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListNotification"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-notifications-read": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadNotificationsInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadNotificationsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListNamedOptions"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-people": {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the previous page; valid only for the same filter and user */
                cursor?: string;
                /** @description Part of the name or the user name */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListDirectoryEntry"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListActionInfo"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-project-requests": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateProjectRequestInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-project-requests-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-project-requests-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditProjectRequestInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-project-requests-by-id-submit": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestDetail"];
                };
            };
            /** @description Queued; it starts when the workflow engine is available */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-project-requests-by-id-withdraw": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithdrawInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-projects": {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the previous page; valid only for the same filter and user */
                cursor?: string;
                /** @description Words, each in the project's or the customer's name */
                q?: string;
                /** @description A member of the project */
                member_id?: string;
                customer_id?: string;
                status?: "open" | "in_review" | "approved" | "rejected";
                stage?: "lead" | "contacted" | "proposal" | "bidding" | "negotiation" | "won" | "lost";
                /** @description First day on which the project is expected to close */
                close_from?: string;
                /** @description Last day on which the project is expected to close */
                close_to?: string;
                /** @description Owner of the customer or member of the project */
                user_id?: string;
                /** @description Owner of the customer */
                owner_id?: string;
                /** @description Department of the customer's owner, including those below it */
                department_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListProject"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-projects-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-projects-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditProjectInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-projects-by-id-archive": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-projects-by-id-competitors": {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the previous page; valid only for the same filter and user */
                cursor?: string;
                /** @description List the removed competitors instead */
                removed?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListCompetitor"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-projects-by-id-competitors": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCompetitorInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Competitor"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-projects-by-id-history": {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the previous page; valid only for the same filter and user */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListProjectChange"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-projects-by-id-restore": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-reports-by-name": {
        parameters: {
            query?: {
                /** @description Grouping of the rows. approval-times: step, month, user, department; spending: category, month, customer, project, requester, department; budgets: project, customer, owner; pipeline: stage, month, owner, customer, department; work-logs: user, month, kind, customer, department. The default is the first */
                by?: string;
                /** @description First day: of the decision, payment, expected close or work. Absent: in reports that need one, the first of the month eleven months before the last day */
                from?: string;
                /** @description Last day */
                to?: string;
                /** @description Department, including those below it, of the decider, requester, customer owner or author */
                department_id?: string;
                /** @description The decider, requester, customer owner, project member or author */
                user_id?: string;
                /** @description For budgets and pipeline: owner of the customer */
                owner_id?: string;
                /** @description For approval-times and spending */
                requester_id?: string;
                customer_id?: string;
                /** @description For spending */
                category?: string;
                /** @description For spending */
                project_id?: string;
                /** @description For approval-times */
                step?: string;
                /** @description For pipeline */
                stage?: "lead" | "contacted" | "proposal" | "bidding" | "negotiation" | "won" | "lost";
                /** @description For work-logs */
                kind?: string;
                format?: "json" | "csv" | "xlsx";
            };
            header?: never;
            path: {
                name: "approval-times" | "spending" | "budgets" | "pipeline" | "work-logs";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagementReport"];
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-requests": {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the previous page; valid only for the same filter and user */
                cursor?: string;
                kind?: "project_request" | "expense_request";
                /** @description draft, submitting, in_review, returned, approved, paid, rejected or withdrawn; separated by commas or repeated */
                status?: string[];
                requester_id?: string;
                customer_id?: string;
                project_id?: string;
                /** @description First day of creation */
                from?: string;
                /** @description Last day of creation */
                to?: string;
                /** @description First day of payment, as finance entered it */
                paid_from?: string;
                /** @description Last day of payment */
                paid_to?: string;
                /** @description Part of the number, the purpose, the voucher number, the project's or the customer's name */
                q?: string;
                /** @description Requests without such a day or amount come first, with a minus last. Amounts are compared as numbers */
                sort?: "created_at" | "-created_at" | "amount" | "-amount" | "submitted_at" | "-submitted_at" | "paid_on" | "-paid_on";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListRequestRow"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-requests-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-requests-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-requests-by-id-attachments": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["AttachmentFormInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attachment"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListRole"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-roles": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateRoleInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-roles-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditRoleInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-roles-by-id-preview": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditRoleInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListEffect"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-search": {
        parameters: {
            query?: {
                /** @description Words that must all be found, in names, telephone numbers of contacts, or numbers, purposes and vouchers of requests */
                q?: string;
                /** @description Maximum number of each kind */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListFound"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-tasks": {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the previous page; valid only for the same filter and user */
                cursor?: string;
                /** @description inbox: tasks that you can do; claimed: those of them that you have claimed; done: tasks that you have done; requested: tasks of others for your requests */
                box?: "inbox" | "claimed" | "done" | "requested";
                kind?: "project_request" | "expense_request";
                step?: "commercial_report" | "finance_report" | "management_decision" | "gm_signoff" | "finance_processing" | "revise";
                /** @description Only tasks that are overdue or were completed late */
                overdue?: boolean;
                /** @description Part of the number, the purpose, the voucher number, the project's or the customer's name */
                q?: string;
                customer_id?: string;
                requester_id?: string;
                /** @description Decimal amount, never a float */
                amount_min?: string;
                /** @description Decimal amount */
                amount_max?: string;
                /** @description due_at: earliest first, tasks without a deadline last; with a minus in reverse. Amounts are compared as numbers */
                sort?: "created_at" | "-created_at" | "due_at" | "-due_at" | "amount" | "-amount";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListTask"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-tasks-counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskCounts"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-tasks-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-tasks-by-id-claim": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-tasks-by-id-complete": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompleteTaskInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompleteTaskOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-tasks-by-id-reassign": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReassignInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ManagedTask"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-tasks-by-id-release": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-timeline-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSubjectKinds"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-users": {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the previous page; valid only for the same filter and user */
                cursor?: string;
                /** @description Part of the name or the user name */
                q?: string;
                /** @description Key of a role held */
                role?: string;
                /** @description The department without those below it */
                department_id?: string;
                active?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListUser"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-users": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateUserInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-users-import": {
        parameters: {
            query?: {
                /** @description Only check the file, without writing anything */
                dry_run?: boolean;
            };
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["ImportFormInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-users-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-users-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditUserInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-users-by-id-password-reset": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssueResetOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-users-by-id-preview": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewUserInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListEffect"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-users-by-id-responsibilities": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Responsibilities"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-users-by-id-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListSignInSession"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-users-by-id-sessions-by-session-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-users-by-id-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListPersonalToken"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-users-by-id-tokens-by-token-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                token_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-variables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListVariable"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-variables": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateVariableInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Variable"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-variables-by-key": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetVariableInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Variable"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-variables-by-key": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-variables-by-key-history": {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the previous page; valid only for the same filter and user */
                cursor?: string;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListVariableChange"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-work-logs": {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the previous page; valid only for the same filter and user */
                cursor?: string;
                /** @description The author */
                user_id?: string;
                /** @description First day of work */
                from?: string;
                /** @description Last day of work */
                to?: string;
                customer_id?: string;
                kind?: "visit" | "call" | "meeting" | "bid" | "office" | "other";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListWorkLog"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-work-logs": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWorkLogInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkLog"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-work-logs-team": {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the previous page; valid only for the same filter and user */
                cursor?: string;
                date?: string;
                /** @description YYYY-MM; exactly one of date and month */
                month?: string;
                /** @description Department, including those below it */
                department_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListTeamMember"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-work-logs-team-export": {
        parameters: {
            query?: {
                date?: string;
                /** @description YYYY-MM; exactly one of date and month */
                month?: string;
                /** @description Department, including those below it */
                department_id?: string;
                format?: "csv" | "xlsx";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-work-logs-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkLog"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-work-logs-by-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditWorkLogInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkLog"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-work-logs-by-id-comments": {
        parameters: {
            query?: {
                limit?: number;
                /** @description next_cursor of the previous page; valid only for the same filter and user */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListComment"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-work-logs-by-id-comments": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CommentInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comment"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-work-logs-by-id-corrections": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CorrectWorkLogInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkLog"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-work-logs-by-id-photos": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request idempotent: it takes effect once, and a repeat gets the first answer. Keys are per user. A refusal leaves the key free; another route, path or body with the same key is a 409 */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["PhotoFormInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Photo"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-work-logs-by-id-photos-by-photo-id-content": {
        parameters: {
            query?: never;
            header?: {
                /** @description Ranges of bytes, see RFC 9110 */
                Range?: string;
                "If-Range"?: string;
                "If-None-Match"?: string;
            };
            path: {
                id: string;
                photo_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes, with the detected type */
            200: {
                headers: {
                    /** @description Contains the file name */
                    "Content-Disposition"?: string;
                    /** @description The SHA-256 of all the bytes */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Ranges of the bytes */
            206: {
                headers: {
                    /** @description Contains the file name */
                    "Content-Disposition"?: string;
                    /** @description The SHA-256 of all the bytes */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such range */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "head-work-logs-by-id-photos-by-photo-id-content": {
        parameters: {
            query?: never;
            header?: {
                /** @description Ranges of bytes, see RFC 9110 */
                Range?: string;
                "If-Range"?: string;
                "If-None-Match"?: string;
            };
            path: {
                id: string;
                photo_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes, with the detected type */
            200: {
                headers: {
                    /** @description Contains the file name */
                    "Content-Disposition"?: string;
                    /** @description The SHA-256 of all the bytes */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Ranges of the bytes */
            206: {
                headers: {
                    /** @description Contains the file name */
                    "Content-Disposition"?: string;
                    /** @description The SHA-256 of all the bytes */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            /** @description Not modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such range */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
