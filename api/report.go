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
	By           string         `query:"by" maxLength:"20" doc:"What the rows are about. approval-times: step, month, user, department; spending: category, month, customer, project, requester, department; budgets: project, customer, owner; pipeline: stage, month, owner, customer, department; work-logs: user, month, kind, customer, department. The first is the default"`
	From         approval.Date  `query:"from" format:"date" doc:"First day: of the decision, of payment, of the expected close, of work. Absent: where a report needs one, the first of the month eleven months before the last day"`
	To           approval.Date  `query:"to" format:"date" doc:"Last day"`
	DepartmentID string         `query:"department_id" format:"uuid" doc:"The department with those below it, of who decided, asked, owns the customer or wrote"`
	UserID       string         `query:"user_id" format:"uuid" doc:"Who decided, asked, owns the customer or works on the project, or wrote"`
	OwnerID      string         `query:"owner_id" format:"uuid" doc:"Of budgets and pipeline: who owns the customer"`
	RequesterID  string         `query:"requester_id" format:"uuid" doc:"Of approval-times and spending"`
	CustomerID   string         `query:"customer_id" format:"uuid"`
	Category     string         `query:"category" maxLength:"200" doc:"Of spending"`
	ProjectID    string         `query:"project_id" format:"uuid" doc:"Of spending"`
	Step         string         `query:"step" maxLength:"200" doc:"Of approval-times"`
	Stage        customer.Stage `query:"stage" enum:"lead,contacted,proposal,bidding,negotiation,won,lost" doc:"Of pipeline"`
	Kind         string         `query:"kind" maxLength:"200" doc:"Of work-logs"`
	Format       string         `query:"format" enum:"json,csv,xlsx" default:"json"`
}

// report answers with a report in the format asked for; the numbers are the same
// in all of them.
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
			s.log.DebugContext(ctx, "answer not sent", "error", err)
		}
	}}, nil
}

// reportTable returns the columns of a report for a file.
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

// linesOf are the rows of a report, then its totals.
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

// reportAnswer describes the formats of a report.
func reportAnswer(op *huma.Operation, schemas huma.Registry) {
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
