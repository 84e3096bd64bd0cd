package api

import (
	"context"

	"approvals/api/table"
	"approvals/storage/account"
	"approvals/storage/customer"
	"approvals/workflows/approval"
)

var customerColumns = []table.Column{
	{Key: account.ColumnName, Title: approval.Text{ZH: "客户名称", EN: "Name"}, Aliases: []string{"名称", "客户", "公司", "公司名称", "Customer", "Customer name", "Company"}, Required: true},
	{Key: account.ColumnIndustry, Title: approval.Text{ZH: "行业", EN: "Industry"}},
	{Key: account.ColumnRegion, Title: approval.Text{ZH: "区域", EN: "Region"}, Aliases: []string{"地区"}},
	{Key: account.ColumnLevel, Title: approval.Text{ZH: "级别", EN: "Level"}, Aliases: []string{"客户级别", "等级"}},
	{Key: account.ColumnSource, Title: approval.Text{ZH: "来源", EN: "Source"}, Aliases: []string{"客户来源"}},
	{Key: account.ColumnAddress, Title: approval.Text{ZH: "地址", EN: "Address"}},
	{Key: account.ColumnOwner, Title: approval.Text{ZH: "负责人用户名", EN: "Owner"}, Aliases: []string{"负责人", "Owner user name"}},
	{Key: account.ColumnContact, Title: approval.Text{ZH: "关系人", EN: "Contact name"}, Aliases: []string{"联系人", "联系人姓名", "Contact"}},
	{Key: account.ColumnContactTitle, Title: approval.Text{ZH: "关系人职务", EN: "Contact title"}, Aliases: []string{"联系人职务", "职务"}},
	{Key: account.ColumnContactPhone, Title: approval.Text{ZH: "关系人电话", EN: "Contact phone"}, Aliases: []string{"联系人电话", "电话", "手机", "Phone"}},
	{Key: account.ColumnContactEmail, Title: approval.Text{ZH: "关系人邮箱", EN: "Contact e-mail"}, Aliases: []string{"联系人邮箱", "邮箱", "Email", "Contact email"}},
}

func (s *Server) importCustomers(ctx context.Context, in *importCustomersInput) (*importOutput, error) {
	return s.importTable(ctx, &in.ImportInput, customerImporter{s, customer.NewImport(in.Doubles == "skip")})
}

// customerImporter imports customers and contacts.
type customerImporter struct {
	*Server
	run *customer.Import
}

func (customerImporter) columns() []table.Column { return customerColumns }

func (i customerImporter) check(ctx context.Context, rows []table.Row) (batchResult, error) {
	done, err := i.store.CheckCustomerRows(ctx, actorOf(ctx), i.run, customerRows(rows))
	return customerResult(done), err
}

func (i customerImporter) importBatch(ctx context.Context, rows []table.Row) (batchResult, error) {
	done, err := i.store.ImportCustomerRows(ctx, actorOf(ctx), i.run, customerRows(rows))
	return customerResult(done), err
}

func customerResult(done customer.ImportResult) batchResult {
	result := batchResult{ImportResult: done.ImportResult, customers: done.Customers, contacts: done.Contacts, leftOut: done.LeftOut}
	for _, d := range done.Duplicates {
		double := ImportDouble{Row: d.Row, OfRow: d.OfRow}
		if d.OfRow == nil {
			likely := likelyDouble(d.Duplicate)
			double.LikelyDouble = &likely
		}
		result.doubles = append(result.doubles, double)
	}
	return result
}

func customerRows(rows []table.Row) []customer.ImportRow {
	customers := make([]customer.ImportRow, len(rows))
	for i, row := range rows {
		customers[i] = customer.ImportRow{
			Row: row.Number, Name: row.Cell(account.ColumnName), Industry: row.Cell(account.ColumnIndustry),
			Region: row.Cell(account.ColumnRegion), Level: row.Cell(account.ColumnLevel), Source: row.Cell(account.ColumnSource),
			Address: row.Cell(account.ColumnAddress), Owner: row.Cell(account.ColumnOwner),
			Contact: row.Cell(account.ColumnContact), ContactTitle: row.Cell(account.ColumnContactTitle),
			ContactPhone: row.Cell(account.ColumnContactPhone), ContactEmail: row.Cell(account.ColumnContactEmail),
		}
	}
	return customers
}
