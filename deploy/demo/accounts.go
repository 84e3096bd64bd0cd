package demo

import (
	"context"
	"fmt"

	"approvals/storage"
	"approvals/storage/account"
	"approvals/storage/customer"
	"approvals/storage/ledger"
	"approvals/storage/postgres"
	"approvals/workflows/approval"
)

// Accounts are the accounts of the development stack. Managers come before the
// people who report to them. Each password is "demo-" followed by the username.
var Accounts = []account.UserInput{
	{Username: "admin", Name: "陈系统", Roles: []string{approval.Administrator}},
	{Username: "gm", Name: "王总", Roles: []string{approval.GeneralManager}},
	{Username: "manager", Name: "赵经理", Roles: []string{approval.Manager}, ManagerID: "gm"},
	{Username: "commercial", Name: "钱商务", Roles: []string{approval.Commercial}, ManagerID: "manager"},
	{Username: "finance", Name: "孙会计", Roles: []string{approval.Finance}, ManagerID: "manager"},
	{Username: "rep", Name: "李雷", Roles: []string{approval.SalesRep}, ManagerID: "manager"},
	{Username: "rep2", Name: "Emma Clarke", Locale: approval.English, Roles: []string{approval.SalesRep}, ManagerID: "manager"},
}

// departmentOf maps usernames to departments.
var departmentOf = map[string]string{
	"commercial": "商务部", "finance": "财务部", "rep": "销售部", "rep2": "销售部", "manager": "公司管理层", "gm": "公司管理层", "admin": "信息部",
}

// The names of the demo customer and its projects, by which the walkthrough finds
// them among data that users have added.
const (
	CustomerName  = "华东电力设计院有限公司"
	substation    = "220 kV 变电站数字化改造"
	cableMonitors = "电缆在线监测系统"
)

// CreateAccounts creates the demo accounts and, if customer is set, a customer with
// two projects and two contacts. It changes nothing if the accounts exist.
func CreateAccounts(ctx context.Context, store *storage.Store, customer bool) error {
	if _, err := store.UserByUsername(ctx, "admin"); approval.CodeOf(err) != approval.CodeNotFound {
		return err
	}
	return store.InTx(ctx, func(ctx context.Context) error {
		ids, departments := map[string]string{}, map[string]string{}
		for _, account := range Accounts {
			name := departmentOf[account.Username]
			if departments[name] == "" {
				made, err := store.CreateDepartment(ctx, ledger.Program, name, "")
				if err != nil {
					return fmt.Errorf("demo department %s: %w", name, err)
				}
				departments[name] = made.ID
			}
			account.Demo, account.Password = true, "demo-"+account.Username
			account.Email = account.Username + "@demo.example"
			account.ManagerID, account.DepartmentID = ids[account.ManagerID], departments[name]
			made, err := store.CreateUser(ctx, ledger.Program, account)
			if err != nil {
				return fmt.Errorf("demo account %s: %w", account.Username, err)
			}
			ids[account.Username] = made.ID
		}
		if !customer {
			return nil
		}
		rep, err := store.Actor(ctx, ids["rep"])
		if err != nil {
			return err
		}
		return createDemoCustomer(ctx, store, rep)
	})
}

func createDemoCustomer(ctx context.Context, store *storage.Store, rep approval.Actor) error {
	cust, err := store.CreateCustomer(ctx, rep, customer.Input{
		Name: ptr(CustomerName), Industry: ptr("power"), Region: ptr("east_china"), Level: ptr("a"),
		Source: ptr("referral"), Address: ptr("上海市徐汇区龙漕路 299 号"),
	})
	if err != nil {
		return fmt.Errorf("demo customer: %w", err)
	}
	head, err := store.CreateContact(ctx, rep, cust.ID, customer.ContactInput{
		Name: ptr("周建国"), Title: ptr("总工程师"), Department: ptr("技术部"), Phone: ptr("021-5555 0101"),
		DecisionRole: ptr("决策人"), Attitude: ptr("支持"),
	})
	if err != nil {
		return fmt.Errorf("demo contact: %w", err)
	}
	if _, err := store.CreateContact(ctx, rep, cust.ID, customer.ContactInput{
		Name: ptr("吴敏"), Title: ptr("采购主管"), Department: ptr("物资部"), Phone: ptr("021-5555 0102"),
		DecisionRole: ptr("影响人"), Attitude: ptr("中立"), ReportsToID: postgres.SetTo(&head.ID),
	}); err != nil {
		return fmt.Errorf("demo contact: %w", err)
	}
	for _, project := range []customer.ProjectInput{
		{Name: ptr(substation), Stage: ptr(customer.StageProposal), EstimatedAmount: postgres.SetTo(yuan("3600000.00")),
			ExpectedCloseOn: postgres.SetTo(ptr(approval.Date("2027-03-31"))), WinProbability: postgres.SetTo(ptr(60))},
		{Name: ptr(cableMonitors), Stage: ptr(customer.StageLead), EstimatedAmount: postgres.SetTo(yuan("850000.00")),
			ExpectedCloseOn: postgres.SetTo(ptr(approval.Date("2027-06-30"))), WinProbability: postgres.SetTo(ptr(30))},
	} {
		if _, err := store.CreateProject(ctx, rep, cust.ID, project); err != nil {
			return fmt.Errorf("demo project: %w", err)
		}
	}
	return nil
}

func ptr[T any](v T) *T { return &v }

func yuan(amount string) *approval.Money { return &approval.Money{Amount: amount, Currency: "CNY"} }
