package main

import (
	"bufio"
	"errors"
	"fmt"
	"strings"

	"approvals/storage/account"
	"approvals/storage/ledger"
	"approvals/workflows/approval"

	"github.com/spf13/cobra"
)

func userCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "user", Short: "Manage accounts"}
	cmd.AddCommand(userCreateCommand())
	return cmd
}

func userCreateCommand() *cobra.Command {
	var (
		s     settings
		input account.UserInput
	)
	cmd := &cobra.Command{
		Use:     "create",
		Short:   "Create an account; the password is read from standard input",
		Example: "  approvals user create --username li --name 李雷 --role administrator < password-file",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			password, _ := bufio.NewReader(cmd.InOrStdin()).ReadString('\n')
			if input.Password = strings.TrimRight(password, "\r\n"); input.Password == "" {
				return errors.New("the password on standard input is empty")
			}
			store, err := s.openStore()
			if err != nil {
				return err
			}
			defer store.Close()
			user, err := store.CreateUser(cmd.Context(), ledger.Program, input)
			if err != nil {
				return withFieldErrors(err)
			}
			fmt.Fprintf(cmd.OutOrStdout(), "Created %s (%s).\n", user.Username, user.ID)
			return nil
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&input.Username, "username", "", "username to sign in with")
	flags.StringVar(&input.Name, "name", "", "display name")
	flags.StringVar(&input.Email, "email", "", "e-mail address")
	flags.StringVar(&input.Phone, "phone", "", "telephone number")
	flags.StringVar((*string)(&input.Locale), "locale", "", "zh-CN or en; if empty, the browser's language is used")
	flags.StringSliceVar(&input.Roles, "role", nil, "role of the account; can be repeated")
	s.bind(cmd, "user")
	return cmd
}

// withFieldErrors returns an error with the messages of all invalid fields.
func withFieldErrors(err error) error {
	invalid := approval.AsError(err)
	if invalid == nil || len(invalid.Fields) == 0 {
		return err
	}
	var messages []string
	for _, f := range invalid.Fields {
		messages = append(messages, strings.TrimPrefix(f.Location, "body.")+": "+f.Message.EN)
	}
	return errors.New(strings.Join(messages, "; "))
}
