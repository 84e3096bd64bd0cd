package storage

import "github.com/pressly/goose/v3"

// Migrations returns the migrations.
func (s *Store) Migrations() (*goose.Provider, error) { return gooseProvider(s.DB()) }
