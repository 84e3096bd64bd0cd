package main

import (
	"bytes"
	"encoding/json"
	"testing"
)

// TestOpenAPIWantsNothingRunning prints the document twice without any settings.
func TestOpenAPIWantsNothingRunning(t *testing.T) {
	print := func() []byte {
		var out bytes.Buffer
		root := rootCommand()
		root.SetArgs([]string{"openapi"})
		root.SetOut(&out)
		if err := root.ExecuteContext(t.Context()); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	first := print()
	var document struct {
		OpenAPI string
		Info    struct{ Version string }
		Paths   map[string]map[string]json.RawMessage
	}
	if err := json.Unmarshal(first, &document); err != nil {
		t.Fatal(err)
	}
	if document.OpenAPI != "3.1.0" || document.Info.Version != "v1" || document.Paths["/tasks/{id}/complete"]["post"] == nil {
		t.Errorf("the document is of OpenAPI %q, version %q, and has %d paths", document.OpenAPI, document.Info.Version, len(document.Paths))
	}
	if !bytes.Equal(first, print()) {
		t.Error("the same program prints different documents")
	}
}
