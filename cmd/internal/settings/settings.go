// Package settings is how the programs are set: each setting by a flag or by the
// environment, and what is not given by the data folder of the running stack.
package settings

import (
	"fmt"
	"os"
	"slices"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Option is one setting: its flag, the environment variable that stands in for
// the flag, and the commands that take it.
type Option struct {
	Flag, Env, Usage string
	Commands         []string
	Define           func(f *pflag.FlagSet, name, usage string)
}

// NewOption is the option of these properties.
func NewOption(flag, env, usage string, commands []string, define func(f *pflag.FlagSet, name, usage string)) Option {
	return Option{Flag: flag, Env: env, Usage: usage, Commands: commands, Define: define}
}

// Text defines the flag of a string.
func Text(into *string, standard string) func(*pflag.FlagSet, string, string) {
	return func(f *pflag.FlagSet, name, usage string) { f.StringVar(into, name, standard, usage) }
}

// Number defines the flag of an integer.
func Number(into *int, standard int) func(*pflag.FlagSet, string, string) {
	return func(f *pflag.FlagSet, name, usage string) { f.IntVar(into, name, standard, usage) }
}

// Switch defines the flag of something that is off unless it is given.
func Switch(into *bool) func(*pflag.FlagSet, string, string) {
	return func(f *pflag.FlagSet, name, usage string) { f.BoolVar(into, name, false, usage) }
}

// List defines the flag of several strings.
func List(into *[]string) func(*pflag.FlagSet, string, string) {
	return func(f *pflag.FlagSet, name, usage string) { f.StringSliceVar(into, name, nil, usage) }
}

// Bind gives the command the options that the name takes, filled from the
// environment where the command line is silent.
func Bind(cmd *cobra.Command, name string, options []Option) {
	for _, o := range options {
		if slices.Contains(o.Commands, name) {
			o.Define(cmd.Flags(), o.Flag, fmt.Sprintf("%s [$%s]", o.Usage, o.Env))
		}
	}
	cmd.PreRunE = func(cmd *cobra.Command, _ []string) error {
		for _, o := range options {
			flag := cmd.Flags().Lookup(o.Flag)
			value, set := os.LookupEnv(o.Env)
			if flag == nil || flag.Changed || !set || value == "" {
				continue
			}
			if err := cmd.Flags().Set(o.Flag, value); err != nil {
				return fmt.Errorf("$%s is %s, which --%s does not take: %w", o.Env, strconv.Quote(value), o.Flag, err)
			}
		}
		return nil
	}
}

// Need returns an error that names the options among those given whose values
// are empty.
func Need(options []Option, values map[string]string) error {
	for _, o := range options {
		if value, asked := values[o.Flag]; asked && value == "" {
			return fmt.Errorf("--%s or $%s is needed: %s", o.Flag, o.Env, o.Usage)
		}
	}
	return nil
}
