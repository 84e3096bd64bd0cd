package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"approvals/storage/customer"
	"approvals/workflows/approval"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"
)

// Problem is an error response in the format of RFC 9457.
type Problem struct {
	Type   string        `json:"type" format:"uri-reference" doc:"Where this kind of problem is described"`
	Title  string        `json:"title" doc:"The kind of problem, in the caller's language"`
	Status int           `json:"status"`
	Detail string        `json:"detail" doc:"This problem, in the caller's language"`
	Code   approval.Code `json:"code" enum:"invalid,unauthenticated,forbidden,not_found,conflict,gone,too_large,unsupported_type,rate_limited,unavailable,internal"`
	// Errors are the invalid fields.
	Errors []ProblemField `json:"errors,omitempty"`
	// RequestID identifies an internal error in the log.
	RequestID string `json:"request_id,omitempty"`
	// Task is the task, if somebody else has completed it.
	Task *closedTask `json:"task,omitempty"`
	// Changes are the changes since the revision that the decider has seen.
	Changes []customer.LabeledRevision `json:"changes,omitempty"`

	retryAfter int
	locale     approval.Locale
}

// closedTask is a closed task with the labels of its codes.
type closedTask struct {
	approval.ClosedTask
	StateLabel   approval.Text  `json:"state_label"`
	OutcomeLabel *approval.Text `json:"outcome_label,omitempty"`
}

func closedTaskOf(t *approval.ClosedTask) *closedTask {
	if t == nil {
		return nil
	}
	shown := &closedTask{ClosedTask: *t, StateLabel: t.State.Label()}
	if t.Outcome != "" {
		label := t.Outcome.Label().Capitalized()
		shown.OutcomeLabel = &label
	}
	return shown
}

// ProblemField is an invalid field with the reason.
type ProblemField struct {
	Location string `json:"location" example:"body.amount"`
	Message  string `json:"message"`
}

var problemKinds = map[approval.Code]struct {
	Status int
	Title  approval.Text
}{
	approval.CodeInvalid:         {http.StatusUnprocessableEntity, approval.Text{ZH: "内容有误", EN: "The input is not valid"}},
	approval.CodeUnauthenticated: {http.StatusUnauthorized, approval.Text{ZH: "未登录", EN: "Not signed in"}},
	approval.CodeForbidden:       {http.StatusForbidden, approval.Text{ZH: "没有权限", EN: "Not allowed"}},
	approval.CodeNotFound:        {http.StatusNotFound, approval.Text{ZH: "没有找到", EN: "Not found"}},
	approval.CodeConflict:        {http.StatusConflict, approval.Text{ZH: "有冲突", EN: "Conflict"}},
	approval.CodeGone:            {http.StatusGone, approval.Text{ZH: "已不存在", EN: "Gone"}},
	approval.CodeTooLarge:        {http.StatusRequestEntityTooLarge, approval.Text{ZH: "内容过大", EN: "Too large"}},
	approval.CodeUnsupportedType: {http.StatusUnsupportedMediaType, approval.Text{ZH: "不支持的类型", EN: "Type not supported"}},
	approval.CodeRateLimited:     {http.StatusTooManyRequests, approval.Text{ZH: "过于频繁", EN: "Too many requests"}},
	approval.CodeUnavailable:     {http.StatusServiceUnavailable, approval.Text{ZH: "暂时不可用", EN: "Not available at the moment"}},
	approval.CodeInternal:        {http.StatusInternalServerError, approval.Text{ZH: "内部错误", EN: "Internal error"}},
}

var internalDetail = approval.Text{
	ZH: "系统出现内部错误，请把编号 %s 告诉管理员",
	EN: "An internal error occurred; please give the administrator the number %s"}

// malformed marks an error of syntax, which is reported as 400 instead of 422.
type malformed struct{ error }

// Unwrap returns the marked error.
func (m malformed) Unwrap() error { return m.error }

