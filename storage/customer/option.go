package customer

import (
	"context"
	"strings"

	"approvals/storage/account"
	"approvals/storage/variable"
	"approvals/workflows/approval"
)

// chosen is a field of a customer whose value comes from an option list.
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

// checkCustomerOptions returns an invalid Error that names every field whose
// value is not to be chosen from its list. What stands in the customer already
// can stay.
func (s *Store) checkCustomerOptions(ctx context.Context, before Customer, in Input) error {
	var wrong approval.Invalid
	stands := map[string]string{"industry": before.Industry, "region": before.Region, "level": before.Level, "source": before.Source}
	for _, c := range in.optionFields() {
		if c.value == nil {
			continue
		}
		problem, err := s.CheckOption(ctx, c.list, *c.value, stands[c.name])
		if err != nil {
			return err
		}
		if problem != (approval.Text{}) {
			wrong.Add("body."+c.name, problem)
		}
	}
	return wrong.Err()
}

// lockOptionLists are the lists that the fields of customers come from, for many
// customers at once.
type optionLists map[variable.OptionList][]variable.Option

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

// choose turns the labels in the row, in either language, into the keys of
// options, and notes what is no option. It returns the options' own labels, by the
// name of the field.
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

// findOption is the key and the label of the option that goes by the name, or
// else the name.
func findOption(options []variable.Option, name string) (string, approval.Text) {
	for _, o := range options {
		if strings.EqualFold(name, o.Key) || strings.EqualFold(name, o.Label.ZH) || strings.EqualFold(name, o.Label.EN) {
			return o.Key, o.Label
		}
	}
	return name, account.SameInBothLanguages(name)
}
