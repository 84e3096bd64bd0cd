package approval

import (
	"math/big"
	"regexp"
	"strings"
)

// Money is an exact amount in one currency. Amount is a decimal number such as
// "1280.50", Currency an ISO 4217 code.
type Money struct {
	Amount   string `json:"amount" db:"amount" doc:"Decimal amount, never a float" example:"1280.50"`
	Currency string `json:"currency" db:"currency" doc:"ISO 4217 code" example:"CNY"`
}

// DefaultCurrency is the currency of amounts that name none.
const DefaultCurrency = "CNY"

var decimalAmount = regexp.MustCompile(`^\d{1,13}(\.\d{1,4})?$`)

// Valid reports whether Amount is a plain, non-negative decimal number of a
// bearable length.
func (m Money) Valid() bool { return decimalAmount.MatchString(m.Amount) }

// Decimals returns how many digits stand behind the point.
func (m Money) Decimals() int {
	_, fraction, _ := strings.Cut(m.Amount, ".")
	return len(fraction)
}

// Positive reports whether the amount is more than zero.
func (m Money) Positive() bool { return m.rat().Sign() > 0 }

// Cmp compares the amounts of m and n: -1, 0 or +1. The caller makes sure that
// both are of one currency.
func (m Money) Cmp(n Money) int { return m.rat().Cmp(n.rat()) }

// Plus returns the sum in m's currency, with as many decimals as the longer of
// the two.
func (m Money) Plus(n Money) Money {
	sum := new(big.Rat).Add(m.rat(), n.rat())
	return Money{Amount: sum.FloatString(max(m.Decimals(), n.Decimals())), Currency: m.Currency}
}

// Same reports whether m and n are the same amount of the same currency.
func (m Money) Same(n Money) bool { return m.Currency == n.Currency && m.Cmp(n) == 0 }

// String returns the amount with its currency, as people read it.
func (m Money) String() string { return m.Amount + " " + m.Currency }

func (m Money) rat() *big.Rat {
	r, ok := new(big.Rat).SetString(m.Amount)
	if !ok {
		return new(big.Rat)
	}
	return r
}
