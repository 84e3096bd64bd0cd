package api

import (
	"fmt"
	"regexp"
	"strings"

	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
	"golang.org/x/text/currency"
)

// MoneyInput is an amount as a client sends one.
type MoneyInput struct {
	Amount   string `json:"amount" maxLength:"40" doc:"Decimal amount, never a float" example:"1280.50"`
	Currency string `json:"currency,omitempty" maxLength:"10" default:"CNY" doc:"ISO 4217 code" example:"CNY"`
}

var decimal = regexp.MustCompile(`^(-)?0*(\d+)(?:\.(\d+))?$`)

// wholeDigits is how many digits an amount may have before the point.
const wholeDigits = 13

// Resolve implements huma.ResolverWithPath: it checks what the schema cannot.
func (m *MoneyInput) Resolve(_ huma.Context, path *huma.PathBuffer) (wrong []error) {
	if !knownCurrencies[m.code()] {
		wrong = append(wrong, breaksRule(path.With("currency"), approval.Text{
			ZH: "没有这个币种（ISO 4217）", EN: "There is no such currency (ISO 4217)"}))
	}
	// The schema has told of an amount that is missing or no text.
	if m.Amount != "" {
		if problem := m.problem(); problem != (approval.Text{}) {
			wrong = append(wrong, breaksRule(path.With("amount"), problem))
		}
	}
	return wrong
}

func (m *MoneyInput) problem() approval.Text {
	parts := decimal.FindStringSubmatch(m.Amount)
	places := approval.Decimals(m.code())
	switch {
	case parts == nil:
		return approval.Text{ZH: "应为十进制数字，例如 1280.50", EN: "This must be a decimal number such as 1280.50"}
	case parts[1] != "":
		return approval.Text{ZH: "不能为负数", EN: "This must not be negative"}
	case len(parts[2]) > wholeDigits:
		return approval.Text{ZH: "金额过大", EN: "This is too large an amount"}
	case len(parts[3]) > places:
		return approval.Text{ZH: "%s 最多 %d 位小数", EN: "%s has at most %d decimals"}.Format(m.code(), places)
	default:
		return approval.Text{}
	}
}

// money is the amount in its one form: without leading zeros, with all decimals
// of the currency.
func (m MoneyInput) money() approval.Money {
	places := approval.Decimals(m.code())
	parts := decimal.FindStringSubmatch(m.Amount)
	if parts == nil {
		return approval.Money{Amount: m.Amount, Currency: m.code()}
	}
	amount := parts[2]
	if places > 0 {
		amount += "." + parts[3] + strings.Repeat("0", max(0, places-len(parts[3])))
	}
	return approval.Money{Amount: amount, Currency: m.code()}
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

// knownCurrencies are the currencies that are legal tender somewhere.
var knownCurrencies = func() map[string]bool {
	known := map[string]bool{}
	for unit := currency.Query(); unit.Next(); {
		known[fmt.Sprint(unit.Unit())] = true
	}
	return known
}()
