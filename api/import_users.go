package api

import (
	"context"
	"strings"

	"approvals/api/table"
	"approvals/storage/account"
	"approvals/workflows/approval"
)

var userColumns = []table.Column{
	{Key: account.ColumnUsername, Title: approval.Text{ZH: "用户名", EN: "User name"}, Aliases: []string{"账号", "登录名"}, Required: true},
	{Key: account.ColumnName, Title: approval.Text{ZH: "姓名", EN: "Name"}, Aliases: []string{"Full name"}, Required: true},
	{Key: account.ColumnEmail, Title: approval.Text{ZH: "邮箱", EN: "E-mail"}, Aliases: []string{"电子邮箱"}},
	{Key: account.ColumnPhone, Title: approval.Text{ZH: "电话", EN: "Phone"}, Aliases: []string{"手机"}},
	{Key: account.ColumnDepartment, Title: approval.Text{ZH: "部门", EN: "Department"}},
	{Key: account.ColumnManager, Title: approval.Text{ZH: "上级用户名", EN: "Manager"}, Aliases: []string{"上级", "Manager user name"}},
	{Key: account.ColumnRoles, Title: approval.Text{ZH: "角色", EN: "Roles"}, Aliases: []string{"Role"}},
	{Key: account.ColumnLocale, Title: approval.Text{ZH: "语言", EN: "Language"}, Aliases: []string{"Locale"}},
}

func (s *Server) importUsers(ctx context.Context, in *ImportInput) (*importOutput, error) {
	directory, err := s.store.UserDirectory(ctx)
	if err != nil {
		return nil, err
	}
	return s.importTable(ctx, in, userImporter{s, directory, account.NewImportRun(account.ImportUsers)})
}

// userImporter imports accounts. Nobody can sign in to one until a password has been set
// with a link.
type userImporter struct {
	*Server
	directory *account.UserDirectory
	run       *account.ImportRun
}

func (userImporter) columns() []table.Column { return userColumns }

func (i userImporter) check(ctx context.Context, rows []table.Row) (batchResult, error) {
	done, err := i.store.CheckUserRows(ctx, actorOf(ctx), i.directory, i.run, userRows(rows))
	return batchResult{ImportResult: done}, err
}

func (i userImporter) importBatch(ctx context.Context, rows []table.Row) (batchResult, error) {
	done, err := i.store.ImportUserRows(ctx, actorOf(ctx), i.directory, i.run, userRows(rows))
	return batchResult{ImportResult: done}, err
}

func userRows(rows []table.Row) []account.UserRow {
	users := make([]account.UserRow, len(rows))
	for i, row := range rows {
		users[i] = account.UserRow{
			Row: row.Number, Username: row.Cell(account.ColumnUsername), Name: row.Cell(account.ColumnName),
			Email: row.Cell(account.ColumnEmail), Phone: row.Cell(account.ColumnPhone),
			Department: row.Cell(account.ColumnDepartment), Manager: row.Cell(account.ColumnManager),
			Locale: row.Cell(account.ColumnLocale),
			Roles:  splitCell(row.Cell(account.ColumnRoles)),
		}
	}
	return users
}

// splitCell splits a list in one cell at any of the usual separators.
func splitCell(cell string) (entries []string) {
	for _, entry := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(",，;；、|\n", r) }) {
		if entry = approval.Trim(entry); entry != "" {
			entries = append(entries, entry)
		}
	}
	return entries
}
