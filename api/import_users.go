package api

import (
	"context"
	"strings"

	"approvals/api/table"
	"approvals/storage"
	"approvals/workflows/approval"
)

var userColumns = []table.Column{
	{Key: storage.ColumnUsername, Title: approval.Text{ZH: "用户名", EN: "User name"}, Aliases: []string{"账号", "登录名"}, Required: true},
	{Key: storage.ColumnName, Title: approval.Text{ZH: "姓名", EN: "Name"}, Aliases: []string{"Full name"}, Required: true},
	{Key: storage.ColumnEmail, Title: approval.Text{ZH: "邮箱", EN: "E-mail"}, Aliases: []string{"电子邮箱"}},
	{Key: storage.ColumnPhone, Title: approval.Text{ZH: "电话", EN: "Phone"}, Aliases: []string{"手机"}},
	{Key: storage.ColumnDepartment, Title: approval.Text{ZH: "部门", EN: "Department"}},
	{Key: storage.ColumnManager, Title: approval.Text{ZH: "上级用户名", EN: "Manager"}, Aliases: []string{"上级", "Manager user name"}},
	{Key: storage.ColumnRoles, Title: approval.Text{ZH: "角色", EN: "Roles"}, Aliases: []string{"Role"}},
	{Key: storage.ColumnLocale, Title: approval.Text{ZH: "语言", EN: "Language"}, Aliases: []string{"Locale"}},
}

func (s *Server) importUsers(ctx context.Context, in *importInput) (*importOutput, error) {
	directory, err := s.store.UserDirectory(ctx)
	if err != nil {
		return nil, err
	}
	return s.importTable(ctx, in, userImporter{s, directory})
}

// userImporter brings accounts, to which nobody can sign in before a password
// was set by a link.
type userImporter struct {
	*Server
	directory *storage.UserDirectory
}

func (userImporter) kind() storage.ImportKind { return storage.ImportUsers }

func (userImporter) columns() []table.Column { return userColumns }

func (i userImporter) check(ctx context.Context, run *storage.ImportRun, rows []table.Row) (storage.Imported, []ImportDouble, error) {
	done, err := i.store.CheckUserRows(ctx, actorOf(ctx), i.directory, run, userRows(rows))
	return done, nil, err
}

func (i userImporter) bring(ctx context.Context, run *storage.ImportRun, rows []table.Row) (storage.Imported, []ImportDouble, error) {
	done, err := i.store.ImportUserRows(ctx, actorOf(ctx), i.directory, run, userRows(rows))
	return done, nil, err
}

func userRows(rows []table.Row) []storage.UserRow {
	users := make([]storage.UserRow, len(rows))
	for i, row := range rows {
		users[i] = storage.UserRow{
			Row: row.Number, Username: row.Cell(storage.ColumnUsername), Name: row.Cell(storage.ColumnName),
			Email: row.Cell(storage.ColumnEmail), Phone: row.Cell(storage.ColumnPhone),
			Department: row.Cell(storage.ColumnDepartment), Manager: row.Cell(storage.ColumnManager),
			Locale: row.Cell(storage.ColumnLocale),
			Roles:  splitCell(row.Cell(storage.ColumnRoles)),
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