// problemOf maps an error to a response; all errors are mapped here. Details of an error
// that is not an approval.Error are not disclosed, only the request's id.
func problemOf(ctx context.Context, err error) *Problem {
	var ready *Problem
	if errors.As(err, &ready) {
		return ready
	}
	locale := localeOf(ctx)
	e := approval.AsError(err)
	if e == nil || e.Code == approval.CodeInternal {
		e = &approval.Error{Code: approval.CodeInternal, Message: internalDetail.Format(requestIDOf(ctx))}
	}
	kind := problemKinds[e.Code]
	p := &Problem{
		Type:       basePath + "/docs#problem-" + string(e.Code),
		Title:      kind.Title.In(locale),
		Status:     kind.Status,
		Detail:     e.Message.In(locale),
		Code:       e.Code,
		Task:       closedTaskOf(e.Closed),
		retryAfter: e.RetryAfter,
		locale:     locale,
	}
	if e.Code == approval.CodeInternal {
		p.RequestID = requestIDOf(ctx)
	}
	var form malformed
	if errors.As(err, &form) {
		p.Status = http.StatusBadRequest
	}
	for _, f := range e.Fields {
		p.Errors = append(p.Errors, ProblemField{Location: f.Location, Message: f.Message.In(locale)})
	}
	return p
}

// Error implements error.
func (p *Problem) Error() string { return string(p.Code) + ": " + p.Detail }

// GetStatus implements huma.StatusError.
func (p *Problem) GetStatus() int { return p.Status }

// GetHeaders implements huma.HeadersError.
func (p *Problem) GetHeaders() http.Header {
	header := languageHeaders(p.locale)
	if p.retryAfter > 0 {
		header.Set("Retry-After", strconv.Itoa(p.retryAfter))
	}
	if p.Status == http.StatusUnauthorized {
		header.Set("WWW-Authenticate", "Bearer")
	}
	return header
}

// ContentType implements huma.ContentTypeFilter.
func (p *Problem) ContentType(string) string { return problemType }

const problemType = "application/problem+json"

// fail maps a handler's error to a Problem and logs details that are not disclosed to
// the client.
func (s *Server) fail(ctx context.Context, err error) *Problem {
	p := problemOf(ctx, err)
	if e := approval.AsError(err); e != nil && len(e.Changed) > 0 {
		var unread error
		if p.Changes, unread = s.store.LabelRevisions(ctx, e.Changed); unread != nil {
			s.log.WarnContext(ctx, "labels not available", "error", unread)
		}
	}
	switch {
	case p.Code == approval.CodeInternal && !errors.Is(err, context.Canceled):
		s.log.ErrorContext(ctx, "internal error", "error", err)
	case p.Code == approval.CodeUnavailable:
		s.log.WarnContext(ctx, "unavailable", "error", err)
	}
	return p
}

// refuse sends a problem as the response and aborts the request.
func (s *Server) refuse(c *gin.Context, err error) {
	p := s.fail(c.Request.Context(), err)
	for name, values := range p.GetHeaders() {
		c.Writer.Header()[name] = values
	}
	c.Abort()
	if c.Writer.Written() {
		return
	}
	c.Header("Content-Type", problemType)
	c.Status(p.Status)
	if c.Request.Method == http.MethodHead {
		c.Writer.WriteHeaderNow()
		return
	}
	body, err := json.Marshal(p)
	if err == nil {
		_, err = c.Writer.Write(append(body, '\n'))
	}
	if err != nil {
		s.log.DebugContext(c.Request.Context(), "response not sent", "error", err)
	}
}

func (s *Server) noMethod(c *gin.Context) {
	s.refuse(c, invalidAs(c, http.StatusMethodNotAllowed, "method", approval.Text{
		ZH: "此地址不支持 %s", EN: "This address does not support %s"}.Format(c.Request.Method)))
}

// invalidAs is a problem with the syntax of a request that has a specific HTTP status;
// location is the invalid part of the request.
func invalidAs(c *gin.Context, status int, location string, detail approval.Text) *Problem {
	p := problemOf(c.Request.Context(), &approval.Error{Code: approval.CodeInvalid, Message: detail,
		Fields: []approval.FieldError{{Location: location, Message: detail}}})
	p.Status = status
	return p
}

func (s *Server) notFound(c *gin.Context) {
	if s.isPagePath(c.Request) {
		s.servePage(c)
		return
	}
	s.refuse(c, approval.NotFound())
}

func init() {
	// These variables configure huma's format of errors and make field names
	// case-sensitive.
	huma.NewError = func(status int, _ string, errs ...error) huma.StatusError {
		return problemFromLibrary(context.Background(), nil, status, errs)
	}
	huma.NewErrorWithContext = func(ctx huma.Context, status int, _ string, errs ...error) huma.StatusError {
		p := problemFromLibrary(ctx.Context(), ctx.Operation(), status, errs)
		// huma sends no headers with its own errors.
		for name, values := range p.GetHeaders() {
			ctx.SetHeader(name, values[0])
		}
		return p
	}
	huma.ValidateStrictCasing = true
	huma.DefaultArrayNullable = false
}
