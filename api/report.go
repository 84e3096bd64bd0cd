package api

import (
	"context"
	"encoding/json"
	"iter"
	"reflect"

	"approvals/api/table"
	"approvals/storage"
	"approvals/storage/customer"
	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
)

type reportInput struct {
	Name         string         `path:"name" enum:"approval-times,spending,budgets,pipeline,work-logs"`
	By           string         `query:"by" maxLength:"20" doc:"Grouping of the rows. approval-times: step, month, user, department; spending: category, month, customer, project, requester, department; budgets: project, customer, owner; pipeline: stage, month, owner, customer, department; work-logs: user, month, kind, customer, department. The default is the first"`
	From         approval.Date  `query:"from" format:"date" doc:"First day: of the decision, payment, expected close or work. Absent: in reports that need one, the first of the month eleven months before the last day"`
	To           approval.Date  `query:"to" format:"date" doc:"Last day"`
	DepartmentID string         `query:"department_id" format:"uuid" doc:"Department, including those below it, of the decider, requester, customer owner or author"`
	UserID       string         `query:"user_id" format:"uuid" doc:"The decider, requester, customer owner, project member or author"`
	OwnerID      string         `query:"owner_id" format:"uuid" doc:"For budgets and pipeline: owner of the customer"`
	RequesterID  string         `query:"requester_id" format:"uuid" doc:"For approval-times and spending"`
	CustomerID   string         `query:"customer_id" format:"uuid"`
	Category     string         `query:"category" maxLength:"200" doc:"For spending"`
	ProjectID    string         `query:"project_id" format:"uuid" doc:"For spending"`
	Step         string         `query:"step" maxLength:"200" doc:"For approval-times"`
	Stage        customer.Stage `query:"stage" enum:"lead,contacted,proposal,bidding,negotiation,won,lost" doc:"For pipeline"`
	Kind         string         `query:"kind" maxLength:"200" doc:"For work-logs"`
	Format       string         `query:"format" enum:"json,csv,xlsx" default:"json"`
}

// report returns a report in the requested format, with the same numbers in all formats.
func (s *Server) report(ctx context.Context, in *reportInput) (*huma.StreamResponse, error) {
	if err := checkDays(in.From, in.To); err != nil {
		return nil, err
	}
	within, done := context.WithTimeout(ctx, heavyTime)
	defer done()
	report, err := s.store.ManagementReport(within, actorOf(ctx), in.Name, storage.ReportFilter{
		By: in.By, From: in.From, To: in.To, DepartmentID: in.DepartmentID, UserID: in.UserID, OwnerID: in.OwnerID, RequesterID: in.RequesterID,
		CustomerID: in.CustomerID, Category: in.Category, ProjectID: in.ProjectID, Step: in.Step, Stage: in.Stage, Kind: in.Kind,
	})
	if err != nil {
		return nil, err
	}
	if in.Format != "json" {
		return exportTable(ctx, s, table.Format(in.Format), approval.Text{ZH: report.Name, EN: report.Name},
			reportTable(ctx, report), linesOf(report))
	}
	body, err := json.Marshal(report)
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(stream huma.Context) {
		w := humagin.Unwrap(stream).Writer
		w.Header().Set("Content-Type", jsonType)
		if _, err := w.Write(append(body, '\n')); err != nil {
			s.log.DebugContext(ctx, "response not sent", "error", err)
		}
	}}, nil
}

// reportTable returns the columns of an exported report.
func reportTable(ctx context.Context, report storage.ManagementReport) []table.Field[[]storage.ReportCell] {
	columns := make([]table.Field[[]storage.ReportCell], len(report.Columns))
	for i, column := range report.Columns {
		columns[i] = table.Field[[]storage.ReportCell]{Title: column.Label, Cell: func(line []storage.ReportCell) string {
			if line[i].Label != nil {
				return line[i].Label.In(localeOf(ctx))
			}
			return line[i].Value
		}}
	}
	return columns
}

// linesOf yields the rows of a report, then its totals.
func linesOf(report storage.ManagementReport) iter.Seq2[[]storage.ReportCell, error] {
	return func(yield func([]storage.ReportCell, error) bool) {
		for _, lines := range [][][]storage.ReportCell{report.Rows, report.Totals} {
			for _, line := range lines {
				if !yield(line, nil) {
					return
				}
			}
		}
	}
}

// describeReport describes the formats of a report in the API document.
func describeReport(op *huma.Operation, schemas huma.Registry) {
	file := &huma.MediaType{Schema: fileBytes{}.Schema(schemas)}
	op.Responses = map[string]*huma.Response{
		"200": {Description: "The report", Content: map[string]*huma.MediaType{
			jsonType:   {Schema: schemas.Schema(reflect.TypeFor[storage.ManagementReport](), true, "")},
			"text/csv": file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": file,
		}},
		"default": {Description: "Error", Content: map[string]*huma.MediaType{
			problemType: {Schema: schemas.Schema(reflect.TypeFor[Problem](), true, "")},
		}},
	}
}
