package customer_test

import (
	"encoding/json"
	"testing"

	"approvals/storage/postgres"
	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/workflows/approval"
)

// TestCodesHaveLabels checks that the answers about completed requests have a label for
// each code.
func TestCodesHaveLabels(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	project := s.ApprovedProject("3000")
	expense := s.PaidExpense("500")
	seen := map[string]int{}
	for _, id := range []string{project.ID, expense.ID} {
		detail, err := s.RequestDetail(t.Context(), s.Manager, id)
		s.Must(err)
		wantLabels(t, seen, "detail", asJSON(t, detail))
	}
	requests, _, err := s.Requests(t.Context(), s.Manager, request.Filter{}, postgres.Page{Limit: 10})
	s.Must(err)
	wantLabels(t, seen, "requests", asJSON(t, requests))
	s.Submit(s.Expense(s.Rep, s.OwnProject.ID, "7"), approval.GMSignoff)
	tasks, _, err := s.Tasks(t.Context(), s.GM, request.TaskFilter{Box: request.BoxInbox}, postgres.Page{Limit: 10})
	s.Must(err)
	wantLabels(t, seen, "tasks", asJSON(t, tasks))
	counts, err := s.TaskCounts(t.Context(), s.GM)
	s.Must(err)
	wantLabels(t, seen, "counts", asJSON(t, counts))
	doubles, err := s.CheckExpense(t.Context(), s.Rep, request.ExpenseCheck{
		Amount: expense.Amount, Category: expense.Category, SpentOn: expense.SpentOn})
	s.Must(err)
	if len(doubles) != 1 {
		t.Errorf("there are %d doubles to look at", len(doubles))
	}
	wantLabels(t, seen, "doubles", asJSON(t, doubles))
	given, err := s.ReassignTask(t.Context(), s.Admin, tasks[0].ID, s.GM.ID, "因为")
	s.Must(err)
	wantLabels(t, seen, "given", asJSON(t, given))
	for _, code := range append(codeFields, "budget", "outcomes", "by_step", "changes") {
		if seen[code] == 0 {
			t.Errorf("no answer has a %s", code)
		}
	}
	if len(tasks) != 1 || tasks[0].OutcomeLabels["return"] != (approval.Text{ZH: "退回", EN: "Return"}) {
		t.Errorf("the buttons of %+v", tasks)
	}
}

// TestRoleLabelIsTheRolesName checks that labels follow a change of a role's name.
func TestRoleLabelIsTheRolesName(t *testing.T) {
	s := storagetest.NewScene(t)
	if _, err := storagetest.Owner(t, s.Store).ExecContext(t.Context(),
		`UPDATE roles SET name_zh = '总裁', name_en = 'President' WHERE key = 'general_manager'`); err != nil {
		t.Fatal(err)
	}
	open := s.Submit(s.Expense(s.Rep, s.OwnProject.ID, "7"), approval.GMSignoff).Open[0]
	task, err := s.Task(t.Context(), s.GM, open.ID)
	s.Must(err)
	if task.RoleLabel == nil || *task.RoleLabel != (approval.Text{ZH: "总裁", EN: "President"}) {
		t.Errorf("the role is called %v", task.RoleLabel)
	}
}

// TestShownRevisions checks the labels of the fields and codes in revisions.
func TestShownRevisions(t *testing.T) {
	s := storagetest.NewScene(t)
	shown, err := s.LabelRevisions(t.Context(), []approval.Revision{
		{Kind: approval.RevisedFacts, Changes: approval.Changes{"category": {Before: "travel", After: "reception"}}},
		{Kind: approval.RevisedAttachments, Changes: approval.Changes{"attachment": {After: "travel"}}},
		{Kind: approval.RevisedFeasibilityReport, Changes: approval.Changes{"recommendation": {After: "recommend"}}},
	})
	s.Must(err)
	for i, field := range []string{"category", "attachment", "recommendation"} {
		if label := shown[i].FieldLabels[field]; label.ZH == "" || label.EN == "" || shown[i].KindLabel.EN == "" {
			t.Errorf("%+v lacks names", shown[i])
		}
	}
	if got := shown[0].ValueLabels["category"]["reception"].ZH; got != "接待" {
		t.Errorf("the category is called %q", got)
	}
	if len(shown[1].ValueLabels) != 0 {
		t.Errorf("a file's name is taken for a code: %v", shown[1].ValueLabels)
	}
}

// codeFields are the fields of requests with codes.
var codeFields = []string{"kind", "status", "step", "state", "outcome", "candidate_role", "category", "method", "recommendation", "return_to"}

// asJSON returns the value as a client decodes it.
func asJSON(t *testing.T, value any) (plain any) {
	t.Helper()
	raw, err := json.Marshal(value)
	if err == nil {
		err = json.Unmarshal(raw, &plain)
	}
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

// wantLabels reports an error for each code without a label in both languages, and
// counts the codes.
func wantLabels(t *testing.T, seen map[string]int, path string, value any) {
	t.Helper()
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			wantLabels(t, seen, path, item)
		}
	case map[string]any:
		for _, code := range codeFields {
			if v[code] == nil {
				continue
			}
			seen[code]++
			label := v[code+"_label"]
			if _, isStep := v["started_at"]; isStep && code == "step" {
				label = v["label"]
			}
			wantText(t, path+"."+code, label)
		}
		for codes, words := range map[string]string{"budget": "budget_labels", "outcomes": "outcome_labels", "by_step": "by_step_labels"} {
			labels, _ := v[words].(map[string]any)
			for _, code := range codesIn(v[codes]) {
				seen[codes]++
				wantText(t, path+"."+codes+"."+code, labels[code])
			}
		}
		if changes, ok := v["changes"].(map[string]any); ok {
			labels, _ := v["field_labels"].(map[string]any)
			for field := range changes {
				seen["changes"]++
				wantText(t, path+".changes."+field, labels[field])
			}
		}
		for name, member := range v {
			switch name {
			case "changes", "field_labels", "value_labels", "reason":
			default:
				wantLabels(t, seen, path+"."+name, member)
			}
		}
	}
}

// codesIn returns the codes in a list or the keys of a map.
func codesIn(value any) (codes []string) {
	switch v := value.(type) {
	case []any:
		for _, code := range v {
			codes = append(codes, code.(string))
		}
	case map[string]any:
		if v["amount"] != nil {
			return nil
		}
		for code := range v {
			codes = append(codes, code)
		}
	}
	return codes
}

func wantText(t *testing.T, path string, label any) {
	t.Helper()
	words, _ := label.(map[string]any)
	if words["zh-CN"] == nil || words["zh-CN"] == "" || words["en"] == nil || words["en"] == "" {
		t.Errorf("%s has no words: %v", path, label)
	}
}
