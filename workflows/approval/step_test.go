package approval

import "testing"

// TestOutcomesHaveWords checks that every outcome has a label and a button label in both
// languages.
func TestOutcomesHaveWords(t *testing.T) {
	outcomes := []Outcome{Submit, Withdraw, End}
	for step := range stepRules {
		outcomes = append(outcomes, step.Outcomes()...)
	}
	for _, o := range outcomes {
		if label := o.Label(); label.ZH == "" || label.EN == "" || label.ZH == label.EN {
			t.Errorf("%s is called %+v", o, label)
		}
	}
}
