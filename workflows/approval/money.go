package approval

import (
	"math/big"
	"regexp"
	"strings"
)

// Money is an exact amount in one currency. Amount is a decimal number such as
// "1280.50", Currency an ISO 4217 code.
type Money struct {
	Amount   string `json:"amount" db:"amount" doc:"Decimal amount as a string" example:"1280.50"`
	Currency string `json:"currency" db:"currency" doc:"ISO 4217 code" example:"CNY"`
}

// DefaultCurrency is the currency of amounts that name none.
const DefaultCurrency = "CNY"

var decimalAmount = regexp.MustCompile(`^\d{1,13}(\.\d{1,4})?$`)

// Valid reports whether Amount is a non-negative decimal number with at most 13 digits
// before and 4 after the point.
func (m Money) Valid() bool { return decimalAmount.MatchString(m.Amount) }

var writtenAmount = regexp.MustCompile(`^(-)?0*(\d+)(?:\.(\d+))?$`)

// wholeDigits is the maximum number of digits before the point.
const wholeDigits = 13

// Problem returns the error in the amount with regard to its currency, or the empty
// Text.
func (m Money) Problem() Text {
	parts := writtenAmount.FindStringSubmatch(m.Amount)
	places := Decimals(m.Currency)
	switch {
	case parts == nil:
		return Text{"应为十进制数字，例如 1280.50", "This must be a decimal number such as 1280.50"}
	case parts[1] != "":
		return Text{"不能为负数", "This must not be negative"}
	case len(parts[2]) > wholeDigits:
		return Text{"金额过大", "This is too large an amount"}
	case len(parts[3]) > places:
		return Text{"%s 最多 %d 位小数", "%s has at most %d decimals"}.Format(m.Currency, places)
	default:
		return Text{}
	}
}

// Normal returns the amount in canonical form, without leading zeros and with all
// decimals of the currency; an amount with a Problem is unchanged.
func (m Money) Normal() Money {
	if m.Problem() != (Text{}) {
		return m
	}
	parts, places := writtenAmount.FindStringSubmatch(m.Amount), Decimals(m.Currency)
	if m.Amount = parts[2]; places > 0 {
		m.Amount += "." + parts[3] + strings.Repeat("0", places-len(parts[3]))
	}
	return m
}

// Decimals returns the number of digits after the point.
func (m Money) Decimals() int {
	_, fraction, _ := strings.Cut(m.Amount, ".")
	return len(fraction)
}

// Positive reports whether the amount is greater than zero.
func (m Money) Positive() bool { return m.rat().Sign() > 0 }

// Cmp compares the amounts of m and n: -1, 0 or +1. Both must have the same currency.
func (m Money) Cmp(n Money) int { return m.rat().Cmp(n.rat()) }

// Plus returns the sum in m's currency, with the larger number of decimals of the two.
func (m Money) Plus(n Money) Money {
	sum := new(big.Rat).Add(m.rat(), n.rat())
	return Money{Amount: sum.FloatString(max(m.Decimals(), n.Decimals())), Currency: m.Currency}
}

// Same reports whether m and n are the same amount in the same currency.
func (m Money) Same(n Money) bool { return m.Currency == n.Currency && m.Cmp(n) == 0 }

// String returns the amount with its currency.
func (m Money) String() string { return m.Amount + " " + m.Currency }

func (m Money) rat() *big.Rat {
	r, ok := new(big.Rat).SetString(m.Amount)
	if !ok {
		return new(big.Rat)
	}
	return r
}

// Decimals returns the number of decimals of a currency according to ISO 4217.
func Decimals(currency string) int {
	switch currency {
	case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF":
		return 0
	case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND":
		return 3
	default:
		return 2
	}
}

// Fixed returns the amount with all decimals of its currency: "0" becomes "0.00 CNY".
func (m Money) Fixed() Money {
	return Money{Amount: m.rat().FloatString(max(m.Decimals(), Decimals(m.Currency))), Currency: m.Currency}
}
