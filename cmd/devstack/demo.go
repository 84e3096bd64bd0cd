package main

import (
	"fmt"

	"approvals/deploy/demo"

	"github.com/spf13/cobra"
)

func demoCommand() *cobra.Command {
	var s settings
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Run both approval processes on the running stack, step by step, then verify the data",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := s.readStack(); err != nil {
				return err
			}
			program, err := findApprovals()
			if err != nil {
				return err
			}
			if err := demo.Walk(cmd.Context(), cmd.OutOrStdout(), s.server); err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), "\nRunning `approvals verify`:")
			return program.run(cmd.Context(), cmd.OutOrStdout(), s.environment(), "verify")
		},
	}
	s.bind(cmd, "demo")
	return cmd
}
