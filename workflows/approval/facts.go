package approval

// Facts are the figures of a request on which its way depends.
type Facts struct {
	// Amount is what an expense request asks for.
	Amount *Money `json:"amount,omitempty"`
	// The others are what a project request expects.
	Revenue        *Money `json:"revenue,omitempty"`
	Cost           *Money `json:"cost,omitempty"`
	CloseOn        Date   `json:"close_on,omitempty"`
	WinProbability *int   `json:"win_probability,omitempty"`
}

// SameAmount reports whether the amounts asked for are the same, so that a
// sign-off of the one holds for the other.
func (f Facts) SameAmount(g Facts) bool { return sameMoney(f.Amount, g.Amount) }

// ReportsToRedo returns the reports whose ground has moved from f to g: the
// budget rests on revenue and cost, the feasibility on every figure.
func (f Facts) ReportsToRedo(g Facts) []Step {
	sameMoneys := sameMoney(f.Revenue, g.Revenue) && sameMoney(f.Cost, g.Cost)
	samePlan := f.CloseOn == g.CloseOn && sameInt(f.WinProbability, g.WinProbability)
	switch {
	case !sameMoneys:
		return []Step{CommercialReport, FinanceReport}
	case !samePlan:
		return []Step{CommercialReport}
	default:
		return nil
	}
}

func sameMoney(a, b *Money) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Same(*b)
}

func sameInt(a, b *int) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}
