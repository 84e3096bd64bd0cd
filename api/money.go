package api

import (
	"approvals/storage"
	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
)

// MoneyInput is an amount as a client sends one.
type MoneyInput struct {
	Amount   string `json:"amount" maxLength:"40" doc:"Decimal amount, never a float" example:"1280.50"`
	Currency string `json:"currency,omitempty" maxLength:"10" default:"CNY" doc:"ISO 4217 code" example:"CNY"`
}

// Resolve implements huma.ResolverWithPath: it checks what the schema cannot.
func (m *MoneyInput) Resolve(_ huma.Context, path *huma.PathBuffer) (wrong []error) {
	if !storage.KnownCurrency(m.code()) {
		wrong = append(wrong, breaksRule(path.With("currency"), storage.NoSuchCurrency))
	}
	// The schema has told of an amount that is missing or no text.
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

// moneyOf is money for an amount that may be absent.
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
