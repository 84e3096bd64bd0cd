package storage

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"golang.org/x/sync/semaphore"
)

// Who writes to a row that another transaction holds waits for it, and holds a
// connection of the pool meanwhile. So that many writers to one customer don't
// take the connections of all others, only a few at a time come as far as its
// rows: for one more the transaction is taken back, its connection goes to
// others, and it begins again when its turn has come.

// atOnce is how many transactions of this process may hold a row or wait for it
// in the database: one that has it, and others ready to go on at once.
const atOnce = 3

// gates let a few at a time to each row. A row has a gate while somebody is
// there.
type gates struct {
	mu   sync.Mutex
	rows map[string]*gate
}

type gate struct {
	slots *semaphore.Weighted
	// there is how many have a slot or wait for one.
	there int
}

func (g *gates) arrive(row string) *gate {
	g.mu.Lock()
	defer g.mu.Unlock()
	at := g.rows[row]
	if at == nil {
		at = &gate{slots: semaphore.NewWeighted(atOnce)}
		g.rows[row] = at
	}
	at.there++
	return at
}

func (g *gates) leave(row string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	at := g.rows[row]
	if at.there--; at.there == 0 {
		delete(g.rows, row)
	}
}

// turns are the slots that a transaction has. Only its own goroutine uses them.
type turns struct {
	gates *gates
	held  map[string]*gate
}

type turnsKey struct{}

// crowded is the error of a transaction that has to begin again when it has its
// turn at the row.
type crowded struct{ row string }

func (c crowded) Error() string { return fmt.Sprintf("row %s: others come first", c.row) }

// inTurn runs try, a whole transaction, and again each time that it came to a
// row where it was not its turn, when it is. What it has turns at stays so until
// the transaction is over.
func (s *Store) inTurn(ctx context.Context, try func(context.Context) error) error {
	t := &turns{gates: &s.gates, held: map[string]*gate{}}
	defer t.release()
	ctx = context.WithValue(ctx, turnsKey{}, t)
	for {
		err := try(ctx)
		at := crowded{}
		if !errors.As(err, &at) {
			return err
		}
		if err := t.await(ctx, at.row); err != nil {
			return known(err)
		}
	}
}

// comeInTurn is called before the row with the id is locked in the transaction
// that ctx carries. An error means that the transaction has to be given up; it
// begins again by itself.
func (s *Store) comeInTurn(ctx context.Context, id string) error {
	t, ok := ctx.Value(turnsKey{}).(*turns)
	id = plainID(id)
	if !ok || t.held[id] != nil {
		return nil
	}
	at := t.gates.arrive(id)
	// Nobody waits here: that one has locked rows already.
	if !at.slots.TryAcquire(1) {
		t.gates.leave(id)
		return crowded{id}
	}
	t.held[id] = at
	return nil
}

// lockRow locks the row of the table until the transaction that ctx carries ends,
// when its turn has come; lock is how, such as FOR NO KEY UPDATE. It is a statement
// of its own: what a statement joins to a row that it waited for can be older than
// the row.
func (s *Store) lockRow(ctx context.Context, table, id, lock string) error {
	if err := s.comeInTurn(ctx, id); err != nil {
		return err
	}
	return s.in(ctx).exec(ctx, fmt.Sprintf(`SELECT FROM %s WHERE id = $1 %s`, table, lock), id)
}

// await waits, without a connection, until it is the transaction's turn at a
// further row. All rows are waited for in one order, so that two transactions
// never wait for each other.
func (t *turns) await(ctx context.Context, row string) error {
	rows := []string{row}
	for held := range t.held {
		rows = append(rows, held)
	}
	t.release()
	slices.Sort(rows)
	for _, row := range rows {
		at := t.gates.arrive(row)
		if err := at.slots.Acquire(ctx, 1); err != nil {
			t.gates.leave(row)
			return err
		}
		t.held[row] = at
	}
	return nil
}

func (t *turns) release() {
	for row, at := range t.held {
		at.slots.Release(1)
		t.gates.leave(row)
	}
	clear(t.held)
}
