package variable_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"approvals/storage"
	"approvals/storage/postgres"
	"approvals/storage/request"
	"approvals/storage/storagetest"
	"approvals/storage/variable"
	"approvals/workflows/approval"
)

// TestAChangeIsSeenByEveryProcess changes a variable through one store and reads
// it through another, as two processes do: there is nothing to wait for.
func TestAChangeIsSeenByEveryProcess(t *testing.T) {
	url := storagetest.NewURL(t)
	open := func() *storage.Store {
		s, err := storage.Open(url, 4)
		storagetest.Must(t, err)
		t.Cleanup(func() { s.Close() })
		return s
	}
	one, other := open(), open()
	storagetest.Must(t, one.Migrate(t.Context()))
	admin := storagetest.NewUser(t, one, "admin", approval.Administrator)
	for _, name := range []string{"First", "Second"} {
		_, err := one.SetVariable(t.Context(), admin, "company.name", nil, []byte(`"`+name+`"`))
		storagetest.Must(t, err)
		if got, err := other.CompanyName(t.Context()); err != nil || got != name {
			t.Errorf("the other process sees %q, %v", got, err)
		}
	}
	calendar := approval.DefaultCalendar()
	calendar.Holidays = append(calendar.Holidays, approval.CalendarDay{Date: "2026-11-23", Name: "厂庆"})
	raw, err := json.Marshal(calendar)
	storagetest.Must(t, err)
	_, err = one.SetVariable(t.Context(), admin, "calendar.working", nil, raw)
	storagetest.Must(t, err)
	if got, err := other.WorkingCalendar(t.Context()); err != nil || got.IsWorkingDay("2026-11-23") || !got.IsWorkingDay("2026-11-24") {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestValuesOfVariables(t *testing.T) {
	t.Parallel()
	s := storagetest.New(t)
	admin := storagetest.NewUser(t, s, "admin", approval.Administrator)
	for _, test := range []struct{ key, good, bad string }{
		{"company.time_zone", `"Europe/London"`, `"Mars/Olympus" "Local" "" 7 null`},
		{"currency.default", `"EUR"`, `"euro" "ABC" "cny" 1`},
		{"work_log.edit_window_hours", `24`, `-1 9000 1.5 "24" null`},
		{"deadline.gm_signoff_hours", `0`, `-1 1001 1.5 "24" null`},
		{"work_log.reminder_time", `"17:30"`, `"24:00" "5:30" "17:30:00" 17`},
		{"password.reset_validity", `"2h"`, `"1s" "1000h" "soon" 2`},
		{"approval.fallback_role", `"general_manager"`, `"pope"`},
		{"calendar.working", `{"days_off":["sunday"],"holidays":[],"working_days":[],"from":"09:00","to":"18:00"}`,
			`{} {"days_off":["x"],"from":"09:00","to":"18:00"} {"from":"09:00","to":"18:00","lunch":"12:00"} []`},
		{"customer.levels", `[{"key":"vip","label":{"zh-CN":"重点","en":"VIP"}}]`,
			`[] [{"key":"VIP","label":{"zh-CN":"重点","en":"VIP"}}] [{"key":"vip","label":{"zh-CN":"重点"}}] [{"key":"vip","colour":"red","label":{"zh-CN":"x","en":"x"}}]`},
	} {
		for _, bad := range strings.Split(test.bad, " ") {
			_, err := s.SetVariable(t.Context(), admin, test.key, nil, []byte(bad))
			t.Run(test.key+" "+bad, func(t *testing.T) { wantWrongValue(t, err) })
		}
		v, err := s.SetVariable(t.Context(), admin, test.key, new(0), []byte(test.good))
		if err != nil || v.Version != 1 || v.UpdatedBy.ID != admin.ID {
			t.Errorf("%s: %+v, %v", test.key, v, err)
		}
		_, err = s.SetVariable(t.Context(), admin, test.key, new(0), []byte(test.good))
		storagetest.WantCode(t, err, approval.CodeConflict, "")
	}
	all, err := s.Variables(t.Context())
	storagetest.Must(t, err)
	for _, v := range all {
		if v.Description.ZH == "" || v.Description.EN == "" || v.Default == nil || v.Type == "" {
			t.Errorf("%s is not described: %+v", v.Key, v)
		}
	}
}

func TestVariablesThatAnAdministratorAdds(t *testing.T) {
	t.Parallel()
	s := storagetest.New(t)
	admin := storagetest.NewUser(t, s, "admin", approval.Administrator)
	says := approval.Text{ZH: "说明", EN: "description"}
	for _, test := range []struct {
		kind      variable.VariableType
		good, bad string
	}{
		{variable.TextVariable, `"a"`, `1`},
		{variable.NumberVariable, `-12.50`, `"1" 1e5 1.2345678 99999999999999999 null`},
		{variable.MoneyVariable, `{"amount":"10.00","currency":"CNY"}`, `{"amount":10,"currency":"CNY"} {"amount":"-1","currency":"CNY"} {"amount":"1"} {"amount":"1","currency":"CNY","x":1}`},
		{variable.BooleanVariable, `true`, `"true" 1`},
		{variable.DurationVariable, `"1h30m"`, `"-1h" "+1h" "x" 3`},
		{variable.TimeOfDayVariable, `"08:30"`, `"8:30"`},
		{variable.TextsVariable, `["a","b"]`, `"a" [1] [null] null`},
		{variable.OptionsVariable, `[{"key":"a","label":{"zh-CN":"甲","en":"A"}}]`, `[] {}`},
		{variable.CalendarVariable, `{"days_off":[],"holidays":[],"working_days":[],"from":"09:00","to":"18:00"}`, `{}`},
	} {
		key := "custom." + string(test.kind)
		for _, bad := range strings.Split(test.bad, " ") {
			_, err := s.AddVariable(t.Context(), admin, variable.NewVariable{Key: key, Type: test.kind, Description: says, Value: []byte(bad)})
			t.Run(key+" "+bad, func(t *testing.T) { wantWrongValue(t, err) })
		}
		v, err := s.AddVariable(t.Context(), admin, variable.NewVariable{Key: key, Type: test.kind, Description: says, Value: []byte(test.good)})
		if err != nil || !v.Custom || v.Version != 1 || v.Description != says {
			t.Fatalf("%s: %+v, %v", key, v, err)
		}
		if _, err := s.SetVariable(t.Context(), admin, key, new(1), []byte(test.good)); err != nil {
			t.Errorf("%s: %v", key, err)
		}
		storagetest.Must(t, s.RemoveVariable(t.Context(), admin, key))
		storagetest.WantCode(t, s.RemoveVariable(t.Context(), admin, key), approval.CodeNotFound, "")
		history, _, err := s.VariableHistory(t.Context(), key, postgres.Page{Limit: 10})
		if err != nil || len(history) != 3 || history[0].After != nil || history[2].Before != nil {
			t.Errorf("%s: history %+v, %v", key, history, err)
		}
	}
	storagetest.WantCode(t, s.RemoveVariable(t.Context(), admin, "company.name"), approval.CodeConflict, "")
	_, err := s.AddVariable(t.Context(), admin, variable.NewVariable{Key: "company.name", Type: variable.TextVariable, Value: []byte(`1`)})
	storagetest.WantCode(t, err, approval.CodeInvalid, "body.key")
	storagetest.WantCode(t, err, approval.CodeInvalid, "body.value")
	_, err = s.AddVariable(t.Context(), admin, variable.NewVariable{Key: "Bad Key", Type: "x", Value: []byte(`1`)})
	storagetest.WantCode(t, err, approval.CodeInvalid, "body.key")
	storagetest.WantCode(t, err, approval.CodeInvalid, "body.type")
	if checked, err := s.VerifyAudit(t.Context()); err != nil || !checked.OK {
		t.Errorf("%+v, %v", checked, err)
	}
}

func TestOptionsInUse(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	s.Expense(s.Rep, s.OwnProject.ID, "10") // travel
	storagetest.ByHand(t, s.Store, `UPDATE customers SET industry = 'power', region = 'east_china', level = 'a', source = 'referral'`)
	report := s.Expense(s.Rep, s.OwnProject.ID, "20")
	storagetest.ByHand(t, s.Store, `INSERT INTO reports (request_id, step, summary, budget, filed_by, filed_at)
		VALUES ($1, 'finance_report', '', '{"bidding":{"amount":"1","currency":"CNY"}}', $2, now())`, report.ID, s.Finance.ID)
	storagetest.ByHand(t, s.Store, `UPDATE expense_requests SET method = 'cash' WHERE request_id = $1`, report.ID)
	for list, used := range map[variable.OptionList]string{
		variable.Industries: "power", variable.Regions: "east_china", variable.CustomerLevels: "a", variable.CustomerSources: "referral",
		variable.ExpenseCategories: "travel bidding", variable.PaymentMethods: "cash",
	} {
		for _, key := range strings.Fields(used) {
			t.Run(string(list)+" "+key, func(t *testing.T) {
				options, err := s.Options(t.Context(), list)
				s.Must(err)
				var without, retired []variable.Option
				for _, o := range options {
					if o.Key != key {
						without = append(without, o)
					}
					o.Retired = o.Key == key
					retired = append(retired, o)
				}
				_, err = s.SetVariable(t.Context(), s.Admin, string(list), nil, toJSON(t, without))
				storagetest.WantCode(t, err, approval.CodeInvalid, "body.value")
				_, err = s.SetVariable(t.Context(), s.Admin, string(list), nil, toJSON(t, retired))
				s.Must(err)
				for _, check := range []struct {
					value, before string
					fine          bool
				}{{key, "", false}, {key, key, true}, {"", "", true}, {"nonsense", "", false}, {options[len(options)-1].Key, key, true}} {
					wrong, err := s.CheckOption(t.Context(), list, check.value, check.before)
					if err != nil || (wrong == approval.Text{}) != check.fine {
						t.Errorf("%q after %q: %q, %v", check.value, check.before, wrong.EN, err)
					}
				}
				// One that nobody uses can go.
				for i, o := range retired {
					if !strings.Contains(used, o.Key) {
						_, err = s.SetVariable(t.Context(), s.Admin, string(list), nil, toJSON(t, append(retired[:i:i], retired[i+1:]...)))
						s.Must(err)
						break
					}
				}
			})
		}
	}
}

// TestAnOptionStaysUntilItIsUsed has an administrator remove an option while a
// row with it is being written: the removal waits, and is refused.
func TestAnOptionStaysUntilItIsUsed(t *testing.T) {
	t.Parallel()
	s := storagetest.NewScene(t)
	options, err := s.Options(t.Context(), variable.ExpenseCategories)
	s.Must(err)
	removal := make(chan error, 1)
	s.Must(s.InTx(t.Context(), func(ctx context.Context) error {
		if wrong, err := s.CheckOption(ctx, variable.ExpenseCategories, options[0].Key, ""); err != nil || wrong != (approval.Text{}) {
			t.Errorf("%q, %v", wrong.EN, err)
		}
		go func() {
			_, err := s.SetVariable(t.Context(), s.Admin, string(variable.ExpenseCategories), nil, toJSON(t, options[1:]))
			removal <- err
		}()
		_, err := s.CreateExpenseRequest(ctx, s.Rep, s.OwnProject.ID, request.ExpenseRequestDraft{Category: &options[0].Key})
		return err
	}))
	storagetest.WantCode(t, <-removal, approval.CodeInvalid, "body.value")
}

func toJSON(t *testing.T, v any) json.RawMessage {
	t.Helper()
	raw, err := json.Marshal(v)
	storagetest.Must(t, err)
	return raw
}

// wantWrongValue fails unless the error names the value or parts of it alone.
func wantWrongValue(t *testing.T, err error) {
	t.Helper()
	storagetest.WantCode(t, err, approval.CodeInvalid, "")
	if e := approval.AsError(err); e != nil {
		for _, f := range e.Fields {
			if !strings.HasPrefix(f.Location, "body.value") || f.Message.ZH == "" || f.Message.EN == "" {
				t.Errorf("%+v", f)
			}
		}
	}
}

// TestAllThatIsWrongWithAValueIsNamed breaks several parts of values, by form and
// by rule, and expects each to be named where it stands.
func TestAllThatIsWrongWithAValueIsNamed(t *testing.T) {
	t.Parallel()
	s := storagetest.New(t)
	admin := storagetest.NewUser(t, s, "admin", approval.Administrator)
	for _, test := range []struct{ key, value, want string }{
		{"calendar.working", `{"days_off":["caturday","sunday","sunday",7],"holidays":[{"date":"2026-02-30","name":"x"},{"name":"x"}],
			"working_days":[{"date":"2026-10-10","name":"x"},{"date":"2026-10-10","name":"x"}],"from":"25:00","lunch":"12:00"}`,
			"days_off[0] days_off[2] days_off[3] from holidays[0].date holidays[1].date lunch to working_days[1].date"},
		{"calendar.working", `{"days_off":[],"holidays":[],"working_days":[],"from":"18:00","to":"08:00"}`, "to"},
		{"customer.levels", `[{"key":"VIP","label":{"zh-CN":"a\nb","en":" "}},{"key":"b","label":{"zh-CN":"乙"}},{"key":"b","label":{"zh-CN":"乙","en":"B"},"retired":"no"},7]`,
			"[0].key [0].label.en [0].label.zh-CN [1].label.en [2].key [2].retired [3]"},
		{"attachments.allowed_types", `["pdf","application/pdf",null,"x y"]`, "[0] [2] [3]"},
		{"company.name", `"a\nb"`, ""},
		{"company.name", `"  "`, ""},
	} {
		_, err := s.SetVariable(t.Context(), admin, test.key, nil, []byte(test.value))
		wantWrongValue(t, err)
		var named []string
		for _, f := range approval.AsError(err).Fields {
			named = append(named, strings.TrimPrefix(strings.TrimPrefix(f.Location, "body.value"), "."))
		}
		slices.Sort(named)
		if got := strings.Join(named, " "); got != test.want {
			t.Errorf("%s: named %q, want %q", test.key, got, test.want)
		}
	}
	_, err := s.SetVariable(t.Context(), admin, "password.reset_validity", nil, []byte(`"1000h"`))
	if got := approval.AsError(err).Fields[0].Message; got.ZH != "应为 1 小时至 30 天" || got.EN != "This must be between 1 hour and 30 days" {
		t.Errorf("%+v", got)
	}
}
