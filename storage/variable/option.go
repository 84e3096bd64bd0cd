package variable

import (
	"context"
	"fmt"
	"regexp"
	"slices"

	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// Option is a choice in an option list.
type Option struct {
	Key   string        `json:"key"`
	Label approval.Text `json:"label"`
	// Retired options remain valid where they are used and cannot be chosen again.
	Retired bool `json:"retired,omitempty"`
}

// OptionList is the key of the global variable of an option list.
type OptionList string

// The option lists.
const (
	Industries        OptionList = "customer.industries"
	Regions           OptionList = "customer.regions"
	CustomerLevels    OptionList = "customer.levels"
	CustomerSources   OptionList = "customer.sources"
	ExpenseCategories OptionList = "expense.categories"
	PaymentMethods    OptionList = "payment.methods"
)

// optionUse is an SQL query that returns whether the option with the key $1 is in use.
type optionUse string

func column(table, name string) optionUse {
	return optionUse(fmt.Sprintf(`SELECT EXISTS (SELECT FROM %s WHERE %s = $1)`, table, name))
}

// optionList defines the global variable of an option list. uses are the places where
// its options can be used.
func optionList(list OptionList, description approval.Text, options []Option, uses ...optionUse) variableOf[[]Option] {
	return variableOf[[]Option]{
		key: string(list), kind: OptionsVariable, value: options, description: description,
		fits: func(ctx context.Context, s *Store, wanted []Option) error {
			var wrong approval.Invalid
			// optionsFit does not use the database, so there is no other error.
			_ = wrong.With(optionsFit(ctx, s, wanted))
			current, err := readKey(ctx, s, string(list), options)
			if err != nil {
				return err
			}
			return wrong.With(s.stillUsed(ctx, current, wanted, uses))
		},
	}
}

// stillUsed returns an invalid Error if options that are in use would be removed.
func (s *Store) stillUsed(ctx context.Context, current, wanted []Option, uses []optionUse) error {
	var wrong approval.Invalid
	for _, o := range current {
		if findOption(wanted, o.Key) != nil {
			continue
		}
		used, err := s.usesOption(ctx, o.Key, uses)
		if err != nil {
			return err
		}
		if used {
			wrong.Add(valueAt, approval.Text{
				ZH: "“%s”（%s）仍在使用，不能删除，可以停用",
				EN: "%s (%s) is in use, so it can be retired but not removed"}.Format(o.Label, o.Key))
		}
	}
	return wrong.Err()
}

func (s *Store) usesOption(ctx context.Context, key string, uses []optionUse) (used bool, err error) {
	for _, use := range uses {
		if err = s.In(ctx).Get(ctx, &used, string(use), key); err != nil || used {
			break
		}
	}
	return used, err
}

// CheckOption validates a value from an option list and returns the empty Text if it is
// valid. An empty value and an unchanged one, before, are always valid, even if the
// option is retired. In a transaction, it also prevents the removal of the option until
// the transaction ends.
func (s *Store) CheckOption(ctx context.Context, list OptionList, value, before string) (approval.Text, error) {
	if value == "" || value == before {
		return approval.Text{}, nil
	}
	options, err := s.LockOptions(ctx, list)
	if err != nil {
		return approval.Text{}, err
	}
	return WrongOption(options, value), nil
}

// LockOptions returns the current option list. In a transaction, it prevents changes of
// the list until the transaction ends.
func (s *Store) LockOptions(ctx context.Context, list OptionList) ([]Option, error) {
	if postgres.InTransaction(ctx) {
		if err := s.LockList(ctx, list); err != nil {
			return nil, err
		}
	}
	return s.Options(ctx, list)
}

// LockList prevents changes of the option list until the transaction ends.
func (s *Store) LockList(ctx context.Context, list OptionList) error {
	return s.In(ctx).Exec(ctx, `SELECT pg_advisory_xact_lock_shared(hashtext('variable'), hashtext($1))`, list)
}

// WrongOption validates a newly chosen value and returns the empty Text if it is valid.
func WrongOption(options []Option, value string) approval.Text {
	switch o := findOption(options, value); {
	case o == nil:
		return approval.Text{ZH: "没有这个选项", EN: "There is no such option"}
	case o.Retired:
		return approval.Text{ZH: "选项“%s”已停用", EN: "The option %s is retired"}.Format(o.Label)
	default:
		return approval.Text{}
	}
}

// Options returns the current option list.
func (s *Store) Options(ctx context.Context, list OptionList) ([]Option, error) {
	v, err := optionListNamed(list)
	if err != nil {
		return nil, err
	}
	return read(ctx, s, v)
}

func optionListNamed(list OptionList) (v variableOf[[]Option], err error) {
	i := slices.IndexFunc(optionLists, func(v variableOf[[]Option]) bool { return v.key == string(list) })
	if i < 0 {
		return v, fmt.Errorf("unknown option list %s", list)
	}
	return optionLists[i], nil
}

// NamedOptions is an option list with its name.
type NamedOptions struct {
	List    OptionList `json:"list" enum:"customer.industries,customer.regions,customer.levels,customer.sources,expense.categories,payment.methods"`
	Options []Option   `json:"options"`
}

// OptionLists returns all current option lists.
func (s *Store) OptionLists(ctx context.Context) ([]NamedOptions, error) {
	stored, err := s.Stored(ctx)
	if err != nil {
		return nil, err
	}
	return stored.optionLists()
}

func findOption(options []Option, key string) *Option {
	i := slices.IndexFunc(options, func(o Option) bool { return o.Key == key })
	if i < 0 {
		return nil
	}
	return &options[i]
}

var optionKey = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// optionsFit validates an option list: unique keys of the allowed form, and labels in
// both languages.
func optionsFit(_ context.Context, _ *Store, options []Option) error {
	var wrong approval.Invalid
	if len(options) == 0 || len(options) > 200 {
		wrong.Add(valueAt, approval.Text{ZH: "应有 1 至 200 项", EN: "There must be 1 to 200 entries"})
		return wrong.Err()
	}
	seen := map[string]bool{}
	for i, o := range options {
		at := fmt.Sprintf("%s[%d].", valueAt, i)
		switch {
		case !optionKey.MatchString(o.Key):
			wrong.Add(at+"key", approval.Text{
				ZH: "“%s”不能作为代码：应为 1 至 40 个小写字母、数字和下划线，以字母开头",
				EN: "%q cannot be a key: this must be 1 to 40 lowercase letters, digits and underscores, beginning with a letter"}.Format(postgres.Clipped(o.Key)))
		case seen[o.Key]:
			wrong.Add(at+"key", approval.Text{ZH: "代码“%s”重复", EN: "The key %q appears twice"}.Format(o.Key))
		}
		seen[o.Key] = true
		for _, locale := range []approval.Locale{approval.Chinese, approval.English} {
			if problem := postgres.NameProblem(o.Label.In(locale), 100); problem != (approval.Text{}) {
				wrong.Add(at+"label."+string(locale), problem)
			}
		}
	}
	return wrong.Err()
}

// Words looks up the labels of options for one response. It reads all lists once, when
// it needs the first one.
type Words struct {
	store *Store
	lists map[OptionList]map[string]approval.Text
}

// Words returns an empty lookup for one response.
func (s *Store) Words() *Words { return &Words{store: s} }

func wordsOf(lists []NamedOptions) *Words {
	w := &Words{lists: map[OptionList]map[string]approval.Text{}}
	for _, named := range lists {
		known := map[string]approval.Text{}
		for _, o := range named.Options {
			known[o.Key] = o.Label
		}
		w.lists[named.List] = known
	}
	return w
}

// List returns the labels of the list's options by key.
func (w *Words) List(ctx context.Context, list OptionList) (map[string]approval.Text, error) {
	if w.lists == nil {
		lists, err := w.store.OptionLists(ctx)
		if err != nil {
			return nil, err
		}
		w.lists = wordsOf(lists).lists
	}
	known, ok := w.lists[list]
	if !ok {
		return nil, fmt.Errorf("unknown option list %s", list)
	}
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
