package storage

import "github.com/pressly/goose/v3"

// Migrations is what Migrate runs.
func (s *Store) Migrations() (*goose.Provider, error) { return gooseProvider(s.DB()) }
