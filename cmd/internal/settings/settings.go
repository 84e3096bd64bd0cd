// Package settings configures the programs: by flags, by environment variables, and
// by the addresses in the data folder of the running stack.
package settings

import (
	"fmt"
	"os"
	"slices"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Option is a setting: its flag, the environment variable used if the flag is not
// given, and the commands that use it.
type Option struct {
	Flag, Env, Usage string
	Commands         []string
	Define           func(f *pflag.FlagSet, name, usage string)
}

// NewOption returns an Option.
func NewOption(flag, env, usage string, commands []string, define func(f *pflag.FlagSet, name, usage string)) Option {
	return Option{Flag: flag, Env: env, Usage: usage, Commands: commands, Define: define}
}

// Text defines a string flag.
func Text(into *string, fallback string) func(*pflag.FlagSet, string, string) {
	return func(f *pflag.FlagSet, name, usage string) { f.StringVar(into, name, fallback, usage) }
}

// Number defines an integer flag.
func Number(into *int, fallback int) func(*pflag.FlagSet, string, string) {
	return func(f *pflag.FlagSet, name, usage string) { f.IntVar(into, name, fallback, usage) }
}

// Switch defines a boolean flag that is off by default.
func Switch(into *bool) func(*pflag.FlagSet, string, string) {
	return func(f *pflag.FlagSet, name, usage string) { f.BoolVar(into, name, false, usage) }
}

// List defines a flag with several strings.
func List(into *[]string) func(*pflag.FlagSet, string, string) {
	return func(f *pflag.FlagSet, name, usage string) { f.StringSliceVar(into, name, nil, usage) }
}

// Bind adds the options of the named command. Flags that are not given are set from
// the environment.
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
				return fmt.Errorf("$%s is %s, which is not valid for --%s: %w", o.Env, strconv.Quote(value), o.Flag, err)
			}
		}
		return nil
	}
}

// Need returns an error that names a required option whose value is empty; values is
// by flag.
func Need(options []Option, values map[string]string) error {
	for _, o := range options {
		if value, asked := values[o.Flag]; asked && value == "" {
			return fmt.Errorf("--%s or $%s is required: %s", o.Flag, o.Env, o.Usage)
		}
	}
	return nil
}
