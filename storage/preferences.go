package storage

import "context"

// Preferences are how somebody wants the page, on whatever machine.
type Preferences struct {
	Theme   string `json:"theme" db:"theme" enum:"auto,light,dark" doc:"auto: as the machine has it"`
	Density string `json:"density" db:"density" enum:"comfortable,compact"`
	Keys    bool   `json:"keys" db:"keys" doc:"Whether the page listens to single keys"`
}

// Preferences returns those of the user.
func (s *Store) Preferences(ctx context.Context, userID string) (p Preferences, err error) {
	err = s.in(ctx).get(ctx, &p, `SELECT theme, density, keys FROM users WHERE id = $1`, userID)
	return p, err
}
