package api

import (
	"context"

	"approvals/storage"
	"approvals/workflows/approval"
)

var customerColumns = []sheetColumn{
	{key: storage.ColumnName, title: approval.Text{ZH: "客户名称", EN: "Name"}, titles: []string{"名称", "客户", "公司", "公司名称", "Customer", "Customer name", "Company"}, required: true},
	{key: storage.ColumnIndustry, title: approval.Text{ZH: "行业", EN: "Industry"}},
	{key: storage.ColumnRegion, title: approval.Text{ZH: "地区", EN: "Region"}, titles: []string{"区域"}},
	{key: storage.ColumnLevel, title: approval.Text{ZH: "级别", EN: "Level"}, titles: []string{"客户级别", "等级"}},
	{key: storage.ColumnSource, title: approval.Text{ZH: "来源", EN: "Source"}, titles: []string{"客户来源"}},
	{key: storage.ColumnAddress, title: approval.Text{ZH: "地址", EN: "Address"}},
	{key: storage.ColumnOwner, title: approval.Text{ZH: "负责人用户名", EN: "Owner"}, titles: []string{"负责人", "Owner user name"}},
	{key: storage.ColumnContact, title: approval.Text{ZH: "联系人", EN: "Contact name"}, titles: []string{"关系人", "联系人姓名", "Contact"}},
	{key: storage.ColumnContactTitle, title: approval.Text{ZH: "联系人职务", EN: "Contact title"}, titles: []string{"职务"}},
	{key: storage.ColumnContactPhone, title: approval.Text{ZH: "联系人电话", EN: "Contact phone"}, titles: []string{"电话", "手机", "Phone"}},
	{key: storage.ColumnContactEmail, title: approval.Text{ZH: "联系人邮箱", EN: "Contact e-mail"}, titles: []string{"邮箱", "Email", "Contact email"}},
}

func (s *Server) importCustomers(ctx context.Context, in *importInput) (*importOutput, error) {
	return s.importSheet(ctx, in, customerImporter{s, fileDoubles{}})
}

// customerImporter brings customers, each with a contact if there is one.
type customerImporter struct {
	*Server
	doubles fileDoubles
}

func (customerImporter) kind() storage.ImportKind { return storage.ImportCustomers }

func (customerImporter) columns() []sheetColumn { return customerColumns }

func (i customerImporter) check(ctx context.Context, run *storage.ImportRun, rows []sheetRow) (storage.Imported, []ImportDouble, error) {
	done, err := i.store.CheckCustomerRows(ctx, actorOf(ctx), run, customerRows(rows))
	return done.Imported, i.doubles.of(rows, done), err
}

func (i customerImporter) bring(ctx context.Context, run *storage.ImportRun, rows []sheetRow) (storage.Imported, []ImportDouble, error) {
	done, err := i.store.ImportCustomerRows(ctx, actorOf(ctx), run, customerRows(rows))
	return done.Imported, i.doubles.of(rows, done), err
}

// fileDoubles has the first row of a file with a key.
type fileDoubles map[string]int

// of returns which rows of a batch are likely there already, or further up in
// the file.
func (first fileDoubles) of(batch []sheetRow, done storage.ImportedCustomers) []ImportDouble {
	doubles := []ImportDouble{}
	for _, row := range batch {
		key, made := done.Keys[row.number]
		if !made {
			continue
		}
		if of, there := first[key]; there {
			doubles = append(doubles, ImportDouble{Row: row.number, OfRow: &of})
			continue
		}
		first[key] = row.number
	}
	for _, d := range done.Doubles {
		likely := likelyDouble(d.Double)
		doubles = append(doubles, ImportDouble{Row: d.Row, LikelyDouble: &likely})
	}
	return doubles
}

func customerRows(rows []sheetRow) []storage.CustomerRow {
	customers := make([]storage.CustomerRow, len(rows))
	for i, row := range rows {
		customers[i] = storage.CustomerRow{
			Row: row.number, Name: row.cell(storage.ColumnName), Industry: row.cell(storage.ColumnIndustry),
			Region: row.cell(storage.ColumnRegion), Level: row.cell(storage.ColumnLevel), Source: row.cell(storage.ColumnSource),
			Address: row.cell(storage.ColumnAddress), Owner: row.cell(storage.ColumnOwner),
			Contact: row.cell(storage.ColumnContact), ContactTitle: row.cell(storage.ColumnContactTitle),
			ContactPhone: row.cell(storage.ColumnContactPhone), ContactEmail: row.cell(storage.ColumnContactEmail),
		}
	}
	return customers
}
