package variable

import (
	"context"

	"approvals/workflows/approval"
)

// Words looks up the labels of options for one response. It reads each list once.
type Words struct {
	store *Store
	lists map[OptionList]map[string]approval.Text
}

// Words returns an empty lookup for one response.
func (s *Store) Words() *Words { return &Words{s, map[OptionList]map[string]approval.Text{}} }

// List returns the labels of the list's options by key.
func (w *Words) List(ctx context.Context, list OptionList) (map[string]approval.Text, error) {
	if known, ok := w.lists[list]; ok {
		return known, nil
	}
	options, err := w.store.Options(ctx, list)
	if err != nil {
		return nil, err
	}
	known := map[string]approval.Text{}
	for _, o := range options {
		known[o.Key] = o.Label
	}
	w.lists[list] = known
	return known, nil
}

// Option returns the label of the option, or nil if there is no such option.
func (w *Words) Option(ctx context.Context, list OptionList, key *string) (*approval.Text, error) {
	if key == nil || *key == "" {
		return nil, nil
	}
	known, err := w.List(ctx, list)
	return LabelIn(known, *key), err
}

// Budget returns the labels of a budget's categories by key.
func (w *Words) Budget(ctx context.Context, budget map[string]approval.Money) (map[string]approval.Text, error) {
	if len(budget) == 0 {
		return nil, nil
	}
	known, err := w.List(ctx, ExpenseCategories)
	labels := map[string]approval.Text{}
	for category := range budget {
		if label, ok := known[category]; ok {
			labels[category] = label
		}
	}
	return labels, err
}

// LabelIn returns the label of the code, or nil.
func LabelIn(known map[string]approval.Text, code string) *approval.Text {
	if label, ok := known[code]; ok {
		return &label
	}
	return nil
}
