package storage

import (
	"fmt"
	"maps"

	"approvals/workflows/approval"

	"golang.org/x/text/currency"
)

// KnownCurrency reports whether the ISO 4217 code is of a currency that is legal
// tender somewhere.
func KnownCurrency(code string) bool { return currencies[code] }

// NoSuchCurrency says what is wrong with another code.
var NoSuchCurrency = approval.Text{
	ZH: "没有这个币种，应为 ISO 4217 代码，例如 CNY", EN: "There is no such currency; this must be an ISO 4217 code such as CNY"}

var currencies = maps.Collect(func(yield func(string, bool) bool) {
	for unit := currency.Query(); unit.Next() && yield(fmt.Sprint(unit.Unit()), true); {
	}
})
