package api

import (
	"approvals/storage/variable"
	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
)

// MoneyInput is an amount in a request.
type MoneyInput struct {
	Amount   string `json:"amount" maxLength:"40" doc:"Decimal amount, never a float" example:"1280.50"`
	Currency string `json:"currency,omitempty" maxLength:"10" default:"CNY" doc:"ISO 4217 code" example:"CNY"`
}

// Resolve implements huma.ResolverWithPath: it makes the checks that the schema cannot.
func (m *MoneyInput) Resolve(_ huma.Context, path *huma.PathBuffer) (wrong []error) {
	if !variable.KnownCurrency(m.code()) {
		wrong = append(wrong, breaksRule(path.With("currency"), variable.NoSuchCurrency))
	}
	// The schema has already refused an amount that is missing or not a string.
	if m.Amount != "" {
		if problem := (approval.Money{Amount: m.Amount, Currency: m.code()}).Problem(); problem != (approval.Text{}) {
			wrong = append(wrong, breaksRule(path.With("amount"), problem))
		}
	}
	return wrong
}

func (m MoneyInput) money() approval.Money {
	return approval.Money{Amount: m.Amount, Currency: m.code()}.Normal()
}

// AmountRange filters a list by amount, inclusively.
type AmountRange struct {
	AmountMin string `query:"amount_min" maxLength:"40" doc:"Decimal amount, never a float" example:"1000.00"`
	AmountMax string `query:"amount_max" maxLength:"40" doc:"Decimal amount" example:"5000.00"`
}

// check validates the amounts.
func (r AmountRange) check() error {
	var wrong approval.Invalid
	check := func(location, amount string) {
		if amount != "" && !(approval.Money{Amount: amount}).Valid() {
			wrong.Add(location, approval.Text{ZH: "应为十进制数字，例如 1280.50", EN: "This must be a decimal number such as 1280.50"})
		}
	}
	check("query.amount_min", r.AmountMin)
	check("query.amount_max", r.AmountMax)
	if wrong.Err() == nil && r.AmountMin != "" && r.AmountMax != "" &&
		(approval.Money{Amount: r.AmountMin}).Cmp(approval.Money{Amount: r.AmountMax}) > 0 {
		wrong.Add("query.amount_max", approval.Text{ZH: "不能小于下限", EN: "This must not be less than the lower end"})
	}
	return wrong.Err()
}

// moneyOf converts an optional amount.
func moneyOf(m *MoneyInput) *approval.Money {
	if m == nil {
		return nil
	}
	money := m.money()
	return &money
}

func (m MoneyInput) code() string {
	if m.Currency == "" {
		return approval.DefaultCurrency
	}
	return m.Currency
}
