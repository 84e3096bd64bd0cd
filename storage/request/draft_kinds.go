package request

import (
	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/storage/variable"
	"approvals/workflows/approval"
)

func (d ProjectRequestDraft) kind() approval.Kind { return approval.ProjectRequest }

func (d ProjectRequestDraft) amounts() map[string]*approval.Money {
	return map[string]*approval.Money{"expected_revenue": d.ExpectedRevenue, "expected_cost": d.ExpectedCost}
}

func (d ProjectRequestDraft) list() variable.OptionList { return "" }

func (d ProjectRequestDraft) check(stored variable.Stored, _ Request, wrong *approval.Invalid) error {
	return stored.CheckDay(wrong, "body.expected_close_on", variable.Planned, d.ExpectedCloseOn)
}

func (d ProjectRequestDraft) fill(r *Request) {
	r.Reason = postgres.Either(d.Reason, r.Reason)
	r.ExpectedRevenue = postgres.Either(d.ExpectedRevenue, r.ExpectedRevenue)
	r.Amount = r.ExpectedRevenue
	r.ExpectedCost = postgres.Either(d.ExpectedCost, r.ExpectedCost)
	r.ExpectedCloseOn = postgres.Either(d.ExpectedCloseOn, r.ExpectedCloseOn)
	r.WinProbability = postgres.Either(d.WinProbability, r.WinProbability)
}

func (d ExpenseRequestDraft) kind() approval.Kind { return approval.ExpenseRequest }

func (d ExpenseRequestDraft) amounts() map[string]*approval.Money {
	return map[string]*approval.Money{"amount": d.Amount}
}

func (d ExpenseRequestDraft) list() variable.OptionList {
	if d.Category == nil {
		return ""
	}
	return variable.ExpenseCategories
}

// check validates the category, that the amount is positive and that the expense is in
// the past.
func (d ExpenseRequestDraft) check(stored variable.Stored, before Request, wrong *approval.Invalid) error {
	if d.Amount != nil && !d.Amount.Positive() {
		wrong.Add("body.amount.amount", approval.Text{ZH: "必须大于零", EN: "This must be more than zero"})
	}
	if d.Category != nil {
		problem, err := stored.CheckOption(variable.ExpenseCategories, *d.Category, orEmpty(before.Category))
		if err != nil {
			return err
		}
		if problem != (approval.Text{}) {
			wrong.Add("body.category", problem)
		}
	}
	return stored.CheckDay(wrong, "body.spent_on", variable.Happened, d.SpentOn)
}

func (d ExpenseRequestDraft) fill(r *Request) {
	r.Category = postgres.Either(d.Category, r.Category)
	r.Amount = postgres.Either(d.Amount, r.Amount)
	r.Purpose = postgres.Either(d.Purpose, r.Purpose)
	r.SpentOn = postgres.Either(d.SpentOn, r.SpentOn)
}

// changedFacts returns the author's fields that differ.
func changedFacts(before, after Request) approval.Changes {
	changes := approval.Changes{}
	ledger.NoteChange(changes, "reason", before.Reason, after.Reason)
	ledger.NoteMoney(changes, "expected_revenue", before.ExpectedRevenue, after.ExpectedRevenue)
	ledger.NoteMoney(changes, "expected_cost", before.ExpectedCost, after.ExpectedCost)
	ledger.NoteChange(changes, "expected_close_on", before.ExpectedCloseOn, after.ExpectedCloseOn)
	ledger.NoteChange(changes, "win_probability", before.WinProbability, after.WinProbability)
	ledger.NoteChange(changes, "category", before.Category, after.Category)
	ledger.NoteChange(changes, "purpose", before.Purpose, after.Purpose)
	ledger.NoteChange(changes, "spent_on", before.SpentOn, after.SpentOn)
	if after.Kind == approval.ExpenseRequest {
		ledger.NoteMoney(changes, "amount", before.Amount, after.Amount)
	}
	return changes
}
