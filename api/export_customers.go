package api

import (
	"cmp"
	"context"
	"iter"
	"time"

	"approvals/api/table"
	"approvals/storage/customer"
	"approvals/storage/postgres"
	"approvals/storage/variable"
	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
)

type exportCustomersInput struct {
	CustomersFilter
	TableFormat
}

// customerTable returns the columns of an export of customers, one row a contact: those
// that an import takes, and more. Values of option lists
// are written as labels, which an import accepts.
func (s *Server) customerTable(ctx context.Context) ([]table.Field[customer.ExportRow], error) {
	lists, err := s.store.OptionLists(ctx)
	if err != nil {
		return nil, err
	}
	labels := map[variable.OptionList]map[string]string{}
	for _, list := range lists {
		labels[list.List] = map[string]string{}
		for _, o := range list.Options {
			labels[list.List][o.Key] = o.Label.In(localeOf(ctx))
		}
	}
	zone, err := s.store.CompanyZone(ctx)
	if err != nil {
		return nil, err
	}
	shownTime := func(t time.Time) string { return t.In(zone).Format("2006-01-02 15:04") }
	label := func(list variable.OptionList, key string) string { return cmp.Or(labels[list][key], key) }
	return []table.Field[customer.ExportRow]{
		{Title: approval.Text{ZH: "客户名称", EN: "Name"}, Cell: func(c customer.ExportRow) string { return c.Name }},
		{Title: approval.Text{ZH: "行业", EN: "Industry"}, Cell: func(c customer.ExportRow) string { return label(variable.Industries, c.Industry) }},
		{Title: approval.Text{ZH: "区域", EN: "Region"}, Cell: func(c customer.ExportRow) string { return label(variable.Regions, c.Region) }},
		{Title: approval.Text{ZH: "级别", EN: "Level"}, Cell: func(c customer.ExportRow) string { return label(variable.CustomerLevels, c.Level) }},
		{Title: approval.Text{ZH: "来源", EN: "Source"}, Cell: func(c customer.ExportRow) string { return label(variable.CustomerSources, c.Source) }},
		{Title: approval.Text{ZH: "地址", EN: "Address"}, Cell: func(c customer.ExportRow) string { return c.Address }},
		{Title: approval.Text{ZH: "负责人用户名", EN: "Owner"}, Cell: func(c customer.ExportRow) string { return c.OwnerUsername }},
		{Title: approval.Text{ZH: "关系人", EN: "Contact name"}, Cell: func(c customer.ExportRow) string { return c.Contact.Name }},
		{Title: approval.Text{ZH: "关系人职务", EN: "Contact title"}, Cell: func(c customer.ExportRow) string { return c.Contact.Title }},
		{Title: approval.Text{ZH: "关系人电话", EN: "Contact phone"}, Cell: func(c customer.ExportRow) string { return c.Contact.Phone }},
		{Title: approval.Text{ZH: "关系人邮箱", EN: "Contact e-mail"}, Cell: func(c customer.ExportRow) string { return c.Contact.Email }},
		{Title: approval.Text{ZH: "负责人姓名", EN: "Owner's name"}, Cell: func(c customer.ExportRow) string { return c.Owner.Name }},
		{Title: approval.Text{ZH: "建立时间", EN: "Created at"}, Cell: func(c customer.ExportRow) string { return shownTime(c.CreatedAt) }},
		{Title: approval.Text{ZH: "最近动态", EN: "Last activity"}, Cell: func(c customer.ExportRow) string { return shownTime(c.LastActivityAt) }},
	}, nil
}

// exportCustomers exports all customers of a list.
func (s *Server) exportCustomers(ctx context.Context, in *exportCustomersInput) (*huma.StreamResponse, error) {
	filter, err := s.customerFilter(ctx, in.CustomersFilter)
	if err != nil {
		return nil, err
	}
	columns, err := s.customerTable(ctx)
	if err != nil {
		return nil, err
	}
	return exportTable(ctx, s, in.Format, approval.Text{ZH: "客户", EN: "customers"}, columns, s.allCustomers(ctx, filter))
}

// allCustomers reads a list page by page, with contacts.
func (s *Server) allCustomers(ctx context.Context, filter customer.Filter) iter.Seq2[customer.ExportRow, error] {
	return func(yield func(customer.ExportRow, error) bool) {
		page := postgres.Page{Limit: 500}
		for {
			customers, next, err := s.store.Customers(ctx, actorOf(ctx), filter, page)
			if err != nil {
				yield(customer.ExportRow{}, err)
				return
			}
			rows, err := s.store.WithContacts(ctx, customers)
			if err != nil {
				yield(customer.ExportRow{}, err)
				return
			}
			for _, row := range rows {
				if !yield(row, nil) {
					return
				}
			}
			if page.After = next; next == "" {
				return
			}
		}
	}
}
