package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func migrateCommand() *cobra.Command {
	var s settings
	cmd := &cobra.Command{
		Use:   "migrate",
		Short: "Migrate the database to this version's schema; repeating it is harmless",
		Long: `Migrate connects as the owner of the tables, with --migrate-database-url, and
grants the role of --database-url the privileges that the API and the worker need.
That role owns no tables and cannot change or delete events of the timelines or the
audit log. Create it beforehand:

  CREATE ROLE approvals_app LOGIN PASSWORD '…';

Without --migrate-database-url the role of --database-url also owns the tables,
which the API and the worker refuse in production.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := s.migrate(cmd.Context()); err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), "The database schema is up to date.")
			return nil
		},
	}
	s.bind(cmd, "migrate")
	return cmd
}
