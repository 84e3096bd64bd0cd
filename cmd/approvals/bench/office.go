package bench

import (
	"context"
	"fmt"

	"approvals/storage/account"
	"approvals/storage/ledger"
	"approvals/workflows/approval"

	"github.com/google/uuid"
)

// peoplePerCustomer is how many people at once work on one customer, whose timeline each
// of their acts is written to.
const peoplePerCustomer = 4

// lane is one author and the two who decide, with the project that they work on.
type lane struct {
	author, manager, clerk *person
	project                string
}

// office creates the accounts, customers and projects for people at once and signs the
// accounts in, those of each customer at the next of the servers.
func (b *bench) office(ctx context.Context, people int, servers ...string) ([]lane, error) {
	run := uuid.NewString()[:8]
	var lanes []lane
	for i := 0; i < people; i += peoplePerCustomer {
		server := servers[i/peoplePerCustomer%len(servers)]
		l := lane{}
		var err error
		for _, post := range []struct {
			into *(*person)
			role string
		}{{&l.author, approval.SalesRep}, {&l.manager, approval.GeneralManager}, {&l.clerk, approval.Finance}} {
			if *post.into, err = b.join(ctx, server, fmt.Sprintf("bench-%s-%s-%d", run, post.role, i), post.role); err != nil {
				return nil, err
			}
		}
		var customer, project struct{ ID string }
		if err := l.author.post(ctx, "/customers", object{"name": fmt.Sprintf("Bench %s %d", run, i)}, &customer); err != nil {
			return nil, err
		}
		for n := range min(peoplePerCustomer, people-i) {
			if err := l.author.post(ctx, "/customers/"+customer.ID+"/projects", object{"name": fmt.Sprintf("Bench %s %d", run, n)}, &project); err != nil {
				return nil, err
			}
			l.project = project.ID
			lanes = append(lanes, l)
		}
	}
	return lanes, nil
}

// join creates an account with the role and signs it in.
func (b *bench) join(ctx context.Context, server, username, role string) (*person, error) {
	password := uuid.NewString()
	if _, err := b.Store.CreateUser(ctx, ledger.Program, account.UserInput{
		Username: username, Name: username, Password: password, Roles: []string{role},
	}); err != nil {
		return nil, fmt.Errorf("account %s: %w", username, err)
	}
	return signIn(ctx, server, username, password)
}

// draft creates an expense request of the lane's author and returns its id.
func (b *bench) draft(ctx context.Context, l lane) (string, error) {
	var made struct{ ID string }
	// No two amounts are the same, since each request would list all others as likely
	// duplicates.
	n := b.drafts.Add(1)
	amount := fmt.Sprintf("%d.%02d", 80+n/100, n%100)
	err := l.author.post(ctx, "/expense-requests", object{
		"project_id": l.project, "category": "travel", "amount": yuan(amount), "purpose": "Bench", "spent_on": b.today,
	}, &made)
	return made.ID, err
}

// submitted creates an expense request and submits it.
func (b *bench) submitted(ctx context.Context, l lane) (string, error) {
	id, err := b.draft(ctx, l)
	if err != nil {
		return "", err
	}
	return id, l.author.post(ctx, "/expense-requests/"+id+"/submit", object{}, nil)
}

func yuan(amount string) object { return object{"amount": amount, "currency": "CNY"} }
