package storage

import (
	"fmt"

	"approvals/workflows/approval"
)

// Who reaches which customer stands here and nowhere else. Contacts, projects,
// competitors and the timeline follow their customer.

// peopleInReach is SQL for the ids of the people whose things the scope
// reaches; $actor is the number of the parameter with the actor's id.
func peopleInReach(scope approval.Scope, actor int) string {
	if scope == approval.ScopeTeam {
		// UNION, not UNION ALL: a circle of managers ends.
		return fmt.Sprintf(`(WITH RECURSIVE team AS (
			SELECT $%d::uuid AS id
			UNION
			SELECT u.id FROM users u JOIN team t ON u.manager_id = t.id
		) SELECT id FROM team)`, actor)
	}
	return fmt.Sprintf(`(SELECT $%d::uuid)`, actor)
}
