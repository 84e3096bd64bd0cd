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
	cmd := &cobra.Command{Use: "user", Short: "Accounts, from the command line"}
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
				return errors.New("no password came on standard input")
			}
			store, err := s.openStore()
			if err != nil {
				return err
			}
			defer store.Close()
			user, err := store.CreateUser(cmd.Context(), ledger.Program, input)
			if err != nil {
				return inWords(err)
			}
			fmt.Fprintf(cmd.OutOrStdout(), "Created %s (%s).\n", user.Username, user.ID)
			return nil
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&input.Username, "username", "", "name to sign in with")
	flags.StringVar(&input.Name, "name", "", "name that others see")
	flags.StringVar(&input.Email, "email", "", "e-mail address")
	flags.StringVar(&input.Phone, "phone", "", "telephone number")
	flags.StringVar((*string)(&input.Locale), "locale", "", "zh-CN or en; empty lets the browser decide")
	flags.StringSliceVar(&input.Roles, "role", nil, "role to hold; can be given several times")
	s.bind(cmd, "user")
	return cmd
}

// inWords spells out which fields are wrong; on a terminal there is no form to
// show them at.
func inWords(err error) error {
	told := approval.AsError(err)
	if told == nil || len(told.Fields) == 0 {
		return err
	}
	var words []string
	for _, f := range told.Fields {
		words = append(words, strings.TrimPrefix(f.Location, "body.")+": "+f.Message.EN)
	}
	return errors.New(strings.Join(words, "; "))
}
