package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func migrateCommand() *cobra.Command {
	var s settings
	cmd := &cobra.Command{
		Use:   "migrate",
		Short: "Bring the database to this version's schema; running it again changes nothing",
		Long: `Migrate connects as the owner of the tables, with --migrate-database-url, and
gives the role of --database-url, with which the API and the worker connect, what
these need: neither owns a table, nor can it change or remove what the timelines
and the audit have told. Make that role beforehand:

  CREATE ROLE approvals_app LOGIN PASSWORD '…';

Without --migrate-database-url one role is everything, which the API and the
worker refuse in production.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := s.migrate(cmd.Context()); err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), "The database has the schema of this version.")
			return nil
		},
	}
	s.bind(cmd, "migrate")
	return cmd
}
