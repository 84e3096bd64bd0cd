package approval

import "testing"

// What people are told of an outcome is words in both languages, for every
// outcome that a step has.
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
