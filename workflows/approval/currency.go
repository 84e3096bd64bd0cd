package approval

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
