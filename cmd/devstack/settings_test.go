package main

import (
	"testing"

	"approvals/cmd/internal/settings/settingstest"
)

func TestReadmeNamesEverySetting(t *testing.T) {
	settingstest.WantInReadme(t, rootCommand(), new(settings).options())
}

func TestDemoDataIsAWord(t *testing.T) {
	for value, fits := range map[string]bool{"small": true, "rich": true, "none": true, "": false, "much": false} {
		if err := (&settings{demoData: value}).checkDemoData(); (err == nil) != fits {
			t.Errorf("%q: %v", value, err)
		}
	}
}
