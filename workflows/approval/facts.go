package approval

// Facts are the figures of a request that determine its process.
type Facts struct {
	// Amount is the requested amount of an expense request.
	Amount *Money `json:"amount,omitempty"`
	// The following fields are the expectations of a project request.
	Revenue        *Money `json:"revenue,omitempty"`
	Cost           *Money `json:"cost,omitempty"`
	CloseOn        Date   `json:"close_on,omitempty"`
	WinProbability *int   `json:"win_probability,omitempty"`
}

// SameAmount reports whether the requested amounts are equal, so that a sign-off of one
// applies to the other.
func (f Facts) SameAmount(g Facts) bool { return sameMoney(f.Amount, g.Amount) }

// ReportsToRedo returns the reports that the change from f to g invalidates: the budget
// depends on revenue and cost, the feasibility on all figures.
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
