package api

import (
	"context"
	"strings"

	"approvals/storage"
	"approvals/workflows/approval"
)

var userColumns = []sheetColumn{
	{key: storage.ColumnUsername, title: approval.Text{ZH: "用户名", EN: "User name"}, titles: []string{"账号", "登录名"}, required: true},
	{key: storage.ColumnName, title: approval.Text{ZH: "姓名", EN: "Name"}, titles: []string{"Full name"}, required: true},
	{key: storage.ColumnEmail, title: approval.Text{ZH: "邮箱", EN: "E-mail"}, titles: []string{"电子邮箱"}},
	{key: storage.ColumnPhone, title: approval.Text{ZH: "电话", EN: "Phone"}, titles: []string{"手机"}},
	{key: storage.ColumnDepartment, title: approval.Text{ZH: "部门", EN: "Department"}},
	{key: storage.ColumnManager, title: approval.Text{ZH: "上级用户名", EN: "Manager"}, titles: []string{"上级", "Manager user name"}},
	{key: storage.ColumnRoles, title: approval.Text{ZH: "角色", EN: "Roles"}, titles: []string{"Role"}},
	{key: storage.ColumnLocale, title: approval.Text{ZH: "语言", EN: "Language"}, titles: []string{"Locale"}},
}

func (s *Server) importUsers(ctx context.Context, in *importInput) (*importOutput, error) {
	directory, err := s.store.UserDirectory(ctx)
	if err != nil {
		return nil, err
	}
	return s.importSheet(ctx, in, userImporter{s, directory})
}

// userImporter brings accounts, to which nobody can sign in before a password
// was set by a link.
type userImporter struct {
	*Server
	directory *storage.UserDirectory
}

func (userImporter) kind() storage.ImportKind { return storage.ImportUsers }

func (userImporter) columns() []sheetColumn { return userColumns }

func (i userImporter) check(ctx context.Context, run *storage.ImportRun, rows []sheetRow) (storage.Imported, []ImportDouble, error) {
	done, err := i.store.CheckUserRows(ctx, actorOf(ctx), i.directory, run, userRows(rows))
	return done, nil, err
}

func (i userImporter) bring(ctx context.Context, run *storage.ImportRun, rows []sheetRow) (storage.Imported, []ImportDouble, error) {
	done, err := i.store.ImportUserRows(ctx, actorOf(ctx), i.directory, run, userRows(rows))
	return done, nil, err
}

func userRows(rows []sheetRow) []storage.UserRow {
	users := make([]storage.UserRow, len(rows))
	for i, row := range rows {
		users[i] = storage.UserRow{
			Row: row.number, Username: row.cell(storage.ColumnUsername), Name: row.cell(storage.ColumnName),
			Email: row.cell(storage.ColumnEmail), Phone: row.cell(storage.ColumnPhone),
			Department: row.cell(storage.ColumnDepartment), Manager: row.cell(storage.ColumnManager),
			Locale: row.cell(storage.ColumnLocale),
			Roles:  splitCell(row.cell(storage.ColumnRoles)),
		}
	}
	return users
}

// splitCell reads a list in one cell, however its entries are separated.
func splitCell(cell string) (entries []string) {
	for _, entry := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(",，;；、|\n", r) }) {
		if entry = strings.TrimSpace(entry); entry != "" {
			entries = append(entries, entry)
		}
	}
	return entries
}
