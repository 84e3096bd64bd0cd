package main

import (
	"strings"
	"testing"

	"approvals/cmd/internal/settings/settingstest"

	"github.com/spf13/cobra"
)

func TestReadmeNamesEverySetting(t *testing.T) {
	settingstest.WantInReadme(t, rootCommand(), new(settings).options())
}

// TestEnvironmentStandsInForFlags checks that a flag overrides its environment
// variable.
func TestEnvironmentStandsInForFlags(t *testing.T) {
	t.Setenv("DATABASE_URL", "postgres://from-environment")
	t.Setenv("S3_BUCKET", "from-environment")
	var s settings
	cmd := &cobra.Command{}
	s.bind(cmd, "api")
	if err := cmd.ParseFlags([]string{"--s3-bucket", "from-flag"}); err != nil {
		t.Fatal(err)
	}
	if err := cmd.PreRunE(cmd, nil); err != nil {
		t.Fatal(err)
	}
	if s.DatabaseURL != "postgres://from-environment" || s.S3Bucket != "from-flag" {
		t.Errorf("got %q and %q", s.DatabaseURL, s.S3Bucket)
	}
	t.Setenv("DATABASE_CONNECTIONS", "many")
	if err := cmd.PreRunE(cmd, nil); err == nil || !strings.Contains(err.Error(), "DATABASE_CONNECTIONS") {
		t.Errorf("a number that is none gives %v", err)
	}
}

func TestDefaultSecretsAreRefused(t *testing.T) {
	for address, want := range map[string]bool{
		"postgres://app:postgres@db/approvals":            true,
		"postgres://app@db/approvals":                     true,
		"postgres://app:c3RyYW5nZQ@db/approvals":          false,
		"postgres://app@db/approvals?sslcert=client.cert": false,
	} {
		if got := isDefaultSecret(databasePassword(address)); got != want {
			t.Errorf("%s: default is %v, want %v", address, got, want)
		}
	}
}
