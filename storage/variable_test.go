package storage_test

import (
	"encoding/json"
	"testing"

	"approvals/storage"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

func TestVariables(t *testing.T) {
	store := storagetest.New(t)
	admin := storagetest.NewUser(t, store, "admin", approval.Administrator)
	set := func(key, value string, version *int) (storage.Variable, error) {
		return store.SetVariable(t.Context(), admin, key, version, json.RawMessage(value))
	}
	all, err := store.Variables(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range all {
		raw, err := json.Marshal(v.Default)
		if err != nil {
			t.Fatal(err)
		}
		// Every default fits by its own check.
		if _, err := set(v.Key, string(raw), ptr(0)); err != nil {
			t.Errorf("%s: %v", v.Key, err)
		}
		if v.Description.ZH == "" || v.Description.EN == "" || v.Version != 0 || v.UpdatedBy != nil {
			t.Errorf("%+v", v)
		}
	}
	for key, values := range map[string][]string{
		"attachments.max_bytes":     {`"5"`, `5`, `1.5`, `-1`, `null`, `99999999999999`, `true`},
		"attachments.allowed_types": {`[]`, `"application/pdf"`, `["pdf"]`, `[1]`},
		"approval.fallback_role":    {`"king"`, `""`, `1`},
		"expense.categories":        {`[]`, `["travel"]`, `[{"key":"Travel","label":{"zh-CN":"a","en":"b"}}]`, `[{"key":"a","label":{"zh-CN":"a"}}]`, `[{"key":"a","label":{"zh-CN":"a","en":"b"}},{"key":"a","label":{"zh-CN":"a","en":"b"}}]`},
		"currency.default":          {`"cny"`, `""`},
	} {
		for _, value := range values {
			_, err := set(key, value, nil)
			wrongAt(t, err, "body.value")
		}
	}

	// What is read is what stands there now.
	changed, err := set("attachments.max_bytes", `2048`, ptr(1))
	if err != nil || changed.Version != 2 || changed.UpdatedBy.ID != admin.ID {
		t.Fatalf("%+v, %v", changed, err)
	}
	if n, err := store.AttachmentMaxBytes(t.Context()); err != nil || n != 2048 {
		t.Errorf("%d, %v", n, err)
	}
	if _, err := set("attachments.max_bytes", `4096`, ptr(1)); approval.CodeOf(err) != approval.CodeConflict {
		t.Error(err)
	}
	history, more, err := store.VariableHistory(t.Context(), "attachments.max_bytes", storage.Page{Limit: 1})
	if err != nil || !more || len(history) != 1 || history[0].After != 2048.0 || history[0].Before != float64(100<<20) || history[0].By.ID != admin.ID {
		t.Errorf("%+v, %v, %v", history, more, err)
	}
	history, more, err = store.VariableHistory(t.Context(), "attachments.max_bytes", storage.Page{Limit: 1, After: history[0].ID})
	if err != nil || more || history[0].Before != nil {
		t.Errorf("%+v, %v, %v", history, more, err)
	}
	if _, err := set("no.such", `1`, nil); approval.CodeOf(err) != approval.CodeNotFound {
		t.Error(err)
	}
	if methods, err := store.PaymentMethods(t.Context()); err != nil || !storage.HasOption(methods, "cash") || storage.HasOption(methods, "gold") {
		t.Errorf("%+v, %v", methods, err)
	}
}
