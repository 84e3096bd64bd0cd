package api

import (
	"context"

	"approvals/storage/postgres"
	"approvals/storage/variable"
	"approvals/storage/worklog"
	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
)

type workLogsInput struct {
	Paged
	UserID     string        `query:"user_id" format:"uuid" doc:"The author"`
	From       approval.Date `query:"from" format:"date" doc:"First day of work"`
	To         approval.Date `query:"to" format:"date" doc:"Last day of work"`
	CustomerID string        `query:"customer_id" format:"uuid"`

	Kind worklog.Kind `query:"kind" enum:"visit,call,meeting,bid,office,other"`
}

func (s *Server) workLogs(ctx context.Context, in *workLogsInput) (*listOutput[worklog.WorkLog], error) {
	list := in.of("work logs")
	if err := checkDays(in.From, in.To); err != nil {
		return nil, err
	}
	page, err := in.page(list)
	if err != nil {
		return nil, err
	}
	filter := worklog.Filter{AuthorID: in.UserID, CustomerID: in.CustomerID, Kind: in.Kind, From: in.From, To: in.To}
	entries, more, err := s.store.WorkLogs(ctx, actorOf(ctx), filter, page)
	if err != nil {
		return nil, err
	}
	return pageOf(list, entries, more, worklog.WorkLog.Cursor), nil
}

type workLogOutput struct{ Body worklog.WorkLog }

func (s *Server) workLog(ctx context.Context, in *ByID) (*workLogOutput, error) {
	w, err := s.store.WorkLog(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return &workLogOutput{Body: w}, nil
}

// quarterHours is the description of HoursInput's pattern.
const quarterHours = "quarter hours"

// HoursInput is a number of hours in a request.
type HoursInput string

// Schema implements huma.SchemaProvider.
func (HoursInput) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{
		Type: huma.TypeString, MaxLength: bound(5), Pattern: `^((\d|1\d|2[0-3])(\.(00?|25|50?|75))?|24(\.00?)?)$`, PatternDescription: quarterHours,
		Description: "Decimal number of hours from 0 to 24, in quarters of an hour, never a float", Examples: []any{"7.5"},
	}
}

// hours parses the input, which the schema has validated.
func (h HoursInput) hours() variable.Hours {
	hours, _ := variable.ParseHours(string(h))
	return hours
}

// WorkLogFields are the optional fields of a work log.
type WorkLogFields struct {
	Result     *Text                `json:"result,omitempty" maxLength:"5000"`
	NextStep   *Text                `json:"next_step,omitempty" maxLength:"5000"`
	Hours      Optional[HoursInput] `json:"hours,omitzero"`
	CustomerID Optional[string]     `json:"customer_id,omitzero" format:"uuid" doc:"Absent in a new work log: the customer of its project or contact"`
	ProjectID  Optional[string]     `json:"project_id,omitzero" format:"uuid" doc:"A project of the customer"`
	ContactID  Optional[string]     `json:"contact_id,omitzero" format:"uuid" doc:"A contact of the customer"`
	Place      *Text                `json:"place,omitempty" maxLength:"500"`
}

func (f WorkLogFields) input(day *approval.Date, kind *worklog.Kind, content *Filled) worklog.Input {
	in := worklog.Input{
		WorkDate: day, Kind: kind, Content: (*string)(content), Result: (*string)(f.Result), NextStep: (*string)(f.NextStep),
		Place: (*string)(f.Place), CustomerID: f.CustomerID.edit(), ProjectID: f.ProjectID.edit(), ContactID: f.ContactID.edit(),
	}
	if f.Hours.set {
		in.Hours = postgres.SetTo[variable.Hours](nil)
		if f.Hours.value != nil {
			hours := f.Hours.value.hours()
			in.Hours = postgres.SetTo(&hours)
		}
	}
	return in
}

type createWorkLogInput struct {
	Body struct {
		WorkDate approval.Date `json:"work_date" format:"date" doc:"Not in the future"`
		Kind     worklog.Kind  `json:"kind" enum:"visit,call,meeting,bid,office,other"`
		Content  Filled        `json:"content" maxLength:"5000" doc:"What was done"`
		WorkLogFields
	}
}

func (s *Server) createWorkLog(ctx context.Context, in *createWorkLogInput) (*workLogOutput, error) {
	w, err := s.store.CreateWorkLog(ctx, actorOf(ctx), in.Body.input(&in.Body.WorkDate, &in.Body.Kind, &in.Body.Content))
	if err != nil {
		return nil, err
	}
	return &workLogOutput{Body: w}, nil
}

type editWorkLogInput struct {
	ByID
	Body struct {
		Version  int            `json:"version" minimum:"1"`
		WorkDate *approval.Date `json:"work_date,omitempty" format:"date" doc:"Not in the future"`
		Kind     *worklog.Kind  `json:"kind,omitempty" enum:"visit,call,meeting,bid,office,other"`
		Content  *Filled        `json:"content,omitempty" maxLength:"5000" doc:"What was done"`
		WorkLogFields
	}
}

func (s *Server) editWorkLog(ctx context.Context, in *editWorkLogInput) (*workLogOutput, error) {
	w, err := s.store.EditWorkLog(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.input(in.Body.WorkDate, in.Body.Kind, in.Body.Content))
	if err != nil {
		return nil, err
	}
	return &workLogOutput{Body: w}, nil
}

// CorrectedFields are the fields that a correction can change.
type CorrectedFields struct {
	WorkDate *approval.Date `json:"work_date,omitempty" format:"date" doc:"Not in the future"`
	Kind     *worklog.Kind  `json:"kind,omitempty" enum:"visit,call,meeting,bid,office,other"`
	Content  *Filled        `json:"content,omitempty" maxLength:"5000"`
	Result   *Text          `json:"result,omitempty" maxLength:"5000"`
	NextStep *Text          `json:"next_step,omitempty" maxLength:"5000"`
	Hours    *HoursInput    `json:"hours,omitempty"`
	Place    *Text          `json:"place,omitempty" maxLength:"500"`
}

type correctWorkLogInput struct {
	ByID
	Body struct {
		Text   Filled          `json:"text" maxLength:"5000" doc:"What was wrong"`
		Fields CorrectedFields `json:"fields,omitzero" doc:"Fields as they should have been"`
	}
}

func (s *Server) correctWorkLog(ctx context.Context, in *correctWorkLogInput) (*workLogOutput, error) {
	f := in.Body.Fields
	fields := worklog.CorrectionFields{
		WorkDate: f.WorkDate, Kind: f.Kind, Content: (*string)(f.Content), Result: (*string)(f.Result),
		NextStep: (*string)(f.NextStep), Place: (*string)(f.Place),
	}
	if f.Hours != nil {
		hours := f.Hours.hours()
		fields.Hours = &hours
	}
	w, err := s.store.CorrectWorkLog(ctx, actorOf(ctx), in.ID, string(in.Body.Text), fields)
	if err != nil {
		return nil, err
	}
	return &workLogOutput{Body: w}, nil
}
