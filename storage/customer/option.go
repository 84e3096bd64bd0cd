package customer

import (
	"context"
	"strings"

	"approvals/storage/account"
	"approvals/storage/variable"
	"approvals/workflows/approval"
)

// optionField is a field whose value is the key of an option.
type optionField struct {
	name  string
	list  variable.OptionList
	value *string
}

func (in Input) optionFields() []optionField {
	return []optionField{
		{"industry", variable.Industries, in.Industry}, {"region", variable.Regions, in.Region},
		{"level", variable.CustomerLevels, in.Level}, {"source", variable.CustomerSources, in.Source},
	}
}

// checkCustomerOptions returns an invalid Error for all fields whose value is not an
// option of its list. A value that the customer already has remains valid.
func (s *Store) checkCustomerOptions(ctx context.Context, before Customer, in Input) error {
	var wrong approval.Invalid
	current := map[string]string{"industry": before.Industry, "region": before.Region, "level": before.Level, "source": before.Source}
	for _, c := range in.optionFields() {
		if c.value == nil {
			continue
		}
		problem, err := s.CheckOption(ctx, c.list, *c.value, current[c.name])
		if err != nil {
			return err
		}
		if problem != (approval.Text{}) {
			wrong.Add("body."+c.name, problem)
		}
	}
	return wrong.Err()
}

// optionLists are the options for the fields of customers.
type optionLists map[variable.OptionList][]variable.Option

// lockOptionLists reads the option lists for many customers. They cannot change until
// the transaction ends.
func (s *Store) lockOptionLists(ctx context.Context) (optionLists, error) {
	lists := optionLists{}
	for _, c := range (Input{}).optionFields() {
		options, err := s.LockOptions(ctx, c.list)
		if err != nil {
			return nil, err
		}
		lists[c.list] = options
	}
	return lists, nil
}

// resolveRow replaces option labels in the row, in either language, with keys, and adds
// an error for each unknown option. It returns the labels by field.
func (lists optionLists) resolveRow(row *ImportRow, check *account.RowCheck) map[string]approval.Text {
	labels := map[string]approval.Text{}
	for _, c := range row.input().optionFields() {
		if *c.value == "" {
			continue
		}
		*c.value, labels[c.name] = findOption(lists[c.list], *c.value)
		if problem := variable.WrongOption(lists[c.list], *c.value); problem != (approval.Text{}) {
			check.Add(c.name, problem)
		}
	}
	return labels
}

// findOption returns the key and label of the option with the key or label name; the
// name itself if there is none.
func findOption(options []variable.Option, name string) (string, approval.Text) {
	for _, o := range options {
		if strings.EqualFold(name, o.Key) || strings.EqualFold(name, o.Label.ZH) || strings.EqualFold(name, o.Label.EN) {
			return o.Key, o.Label
		}
	}
	return name, account.SameInBothLanguages(name)
}
